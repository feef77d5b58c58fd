"""What the tap counter says: on screen, to a screen reader, and in the note it leaves."""

from __future__ import annotations

from intake.domain.rhythm import FASTEST_TAPS_HZ, LEAST_SECONDS, LEAST_TAPS, Rhythm, Verdict
from intake.knowledge.model import Item
from intake.reasoning.words import number_words

HOW = "Press Space, or tap the field, once for each to and fro."
KEEP_TAPPING = f"Keep tapping: {LEAST_TAPS} taps and {number_words(LEAST_SECONDS)} seconds at least."
IRREGULAR = "Too irregular to say a rate. Start again, or tap along with a slow-motion video of it."
_FAST = f"Over {number_words(FASTEST_TAPS_HZ)} taps a second no finger follows truly."
FILM_IT = f"{_FAST} Film the shaking in slow motion, choose how much it is slowed, and tap along with the video."
SLOW_IT = f"{_FAST} Play the video slower, choose how much it is slowed, and start again."


def measured(rhythm: Rhythm) -> float:
    """The rate as it would be typed: one decimal, whole numbers whole."""
    rate = round(rhythm.hz, 1)
    return int(rate) if rate.is_integer() else rate


def rate_words(hz: float) -> str:
    """Such as 5.2 or 14."""
    return number_words(round(hz, 1))


def is_possible(rhythm: Rhythm, item: Item) -> bool:
    """Whether the check takes such a rate."""
    rate = measured(rhythm)
    return (item.minimum is None or rate >= item.minimum) and (item.maximum is None or rate <= item.maximum)


def can_use(rhythm: Rhythm, item: Item) -> bool:
    """Whether the rate may be offered as an answer."""
    return rhythm.verdict is Verdict.STEADY and is_possible(rhythm, item)


def verdict_words(rhythm: Rhythm, item: Item) -> str:
    """What the taps allow to be said, or what to do next."""
    match rhythm.verdict:
        case Verdict.KEEP_TAPPING:
            return KEEP_TAPPING if rhythm.taps else HOW
        case Verdict.TOO_FAST:
            return FILM_IT if rhythm.slowed == 1 else SLOW_IT
        case Verdict.IRREGULAR:
            return IRREGULAR
        case Verdict.STEADY if not is_possible(rhythm, item):
            return f"{rate_words(rhythm.hz)} {item.unit} is not possible. Check how much the video is slowed."
        case Verdict.STEADY:
            return f"{_rate(rhythm)}.{_slip(rhythm)}"


def note_line(rhythm: Rhythm) -> str:
    """The line left in the note of the check: how the number was found."""
    video = f" Video slowed {rhythm.slowed}×." if rhythm.slowed != 1 else ""
    return f"Tapped {_rate(rhythm)}, {rhythm.taps} taps.{video}{_slip(rhythm)}"


def count_words(rhythm: Rhythm) -> str:
    """Such as "12 taps in 3.4 s"."""
    taps = f"{rhythm.taps} {'tap' if rhythm.taps == 1 else 'taps'}"
    return f"{taps} in {rate_words(rhythm.seconds)} s" if rhythm.taps > 1 else taps


def spoken(rhythm: Rhythm) -> str:
    """Such as "tap 12, 5.2 hertz"."""
    rate = f", {rate_words(rhythm.hz)} hertz" if rhythm.hz and rhythm.verdict is not Verdict.IRREGULAR else ""
    return f"tap {rhythm.taps}{rate}{_ENDINGS.get(rhythm.verdict, '')}"


_ENDINGS = {Verdict.IRREGULAR: ", too irregular to say", Verdict.TOO_FAST: ", too fast for a finger"}


def _rate(rhythm: Rhythm) -> str:
    return f"{rate_words(rhythm.hz)} Hz, half of the beats between {rhythm.low_hz:.1f} and {rhythm.high_hz:.1f}"


def _slip(rhythm: Rhythm) -> str:
    return " One slip of the finger is left out." if rhythm.is_forgiven else ""


def with_line(note: str, line: str) -> str:
    """A note with one more line; what was written stays."""
    return f"{note.rstrip()}\n{line}" if note.strip() else line
