"""What screens show: read-only questions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from intake.app.cases import Whose, case_of, history_items
from intake.app.change_since import Earlier
from intake.app.clinic import Clinic
from intake.app.ports import Look
from intake.app.whole_visit import WholeVisit, of_the_visit, whole_visit
from intake.domain.cases import Case
from intake.domain.decisions import FlagTold, told_in_force
from intake.domain.errors import NotFound
from intake.domain.exams import Exam, ExamKind, RecordedAnswer, RecordedNote, standing_rows
from intake.domain.ids import PatientId, VisitId
from intake.domain.patients import Owner, Patient
from intake.domain.rechecks import Due, next_due, plan_in_force
from intake.domain.records import ExamRecord
from intake.domain.visits import Visit, VisitStatus
from intake.reasoning.again import Again
from intake.reasoning.assess import assess, assess_core, classes, doubted
from intake.reasoning.assessment import Assessment, FiredFlag
from intake.reasoning.engine import Engine
from intake.reasoning.would_change import Doubt

FEWEST_DIGITS = 6
"""Of a phone number; fewer would match strangers."""


@dataclass(frozen=True, slots=True)
class BoardRow:
    """A visit on the board."""

    visit: Visit
    patient: Patient
    owner: Owner
    due: Due | None = None  # the next recheck


@dataclass(frozen=True, slots=True)
class PatientHit:
    """A dog found by the search box."""

    patient: Patient
    owner: Owner


@dataclass(frozen=True, slots=True)
class ExamFile:
    """An exam with all around it, and what the engine says of it now (core parts).

    `whole` is the visit over all its exams, once there are several; of it only flags are shown beside an exam.
    `earlier` is the exam a recheck is set beside; a second examiner is given nothing of the first.
    """

    record: ExamRecord
    engine: Engine
    assessment: Assessment
    whole: WholeVisit | None = None
    earlier: Earlier | None = None

    @property
    def visit_flags(self) -> tuple[FiredFlag, ...]:
        """Flags of the visit that this exam does not raise by itself; a second examiner is told of none."""
        exam = self.record.exam
        if self.whole is None or exam is None or exam.kind is ExamKind.SECOND:
            return ()
        own = {flag.id for flag in self.assessment.red_flags}
        return tuple(flag for flag in self.whole.flags if flag.id not in own)


def today(clinic: Clinic, day: date | None = None) -> tuple[BoardRow, ...]:
    """The board of a day: its visits, and on today's those still open from before."""
    shown = day or clinic.calendar.today()
    since, until = clinic.calendar.bounds(shown)
    with clinic.store.look() as look:
        rows = {visit.id: (visit, patient, owner) for visit, patient, owner in look.visits(since=since, until=until)}
        if shown == clinic.calendar.today():
            rows |= {visit.id: (visit, patient, owner) for visit, patient, owner in look.open_visits()}
        due = _due(look, [visit for visit, _, _ in rows.values()])
    board = [BoardRow(*row, due=due.get(row[0].id)) for row in rows.values()]
    return tuple(sorted(board, key=_board_order))


def _due(look: Look, visits: list[Visit]) -> dict[VisitId, Due]:
    """The next recheck of each visit that goes on; only visits with a plan are looked through."""
    open_ones = tuple(visit.id for visit in visits if visit.status not in (VisitStatus.DONE, VisitStatus.CANCELLED))
    plans = {plan.visit_id: plan for plan in look.plans_among(open_ones)}
    due = {visit: next_due(plan_in_force((plan,)), look.exams_of(visit)) for visit, plan in plans.items()}
    return {visit: one for visit, one in due.items() if one is not None}


def _board_order(row: BoardRow) -> tuple[int, datetime]:
    urgency = ("emergency", "urgent", "soon", "routine").index(row.visit.urgency.value)
    return urgency, row.visit.waiting_since or row.visit.opened_at


def visits(clinic: Clinic, *, status: VisitStatus | None = None, day: date | None = None) -> tuple[BoardRow, ...]:
    """Visits by number, of one status or one day if asked."""
    since, until = clinic.calendar.bounds(day) if day else (None, None)
    with clinic.store.look() as look:
        return tuple(BoardRow(*row) for row in look.visits(status=status, since=since, until=until))


def find_patients(clinic: Clinic, text: str, *, limit: int = 50) -> tuple[PatientHit, ...]:
    """Dogs matching what was typed, best first; nothing for an empty box."""
    if not text.strip():
        return ()
    with clinic.store.look() as look:
        return tuple(PatientHit(*hit) for hit in look.find_patients(text, limit=limit))


def same_phone(clinic: Clinic, phone: str) -> tuple[Owner, ...]:
    """Owners who gave this phone number; nothing for too few digits."""
    digits = "".join(c for c in phone if c.isdigit())
    if len(digits) < FEWEST_DIGITS:
        return ()
    with clinic.store.look() as look:
        return look.owners_with_phone(digits)


def exam_file(clinic: Clinic, visit: VisitId, ordinal: int | None = None) -> ExamFile:
    """A visit's exam (the latest of its own unless an ordinal is given) with the core assessment.

    Raises:
        NotFound: no such visit or exam.
    """
    with clinic.store.look() as look:
        return read_file(clinic, look, visit, ordinal)


def read_file(clinic: Clinic, look: Look, visit: VisitId, ordinal: int | None = None) -> ExamFile:
    """As `exam_file`, within a view or unit of work that is already open."""
    exams = look.exams_of(visit)
    exam = _chosen(exams, visit, ordinal)
    engine = clinic.rulebooks.of(exam.knowledge_digest, look) if exam else clinic.rulebooks.current
    record = _record(look, look.visit(visit), exams, exam, engine)
    whole = read_whole(clinic, look, exams)
    if whole is not None and exam is not None and exam.kind is not ExamKind.SECOND:
        record = replace(record, told=_told(record, whole.told))
    earlier = _earlier(clinic, look, record) if exam is not None and exam.kind is ExamKind.RECHECK else None
    return ExamFile(record, engine, assess_core(engine, record.case), whole, earlier)


def read_earlier(clinic: Clinic, look: Look, exam: Exam) -> Earlier:
    """An exam to set another one beside, within a view that is already open."""
    engine = clinic.rulebooks.of(exam.knowledge_digest, look)
    return Earlier(exam, standing_rows(look.answers_of(exam.id)), classes(engine, read_case(look, exam, engine)))


def _earlier(clinic: Clinic, look: Look, record: ExamRecord) -> Earlier | None:
    before = [exam for exam in record.exams if record.exam is not None and exam.id == record.exam.compared_to]
    return read_earlier(clinic, look, before[0]) if before else None


def read_whole(clinic: Clinic, look: Look, exams: tuple[Exam, ...]) -> WholeVisit | None:
    """A visit over all its exams, by the rules of its newest, within a view that is already open."""
    if len(exams) < 2:
        return None
    patient = look.patient(look.visit(exams[0].visit_id).patient_id)
    engine = clinic.rulebooks.of(of_the_visit(exams)[-1].knowledge_digest, look)
    return whole_visit(look, engine, exams, Whose(patient, look.owner(patient.owner_id)))


def _told(record: ExamRecord, journal: tuple[FlagTold, ...]) -> tuple[FlagTold, ...]:
    """Whoever was told in the visit was told; what is signed stays as it was when it was signed."""
    signed = record.signature
    return tuple(row for row in journal if signed is None or row.at <= signed.at)


def full_assessment(file: ExamFile, *, for_veterinarian: bool = False) -> Assessment:
    """The assessment with next checks and what would change it; slow (about 0.2 s), so not for the GUI thread."""
    return assess(file.engine, file.record.case, for_veterinarian=for_veterinarian)


def doubts(file: ExamFile) -> tuple[Again, tuple[Doubt, ...]]:
    """What is listed, and what would be if a recorded answer were wrong; slow, so not for the GUI thread."""
    return doubted(file.engine, file.record.case)


def untold(file: ExamFile) -> tuple[FiredFlag, ...]:
    """The call-now flags of an exam and of its visit that no vet has been told about."""
    told, firing = told_flags(file), (*file.assessment.red_flags, *file.visit_flags)
    return tuple(flag for flag in firing if flag.level == "red" and flag.id not in told)


def told_flags(file: ExamFile) -> Mapping[str, FlagTold]:
    """Who was told of which flag, as it stands: the one place to ask."""
    return told_in_force(file.record.told)


def told_trail(file: ExamFile, flag: str) -> tuple[FlagTold, ...]:
    """Every time a flag was told and taken back, oldest first."""
    is_second = file.record.exam is not None and file.record.exam.kind is ExamKind.SECOND
    rows = file.record.told if file.whole is None or is_second else file.whole.trail
    return tuple(row for row in rows if row.flag == flag)


def visits_of(clinic: Clinic, patient: PatientId) -> tuple[Visit, ...]:
    """A dog's visits, oldest first."""
    with clinic.store.look() as look:
        return look.visits_of(patient)


def _chosen(exams: tuple[Exam, ...], visit: VisitId, ordinal: int | None) -> Exam | None:
    if ordinal is None:
        mine = of_the_visit(exams)
        return mine[-1] if mine else None
    for exam in exams:
        if exam.ordinal == ordinal:
            return exam
    raise NotFound(f"Visit {visit} has no exam {ordinal}. It has {len(exams)}.")


def read_case(look: Look, exam: Exam, engine: Engine) -> Case:
    """The case of one exam as it stands, within a view or unit of work that is open."""
    patient = look.patient(look.visit(exam.visit_id).patient_id)
    answers, notes = _journals(look, look.exams_of(exam.visit_id), exam, engine)
    return case_of(engine.knowledge, Whose(patient, look.owner(patient.owner_id), exam), answers, notes)


def _record(look: Look, visit: Visit, exams: tuple[Exam, ...], exam: Exam | None, engine: Engine) -> ExamRecord:
    patient = look.patient(visit.patient_id)
    owner = look.owner(patient.owner_id)
    answers, notes = _journals(look, exams, exam, engine)
    case = case_of(engine.knowledge, Whose(patient, owner, exam), answers, notes)
    if exam is None:
        return ExamRecord(case=case, visit=visit, patient=patient, owner=owner)
    return ExamRecord(
        case=case,
        visit=visit,
        patient=patient,
        owner=owner,
        exam=exam,
        exams=exams,
        rows=standing_rows(answers),
        decisions=look.decisions_of(exam.id),
        told=look.told_of(exam.id),
        gates=look.gates_of(exam.id),
        clearance=look.clearance_of(visit.id),
        signature=look.signature_of(exam.id),
        amendments=look.amendments_of(exam.id),
        is_first_signed=look.signature_of(exams[0].id) is not None,
        staff_names={person.id: person.name for person in look.staff()},
        plans=look.plans_of(visit.id),
    )


def _journals(
    look: Look, exams: tuple[Exam, ...], exam: Exam | None, engine: Engine
) -> tuple[tuple[RecordedAnswer, ...], tuple[RecordedNote, ...]]:
    """The exam's journals; a later exam reads signalment and history from the visit's first."""
    if exam is None:
        return (), ()
    answers, notes = look.answers_of(exam.id), look.notes_of(exam.id)
    if exam.id == exams[0].id:
        return answers, notes
    history = history_items(engine.knowledge)
    first = exams[0].id
    return (
        tuple(row for row in look.answers_of(first) if row.item in history) + answers,
        tuple(row for row in look.notes_of(first) if row.item in history) + notes,
    )
