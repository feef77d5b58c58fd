"""Whether one answer is among those an item takes."""

from __future__ import annotations

import math

from intake.domain.cases import LONGEST_TEXT, Answer, Missing, NoValue, WhyMissing
from intake.domain.errors import Problem
from intake.knowledge.model import Item, Kind


def problem_with(item: Item, site: str | None, answer: Answer | None) -> Problem | None:
    """What is wrong with this answer at this side; None when it may be stored. None as answer clears."""
    path = f"answers.{item.id}" + (f".{site}" if site else "")
    message = _site_problem(item, site, answer) or _answer_problem(item, answer)
    return Problem(path, message) if message else None


def in_item_order(item: Item, answer: Answer | None) -> Answer | None:
    """Ticked options in the item's own order without repeats; any other answer as it is."""
    if not isinstance(answer, tuple):
        return answer
    return tuple(option.value for option in item.options if option.value in answer)


def _site_problem(item: Item, site: str | None, answer: Answer | None) -> str | None:
    if site is not None and site not in item.sites:
        return f"there is no side {site} here" + (f"; sides are {' '.join(item.sites)}" if item.sites else "")
    if site is None and item.sites and answer is not None and not isinstance(answer, NoValue):
        return f"say which side: {' '.join(item.sites)}"
    return None


def _answer_problem(item: Item, answer: Answer | None) -> str | None:
    if answer is None:
        return None
    if isinstance(answer, NoValue):
        return _no_value_problem(answer)
    match item.kind:
        case Kind.NUM:
            return _number_problem(item, answer)
        case Kind.TEXT:
            return _text_problem(answer)
        case Kind.ENUM:
            return _choice_problem(item, answer)
        case Kind.MULTI:
            return _choices_problem(item, answer)


def _no_value_problem(answer: NoValue) -> str | None:
    if answer.reason is WhyMissing.OTHER and answer.kind is Missing.NOT_DONE and len(answer.text) > LONGEST_TEXT:
        return f"{len(answer.text)} characters are too many; {LONGEST_TEXT} is the most"
    return None


def _number_problem(item: Item, answer: Answer) -> str | None:
    if isinstance(answer, bool) or not isinstance(answer, int | float):
        return f"{answer!r} is not a number"
    if not math.isfinite(answer):
        return "a number is expected, not infinity"
    if item.whole_number and answer != int(answer):
        return f"{answer:g} is not a whole number"
    low, high = item.minimum, item.maximum
    if (low is not None and answer < low) or (high is not None and answer > high):
        unit = f" {item.unit}" if item.unit else ""
        return f"{answer:g}{unit} is not possible; {low:g} to {high:g} is. Check the number."
    return None


def _text_problem(answer: Answer) -> str | None:
    if not isinstance(answer, str) or not answer.strip():
        return "words are expected"
    if len(answer) > LONGEST_TEXT:
        return f"{len(answer)} characters are too many; {LONGEST_TEXT} is the most"
    return None


def _choice_problem(item: Item, answer: Answer) -> str | None:
    values = [option.value for option in item.options]
    if isinstance(answer, str) and answer in values:
        return None
    return f'"{answer}" is not one of {" ".join(values)}'


def _choices_problem(item: Item, answer: Answer) -> str | None:
    if not isinstance(answer, tuple) or not answer:
        return "a list of one or more options is expected"
    options = {option.value: option for option in item.options}
    for value in answer:
        if value not in options:
            return f'"{value}" is not one of {" ".join(options)}'
    alone = [value for value in answer if options[value].exclusive]
    if alone and len(set(answer)) > 1:
        return f'"{alone[0]}" cannot stand beside another option'
    return None
