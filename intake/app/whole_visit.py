"""What a visit holds over all its exams, for the board; it is worked out when asked for and written nowhere."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from intake.app.cases import Whose, case_of, history_items
from intake.app.ports import Look
from intake.domain.cases import Case, NoValue
from intake.domain.decisions import FlagTold, GateAnswer, told_in_force
from intake.domain.exams import Exam, ExamKind, RecordedAnswer, standing_rows
from intake.domain.visits import UrgencyLevel
from intake.reasoning.assess import assess_core, red_flags
from intake.reasoning.assessment import Assessment, FiredFlag
from intake.reasoning.engine import Engine

Sides = Mapping[str | None, RecordedAnswer]
Standing = Mapping[str, Sides]


@dataclass(frozen=True, slots=True)
class WholeVisit:
    """The newest answers of a visit's exams together, and what they say of the dog as it waits."""

    case: Case
    assessment: Assessment
    flags: tuple[FiredFlag, ...]  # all that fire, those of a second examiner that nobody told a vet of included
    told: tuple[FlagTold, ...]  # the journal of the visit without what no longer counts, oldest first
    trail: tuple[FlagTold, ...]  # the whole journal
    gates: tuple[GateAnswer, ...]  # every answer to a safety question of the visit, oldest first
    urgency: UrgencyLevel

    @property
    def untold(self) -> tuple[FiredFlag, ...]:
        """The call-now flags that no vet has been told about."""
        told = told_in_force(self.told)
        return tuple(flag for flag in self.flags if flag.level == "red" and flag.id not in told)


def of_the_visit(exams: Sequence[Exam]) -> tuple[Exam, ...]:
    """The exams that speak for the visit: those of a second examiner are only set beside them."""
    return tuple(exam for exam in exams if exam.kind is not ExamKind.SECOND)


def whole_visit(look: Look, engine: Engine, exams: Sequence[Exam], whose: Whose) -> WholeVisit | None:
    """The visit as a whole; None while one exam says it all."""
    if len(exams) < 2:
        return None
    mine = of_the_visit(exams)
    stages = _Stages(engine, replace(whose, exam=mine[-1]), _standings(look, mine))
    newest = len(mine) - 1
    case = stages.case(newest)
    assessment = assess_core(engine, case)
    trail = _told(look, exams)
    told = _counted(trail, mine, stages, {flag.id for flag in assessment.red_flags})
    extra = _extra(look, engine, exams, stages, {flag.id for flag in assessment.red_flags} | told_in_force(told).keys())
    # Somebody saw what calls for a vet: the dog does not wait because the rest of the record is calm.
    urgency = UrgencyLevel.EMERGENCY if extra else UrgencyLevel(assessment.urgency)
    return WholeVisit(case, assessment, (*assessment.red_flags, *extra), told, trail, _gates(look, exams), urgency)


def newest_answers(engine: Engine, standings: Iterable[Standing]) -> tuple[RecordedAnswer, ...]:
    """The rows in force over several exams: a later value replaces an earlier one, at its side only.

    A later exam that did not ask, or got no answer, takes nothing away.
    """
    merged: dict[str, dict[str | None, RecordedAnswer]] = {}
    for standing in standings:
        for item, sides in standing.items():
            if item in engine.items:
                _take(merged.setdefault(item, {}), _by_side(engine.items[item].sites, sides))
    return tuple(row for sides in merged.values() for row in sides.values())


def _take(known: dict[str | None, RecordedAnswer], sides: Sides) -> None:
    for site, row in sides.items():
        if site not in known or not isinstance(row.answer, NoValue) or isinstance(known[site].answer, NoValue):
            known[site] = row


def _by_side(sites: tuple[str, ...], sides: Sides) -> Sides:
    whole = sides.get(None)
    if not sites or whole is None:
        return sides
    return {site: replace(whole, site=site) for site in sites}


@dataclass(frozen=True, slots=True)
class _Stages:
    """The visit as it stood at the end of each of its exams."""

    engine: Engine
    whose: Whose
    standings: tuple[Standing, ...]

    def case(self, stage: int) -> Case:
        """The answers up to an exam and with it."""
        rows = newest_answers(self.engine, self.standings[: stage + 1])
        return case_of(self.engine.knowledge, self.whose, rows, ())

    def fires(self, stage: int, flag: str) -> bool:
        """Whether a flag fired then."""
        return any(fired.id == flag for fired in red_flags(self.engine, self.case(stage)))

    def alone(self, standing: Standing) -> Case:
        """One exam with the history of the visit, and nothing else of the other exams."""
        rows = [row for sides in standing.values() for row in sides.values()]
        return case_of(self.engine.knowledge, self.whose, (*self._history(), *rows), ())

    def _history(self) -> list[RecordedAnswer]:
        kept = history_items(self.engine.knowledge)
        return [row for item, sides in self.standings[0].items() if item in kept for row in sides.values()]


def _standings(look: Look, exams: Iterable[Exam]) -> tuple[Standing, ...]:
    return tuple(standing_rows(look.answers_of(exam.id)) for exam in exams)


def _told(look: Look, exams: Iterable[Exam]) -> tuple[FlagTold, ...]:
    rows = [row for exam in exams for row in look.told_of(exam.id)]
    return tuple(sorted(rows, key=lambda row: row.seq))


def _gates(look: Look, exams: Iterable[Exam]) -> tuple[GateAnswer, ...]:
    rows = [row for exam in exams for row in look.gates_of(exam.id)]
    return tuple(sorted(rows, key=lambda row: row.seq))


def _counted(
    journal: tuple[FlagTold, ...], mine: tuple[Exam, ...], stages: _Stages, firing: set[str]
) -> tuple[FlagTold, ...]:
    """The journal without those who were told of a flag that went out and fires again: that is news."""
    lapsed = {
        row.seq
        for flag, row in told_in_force(journal).items()
        if flag in firing
        and any(not stages.fires(stage, flag) for stage in range(_stage_at(mine, row.at), len(mine) - 1))
    }
    return tuple(row for row in journal if row.seq not in lapsed)


def _stage_at(mine: tuple[Exam, ...], at: datetime) -> int:
    return max((place for place, exam in enumerate(mine) if exam.started_at <= at), default=0)


def _extra(
    look: Look, engine: Engine, exams: Sequence[Exam], stages: _Stages, known: set[str]
) -> tuple[FiredFlag, ...]:
    """Call-now flags that fire in the newest exam alone, or for a second examiner, and that nobody knows of."""
    seconds = _standings(look, (exam for exam in exams if exam.kind is ExamKind.SECOND))
    found: dict[str, FiredFlag] = {}
    for standing in (stages.standings[-1], *seconds):
        for flag in red_flags(engine, stages.alone(standing)):
            if flag.level == "red" and flag.id not in known:
                found[flag.id] = flag
    return tuple(found.values())
