"""Ages: whole months between two days, and the words for them."""

from __future__ import annotations

from datetime import date

_WEEKS_UNTIL_MONTHS = 3


def months_between(born: date, day: date) -> int | None:
    """Whole months from birth to a day; None before birth."""
    if day < born:
        return None
    return (day.year - born.year) * 12 + day.month - born.month - (day.day < born.day)


def age_words(months: float) -> str:
    """An age, such as "7 y 2 m", "6 m" or "2 y"."""
    years, rest = divmod(int(months), 12)
    if years == 0:
        return f"{rest} m"
    return f"{years} y {rest} m" if rest else f"{years} y"


def age_on(born: date, day: date) -> str:
    """The age on a day, a puppy's in weeks: "3 w"; empty before birth."""
    months = months_between(born, day)
    if months is None:
        return ""
    return f"{(day - born).days // 7} w" if months < _WEEKS_UNTIL_MONTHS else age_words(months)
