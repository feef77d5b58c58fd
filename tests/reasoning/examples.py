"""Small records that make a condition true, found from the condition itself."""

from collections.abc import Iterator
from itertools import islice, product
from typing import Any

from intake.knowledge.conditions import AllOf, AnyOf, Compare, Condition, Finding, Name, Not, StateIs
from intake.knowledge.model import AnswerClass, Item, Kind, Knowledge

Answers = dict[str, Any]


class Examples:
    """Finds records for the conditions of one knowledge."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._items = {item.id: item for item in knowledge.items}
        self._names = {name.id: name.when for name in knowledge.names}
        self._signs = {(sign.id, state.state): state.when for sign in knowledge.signs for state in sign.states}

    def of(self, condition: Condition, most: int = 40) -> list[Answers]:
        """Records in which every positive part of one branch is true."""
        return list(islice(self._found(condition), most))

    def _found(self, condition: Condition) -> Iterator[Answers]:  # noqa: C901  a closed set
        match condition:
            case Finding():
                yield from self._finding(condition)
            case Compare():
                yield from self._compare(condition)
            case Name():
                yield from self._found(self._names[condition.name])
            case StateIs():
                yield from self._found(self._signs[condition.sign, condition.state])
            case Not():
                yield {}
            case AnyOf():
                for part in condition.parts:
                    yield from self._found(part)
            case AllOf():
                yield from self._all(condition)

    def _all(self, condition: AllOf) -> Iterator[Answers]:
        for parts in product(*(list(islice(self._found(part), 12)) for part in condition.parts)):
            joined = _joined(parts)
            if joined is not None:
                yield joined

    def _finding(self, finding: Finding) -> Iterator[Answers]:
        item = self._items[finding.item]
        for value in finding.values:
            yield {item.id: _on(item, finding.site, [value] if item.kind is Kind.MULTI else value)}

    def _compare(self, compare: Compare) -> Iterator[Answers]:
        item = self._items[compare.item]
        step = 1 if item.whole_number else 0.1
        sign = 1 if compare.op in (">", ">=") else -1
        for steps in (int("=" not in compare.op), 5):
            value = round(compare.limit + sign * steps * step, 2)
            if (item.minimum is None or value >= item.minimum) and (item.maximum is None or value <= item.maximum):
                yield {item.id: _on(item, compare.site, int(value) if value == int(value) else value)}


def _on(item: Item, site: str | None, value: Any) -> Any:
    if not item.sites:
        return value
    if site == "asym":
        normal = next(option.value for option in item.options if option.cls is AnswerClass.NORMAL)
        other = [normal] if item.kind is Kind.MULTI else normal
        return {item.sites[0]: value, item.sites[1]: other}
    return {one: value for one in item.sites if site in (None, "both", one)}


def _joined(parts: tuple[Answers, ...]) -> Answers | None:
    joined: Answers = {}
    for part in parts:
        for item, value in part.items():
            before = joined.get(item)
            if before is None or before == value:
                joined[item] = value
            elif isinstance(before, list) and isinstance(value, list):
                joined[item] = [*before, *(one for one in value if one not in before)]
            elif isinstance(before, dict) and isinstance(value, dict) and not before.keys() & value.keys():
                joined[item] = before | value
            else:
                return None
    return joined
