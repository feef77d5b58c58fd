"""Finding a dog, asking, recording: every answer is one commit."""

import sqlite3
from contextlib import closing

import pytest
from PySide6.QtCore import Qt

from intake.app import exam_room, review
from intake.app.exam_room import Entry, Given
from intake.app.review import SignOff
from intake.domain.cases import Missing, NoValue, WhyMissing
from intake.domain.staff import Role
from intake.domain.visits import VisitStatus
from intake.ui.intake.dog_form import NO_NAME, SEXES
from intake.ui.intake.question import NOT_KNOWN, NOT_SURE
from intake.ui.intake.screen import IntakeScreen
from tests.ui.at_work import Flashes, at_work
from tests.ui.real_clinic import PIN


@pytest.fixture
def work(tmp_path, theme, qtbot):
    with at_work(tmp_path, theme, qtbot) as made:
        yield made


def shown(work, visit=None):
    screen = IntakeScreen(work.desk)
    work.show(screen)
    screen.show_visit(visit or work.real.visit)
    work.wait(lambda: screen.keeper.file is not None and not screen._building.isActive())
    return screen


@pytest.fixture
def screen(work):
    return shown(work)


def question(screen, item):
    for group in screen._all_groups():
        if item in group.questions:
            return group.questions[item]
    return screen.urgent.questions[item]


def press(work, screen, item, value):
    control = question(screen, item).control
    place = [option.value for option in control.options].index(value)
    control._cells[place].click()
    work.settle()
    work.settle()


def record(work, *given):
    exam = exam_room.open_exam(work.real.clinic, work.real.visit, by=work.real.technician.id)
    exam_room.record_all(work.real.clinic, exam.id, given, Entry(work.real.technician.id))


def test_no_part_flashes_up_as_a_window_of_its_own(work, qapp):
    flashes = Flashes()
    qapp.installEventFilter(flashes)
    try:
        screen = shown(work)
        for group in screen._all_groups():
            group.open_fold()
        sign(screen, "cannot_pass_urine").yes.click()
        work.wait(lambda: len(screen.banners.banners) > 0)
    finally:
        qapp.removeEventFilter(flashes)
    assert flashes.seen == [screen]


# Finding and registering


def test_new_intake_is_only_a_search_box(work):
    screen = IntakeScreen(work.desk)
    work.show(screen)
    screen.show_new()
    assert screen.dog.finder.isVisible()
    assert not screen.urgent.isVisible()
    assert not screen.foot.exam.isVisible()


def test_dogs_appear_while_one_types_and_new_ones_stand_last(work, qtbot):
    screen = IntakeScreen(work.desk)
    work.show(screen)
    screen.show_new()
    qtbot.keyClicks(screen.dog.finder.field, "samp")
    rows = screen.dog.finder.rows
    work.wait(lambda: rows.rowCount() == 3)
    titles = [rows.found(row).title for row in range(3)]
    assert titles == ["Maple", "New dog for P. Sampleton", "New owner “samp”"]


def test_choosing_a_dog_with_an_open_visit_goes_on_with_it(work, qtbot):
    screen = IntakeScreen(work.desk)
    work.show(screen)
    screen.show_new()
    qtbot.keyClicks(screen.dog.finder.field, "maple")
    work.wait(lambda: screen.dog.finder.rows.rowCount() == 3)
    with qtbot.waitSignal(screen.visit_opened) as opened:
        qtbot.keyClick(screen.dog.finder.field, Qt.Key.Key_Return)
    assert opened.args == [work.real.visit]
    assert "open visit already" in screen.notice.text()
    work.wait(lambda: screen.urgent.signs is not None and screen.urgent.signs.none.hasFocus())


def test_new_owner_and_dog_are_registered_with_a_visit(work, qtbot):
    screen = IntakeScreen(work.desk)
    work.show(screen)
    screen.show_new()
    qtbot.keyClicks(screen.dog.finder.field, "T. Demo")
    work.wait(lambda: screen.dog.finder.rows.rowCount() == 1)
    qtbot.keyClick(screen.dog.finder.field, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    form = screen.dog.form
    assert form.owner_name.text() == "T. Demo"
    for field, text in ((form.phone, "0170 1"), (form.name, "Hazel"), (form.breed, "Collie"), (form.birth, "11 y")):
        qtbot.keyClicks(field, text)
    qtbot.keyClicks(form.weight_kg, "21,5")
    form.sex.setCurrentIndex(4)
    with qtbot.waitSignal(screen.visit_opened, timeout=15_000) as opened:
        form.save.click()
    file = work.file(opened.args[0])
    assert file.record.patient.name == "Hazel"
    assert file.record.patient.is_birth_estimated
    assert file.record.owner.name == "T. Demo"
    assert dict(file.record.case.answers) == {
        "sig_breed": "Collie",
        "sig_sex": "female_spayed",
        "pe_weight_kg": 21.5,
    }


def test_bad_details_are_told_at_the_field_and_nothing_is_stored(work, qtbot):
    screen = IntakeScreen(work.desk)
    work.show(screen)
    screen.show_new()
    screen.dog._on_new_wanted(None, "")
    form = screen.dog.form
    qtbot.keyClicks(form.name, "Hazel")
    qtbot.keyClicks(form.birth, "soon")
    form.save.click()
    assert "neither a date nor an age" in form.trouble.text()
    assert form.birth.property("state") == "wrong"
    form.birth.clear()
    form.save.click()
    work.wait(lambda: "Enter the owner's name" in form.trouble.text())
    assert form.owner_name.property("state") == "wrong"
    assert form.save.isEnabled()
    with work.real.clinic.store.look() as look:
        assert len(look.find_patients("Hazel", limit=5)) == 0


def test_same_phone_is_asked_about_before_saving(work, qtbot):
    screen = IntakeScreen(work.desk)
    work.show(screen)
    screen.show_new()
    screen.dog._on_new_wanted(None, "0000 000 000")
    form = screen.dog.form
    assert form.phone.text() == "0000 000 000"
    work.wait(form.twin_strip.isVisible)
    assert form.twin_strip.text() == "Same phone as P. Sampleton. Same person?"
    form.twin_strip.button.click()
    assert form.title.text() == "New dog for P. Sampleton"
    assert not form.owner_name.isVisible()


def test_details_are_corrected_over_what_was_seen(work, screen, qtbot):
    screen.dog.edit.click()
    form = screen.dog.form
    assert form.isVisible()
    form.breed.setText("Dachshund cross")
    form.handling.setText("May bite when lifted")
    form.save.click()
    work.wait(lambda: "Dachshund cross" in screen.dog._breed.text())
    assert work.file().record.patient.handling == "May bite when lifted"
    assert work.answers()["sig_breed"] == "Dachshund cross"


def test_owner_is_corrected_with_the_dog(work, screen):
    screen.dog.edit.click()
    form = screen.dog.form
    assert (form.owner_name.text(), form.phone.text()) == ("P. Sampleton", "0000 000 000")
    form.owner_name.setText(" ")
    form.save.click()
    work.wait(lambda: "Enter the owner's name" in form.trouble.text())
    assert form.owner_name.property("state") == "wrong"
    form.owner_name.setText("Q. Sampleton")
    form.phone.setText("0151 23")
    form.save.click()
    work.wait(lambda: screen.dog._owner.text() == "Q. Sampleton · 0151 23")
    assert work.file().record.owner.name == "Q. Sampleton"
    assert not form.isVisible()


def test_dog_without_a_name_is_asked_about_once(work, qtbot):
    screen = IntakeScreen(work.desk)
    work.show(screen)
    screen.show_new()
    screen.dog._on_new_wanted(None, "T. Demo")
    form = screen.dog.form
    form.save.click()
    assert form.trouble.text() == NO_NAME
    assert form.name.hasFocus()
    with qtbot.waitSignal(screen.visit_opened, timeout=15_000):
        form.save.click()


def test_form_can_be_left_without_saving(work, screen):
    screen.dog.edit.click()
    screen.dog.form.drop.click()
    assert screen.dog._known.isVisible()


def test_sex_is_one_choice_in_the_card_and_an_answer_of_the_visit(work, screen):
    place = [words for words, _ in SEXES].index("Male, neutered")
    screen.dog.sex.activated.emit(place)
    work.wait(lambda: screen.dog.sex.currentText() == "Male, neutered")
    work.wait(lambda: work.answers().get("sig_sex") == "male_neutered")
    assert work.file().record.patient.sex == "male_neutered"


def test_why_they_came_stands_in_sight_without_scrolling(work, screen):
    record(work, Given("sig_breed", None, "Dachshund"), Given("sig_sex", None, "female_spayed"))
    screen.keeper.read_again()
    work.settle()
    words = question(screen, "hx_complaint").control
    assert words.visibleRegion().boundingRect() == words.rect()
    assert screen.why.mapTo(screen, screen.why.rect().topLeft()).y() < screen.height() * 0.6


def test_flag_under_the_urgent_signs_moves_no_row(work, screen):
    shaking = sign(screen, "shaking_cannot_stop")
    before = shaking.mapTo(screen, shaking.rect().topLeft())
    shaking.yes.click()
    work.wait(screen.urgent._flag_area.isVisible)
    work.settle()
    assert shaking.mapTo(screen, shaking.rect().topLeft()) == before


def test_sign_for_within_the_hour_is_not_in_the_colour_of_call_now(work, screen):
    for name, tone in (("shaking_cannot_stop", "abn"), ("overheated", "flag")):
        sign(screen, name).yes.click()
        work.wait(lambda name=name: sign(screen, name).yes.isChecked())
        assert sign(screen, name).label.property("tone") == tone


# Answers


def test_every_history_question_can_be_reached(work, screen):
    for group in screen._all_groups():
        group.open_fold()
    asked = {name for group in screen._all_groups() for name in group.questions}
    asked |= set(screen.urgent.questions) | {"hx_emergency_now", "hx_emergency_unsure"}
    items = {item.id for item in screen.keeper.file.engine.knowledge.items if item.section in ("a1", "a2")}
    assert items <= asked


def test_complaint_told_at_booking_stands_in_the_owners_words(screen):
    assert question(screen, "hx_complaint").control.value() == "Back legs shake when standing"


def test_an_answer_is_shown_as_saved_after_its_commit(work, screen):
    said = []
    screen.saving.connect(lambda: said.append("saving"))
    screen.saved.connect(lambda at: said.append("saved"))
    asked = question(screen, "hx_onset").control
    asked._cells[0].click()
    assert asked.value() is None
    work.wait(lambda: asked.value() == "peracute")
    assert work.answers()["hx_onset"] == "peracute"
    assert said == ["saving", "saved"]


def test_an_answer_that_cannot_be_saved_is_not_shown_as_saved(work, screen):
    said = []
    screen.not_saved.connect(said.append)
    with closing(sqlite3.connect(work.home / "intake.db", isolation_level=None)) as other:
        other.execute("pragma busy_timeout = 0")
        other.execute("begin immediate")
        asked = question(screen, "hx_onset").control
        asked._cells[0].click()
        work.wait(lambda: bool(said))
    assert "not saved" in said[0]
    assert asked.value() is None
    assert "hx_onset" not in work.answers()


def test_not_sure_is_the_items_own_unknown_where_it_has_one(work, screen):
    press(work, screen, "hx_onset", "unknown")
    assert work.answers()["hx_onset"] == "unknown"


def test_not_sure_is_not_known_where_there_is_no_such_value(work, screen):
    press(work, screen, "hx_video", NOT_SURE)
    assert work.answers()["hx_video"] == NOT_KNOWN
    assert question(screen, "hx_video").control.value() == NOT_SURE
    press(work, screen, "hx_pain_signs", NOT_SURE)
    assert work.answers()["hx_pain_signs"] == NOT_KNOWN
    number = question(screen, "hx_duration_days")
    number.not_sure.click()
    work.wait(lambda: work.answers().get("hx_duration_days") == NOT_KNOWN)
    work.wait(number.not_sure.isChecked)
    number.not_sure.click()
    work.wait(lambda: "hx_duration_days" not in work.answers())


def test_other_reasons_are_kept_with_the_answer_in_words(work, screen):
    asked = question(screen, "hx_video")
    asked.more.click()
    screen._no_value.chosen.emit(NoValue(Missing.NOT_DONE, WhyMissing.OWNER_DECLINED))
    work.wait(lambda: asked._strip is not None and asked._strip.isVisible())
    assert asked._strip.text() == "Not examined: owner declined"
    assert not asked.control.isVisible()
    asked._strip.clear_button.click()
    work.wait(lambda: "hx_video" not in work.answers())
    work.wait(asked.control.isVisible)


def test_follow_up_opens_only_when_it_fits_and_says_why(work, screen):
    follow_up = question(screen, "hx_relief_walk")
    assert not follow_up.isVisible()
    press(work, screen, "hx_activity", "standing_still")
    work.wait(lambda: not follow_up.isHidden())
    assert follow_up.because.text() == "asked because: standing still"


def test_answered_follow_up_stays_in_force_when_its_parent_closes(work, screen):
    record(work, Given("hx_activity", None, ("standing_still",)), Given("hx_relief_walk", None, "yes"))
    screen.keeper.read_again()
    work.settle()
    work.wait(lambda: not question(screen, "hx_relief_walk").isHidden())
    press(work, screen, "hx_activity", "standing_still")  # a second press takes it back
    assert work.answers()["hx_relief_walk"] == "yes"
    assert "no longer asked" in question(screen, "hx_relief_walk").because.text()


def test_numbers_and_texts_are_kept_when_they_are_left(work, screen, qtbot):
    days = question(screen, "hx_duration_days").control
    days.field.setFocus()
    qtbot.keyClicks(days.field, "3")
    words = question(screen, "hx_meds").control.edit
    words.setFocus()
    qtbot.keyClicks(words, "none that I know")
    screen.leave()
    work.wait(lambda: work.answers().get("hx_meds") == "none that I know")
    assert work.answers()["hx_duration_days"] == 3


def test_impossible_number_is_refused_where_it_stands(work, screen, qtbot):
    days = question(screen, "hx_duration_days").control
    days.field.setFocus()
    qtbot.keyClicks(days.field, "99999")
    qtbot.keyClick(days.field, Qt.Key.Key_Return)
    assert "not possible" in days.hint.text()
    work.settle()
    assert "hx_duration_days" not in work.answers()


def test_counts_say_how_far_the_intake_is(work, screen):
    press(work, screen, "hx_onset", "unknown")
    assert "of" in screen.foot.counts.text()
    assert screen.foot.counts.text().endswith("1 not known")


# Urgent signs and flags


def sign(screen, name):
    return screen.urgent.signs.rows[name]


def test_emergency_sign_calls_the_vet_at_once(work, screen):
    sign(screen, "cannot_pass_urine").yes.click()
    work.wait(lambda: len(screen.banners.banners) > 0)
    assert work.answers()["hx_emergency_now"] == ("cannot_pass_urine",)
    assert sign(screen, "cannot_pass_urine").yes.isChecked()
    assert work.visit().untold_flags >= 1


def test_sign_the_owner_is_not_sure_of_fires_nothing_and_is_asked_again(work, screen):
    sign(screen, "overheated").unsure.click()
    work.wait(sign(screen, "overheated").unsure.isChecked)
    assert work.answers()["hx_emergency_unsure"] == ("overheated",)
    assert not screen.banners.banners
    assert screen.urgent.again.text() == "1 answer not known: overheated. Ask again."
    assert screen.urgent.signs.none.text() == "None of the others"


def test_none_of_these_is_said_never_assumed(work, screen):
    assert "hx_emergency_now" not in work.answers()
    assert screen.urgent.signs.state.text() == "To do"
    screen.urgent.signs.none.click()
    work.wait(lambda: work.answers().get("hx_emergency_now") == ("none",))
    work.wait(screen.urgent.signs.none.isChecked)
    screen.urgent.signs.none.click()
    work.wait(lambda: "hx_emergency_now" not in work.answers())


def test_none_of_these_sweeps_no_seen_sign_away(work, screen):
    sign(screen, "overheated").yes.click()
    work.wait(sign(screen, "overheated").yes.isChecked)
    screen.urgent.signs.none.click()
    work.settle()
    assert work.answers()["hx_emergency_now"] == ("overheated",)


def test_signs_are_answered_by_key(work, screen, qtbot):
    row = sign(screen, "bleeding_heavily")
    row.yes.setFocus()
    qtbot.keyClick(row.yes, Qt.Key.Key_2)
    work.wait(row.unsure.isChecked)
    qtbot.keyClick(row.yes, Qt.Key.Key_1)
    work.wait(row.yes.isChecked)
    assert "hx_emergency_unsure" not in work.answers()


def test_vet_who_was_told_is_named_and_the_flag_stays_in_sight(work, screen):
    sign(screen, "cannot_pass_urine").yes.click()
    work.wait(lambda: len(screen.banners.banners) > 0)
    while screen.banners.banners:
        before = len(screen.banners.banners)
        screen.banners.tell_first()
        work.wait(screen._who.isVisible)
        screen._who.buttons[0].click()
        work.wait(lambda before=before: len(screen.banners.banners) < before)
    assert work.visit().untold_flags == 0
    assert screen.urgent._flags
    assert screen.urgent._flags[0].accessibleDescription().endswith("Vet told 10:30: Dr Casey Sample.")


# Who and when


def test_front_desk_records_history_and_no_weight(tmp_path, theme, qtbot):
    with at_work(tmp_path, theme, qtbot, role=Role.FRONT_DESK) as work:
        screen = shown(work)
        assert all("pe_weight_kg" not in group.questions for group in screen._all_groups())
        assert not screen.foot.exam.isVisible()
        press(work, screen, "hx_onset", "acute")
        assert work.answers()["hx_onset"] == "acute"
        screen.dog.groups[-1].open_fold()
        shut = question(screen, "hx_metronidazole_mg_kg_day")
        assert not shut.control.isEnabled()


def test_start_exam_goes_on(work, screen, qtbot):
    with qtbot.waitSignal(screen.step_wanted) as wanted:
        screen.foot.exam.click()
    assert wanted.args == ["exam"]
    assert work.visit().status is VisitStatus.WAITING  # opening the exam moves the dog, not the button


def test_expected_dog_is_put_in_waiting(work, qtbot):
    from datetime import timedelta

    from intake.app import front_desk

    clinic = work.real.clinic
    expected = front_desk.open_visit(
        clinic,
        work.visit().patient_id,
        by=work.real.technician.id,
        expected_at=clinic.now() + timedelta(hours=1),
    )
    screen = shown(work, expected.id)
    work.wait(screen.foot.waiting.isVisible)
    with qtbot.waitSignal(screen.today_wanted):
        screen.foot.waiting.click()
    work.wait(lambda: work.visit(expected.id).status is VisitStatus.WAITING)


def test_signed_visit_can_only_be_read(work):
    record(work, Given("hx_onset", None, "acute"))
    exam = work.file().record.exam
    review.sign(work.real.clinic, exam.id, SignOff(work.real.vet.id, PIN))
    screen = shown(work)
    assert "signed" in screen.notice.text()
    assert not question(screen, "hx_onset").control.isEnabled()
    assert not screen.urgent.signs.isEnabled()
    assert question(screen, "hx_onset").control.value() == "acute"


def test_visit_that_cannot_be_read_says_so(work):
    screen = IntakeScreen(work.desk)
    work.show(screen)
    screen.show_visit("nowhere")
    work.wait(screen.trouble.isVisible)
    assert screen.trouble.text()


def test_everything_has_a_name_for_a_screen_reader(screen):
    from PySide6.QtWidgets import QAbstractButton, QComboBox, QLineEdit, QPlainTextEdit

    for kind in (QAbstractButton, QComboBox, QLineEdit, QPlainTextEdit):
        for widget in screen.findChildren(kind):
            is_own = not widget.objectName().startswith("qt_")
            words = widget.accessibleName() or getattr(widget, "text", str)() or widget.toolTip()
            assert words or not is_own or not widget.isVisible(), widget
