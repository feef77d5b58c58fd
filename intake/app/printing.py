"""Sheets of a visit, or of a case file alone."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime

from intake.app.boards import ExamFile, full_assessment, read_file
from intake.app.clinic import Clinic
from intake.domain.audit import AuditEntry
from intake.domain.cases import Case
from intake.domain.errors import NotFound
from intake.domain.ids import StaffId, VisitId
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


def exam_sheet_of_visit(
    clinic: Clinic, visit: VisitId, order: PrintOrder, *, by: StaffId | None, ordinal: int | None = None
) -> bytes:
    """The exam sheet of a visit as PDF; what is printed is on the audit trail.

    Raises:
        NotFound: no such visit or exam, or nothing recorded yet.
    """
    now = clinic.now()
    with clinic.store.work() as work:
        file = read_file(clinic, work, visit, ordinal)
        exam = file.record.exam
        if exam is None:
            raise NotFound("Nothing is recorded in this visit yet, so there is no exam sheet. Start the exam first.")
        code = work.sheet_code_of(exam.id, EXAM_SHEET)
        if code is None:
            code = clinic.new_id().upper()
            work.keep_sheet_code(exam.id, EXAM_SHEET, code)
        work.audit(AuditEntry(now, by, "make sheet", f"exam:{exam.id}", EXAM_SHEET))
        work.commit()
    return _made(clinic, file, order, code)


def _made(clinic: Clinic, file: ExamFile, order: PrintOrder, code: str) -> bytes:
    line = _line(clinic, order, code)
    assessment = full_assessment(file)
    return clinic.sheets.exam_sheet(file.record, file.engine, assessment, paper=order.paper, line=line)


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
