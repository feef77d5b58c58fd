"""An exam and its answers, which are only ever added to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from intake.domain.cases import Answer, CaseAnswer, SidedAnswer
from intake.domain.ids import ExamId, StaffId, VisitId
from intake.domain.staff import Role
from intake.domain.visits import VisitStatus


class AnswerSource(StrEnum):
    """How an answer came into the record."""

    PERSON = "person"  # somebody chose it
    BULK = "bulk"  # "Rest of region normal"; printed so
    UNDO = "undo"  # what stood before, put back
    IMPORT = "import"  # from a case file


class ExamKind(StrEnum):
    """What an exam of a visit is for."""

    FULL = "full"
    RECHECK = "recheck"  # chosen checks again, to see change since the exam it is compared to
    SECOND = "second"  # a second examiner, who does not see the exam it is compared to


@dataclass(frozen=True, slots=True)
class Exam:
    """One examination in a visit; it keeps the knowledge version it was made with."""

    id: ExamId
    visit_id: VisitId
    ordinal: int  # 1, 2, ... within the visit
    started_at: datetime
    started_by: StaffId | None
    knowledge_version: str
    knowledge_digest: str
    examined_on: date | None = None
    given: frozenset[str] | None = None  # header keys of an imported case ("patient.name"); None: made here
    kind: ExamKind = ExamKind.FULL
    checks: tuple[str, ...] = ()  # the chosen checks, in the order of the exam; empty: all
    compared_to: ExamId | None = None  # the exam it is set beside
    finished_at: datetime | None = None  # the examiner is done; a second exam is compared from then on
    version: int = 1

    @property
    def is_blind(self) -> bool:
        """True while a second examiner is at it, who does not see the exam it will be set beside."""
        return self.kind is ExamKind.SECOND and self.finished_at is None


@dataclass(frozen=True, slots=True)
class RecordedAnswer:
    """One row of the answer journal; `answer` None means cleared: to do again.

    `site` None stands for the whole item: an item without sides, or "no value" for all sides at once.
    `made_at` is when the person gave it, `entered_at` when it was stored. `said_by` is the vet whose
    finding somebody else typed.
    """

    exam_id: ExamId
    item: str
    site: str | None
    answer: Answer | None
    by: StaffId | None
    made_at: datetime
    entered_at: datetime
    source: AnswerSource = AnswerSource.PERSON
    said_by: StaffId | None = None
    seq: int = 0  # order within the journal, given by the database


@dataclass(frozen=True, slots=True)
class RecordedNote:
    """A note on an item; the newest row per item is the note, an empty text takes it away."""

    exam_id: ExamId
    item: str
    text: str
    by: StaffId | None
    entered_at: datetime
    seq: int = 0


def standing_rows(journal: Iterable[RecordedAnswer]) -> dict[str, dict[str | None, RecordedAnswer]]:
    """The rows in force: item -> side -> newest row, cleared ones left out.

    A row for the whole item replaces every side; a row for a side replaces a "no value" for the whole.
    """
    standing: dict[str, dict[str | None, RecordedAnswer]] = {}
    for row in journal:
        sides = standing.setdefault(row.item, {})
        if row.site is None:
            sides.clear()
        else:
            sides.pop(None, None)
        sides[row.site] = row
    return {item: kept for item, sides in standing.items() if (kept := _given(sides))}


def _given(sides: Mapping[str | None, RecordedAnswer]) -> dict[str | None, RecordedAnswer]:
    return {site: row for site, row in sides.items() if row.answer is not None}


def standing_answers(journal: Iterable[RecordedAnswer]) -> dict[str, CaseAnswer]:
    """The answers in force, as a case holds them (sides in the order they were first given)."""
    answers: dict[str, CaseAnswer] = {}
    for item, sides in standing_rows(journal).items():
        whole = sides.get(None)
        if whole is not None and whole.answer is not None:
            answers[item] = whole.answer
        else:
            answers[item] = SidedAnswer(
                {s: r.answer for s, r in sides.items() if s is not None and r.answer is not None}
            )
    return answers


def standing_notes(journal: Iterable[RecordedNote]) -> dict[str, str]:
    """The notes in force: item -> text."""
    newest = {row.item: row.text for row in journal}
    return {item: text for item, text in newest.items() if text}


@dataclass(frozen=True, slots=True)
class RecordingState:
    """What decides whether a person may record in an exam now."""

    exam: Exam
    first_exam: ExamId  # of the visit: keeps signalment and history
    is_signed: bool
    role: Role
    is_cleared: bool  # a vet has cleared the "vet first" checks of the visit
    safe_gates: frozenset[str]  # safety rules answered "safe", or settled by what is recorded
    unsafe_gates: frozenset[str] = frozenset()  # safety rules answered "not safe": these stay shut
    visit_status: VisitStatus = VisitStatus.IN_EXAM
    is_first_signed: bool = False  # the visit's first exam, which keeps signalment and history
    by: StaffId | None = None  # who wants to record
