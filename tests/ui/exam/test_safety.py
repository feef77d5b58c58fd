"""Safety questions, a vet's clearance, and call-now flags."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from intake.app import review
from intake.app.boards import ExamFile
from intake.app.review import SignOff
from intake.domain.cases import Case, Missing, NoValue, WhyMissing
from intake.domain.decisions import gates_in_force, told_in_force
from intake.domain.staff import Role
from intake.reasoning.assess import assess_core
from intake.reasoning.assessment import FiredFlag
from intake.ui.exam.pointing import unfolded
from intake.ui.widgets.flag_rows import CallNowLine, FoldedFlag
from intake.ui.widgets.flags import CallNowBanner, SafetyGate
from tests.reports.records import in_the_clinic
from tests.ui.at_work import at_work
from tests.ui.exam.at_exam import clear_vet_first, exam_of, open_gates, opened, press, record, row, settled, words_in
from tests.ui.real_clinic import PIN, engine


@pytest.fixture
def work(tmp_path, theme, qtbot):
    with at_work(tmp_path, theme, qtbot) as made:
        yield made


def question(screen):
    return next(one for one in screen.centre.page.gates.questions.widgets() if isinstance(one, SafetyGate))


def answer(work, screen, *, is_safe):
    gate = question(screen)
    work.wait(gate.isEnabled)
    (gate.safe_button if is_safe else gate.unsafe_button).click()
    settled(work, screen)


def test_a_guarded_check_is_shut_and_says_why_until_the_question_is_answered(work):
    screen = opened(work, "rear")
    paw = row(screen, "rl_paw_replacement")
    assert paw.is_shut
    assert "unstable spine" in paw.accessibleDescription()
    answer(work, screen, is_safe=True)
    assert not paw.is_shut
    assert gates_in_force(work.file().record.gates)["safe_spine"].is_safe


def test_not_safe_keeps_the_check_shut_and_is_said(work):
    screen = opened(work, "rear")
    answer(work, screen, is_safe=False)
    assert row(screen, "rl_paw_replacement").is_shut
    assert "Not ruled out" in words_in(screen.centre.page.gates)


def test_the_second_press_of_a_double_click_answers_nothing(work):
    screen = opened(work, "rear")
    question(screen).safe_button.click()
    settled(work, screen)
    question(screen).safe_button.click()
    settled(work, screen)
    assert set(gates_in_force(work.file().record.gates)) == {"safe_spine"}


def test_the_next_safety_question_does_not_call_back_somebody_who_went_on(work):
    screen = opened(work, "rear")
    question(screen).safe_button.setFocus()
    question(screen).safe_button.click()
    settled(work, screen)
    gate = question(screen)
    screen.show_item("rl_hopping")
    work.wait(gate.isEnabled)
    work.settle()
    assert screen.centre.page.focused_item() == "rl_hopping"


def test_the_next_safety_question_takes_the_focus_of_the_last(work):
    screen = opened(work, "rear")
    question(screen).safe_button.setFocus()
    question(screen).safe_button.click()
    settled(work, screen)
    work.wait(question(screen).safe_button.hasFocus)


def test_an_answer_to_a_safety_question_can_be_changed(work):
    open_gates(work)
    screen = opened(work, "torso")
    gates = screen.centre.page.gates
    gates.fold.click()
    gates.settled.findChildren(type(gates.fold))[0].click()
    question(screen).unsafe_button.click()
    settled(work, screen)
    assert not gates_in_force(work.file().record.gates)["safe_spine"].is_safe


def test_a_shut_check_can_still_be_marked_as_not_examined(work):
    screen = opened(work, "rear")
    press(Qt.Key.Key_X, Qt.KeyboardModifier.ShiftModifier)
    press(Qt.Key.Key_1)
    settled(work, screen)
    assert "rl_paw_replacement" in work.answers()
    assert not row(screen, "rl_paw_replacement").is_shut  # what is recorded is shown


def test_x_leaves_out_a_check_that_is_shut(work):
    screen = opened(work, "rear")
    screen.show_item("rl_paw_replacement")
    press(Qt.Key.Key_X)
    press(Qt.Key.Key_6)
    settled(work, screen)
    assert "rl_paw_replacement" in work.answers()


def test_what_is_shut_was_never_tried(work):
    screen = opened(work, "rear")
    screen.show_item("rl_paw_replacement")
    press(Qt.Key.Key_X)
    press(Qt.Key.Key_X)
    press(Qt.Key.Key_3)
    settled(work, screen)
    assert work.answers()["rl_paw_replacement"] == NoValue(Missing.NOT_DONE, WhyMissing.NOT_STILL)


def test_the_rest_tried_and_could_not_keeps_what_is_shut_as_not_examined(work):
    screen = opened(work, "rear")
    shut = {item for item, one in screen.centre.page.rows.items() if one.is_shut}
    press(Qt.Key.Key_X, Qt.KeyboardModifier.ShiftModifier)
    press(Qt.Key.Key_X)
    press(Qt.Key.Key_3)
    settled(work, screen)
    answers = work.answers()
    kinds = {item: answers[item].kind for item in screen.centre.page.rows}
    assert {item for item, kind in kinds.items() if kind is Missing.NOT_DONE} == shut
    assert set(kinds.values()) == {Missing.NOT_DONE, Missing.UNABLE}


def test_vet_first_checks_open_by_a_vets_pin_and_not_by_a_wrong_one(work):
    open_gates(work)
    screen = opened(work, "rear")
    assert row(screen, "rl_patellar").is_shut
    screen.centre.page.gates.vet_first.button.click()
    frame = screen.asking.clearing
    QTest.keyClicks(frame.pin, "9999")
    QTest.keyClick(frame.pin, Qt.Key.Key_Return)
    work.wait(lambda: bool(frame.message.text()))
    assert "not right" in frame.message.text()
    assert row(screen, "rl_patellar").is_shut
    QTest.keyClicks(frame.pin, PIN)
    QTest.keyClick(frame.pin, Qt.Key.Key_Return)
    work.wait(lambda: not frame.isVisible())
    settled(work, screen)
    assert not row(screen, "rl_patellar").is_shut
    assert work.file().record.clearance.vet == work.real.vet.id


def test_a_call_now_flag_stands_across_the_screen_until_a_vet_has_been_told(work):
    open_gates(work)
    screen = opened(work, "gait")
    screen.show_item("gait_ambulation")
    press(Qt.Key.Key_4)  # back legs do not move
    settled(work, screen)
    banner = screen.banners.banners()[0]
    assert banner.isVisible()
    assert work.visit().untold_flags > 0
    screen.banners.tell_first()
    press(Qt.Key.Key_1)
    settled(work, screen)
    work.wait(lambda: banner.flag.id not in [one.flag.id for one in screen.banners.banners()])
    assert told_in_force(work.file().record.told)[banner.flag.id].told_to == "Dr Casey Sample"
    assert "Vet told" in words_in(screen.panel.flags)


def test_a_call_now_flag_takes_no_focus_right_after_a_key_in_a_row(work):
    open_gates(work)
    screen = opened(work, "gait")
    screen.show_item("gait_ambulation")
    press(Qt.Key.Key_4)
    settled(work, screen)
    assert screen.banners.banners()
    assert screen.centre.page.focused_item()
    QTest.keyClick(screen, Qt.Key.Key_V, Qt.KeyboardModifier.AltModifier)
    assert screen.asking.told.isVisible()


def test_a_call_now_flag_takes_the_focus_when_nobody_is_typing(work):
    open_gates(work)
    screen = opened(work, "gait")
    screen.banners.quiet_seconds = 0.0
    screen.show_item("gait_ambulation")
    press(Qt.Key.Key_4)
    settled(work, screen)
    assert screen.banners.banners()[0].button.hasFocus()


def test_a_call_now_flag_takes_no_focus_while_a_number_is_typed(work):
    open_gates(work)
    screen = opened(work, "physical")
    screen.banners.quiet_seconds = 0.0
    screen.show_item("pe_temp_c")
    press(Qt.Key.Key_3)
    field = QApplication.focusWidget()
    record(work, ("gait_ambulation", None, "plegic_hind"))
    screen.keeper.read_again()
    settled(work, screen)
    work.wait(lambda: bool(screen.banners.banners()))
    assert QApplication.focusWidget() is field
    assert field.text() == "3"


FOUR_FLAGS = (
    ("gait_ambulation", None, "plegic_hind"),
    ("head_mentation", None, "comatose"),
    ("pe_temp_c", None, 42.0),
    ("pe_resp_effort", None, "abdominal_paradoxical"),
)


def test_several_call_now_flags_leave_the_checks_in_sight(work):
    open_gates(work)
    record(work, *FOUR_FLAGS)
    screen = opened(work, "gait")
    screen.resize(1024, 700)
    work.settle()
    assert screen.banners.more.accessibleName() == f"Show {len(screen.following.pointing.banner) - 1} more flags"
    screen.banners.more.click()
    flags = screen.banners.banners()
    assert len(flags) > 2
    assert isinstance(flags[0], CallNowBanner)
    assert all(isinstance(flag, CallNowLine) for flag in flags[1:])
    assert screen.banners.height() <= 700 // 4
    flags[1].button.click()
    press(Qt.Key.Key_1)
    settled(work, screen)
    assert flags[1].flag.id in told_in_force(work.file().record.told)


def test_a_told_flag_is_one_line_of_the_panel_and_opens_by_enter(work):
    open_gates(work)
    record(work, FOUR_FLAGS[0])
    screen = opened(work, "gait")
    screen.banners.tell_first()
    press(Qt.Key.Key_1)
    settled(work, screen)
    told = screen.panel.flags.widgets()[0]
    assert isinstance(told, FoldedFlag)
    assert told.whole is None
    QTest.keyClick(told.head, Qt.Key.Key_Return)
    assert told.whole.isVisible()
    assert "Vet told" in words_in(told.whole)


def test_an_amber_flag_is_folded_into_its_red_form():
    red = next(flag for flag in engine().knowledge.red_flags if flag.folds_into)
    file = ExamFile(in_the_clinic(Case({})), engine(), assess_core(engine(), Case({})))
    amber, other = (
        FiredFlag(red.id, "amber", "", "", "", (), ()),
        FiredFlag(red.folds_into[0], "red", "", "", "", (), ()),
    )
    assert unfolded(file, (other, amber)) == (other,)
    assert unfolded(file, (amber,)) == (amber,)


def test_anybody_may_be_named_as_the_vet_who_was_told(work):
    open_gates(work)
    record(work, ("gait_ambulation", None, "plegic_hind"))
    screen = opened(work)
    screen.banners.tell_first()
    field = screen.asking.told.other
    field.setFocus()
    QTest.keyClicks(field, "Dr 2 Locum")
    QTest.keyClick(field, Qt.Key.Key_Return)
    settled(work, screen)
    told = told_in_force(work.file().record.told)
    assert {one.told_to for one in told.values()} == {"Dr 2 Locum"}


def test_flags_that_stand_already_take_no_focus_when_the_exam_is_opened(work):
    open_gates(work)
    record(work, ("gait_ambulation", None, "plegic_hind"))
    screen = opened(work)
    assert screen.banners.banners()
    assert screen.centre.page.focused_item()


def test_a_signed_exam_can_be_read_and_not_changed(work):
    open_gates(work)
    record(work, ("rl_hopping", "LH", "normal"))
    review.sign(work.real.clinic, exam_of(work), SignOff(work.real.vet.id, PIN))
    screen = opened(work, "rear")
    assert "Signed by Dr Casey Sample" in screen.centre.read_only.text()
    screen.show_item("rl_hopping")
    press(Qt.Key.Key_3)
    settled(work, screen)
    assert [row_.answer for row_ in work.file().record.rows["rl_hopping"].values()] == ["normal"]
    assert not screen.centre.page.rest_button.isEnabled()


def test_the_front_desk_reads_the_exam_and_does_not_start_it(tmp_path, theme, qtbot):
    with at_work(tmp_path, theme, qtbot, role=Role.FRONT_DESK) as work:
        screen = opened(work, "rear")
        assert "front desk" in screen.centre.read_only.text()
        assert work.visit().status.value == "waiting"


def test_clearing_once_opens_the_vet_first_checks_of_every_page(work):
    open_gates(work)
    clear_vet_first(work)
    screen = opened(work, "front")
    assert not any(one.is_shut for one in screen.centre.page.rows.values())
    assert screen.centre.page.gates.vet_first.isHidden()
