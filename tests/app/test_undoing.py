"""Every kind of act is put back as new rows, under its own rules, and given again."""

from dataclasses import replace

import pytest

from intake.app import boards, exam_room, front_desk, review, safety, undoing
from intake.app.changes import Before
from intake.app.review import Choice, SignOff
from intake.domain.decisions import Verdict, decisions_in_force, gates_in_force, told_in_force
from intake.domain.errors import ChangedElsewhere, NotAllowed
from intake.domain.exams import standing_notes
from intake.domain.visits import VisitStatus
from tests.builders import PIN

GATE = "safe_spine"


def file(room):
    return boards.exam_file(room.clinic, room.visit.id)


def put_back(room, change, by=None):
    room.clock.pass_by(seconds=5)
    return undoing.put_back(room.clinic, change.exam, change.undo, by=by or room.technician.id)


def notes(room):
    with room.clinic.store.look() as look:
        return standing_notes(look.notes_of(room.exam().id))


@pytest.fixture
def flagged(room):
    """The id of a call-now flag nobody has been told of."""
    room.record("hx_emergency_now", ("hard_to_breathe",))
    return next(flag.id for flag in file(room).assessment.red_flags if flag.level == "red")


def test_every_kind_of_act_has_its_way_back():
    assert set(Before.__args__) == {undoing.AnswerBefore, *undoing.KINDS}


def test_a_note_goes_back_to_its_text_before_and_comes_again(room):
    exam = room.exam().id
    exam_room.note(room.clinic, exam, "rl_patellar", "brisk", by=room.technician.id)
    room.clock.pass_by(seconds=5)
    change = exam_room.note(room.clinic, exam, "rl_patellar", "brisk, left more", by=room.technician.id)
    undone = put_back(room, change)
    assert notes(room) == {"rl_patellar": "brisk"}
    again = put_back(room, undone)
    assert notes(room) == {"rl_patellar": "brisk, left more"}
    assert again.items == ("rl_patellar",)
    with room.clinic.store.look() as look:
        assert [row.text for row in look.notes_of(exam)] == ["brisk", "brisk, left more", "brisk", "brisk, left more"]


def test_the_same_note_once_more_is_nothing_to_take_back(room):
    exam = room.exam().id
    exam_room.note(room.clinic, exam, "rl_patellar", "brisk", by=room.technician.id)
    assert exam_room.note(room.clinic, exam, "rl_patellar", " brisk ", by=room.technician.id).undo == ()


def test_a_note_somebody_wrote_on_since_stays(room):
    exam = room.exam().id
    change = exam_room.note(room.clinic, exam, "rl_patellar", "brisk", by=room.technician.id)
    exam_room.note(room.clinic, exam, "rl_patellar", "brisk, by the vet", by=room.vet.id)
    with pytest.raises(ChangedElsewhere, match="changed this since"):
        put_back(room, change)
    assert notes(room) == {"rl_patellar": "brisk, by the vet"}


def test_a_first_answer_to_a_safety_question_leaves_it_unanswered_again(room):
    exam = room.exam().id
    change = safety.answer_gate(room.clinic, exam, GATE, is_safe=True, by=room.technician.id)
    undone = put_back(room, change)
    assert gates_in_force(file(room).record.gates) == {}
    with pytest.raises(NotAllowed, match="Shut until"):
        room.record("rl_hopping", "normal", "LH")
    put_back(room, undone)
    room.record("rl_hopping", "normal", "LH")
    assert [row.withdrawn for row in file(room).record.gates] == [False, True, False]


def test_a_changed_answer_to_a_safety_question_is_again_whose_it_was(room):
    exam = room.exam().id
    safety.answer_gate(room.clinic, exam, GATE, is_safe=True, by=room.vet.id)
    room.clock.pass_by(seconds=5)
    change = safety.answer_gate(room.clinic, exam, GATE, is_safe=False, by=room.technician.id)
    put_back(room, change)
    standing = gates_in_force(file(room).record.gates)[GATE]
    assert (standing.is_safe, standing.by) == (True, room.vet.id)


def test_told_is_taken_back_and_told_again_with_the_time_it_was_told_at(room, flagged):
    exam = room.exam().id
    change = safety.tell_vet(room.clinic, exam, flagged, "Robin Sample", by=room.technician.id)
    told_at = told_in_force(file(room).record.told)[flagged].at
    undone = put_back(room, change)
    assert (told_in_force(file(room).record.told), room_flags(room)) == ({}, 1)
    put_back(room, undone)
    row = told_in_force(file(room).record.told)[flagged]
    assert (row.told_to, row.at, room_flags(room)) == ("Robin Sample", told_at, 0)
    assert [one.withdrawn for one in file(room).record.told] == [False, True, False]
    assert room.audit(f"exam:{exam}")[-3:] == ["told", "take back told", "told again"]


def room_flags(room):
    return boards.visits(room.clinic)[0].visit.untold_flags


def test_taking_told_back_is_itself_undone(room, flagged):
    exam = room.exam().id
    safety.tell_vet(room.clinic, exam, flagged, "Robin Sample", by=room.technician.id)
    change = safety.take_back_told(room.clinic, exam, flagged, by=room.technician.id)
    assert change.says == "Not told yet: the flag stands again."
    put_back(room, change)
    assert told_in_force(file(room).record.told)[flagged].told_to == "Robin Sample"


def test_nothing_told_is_nothing_to_take_back(room, flagged):
    with pytest.raises(NotAllowed, match="Nobody has been told"):
        safety.take_back_told(room.clinic, room.exam().id, flagged, by=room.technician.id)


def test_told_again_since_stays_told(room, flagged):
    exam = room.exam().id
    change = safety.tell_vet(room.clinic, exam, flagged, "Robin Sample", by=room.technician.id)
    room.clock.pass_by(seconds=5)
    safety.tell_vet(room.clinic, exam, flagged, "Jo Example", by=room.technician.id)
    with pytest.raises(ChangedElsewhere):
        put_back(room, change)
    assert told_in_force(file(room).record.told)[flagged].told_to == "Jo Example"


def test_a_decision_goes_back_to_what_stood_and_only_by_a_vet(room):
    exam, test = room.exam().id, "wu_cbc"
    review.decide(room.clinic, exam, Choice(test, Verdict.ACCEPTED), by=room.vet.id)
    room.clock.pass_by(seconds=5)
    change = review.decide(room.clinic, exam, Choice(test, Verdict.DECLINED, "done elsewhere"), by=room.vet.id)
    with pytest.raises(NotAllowed, match="Only a vet"):
        put_back(room, change)
    undone = put_back(room, change, by=room.vet.id)
    assert decisions_in_force(file(room).record.decisions)[test].verdict is Verdict.ACCEPTED
    put_back(room, undone, by=room.vet.id)
    standing = decisions_in_force(file(room).record.decisions)[test]
    assert (standing.verdict, standing.reason) == (Verdict.DECLINED, "done elsewhere")


def test_a_first_decision_is_open_again(room):
    change = review.decide(room.clinic, room.exam().id, Choice("Own test", Verdict.ADDED), by=room.vet.id)
    undone = put_back(room, change, by=room.vet.id)
    assert decisions_in_force(file(room).record.decisions) == {}
    put_back(room, undone, by=room.vet.id)
    assert decisions_in_force(file(room).record.decisions)["Own test"].verdict is Verdict.ADDED


def test_a_clearance_is_shut_again_and_comes_back_by_pin_only(room):
    room.exam()
    change = safety.clear_vet_first(room.clinic, room.visit.id, room.vet.id, PIN)
    undone = put_back(room, change)
    assert file(room).record.clearance is None
    assert undone.undo == ()
    with room.clinic.store.look() as look:
        assert [row.withdrawn for row in look.clearances_of(room.visit.id)] == [False, True]
    assert room.audit(f"visit:{room.visit.id}")[-1] == "take back vet first"


def test_the_front_desk_shuts_no_clearance(room):
    room.exam()
    change = safety.clear_vet_first(room.clinic, room.visit.id, room.vet.id, PIN)
    with pytest.raises(NotAllowed, match="exam room"):
        put_back(room, change, by=room.desk.id)
    assert file(room).record.clearance is not None


def test_a_second_clearance_taken_back_leaves_the_first(room):
    room.exam()
    safety.clear_vet_first(room.clinic, room.visit.id, room.vet.id, PIN)
    room.clock.pass_by(seconds=5)
    put_back(room, safety.clear_vet_first(room.clinic, room.visit.id, room.vet.id, PIN))
    assert file(room).record.clearance is not None


def test_handing_to_the_vet_is_taken_back(room):
    exam_room.start(room.clinic, room.visit.id, by=room.technician.id)
    change = exam_room.hand_to_vet(room.clinic, room.visit.id, by=room.technician.id)
    undone = put_back(room, change)
    assert boards.visits(room.clinic)[0].visit.status is VisitStatus.IN_EXAM
    put_back(room, undone)
    assert boards.visits(room.clinic)[0].visit.status is VisitStatus.FOR_VET


def test_going_into_the_exam_room_by_opening_the_exam_is_no_act_of_its_own(room):
    assert exam_room.start(room.clinic, room.visit.id, by=room.technician.id).undo == ()


def test_a_visit_moved_on_since_stays_where_it_is(room):
    exam_room.start(room.clinic, room.visit.id, by=room.technician.id)
    change = exam_room.hand_to_vet(room.clinic, room.visit.id, by=room.technician.id)
    front_desk.move_visit(
        room.clinic, boards.visits(room.clinic)[0].visit, VisitStatus.CANCELLED, by=room.desk.id, because="left"
    )
    with pytest.raises(ChangedElsewhere):
        put_back(room, change)


def test_a_dogs_details_come_back_unless_somebody_saved_since(room):
    dog = file(room).record.patient
    change = front_desk.change_patient(room.clinic, replace(dog, handling="May bite when lifted"), by=room.desk.id)
    undone = put_back(room, change)
    assert file(room).record.patient.handling == dog.handling
    put_back(room, undone)
    assert file(room).record.patient.handling == "May bite when lifted"
    with pytest.raises(ChangedElsewhere):
        put_back(room, undone)


def test_a_signed_exam_refuses_every_way_back(room, flagged):
    exam, by = room.exam().id, room.technician.id
    acts = [
        exam_room.note(room.clinic, exam, "rl_patellar", "brisk", by=by),
        safety.answer_gate(room.clinic, exam, GATE, is_safe=True, by=by),
        review.decide(room.clinic, exam, Choice("Own test", Verdict.ADDED), by=room.vet.id),
        safety.clear_vet_first(room.clinic, room.visit.id, room.vet.id, PIN),
    ]
    for flag in boards.untold(file(room)):
        acts.append(safety.tell_vet(room.clinic, exam, flag.id, "Robin Sample", by=by))
    review.sign(room.clinic, exam, SignOff(room.vet.id, PIN))
    for change in acts:
        with pytest.raises(NotAllowed, match="signed"):
            put_back(room, change, by=room.vet.id)
    with pytest.raises(NotAllowed, match="signed"):
        safety.take_back_told(room.clinic, exam, flagged, by=by)


def test_several_things_go_back_in_one_commit_or_not_at_all(room):
    exam = room.exam().id
    first = exam_room.note(room.clinic, exam, "rl_patellar", "brisk", by=room.technician.id)
    answer = room.record("pe_hr", 90)
    room.record("pe_hr", 100)
    with pytest.raises(ChangedElsewhere):
        undoing.put_back(room.clinic, exam, (*first.undo, *answer.undo), by=room.technician.id)
    assert notes(room) == {"rl_patellar": "brisk"}
