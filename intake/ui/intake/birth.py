"""A birth date or an age, as people type it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from intake.ui.clock import MONTHS, born_from_age, day_of

_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})$")
_DAY_FIRST = re.compile(r"(\d{1,2})[ ./]+(?:(\d{1,2})|([a-z]{3})[a-z]*)[ ./]+(\d{4})$")
_AGE = re.compile(r"(?:(\d{1,2})\s*(?:y|yr|yrs|years?))?\s*(?:(\d{1,3})\s*(?:m|mo|months?))?$")
_YEARS_ONLY = re.compile(r"(\d{1,2})$")
HOW = "Type a birth date such as 14 Sep 2019, or an age such as 7 y 2 m."


@dataclass(frozen=True, slots=True)
class Birth:
    """When a dog was born; estimated when only an age was given."""

    on: date
    is_estimated: bool

    @property
    def words(self) -> str:
        """Such as "born 14 Sep 2019" or "born about Sep 2019"."""
        if self.is_estimated:
            return f"born about {MONTHS[self.on.month - 1]} {self.on.year}"
        return f"born {day_of(self.on)}"


def read_birth(text: str, today: date) -> Birth | None:
    """What was typed; None when it is neither a date nor an age."""
    typed = " ".join(text.casefold().split())
    born = _date_in(typed)
    if born is not None:
        return Birth(born, is_estimated=False)
    age = _age_in(typed)
    return Birth(born_from_age(*age, today), is_estimated=True) if age is not None else None


def _date_in(typed: str) -> date | None:
    if match := _ISO.match(typed):
        return _made(int(match[1]), int(match[2]), int(match[3]))
    if match := _DAY_FIRST.match(typed):
        names = [name.casefold() for name in MONTHS]
        month = int(match[2]) if match[2] else names.index(match[3]) + 1 if match[3] in names else 0
        return _made(int(match[4]), month, int(match[1]))
    return None


def _made(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _age_in(typed: str) -> tuple[int, int] | None:
    if match := _YEARS_ONLY.match(typed):
        return int(match[1]), 0
    match = _AGE.match(typed)
    if match is None or not (match[1] or match[2]):
        return None
    return int(match[1] or 0), int(match[2] or 0)
