"""When a recheck is due, in words that follow the clock of the board."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from intake.domain.rechecks import Due
from intake.ui.clock import time_of, wait_words
from intake.ui.widgets.chips import Tone

ON_TIME = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class DueWords:
    """What is said of a recheck; the icon and the word tell it as well as the colour."""

    text: str
    icon: str
    tone: Tone


def due_words(due: Due, now: datetime, zone: str) -> DueWords:
    """Such as "Neuro check due 14:00" or "Neuro check overdue 25 min"."""
    late = now - due.at
    if due.is_begun:
        # Opened and left, it is as late as one nobody has opened.
        is_late = late >= ON_TIME
        late_words = f", overdue {wait_words(late)}" if is_late else ""
        return DueWords(f"{due.name} begun{late_words}", "clipboard-pen", "abn" if is_late else "primary")
    if late >= ON_TIME:
        return DueWords(f"{due.name} overdue {wait_words(late)}", "clock-alert", "abn")
    if late >= timedelta(0):
        return DueWords(f"{due.name} due now", "clock-alert", "abn")
    return DueWords(f"{due.name} due {_when(due.at, now, zone)}", "clock", "plain")


def _when(at: datetime, now: datetime, zone: str) -> str:
    # A time of tomorrow would read as one that is over.
    ahead = wait_words(at - now)
    return time_of(at, zone) if at - now < timedelta(hours=12) else f"{time_of(at, zone)}, in {ahead}"
