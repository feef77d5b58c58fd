"""What a typed number says: whether it is possible, and whether it can still become another."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

from intake.reasoning.words import number_words

_WHOLE = re.compile(r"-?\d+")
_SPLIT = re.compile(r"(-?\d*)[.,](\d*)")
_MOST_FIGURES = 9


@dataclass(frozen=True, slots=True)
class NumberRange:
    """What a number may be: unit, plausible range (refused outside), usual range (amber outside)."""

    unit: str = ""
    minimum: float | None = None
    maximum: float | None = None
    whole: bool = False
    usual: tuple[float | None, float | None] = (None, None)
    usual_words: str = ""  # "37.8–39.2", as shown
    decimals: int | None = None  # as many as can be typed before it ends by itself; None: any number of them

    @property
    def words(self) -> str:
        """The plausible range, such as "30 to 44 °C"."""
        low, high = (number_words(end) if end is not None else "" for end in (self.minimum, self.maximum))
        words = f"{low} to {high}" if low and high else f"from {low}" if low else f"up to {high}" if high else ""
        return f"{words} {self.unit}".strip() if words else ""


def read_number(text: str) -> float | None:
    """The number typed with a comma or a dot; None when it is not one. Whole numbers stay whole."""
    plain = text.strip().replace(",", ".")
    try:
        return int(plain)
    except ValueError:
        pass
    try:
        number = float(plain)
    except ValueError:
        return None
    return number if math.isfinite(number) else None


def problem_of(text: str, limits: NumberRange) -> str:
    """Why this cannot be kept, as a sentence; nothing when it can."""
    number = read_number(text)
    if number is None:
        return f"“{text}” is not a number. Type figures only, such as 38.6."
    if limits.whole and number != int(number):
        return f"{number_words(number)} is not a whole number. Check the number."
    if _is_inside(number, limits):
        return ""
    named = f"{number_words(number)} {limits.unit}".strip()
    return f"{named} is not possible: {limits.words}. Check the number."


def can_go_on(text: str, limits: NumberRange) -> bool:
    """Whether further figures could make another possible number of what is typed."""
    typed = text.strip()
    if not typed or typed.startswith("-") or limits.maximum is None:
        return True
    most = 0 if limits.whole else limits.decimals
    if split := _SPLIT.fullmatch(typed):
        return _can_be_finer(split[1], split[2], most, limits)
    if not _WHOLE.fullmatch(typed):
        return True
    number = int(typed)
    has_finer = most != 0 and _meets(number, number + 1, limits)
    return has_finer or (typed != "0" and _can_be_longer(number, limits))


def side_of(value: float, usual: tuple[float | None, float | None]) -> str:
    """Below or above the usual range; nothing inside."""
    low, high = usual
    if low is not None and value < low:
        return "below"
    return "above" if high is not None and value > high else ""


def _can_be_finer(whole: str, decimals: str, most: int | None, limits: NumberRange) -> bool:
    if most is None:
        return True
    here = float(f"{whole or 0}.{decimals or 0}")
    return len(decimals) < most and _meets(here, here + 10.0 ** -len(decimals), limits)


def _can_be_longer(number: int, limits: NumberRange) -> bool:
    return any(_meets(number * 10**more, (number + 1) * 10**more, limits) for more in range(1, _MOST_FIGURES))


def _meets(low: float, below: float, limits: NumberRange) -> bool:
    """Whether any number from `low` up to, not with, `below` is possible."""
    least = limits.minimum if limits.minimum is not None else -math.inf
    return low <= (limits.maximum if limits.maximum is not None else math.inf) and below > least


def _is_inside(number: float, limits: NumberRange) -> bool:
    low, high = limits.minimum, limits.maximum
    return (low is None or number >= low) and (high is None or number <= high)
