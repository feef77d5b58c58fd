"""Findings first; the vet decides and signs; everybody else reads."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QAbstractButton, QScrollArea

from intake.app import exam_room
from intake.app.boards import full_assessment
from intake.domain.cases import Missing, NoValue, WhyMissing
from intake.domain.decisions import Verdict, decisions_in_force
from intake.domain.visits import VisitStatus
from intake.ui.review.found_line import Line
from intake.ui.review.found_list import FoundModel
from intake.ui.review.screen import ReviewScreen
from intake.ui.theme import Mode, Theme
from intake.ui.widgets.cards import Card
from intake.ui.widgets.suggestions import ReasonLink
from tests.ui.at_work import at_work
from tests.ui.exam.at_exam import exam_of, record, weak_behind, words_in
from tests.ui.real_clinic import PIN, engine
from tests.ui.samples import RESOURCES


@pytest.fixture
def work(tmp_path, theme, qtbot):
    with at_work(tmp_path, theme, qtbot) as made:
        yield made


@pytest.fixture
def vet_work(tmp_path, theme, qtbot):
    with at_work(tmp_path, theme, qtbot, vet=True) as made:
        yield made


def opened(work):
    screen = ReviewScreen(work.desk)
    work.show(screen)
    with work.qtbot.waitSignals([screen.keeper.assessed, screen.keeper.staff_read], timeout=15_000):
        screen.show_visit(work.real.visit)
        assert not screen.workup.nothing.isVisible()  # nothing is said before it is known
        assert not screen.places.too_little.isVisible()
    work.wait(lambda: not screen._cards_due.isActive())
    return screen


def decision(work, test):
    return decisions_in_force(work.file().record.decisions).get(test)


def first_card(screen):
    return screen.workup._cards()[0]


def sign(work, screen, pin=PIN, note=""):
    screen.sign_off.note.setPlainText(note)
    screen.sign_off.read.setChecked(True)
    QTest.keyClicks(screen.sign_off.pin, pin)
    screen.sign_off.button.click()


def heads(screen):
    return {line.label: line.words for line in screen.found.list.lines() if line.is_heading}


def test_every_recorded_check_stands_in_one_list_and_missing_values_apart(vet_work):
    weak_behind(vet_work)
    record(vet_work, ("cn_gag", None, NoValue(Missing.NOT_DONE, WhyMissing.UNSAFE)))
    record(vet_work, ("tail_tone", None, NoValue(Missing.UNABLE, WhyMissing.NOT_STILL)))
    screen = opened(vet_work)
    assert heads(screen) == {
        "Call-now and within-the-hour flags": "1",
        "Abnormal": "5",
        "Vet to judge": "1",
        "Not examined": "1",
        "Tried, could not": "1",
    }
    lines = {line.item: line for line in screen.found.list.lines() if line.item and line.tint != "flag"}
    assert lines["rl_hopping"].words == "Delayed both sides"
    assert lines["cn_gag"].words == "Unsafe, may bite"
    assert screen.found.normal.text() == "Normal 6"


def test_show_all_lists_what_is_normal_by_name(vet_work):
    weak_behind(vet_work)
    screen = opened(vet_work)
    assert screen.found.show_all.text() == "Show 7 more"
    assert screen.found.to_do.text().endswith("of the default exam to do")
    assert f"{screen.found.to_do.text()}." in words_in(screen.sign_off)
    screen.found.show_all.click()
    assert (heads(screen)["Normal"], heads(screen)["Noted"]) == ("6", "1")
    screen.found.show_all.click()
    assert "Normal" not in heads(screen)


def test_enter_on_a_finding_opens_its_check(vet_work):
    weak_behind(vet_work)
    screen = opened(vet_work)
    wanted = []
    screen.item_wanted.connect(wanted.append)
    found = screen.found.list
    found.setFocus()
    place = next(n for n, line in enumerate(found.lines()) if line.item == "rl_hopping")
    found.setCurrentIndex(found.model().index(place))
    QTest.keyClick(found, Qt.Key.Key_Return)
    assert wanted == ["rl_hopping"]


def test_a_accepts_and_undo_takes_it_back(vet_work):
    weak_behind(vet_work)
    screen = opened(vet_work)
    card = first_card(screen)
    card.setFocus()
    QTest.keyClick(card, Qt.Key.Key_A)
    vet_work.wait(lambda: not card.line.is_open)
    assert decision(vet_work, card.words.id).verdict is Verdict.ACCEPTED
    assert card.line.chip.text() == "Accepted by Dr Casey Sample"
    assert card.hasFocus()
    card.line.undo.click()
    vet_work.wait(lambda: card.line.is_open)
    assert decision(vet_work, card.words.id) is None


def test_d_asks_why_and_nothing_is_declined_without_a_reason(vet_work):
    weak_behind(vet_work)
    screen = opened(vet_work)
    card = first_card(screen)
    card.setFocus()
    QTest.keyClick(card, Qt.Key.Key_D)
    QTest.keyClick(card.line.reason, Qt.Key.Key_Return)
    vet_work.wait(lambda: bool(card.line.message.text()))
    assert "why" in card.line.message.text()
    assert decision(vet_work, card.words.id) is None
    QTest.keyClicks(card.line.reason, "after a day of rest")
    QTest.keyClick(card.line.reason, Qt.Key.Key_Return)
    vet_work.wait(lambda: not card.line.is_open)
    assert decision(vet_work, card.words.id).reason == "after a day of rest"


def test_a_test_of_the_vets_own_is_kept_beside_the_suggestions(vet_work):
    weak_behind(vet_work)
    screen = opened(vet_work)
    screen.workup.add.click()
    QTest.keyClicks(screen.workup.field, "Walk on the treadmill")
    QTest.keyClick(screen.workup.field, Qt.Key.Key_Return)
    vet_work.wait(lambda: bool(screen.workup.own.widgets()))
    assert decision(vet_work, "Walk on the treadmill").verdict is Verdict.ADDED


def test_a_flag_nobody_was_told_of_blocks_signing_and_the_rest_only_warns(vet_work):
    weak_behind(vet_work)
    record(vet_work, ("gait_ambulation", None, "plegic_hind"))
    screen = opened(vet_work)
    assert "Call-now flag without" in words_in(screen.sign_off)
    assert "still open" in words_in(screen.sign_off)
    screen.sign_off.read.setChecked(True)
    QTest.keyClicks(screen.sign_off.pin, PIN)
    assert not screen.sign_off.button.isEnabled()
    while screen.banners.banners():
        count = len(screen.banners.banners())
        screen.banners.tell_first()
        QTest.keyClick(screen.asking.told, Qt.Key.Key_1)
        vet_work.wait(lambda count=count: len(screen.banners.banners()) < count)
    vet_work.wait(screen.sign_off.button.isEnabled)


def test_a_wrong_pin_signs_nothing_and_keeps_the_note(vet_work):
    weak_behind(vet_work)
    screen = opened(vet_work)
    sign(vet_work, screen, pin="9999", note="Seen twice.")
    vet_work.wait(lambda: "not right" in screen.sign_off.message.text())
    assert not vet_work.file().record.is_signed
    assert screen.sign_off.note.toPlainText() == "Seen twice."


def test_a_refused_act_ends_saving_with_what_is_true(vet_work):
    weak_behind(vet_work)
    screen = opened(vet_work)
    told = []
    screen.saving.connect(lambda: told.append("saving"))
    screen.saved.connect(told.append)
    screen.not_saved.connect(told.append)
    sign(vet_work, screen, pin="9999")
    vet_work.wait(lambda: len(told) == 2)
    newest = max(row.entered_at for rows in vet_work.file().record.rows.values() for row in rows.values())
    assert told == ["saving", newest]


def test_a_step_that_breaks_ends_saving_as_not_saved_and_says_so(vet_work):
    weak_behind(vet_work)
    screen = opened(vet_work)
    told = []
    screen.not_saved.connect(told.append)
    failed = []

    def broken():
        raise ZeroDivisionError

    with vet_work.qtbot.waitSignal(screen.not_saved, timeout=15_000):
        screen.keeper._perform(broken, failed.append)
    assert failed == told
    assert "What was saved before is safe" in told[0]


def test_after_signing_no_decision_can_be_undone_and_a_refusal_says_so(vet_work):
    weak_behind(vet_work)
    screen = opened(vet_work)
    card = first_card(screen)
    card.line.accept.click()
    vet_work.wait(lambda: not card.line.is_open)
    screen.workup.add.click()
    QTest.keyClicks(screen.workup.field, "Walk on the treadmill")
    QTest.keyClick(screen.workup.field, Qt.Key.Key_Return)
    vet_work.wait(lambda: bool(screen.workup.own.widgets()))
    assert "Undo the decision on Walk" in words_in(screen.workup.own)
    sign(vet_work, screen)
    vet_work.wait(screen.signed.isVisible)
    assert not [b for b in screen.workup.findChildren(QAbstractButton) if b.isVisible() and b.text() == "Undo"]
    assert not screen.workup.add.isVisible()
    screen.workup.decided.emit("Walk on the treadmill", Verdict.REOPENED.value, "")
    vet_work.wait(screen.workup.message.isVisible)
    assert "This exam is signed" in screen.workup.message.text()


def test_a_test_that_was_not_kept_stays_written(vet_work):
    weak_behind(vet_work)
    screen = opened(vet_work)
    screen.workup.add.click()
    screen.workup.field.setText("x" * 10_001)
    QTest.keyClick(screen.workup.field, Qt.Key.Key_Return)
    vet_work.wait(screen.workup.message.isVisible)
    assert "too long" in screen.workup.message.text()
    assert screen.workup.field.text() == "x" * 10_001


def test_a_signed_exam_is_read_only_and_takes_dated_notes(vet_work):
    weak_behind(vet_work)
    screen = opened(vet_work)
    sign(vet_work, screen, note="Owner informed.")
    vet_work.wait(screen.signed.isVisible)
    assert vet_work.visit().status is VisitStatus.DONE
    assert "Signed by Dr Casey Sample" in screen.signed.who.text()
    assert not screen.sign_off.isVisible()
    assert not any(card.line.accept.isVisible() for card in screen.workup._cards())
    QTest.keyClicks(screen.signed.note, "Owner called back.")
    screen.signed.button.click()
    vet_work.wait(lambda: "Owner called back." in words_in(screen.signed))
    assert [note.text for note in vet_work.file().record.amendments] == ["Owner called back."]


def test_a_technician_waits_for_the_vet_and_reads_no_cause(work):
    weak_behind(work)
    exam_room.start(work.real.clinic, work.real.visit, by=work.real.technician.id)
    screen = opened(work)
    assert screen.waiting.isVisible()
    assert not screen.sign_off.isVisible()
    assert not screen.places.reasoning.isVisible()
    assert first_card(screen).line.chip.text() == "Waiting for the vet"
    words = words_in(screen).casefold()
    assert not [pattern.name for pattern in engine().knowledge.patterns if pattern.name.casefold() in words]
    screen.waiting.button.click()
    work.wait(lambda: work.visit().status is VisitStatus.FOR_VET)


def test_a_decision_made_elsewhere_is_on_the_screen_at_once(vet_work):
    from intake.app import review
    from intake.app.review import Choice

    weak_behind(vet_work)
    screen = opened(vet_work)
    card = first_card(screen)
    change = review.decide(
        vet_work.real.clinic, exam_of(vet_work), Choice(card.words.id, Verdict.ACCEPTED), by=vet_work.real.vet.id
    )
    vet_work.desk.hub.tell(change)
    vet_work.wait(lambda: not card.line.is_open)


def test_nothing_recorded_leads_to_the_exam(work):
    screen = ReviewScreen(work.desk)
    work.show(screen)
    with work.qtbot.waitSignal(screen.keeper.file_read, timeout=15_000):
        screen.show_visit(work.real.visit)
    wanted = []
    screen.step_wanted.connect(wanted.append)
    screen.strip.button.click()
    assert wanted == ["exam"]


def test_a_vet_opens_the_reasoning_and_it_closes_with_the_screen(vet_work):
    weak_behind(vet_work)
    screen = opened(vet_work)
    screen.places.reasoning.click()
    assert "Findings fit the pattern of" in words_in(screen.following.view)
    screen.hide()
    assert not screen.following.view.isVisible()


def test_patterns_of_weak_fit_are_folded_behind_their_number(vet_work):
    weak_behind(vet_work)
    file = vet_work.file()
    first, *others = full_assessment(file, for_veterinarian=True).patterns
    patterns = (first, *(replace(one, fit="weak") for one in others))
    screen = opened(vet_work)
    screen.following.complete(file, replace(file.assessment, patterns=patterns))
    screen.places.reasoning.click()
    view = screen.following.view

    def shown():
        return sum(card.isVisible() and "pattern of" in card.accessibleName() for card in view.findChildren(Card))

    (more,) = [b for b in view.findChildren(QAbstractButton) if "of weak fit" in b.text()]
    assert (shown(), more.text()) == (1, f"{len(others)} more of weak fit")
    more.click()
    assert shown() == len(patterns)
    assert not more.isVisible()


def test_the_main_key_pressed_before_the_visit_is_read_leads_to_the_pin(vet_work):
    weak_behind(vet_work)
    screen = ReviewScreen(vet_work.desk)
    vet_work.show(screen)
    wanted = []
    screen.step_wanted.connect(wanted.append)
    screen.show_visit(vet_work.real.visit)
    screen._on_main_key()
    vet_work.wait(screen.sign_off.pin.hasFocus)
    assert not wanted


def test_the_signature_is_in_reach_without_scrolling(vet_work):
    weak_behind(vet_work)
    record(vet_work, ("gait_ambulation", None, "plegic_hind"))
    screen = opened(vet_work)
    vet_work.wait(lambda: "still open" in words_in(screen.sign_off))
    vet_work.settle()
    button = screen.sign_off.button
    vet_work.wait(lambda: button.visibleRegion().boundingRect().size() == button.size())
    assert screen.places.map.visibleRegion().boundingRect().size() == screen.places.map.size()


@pytest.fixture
def large_theme(qapp, theme):
    large = Theme(RESOURCES, mode=Mode.LIGHT, text_scale=1.5)
    large.show_on(qapp)
    yield large
    theme.show_on(qapp)


def test_nothing_is_cut_off_at_the_largest_text(tmp_path, large_theme, qtbot):
    with at_work(tmp_path, large_theme, qtbot, vet=True) as work:
        weak_behind(work)
        screen = opened(work)
        first_card(screen).line.accept.click()
        work.wait(lambda: not first_card(screen).line.is_open)
        screen.workup.decided.emit("Walk on the treadmill", Verdict.ADDED.value, "")
        work.wait(lambda: bool(screen.workup.own.widgets()))
        work.settle()
        for area in screen.findChildren(QScrollArea):
            assert area.widget().minimumSizeHint().width() <= area.viewport().width()


def test_the_found_list_takes_over_differences(qtbot):
    model = FoundModel()
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    changed = []
    model.rowsRemoved.connect(lambda *_: changed.append("removed"))
    model.rowsInserted.connect(lambda *_: changed.append("inserted"))
    model.show_lines([Line("a", "normal", "A"), Line("b", "normal", "B"), Line("c", "normal", "C")])
    changed.clear()
    model.show_lines([Line("c", "normal", "C"), Line("b", "abnormal", "B"), Line("d", "normal", "D")])
    assert [model.line(n).key for n in range(model.rowCount())] == ["c", "b", "d"]
    assert changed == ["removed", "inserted"]
    tester.deleteLater()


def test_a_finding_under_a_place_leads_to_its_check(work):
    weak_behind(work)
    screen = opened(work)
    place = screen.places.places.widgets()[0]
    place.head.click()
    link = next(link for link in place.findings.findChildren(ReasonLink) if link.why.item)
    with work.qtbot.waitSignal(screen.item_wanted) as wanted:
        link.click()
    assert wanted.args == [link.why.item]
