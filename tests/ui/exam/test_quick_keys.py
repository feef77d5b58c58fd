"""Keys that come quicker than the program: kept in their order, and never on another check."""

import pytest
from PySide6.QtCore import Qt

from intake.domain.cases import SidedAnswer
from tests.ui.at_work import at_work
from tests.ui.exam.at_exam import open_gates, opened, press, row, settled
from tests.ui.real_clinic import engine

ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def work(tmp_path, theme, qtbot):
    with at_work(tmp_path, theme, qtbot) as made:
        yield made


def test_keys_pressed_while_the_exam_is_being_opened_reach_the_page_they_were_meant_for(work):
    from intake.ui.exam.screen import ExamScreen

    open_gates(work)
    screen = ExamScreen(work.desk)
    work.show(screen)
    screen.show_visit(work.real.visit)
    press("7", ALT)  # nothing can be shown yet
    press(Qt.Key.Key_2)
    press(Qt.Key.Key_1)
    assert screen.centre.page is None
    assert screen.held.count == 3
    work.wait(lambda: screen.centre.page is not None)
    settled(work, screen)
    assert screen.centre.page.page.id == "rear"
    assert work.answers()["rl_paw_replacement"] == SidedAnswer({"LH": "delayed", "RH": "normal"})
    assert "mov_stand_effect" not in work.answers()


def test_keys_pressed_while_a_safety_answer_is_on_its_way_wait_for_the_checks_it_opens(work):
    screen = opened(work, "gait")
    settled(work, screen)
    assert screen.centre.page.focused_item() == "gait_limbs"  # walking is guarded
    screen.centre.page.gates.answered.emit("safe_spine", True)
    press("3", ALT)
    press(Qt.Key.Key_1)
    press(Qt.Key.Key_3)
    assert not screen.keeper.pending
    settled(work, screen)
    settled(work, screen)
    gait = {key: value for key, value in work.answers().items() if key.startswith("gait_")}
    assert gait == {"gait_ambulation": "ambulatory", "gait_limbs": "both_hind"}


def test_what_was_held_for_one_visit_reaches_no_other(work):
    from intake.ui.exam.screen import ExamScreen

    open_gates(work)
    screen = ExamScreen(work.desk)
    work.show(screen)
    other = work.dog("Biscuit")
    screen.show_visit(work.real.visit)
    press("7", ALT)
    press(Qt.Key.Key_2)
    screen.show_visit(other.id)
    work.wait(lambda: screen.centre.page is not None)
    settled(work, screen)
    assert not [key for key in work.file(other.id).record.case.answers if key.startswith("rl_")]
    assert not [key for key in work.answers() if key.startswith("rl_")]


def test_n_right_after_an_answer_leaves_that_answer_alone(work):
    open_gates(work)
    screen = opened(work, "rear")
    press(Qt.Key.Key_2)
    press(Qt.Key.Key_N)  # before the first answer has come back
    settled(work, screen)
    assert work.answers()["rl_paw_replacement"] == SidedAnswer({"LH": "delayed", "RH": "normal"})


def test_copying_and_clearing_speak_of_an_answer_that_is_on_its_way(work):
    open_gates(work)
    screen = opened(work, "rear")
    for key in (Qt.Key.Key_3, Qt.Key.Key_Equal):
        press(key)
    settled(work, screen)
    assert work.answers()["rl_paw_replacement"] == SidedAnswer({"LH": "absent", "RH": "absent"})
    for key in (Qt.Key.Key_1, Qt.Key.Key_Left, Qt.Key.Key_Backspace):
        press(key)
    settled(work, screen)
    assert "rl_hopping" not in work.answers()


def test_enter_finds_the_side_that_is_still_open_while_the_other_is_being_saved(work):
    open_gates(work)
    screen = opened(work, "rear")
    press(Qt.Key.Key_2)
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Up)
    for _ in range(len([one for one in screen.centre.page.rows.values() if not one.is_shut])):
        press(Qt.Key.Key_Return)
    assert screen.centre.page.focused_item() == "rl_paw_replacement"
    assert row(screen, "rl_paw_replacement").site() == "RH"


def test_a_key_on_a_check_that_is_shut_is_refused_in_words_and_sets_nothing(work):
    screen = opened(work, "gait")
    settled(work, screen)
    press(Qt.Key.Key_Up)
    assert screen.centre.page.focused_item() == "gait_ambulation"
    press(Qt.Key.Key_1)
    settled(work, screen)
    question = next(rule.question for rule in engine().knowledge.safety_rules if rule.id == "safe_spine")
    assert question in screen.centre.trouble.text()
    assert "gait_ambulation" not in work.answers()
    assert screen.centre.page.focused_item() == "gait_ambulation"
