"""When the chosen checks of a dog are due again."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from intake.domain.cases import LONGEST_TEXT
from intake.domain.errors import Problem
from intake.domain.exams import Exam, ExamKind
from intake.domain.ids import StaffId, VisitId

SHORTEST_MINUTES = 15
LONGEST_MINUTES = 24 * 60


@dataclass(frozen=True, slots=True)
class RecheckPlan:
    """Such as "neuro check every 4 h": the newest row of a visit is in force; a stopped one ends it.

    `first_due` is when the first exam of the plan is due; each exam after that is due `every_minutes` after the start
    of the one before.
    """

    visit_id: VisitId
    name: str  # "Neuro check", as people call it
    every_minutes: int
    checks: tuple[str, ...]  # in the order of the exam
    first_due: datetime
    by: StaffId
    at: datetime
    until: datetime | None = None  # nothing is due after it
    is_stopped: bool = False
    seq: int = 0


@dataclass(frozen=True, slots=True)
class Due:
    """What is due when; `is_begun` while somebody is at it, for it is due until it is finished."""

    name: str
    at: datetime
    is_begun: bool = False


def plan_in_force(journal: tuple[RecheckPlan, ...]) -> RecheckPlan | None:
    """The newest plan of a visit, unless it was stopped."""
    return journal[-1] if journal and not journal[-1].is_stopped else None


def plan_problems(plan: RecheckPlan) -> tuple[Problem, ...]:
    """What is wrong with a plan as somebody gave it."""
    problems = []
    if not 0 < len(plan.name.strip()) <= LONGEST_TEXT:
        problems.append(Problem("name", "Say in a few words what is checked, such as “Neuro check”."))
    if not SHORTEST_MINUTES <= plan.every_minutes <= LONGEST_MINUTES:
        problems.append(Problem("every_minutes", "Choose an interval from 15 minutes to 24 hours."))
    if not plan.checks:
        problems.append(Problem("checks", "Choose at least one check."))
    if plan.until is not None and plan.until < plan.first_due:
        problems.append(Problem("until", "The end lies before the first check is due. Choose a later end."))
    return tuple(problems)


def open_recheck(exams: Iterable[Exam]) -> Exam | None:
    """The recheck somebody has begun and not finished."""
    rechecks = [exam for exam in exams if exam.kind is ExamKind.RECHECK]
    return next((exam for exam in rechecks if exam.finished_at is None), None)


def next_due(plan: RecheckPlan | None, exams: Iterable[Exam]) -> Due | None:
    """What is due next by a plan; None when there is none, or nothing is due any more.

    Only a finished recheck puts the next one off: one that was opened and left stays due. An early or a late one
    counts from its own start, so that intervals never pile up.
    """
    if plan is None or plan.is_stopped:
        return None
    known = tuple(exams)
    done = [
        exam.started_at
        for exam in known
        if exam.kind is ExamKind.RECHECK and exam.finished_at is not None and exam.finished_at > plan.at
    ]
    # In UTC, because an hour is an hour when the clocks change.
    at = max(done).astimezone(UTC) + timedelta(minutes=plan.every_minutes) if done else plan.first_due
    if plan.until is not None and at > plan.until:
        return None
    return Due(plan.name, at, is_begun=open_recheck(known) is not None)


def next_time(wall: time, now: datetime, zone: str) -> datetime:
    """The next moment at which the clinic's clock reads so, in UTC.

    A time the clock jumps over in spring is the moment it jumps past; of a time it reads twice in autumn the first
    that is still to come.
    """
    here = ZoneInfo(zone)
    today = now.astimezone(here).date()
    moments = (
        moment for days in (0, 1) for moment in _moments(datetime.combine(today + timedelta(days=days), wall), here)
    )
    return min(moment for moment in moments if moment > now)


def _moments(wall: datetime, here: ZoneInfo) -> tuple[datetime, ...]:
    """When the clock of that day reads so: once, or twice when it is set back."""
    first, again = (wall.replace(tzinfo=here, fold=fold).astimezone(UTC) for fold in (0, 1))
    return (first, again) if again > first else (first,)
