"""Safety gates: what their questions were answered, and what the record settles by itself."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from intake.app import permissions
from intake.app.boards import ExamFile, read_case
from intake.app.ports import Look
from intake.domain.cases import Case
from intake.domain.decisions import GateAnswer, gates_in_force
from intake.domain.exams import RecordingState
from intake.domain.staff import Role
from intake.knowledge.model import Item
from intake.reasoning.assess import gates_settled
from intake.reasoning.engine import Engine


def with_settled(look: Look, engine: Engine, state: RecordingState, items: Iterable[Item]) -> RecordingState:
    """The state with those gates of the items open that the recorded findings settle.

    The exam is read only when one of the items has a gate nobody has answered.
    """
    asked = {rule.id for item in items for rule in permissions.gates_of(engine.knowledge, item)}
    unanswered = asked - state.safe_gates - state.unsafe_gates
    if not unanswered:
        return state
    settled = gates_settled(engine, read_case(look, state.exam, engine))
    return replace(state, safe_gates=state.safe_gates | (settled & unanswered))


def recording_state(file: ExamFile, role: Role) -> RecordingState | None:
    """What decides whether a person of this role may record; None before an exam is started."""
    record = file.record
    if record.exam is None or record.visit is None:
        return None
    answered = gates_in_force(record.gates)
    return RecordingState(
        exam=record.exam,
        first_exam=record.exams[0].id,
        is_signed=record.is_signed,
        role=role,
        is_cleared=record.clearance is not None,
        safe_gates=safe_gates(file.engine, record.case, record.gates),
        unsafe_gates=frozenset(rule for rule, answer in answered.items() if not answer.is_safe),
        visit_status=record.visit.status,
        is_first_signed=record.is_first_signed,
    )


def safe_gates(engine: Engine, case: Case, answers: tuple[GateAnswer, ...]) -> frozenset[str]:
    """The rules that keep nothing shut: answered "safe", or not answered and settled by the record."""
    answered = gates_in_force(answers)
    safe = {rule for rule, answer in answered.items() if answer.is_safe}
    return frozenset(safe | (gates_settled(engine, case) - answered.keys()))
