"""Plans of rechecks and the exams they ask for, on a real database."""

from __future__ import annotations

from datetime import timedelta

import pytest

from intake.app import boards, exam_room, front_desk, gates, rechecks, review, safety, standing
from intake.app.exam_room import Entry, Given
from intake.app.rechecks import NewPlan
from intake.domain.cases import Missing, NoValue, WhyMissing
from intake.domain.errors import BadInput, ChangedElsewhere, NotAllowed
from intake.domain.exams import ExamKind
from intake.domain.rechecks import Due, plan_in_force
from intake.domain.visits import UrgencyLevel, VisitStatus
from tests.builders import PIN, knowledge

CHECKS = ("head_mentation", "rl_paw_replacement")


def a_plan(room, **changed) -> NewPlan:
    given = {
        "name": "Neuro check",
        "every_minutes": 240,
        "checks": CHECKS,
        "first_due": room.clock() + timedelta(hours=4),
    }
    return NewPlan(**(given | changed))


def planned(room, by=None, **changed):
    return rechecks.plan(room.clinic, room.visit.id, a_plan(room, **changed), by=by or room.technician.id)


def begun(room):
    change = rechecks.start(room.clinic, room.visit.id, by=room.technician.id)
    with room.clinic.store.look() as look:
        return look.exam(change.exam)


def give(room, exam, item, answer, site=None, by=None):
    room.clock.pass_by(seconds=5)
    entry = Entry(by or room.technician.id)
    return exam_room.record(room.clinic, exam.id, Given(item, site, answer), entry)


def plan_now(room):
    with room.clinic.store.look() as look:
        return plan_in_force(look.plans_of(room.visit.id))


def due(room):
    return next(row.due for row in boards.today(room.clinic) if row.visit.id == room.visit.id)


def test_a_technician_plans_and_the_board_knows_when_it_is_due(room):
    room.exam()
    change = planned(room)

    assert change.says == "Neuro check every 4 h."
    assert due(room) == Due("Neuro check", room.clock() + timedelta(hours=4))
    assert "plan recheck" in room.audit(f"visit:{room.visit.id}")


def test_checks_are_kept_in_the_order_of_the_exam(room):
    planned(room, checks=tuple(reversed(CHECKS)))

    assert plan_now(room).checks == CHECKS


@pytest.mark.parametrize(
    "changed", [{"checks": ("hx_onset",)}, {"checks": ("gone",)}, {"checks": ()}, {"name": " "}, {"every_minutes": 5}]
)
def test_a_plan_that_cannot_be_kept_is_refused_and_nothing_is_kept(room, changed):
    with pytest.raises(BadInput):
        planned(room, **changed)

    assert plan_now(room) is None


def test_the_front_desk_neither_plans_nor_starts_nor_stops(room):
    room.exam()
    with pytest.raises(NotAllowed, match="technicians and vets"):
        planned(room, by=room.desk.id)
    planned(room)
    for act in (rechecks.start, rechecks.stop):
        with pytest.raises(NotAllowed, match="technicians and vets"):
            act(room.clinic, room.visit.id, by=room.desk.id)


def test_a_stopped_plan_is_due_no_more_and_can_be_brought_back(room):
    room.exam()
    planned(room)
    before = due(room)

    change = rechecks.stop(room.clinic, room.visit.id, by=room.technician.id)
    assert due(room) is None
    back = exam_room.put_back(room.clinic, None, change.undo, by=room.technician.id)
    assert due(room) == before
    exam_room.put_back(room.clinic, None, back.undo, by=room.technician.id)
    assert due(room) is None


def test_a_plan_taken_back_leaves_the_one_before_with_what_was_done_by_it(room):
    room.exam()
    planned(room)
    exam = begun(room)
    rechecks.finish(room.clinic, exam.id, by=room.technician.id)
    stood = due(room)
    room.clock.pass_by(minutes=10)

    change = planned(room, every_minutes=60)
    exam_room.put_back(room.clinic, None, change.undo, by=room.technician.id)

    assert due(room) == stood == Due("Neuro check", exam.started_at + timedelta(hours=4))


def test_a_plan_somebody_changed_since_is_not_put_back(room):
    first = planned(room)
    planned(room, every_minutes=60)

    with pytest.raises(ChangedElsewhere):
        exam_room.put_back(room.clinic, None, first.undo, by=room.technician.id)
    assert plan_now(room).every_minutes == 60


def test_without_a_plan_no_recheck_starts(room):
    room.exam()
    with pytest.raises(NotAllowed, match="No recheck is planned"):
        begun(room)
    with pytest.raises(NotAllowed, match="nothing to stop"):
        rechecks.stop(room.clinic, room.visit.id, by=room.technician.id)


def test_a_recheck_is_empty_has_the_chosen_checks_and_stands_beside_the_newest_exam(room):
    room.open_gates()
    room.record("rl_paw_replacement", "delayed", "LH")
    room.record("hx_trauma", "none")
    planned(room)

    exam = begun(room)
    file = boards.exam_file(room.clinic, room.visit.id)

    assert (exam.kind, exam.checks, exam.ordinal) == (ExamKind.RECHECK, CHECKS, 2)
    assert file.record.exam == exam
    assert "rl_paw_replacement" not in file.record.case.answers
    assert file.record.case.answers["hx_trauma"] == "none"  # the history is the visit's
    assert file.earlier.at("rl_paw_replacement", "LH").answer == "delayed"
    assert "start recheck exam" in room.audit(f"exam:{exam.id}")


def test_somebody_else_goes_on_with_the_recheck_that_is_begun(room):
    room.exam()
    planned(room)
    exam = begun(room)

    assert rechecks.start(room.clinic, room.visit.id, by=room.vet.id).exam == exam.id
    assert due(room).is_begun


def test_finishing_puts_the_next_off_and_can_be_taken_back(room):
    room.exam()
    planned(room)
    exam = begun(room)
    give(room, exam, "head_mentation", "bright_alert")

    change = rechecks.finish(room.clinic, exam.id, by=room.technician.id)
    assert due(room) == Due("Neuro check", exam.started_at + timedelta(hours=4))
    with pytest.raises(NotAllowed, match="nothing to finish"):
        rechecks.finish(room.clinic, exam.id, by=room.technician.id)

    again = exam_room.put_back(room.clinic, exam.id, change.undo, by=room.technician.id)
    assert due(room).is_begun
    exam_room.put_back(room.clinic, exam.id, again.undo, by=room.technician.id)
    assert not due(room).is_begun


def test_the_visit_s_own_exam_has_nothing_to_finish(room):
    with pytest.raises(NotAllowed, match="nothing to finish"):
        rechecks.finish(room.clinic, room.exam().id, by=room.technician.id)


def test_a_visit_that_is_done_shows_nothing_due_and_takes_no_plan(room):
    room.open_gates()
    room.record("head_mentation", "bright_alert")
    planned(room)
    review.sign(room.clinic, room.exam().id, review.SignOff(room.vet.id, PIN))

    assert due(room) is None
    with pytest.raises(NotAllowed, match="done"):
        planned(room)


def test_a_gate_an_earlier_exam_found_unsafe_is_asked_again(room):
    room.record("hx_trauma", "none")  # by itself this opens the postural tests
    room.record("torso_spinal_step", "present")
    planned(room)
    exam = begun(room)

    with pytest.raises(NotAllowed, match="unstable spine"):
        give(room, exam, "rl_paw_replacement", "normal", "LH")
    assert "safe_spine" not in gates.safe_gates(boards.exam_file(room.clinic, room.visit.id))
    safety.answer_gate(room.clinic, exam.id, "safe_spine", is_safe=True, by=room.technician.id)
    give(room, exam, "rl_paw_replacement", "normal", "LH")


def test_a_question_answered_not_safe_stays_so_for_the_next_exam(room):
    room.record("hx_trauma", "none")
    safety.answer_gate(room.clinic, room.exam().id, "safe_spine", is_safe=False, by=room.technician.id)
    planned(room)
    exam = begun(room)

    with pytest.raises(NotAllowed, match="unstable spine"):
        give(room, exam, "rl_paw_replacement", "normal", "LH")


def flag_up(room):
    """A call-now flag in the first exam, not told."""
    room.open_gates()
    room.record("pe_temp_c", 41.5)
    file = boards.exam_file(room.clinic, room.visit.id)
    return next(flag.id for flag in file.assessment.red_flags if flag.level == "red")


def board_visit(room):
    return next(row.visit for row in boards.today(room.clinic) if row.visit.id == room.visit.id)


def refreshed(room):
    standing.refresh_open_visits(room.clinic)
    return board_visit(room)


def test_an_empty_recheck_takes_neither_flag_nor_urgency_off_the_board(room):
    flag = flag_up(room)
    before = refreshed(room)
    planned(room)
    begun(room)

    after = refreshed(room)
    assert (after.urgency, after.untold_flags) == (before.urgency, before.untold_flags)
    assert after.urgency is UrgencyLevel.EMERGENCY
    file = boards.exam_file(room.clinic, room.visit.id)
    assert flag in {one.id for one in file.visit_flags}
    assert flag in {one.id for one in boards.untold(file)}


def test_a_newer_answer_to_the_same_check_takes_the_flag_off_the_board(room):
    flag = flag_up(room)
    planned(room, checks=("pe_temp_c",))
    exam = begun(room)
    give(room, exam, "pe_temp_c", 38.5)

    assert refreshed(room).untold_flags == 0
    assert flag not in {one.id for one in boards.exam_file(room.clinic, room.visit.id).visit_flags}


def test_left_out_in_a_later_exam_takes_nothing_off(room):
    flag_up(room)
    planned(room, checks=("pe_temp_c",))
    give(room, begun(room), "pe_temp_c", NoValue(Missing.NOT_DONE, WhyMissing.PAIN))

    assert refreshed(room).untold_flags == 1


def test_told_in_one_exam_is_told_in_the_visit(room):
    flag = flag_up(room)
    safety.tell_vet(room.clinic, room.exam().id, flag, "Robin Sample", by=room.technician.id)
    planned(room)
    begun(room)

    file = boards.exam_file(room.clinic, room.visit.id)
    assert boards.untold(file) == ()
    assert refreshed(room).untold_flags == 0
    assert [row.flag for row in file.record.told] == [flag]


def test_a_flag_that_went_out_and_fires_again_has_to_be_told_again(room):
    flag = flag_up(room)
    safety.tell_vet(room.clinic, room.exam().id, flag, "Robin Sample", by=room.technician.id)
    planned(room, checks=("pe_temp_c",))
    for temperature in (38.5, 41.5):
        room.clock.pass_by(hours=1)
        exam = begun(room)
        give(room, exam, "pe_temp_c", temperature)
        rechecks.finish(room.clinic, exam.id, by=room.technician.id)

    assert refreshed(room).untold_flags == 1
    assert flag in {one.id for one in boards.untold(boards.exam_file(room.clinic, room.visit.id))}
    assert [row.flag for row in boards.told_trail(boards.exam_file(room.clinic, room.visit.id), flag)] == [flag]
    # The first exam is asked about as part of its visit: it was told of then, and there is news now.
    newest = boards.exam_file(room.clinic, room.visit.id)
    safety.tell_vet(room.clinic, newest.record.exam.id, flag, "Robin Sample", by=room.technician.id)
    assert refreshed(room).untold_flags == 0


def test_what_is_signed_keeps_the_told_of_its_time(room):
    flag = flag_up(room)
    first = room.exam()
    safety.tell_vet(room.clinic, first.id, flag, "Robin Sample", by=room.technician.id)
    planned(room)
    exam = begun(room)
    review.sign(room.clinic, first.id, review.SignOff(room.vet.id, PIN))
    signed = boards.exam_file(room.clinic, room.visit.id, 1).record.told
    room.clock.pass_by(minutes=5)
    safety.take_back_told(room.clinic, exam.id, flag, by=room.technician.id)

    assert boards.exam_file(room.clinic, room.visit.id, 1).record.told == signed
    assert refreshed(room).untold_flags == 1


def test_the_plan_ends_with_the_visit_and_lives_again_with_it(room):
    room.exam()
    planned(room)
    visit = board_visit(room)
    front_desk.move_visit(room.clinic, visit, VisitStatus.CANCELLED, by=room.desk.id, because="left")
    with room.clinic.store.look() as look:
        assert look.plans_among((room.visit.id, "other"))
        assert look.plans_among(()) == ()
    assert all(row.due is None for row in boards.today(room.clinic))


def test_every_set_of_the_knowledge_can_be_planned(room):
    room.exam()
    for chosen in knowledge().recheck_sets:
        planned(room, name=chosen.name, every_minutes=chosen.every_minutes, checks=chosen.checks)
        assert set(plan_now(room).checks) == set(chosen.checks)
