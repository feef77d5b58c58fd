"""Safety gates: what their questions were answered, and what the record settles by itself."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from intake.app import permissions
from intake.app.boards import ExamFile, read_case, read_whole
from intake.app.clinic import Clinic
from intake.app.ports import Look
from intake.app.whole_visit import WholeVisit
from intake.domain.decisions import gates_in_force
from intake.domain.exams import Exam, RecordingState
from intake.domain.staff import Role
from intake.knowledge.model import Item
from intake.reasoning.assess import gates_settled
from intake.reasoning.engine import Engine


def with_settled(
    clinic: Clinic, look: Look, engine: Engine, state: RecordingState, items: Iterable[Item]
) -> RecordingState:
    """The state with those gates of the items open that the recorded findings settle.

    The exam is read only when one of the items has a gate nobody has answered. In a later exam of a visit the earlier
    ones have their say too: what they found unsafe is asked again.
    """
    asked = {rule.id for item in items for rule in permissions.gates_of(engine.knowledge, item)}
    unanswered = asked - state.safe_gates - state.unsafe_gates
    if not unanswered:
        return state
    settled = gates_settled(engine, read_case(look, state.exam, engine)) & unanswered
    if settled and state.exam.ordinal > 1:
        settled &= _by_the_visit(clinic, look, engine, state.exam)
    return replace(state, safe_gates=state.safe_gates | settled)


def _by_the_visit(clinic: Clinic, look: Look, engine: Engine, exam: Exam) -> frozenset[str]:
    """What the visit settles too: a later exam does not open what an earlier one found unsafe."""
    whole = read_whole(clinic, look, look.exams_of(exam.visit_id))
    return _settled_by(engine, whole) if whole is not None else frozenset()


def _settled_by(engine: Engine, whole: WholeVisit) -> frozenset[str]:
    unsafe = {rule for rule, answer in gates_in_force(whole.gates).items() if not answer.is_safe}
    return gates_settled(engine, whole.case) - unsafe


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
        safe_gates=safe_gates(file),
        unsafe_gates=frozenset(rule for rule, answer in answered.items() if not answer.is_safe),
        visit_status=record.visit.status,
        is_first_signed=record.is_first_signed,
    )


def safe_gates(file: ExamFile) -> frozenset[str]:
    """The rules that keep nothing shut: answered "safe", or not answered and settled by the record."""
    answered = gates_in_force(file.record.gates)
    safe = {rule for rule, answer in answered.items() if answer.is_safe}
    settled = gates_settled(file.engine, file.record.case)
    if file.whole is not None and file.record.exam is not None and file.record.exam.ordinal > 1:
        settled &= _settled_by(file.engine, file.whole)
    return frozenset(safe | (settled - answered.keys()))
