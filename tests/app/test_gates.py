"""A safety gate opens by its question, or by findings that settle it; a recorded danger keeps it shut."""

from dataclasses import replace

import pytest

from intake.app import boards, exam_room, gates, review, safety
from intake.domain.cases import Missing, NoValue, WhyMissing
from intake.domain.errors import NotAllowed
from tests.builders import PIN

NOT_KNOWN = NoValue(Missing.NOT_DONE, WhyMissing.NOT_KNOWN)


def open_gates_of(room):
    file = boards.exam_file(room.clinic, room.visit.id)
    return gates.safe_gates(file)


def test_no_injury_recorded_opens_the_spine_gate(room):
    room.record("hx_trauma", "none")
    assert "safe_spine" in open_gates_of(room)
    room.record("rl_hopping", "normal", "LH")


def test_an_owner_who_does_not_know_opens_nothing(room):
    room.record("hx_trauma", NOT_KNOWN)
    assert "safe_spine" not in open_gates_of(room)
    with pytest.raises(NotAllowed, match="unstable spine"):
        room.record("rl_hopping", "normal", "LH")


def test_a_step_in_the_spine_shuts_the_gate_again(room):
    room.record("hx_trauma", "none")
    room.record("torso_spinal_step", "present")
    assert "safe_spine" not in open_gates_of(room)
    with pytest.raises(NotAllowed, match="unstable spine"):
        room.record("rl_hopping", "normal", "LH")


def test_not_safe_said_by_somebody_outweighs_the_record(room):
    room.record("hx_trauma", "none")
    safety.answer_gate(room.clinic, room.exam().id, "safe_spine", is_safe=False, by=room.technician.id)
    assert "safe_spine" not in open_gates_of(room)
    with pytest.raises(NotAllowed, match="unstable spine"):
        room.record("rl_hopping", "normal", "LH")


def test_a_vets_answer_outweighs_a_recorded_danger(room):
    room.record("hx_trauma", "confirmed")
    safety.answer_gate(room.clinic, room.exam().id, "safe_spine", is_safe=True, by=room.vet.id)
    assert "safe_spine" in open_gates_of(room)
    room.record("rl_hopping", "normal", "LH")


def test_the_screen_and_the_record_agree_on_who_may_record(room):
    def asked():
        file = boards.exam_file(room.clinic, room.visit.id)
        return file, gates.recording_state(file, room.technician.role)

    assert asked()[1] is None
    first = room.exam()
    room.record("hx_trauma", "none")
    safety.answer_gate(room.clinic, first.id, "safe_breathing", is_safe=False, by=room.technician.id)
    safety.clear_vet_first(room.clinic, room.visit.id, room.vet.id, PIN)
    second = exam_room.another_exam(room.clinic, room.visit.id, by=room.technician.id)
    for exam in (first, second):
        file = boards.exam_file(room.clinic, room.visit.id, exam.ordinal)
        with room.clinic.store.look() as look:
            state = look.recording_state(exam.id, room.technician.id)
            state = gates.with_settled(room.clinic, look, file.engine, state, file.engine.knowledge.items)
        assert gates.recording_state(file, room.technician.role) == replace(state, by=None)
    review.sign(room.clinic, first.id, review.SignOff(room.vet.id, PIN))
    assert asked()[1].is_first_signed
    assert not asked()[1].is_signed


def test_the_screen_and_the_record_agree_on_every_gate(room):
    for item, answer in (("hx_trauma", "none"), ("pe_resp_effort", "normal"), ("hx_seizure_now", "no")):
        room.record(item, answer)
    opened = open_gates_of(room)
    assert {"safe_spine", "safe_breathing", "safe_seizure"} <= opened
    assert "safe_bite" not in opened
