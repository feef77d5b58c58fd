"""A second examiner is given nothing of the first, and both are compared afterwards."""

from __future__ import annotations

import pytest

from intake.app import boards, exam_room, rechecks, review, safety, second_exam, staff, standing
from intake.app.exam_room import Entry, Given
from intake.app.second_exam import Agreement, Pair
from intake.domain.cases import Missing, NoValue, WhyMissing
from intake.domain.errors import NotAllowed
from intake.domain.exams import ExamKind
from intake.domain.staff import Role
from intake.domain.visits import UrgencyLevel
from tests.builders import PIN

LEFT_OUT = NoValue(Missing.NOT_DONE, WhyMissing.PAIN)


@pytest.fixture
def other(room):
    return staff.add(room.clinic, "Lee Muster", Role.TECHNICIAN, PIN, by=room.admin.id)


def second(room, by, checks=()):
    change = second_exam.start(room.clinic, room.visit.id, by=by.id, checks=checks)
    with room.clinic.store.look() as look:
        return look.exam(change.exam)


def give(room, exam, by, *answers):
    room.clock.pass_by(seconds=5)
    exam_room.record_all(room.clinic, exam.id, tuple(Given(*one) for one in answers), Entry(by.id))


@pytest.fixture
def examined(room):
    room.open_gates()
    room.record("rl_paw_replacement", "delayed", "LH")
    room.record("rl_paw_replacement", "normal", "RH")
    room.record("head_mentation", "bright_alert")
    room.record("tail_tone", LEFT_OUT)
    room.record("pe_hr", 90)
    return room


def test_the_second_examiner_gets_an_empty_exam_of_their_own(examined, other):
    exam = second(examined, other)
    file = second_exam.file_for(examined.clinic, examined.visit.id, other.id)

    assert (exam.kind, exam.compared_to) == (ExamKind.SECOND, examined.exam().id)
    assert file.record.exam == exam
    assert set(file.record.case.answers) <= {"hx_complaint"}
    assert (file.earlier, file.visit_flags, file.record.told) == (None, (), ())
    # Whatever they ask for, it is their own exam until they have finished.
    assert second_exam.file_for(examined.clinic, examined.visit.id, other.id, 1).record.exam == exam


def test_everybody_else_is_shown_the_visit_s_own_exam(examined, other):
    second(examined, other)
    clinic, visit = examined.clinic, examined.visit.id

    assert second_exam.file_for(clinic, visit, examined.technician.id).record.exam.ordinal == 1
    assert boards.exam_file(clinic, visit).record.exam.ordinal == 1
    assert examined.exam().ordinal == 1
    with pytest.raises(NotAllowed, match="once its examiner has finished"):
        second_exam.file_for(clinic, visit, examined.technician.id, 2)


def test_who_has_a_part_in_the_first_cannot_be_the_second(examined, other):
    clinic, visit = examined.clinic, examined.visit.id
    for person in (examined.technician, examined.desk):
        with pytest.raises(NotAllowed):
            second_exam.start(clinic, visit, by=person.id)
    review.sign(clinic, examined.exam().id, review.SignOff(examined.vet.id, PIN))
    with pytest.raises(NotAllowed):
        second_exam.start(clinic, visit, by=examined.vet.id)


def test_who_only_took_the_history_may_be_the_second(room, other):
    room.record("hx_trauma", "none", by=other.id)

    assert second(room, other).kind is ExamKind.SECOND


def test_starting_again_goes_on_with_the_same(examined, other):
    assert second(examined, other) == second(examined, other)


def test_only_its_examiner_records_in_it_and_nobody_once_it_is_finished(examined, other):
    exam = second(examined, other)
    with pytest.raises(NotAllowed, match="only its examiner"):
        give(examined, exam, examined.technician, ("head_mentation", None, "dull_obtunded"))
    with pytest.raises(NotAllowed, match="only its examiner"):
        rechecks.finish(examined.clinic, exam.id, by=examined.technician.id)
    give(examined, exam, other, ("head_mentation", None, "dull_obtunded"))
    assert rechecks.finish(examined.clinic, exam.id, by=other.id).undo == ()
    for act in (
        lambda: give(examined, exam, other, ("head_mentation", None, "bright_alert")),
        lambda: exam_room.note(examined.clinic, exam.id, "head_mentation", "hm", by=other.id),
    ):
        with pytest.raises(NotAllowed, match="finished"):
            act()


def test_once_finished_everybody_may_read_it_and_its_examiner_the_first(examined, other):
    exam = second(examined, other)
    rechecks.finish(examined.clinic, exam.id, by=other.id)
    clinic, visit = examined.clinic, examined.visit.id

    assert second_exam.file_for(clinic, visit, examined.vet.id, 2).record.exam.id == exam.id
    assert second_exam.file_for(clinic, visit, other.id).record.exam.ordinal == 1


def test_agreement_is_listed_side_by_side_and_counts_only_what_both_examined(examined, other):
    exam = second(examined, other)
    safety.answer_gate(examined.clinic, exam.id, "safe_spine", is_safe=True, by=other.id)
    give(
        examined, exam, other,
        ("rl_paw_replacement", "LH", "absent"), ("rl_paw_replacement", "RH", "normal"),
        ("head_mentation", None, "bright_alert"), ("tail_tone", None, "normal"), ("pe_hr", None, 96),
    )  # fmt: skip
    assert second_exam.agreement(examined.clinic, examined.visit.id, by=examined.vet.id) == ()
    rechecks.finish(examined.clinic, exam.id, by=other.id)

    (compared,) = second_exam.agreement(examined.clinic, examined.visit.id, by=examined.vet.id)

    assert (compared.agreed, compared.counted) == (2, 3)
    assert compared.of(Agreement.DIFFERS) == (
        Pair("rl_paw_replacement", "LH", "rear", Agreement.DIFFERS, "delayed", "absent"),
    )
    assert [pair.item for pair in compared.of(Agreement.ONE_ONLY)] == ["tail_tone"]
    assert [pair.item for pair in compared.of(Agreement.MEASURED)] == ["pe_hr"]


def test_only_the_chosen_checks_are_compared(examined, other):
    exam = second(examined, other, checks=("head_mentation",))
    give(examined, exam, other, ("head_mentation", None, "dull_obtunded"))
    rechecks.finish(examined.clinic, exam.id, by=other.id)

    (compared,) = second_exam.agreement(examined.clinic, examined.visit.id, by=examined.vet.id)
    assert [pair.item for pair in compared.pairs] == ["head_mentation"]
    assert (compared.agreed, compared.counted) == (0, 1)


def test_agreement_is_for_the_vet_and_not_for_one_who_is_at_a_second_exam(examined, other):
    with pytest.raises(NotAllowed, match="for the vet"):
        second_exam.agreement(examined.clinic, examined.visit.id, by=other.id)
    rechecks.finish(examined.clinic, second(examined, other).id, by=other.id)
    vet = staff.add(examined.clinic, "Jo Beispiel", Role.VETERINARIAN, PIN, by=examined.admin.id)
    second(examined, vet)
    assert second_exam.agreement(examined.clinic, examined.visit.id, by=vet.id) == ()


def test_answers_of_a_second_examiner_stay_off_the_board_but_never_a_call_now_flag(examined, other):
    standing.refresh(examined.clinic, examined.visit.id)

    def board():
        standing.refresh(examined.clinic, examined.visit.id, 2)
        return next(row.visit for row in boards.today(examined.clinic))

    exam = second(examined, other)
    calm = board()
    give(examined, exam, other, ("tail_tone", None, "flaccid"))
    assert (board().urgency, board().untold_flags) == (calm.urgency, 0)

    give(examined, exam, other, ("pe_temp_c", None, 41.5))
    assert (board().urgency, board().untold_flags) == (UrgencyLevel.EMERGENCY, 1)
    own = second_exam.file_for(examined.clinic, examined.visit.id, other.id)
    safety.tell_vet(examined.clinic, exam.id, boards.untold(own)[0].id, "Robin Sample", by=other.id)
    assert (board().urgency, board().untold_flags) == (calm.urgency, 0)
