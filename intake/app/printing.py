"""Sheets of a visit, or of a case file alone."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime

from intake.app.boards import ExamFile, full_assessment, read_file
from intake.app.changes import Change
from intake.app.clinic import Clinic
from intake.domain.audit import AuditEntry
from intake.domain.cases import Case
from intake.domain.errors import NotFound
from intake.domain.exams import Exam
from intake.domain.ids import ExamId, StaffId, VisitId
from intake.domain.records import ExamRecord, Paper, PrintLine
from intake.reasoning.assess import assess

EXAM_SHEET = "exam"
CODE_ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"


@dataclass(frozen=True, slots=True)
class PrintOrder:
    """How a sheet is wanted; without `printed_at` that line is left out."""

    paper: Paper = Paper.A4
    printed_at: datetime | None = None
    printed_by: str = ""


@dataclass(frozen=True, slots=True)
class SheetContent:
    """All a sheet needs: domain values only, so that it can be made beside the database thread."""

    file: ExamFile
    order: PrintOrder
    code: str


def exam_sheet_of_visit(
    clinic: Clinic, visit: VisitId, order: PrintOrder, *, by: StaffId | None, ordinal: int | None = None
) -> bytes:
    """The exam sheet of a visit as PDF; what is printed is on the audit trail.

    Raises:
        NotFound: no such visit or exam, or nothing recorded yet.
    """
    content = prepare_exam_sheet(clinic, visit, order, ordinal=ordinal, by=by)
    keep_made(clinic, content, "make sheet", by=by)
    return make_exam_sheet(clinic, content)


def prepare_exam_sheet(
    clinic: Clinic, visit: VisitId, order: PrintOrder, *, ordinal: int | None = None, by: StaffId | None = None
) -> SheetContent:
    """What the exam sheet says now; its code is given once and kept.

    Raises:
        NotFound: no such visit or exam, or nothing recorded yet.
    """
    with clinic.store.look() as look:
        file = read_file(clinic, look, visit, ordinal)
        exam = _exam_of(file)
        code = look.sheet_code_of(exam.id, EXAM_SHEET)
    return SheetContent(file, order, code or _given_code(clinic, exam.id, by))


def make_exam_sheet(clinic: Clinic, content: SheetContent) -> bytes:
    """The sheet as PDF; slow (its assessment and its pages), and without the store."""
    line = _line(clinic, content.order, content.code)
    assessment, file = full_assessment(content.file), content.file
    return clinic.sheets.exam_sheet(file.record, file.engine, assessment, paper=content.order.paper, line=line)


def keep_made(clinic: Clinic, content: SheetContent, act: str, *, by: StaffId | None) -> Change:
    """On the audit trail: a sheet was made, saved or printed."""
    now, record = clinic.now(), content.file.record
    exam = _exam_of(content.file)
    with clinic.store.work() as work:
        work.audit(AuditEntry(now, by, act, f"exam:{exam.id}", EXAM_SHEET))
        work.commit()
    return Change(now, visit=exam.visit_id, patient=record.patient.id if record.patient else None, exam=exam.id)


def _exam_of(file: ExamFile) -> Exam:
    if file.record.exam is None:
        raise NotFound("Nothing is recorded in this visit yet, so there is no exam sheet. Start the exam first.")
    return file.record.exam


def _given_code(clinic: Clinic, exam: ExamId, by: StaffId | None) -> str:
    with clinic.store.work() as work:
        code = work.sheet_code_of(exam, EXAM_SHEET)
        if code is None:  # another station may have been first
            code = clinic.new_id().upper()
            work.keep_sheet_code(exam, EXAM_SHEET, code)
            work.audit(AuditEntry(clinic.now(), by, "give sheet code", f"exam:{exam}", f"{EXAM_SHEET} {code}"))
            work.commit()
    return code


def exam_sheet_of_case(clinic: Clinic, case: Case, order: PrintOrder, *, case_bytes: bytes) -> bytes:
    """The exam sheet of a case file; its code comes from the digest of the case in its normal form."""
    engine = clinic.rulebooks.current
    line = _line(clinic, order, code_from_digest(case_bytes))
    return clinic.sheets.exam_sheet(ExamRecord(case=case), engine, assess(engine, case), paper=order.paper, line=line)


def code_from_digest(content: bytes) -> str:
    """Ten letters and digits that follow from the content and say nothing about it."""
    number = int.from_bytes(hashlib.sha256(content).digest()[:8], "big")
    letters = []
    for _ in range(10):
        number, place = divmod(number, len(CODE_ALPHABET))
        letters.append(CODE_ALPHABET[place])
    return "".join(letters)


def _line(clinic: Clinic, order: PrintOrder, code: str) -> PrintLine:
    return PrintLine(
        clinic_name=clinic.name,
        printed_at=order.printed_at,
        printed_by=order.printed_by,
        poison_line=clinic.poison_line,
        zone=clinic.zone,
        app_version=clinic.app_version,
        sheet_code=code,
    )
