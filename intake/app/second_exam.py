"""A second examiner who sees nothing of the first, and how far both agree afterwards."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from intake.app import standing
from intake.app.boards import ExamFile, read_earlier, read_file
from intake.app.cases import history_items
from intake.app.change_since import Earlier
from intake.app.changes import Change
from intake.app.clinic import Clinic
from intake.app.ports import Look
from intake.app.rechecks import ExamsOfVisit, NewExam, add_exam, check_examiner
from intake.app.whole_visit import of_the_visit
from intake.domain.cases import Answer, NoValue
from intake.domain.errors import NotAllowed
from intake.domain.exams import Exam, ExamKind
from intake.domain.ids import StaffId, VisitId
from intake.domain.visits import VisitStatus
from intake.knowledge.exam_order import listed_items
from intake.knowledge.model import Item, Kind, Knowledge

NOT_FINISHED = "A second exam is shown to others once its examiner has finished it."


def start(clinic: Clinic, visit: VisitId, *, by: StaffId, checks: tuple[str, ...] = ()) -> Change:
    """A second exam, empty; the person's own unfinished one is gone on with. No checks named: all of them.

    Raises:
        NotAllowed: the person has recorded in the first exam or signed it, does not examine, or the visit is over.
    """
    with clinic.store.work() as work:
        check_examiner(work, by)
        exams = work.exams_of(visit)
        begun = own_blind(exams, by)
        if begun is not None:
            return Change(clinic.now(), visit=visit, exam=begun.id)
        knowledge = clinic.rulebooks.current.knowledge
        first = _first(exams)
        check_has_not_seen(work, knowledge, exams, by)
        exam = add_exam(clinic, work, visit, NewExam(ExamKind.SECOND, checks, first.id), by=by)
        work.commit()
    return Change(exam.started_at, visit=visit, exam=exam.id)


def check_has_not_seen(look: Look, knowledge: Knowledge, exams: Sequence[Exam], by: StaffId) -> None:
    """Pass when this person can examine the dog as if nobody had before.

    Raises:
        NotAllowed: they recorded findings, decided or signed in this visit.
    """
    history = history_items(knowledge)
    for exam in exams:
        found = any(by in (row.by, row.said_by) for row in look.answers_of(exam.id) if row.item not in history)
        decided = any(row.by == by for row in look.decisions_of(exam.id))
        signature = look.signature_of(exam.id)
        if found or decided or (signature is not None and signature.vet == by):
            raise NotAllowed(
                "A second exam is for somebody who has no part in the first. You have recorded or decided in this "
                "visit. Nothing was started. Ask somebody else."
            )


def _first(exams: Sequence[Exam]) -> Exam:
    """The exam of the visit that the second is set beside: the newest whole one."""
    full = [exam for exam in exams if exam.kind is ExamKind.FULL]
    if not full:
        raise NotAllowed("There is no exam in this visit yet, so there is nothing to set a second one beside.")
    return full[-1]


def own_blind(exams: Sequence[Exam], by: StaffId) -> Exam | None:
    """The second exam this person is at; until it is finished they see nothing else of the visit's exams."""
    return next((exam for exam in exams if exam.is_blind and exam.started_by == by), None)


def ordinal_for(exams: Sequence[Exam], by: StaffId, wanted: int | None) -> int | None:
    """Which exam a person is shown when they want one; None stands for the visit's newest.

    Raises:
        NotAllowed: somebody else is still at it, without having seen the first.
    """
    if (own := own_blind(exams, by)) is not None:
        return own.ordinal
    chosen = next((exam for exam in exams if exam.ordinal == wanted), None)
    if chosen is not None and chosen.is_blind:
        raise NotAllowed(NOT_FINISHED)
    return wanted


def file_for(clinic: Clinic, visit: VisitId, by: StaffId, wanted: int | None = None) -> ExamFile:
    """The exam this person is shown: their own unfinished second exam before any other.

    Raises:
        NotFound: no such visit or exam.
        NotAllowed: somebody else is still at the second exam that is wanted.
    """
    with clinic.store.look() as look:
        return read_file(clinic, look, visit, ordinal_for(look.exams_of(visit), by, wanted))


def refreshed_for(clinic: Clinic, visit: VisitId, by: StaffId, wanted: int | None = None) -> ExamFile:
    """As `file_for`, after bringing the board up to date.

    Raises:
        As `file_for`.
    """
    return standing.refresh(clinic, visit, shown_ordinal(clinic, visit, by, wanted))


def shown_ordinal(clinic: Clinic, visit: VisitId, by: StaffId, wanted: int | None = None) -> int | None:
    """Which exam this person is shown; None stands for the visit's newest.

    Raises:
        NotAllowed: somebody else is still at the second exam that is wanted.
    """
    with clinic.store.look() as look:
        return ordinal_for(look.exams_of(visit), by, wanted)


def exams_shown(clinic: Clinic, visit: VisitId, by: StaffId, wanted: int | None = None) -> ExamsOfVisit:
    """The exams of a visit with the one this person is shown.

    Raises:
        NotFound: no such visit.
        NotAllowed: somebody else is still at the second exam that is wanted.
    """
    with clinic.store.look() as look:
        exams, status = look.exams_of(visit), look.visit(visit).status
        ordinal = ordinal_for(exams, by, wanted)
        newest = of_the_visit(exams)[-1:]
        return ExamsOfVisit(
            exams=exams,
            plans=look.plans_of(visit),
            signed=frozenset(exam.id for exam in exams if look.signature_of(exam.id) is not None),
            names={person.id: person.name for person in look.staff()},
            shown=next((exam for exam in exams if exam.ordinal == ordinal), newest[0] if newest else None),
            is_open=status not in (VisitStatus.DONE, VisitStatus.CANCELLED),
            no_second=_why_not(look, clinic.rulebooks.current.knowledge, exams, by),
        )


def _why_not(look: Look, knowledge: Knowledge, exams: Sequence[Exam], by: StaffId) -> str:
    try:
        _first(exams)
        check_has_not_seen(look, knowledge, exams, by)
    except NotAllowed as refused:
        return str(refused)
    return ""


# What both found


class Agreement(StrEnum):
    """How two examiners stand at one side of one check."""

    DIFFERS = "differs"
    SAME = "same"
    MEASURED = "measured"  # numbers and words are shown beside each other and not counted
    ONE_ONLY = "one_only"  # only one of them got a value: nothing to compare


@dataclass(frozen=True, slots=True)
class Pair:
    """What two examiners recorded at one place."""

    item: str
    site: str | None
    region: str
    how: Agreement
    first: Answer | None
    second: Answer | None


@dataclass(frozen=True, slots=True)
class Compared:
    """Two exams of one dog, place by place in the order of the exam."""

    first: Exam
    second: Exam
    pairs: tuple[Pair, ...]

    def of(self, how: Agreement) -> tuple[Pair, ...]:
        """The places that stand so."""
        return tuple(pair for pair in self.pairs if pair.how is how)

    @property
    def agreed(self) -> int:
        """Of the pairs that count, so many are the same."""
        return len(self.of(Agreement.SAME))

    @property
    def counted(self) -> int:
        """Pairs of answers that can be the same or differ."""
        return self.agreed + len(self.of(Agreement.DIFFERS))


def agreement(clinic: Clinic, visit: VisitId, *, by: StaffId) -> tuple[Compared, ...]:
    """Every finished second exam of a visit beside the first, for a vet who is not at one.

    Raises:
        NotAllowed: not a vet.
    """
    with clinic.store.look() as look:
        if not look.staff_member(by).is_veterinarian:
            raise NotAllowed("How far two examiners agree is for the vet.")
        exams = look.exams_of(visit)
        if own_blind(exams, by) is not None:
            return ()
        done = [exam for exam in exams if exam.kind is ExamKind.SECOND and exam.finished_at is not None]
        return tuple(_compared(clinic, look, exams, second) for second in done)


def _compared(clinic: Clinic, look: Look, exams: Sequence[Exam], second: Exam) -> Compared:
    first = next(exam for exam in exams if exam.id == second.compared_to)
    knowledge = clinic.rulebooks.of(second.knowledge_digest, look).knowledge
    both = read_earlier(clinic, look, first), read_earlier(clinic, look, second)
    history = history_items(knowledge)
    asked = [item for item in listed_items(knowledge) if item.id not in history]
    if second.checks:
        asked = [item for item in asked if item.id in second.checks or item.id in both[1].rows]
    return Compared(first, second, tuple(pair for item in asked for pair in _pairs(item, *both)))


def _pairs(item: Item, first: Earlier, second: Earlier) -> Iterator[Pair]:
    for site in item.sites or (None,):
        one, other = first.at(item.id, site).answer, second.at(item.id, site).answer
        how = _how(item, one, other)
        if how is not None:
            yield Pair(item.id, site, item.region, how, one, other)


def _how(item: Item, one: Answer | None, other: Answer | None) -> Agreement | None:
    has_one, has_other = (answer is not None and not isinstance(answer, NoValue) for answer in (one, other))
    if not (has_one and has_other):
        return Agreement.ONE_ONLY if has_one or has_other else None
    if item.kind in (Kind.NUM, Kind.TEXT):
        return Agreement.MEASURED
    return Agreement.SAME if _as_set(one) == _as_set(other) else Agreement.DIFFERS


def _as_set(answer: Answer | None) -> frozenset[object]:
    return frozenset(answer) if isinstance(answer, tuple) else frozenset((answer,))
