"""Rechecks in the window: planned, due, done with the change since shown at once."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from intake.app import rechecks
from intake.domain.exams import ExamKind
from intake.domain.rechecks import plan_in_force
from intake.domain.staff import Role
from intake.ui.exam.change_view import RowLines
from intake.ui.widgets.states import State
from tests.ui.at_work import at_work
from tests.ui.exam.at_exam import open_gates, record, words_in
from tests.ui.exam.rechecks.at_several import another_person, exam_screen, frame_of, plan, ready


@pytest.fixture
def work(tmp_path, theme, qtbot):
    with at_work(tmp_path, theme, qtbot) as made:
        yield made


def plan_now(work):
    with work.real.clinic.store.look() as look:
        return plan_in_force(look.plans_of(work.real.visit))


def first_exam(work):
    open_gates(work)
    record(work, ("rl_paw_replacement", "LH", "delayed"), ("rl_paw_replacement", "RH", "normal"))
    record(work, ("head_mentation", None, "bright_alert"), ("pe_temp_c", None, 41.5))


def begun(work, frame):
    work.real.clock.pass_by(hours=4)
    frame.exams.start()
    ready(work, frame)
    work.wait(lambda: frame.exams.exams.shown is not None and frame.exams.exams.shown.kind is ExamKind.RECHECK)
    ready(work, frame)
    return exam_screen(frame)


def test_a_visit_with_one_exam_has_only_the_button(work):
    frame = frame_of(work)

    assert frame.exams.bar.isHidden()
    assert frame.exams.button.isVisible()
    assert frame.exams.button.accessibleName() == "Exams and rechecks"


def test_a_plan_is_made_by_keyboard_from_a_set_and_changed_check_by_check(work):
    frame = frame_of(work)
    frame.exams.button.click()
    assert frame.exams.list.isVisible()
    frame.exams.list.plan_button.click()
    form = frame.exams.form
    assert form.isVisible()
    assert form.name.text() == "Neuro check"
    assert form.every.currentText() == "4 h"
    assert form.first.text() == "14:30"  # four hours from 10:30

    form.every.setCurrentText("2 h")
    assert form.first.text() == "12:30"
    shown = [form.checks.item(place) for place in range(form.checks.count()) if not form.checks.item(place).isHidden()]
    assert len(shown) == len(form.chosen())
    shown[0].setCheckState(Qt.CheckState.Unchecked)
    QTest.keyClicks(form.find_field, "tail tone")
    found = [form.checks.item(place) for place in range(form.checks.count()) if not form.checks.item(place).isHidden()]
    assert [item.text() for item in found] == ["Tail tone · Tail"]
    found[0].setCheckState(Qt.CheckState.Checked)
    form.button.click()
    work.wait(form.isHidden)
    ready(work, frame)

    kept = plan_now(work)
    assert (kept.name, kept.every_minutes) == ("Neuro check", 120)
    assert "tail_tone" in kept.checks
    assert "pe_pain_nrs" not in kept.checks
    assert "Neuro check due 12:30" in words_in(frame.exams.bar)


@pytest.mark.parametrize(("every", "first"), [("soon", "14:30"), ("5 min", "14:30"), ("4 h", "late")])
def test_what_cannot_be_planned_is_said_and_nothing_is_kept(work, every, first):
    frame = frame_of(work)
    frame.exams.show_form()
    form = frame.exams.form
    form.every.setCurrentText(every)
    form.first.setText(first)
    form.button.click()
    ready(work, frame)

    assert form.isVisible()
    assert form.message.isVisible()
    assert form.message.text()
    assert plan_now(work) is None


def test_the_list_stops_a_plan_and_undo_brings_it_back(work):
    frame = frame_of(work)
    plan(work)
    work.desk.hub.tell(rechecks.start(work.real.clinic, work.real.visit, by=work.real.technician.id))
    ready(work, frame)
    frame.exams.stop()
    ready(work, frame)
    assert plan_now(work) is None
    assert "plan" in frame.undo_words()
    frame.undo()
    ready(work, frame)
    assert plan_now(work) is not None


def test_a_recheck_asks_only_the_chosen_checks_and_nothing_is_filled_in(work):
    first_exam(work)
    plan(work)
    frame = frame_of(work)
    screen = begun(work, frame)

    assert {item.id for page in screen.pages for item in page.items} == {
        "head_mentation", "rl_paw_replacement", "tail_tone",
    }  # fmt: skip
    assert screen.rail.total.text() == "0 of 3 checks"
    assert all(check.state is State.TO_DO for check in screen._checks.values())
    assert "Exam 2 of 2, neuro check 14:30" in words_in(frame.exams.bar)
    assert "Neuro check begun" in words_in(frame.exams.bar)


def test_the_last_value_stands_beside_the_row_and_the_change_is_said_at_once(work):
    first_exam(work)
    plan(work)
    frame = frame_of(work)
    screen = begun(work, frame)
    screen.open_page("rear")
    lines = screen.centre.page.rows["rl_paw_replacement"].findChild(RowLines)
    assert "Left hind · 10:30: delayed" in words_in(lines)
    # One safety question has to be answered again: then the sides are given by key.
    screen.keeper.answer_gate("safe_spine", is_safe=True)
    ready(work, frame)
    row = screen.centre.page.rows["rl_paw_replacement"]
    row.answered.emit("rl_paw_replacement", ("LH",), "absent")
    row.answered.emit("rl_paw_replacement", ("RH",), "normal")
    ready(work, frame)

    said = words_in(row.findChild(RowLines))
    assert "Left hind: worse · 10:30: delayed" in said
    assert "Right hind: same · 10:30: normal" in said
    assert screen.panel.since.isVisible()
    assert screen.panel.since.head.text() == "Since 10:30: 1 worse, 1 same"
    assert "Worse: Paw placement, left hind: delayed, now absent" in words_in(screen.panel.since)


def test_without_a_value_the_change_is_unclear_and_open_checks_are_none_until_it_is_finished(work):
    first_exam(work)
    plan(work)
    frame = frame_of(work)
    screen = begun(work, frame)
    assert screen.panel.since.head.text() == "Since 10:30: nothing recorded yet"
    frame.exams.bar.finish_button.click()
    ready(work, frame)
    work.wait(lambda: frame.exams.exams.shown.finished_at is not None)
    ready(work, frame)

    assert screen.panel.since.head.text() == "Since 10:30: 3 unclear"
    assert "Neuro check due 18:30" in words_in(frame.exams.bar)


def test_a_flag_of_the_first_exam_stands_over_the_recheck(work):
    first_exam(work)
    plan(work)
    frame = frame_of(work)
    screen = begun(work, frame)

    assert [banner.flag.id for banner in screen.banners.banners()] == ["rf_hyperthermia"]


def test_the_other_exam_is_one_press_away_and_the_choice_stays(work):
    first_exam(work)
    plan(work)
    frame = frame_of(work)
    screen = begun(work, frame)
    frame.exams.show_list()
    frame.exams.list.exams[1].click()
    ready(work, frame)
    work.wait(lambda: screen.keeper.file is not None and screen.keeper.file.record.exam.ordinal == 1)
    ready(work, frame)

    assert "Exam 1 of 2, 10:30" in words_in(frame.exams.bar)
    assert len(screen.pages) > 5
    assert screen.panel.since.isHidden()
    frame.show_step("review")
    ready(work, frame)
    assert frame._screens["review"].keeper.file.record.exam.ordinal == 1


def test_a_check_that_was_not_chosen_is_not_looked_for_in_the_intake(work):
    first_exam(work)
    plan(work)
    frame = frame_of(work)
    screen = begun(work, frame)
    screen.show_item("pe_temp_c")

    assert frame.step == "exam"
    assert "not among those chosen" in screen.centre.trouble.text()


def test_no_check_that_was_not_chosen_is_called_the_next_most_useful(work):
    first_exam(work)
    plan(work)
    frame = frame_of(work)
    screen = begun(work, frame)
    work.wait(lambda: screen.following._assessment is not None and bool(screen.following._assessment.scores))
    following = screen.following.next

    assert following is None or following.item in {item.id for page in screen.pages for item in page.items}


def test_review_counts_only_the_chosen_checks_and_lists_the_change(work):
    first_exam(work)
    plan(work)
    frame = frame_of(work)
    begun(work, frame)
    frame.show_step("review")
    ready(work, frame)
    review = frame._screens["review"]
    work.wait(review.beside.changes.isVisible)

    assert "Since 10:30" in review.beside.changes.text()
    assert review._found.to_do == 3
    review.beside.changes.button.click()
    assert review.beside.list.isVisible()


def test_the_palette_offers_the_plan_and_what_it_asks_for(work):
    first_exam(work)
    frame = frame_of(work)

    def names():
        return {action.name for action in work.desk.actions.possible()}

    assert "Plan rechecks…" in names()
    plan(work)
    screen = begun(work, frame)
    assert screen.isVisible()
    assert {"Change the recheck plan…", "Stop: Neuro check", "Finish this exam"} <= names()


def test_the_front_desk_looks_and_starts_nothing(work):
    plan(work)
    frame = frame_of(work, another_person(work, Role.FRONT_DESK, "Kim Front"))
    frame.exams.button.click()

    assert not frame.exams.list.plan_button.isVisible()
    assert not frame.exams.list.second_button.isVisible()
    assert not frame.exams.bar.start_button.isVisible()
