"""What the exams of a visit and their plan are called, and intervals as people write them."""

from __future__ import annotations

import re
from datetime import datetime, time, timedelta

from intake.app.rechecks import ExamsOfVisit, interval_words
from intake.domain.exams import Exam, ExamKind
from intake.domain.rechecks import LONGEST_MINUTES, SHORTEST_MINUTES, RecheckPlan
from intake.reasoning.words import lower_first
from intake.ui.clock import day_of, time_of

PRESETS = tuple(60 * hours for hours in (1, 2, 4, 6, 8, 12))
BLIND = (
    "Second exam, blind. You see nothing of the first examiner's findings, notes and pictures. "
    "The history is shared by both."
)
_INTERVAL = re.compile(r"(?:every\s+)?(\d+(?:[.,]\d+)?)\s*(h|hours?|m|min|minutes?)?", re.IGNORECASE)


def which_words(several: ExamsOfVisit, zone: str) -> str:
    """Such as "Exam 2 of 3, neuro check 14:02"; nothing before there is an exam."""
    shown = several.shown
    if shown is None:
        return ""
    kind = "" if shown.kind is ExamKind.FULL else f"{lower_first(several.name(shown))} "
    return f"Exam {shown.ordinal} of {len(several.exams)}, {kind}{time_of(shown.started_at, zone)}"


def exam_words(several: ExamsOfVisit, exam: Exam, now: datetime, zone: str) -> str:
    """A line of the list, such as "2 · Neuro check 14:02 · Pat Example · finished"."""
    of_today = exam.started_at.date() == now.date()
    when = time_of(exam.started_at, zone) if of_today else f"{day_of(exam.started_at)} {time_of(exam.started_at, zone)}"
    by = several.names.get(exam.started_by, "") if exam.started_by else ""
    state = "signed" if exam.id in several.signed else _state(exam)
    return " · ".join(part for part in (str(exam.ordinal), f"{several.name(exam)} {when}", by, state) if part)


def _state(exam: Exam) -> str:
    if exam.kind is ExamKind.FULL:
        return ""
    return "finished" if exam.finished_at is not None else "begun"


def plan_words(plan: RecheckPlan, zone: str) -> str:
    """Such as "Neuro check every 4 h until 20:00, 11 checks"."""
    until = f" until {time_of(plan.until, zone)}" if plan.until is not None else ""
    count = len(plan.checks)
    return (
        f"{plan.name} every {interval_words(plan.every_minutes)}{until}, {count} {'check' if count == 1 else 'checks'}"
    )


def minutes_in(text: str) -> int | None:
    """The minutes of an interval such as "4 h" or "90 min"; None when it says none that can be kept."""
    found = _INTERVAL.fullmatch(text.strip())
    if found is None:
        return None
    number, unit = float(found[1].replace(",", ".")), (found[2] or "h").lower()
    minutes = round(number * 60 if unit.startswith("h") else number)
    return minutes if SHORTEST_MINUTES <= minutes <= LONGEST_MINUTES else None


def wall_time(text: str) -> time | None:
    """The time of day somebody wrote, such as "14:00" or "8.30"."""
    found = re.fullmatch(r"(\d{1,2})[:.](\d{2})", text.strip())
    if found is None or int(found[1]) > 23 or int(found[2]) > 59:
        return None
    return time(int(found[1]), int(found[2]))


def in_minutes(now: datetime, minutes: int, zone: str) -> str:
    """What the clock will read then."""
    return time_of(now + timedelta(minutes=minutes), zone)
