"""The palette over the real pages: what is typed, what is on the disk."""

import time

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication

from intake.app import review
from intake.app.review import SignOff
from intake.domain.cases import Missing, NoValue, SidedAnswer, WhyMissing
from intake.domain.staff import Role
from intake.ui.palette.actions import PaletteAction
from intake.ui.palette.rows import Group
from tests.ui.at_work import at_work
from tests.ui.exam.at_exam import clear_vet_first, open_gates
from tests.ui.palette.at_palette import AtPalette, at_palette
from tests.ui.real_clinic import PIN


@pytest.fixture
def at(tmp_path, theme, qtbot):
    with at_palette(tmp_path, theme, qtbot) as made:
        yield made


@pytest.fixture
def exam(at):
    open_gates(at.work)
    clear_vet_first(at.work)
    at.go_to_exam()
    return at


def answers(at: AtPalette) -> dict[str, object]:
    return {key: value for key, value in at.work.answers().items() if not key.startswith(("hx_", "sig_"))}


# Recording


def test_a_short_form_is_recorded_in_sight_and_one_undo_takes_all_its_sides_back(exam):
    exam.open("patellar l3 r2")
    assert exam.titles(Group.READINGS) == ["Patellar reflex: left hind 3 brisk, vet to judge; right hind 2 normal"]
    assert answers(exam) == {}
    exam.press(Qt.Key.Key_Return)
    exam.saved()
    assert answers(exam) == {"rl_patellar": SidedAnswer({"LH": "r3", "RH": "r2"})}
    assert exam.card.isHidden()
    row = exam.screen.centre.page.rows["rl_patellar"]
    assert row.hasFocus()
    assert row.visibleRegion().boundingRect() == row.rect()
    frame = exam.place.visit
    assert frame.toast.text() == "Patellar reflex: left hind 3 brisk, vet to judge; right hind 2 normal."
    frame.undo()
    exam.work.wait(lambda: answers(exam) == {})


def test_a_wrong_line_records_nothing_and_an_ambiguous_one_nothing_until_one_is_chosen(exam):
    exam.open("temp 46")
    says = "46 °C is not possible: Temperature takes a number from 30 to 44 °C. Check the number."
    assert exam.card.message.text() == says
    exam.press(Qt.Key.Key_Return)
    exam.saved()
    assert exam.card.isVisible()
    assert answers(exam) == {}
    exam.press(Qt.Key.Key_Escape)
    exam.open("paw l d")
    assert len(exam.titles(Group.READINGS)) == 2
    assert exam.card.current() is None
    exam.press(Qt.Key.Key_Return)
    exam.saved()
    assert answers(exam) == {}
    assert exam.card.isVisible()
    assert exam.card.message.text() == "This can mean several things. Choose one; nothing is recorded before."
    exam.press(Qt.Key.Key_Down)
    exam.press(Qt.Key.Key_Down)
    exam.press(Qt.Key.Key_Return)
    exam.saved()
    assert answers(exam) == {"rl_paw_replacement": SidedAnswer({"LH": "delayed"})}


def test_a_shut_check_gives_the_sentence_of_its_row_and_is_not_recorded(at):
    at.go_to_exam()
    at.open("patellar l3")
    row = at.card.model.rows()[0]
    check = at.screen._checks["rl_patellar"]
    assert check.shut
    assert row.hint == at.card.message.text() == f"Patellar reflex: {check.shut}"
    at.press(Qt.Key.Key_Return)
    at.saved()
    assert answers(at) == {}
    assert at.card.isVisible()


def test_a_reason_is_recorded_and_a_vets_check_asks_which_vet_found_it(exam):
    exam.open("hopping lh - vet")
    exam.press(Qt.Key.Key_Return)
    exam.saved()
    missing = NoValue(Missing.NOT_DONE, WhyMissing.VET_WILL_DO)
    assert answers(exam) == {"rl_hopping": SidedAnswer({"LH": missing})}
    exam.open("deep pain lh absent")
    exam.press(Qt.Key.Key_Return)
    exam.work.wait(exam.screen.asking.vet.isVisible)
    assert set(answers(exam)) == {"rl_hopping"}


def test_what_is_recorded_can_be_cleared_and_the_undo_is_offered_by_name(exam):
    for line in ("temp 38,6", "temp clear"):
        exam.open(line)
        exam.press(Qt.Key.Key_Return)
        exam.saved()
    assert answers(exam) == {}
    assert exam.place.visit.toast.text() == "Temperature: cleared."
    exam.open("undo")
    assert exam.titles(Group.ACTIONS)[0] == "Undo: Temperature"
    exam.press(Qt.Key.Key_Return)
    exam.work.wait(lambda: answers(exam) == {"pe_temp_c": 38.6})


def test_a_short_form_on_another_step_opens_the_exam_first(at):
    open_gates(at.work)
    at.place.show_visit(at.work.real.visit, "intake")
    at.open()
    at.work.wait(lambda: at.place._palette._exam is not None)
    at.type("temp 38.6")
    at.press(Qt.Key.Key_Return)
    at.work.wait(lambda: at.work.answers().get("pe_temp_c") == 38.6)
    assert at.place.visit.step == "exam"
    at.saved()


def test_a_signed_exam_takes_nothing(tmp_path, theme, qtbot):
    with at_palette(tmp_path, theme, qtbot, vet=True) as at:
        at.go_to_exam()
        at.saved()
        exam = at.screen.keeper.file.record.exam
        review.sign(at.work.real.clinic, exam.id, SignOff(at.work.real.vet.id, PIN))
        at.screen.keeper.read_again()
        at.work.wait(lambda: at.screen.keeper.file.record.is_signed)
        at.open("temp 38.6")
        assert at.card.message.text().startswith("Signed by Dr Casey Sample.")
        at.press(Qt.Key.Key_Return)
        at.saved()
        assert answers(at) == {}


# Finding


def test_dogs_are_opened_by_name_from_the_first_letter_or_phone_and_visits_by_number(at):
    at.open("m")
    at.work.wait(lambda: at.titles(Group.DOGS) == ["Maple"])
    at.press(Qt.Key.Key_Escape)
    at.open("maple")
    at.work.wait(lambda: at.titles(Group.DOGS) == ["Maple"])
    at.press(Qt.Key.Key_Return)
    assert at.place.place == "patients"
    at.work.wait(lambda: at.place._patients.visits.count() == 1)
    at.open("0000 000")
    at.work.wait(lambda: at.titles(Group.DOGS) == ["Maple"])
    at.press(Qt.Key.Key_Escape)
    at.open("visit 1")
    at.work.wait(lambda: at.titles(Group.VISITS) == ["Visit 1: Maple"])
    at.press(Qt.Key.Key_Return)
    assert (at.place.place, at.place.visit.visit) == ("visit", at.work.real.visit)


def test_answers_to_an_older_line_are_dropped(at):
    at.work.dog("Mabel")
    at.open("mab")
    at.card.field.setText("maple")
    at.work.wait(lambda: at.titles(Group.DOGS) == ["Maple"])
    at.work.settle()
    assert at.titles(Group.DOGS) == ["Maple"]


def test_tab_types_what_comes_next_and_results_are_told_to_a_screen_reader(exam):
    exam.open("fem")
    exam.press(Qt.Key.Key_Tab)
    assert exam.card.field.text() == "femoral pulse "
    exam.type("l")
    exam.press(Qt.Key.Key_Tab)
    assert exam.card.field.text() == "femoral pulse l normal"
    assert exam.titles(Group.READINGS) == ["Femoral pulse: left normal"]
    exam.press(Qt.Key.Key_Escape)
    exam.open("patellar l3 r2")
    exam.card._announce()
    assert exam.card.field.accessibleName() == "Find or record"
    assert exam.card.field.accessibleDescription() == (
        "1 result. Patellar reflex: left hind 3 brisk, vet to judge; right hind 2 normal, Enter records this"
    )
    exam.card.field.setText("tilt")
    exam.press(Qt.Key.Key_Down)
    row = exam.card.current()
    assert exam.card.field.accessibleDescription().endswith(row.spoken)


# Actions


def test_checks_are_gone_to_and_acts_are_done_by_name_and_esc_leads_back(exam):
    exam.open("fem pulse")
    assert exam.card.current().title == "Femoral pulse"
    exam.press(Qt.Key.Key_Return)
    assert exam.screen.centre.page.focused_item() == "pe_femoral_pulse"
    exam.screen.show_item("pe_hr")
    before = QApplication.focusWidget()
    exam.open("paw")
    exam.press(Qt.Key.Key_Escape)
    assert exam.card.isHidden()
    assert QApplication.focusWidget() is before
    exam.screen.show_item("pe_hr")
    exam.open("note")
    assert exam.card.current().title == "Note on Heart rate"
    exam.press(Qt.Key.Key_Return)
    exam.work.wait(lambda: exam.screen.centre.page.rows["pe_hr"].note is not None)
    assert exam.screen.centre.page.rows["pe_hr"].note.edit.hasFocus()
    exam.open("go to rear")
    assert exam.card.current().title == "Go to Rear legs"
    assert exam.card.current().keys == "Alt 7"
    exam.press(Qt.Key.Key_Return)
    assert exam.screen.centre.page.page.key == "7"


def test_a_screen_adds_its_action_with_a_line_beside_those_of_the_window(at):
    done: list[str] = []
    at.work.desk.actions.add(
        at.place,
        PaletteAction("Weigh the cat", "", lambda: done.append("weighed")),
        PaletteAction("Weigh the horse", "", lambda: done.append("never"), is_possible=lambda: False),
    )
    at.open("weigh")
    assert at.titles(Group.ACTIONS) == ["Weigh the cat"]
    at.press(Qt.Key.Key_Return)
    assert done == ["weighed"]
    at.open("dark")
    at.press(Qt.Key.Key_Return)
    at.work.wait(lambda: at.work.desk.choices.settings.theme == "dark")


def test_a_find_button_stands_in_for_the_strip_of_a_visit_for_fingers(at, theme):
    at.place.show_visit(at.work.real.visit, "intake")
    assert at.place.find_button.isHidden()
    theme.choose_layout(is_touch=True)
    try:
        assert at.place.find_button.isVisible()
        at.place.find_button.click()
        assert at.card.isVisible()
    finally:
        theme.choose_layout(is_touch=False)


# The card


def test_it_closes_by_a_press_beside_it_and_by_locking_never_by_enter_on_an_empty_line(at):
    at.open()
    assert len(at.titles(Group.ACTIONS)) > 5
    at.press(Qt.Key.Key_Return)
    assert at.card.isVisible()
    assert at.place.place == "today"
    at.press(Qt.Key.Key_Escape)
    at.open("rest of region")
    assert at.titles(Group.ACTIONS) == []
    assert at.card.message.text().startswith("Nothing is called that.")
    at.press(Qt.Key.Key_Escape)
    at.open("settings")
    place = at.card.model.place_of(at.card.model.rows()[0])
    spot = at.card.list.visualRect(at.card.model.index(place)).center()
    QTest.mouseClick(at.card.list.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert at.place.place == "settings"
    at.open()
    QTest.mouseClick(at.card, Qt.MouseButton.LeftButton, pos=at.card.rect().bottomLeft())
    assert at.card.isHidden()
    at.open("maple")
    at.place.leave()
    assert at.card.isHidden()


def test_the_front_desk_is_told_where_the_exam_is_recorded(tmp_path, theme, qtbot):
    with at_work(tmp_path, theme, qtbot, role=Role.FRONT_DESK) as work:
        from intake.settings import Settings
        from intake.ui.workplace import Workplace

        place = Workplace(work.desk, Settings())
        work.show(place)
        place.show_visit(work.real.visit, "intake")
        at = AtPalette(work, place)
        at.open()
        work.wait(lambda: place._palette._exam is not None)
        at.type("temp 38.6")
        assert at.card.message.text() == ("The front desk records the history. The exam is recorded in the exam room.")
        at.press(Qt.Key.Key_Return)
        work.settle()
        assert "pe_temp_c" not in work.answers()


def test_every_letter_is_answered_at_once_by_a_list_that_keeps_the_rules_of_models(exam):
    exam.open()
    tester = QAbstractItemModelTester(exam.card.model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    for line in ("p", "patellar", "patellar l3", "xyzzy", ""):
        exam.card.field.setText(line)
    took = []
    for line in ("patellar l3 r2", "p lh delayed", "menace l absent r present"):
        for end in range(1, len(line) + 1):
            start = time.perf_counter()
            exam.card.field.setText(line[:end])
            took.append(time.perf_counter() - start)
    assert sorted(took)[len(took) // 2] < 0.030
    assert tester.model() is exam.card.model
