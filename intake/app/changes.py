"""What an action tells everybody who watches."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from intake.domain.ids import ExamId, PatientId, StaffId, VisitId


@dataclass(frozen=True, slots=True)
class Change:
    """What is different now, and when it was committed; screens showing any of it ask again."""

    at: datetime
    visit: VisitId | None = None
    patient: PatientId | None = None
    exam: ExamId | None = None
    staff: StaffId | None = None
    items: tuple[str, ...] = ()  # items whose answers or notes changed
    says: str = ""  # for a toast: "2 checks set to normal. 4 answers kept."
    undo: tuple[AnswerBefore, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class AnswerBefore:
    """What stood at one place before an action, so that it can be put back. `answer` None: to do."""

    item: str
    site: str | None
    answer: object | None  # intake.domain.cases.Answer
