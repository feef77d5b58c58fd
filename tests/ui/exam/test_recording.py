"""Answers by keys and presses: shown as saved only when they are in the database."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from intake.app import review
from intake.app.review import SignOff
from intake.domain.cases import Missing, NoValue, SidedAnswer, WhyMissing
from intake.domain.exams import AnswerSource
from intake.domain.visits import VisitStatus
from intake.ui.widgets.states import State
from tests.ui.at_work import at_work
from tests.ui.exam.at_exam import clear_vet_first, exam_of, open_gates, opened, press, record, row, settled
from tests.ui.real_clinic import PIN


@pytest.fixture
def work(tmp_path, theme, qtbot):
    with at_work(tmp_path, theme, qtbot) as made:
        yield made


@pytest.fixture
def screen(work):
    open_gates(work)
    clear_vet_first(work)
    return opened(work, "rear")


def rows(work, item):
    return work.file().record.rows[item]


def test_opening_the_exam_takes_a_waiting_dog_into_the_exam_room(work):
    opened(work)
    assert work.visit().status is VisitStatus.IN_EXAM


def test_a_digit_records_one_side_and_goes_on_to_the_other(work, screen):
    said = []
    screen.saved.connect(said.append)
    press(Qt.Key.Key_2)
    assert row(screen, "rl_paw_replacement").state() is State.TO_DO  # asked for, not yet saved
    settled(work, screen)
    press(Qt.Key.Key_3)
    settled(work, screen)
    assert work.answers()["rl_paw_replacement"] == SidedAnswer({"LH": "delayed", "RH": "absent"})
    assert row(screen, "rl_paw_replacement").state() is State.ABNORMAL
    assert screen.centre.page.focused_item() == "rl_hopping"
    assert len(said) == 2


def test_quick_keys_are_all_recorded_in_order(work, screen):
    for key in (Qt.Key.Key_2, Qt.Key.Key_1, Qt.Key.Key_N, Qt.Key.Key_N, Qt.Key.Key_N):
        press(key)
    settled(work, screen)
    answers = work.answers()
    assert answers["rl_paw_replacement"] == SidedAnswer({"LH": "delayed", "RH": "normal"})
    assert answers["rl_hopping"] == SidedAnswer({"LH": "normal", "RH": "normal"})
    assert answers["rl_atrophy"] == SidedAnswer({"LH": "none", "RH": "none"})
    assert screen.centre.footer.left.text() == "3 left here"


def test_equals_copies_a_side_and_backspace_clears_it(work, screen):
    said = []
    work.desk.hub.changed.connect(said.append)
    press(Qt.Key.Key_2)
    settled(work, screen)
    press(Qt.Key.Key_Left)
    press(Qt.Key.Key_Equal)
    settled(work, screen)
    assert work.answers()["rl_paw_replacement"] == SidedAnswer({"LH": "delayed", "RH": "delayed"})
    press(Qt.Key.Key_Backspace)
    settled(work, screen)
    assert work.answers()["rl_paw_replacement"] == SidedAnswer({"LH": "delayed"})
    assert said[-1].says == "Paw placement, right hind: cleared."
    assert said[-1].undo


def test_equals_on_the_open_side_copies_the_answered_one_and_goes_on(work, screen):
    press(Qt.Key.Key_2)
    settled(work, screen)
    press(Qt.Key.Key_Equal)
    settled(work, screen)
    assert work.answers()["rl_paw_replacement"] == SidedAnswer({"LH": "delayed", "RH": "delayed"})
    assert screen.centre.page.focused_item() == "rl_hopping"


def test_after_the_last_row_a_further_digit_changes_no_answer(work, screen):
    last = list(screen.centre.page.rows)[-1]
    screen.show_item(last)
    for _ in row(screen, last).controls:
        press(Qt.Key.Key_2)
    settled(work, screen)
    before = work.answers()
    assert screen.centre.footer.next.hasFocus()
    press(Qt.Key.Key_1)
    settled(work, screen)
    assert last in before
    assert work.answers() == before


def test_a_press_on_the_set_answer_takes_it_back(work, screen):
    cell = row(screen, "rl_tone").controls["LH"]._cells[1]
    cell.click()
    settled(work, screen)
    assert work.answers()["rl_tone"] == SidedAnswer({"LH": "increased"})
    cell.click()
    settled(work, screen)
    assert "rl_tone" not in work.answers()


def test_a_reflex_is_recorded_by_its_own_figure(work, screen):
    screen.show_item("rl_patellar")
    press(Qt.Key.Key_0)
    press(Qt.Key.Key_3)
    settled(work, screen)
    assert work.answers()["rl_patellar"] == SidedAnswer({"LH": "r0", "RH": "r3"})


def test_x_keeps_the_reason_and_x_twice_means_tried(work, screen):
    press(Qt.Key.Key_X)
    press(Qt.Key.Key_3)
    settled(work, screen)
    assert work.answers()["rl_paw_replacement"] == NoValue(Missing.NOT_DONE, WhyMissing.NOT_STILL)
    assert row(screen, "rl_hopping").hasFocus()
    press(Qt.Key.Key_X)
    press(Qt.Key.Key_X)
    press(Qt.Key.Key_2)
    settled(work, screen)
    assert work.answers()["rl_hopping"] == NoValue(Missing.UNABLE, WhyMissing.PAIN)
    assert row(screen, "rl_paw_replacement").state() is State.NOT_DONE
    assert row(screen, "rl_hopping").state() is State.UNABLE


def test_a_side_answered_after_x_leaves_the_other_side_without_a_value(work, screen):
    press(Qt.Key.Key_X)
    press(Qt.Key.Key_3)
    settled(work, screen)
    press(Qt.Key.Key_Up)
    press(Qt.Key.Key_1)
    settled(work, screen)
    missing = NoValue(Missing.NOT_DONE, WhyMissing.NOT_STILL)
    assert work.answers()["rl_paw_replacement"] == SidedAnswer({"RH": missing, "LH": "normal"})
    assert row(screen, "rl_paw_replacement").state() is State.NOT_DONE


def test_a_value_for_the_whole_check_is_cleared_as_a_whole(work, screen):
    press(Qt.Key.Key_X)
    press(Qt.Key.Key_1)
    settled(work, screen)
    press(Qt.Key.Key_Up)
    press(Qt.Key.Key_Backspace)
    settled(work, screen)
    assert "rl_paw_replacement" not in work.answers()


def test_shift_x_marks_every_open_check_and_none_counts_as_normal(work, screen):
    press(Qt.Key.Key_N)
    settled(work, screen)
    press(Qt.Key.Key_X, Qt.KeyboardModifier.ShiftModifier)
    press(Qt.Key.Key_1)
    settled(work, screen)
    shown = next(one for one in screen.rail.list.rows._rows if one.id == "rear")
    assert (shown.examined, shown.not_done, shown.abnormal) == (1, 6, 0)
    assert isinstance(work.answers()["rl_paw_replacement"], SidedAnswer)
    assert screen.centre.footer.left.text() == "All accounted for"


def test_rest_of_region_normal_sets_only_what_may_be_set_in_bulk(work, screen):
    press(Qt.Key.Key_2)
    settled(work, screen)
    said = []
    work.desk.hub.changed.connect(said.append)
    screen.centre.page.rest_button.click()
    settled(work, screen)
    assert rows(work, "rl_hopping")["LH"].source is AnswerSource.BULK
    assert rows(work, "rl_paw_replacement")["LH"].source is AnswerSource.PERSON
    assert "RH" not in rows(work, "rl_paw_replacement")  # it can raise a flag, so it is asked
    assert "set to normal" in said[0].says


def test_a_note_is_kept_when_the_page_is_left(work, screen):
    press(Qt.Key.Key_M)
    QTest.keyClicks(QApplication.focusWidget(), "two tries, left only")
    screen.leave()
    settled(work, screen)
    work.wait(lambda: work.file().record.case.notes == {"rl_paw_replacement": "two tries, left only"})
    assert row(screen, "rl_paw_replacement").note_button.is_on()


def test_a_number_with_a_comma_is_kept_and_an_impossible_one_is_refused(work, screen):
    screen.open_page("physical")
    screen.show_item("pe_temp_c")
    press("4")
    QTest.keyClicks(QApplication.focusWidget(), "6")
    press(Qt.Key.Key_Return)
    assert "46 °C is not possible" in screen.centre.trouble.text()
    assert "pe_temp_c" not in work.answers()
    QApplication.focusWidget().selectAll()
    QTest.keyClicks(QApplication.focusWidget(), "39,6")
    press(Qt.Key.Key_Return)
    assert screen.centre.page.focused_item() == "pe_hr"
    settled(work, screen)
    assert work.answers()["pe_temp_c"] == 39.6
    assert row(screen, "pe_temp_c").state() is State.TO_JUDGE


def test_several_answers_are_kept_in_the_items_own_order(work, screen):
    screen.open_page("torso")
    screen.show_item("torso_spinal_pain")
    control = row(screen, "torso_spinal_pain").controls[""]
    for place in (3, 1):
        control._cells[place].click()
        settled(work, screen)
    values = [option.value for option in control.options]
    assert work.answers()["torso_spinal_pain"] == (values[1], values[3])


def test_an_answer_that_is_refused_goes_back_to_what_is_stored(work, screen):
    record(work, ("rl_hopping", "LH", "normal"))
    review.sign(work.real.clinic, exam_of(work), SignOff(work.real.vet.id, PIN))
    why = []
    screen.not_saved.connect(why.append)
    press(Qt.Key.Key_3)
    settled(work, screen)
    work.wait(lambda: bool(why))
    assert "rl_paw_replacement" not in work.answers()
    assert row(screen, "rl_paw_replacement").state() is State.TO_DO
    assert "signed" in screen.centre.trouble.text()


def test_a_vet_only_answer_asks_whose_finding_it_is(work, screen):
    screen.show_item("rl_pain_superficial")
    press(Qt.Key.Key_1)
    assert screen.asking.vet.isVisible()
    press(Qt.Key.Key_1)
    settled(work, screen)
    given = rows(work, "rl_pain_superficial")["LH"]
    assert (given.by, given.said_by) == (work.real.technician.id, work.real.vet.id)


def test_a_vet_only_answer_without_a_vet_is_not_recorded(work, screen):
    screen.show_item("rl_pain_superficial")
    press(Qt.Key.Key_1)
    press(Qt.Key.Key_Escape)
    settled(work, screen)
    assert "rl_pain_superficial" not in work.answers()
    assert not screen.keeper.pending


def test_how_to_opens_beside_the_row_and_stays_while_answering(work, screen):
    press(Qt.Key.Key_H)
    assert screen.asking.how.isVisible()
    press(Qt.Key.Key_2)
    assert screen.asking.how.isVisible()
    press(Qt.Key.Key_H)
    assert not screen.asking.how.isVisible()
    settled(work, screen)
