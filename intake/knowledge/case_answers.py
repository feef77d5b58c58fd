"""Answers of a case file as the exam has them; `legal` judges them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from intake.domain.cases import Answer, CaseAnswer, Missing, NoValue, SidedAnswer, WhyMissing
from intake.domain.errors import Problem
from intake.knowledge.legal import SAYS_NOTHING, in_item_order, not_a_side, problems_of
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
            self._wrong(path, SAYS_NOTHING)
        for side in sides:
            if side not in item.sites:
                self._wrong(path_to(path, side), not_a_side(item))
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
        text = self._text_of_reason(value.get("text", ""), path_to(path, "text"))
        no_value = NoValue(_KINDS[kinds[0]], reason, text)
        self.problems += problems_of(item, no_value, path)
        return no_value

    def _reason(self, value: object, path: str) -> WhyMissing:
        if value == DECLINED:
            return WhyMissing.OWNER_DECLINED
        reasons = [reason.value for reason in WhyMissing]
        if value in reasons:
            return WhyMissing(str(value))
        self._wrong(path, f"{shown(value)} is not one of {' '.join(reasons)}")
        return WhyMissing.OTHER

    def _text_of_reason(self, value: object, path: str) -> str:
        if isinstance(value, str):
            return value
        self._wrong(path, f"expected text, found {shown(value)}")
        return ""

    def _value(self, item: Item, value: object, path: str) -> Answer | None:
        if value is None or value in ("", [], {}):
            self._wrong(path, SAYS_NOTHING)
            return None
        # Whatever else the file says there is judged as it stands, of whichever kind it is.
        answer: Any = _as_tuple(item, value)
        problems = tuple(problems_of(item, answer, path))
        self.problems += problems
        return None if problems else in_item_order(item, answer)

    def _wrong(self, path: str, message: str) -> None:
        self.problems.append(Problem(path, message))


def _as_tuple(item: Item, value: object) -> object:
    """A list as ticked options; one option alone is a list where the item says so."""
    if item.kind is not Kind.MULTI:
        return value
    if isinstance(value, str) and item.accepts_single:
        return (value,)
    return tuple(value) if isinstance(value, list) else value


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
