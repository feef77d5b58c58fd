"""Answers of a case file, checked against the exam and put into their normal form."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from intake.domain.cases import Answer, CaseAnswer, Missing, NoValue, SidedAnswer, Value, WhyMissing
from intake.domain.errors import Problem
from intake.knowledge.model import Item, Kind
from intake.knowledge.strict_json import path_to, shown

UNABLE = "unable"
NOT_ASSESSED = "not_assessed"
DECLINED = "declined"
_KINDS = {kind.value: kind for kind in Missing}


class AnswerReader:
    """Reads answers and keeps what is wrong with them."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []

    def read(self, item: Item, value: object, path: str) -> CaseAnswer | None:
        """The answer of an item in its normal form, or None when it is wrong."""
        no_value = self._no_value(item, value, path)
        if no_value is not None:
            return no_value
        if item.sites and isinstance(value, dict):
            return self._by_side(item, value, path)
        answer = self._value(item, value, path)
        if answer is None or not item.sites:
            return answer
        return SidedAnswer(dict.fromkeys(item.sites, answer))

    def _by_side(self, item: Item, sides: Mapping[str, object], path: str) -> SidedAnswer | None:
        before = len(self.problems)
        if not sides:
            self._wrong(path, _EMPTY)
        for side in sides:
            if side not in item.sites:
                self._wrong(path_to(path, side), f"is not a side of {item.id}; expected {' '.join(item.sites)}")
        answers: dict[str, Answer] = {}
        for side in item.sites:
            if side in sides:
                answer = self._one_side(item, sides[side], path_to(path, side))
                if answer is not None:
                    answers[side] = answer
        return SidedAnswer(answers) if len(self.problems) == before else None

    def _one_side(self, item: Item, value: object, path: str) -> Answer | None:
        no_value = self._no_value(item, value, path)
        return no_value if no_value is not None else self._value(item, value, path)

    def _no_value(self, item: Item, value: object, path: str) -> NoValue | None:
        """Not examined or could not, when that is what the value says."""
        if value == UNABLE:
            return NoValue(Missing.UNABLE)
        if value == NOT_ASSESSED:
            return NoValue(Missing.NOT_DONE, WhyMissing.OTHER)
        if not isinstance(value, dict) or not _KINDS.keys() & value.keys():
            return None
        kinds = [kind for kind in value if kind in _KINDS]
        for key in value.keys() - {kinds[0], "text"}:
            self._wrong(path_to(path, key), f"cannot stand beside {kinds[0]}")
        reason = self._reason(value[kinds[0]], path_to(path, kinds[0]))
        text = self._text_of_reason(value.get("text", ""), reason, path_to(path, "text"))
        return NoValue(_KINDS[kinds[0]], reason, text)

    def _reason(self, value: object, path: str) -> WhyMissing:
        if value == DECLINED:
            return WhyMissing.OWNER_DECLINED
        reasons = [reason.value for reason in WhyMissing]
        if value in reasons:
            return WhyMissing(str(value))
        self._wrong(path, f"{shown(value)} is not one of {' '.join(reasons)}")
        return WhyMissing.OTHER

    def _text_of_reason(self, value: object, reason: WhyMissing, path: str) -> str:
        if not isinstance(value, str):
            self._wrong(path, f"expected text, found {shown(value)}")
            return ""
        if value and reason is not WhyMissing.OTHER:
            self._wrong(path, 'only the reason "other" has a text')
        return value

    def _value(self, item: Item, value: object, path: str) -> Value | None:
        before = len(self.problems)
        read = _READERS[item.kind](item, value)
        for result in read:
            if isinstance(result, _Wrong):
                self._wrong(path, result)
            elif len(self.problems) == before:
                return result
        return None

    def _wrong(self, path: str, message: str) -> None:
        self.problems.append(Problem(path, message))


_EMPTY = "says nothing; leave it out, or give not_done or unable with a reason"


class _Wrong(str):
    """What is wrong with a value."""


def _choice(item: Item, value: object) -> Iterator[Value | _Wrong]:
    allowed = [option.value for option in item.options]
    if isinstance(value, str) and value in allowed:
        yield value
    else:
        yield _not_one(value, allowed)


def _not_one(value: object, allowed: list[str]) -> _Wrong:
    if value is None or value in ([], {}):
        return _Wrong(_EMPTY)
    return _Wrong(f"{shown(value)} is not one of {' '.join(allowed)}")


def _choices(item: Item, value: object) -> Iterator[Value | _Wrong]:
    if isinstance(value, str) and item.accepts_single:
        value = [value]
    if value is None or value in ([], {}):
        yield _Wrong(_EMPTY)
    elif not isinstance(value, list):
        yield _Wrong(f"expected a list, such as {shown([item.options[-1].value])}, found {shown(value)}")
    else:
        yield from _ticked(item, value)


def _ticked(item: Item, ticked: list[Any]) -> Iterator[Value | _Wrong]:
    allowed = [option.value for option in item.options]
    for value in ticked:
        if not isinstance(value, str) or value not in allowed:
            yield _not_one(value, allowed)
    alone = [option.value for option in item.options if option.exclusive and option.value in ticked]
    if alone and set(map(str, ticked)) != {alone[0]}:
        yield _Wrong(f'"{alone[0]}" excludes every other option')
    yield tuple(value for value in allowed if value in ticked)


def _number(item: Item, value: object) -> Iterator[Value | _Wrong]:
    if isinstance(value, bool) or not isinstance(value, int | float):
        unit = f", without the unit {item.unit}" if item.unit and isinstance(value, str) else ""
        yield _Wrong(_EMPTY if value is None else f"expected a number{unit}, found {shown(value)}")
        return
    low, high = item.minimum, item.maximum
    if low is not None and high is not None and not low <= value <= high:
        yield _Wrong(f"{shown(value)} is outside the plausible range, {low:g} to {high:g}")
    if item.whole_number and value != int(value):
        yield _Wrong(f"{shown(value)} is not a whole number")
    yield value


def _free_text(item: Item, value: object) -> Iterator[Value | _Wrong]:
    if isinstance(value, str) and value.strip():
        yield value
    else:
        is_empty = value is None or value in ([], {}) or isinstance(value, str)
        yield _Wrong(_EMPTY if is_empty else f"expected text, found {shown(value)}")


_READERS = {Kind.ENUM: _choice, Kind.MULTI: _choices, Kind.NUM: _number, Kind.TEXT: _free_text}


def as_json(answer: CaseAnswer) -> object:
    """An answer as a case file says it."""
    match answer:
        case SidedAnswer(sites):
            return {side: as_json(one) for side, one in sites.items()}
        case NoValue(kind, WhyMissing() as reason, text):
            return {kind.value: reason.value} | ({"text": text} if text else {})
        case NoValue(kind):
            return kind.value
        case tuple():
            return list(answer)
        case _:
            return answer
