"""Whether a state of a sign can ever be its state, found by looking for a record that makes it so."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import islice, product
from typing import TypeAlias

from intake.knowledge.checks.book import Book
from intake.knowledge.conditions import AllOf, AnyOf, Compare, Condition, Finding, Name, Not, Site, StateIs
from intake.knowledge.model import AnswerClass, Item, Kind, Sign

Record: TypeAlias = Mapping[str, Mapping[str, frozenset[str] | float]]
"""Item -> {side: values ticked, or the number}; the side of an item without sides is ""."""

_MODELS_OF_A_PART = 60
_COMBINATIONS = 4_000
_TRIES = 20_000
_STEP = 0.1


class Reach:
    """Looks for small records that make conditions true."""

    def __init__(self, book: Book) -> None:
        self._items = book.items
        self._names = {name.id: name.when for name in book.knowledge.names}

    def shadowed(self, sign: Sign) -> Iterator[str]:
        """The states that no record reaches."""
        above: list[Condition] = []
        for state in sign.states:
            models = islice(self._models(state.when), _TRIES)
            if not any(self._free(model, state.when, above) for model in models):
                yield state.state
            above.append(state.when)

    def _free(self, record: Record, condition: Condition, above: list[Condition]) -> bool:
        return self.holds(condition, record) and not any(self.holds(other, record) for other in above)

    def holds(self, condition: Condition, record: Record) -> bool:
        """The condition is true of the record."""
        match condition:
            case AllOf(parts):
                return all(self.holds(part, record) for part in parts)
            case AnyOf(parts):
                return any(self.holds(part, record) for part in parts)
            case Not(part):
                return not self.holds(part, record)
            case Name(name):
                return name in self._names and self.holds(self._names[name], record)
            case StateIs():
                return False
            case Finding(item, _, site) | Compare(item, _, _, site):
                return _holds_at(
                    site, {side: _true_of(condition, answer) for side, answer in record.get(item, {}).items()}
                )

    def _models(self, condition: Condition) -> Iterator[Record]:
        """Small records that make the positive parts true."""
        match condition:
            case AllOf(parts):
                yield from self._joined(parts)
            case AnyOf(parts):
                for part in parts:
                    yield from self._models(part)
            case Not() | StateIs():
                yield {}
            case Name(name):
                if name in self._names:
                    yield from self._models(self._names[name])
            case Finding() | Compare():
                yield from self._leaf_models(condition)

    def _joined(self, parts: tuple[Condition, ...]) -> Iterator[Record]:
        choices = [list(islice(self._models(part), _MODELS_OF_A_PART)) for part in parts]
        for records in islice(product(*choices), _COMBINATIONS):
            joined = self._join(records)
            if joined is not None:
                yield joined

    def _join(self, records: tuple[Record, ...]) -> Record | None:
        """One record out of several, or None when they contradict each other."""
        joined: dict[str, dict[str, frozenset[str] | float]] = {}
        for item, side, answer in _answers_in(records):
            sides = joined.setdefault(item, {})
            known = sides.get(side, answer)
            both = self._together(item, known, answer)
            if both is None:
                return None
            sides[side] = both
        return joined

    def _together(
        self, item: str, one: frozenset[str] | float, other: frozenset[str] | float
    ) -> frozenset[str] | float | None:
        if one == other:
            return one
        several = self._items[item].kind is Kind.MULTI
        if several and isinstance(one, frozenset) and isinstance(other, frozenset):
            return one | other
        return None

    def _leaf_models(self, leaf: Finding | Compare) -> Iterator[Record]:
        item = self._items.get(leaf.item)
        if item is None:
            return
        sides: tuple[str, ...] = item.sites or ("",)
        for answer in _answers(leaf):
            if leaf.site is None or leaf.site == "both":
                yield {item.id: dict.fromkeys(sides, answer)}
            elif leaf.site == "asym":
                yield {item.id: {sides[0]: answer, sides[-1]: _normal_of(item)}}
            else:
                yield {item.id: {leaf.site: answer}}


def _holds_at(site: Site | None, sides: Mapping[str, bool]) -> bool:
    hits = sum(sides.values())
    match site:
        case None:
            return hits > 0
        case "both":
            return 0 < hits == len(sides)
        case "asym":
            return 0 < hits < len(sides)
        case _:
            return sides.get(site, False)


def _true_of(leaf: Finding | Compare, answer: frozenset[str] | float) -> bool:
    if isinstance(leaf, Finding):
        return isinstance(answer, frozenset) and not answer.isdisjoint(leaf.values)
    if isinstance(answer, frozenset):
        return False
    match leaf.op:
        case ">":
            return answer > leaf.limit
        case ">=":
            return answer >= leaf.limit
        case "<":
            return answer < leaf.limit
        case "<=":
            return answer <= leaf.limit


def _answers(leaf: Finding | Compare) -> Iterator[frozenset[str] | float]:
    if isinstance(leaf, Finding):
        yield from (frozenset({value}) for value in leaf.values)
    else:
        yield leaf.limit + {">": _STEP, ">=": 0.0, "<": -_STEP, "<=": 0.0}[leaf.op]


def _normal_of(item: Item) -> frozenset[str] | float:
    normal = [option.value for option in item.options if option.cls is AnswerClass.NORMAL]
    return frozenset(normal[:1]) if item.kind in (Kind.ENUM, Kind.MULTI) else 0.0


def _answers_in(records: tuple[Record, ...]) -> Iterator[tuple[str, str, frozenset[str] | float]]:
    for record in records:
        for item, sides in record.items():
            for side, answer in sides.items():
                yield item, side, answer
