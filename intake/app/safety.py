"""Safety gates, a vet's clearance, and telling a vet about a flag."""

from __future__ import annotations

from dataclasses import replace

from intake.app import permissions
from intake.app.boards import read_file
from intake.app.changes import Change, ClearanceBefore, GateBefore, ToldBefore
from intake.app.clinic import Clinic
from intake.app.staff import check_pin
from intake.app.standing import keep_board_facts
from intake.app.undoing import told_rows
from intake.domain.audit import AuditEntry
from intake.domain.decisions import Clearance, FlagTold, GateAnswer, gates_in_force, told_in_force
from intake.domain.errors import BadInput, NotAllowed, Problem
from intake.domain.ids import ExamId, StaffId, VisitId
from intake.knowledge.model import Knowledge, SafetyRule


def answer_gate(clinic: Clinic, exam: ExamId, rule: str, *, is_safe: bool, by: StaffId) -> Change:
    """The answer to a safety gate's question; "safe" opens its checks, "not safe" keeps them shut.

    Raises:
        BadInput: there is no such safety question.
        NotAllowed: the exam is signed, or it is the front desk.
    """
    now = clinic.now()
    with clinic.store.work() as work:
        state = work.recording_state(exam, by)
        permissions.check_may_answer_gates(state)
        asked = _rule(clinic.rulebooks.of(state.exam.knowledge_digest, work).knowledge, rule)
        says = f"{asked.safe_answer if is_safe else asked.unsafe_answer}."
        stood = gates_in_force(work.gates_of(exam)).get(rule)
        row = GateAnswer(exam, rule, is_safe, by, now)
        work.add(row)
        work.audit(AuditEntry(now, by, "safety gate", f"exam:{exam}", f"{rule} {'safe' if is_safe else 'not safe'}"))
        work.commit()
    undo = (GateBefore(replace(stood, seq=0) if stood else None, row),)
    return Change(now, visit=state.exam.visit_id, exam=exam, says=says, undo=undo)


def clear_vet_first(clinic: Clinic, visit: VisitId, vet: StaffId, pin: str) -> Change:
    """The "vet first" checks of a visit are open from now on, by this vet's PIN.

    Raises:
        NotFound: no such visit.
        NotAllowed: not a vet, or a wrong PIN.
    """
    now = clinic.now()
    with clinic.store.work() as work:
        work.visit(visit)
        person = check_pin(clinic, work, vet, pin)
        if not person.is_veterinarian:
            raise NotAllowed("Only a vet can clear these checks. Ask a vet to choose their name.")
        stood, row = work.clearance_of(visit), Clearance(visit, vet, now)
        work.add(row)
        work.audit(AuditEntry(now, vet, "clear vet first", f"visit:{visit}"))
        work.commit()
    return Change(now, visit=visit, undo=(ClearanceBefore(replace(stood, seq=0) if stood else None, row),))


def tell_vet(clinic: Clinic, exam: ExamId, flag: str, told_to: str, *, by: StaffId) -> Change:
    """A vet has been told about a flag.

    Raises:
        BadInput: nobody is named, or there is no such flag.
    """
    if not told_to.strip():
        raise BadInput((Problem("told_to", "Say which vet was told."),))
    return _told(clinic, exam, flag, FlagTold(exam, flag, told_to.strip(), by, clinic.now()))


def take_back_told(clinic: Clinic, exam: ExamId, flag: str, *, by: StaffId) -> Change:
    """A "told" set by mistake is taken back; both rows stay in the journal.

    Raises:
        BadInput: there is no such flag.
        NotAllowed: nobody has been told of it, or the exam is signed.
    """
    return _told(clinic, exam, flag, FlagTold(exam, flag, "", by, clinic.now(), withdrawn=True))


def _told(clinic: Clinic, exam: ExamId, flag: str, row: FlagTold) -> Change:
    with clinic.store.work() as work:
        shown = work.exam(exam)
        message = _message(clinic.rulebooks.of(shown.knowledge_digest, work).knowledge, flag)
        stood = told_in_force(told_rows(work, shown, flag)).get(flag)
        if row.withdrawn:
            _check_may_be_taken_back(stood, is_signed=work.signature_of(exam) is not None)
        work.add(row)
        work.audit(AuditEntry(row.at, row.by, "take back told" if row.withdrawn else "told", f"exam:{exam}", flag))
        keep_board_facts(work, read_file(clinic, work, shown.visit_id, shown.ordinal))
        work.commit()
    says = "Not told yet: the flag stands again" if row.withdrawn else f"Told {row.told_to}: {_short(message)}"
    undo = (ToldBefore(replace(stood, seq=0) if stood else None, row),)
    return Change(row.at, visit=shown.visit_id, exam=exam, says=f"{says.rstrip('.')}.", undo=undo)


def _check_may_be_taken_back(stood: FlagTold | None, *, is_signed: bool) -> None:
    if stood is None:
        raise NotAllowed("Nobody has been told of this flag yet, so there is nothing to take back.")
    if is_signed:
        raise NotAllowed(permissions.SIGNED)


def _rule(knowledge: Knowledge, rule: str) -> SafetyRule:
    known = next((known for known in knowledge.safety_rules if known.id == rule and known.question), None)
    if known is None:
        raise BadInput((Problem(f"gates.{rule}", "There is no such safety question in this exam."),))
    return known


def _short(message: str) -> str:
    """What a flag says before its details."""
    return message.split(":")[0].split(",")[0]


def _message(knowledge: Knowledge, flag: str) -> str:
    known = next((known for known in knowledge.red_flags if known.id == flag), None)
    if known is None:
        raise BadInput((Problem(f"flags.{flag}", "There is no such flag in this exam."),))
    return known.message
