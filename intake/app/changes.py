"""What an action tells everybody who watches."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from intake.domain.cases import Answer
from intake.domain.exams import AnswerSource
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
class Stood:
    """An answer at a side as it stands; when it was given tells it from the same answer given later."""

    site: str | None
    answer: Answer
    made_at: datetime


@dataclass(frozen=True, slots=True)
class AnswerBefore:
    """What stood at one place before an action, so that it can be put back. `answer` None: to do.

    `left` is what the action left standing there: once that is different, somebody has answered since.
    """

    item: str
    site: str | None
    answer: Answer | None
    by: StaffId | None = None
    said_by: StaffId | None = None
    made_at: datetime | None = None
    source: AnswerSource = AnswerSource.PERSON
    left: frozenset[Stood] = frozenset()
