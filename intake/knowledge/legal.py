"""The one judge of an answer: whether it is among those an item takes, be it from a person or from a file."""

from __future__ import annotations

import math
from collections.abc import Iterator

from intake.domain.cases import LONGEST_TEXT, Answer, NoValue, WhyMissing
from intake.domain.errors import Problem
from intake.knowledge.model import Item, Kind
from intake.knowledge.strict_json import path_to, shown

SAYS_NOTHING = "says nothing; leave it out, or give not_done or unable with a reason"


def problem_with(item: Item, site: str | None, answer: Answer | None) -> Problem | None:
    """What is wrong with this answer at this side; None when it may be stored. None as answer clears."""
    path = f"answers.{item.id}"
    if site is not None and site not in item.sites:
        return Problem(path_to(path, site), not_a_side(item))
    if answer is None:
        return None
    if site is None and item.sites and not isinstance(answer, NoValue):
        return Problem(path, f"say which side: {' '.join(item.sites)}")
    return next(problems_of(item, answer, path_to(path, site) if site else path), None)


def problems_of(item: Item, answer: Answer, path: str) -> Iterator[Problem]:
    """Everything that is wrong with the answer that stands at this path; also with what is of no kind at all."""
    if isinstance(answer, NoValue):
        return _no_value_problems(answer, path)
    return (Problem(path, message) for message in _MESSAGES[item.kind](item, answer))


def not_a_side(item: Item) -> str:
    """What is wrong with a side that the item does not have."""
    return f"is not a side of {item.id}; expected {' '.join(item.sites) or 'no sides'}"


def too_long(text: str) -> str | None:
    """What is wrong with the length of a text somebody wrote; None when it may be stored."""
    if len(text) <= LONGEST_TEXT:
        return None
    return f"{len(text)} characters are too many; {LONGEST_TEXT} is the most"


def in_item_order(item: Item, answer: Answer | None) -> Answer | None:
    """Ticked options in the item's own order without repeats; any other answer as it is."""
    if not isinstance(answer, tuple):
        return answer
    return tuple(option.value for option in item.options if option.value in answer)


def _no_value_problems(answer: NoValue, path: str) -> Iterator[Problem]:
    if answer.text and answer.reason is not WhyMissing.OTHER:
        yield Problem(path_to(path, "text"), 'only the reason "other" has a text')
    if wrong := too_long(answer.text):
        yield Problem(path_to(path, "text"), wrong)


def _number(item: Item, answer: object) -> Iterator[str]:
    if isinstance(answer, bool) or not isinstance(answer, int | float):
        unit = f", without the unit {item.unit}" if item.unit and isinstance(answer, str) else ""
        yield f"expected a number{unit}, found {shown(answer)}"
    elif not math.isfinite(answer):
        yield "expected a number, found one without end"
    else:
        low, high = item.minimum, item.maximum
        if low is not None and high is not None and not low <= answer <= high:
            yield f"{shown(answer)} is outside the plausible range, {low:g} to {high:g}"
        if item.whole_number and answer != int(answer):
            yield f"{shown(answer)} is not a whole number"


def _text(_item: Item, answer: object) -> Iterator[str]:
    if not isinstance(answer, str):
        yield f"expected text, found {shown(answer)}"
    elif not answer.strip():
        yield SAYS_NOTHING
    elif wrong := too_long(answer):
        yield wrong


def _choice(item: Item, answer: object) -> Iterator[str]:
    values = [option.value for option in item.options]
    if not isinstance(answer, str) or answer not in values:
        yield f"{shown(answer)} is not one of {' '.join(values)}"


def _choices(item: Item, answer: object) -> Iterator[str]:
    if not isinstance(answer, tuple):
        yield f"expected a list, such as {shown([item.options[-1].value])}, found {shown(answer)}"
        return
    if not answer:
        yield SAYS_NOTHING
    for value in answer:
        yield from _choice(item, value)
    alone = [option.value for option in item.options if option.exclusive and option.value in answer]
    if alone and set(map(str, answer)) != {alone[0]}:
        yield f'"{alone[0]}" excludes every other option'


_MESSAGES = {Kind.ENUM: _choice, Kind.MULTI: _choices, Kind.NUM: _number, Kind.TEXT: _text}
