"""Adding to the answer journal within an open unit of work: who may, what is legal, what is replaced."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from intake.app import permissions
from intake.app.cases import history_items
from intake.app.changes import AnswerBefore, Change
from intake.app.clinic import Clinic
from intake.app.gates import with_settled
from intake.app.ports import Work
from intake.app.replacing import replaced
from intake.domain.audit import AuditEntry
from intake.domain.cases import Answer
from intake.domain.errors import BadInput, NotAllowed, Problem
from intake.domain.exams import AnswerSource, RecordedAnswer, RecordingState, standing_rows
from intake.domain.ids import ExamId, StaffId
from intake.knowledge.legal import in_item_order, problem_with
from intake.knowledge.model import Knowledge


@dataclass(frozen=True, slots=True)
class Given:
    """An answer as given; `site` None for an item without sides or "no value" for all; `answer` None clears."""

    item: str
    site: str | None
    answer: Answer | None


@dataclass(frozen=True, slots=True)
class Entry:
    """Who records and how: whose finding it is when a vet speaks it to a technician, and when it was made."""

    by: StaffId
    said_by: StaffId | None = None
    made_at: datetime | None = None  # None: now
    source: AnswerSource = AnswerSource.PERSON


@dataclass(frozen=True, slots=True)
class Room:
    """An exam somebody records in, within an open unit of work."""

    work: Work
    knowledge: Knowledge
    state: RecordingState
    by: StaffId
    now: datetime


def enter(clinic: Clinic, work: Work, exam: ExamId, by: StaffId, items: Iterable[str]) -> Room:
    """The exam with the gates of these items settled as far as the record settles them."""
    state = work.recording_state(exam, by)
    permissions.check_open(state)
    engine = clinic.rulebooks.of(state.exam.knowledge_digest, work)
    asked = [engine.items[item] for item in dict.fromkeys(items) if item in engine.items]
    return Room(work, engine.knowledge, with_settled(clinic, work, engine, state, asked), by, clinic.now())


def checked(room: Room, given: Iterable[Given], *, said_by: StaffId | None = None) -> tuple[Given, ...]:
    """The answers in their normal form, when this person may record all of them.

    Raises:
        BadInput: one is not among those its item takes; every problem is listed.
        NotAllowed: a check is shut, or not for this person.
    """
    items = permissions.items_by_id(room.knowledge)
    problems: list[Problem] = []
    taken: list[Given] = []
    for one in given:
        item = items.get(one.item)
        if item is None:
            problems.append(Problem(f"answers.{one.item}", "There is no such check in this exam."))
            continue
        permissions.check_may_record(room.knowledge, item, room.state, one.answer, said_by=said_by)
        if (problem := problem_with(item, one.site, one.answer)) is not None:
            problems.append(problem)
        taken.append(replace(one, answer=in_item_order(item, one.answer)))
    if problems:
        raise BadInput(tuple(problems))
    return tuple(taken)


def home_of(knowledge: Knowledge, state: RecordingState, item: str) -> ExamId:
    """The exam that keeps this item: history stays with the visit's first.

    Raises:
        NotAllowed: that exam is signed, and what was signed never changes.
    """
    if item not in history_items(knowledge):
        return state.exam.id
    if state.is_first_signed:
        raise NotAllowed("The history is signed with this visit's first exam and stays. Add a dated note to that exam.")
    return state.first_exam


def row_of(room: Room, one: Given, entry: Entry) -> RecordedAnswer:
    """The row that says so, in the exam that keeps this item."""
    home, made_at = home_of(room.knowledge, room.state, one.item), entry.made_at or room.now
    return RecordedAnswer(
        home, one.item, one.site, one.answer, entry.by, made_at, room.now, entry.source, entry.said_by
    )


def finder(room: Room, one: AnswerBefore) -> StaffId | None:
    """The vet whose finding it is, also when it was the vet who recorded it."""
    if one.said_by is not None or one.by is None or one.by == room.by:
        return one.said_by
    return one.by if room.work.staff_member(one.by).is_veterinarian else None


def journal_of(room: Room, items: Iterable[str]) -> tuple[RecordedAnswer, ...]:
    """What was ever answered at these items, each in the exam that keeps it."""
    homes: dict[ExamId, list[str]] = {}
    for item in dict.fromkeys(items):
        homes.setdefault(home_of(room.knowledge, room.state, item), []).append(item)
    return tuple(row for home, kept in homes.items() for row in room.work.answers_at(home, tuple(kept)))


def keep(room: Room, rows: list[RecordedAnswer]) -> Change:
    """Add the rows; what they replace can be put back."""
    exam = room.state.exam
    items = tuple(dict.fromkeys(row.item for row in rows))
    journal = journal_of(room, items)
    places = [(row.item, row.site) for row in rows]
    undo = replaced(standing_rows(journal), standing_rows((*journal, *rows)), places)
    room.work.add(*rows)
    room.work.audit(AuditEntry(room.now, room.by, "answer", f"exam:{exam.id}", _answer_detail(rows)))
    return Change(room.now, visit=exam.visit_id, exam=exam.id, items=items, undo=undo)


def _answer_detail(rows: list[RecordedAnswer]) -> str:
    return " ".join(f"{row.item}[{row.site}]" if row.site else row.item for row in rows)
