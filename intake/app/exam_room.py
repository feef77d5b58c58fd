"""Recording an exam: every answer is one durable commit."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from intake.app import permissions
from intake.app.cases import keep_knowledge
from intake.app.changes import AnswerBefore, Change, NoteBefore, VisitBefore
from intake.app.clinic import Clinic
from intake.app.open_places import open_items, open_places, open_sides
from intake.app.recording import Entry as Entry
from intake.app.recording import Given as Given
from intake.app.recording import Room, checked, enter, finder, home_of, journal_of, keep, row_of
from intake.app.replacing import Standing
from intake.app.undoing import put_back as put_back
from intake.app.whole_visit import of_the_visit
from intake.domain.audit import AuditEntry
from intake.domain.cases import Answer, Missing, NoValue
from intake.domain.errors import BadInput, NotAllowed, Problem
from intake.domain.exams import AnswerSource, Exam, RecordedAnswer, RecordedNote, standing_notes, standing_rows
from intake.domain.ids import ExamId, StaffId, VisitId
from intake.domain.visits import VisitStatus, check_another_exam, check_recordable, move, next_statuses
from intake.knowledge.legal import too_long
from intake.knowledge.model import Item, Who


def open_exam(clinic: Clinic, visit: VisitId, *, by: StaffId | None) -> Exam:
    """The visit's latest exam; the first is made when there is none, with the complaint told at booking.

    Raises:
        NotFound: no such visit.
        NotAllowed: there is no exam yet, and the visit is cancelled.
    """
    now = clinic.now()
    with clinic.store.work() as work:
        exams = work.exams_of(visit)
        if exams:
            return of_the_visit(exams)[-1]
        shown = work.visit(visit)
        check_recordable(shown.status)
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
        NotAllowed: the visit is cancelled or done.
    """
    with clinic.store.work() as work:
        check_another_exam(work.visit(visit).status)
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
    return replace(_move_on(clinic, visit, VisitStatus.IN_EXAM, by), undo=())  # opening an exam is no act of its own


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
    undo = (VisitBefore(shown, to),) if shown.status is not to and shown.status in next_statuses(to) else ()
    return Change(now, visit=visit, patient=shown.patient_id, undo=undo)


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
    with clinic.store.work() as work:
        room = enter(clinic, work, exam, entry.by, (one.item for one in given))
        if entry.said_by is not None:
            permissions.check_speaker(work.staff_member(entry.said_by))
        ordered = checked(room, given, said_by=entry.said_by)
        change = keep(room, [*_kept_sides(room, ordered), *(row_of(room, one, entry) for one in ordered)])
        work.commit()
    return change


def _kept_sides(room: Room, given: tuple[Given, ...]) -> list[RecordedAnswer]:
    """The "no value" of a whole check, side by side, for the sides that get no answer of their own now."""
    answered: dict[str, set[str | None]] = {}
    for one in given:
        if one.answer is not None:
            answered.setdefault(one.item, set()).add(one.site)
    standing = standing_rows(journal_of(room, answered))
    items = permissions.items_by_id(room.knowledge)
    wholes = {item: sides[None] for item, sides in standing.items() if None in sides and items[item].sites}
    return [
        _side_of(room, whole, site)
        for item, whole in wholes.items()
        if None not in answered[item]
        for site in items[item].sites
        if site not in answered[item]
    ]


def _side_of(room: Room, whole: RecordedAnswer, site: str) -> RecordedAnswer:
    stood = AnswerBefore(whole.item, site, whole.answer, whole.by, whole.said_by, whole.made_at)
    entry = Entry(room.by, finder(room, stood), whole.made_at, whole.source)
    return row_of(room, Given(whole.item, site, whole.answer), entry)


def rest_normal(clinic: Clinic, exam: ExamId, shown: tuple[str, ...], *, by: StaffId) -> Change:
    """Unanswered checks among those shown set to their normal value, where bulk setting is allowed.

    Never a check that can raise a flag, and never over an answer. Each is stored as set in bulk.

    Raises:
        NotAllowed: the exam is signed, or nothing is left to set.
    """
    with clinic.store.work() as work:
        room = enter(clinic, work, exam, by, shown)
        standing = standing_rows(journal_of(room, shown))
        given = checked(room, _open_normals(room, shown, standing))
        if not given:
            raise NotAllowed(
                "Nothing here is left to set to normal. Checks that can raise a flag are answered one by one."
            )
        change = keep(room, [row_of(room, one, Entry(by, source=AnswerSource.BULK)) for one in given])
        work.commit()
    return replace(change, says=_bulk_words(room, shown, standing, change))


def _bulk_words(room: Room, shown: tuple[str, ...], standing: Standing, change: Change) -> str:
    """What was set, and of what was kept or left open as much as is true."""
    count, kept = len(change.items), sum(item in standing for item in shown)
    parts = [f"{count} {'check' if count == 1 else 'checks'} set to normal."]
    if kept:
        parts.append(f"{kept} {'answer' if kept == 1 else 'answers'} kept.")
    if any(item.who is Who.VETERINARIAN for item in open_items(room.knowledge, shown, standing)):
        parts.append("Vet-only checks left open.")
    return " ".join(parts)


def _open_normals(room: Room, shown: tuple[str, ...], standing: Standing) -> Iterator[Given]:
    for item in open_items(room.knowledge, shown, standing):
        if item.bulk_ok and permissions.reason_shut(room.knowledge, item, room.state) is None:
            answer: Answer = (item.normal,) if item.kind == "multi" else item.normal
            yield from (Given(item.id, site, answer) for site in open_sides(item, standing))


def rest_without_value(
    clinic: Clinic, exam: ExamId, shown: tuple[str, ...], missing: NoValue, *, by: StaffId
) -> Change:
    """Checks among those shown that are still to do, left without a value for one reason; never over an answer.

    What is shut now was not tried: it is kept as not examined whatever is said of the others.

    Raises:
        NotAllowed: the exam is signed, this person may not record these checks, or nothing is left.
    """
    with clinic.store.work() as work:
        room = enter(clinic, work, exam, by, shown)
        standing = standing_rows(journal_of(room, shown))
        items = open_items(room.knowledge, shown, standing)
        given = checked(
            room, (Given(i.id, site, _possible(room, i, missing)) for i in items for site in open_places(i, standing))
        )
        if not given:
            raise NotAllowed("Every check here has been answered meanwhile. Nothing was changed.")
        change = keep(room, [row_of(room, one, Entry(by)) for one in given])
        work.commit()
    return change


def _possible(room: Room, item: Item, missing: NoValue) -> NoValue:
    is_shut = permissions.reason_shut(room.knowledge, item, room.state) is not None
    return replace(missing, kind=Missing.NOT_DONE) if is_shut else missing


def note(clinic: Clinic, exam: ExamId, item: str, text: str, *, by: StaffId) -> Change:
    """A note on a check; an empty text takes it away, the journal keeps both.

    Raises:
        BadInput: no such check, or a text over 10 000 characters.
        NotAllowed: the exam is signed, or this person may not record this check.
    """
    now = clinic.now()
    if wrong := too_long(text):
        raise BadInput((Problem(f"notes.{item}", wrong),))
    with clinic.store.work() as work:
        state = work.recording_state(exam, by)
        permissions.check_open(state)
        knowledge = clinic.rulebooks.of(state.exam.knowledge_digest, work).knowledge
        asked = permissions.items_by_id(knowledge).get(item)
        if asked is None:
            raise BadInput((Problem(f"notes.{item}", "There is no such check in this exam."),))
        permissions.check_role(asked, state)
        home = home_of(knowledge, state, item)
        stood = standing_notes(work.notes_of(home)).get(item, "")
        row = RecordedNote(home, item, text.strip(), by, now)
        work.add(row)
        work.audit(AuditEntry(now, by, "note", f"exam:{exam}", item))
        work.commit()
    undo = (NoteBefore(stood, row),) if row.text != stood else ()
    return Change(now, visit=state.exam.visit_id, exam=exam, items=(item,), undo=undo)
