"""Answers, reasons and times as the sheet says them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, tzinfo

from intake.domain.cases import NoValue, Value
from intake.knowledge.model import Item
from intake.reasoning import words

LONGEST_IN_HEAD = 240
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def value_words(item: Item, value: Value) -> str:
    """One answer as people read it: an option's label, a number with its unit, a text as written."""
    if isinstance(value, tuple):
        first, *others = [value_words(item, one) for one in value]
        return ", ".join([first, *map(words.lower_first, others)])
    return words.value_words(item, value)


def shortened(text: str) -> str:
    """A text that must not fill the page: the head and foot of a sheet take so much and no more."""
    return text if len(text) <= LONGEST_IN_HEAD else text[:LONGEST_IN_HEAD] + "…"


def reason_words(missing: NoValue) -> str:
    """Why there is no value."""
    if missing.reason is None:
        return "Reason not given"
    why = words.WHY_WORDS[missing.reason].capitalize()
    return f"{why}: {missing.text}" if missing.text else why


def day_words(day: date) -> str:
    """A date, such as 24 Nov 2026."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def time_words(moment: datetime, zone: tzinfo) -> str:
    """A time of day where the clinic is."""
    return f"{moment.astimezone(zone):%H:%M}"


def moment_words(moment: datetime, zone: tzinfo) -> str:
    """Day and time where the clinic is."""
    return f"{day_words(moment.astimezone(zone).date())}, {time_words(moment, zone)}"


def listed(parts: Sequence[str], most: int) -> str:
    """The first few with the number of the others."""
    if len(parts) <= most:
        return "; ".join(parts)
    return f"{'; '.join(parts[:most])}; and {len(parts) - most} more"
