"""Recording an exam: every answer is one durable commit."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from intake.app import permissions
from intake.app.cases import history_items, keep_knowledge
from intake.app.changes import AnswerBefore, Change
from intake.app.clinic import Clinic
from intake.app.gates import with_settled
from intake.app.ports import Look
from intake.domain.audit import AuditEntry
from intake.domain.cases import Answer
from intake.domain.errors import BadInput, NotAllowed, Problem
from intake.domain.exams import AnswerSource, Exam, RecordedAnswer, RecordedNote, RecordingState, standing_rows
from intake.domain.ids import ExamId, StaffId, VisitId
from intake.domain.visits import VisitStatus, move
from intake.knowledge.legal import in_item_order, problem_with
from intake.knowledge.model import Knowledge

LONGEST_TEXT = 10_000


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


def open_exam(clinic: Clinic, visit: VisitId, *, by: StaffId | None) -> Exam:
    """The visit's latest exam; the first is made when there is none, with the complaint told at booking.

    Raises:
        NotFound: no such visit.
    """
    now = clinic.now()
    with clinic.store.work() as work:
        exams = work.exams_of(visit)
        if exams:
            return exams[-1]
        shown = work.visit(visit)
        exam = _new_exam(clinic, visit, 1, by)
        keep_knowledge(clinic, work)
        work.add(exam)
        if shown.complaint:
            told = RecordedAnswer(exam.id, "hx_complaint", None, shown.complaint, shown.opened_by, shown.opened_at, now)
            work.add(told)
        work.audit(AuditEntry(now, by, "start exam", f"exam:{exam.id}"))
        work.commit()
    return exam


def another_exam(clinic: Clinic, visit: VisitId, *, by: StaffId) -> Exam:
    """A further exam in the same visit, to see change; history stays with the first.

    Raises:
        NotFound: no such visit.
    """
    with clinic.store.work() as work:
        work.visit(visit)
        exam = _new_exam(clinic, visit, len(work.exams_of(visit)) + 1, by)
        keep_knowledge(clinic, work)
        work.add(exam)
        work.audit(AuditEntry(clinic.now(), by, "start exam", f"exam:{exam.id}"))
        work.commit()
    return exam


def _new_exam(clinic: Clinic, visit: VisitId, ordinal: int, by: StaffId | None) -> Exam:
    knowledge = clinic.rulebooks.current.knowledge
    return Exam(
        id=ExamId(clinic.new_id()),
        visit_id=visit,
        ordinal=ordinal,
        started_at=clinic.now(),
        started_by=by,
        knowledge_version=knowledge.version,
        knowledge_digest=knowledge.digest,
        examined_on=clinic.calendar.today(),
    )


def start(clinic: Clinic, visit: VisitId, *, by: StaffId) -> Change:
    """The dog goes into the exam room; nothing happens when it is there already.

    Raises:
        NotAllowed: the visit is done or cancelled.
    """
    return _move_on(clinic, visit, VisitStatus.IN_EXAM, by)


def hand_to_vet(clinic: Clinic, visit: VisitId, *, by: StaffId) -> Change:
    """The exam is ready for the vet's decision; nothing happens when it is there already."""
    return _move_on(clinic, visit, VisitStatus.FOR_VET, by)


def _move_on(clinic: Clinic, visit: VisitId, to: VisitStatus, by: StaffId) -> Change:
    now = clinic.now()
    with clinic.store.work() as work:
        shown = work.visit(visit)
        if shown.status is not to:
            work.save(move(shown, to, now))
            work.audit(AuditEntry(now, by, "move visit", f"visit:{visit}", to.value))
            work.commit()
    return Change(now, visit=visit, patient=shown.patient_id)


def record(clinic: Clinic, exam: ExamId, given: Given, entry: Entry) -> Change:
    """One answer, committed to disk when this returns; what stood before is in `undo`.

    Raises:
        BadInput: the answer is not one of the item's.
        NotAllowed: the exam is signed, the person may not record this check, or its safety gate is shut.
        NotFound: no such exam or person.
    """
    return record_all(clinic, exam, (given,), entry)


def record_all(clinic: Clinic, exam: ExamId, given: tuple[Given, ...], entry: Entry) -> Change:
    """Several answers in one commit: all of them or none.

    Raises:
        As `record`.
    """
    now = clinic.now()
    with clinic.store.work() as work:
        state = work.recording_state(exam, entry.by)
        if entry.said_by is not None:
            permissions.check_speaker(work.staff_member(entry.said_by))
        engine = clinic.rulebooks.of(state.exam.knowledge_digest, work)
        knowledge = engine.knowledge
        asked = [engine.items[one.item] for one in given if one.item in engine.items]
        state = with_settled(work, engine, state, asked)
        ordered = _checked(knowledge, state, given, entry)
        before = _before(work, knowledge, state, ordered)
        rows = [_row(_home(knowledge, state, one.item), one, entry, now) for one in ordered]
        work.add(*rows)
        work.audit(AuditEntry(now, entry.by, "answer", f"exam:{exam}", _answer_detail(rows)))
        work.commit()
    items = tuple(dict.fromkeys(one.item for one in ordered))
    return Change(now, visit=state.exam.visit_id, exam=exam, items=items, undo=before)


def _checked(knowledge: Knowledge, state: RecordingState, given: Iterable[Given], entry: Entry) -> tuple[Given, ...]:
    permissions.check_open(state)
    items = permissions.items_by_id(knowledge)
    problems: list[Problem] = []
    checked: list[Given] = []
    for one in given:
        item = items.get(one.item)
        if item is None:
            problems.append(Problem(f"answers.{one.item}", "There is no such check in this exam."))
            continue
        if entry.source is not AnswerSource.UNDO:
            permissions.check_may_record(knowledge, item, state, one.answer, said_by=entry.said_by)
        if (problem := problem_with(item, one.site, one.answer)) is not None:
            problems.append(problem)
        checked.append(replace(one, answer=in_item_order(item, one.answer)))
    if problems:
        raise BadInput(tuple(problems))
    return tuple(checked)


def _home(knowledge: Knowledge, state: RecordingState, item: str) -> ExamId:
    """The exam that keeps this item: history stays with the visit's first.

    Raises:
        NotAllowed: that exam is signed, and what was signed never changes.
    """
    if item not in history_items(knowledge):
        return state.exam.id
    if state.is_first_signed:
        raise NotAllowed("The history is signed with this visit's first exam and stays. Add a dated note to that exam.")
    return state.first_exam


def _row(home: ExamId, one: Given, entry: Entry, now: datetime) -> RecordedAnswer:
    made_at = entry.made_at or now
    return RecordedAnswer(home, one.item, one.site, one.answer, entry.by, made_at, now, entry.source, entry.said_by)


def _before(
    look: Look, knowledge: Knowledge, state: RecordingState, given: tuple[Given, ...]
) -> tuple[AnswerBefore, ...]:
    """What stands now wherever the answers will change something, to be put back by `undo`."""
    items = tuple(dict.fromkeys(one.item for one in given))
    homes = {_home(knowledge, state, item) for item in items}
    standing = standing_rows(row for home in homes for row in look.answers_at(home, items))
    before: list[AnswerBefore] = []
    for one in given:
        sides = standing.get(one.item, {})
        whole = sides.get(None)
        if one.site is None or whole is not None:
            before.append(AnswerBefore(one.item, None, whole.answer if whole else None))
            before += [AnswerBefore(one.item, site, row.answer) for site, row in sides.items() if site is not None]
        else:
            row = sides.get(one.site)
            before.append(AnswerBefore(one.item, one.site, row.answer if row else None))
    return tuple(dict.fromkeys(before))


def _answer_detail(rows: list[RecordedAnswer]) -> str:
    return " ".join(f"{row.item}[{row.site}]" if row.site else row.item for row in rows)


def put_back(clinic: Clinic, exam: ExamId, before: tuple[AnswerBefore, ...], *, by: StaffId) -> Change:
    """What stood before an action, recorded again; its own `undo` is the redo.

    Raises:
        NotAllowed: the exam has been signed meanwhile.
    """
    given = tuple(Given(one.item, one.site, one.answer) for one in before)  # type: ignore[arg-type]
    return record_all(clinic, exam, given, Entry(by, source=AnswerSource.UNDO))


def rest_normal(clinic: Clinic, exam: ExamId, shown: tuple[str, ...], *, by: StaffId) -> Change:
    """Unanswered checks among those shown set to their normal value, where bulk setting is allowed.

    Never a check that can raise a flag. Each is stored as set in bulk.

    Raises:
        NotAllowed: the exam is signed, or nothing is left to set.
    """
    with clinic.store.look() as look:
        state = look.recording_state(exam, by)
        engine = clinic.rulebooks.of(state.exam.knowledge_digest, look)
        state = with_settled(look, engine, state, [item for item in engine.knowledge.items if item.id in shown])
        standing = standing_rows(look.answers_at(exam, shown))
    given, kept = _open_normals(engine.knowledge, state, shown, standing)
    if not given:
        raise NotAllowed("Nothing here is left to set to normal. Checks that can raise a flag are answered one by one.")
    change = record_all(clinic, exam, given, Entry(by, source=AnswerSource.BULK))
    count = len({one.item for one in given})
    says = f"{count} {'check' if count == 1 else 'checks'} set to normal. {kept} {'answer' if kept == 1 else 'answers'} kept."
    return replace(change, says=says)


def _open_normals(
    knowledge: Knowledge,
    state: RecordingState,
    shown: tuple[str, ...],
    standing: dict[str, dict[str | None, RecordedAnswer]],
) -> tuple[tuple[Given, ...], int]:
    given: list[Given] = []
    for item in knowledge.items:
        if item.id not in shown or not item.bulk_ok or None in standing.get(item.id, {}):
            continue
        if permissions.reason_shut(knowledge, item, state) is not None:
            continue
        answer: Answer = (item.normal,) if item.kind == "multi" else item.normal
        sites: tuple[str | None, ...] = item.sites or (None,)
        given += [Given(item.id, site, answer) for site in sites if site not in standing.get(item.id, {})]
    return tuple(given), sum(1 for item in shown if item in standing)


def note(clinic: Clinic, exam: ExamId, item: str, text: str, *, by: StaffId) -> Change:
    """A note on a check; an empty text takes it away, the journal keeps both.

    Raises:
        BadInput: no such check, or a text over 10 000 characters.
        NotAllowed: the exam is signed.
    """
    now = clinic.now()
    if len(text) > LONGEST_TEXT:
        raise BadInput((Problem(f"notes.{item}", f"{len(text)} characters are too many; {LONGEST_TEXT} is the most."),))
    with clinic.store.work() as work:
        state = work.recording_state(exam, by)
        permissions.check_open(state)
        knowledge = clinic.rulebooks.of(state.exam.knowledge_digest, work).knowledge
        if item not in permissions.items_by_id(knowledge):
            raise BadInput((Problem(f"notes.{item}", "There is no such check in this exam."),))
        work.add(RecordedNote(_home(knowledge, state, item), item, text.strip(), by, now))
        work.audit(AuditEntry(now, by, "note", f"exam:{exam}", item))
        work.commit()
    return Change(now, visit=state.exam.visit_id, exam=exam, items=(item,))
