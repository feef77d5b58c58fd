"""Who may record what, and which checks are shut until something is settled."""

from __future__ import annotations

from collections.abc import Mapping

from intake.domain.cases import Answer, NoValue
from intake.domain.errors import NotAllowed
from intake.domain.exams import ExamKind, RecordingState
from intake.domain.ids import StaffId
from intake.domain.staff import Role, StaffMember
from intake.domain.visits import check_recordable
from intake.knowledge.model import Item, Knowledge, SafetyRule, Who

SIGNED = "This exam is signed and stays as it is. Add a dated note to it instead."
SECOND_FINISHED = (
    "This second exam is finished and has been set beside the first, so it stays as it is. Record a change in the "
    "visit's own exam instead."
)
FOR_THE_EXAM_ROOM = "The front desk records the history. This check is for the exam room."


def items_by_id(knowledge: Knowledge) -> Mapping[str, Item]:
    """The exam's items by id."""
    return {item.id: item for item in knowledge.items}


def check_open(state: RecordingState) -> None:
    """Pass when the exam may still be recorded in.

    Raises:
        NotAllowed: it is signed, its visit is cancelled, or it is a second exam that is finished or somebody else's.
    """
    if state.is_signed:
        raise NotAllowed(SIGNED)
    check_recordable(state.visit_status)
    if state.exam.kind is ExamKind.SECOND and state.exam.finished_at is not None:
        raise NotAllowed(SECOND_FINISHED)
    if state.exam.kind is ExamKind.SECOND and state.by != state.exam.started_by:
        raise NotAllowed("This is a second exam, and only its examiner records in it. Nothing was saved.")


def gates_of(knowledge: Knowledge, item: Item) -> tuple[SafetyRule, ...]:
    """The safety rules whose question has to be answered "safe" before this check."""
    return tuple(
        rule
        for rule in knowledge.safety_rules
        if rule.question and (item.id in rule.items or rule.id in item.safety_rules)
    )


def _is_for_role(item: Item, state: RecordingState) -> bool:
    return state.role is not Role.FRONT_DESK or item.who is Who.CLIENT


def check_role(item: Item, state: RecordingState) -> None:
    """Pass when a person of this role has to do with this check at all, be it to take an answer back.

    Raises:
        NotAllowed: the front desk records the history only.
    """
    if not _is_for_role(item, state):
        raise NotAllowed(f"{item.label}: {FOR_THE_EXAM_ROOM}")


def may_answer_gates(role: Role) -> bool:
    """Whether this person may settle safety questions: whoever examines may."""
    return role is not Role.FRONT_DESK


def check_may_answer_gates(state: RecordingState) -> None:
    """Pass when this person may settle a safety question of the exam now.

    Raises:
        NotAllowed: the exam is signed, or it is the front desk.
    """
    check_open(state)
    if not may_answer_gates(state.role):
        raise NotAllowed("Safety questions are settled in the exam room. Ask a technician or a vet. Nothing was saved.")


def may_amend(role: Role) -> bool:
    """Whether this person may add to a signed exam."""
    return role is not Role.FRONT_DESK


def check_may_amend(state: RecordingState) -> None:
    """Pass when this person may add to the exam after its signature.

    Raises:
        NotAllowed: it is not signed yet, or it is the front desk.
    """
    if not may_amend(state.role):
        raise NotAllowed("The front desk adds nothing to a signed exam. Ask a technician or a vet. Nothing was saved.")
    if not state.is_signed:
        raise NotAllowed("This exam is not signed yet, so it can still be recorded in directly.")


def reason_shut(knowledge: Knowledge, item: Item, state: RecordingState) -> str | None:
    """Why this person may not give the check a value now; None when it is open.

    "Not examined" is always allowed, and a vet's finding may be typed by somebody else (`said_by`).
    """
    if not _is_for_role(item, state):
        return FOR_THE_EXAM_ROOM
    for rule in gates_of(knowledge, item):
        if rule.id not in state.safe_gates:
            return f"Shut until this is settled: {rule.question}"
    if item.who is Who.TECHNICIAN_CLEARED and not (state.is_cleared or state.role is Role.VETERINARIAN):
        return "Vet first: a vet clears these checks once for the visit."
    if item.who is Who.VETERINARIAN and state.role is not Role.VETERINARIAN:
        return "Vet only: choose the vet whose finding this is."
    return None


def check_may_record(
    knowledge: Knowledge, item: Item, state: RecordingState, answer: Answer | None, *, said_by: StaffId | None
) -> None:
    """Pass when this answer may be recorded now.

    Raises:
        NotAllowed: with why the check is shut.
    """
    check_role(item, state)
    if answer is None or isinstance(answer, NoValue):
        return
    why = reason_shut(knowledge, item, state)
    spoken_by_vet = said_by is not None and not _closed_gate(knowledge, item, state)
    if why is not None and not (spoken_by_vet and item.who in (Who.VETERINARIAN, Who.TECHNICIAN_CLEARED)):
        raise NotAllowed(f"{item.label}: {why}")


def check_speaker(speaker: StaffMember) -> None:
    """Pass when this person's findings may be typed by somebody else.

    Raises:
        NotAllowed: not a vet.
    """
    if not speaker.is_veterinarian:
        raise NotAllowed(f"{speaker.name} is not a vet. Nothing was saved. Choose the vet whose finding this is.")


def _closed_gate(knowledge: Knowledge, item: Item, state: RecordingState) -> bool:
    return any(rule.id not in state.safe_gates for rule in gates_of(knowledge, item))
