"""The vet's decisions, signature and later additions."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, replace

from intake.app import permissions
from intake.app.boards import ExamFile, full_assessment, read_file, untold
from intake.app.changes import Change, DecisionBefore
from intake.app.clinic import Clinic
from intake.app.ports import Work
from intake.app.staff import check_pin
from intake.app.whole_visit import of_the_visit
from intake.domain.audit import AuditEntry
from intake.domain.cases import LONGEST_TEXT
from intake.domain.decisions import Amendment, Decision, Signature, Verdict, decisions_in_force
from intake.domain.errors import BadInput, NotAllowed, Problem
from intake.domain.ids import ExamId, StaffId
from intake.domain.visits import VisitStatus, move
from intake.knowledge.case_format import write_case
from intake.reasoning.as_json import as_json


@dataclass(frozen=True, slots=True)
class SignOff:
    """What the signing vet gives: the PIN, and a note that stands beside the signature."""

    vet: StaffId
    pin: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Choice:
    """A verdict on a suggestion, or a test of the vet's own (`ADDED`, with its name as `workup`)."""

    workup: str
    verdict: Verdict
    reason: str = ""


def decide(clinic: Clinic, exam: ExamId, choice: Choice, *, by: StaffId) -> Change:
    """A vet's verdict, added to the decision journal.

    Raises:
        NotAllowed: not a vet, or the exam is signed.
        BadInput: declined without a reason, or an unnamed test.
    """
    now = clinic.now()
    _check_words(choice)
    with clinic.store.work() as work:
        state = work.recording_state(exam, by)
        if state.is_signed:
            raise NotAllowed("This exam is signed and its decisions stay as they are. Add a dated note instead.")
        if not work.staff_member(by).is_veterinarian:
            raise NotAllowed("Only a vet can decide on a suggestion. Ask a vet to sign in.")
        row = Decision(exam, choice.workup.strip(), choice.verdict, choice.reason.strip(), by, now)
        stood = decisions_in_force(work.decisions_of(exam)).get(row.workup)
        work.add(row)
        detail = choice.workup if choice.verdict is not Verdict.ADDED else ""
        work.audit(AuditEntry(now, by, choice.verdict.value, f"exam:{exam}", detail))
        work.commit()
    undo = (DecisionBefore(replace(stood, seq=0) if stood else None, row),)
    return Change(now, visit=state.exam.visit_id, exam=exam, undo=undo)


def _check_words(choice: Choice) -> None:
    problems = []
    if choice.verdict is Verdict.DECLINED and not choice.reason.strip():
        problems.append(Problem("reason", "Say why it is declined; a few words are enough."))
    if not choice.workup.strip():
        problems.append(Problem("workup", "Name the test."))
    if len(choice.reason) > LONGEST_TEXT or len(choice.workup) > LONGEST_TEXT:
        problems.append(Problem("reason", f"The text is too long; {LONGEST_TEXT} characters is the most."))
    if problems:
        raise BadInput(tuple(problems))


def hindrances(file: ExamFile) -> tuple[str, ...]:
    """What stands in the way of signing: call-now flags nobody told a vet about, and nothing recorded."""
    lines = [f"Call-now flag without “vet told”: {flag.message}" for flag in untold(file)]
    if file.record.exam is None or not file.record.case.answers:
        lines.append("Nothing is recorded yet.")
    return tuple(lines)


def sign(clinic: Clinic, exam: ExamId, sign_off: SignOff) -> Change:
    """The vet's signature under the exam as it stands now; from here on it is amended, never changed.

    Raises:
        BadInput: the note is too long.
        NotAllowed: not a vet, a wrong PIN, signed already, or something stands in the way (`hindrances`).
    """
    note = _checked_note(sign_off.note)
    with clinic.store.look() as look:
        shown = look.exam(exam)
        looked = read_file(clinic, look, shown.visit_id, shown.ordinal)
    assessment = full_assessment(looked)  # slow: outside the unit of work
    now = clinic.now()
    with clinic.store.work() as work:
        vet = check_pin(clinic, work, sign_off.vet, sign_off.pin)
        file = read_file(clinic, work, shown.visit_id, shown.ordinal)
        _check_signable(file, looked, is_vet=vet.is_veterinarian)
        content = write_case(file.record.case, file.engine.knowledge)
        work.add(
            Signature(
                exam_id=exam,
                number=1,
                vet=vet.id,
                vet_name=vet.name,
                at=now,
                note=note,
                case_digest="sha256:" + hashlib.sha256(content).hexdigest(),
                case_json=content.decode(),
                assessment_json=json.dumps(as_json(assessment), ensure_ascii=False),
            )
        )
        work.audit(AuditEntry(now, vet.id, "sign", f"exam:{exam}"))
        _close_visit(clinic, work, file)
        work.commit()
    return Change(now, visit=shown.visit_id, exam=exam)


def _checked_note(text: str) -> str:
    note = text.strip()
    if len(note) > LONGEST_TEXT:
        words = (
            f"{len(note)} characters are too many; {LONGEST_TEXT} is the most. Nothing was signed. Shorten the note."
        )
        raise BadInput((Problem("note", words),))
    return note


def _check_signable(file: ExamFile, looked: ExamFile, *, is_vet: bool) -> None:
    if not is_vet:
        raise NotAllowed("Only a vet can sign. Ask a vet to choose their name.")
    if file.record.is_signed:
        raise NotAllowed("This exam is signed already. Add a dated note to it instead.")
    if file.record.case != looked.record.case:
        raise NotAllowed("An answer came in while you were signing. Look at it, then sign again.")
    if lines := hindrances(file):
        raise NotAllowed("Signing has to wait. " + " ".join(lines))


def _close_visit(clinic: Clinic, work: Work, file: ExamFile) -> None:
    """The visit is done once every exam of it is signed; it keeps the time of the last signature."""
    visit = file.record.visit
    if visit is None:
        return
    unsigned = [e for e in of_the_visit(file.record.exams) if e != file.record.exam and work.signature_of(e.id) is None]
    now = clinic.now()
    if unsigned or visit.status in (VisitStatus.DONE, VisitStatus.CANCELLED):
        work.save(replace(visit, signed_at=now))
    else:
        ready = (
            visit
            if visit.status in (VisitStatus.IN_EXAM, VisitStatus.FOR_VET)
            else move(visit, VisitStatus.IN_EXAM, now)
        )
        work.save(replace(move(ready, VisitStatus.DONE, now), signed_at=now))


def amend(clinic: Clinic, exam: ExamId, text: str, *, by: StaffId) -> Change:
    """A dated addition to a signed exam; what was signed stays as it is.

    Raises:
        BadInput: no text, or too long a one.
        NotAllowed: the exam is not signed yet, or it is the front desk.
    """
    now = clinic.now()
    if not 0 < len(text.strip()) <= LONGEST_TEXT:
        raise BadInput((Problem("note", f"Write the note; {LONGEST_TEXT} characters is the most."),))
    with clinic.store.work() as work:
        state = work.recording_state(exam, by)
        permissions.check_may_amend(state)
        work.add(Amendment(exam, text.strip(), by, now))
        work.audit(AuditEntry(now, by, "amend", f"exam:{exam}"))
        work.commit()
    return Change(now, visit=state.exam.visit_id, exam=exam)
