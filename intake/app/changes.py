"""What an action tells everybody who watches, and what it replaced."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeAlias

from intake.domain.cases import Answer
from intake.domain.decisions import Clearance, Decision, FlagTold, GateAnswer
from intake.domain.exams import AnswerSource, Exam, RecordedNote
from intake.domain.ids import ExamId, MediaId, PatientId, StaffId, VisitId
from intake.domain.media import MediaMark, MediaNote
from intake.domain.patients import Patient
from intake.domain.rechecks import RecheckPlan
from intake.domain.visits import Visit, VisitStatus


@dataclass(frozen=True, slots=True)
class Change:
    """What is different now, and when it was committed; screens showing any of it ask again."""

    at: datetime
    visit: VisitId | None = None
    patient: PatientId | None = None
    exam: ExamId | None = None
    staff: StaffId | None = None
    items: tuple[str, ...] = ()  # items whose answers or notes changed
    media: tuple[MediaId, ...] = ()  # photos and clips added, captioned, marked, or taken out of sight
    says: str = ""  # for a toast: "2 checks set to normal. 4 answers kept."
    undo: tuple[Before, ...] = field(default=())


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


@dataclass(frozen=True, slots=True)
class NoteBefore:
    """The text of a note before somebody wrote `left`."""

    stood: str
    left: RecordedNote


@dataclass(frozen=True, slots=True)
class GateBefore:
    """How a safety question stood before `left`; None: not answered."""

    stood: GateAnswer | None
    left: GateAnswer


@dataclass(frozen=True, slots=True)
class ToldBefore:
    """Who had been told of a flag before `left`, be it told or taken back; None: nobody."""

    stood: FlagTold | None
    left: FlagTold


@dataclass(frozen=True, slots=True)
class DecisionBefore:
    """What a vet had decided on a test before `left`; None: nothing."""

    stood: Decision | None
    left: Decision


@dataclass(frozen=True, slots=True)
class ClearanceBefore:
    """The clearance in force before `left`; None: there was none."""

    stood: Clearance | None
    left: Clearance


@dataclass(frozen=True, slots=True)
class VisitBefore:
    """Where a visit stood before it was moved to `left`."""

    stood: Visit
    left: VisitStatus


@dataclass(frozen=True, slots=True)
class DogBefore:
    """A dog's details before they were saved as `left`."""

    stood: Patient
    left: Patient


@dataclass(frozen=True, slots=True)
class PlanBefore:
    """The recheck plan in force before `left`, be it a plan or the end of one; None: there was none."""

    stood: RecheckPlan | None
    left: RecheckPlan


@dataclass(frozen=True, slots=True)
class ExamBefore:
    """An exam before it was saved as `left`, finished or gone on with."""

    stood: Exam
    left: Exam


@dataclass(frozen=True, slots=True)
class MediaBefore:
    """The words under a photo or clip, and whether it was in sight, before `left`."""

    visit: VisitId
    stood: MediaNote
    left: MediaNote


@dataclass(frozen=True, slots=True)
class MarkBefore:
    """A mark of a clip before `left`, be it set or taken away; None: there was none."""

    visit: VisitId
    stood: MediaMark | None
    left: MediaMark


Before: TypeAlias = (
    AnswerBefore
    | NoteBefore
    | GateBefore
    | ToldBefore
    | DecisionBefore
    | ClearanceBefore
    | VisitBefore
    | DogBefore
    | PlanBefore
    | ExamBefore
    | MediaBefore
    | MarkBefore
)
"""Everything an act may have replaced; `undoing` knows how each is put back."""
