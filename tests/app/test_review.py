"""Decisions, signatures and later additions."""

import hashlib
import json
from dataclasses import replace

import pytest

from intake.app import boards, exam_room, front_desk, review, safety, standing
from intake.app.review import Choice, SignOff
from intake.domain.decisions import Verdict, decisions_in_force
from intake.domain.errors import BadInput, ChangedElsewhere, NotAllowed
from intake.domain.visits import VisitStatus
from tests.builders import PIN


def file_of(room):
    return boards.exam_file(room.clinic, room.visit.id)


def sign(room, pin=PIN, vet=None, note=""):
    return review.sign(room.clinic, room.exam().id, SignOff((vet or room.vet).id, pin, note))


def decide(room, workup, verdict, reason="", by=None):
    return review.decide(room.clinic, room.exam().id, Choice(workup, verdict, reason), by=(by or room.vet).id)


def test_the_newest_verdict_is_in_force_and_all_are_kept(room):
    decide(room, "wu_mri", Verdict.ACCEPTED)
    decide(room, "wu_mri", Verdict.DECLINED, " too far ")
    decide(room, "wu_csf", Verdict.ACCEPTED)
    decide(room, "wu_csf", Verdict.REOPENED)
    decide(room, "Walk it in the yard", Verdict.ADDED)
    journal = file_of(room).record.decisions
    assert len(journal) == 5
    standing_now = decisions_in_force(journal)
    assert {key: d.verdict for key, d in standing_now.items()} == {
        "wu_mri": Verdict.DECLINED,
        "Walk it in the yard": Verdict.ADDED,
    }
    assert standing_now["wu_mri"].reason == "too far"


def test_a_decision_needs_a_vet_and_words(room):
    with pytest.raises(NotAllowed, match="Only a vet can decide"):
        decide(room, "wu_mri", Verdict.ACCEPTED, by=room.technician)
    with pytest.raises(BadInput, match="Say why"):
        decide(room, "wu_mri", Verdict.DECLINED, " ")
    with pytest.raises(BadInput, match="Name the test"):
        decide(room, " ", Verdict.ADDED)
    with pytest.raises(BadInput, match="too long"):
        decide(room, "x", Verdict.ADDED, "y" * 10_001)
    assert file_of(room).record.decisions == ()


def test_a_signature_fixes_the_case_and_closes_the_visit(room):
    room.record("pe_hr", 90)
    exam_room.start(room.clinic, room.visit.id, by=room.technician.id)
    sign(room, note=" seen ")
    record = file_of(room).record
    assert record.is_signed
    signature = record.signature
    assert signature.case_digest == "sha256:" + hashlib.sha256(signature.case_json.encode()).hexdigest()
    assert json.loads(signature.case_json)["answers"]["pe_hr"] == 90
    assert json.loads(signature.assessment_json)["format"] == "intake-assessment/1"
    assert (signature.vet, signature.vet_name, signature.note) == (room.vet.id, "Robin Sample", "seen")
    assert (record.visit.status, record.visit.signed_at) == (VisitStatus.DONE, room.clock.time)


def test_nothing_of_a_signed_exam_changes_any_more(room):
    change = room.record("pe_hr", 90)
    sign(room)
    exam, tech = room.exam().id, room.technician.id
    for act in (
        lambda: room.record("pe_hr", 100),
        lambda: exam_room.put_back(room.clinic, exam, change.undo, by=tech),
        lambda: exam_room.note(room.clinic, exam, "pe_hr", "x", by=tech),
        lambda: safety.answer_gate(room.clinic, exam, "safe_spine", is_safe=True, by=tech),
        lambda: decide(room, "wu_mri", Verdict.ACCEPTED),
        lambda: sign(room),
    ):
        with pytest.raises(NotAllowed, match="signed"):
            act()
    assert file_of(room).record.case.answers["pe_hr"] == 90


def test_a_signed_exam_is_added_to_with_a_date(room):
    with pytest.raises(NotAllowed, match="not signed yet"):
        review.amend(room.clinic, room.exam().id, "later", by=room.vet.id)
    sign(room)
    review.amend(room.clinic, room.exam().id, " The owner rang. ", by=room.vet.id)
    for text in ("", "  ", "x" * 10_001):
        with pytest.raises(BadInput, match="Write the note"):
            review.amend(room.clinic, room.exam().id, text, by=room.vet.id)
    (added,) = file_of(room).record.amendments
    assert (added.text, added.by, added.at) == ("The owner rang.", room.vet.id, room.clock.time)


def test_the_front_desk_adds_nothing_to_a_signed_exam(room):
    sign(room)
    with pytest.raises(NotAllowed, match="front desk"):
        review.amend(room.clinic, room.exam().id, "later", by=room.desk.id)
    review.amend(room.clinic, room.exam().id, "later", by=room.technician.id)
    assert [added.text for added in file_of(room).record.amendments] == ["later"]


def test_only_a_vet_with_the_right_pin_signs(room):
    room.exam()
    with pytest.raises(NotAllowed, match="Only a vet can sign"):
        sign(room, vet=room.technician)
    with pytest.raises(NotAllowed, match="was not right"):
        sign(room, pin="0000")
    assert not file_of(room).record.is_signed
    assert "wrong PIN" in room.audit(f"staff:{room.vet.id}")


def test_signing_waits_for_every_call_now_flag_to_be_told(room):
    room.record("hx_emergency_now", ("hard_to_breathe",))
    lines = review.hindrances(file_of(room))
    assert lines
    assert all("vet told" in line for line in lines)
    with pytest.raises(NotAllowed, match="Signing has to wait"):
        sign(room)
    for flag in file_of(room).assessment.red_flags:
        safety.tell_vet(room.clinic, room.exam().id, flag.id, "Robin Sample", by=room.technician.id)
    assert review.hindrances(file_of(room)) == ()
    sign(room)
    assert file_of(room).record.is_signed


def test_a_note_too_long_to_keep_is_refused_and_never_cut(room):
    room.record("pe_hr", 90)
    with pytest.raises(BadInput, match="10001 characters are too many"):
        sign(room, note="x" * 10_001)
    assert not file_of(room).record.is_signed
    sign(room, note="x" * 10_000 + " ")
    assert len(file_of(room).record.signature.note) == 10_000


def test_nothing_recorded_cannot_be_signed(room):
    room.record("hx_complaint", None)
    assert review.hindrances(file_of(room)) == ("Nothing is recorded yet.",)
    with pytest.raises(NotAllowed, match="Nothing is recorded yet"):
        sign(room)


def test_an_answer_that_comes_in_while_signing_is_looked_at_first(room):
    room.record("pe_hr", 90)
    busy = iter([lambda: room.record("pe_hr", 150)])

    def now():
        # The clock is read between the look at the exam and the signature: somebody else records just then.
        next(busy, lambda: None)()
        return room.clock.time

    with pytest.raises(NotAllowed, match="came in while you were signing"):
        review.sign(replace(room.clinic, now=now), room.exam().id, SignOff(room.vet.id, PIN))
    assert not file_of(room).record.is_signed


def test_a_visit_is_done_when_all_its_exams_are_signed(room):
    room.record("pe_hr", 90)
    first = room.exam()
    exam_room.another_exam(room.clinic, room.visit.id, by=room.technician.id)
    review.sign(room.clinic, first.id, SignOff(room.vet.id, PIN))
    visit = file_of(room).record.visit
    assert (visit.status, visit.signed_at) == (VisitStatus.WAITING, room.clock.time)
    room.record("pe_hr", 100)
    sign(room)
    assert file_of(room).record.visit.status is VisitStatus.DONE


def test_a_cancelled_visit_stays_cancelled_when_signed(room):
    room.record("pe_hr", 90)
    front_desk.move_visit(room.clinic, file_of(room).record.visit, VisitStatus.CANCELLED, by=None, because="gone")
    sign(room)
    assert file_of(room).record.visit.status is VisitStatus.CANCELLED


def test_a_board_seen_before_the_signature_is_late(room):
    seen = standing.refresh(room.clinic, room.visit.id).record.visit
    room.record("pe_hr", 90)
    sign(room)
    with pytest.raises(ChangedElsewhere):
        front_desk.move_visit(room.clinic, seen, VisitStatus.IN_EXAM, by=room.technician.id)
