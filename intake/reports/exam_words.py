"""Answers, sides, ages and times in the words of the sheet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, tzinfo

from intake.domain.cases import Missing, NoValue, Value, WhyMissing
from intake.knowledge.model import Item, Kind

SITE_WORDS: Mapping[str, str] = {
    "L": "left",
    "R": "right",
    "LF": "left front",
    "RF": "right front",
    "LH": "left rear",
    "RH": "right rear",
}
_GROUPS: tuple[tuple[frozenset[str], str], ...] = (
    (frozenset({"LF", "RF", "LH", "RH"}), "all four"),
    (frozenset({"LF", "RF"}), "front"),
    (frozenset({"LH", "RH"}), "rear"),
    (frozenset({"LF", "LH"}), "left"),
    (frozenset({"RF", "RH"}), "right"),
    (frozenset({"L", "R"}), "both sides"),
)
REASON_WORDS: Mapping[WhyMissing, str] = {
    WhyMissing.UNSAFE: "Unsafe, may bite",
    WhyMissing.PAIN: "Pain or distress",
    WhyMissing.NOT_STILL: "Dog not still",
    WhyMissing.NOT_NEEDED: "Not needed",
    WhyMissing.NO_EQUIPMENT: "Equipment missing",
    WhyMissing.VET_WILL_DO: "Vet will do it",
    WhyMissing.OWNER_DECLINED: "Owner declined",
    WhyMissing.NOT_KNOWN: "Not known",
    WhyMissing.OTHER: "Other",
}
MISSING_WORDS: Mapping[Missing, str] = {Missing.NOT_DONE: "Not examined", Missing.UNABLE: "Tried, could not"}
LONGEST_IN_HEAD = 240
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def value_words(item: Item, value: Value) -> str:
    """One answer as people read it: an option's label, a number with its unit, a text as written."""
    if isinstance(value, tuple):
        first, *others = [value_words(item, one) for one in value]
        return ", ".join([first, *map(lower_first, others)])
    if isinstance(value, str):
        return value if item.kind is Kind.TEXT else option_words(item, value)
    number = number_words(value)
    return f"{number} {item.unit}".rstrip()


def option_words(item: Item, value: str) -> str:
    """The label of an option."""
    return next((option.label for option in item.options if option.value == value), value.replace("_", " "))


def lower_first(words: str) -> str:
    """Words for the middle of a line: "Left back" becomes "left back", "T13–L1" stays."""
    return words[:1].lower() + words[1:] if words[1:2].islower() else words


def range_words(low: float | None, high: float | None) -> str:
    """A usual range."""
    if low is None or high is None:
        return f"up to {number_words(high)}" if high is not None else f"{number_words(low or 0)} and over"
    return number_words(low) if low == high else f"{number_words(low)}–{number_words(high)}"


def labelled(check: str, words: str) -> str:
    """A check with its answer; a check that is a question needs no colon."""
    return f"{check} {words}" if check.endswith("?") else f"{check}: {words}"


def shortened(text: str) -> str:
    """A text that must not fill the page: the head and foot of a sheet take so much and no more."""
    return text if len(text) <= LONGEST_IN_HEAD else text[:LONGEST_IN_HEAD] + "…"


def number_words(value: float) -> str:
    """A number as entered, without a needless ".0"."""
    return str(int(value)) if float(value).is_integer() else repr(float(value))


def reason_words(missing: NoValue) -> str:
    """Why there is no value."""
    if missing.reason is None:
        return "Reason not given"
    words = REASON_WORDS[missing.reason]
    return f"{words}: {missing.text}" if missing.text else words


def sites_words(sites: Sequence[str]) -> str:
    """Sides in as few words as possible: "rear", "left front, right rear"."""
    wanted = frozenset(sites)
    for group, words in _GROUPS:
        if wanted == group:
            return words
    return ", ".join(SITE_WORDS[site] for site in sites)


def day_words(day: date) -> str:
    """A date, such as 24 Nov 2026."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def time_words(moment: datetime, zone: tzinfo) -> str:
    """A time of day where the clinic is."""
    return f"{moment.astimezone(zone):%H:%M}"


def moment_words(moment: datetime, zone: tzinfo) -> str:
    """Day and time where the clinic is."""
    return f"{day_words(moment.astimezone(zone).date())}, {time_words(moment, zone)}"


def listed(words: Sequence[str], most: int) -> str:
    """The first few with the number of the others."""
    if len(words) <= most:
        return "; ".join(words)
    return f"{'; '.join(words[:most])}; and {len(words) - most} more"
