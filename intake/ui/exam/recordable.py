"""Why an exam takes nothing, in the words of the strip over its checks."""

from __future__ import annotations

from intake.app.boards import ExamFile
from intake.domain.exams import ExamKind
from intake.domain.staff import Role


def read_only_words(file: ExamFile, role: Role) -> str:
    """Why nobody of this role can record; empty where they can."""
    if (signature := file.record.signature) is not None:
        return f"Signed by {signature.vet_name}. The exam stays as it is; a note can be added on Review."
    exam = file.record.exam
    if exam is not None and exam.kind is ExamKind.SECOND and not exam.is_blind:
        return "This second exam is finished and stays as it is. It was set beside the first."
    if role is Role.FRONT_DESK:
        return "The front desk records the history. The exam is recorded in the exam room."
    return ""
