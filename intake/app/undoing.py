"""Putting back what an act replaced: a kind of act is one `...Before` in `changes` and one function here."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from types import MappingProxyType
from typing import Any

from intake.app import permissions
from intake.app.boards import read_file
from intake.app.changes import (
    AnswerBefore,
    Before,
    Change,
    ClearanceBefore,
    DecisionBefore,
    DogBefore,
    ExamBefore,
    GateBefore,
    MarkBefore,
    MediaBefore,
    NoteBefore,
    PlanBefore,
    ToldBefore,
    VisitBefore,
)
from intake.app.clinic import Clinic
from intake.app.ports import Work
from intake.app.recording import Entry, Given, Room, enter, finder, journal_of, keep, row_of
from intake.app.replacing import check_unchanged
from intake.app.standing import keep_board_facts
from intake.domain.audit import AuditEntry
from intake.domain.decisions import FlagTold, Verdict
from intake.domain.errors import ChangedElsewhere, NotAllowed
from intake.domain.exams import AnswerSource, Exam, RecordedAnswer, RecordedNote, RecordingState, standing_rows
from intake.domain.ids import ExamId, StaffId
from intake.domain.visits import check_recordable, move

CHANGED_SINCE = (
    "Somebody has changed this since. What they did stays and is shown now. Nothing was put back. "
    "Look at it, and change it there if it is wrong."
)
FOR_A_VET = "Only a vet can change a decision on a test. Nothing was put back. Ask a vet to sign in."
SIGNED_VISIT = "Every exam of this visit is signed, so the clearance stays as it is. Nothing was put back."


@dataclass(frozen=True, slots=True)
class Ground:
    """Where something is put back, within an open unit of work."""

    clinic: Clinic
    work: Work
    by: StaffId
    now: datetime

    def state(self, exam: ExamId) -> RecordingState:
        """What decides whether this person may put something back in an exam.

        Raises:
            NotAllowed: it is signed, or its visit is cancelled.
        """
        state = self.work.recording_state(exam, self.by)
        permissions.check_open(state)
        return state

    def tell(self, act: str, subject: str, detail: str = "") -> None:
        """Leave a row in the audit trail."""
        self.work.audit(AuditEntry(self.now, self.by, act, subject, detail))


def put_back(clinic: Clinic, exam: ExamId | None, before: tuple[Before, ...], *, by: StaffId) -> Change:
    """What stood before an act, recorded again as new rows in one commit; its own `undo` is the redo.

    `exam` is where answers are put back; everything else knows where it belongs.

    Raises:
        ChangedElsewhere: somebody has changed one of these since; nothing is put back.
        NotAllowed: the exam has been signed meanwhile, or this person may not do this.
    """
    answers = tuple(one for one in before if isinstance(one, AnswerBefore))
    with clinic.store.work() as work:
        ground = Ground(clinic, work, by, clinic.now())
        changes = [KINDS[type(one)](ground, one) for one in before if not isinstance(one, AnswerBefore)]
        if answers and exam is not None:
            changes.append(_answers(ground, exam, answers))
        work.commit()
    return _together(ground.now, changes)


def _together(at: datetime, changes: list[Change]) -> Change:
    return Change(
        at,
        visit=next((one.visit for one in changes if one.visit), None),
        patient=next((one.patient for one in changes if one.patient), None),
        exam=next((one.exam for one in changes if one.exam), None),
        items=tuple(item for one in changes for item in one.items),
        media=tuple(key for one in changes for key in one.media),
        undo=tuple(step for one in changes for step in one.undo),
    )


def _check_newest(journal: Iterable[Any], left: object) -> None:
    """Pass when the newest row of a journal is the one the act left, whatever its number."""
    rows = tuple(journal)
    if not rows or replace(rows[-1], seq=0) != left:
        raise ChangedElsewhere(CHANGED_SINCE)


# One function for each kind


def _answers(ground: Ground, exam: ExamId, before: tuple[AnswerBefore, ...]) -> Change:
    room = enter(ground.clinic, ground.work, exam, ground.by, ())
    items = permissions.items_by_id(room.knowledge)
    for one in before:
        permissions.check_role(items[one.item], room.state)
    check_unchanged(standing_rows(journal_of(room, (one.item for one in before))), before)
    return keep(room, [_answer_row(room, one) for one in before])


def _answer_row(room: Room, one: AnswerBefore) -> RecordedAnswer:
    source = AnswerSource.BULK if one.source is AnswerSource.BULK else AnswerSource.UNDO
    entry = Entry(room.by, finder(room, one), one.made_at, source)
    return row_of(room, Given(one.item, one.site, one.answer), entry)


def _note(ground: Ground, one: NoteBefore) -> Change:
    left = one.left
    state = ground.state(left.exam_id)
    engine = ground.clinic.rulebooks.of(state.exam.knowledge_digest, ground.work)
    permissions.check_role(engine.items[left.item], state)
    _check_newest((row for row in ground.work.notes_of(left.exam_id) if row.item == left.item), left)
    row = RecordedNote(left.exam_id, left.item, one.stood, ground.by, ground.now)
    ground.work.add(row)
    ground.tell("note", f"exam:{left.exam_id}", left.item)
    undo = (NoteBefore(left.text, row),)
    return Change(ground.now, visit=state.exam.visit_id, exam=left.exam_id, items=(left.item,), undo=undo)


def _gate(ground: Ground, one: GateBefore) -> Change:
    left = one.left
    state = ground.state(left.exam_id)
    permissions.check_may_answer_gates(state)
    _check_newest((row for row in ground.work.gates_of(left.exam_id) if row.rule == left.rule), left)
    row = one.stood or replace(left, by=ground.by, at=ground.now, withdrawn=True)
    ground.work.add(row)
    words = "not answered" if row.withdrawn else "safe" if row.is_safe else "not safe"
    ground.tell("safety gate", f"exam:{left.exam_id}", f"{left.rule} {words}")
    undo = (GateBefore(None if left.withdrawn else left, row),)
    return Change(ground.now, visit=state.exam.visit_id, exam=left.exam_id, undo=undo)


def _told(ground: Ground, one: ToldBefore) -> Change:
    """A "told" put back keeps the time it was told at: that is when the vet heard of it."""
    left = one.left
    state = ground.state(left.exam_id)
    _check_newest(told_rows(ground.work, state.exam, left.flag), left)
    row = one.stood or replace(left, told_to="", by=ground.by, at=ground.now, withdrawn=True)
    ground.work.add(row)
    ground.tell("take back told" if row.withdrawn else "told again", f"exam:{left.exam_id}", left.flag)
    keep_board_facts(ground.work, read_file(ground.clinic, ground.work, state.exam.visit_id))
    undo = (ToldBefore(None if left.withdrawn else left, row),)
    return Change(ground.now, visit=state.exam.visit_id, exam=left.exam_id, undo=undo)


def told_rows(work: Work, exam: Exam, flag: str) -> tuple[FlagTold, ...]:
    """Every "told" of a flag in the exam's visit, and every taking back, oldest first."""
    rows = [row for one in work.exams_of(exam.visit_id) for row in work.told_of(one.id) if row.flag == flag]
    return tuple(sorted(rows, key=lambda row: row.seq))


def _decision(ground: Ground, one: DecisionBefore) -> Change:
    left = one.left
    state = ground.state(left.exam_id)
    if not ground.work.staff_member(ground.by).is_veterinarian:
        raise NotAllowed(FOR_A_VET)
    _check_newest((row for row in ground.work.decisions_of(left.exam_id) if row.workup == left.workup), left)
    reopened = replace(left, verdict=Verdict.REOPENED, reason="", by=ground.by, at=ground.now)
    row = one.stood or reopened
    ground.work.add(row)
    ground.tell(row.verdict.value, f"exam:{left.exam_id}", left.workup if row.verdict is not Verdict.ADDED else "")
    undo = (DecisionBefore(None if left.verdict is Verdict.REOPENED else left, row),)
    return Change(ground.now, visit=state.exam.visit_id, exam=left.exam_id, undo=undo)


def _clearance(ground: Ground, one: ClearanceBefore) -> Change:
    """Shut again at once; there is no redo, because a clearance takes the vet's PIN each time."""
    left, work = one.left, ground.work
    shown, exams = work.visit(left.visit_id), work.exams_of(left.visit_id)
    check_recordable(shown.status)
    if exams and all(work.signature_of(exam.id) is not None for exam in exams):
        raise NotAllowed(SIGNED_VISIT)
    if not permissions.may_answer_gates(work.staff_member(ground.by).role):
        raise NotAllowed("Clearances are settled in the exam room. Nothing was put back.")
    _check_newest(work.clearances_of(left.visit_id), left)
    row = one.stood or replace(left, at=ground.now, withdrawn=True)
    work.add(row)
    ground.tell("take back vet first", f"visit:{left.visit_id}")
    return Change(ground.now, visit=left.visit_id)


def _visit(ground: Ground, one: VisitBefore) -> Change:
    shown = ground.work.visit(one.stood.id)
    if shown.status is not one.left:
        raise ChangedElsewhere(CHANGED_SINCE)
    moved = move(shown, one.stood.status, ground.now, one.stood.cancelled_because)
    ground.work.save(replace(moved, waiting_since=one.stood.waiting_since))
    ground.tell("move visit", f"visit:{shown.id}", one.stood.status.value)
    undo = (VisitBefore(shown, one.stood.status),)
    return Change(ground.now, visit=shown.id, patient=shown.patient_id, undo=undo)


def _dog(ground: Ground, one: DogBefore) -> Change:
    shown = ground.work.patient(one.left.id)
    if shown != one.left:
        raise ChangedElsewhere(CHANGED_SINCE)
    ground.work.save(replace(one.stood, version=shown.version))
    ground.tell("change dog", f"patient:{shown.id}")
    return Change(ground.now, patient=shown.id, undo=(DogBefore(shown, ground.work.patient(shown.id)),))


def _plan(ground: Ground, one: PlanBefore) -> Change:
    """A plan put back keeps its own times, so that what was done by it goes on counting."""
    left, work = one.left, ground.work
    check_recordable(work.visit(left.visit_id).status)
    if not permissions.may_answer_gates(work.staff_member(ground.by).role):
        raise NotAllowed("Rechecks are planned by technicians and vets. Nothing was put back.")
    _check_newest(work.plans_of(left.visit_id), left)
    row = one.stood or replace(left, by=ground.by, at=ground.now, is_stopped=True)
    work.add(row)
    ground.tell("stop recheck" if row.is_stopped else "plan recheck", f"visit:{left.visit_id}", row.name)
    return Change(ground.now, visit=left.visit_id, undo=(PlanBefore(None if left.is_stopped else left, row),))


def _exam(ground: Ground, one: ExamBefore) -> Change:
    state = ground.state(one.left.id)
    if state.exam != one.left:
        raise ChangedElsewhere(CHANGED_SINCE)
    again = replace(one.stood, version=one.left.version)
    ground.work.save(again)
    ground.tell("go on with exam" if again.finished_at is None else "finish exam", f"exam:{again.id}")
    undo = (ExamBefore(one.left, replace(again, version=again.version + 1)),)
    return Change(ground.now, visit=again.visit_id, exam=again.id, undo=undo)


def _media(ground: Ground, one: MediaBefore) -> Change:
    check_recordable(ground.work.visit(one.visit).status)
    key = one.left.media_id
    _check_newest((row for row in ground.work.media_notes_of(one.visit) if row.media_id == key), one.left)
    row = replace(one.stood, by=ground.by, at=ground.now, seq=0)
    ground.work.add(row)
    ground.tell("take out photo or clip" if row.is_removed else "caption photo or clip", f"visit:{one.visit}", key)
    return Change(ground.now, visit=one.visit, media=(key,), undo=(MediaBefore(one.visit, one.left, row),))


def _mark(ground: Ground, one: MarkBefore) -> Change:
    check_recordable(ground.work.visit(one.visit).status)
    left = one.left
    _check_newest((row for row in ground.work.media_marks_of(left.media_id) if row.mark == left.mark), left)
    row = replace(one.stood or replace(left, is_removed=True), by=ground.by, at=ground.now, seq=0)
    ground.work.add(row)
    ground.tell("drop mark" if row.is_removed else "mark clip", f"visit:{one.visit}", left.media_id)
    undo = (MarkBefore(one.visit, None if left.is_removed else left, row),)
    return Change(ground.now, visit=one.visit, media=(left.media_id,), undo=undo)


KINDS: Mapping[type, Callable[[Ground, Any], Change]] = MappingProxyType(
    {
        NoteBefore: _note,
        GateBefore: _gate,
        ToldBefore: _told,
        DecisionBefore: _decision,
        ClearanceBefore: _clearance,
        VisitBefore: _visit,
        DogBefore: _dog,
        PlanBefore: _plan,
        MediaBefore: _media,
        MarkBefore: _mark,
        ExamBefore: _exam,
    }
)
"""How each kind is put back; answers go together, so that sides of one check are one act."""
