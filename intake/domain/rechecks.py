"""When the chosen checks of a dog are due again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from intake.domain.ids import StaffId, VisitId


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


def plan_in_force(journal: tuple[RecheckPlan, ...]) -> RecheckPlan | None:
    """The newest plan of a visit, unless it was stopped."""
    return journal[-1] if journal and not journal[-1].is_stopped else None
