"""Plans of rechecks, and the exams they ask for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from intake.app import permissions
from intake.app.cases import history_items, keep_knowledge
from intake.app.changes import Change, ExamBefore, PlanBefore
from intake.app.clinic import Clinic
from intake.app.ports import Work
from intake.app.whole_visit import of_the_visit
from intake.domain.audit import AuditEntry
from intake.domain.errors import BadInput, NotAllowed, Problem
from intake.domain.exams import Exam, ExamKind
from intake.domain.ids import ExamId, StaffId, VisitId
from intake.domain.rechecks import Due, RecheckPlan, next_due, open_recheck, plan_in_force, plan_problems
from intake.domain.visits import check_another_exam
from intake.knowledge.exam_order import listed_items
from intake.knowledge.model import Knowledge

FOR_THE_EXAM_ROOM = "Rechecks are planned and done by technicians and vets. Nothing was saved. Ask one of them."


@dataclass(frozen=True, slots=True)
class NewPlan:
    """A plan as somebody gives it."""

    name: str
    every_minutes: int
    checks: tuple[str, ...]
    first_due: datetime
    until: datetime | None = None


def plan(clinic: Clinic, visit: VisitId, new: NewPlan, *, by: StaffId) -> Change:
    """A recheck plan for a visit, in place of the one before.

    Raises:
        BadInput: no name, no check, an interval that cannot be kept, or an end before the beginning.
        NotAllowed: the visit is over, or it is the front desk.
    """
    now, knowledge = clinic.now(), clinic.rulebooks.current.knowledge
    checks = in_exam_order(knowledge, new.checks)
    row = RecheckPlan(visit, new.name.strip(), new.every_minutes, checks, new.first_due, by, now, new.until)
    unknown = [check for check in new.checks if check not in checks]
    problems = plan_problems(row) + tuple(Problem("checks", f"“{one}” cannot be repeated.") for one in unknown)
    if problems:
        raise BadInput(problems)
    says = f"{row.name} every {interval_words(row.every_minutes)}."
    return _keep(clinic, row, "plan recheck", f"every {row.every_minutes} min: {' '.join(checks)}", says)


def stop(clinic: Clinic, visit: VisitId, *, by: StaffId) -> Change:
    """The plan of a visit ends; what was planned and done stays in the record.

    Raises:
        NotAllowed: there is no plan, or it is the front desk.
    """
    with clinic.store.look() as look:
        stood = plan_in_force(look.plans_of(visit))
    if stood is None:
        raise NotAllowed("No recheck is planned in this visit, so there is nothing to stop.")
    row = replace(stood, by=by, at=clinic.now(), is_stopped=True, seq=0)
    return _keep(clinic, row, "stop recheck", row.name, f"{row.name}: stopped.")


def _keep(clinic: Clinic, row: RecheckPlan, act: str, detail: str, says: str) -> Change:
    with clinic.store.work() as work:
        check_examiner(work, row.by)
        if not row.is_stopped:
            check_another_exam(work.visit(row.visit_id).status)
        stood = plan_in_force(work.plans_of(row.visit_id))
        work.add(row)
        work.audit(AuditEntry(row.at, row.by, act, f"visit:{row.visit_id}", detail))
        work.commit()
    undo = (PlanBefore(replace(stood, seq=0) if stood else None, row),)
    return Change(row.at, visit=row.visit_id, says=says, undo=undo)


def start(clinic: Clinic, visit: VisitId, *, by: StaffId) -> Change:
    """The recheck of the plan in force, empty; the one somebody has begun is gone on with.

    Raises:
        NotAllowed: no recheck is planned, the visit is over, or it is the front desk.
    """
    with clinic.store.work() as work:
        check_examiner(work, by)
        exams, chosen = work.exams_of(visit), plan_in_force(work.plans_of(visit))
        begun = open_recheck(exams)
        if begun is not None:
            return Change(clinic.now(), visit=visit, exam=begun.id)
        if chosen is None or not exams:
            raise NotAllowed("No recheck is planned in this visit. Plan one first: what is checked, and how often.")
        before = of_the_visit(exams)[-1]
        exam = add_exam(clinic, work, visit, NewExam(ExamKind.RECHECK, chosen.checks, before.id), by=by)
        work.commit()
    return Change(exam.started_at, visit=visit, exam=exam.id)


def finish(clinic: Clinic, exam: ExamId, *, by: StaffId) -> Change:
    """A recheck or a second exam is done, whatever was left open.

    Raises:
        NotAllowed: it is an exam without an end of its own, it is finished or signed, or it is somebody else's.
    """
    now = clinic.now()
    with clinic.store.work() as work:
        state = work.recording_state(exam, by)
        permissions.check_open(state)
        check_examiner(work, by)
        shown = state.exam
        if shown.kind is ExamKind.FULL or shown.finished_at is not None:
            raise NotAllowed("There is nothing to finish here: this exam is finished, or it ends with its signature.")
        done = replace(shown, finished_at=now)
        work.save(done)
        work.audit(AuditEntry(now, by, "finish exam", f"exam:{exam}"))
        work.commit()
    # What a second examiner has finished has been set beside the first: there is no way back to not having seen it.
    undo = (ExamBefore(shown, replace(done, version=shown.version + 1)),) if shown.kind is ExamKind.RECHECK else ()
    return Change(now, visit=shown.visit_id, exam=exam, says="Finished.", undo=undo)


@dataclass(frozen=True, slots=True)
class NewExam:
    """What a further exam is for."""

    kind: ExamKind
    checks: tuple[str, ...] = ()
    compared_to: ExamId | None = None


def add_exam(clinic: Clinic, work: Work, visit: VisitId, new: NewExam, *, by: StaffId) -> Exam:
    """A further exam of a visit, added to an open unit of work; nothing of another exam is in it.

    Raises:
        NotAllowed: the visit is over.
    """
    check_another_exam(work.visit(visit).status)
    knowledge, now = clinic.rulebooks.current.knowledge, clinic.now()
    exam = Exam(
        id=ExamId(clinic.new_id()),
        visit_id=visit,
        ordinal=len(work.exams_of(visit)) + 1,
        started_at=now,
        started_by=by,
        knowledge_version=knowledge.version,
        knowledge_digest=knowledge.digest,
        examined_on=clinic.calendar.today(),
        kind=new.kind,
        checks=in_exam_order(knowledge, new.checks),
        compared_to=new.compared_to,
    )
    keep_knowledge(clinic, work)
    work.add(exam)
    work.audit(AuditEntry(now, by, f"start {new.kind.value} exam", f"exam:{exam.id}"))
    return exam


def check_examiner(work: Work, by: StaffId) -> None:
    """Pass when this person examines dogs.

    Raises:
        NotAllowed: it is the front desk.
    """
    if not permissions.may_answer_gates(work.staff_member(by).role):
        raise NotAllowed(FOR_THE_EXAM_ROOM)


def in_exam_order(knowledge: Knowledge, checks: Sequence[str]) -> tuple[str, ...]:
    """Those of the checks that can be repeated, in the order of the exam."""
    history = history_items(knowledge)
    return tuple(item.id for item in listed_items(knowledge) if item.id in checks and item.id not in history)


def interval_words(minutes: int) -> str:
    """Such as "4 h", "90 min" or "15 min"."""
    return f"{minutes // 60} h" if minutes % 60 == 0 else f"{minutes} min"


def name_of(exam: Exam, plans: Sequence[RecheckPlan]) -> str:
    """What people call an exam: a recheck has the name of the plan it was made by."""
    match exam.kind:
        case ExamKind.RECHECK:
            names = [one.name for one in plans if one.at <= exam.started_at and not one.is_stopped]
            return names[-1] if names else "Recheck"
        case ExamKind.SECOND:
            return "Second exam"
        case ExamKind.FULL:
            return "Exam"


@dataclass(frozen=True, slots=True)
class ExamsOfVisit:
    """The exams of a visit for the person who looks: which is on the screen, and what is due."""

    exams: tuple[Exam, ...] = ()
    plans: tuple[RecheckPlan, ...] = ()
    signed: frozenset[ExamId] = frozenset()
    names: Mapping[StaffId, str] = field(default_factory=dict)
    shown: Exam | None = None
    is_open: bool = False  # a further exam can be started in the visit
    no_second: str = ""  # why this person can start no second exam

    @property
    def plan(self) -> RecheckPlan | None:
        """The plan in force, while the visit goes on."""
        return plan_in_force(self.plans) if self.is_open else None

    @property
    def due(self) -> Due | None:
        """What is due next."""
        return next_due(self.plan, self.exams)

    @property
    def is_blind(self) -> bool:
        """Whether the person is at a second exam and sees nothing of the others."""
        return self.shown is not None and self.shown.is_blind

    def name(self, exam: Exam) -> str:
        """What people call one of the exams."""
        return name_of(exam, self.plans)
