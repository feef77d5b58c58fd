"""Conditions of the knowledge, compiled once and asked of one dog's facts."""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias, TypeVar

from intake.knowledge.conditions import AllOf, AnyOf, Compare, Condition, Finding, Name, Not, StateIs
from intake.knowledge.model import Item, SignName
from intake.reasoning.assessment import Evidence

_T = TypeVar("_T")

FactSite: TypeAlias = str | None
FactValue: TypeAlias = str | int | float | tuple[str, ...]
Sites: TypeAlias = Mapping[FactSite, FactValue]
Facts: TypeAlias = Mapping[str, Sites]

Truths: TypeAlias = dict[int, tuple[FactSite, ...]]
"""What is true of a dog: the number of a finding, name or state -> the sides that match."""

Match: TypeAlias = Callable[[Sites], tuple[FactSite, ...]]
Answered: TypeAlias = tuple[str, FactSite, str | float]
"""Item, side and one value."""

Found: TypeAlias = dict[Answered, None]
Placed: TypeAlias = tuple[tuple[int, int, float], Evidence]
"""Where an answer stands in the exam, and the answer."""

_COMPARE: dict[str, Callable[[float, float], bool]] = {
    ">": operator.gt,
    ">=": operator.ge,
    "<": operator.lt,
    "<=": operator.le,
}


@dataclass(frozen=True, slots=True)
class Reading:
    """One dog's facts with everything the rules ask of them already looked up."""

    facts: Facts
    truths: Truths
    derived: frozenset[str] = frozenset()
    placed: dict[Answered, Placed] = field(default_factory=dict, compare=False)  # what was named, kept at hand


@dataclass(frozen=True, slots=True)
class Test:
    """A compiled condition: whether it holds, which findings made it so, what it reads.

    It can only hold when one of `needs` is true; empty: it may hold without any finding. `keys` are the numbers it
    looks at: while what is true of those stays the same, so does the answer.
    """

    holds: Callable[[Truths], bool]
    collect: Callable[[Reading, Found], None]
    items: frozenset[str]
    needs: frozenset[int] = frozenset()
    limits: frozenset[tuple[str, float]] = frozenset()
    keys: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class ItemRules:
    """What the rules ask of one item: which findings a value on any side makes true, and all other questions."""

    by_value: dict[FactValue, list[int]] = field(default_factory=dict)
    others: list[tuple[int, Match]] = field(default_factory=list)
    keys: list[int] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Reader:
    """Every finding any rule asks for, by item, and the names in the order they build on each other."""

    by_item: Mapping[str, ItemRules]
    names: Sequence[tuple[int, Test]]
    ranks: Mapping[str, tuple[int, Mapping[FactSite, int], Mapping[str, int]]]


def read(reader: Reader, facts: Facts, derived: frozenset[str] = frozenset()) -> Reading:
    """The facts with every finding and name that is true of them."""
    truths: Truths = {}
    for item, sites in facts.items():
        look_up(reader, item, sites, truths)
    for key, test in reader.names:
        if test.holds(truths):
            truths[key] = ()
    return Reading(facts, truths, derived)


def look_up(reader: Reader, item: str, sites: Sites, truths: Truths) -> None:
    """Enter what is true of one item, of which nothing was entered before."""
    rules = reader.by_item.get(item)
    if rules is None:
        return
    if rules.by_value:
        _enter_values(rules.by_value, sites, truths)
    for key, match in rules.others:
        matched = match(sites)
        if matched:
            truths[key] = matched


def _enter_values(by_value: Mapping[FactValue, Sequence[int]], sites: Sites, truths: Truths) -> None:
    for site, value in sites.items():
        for one in value if isinstance(value, tuple) else (value,):
            for key in by_value.get(one, ()):
                before = truths.get(key)
                if before is None:
                    truths[key] = (site,)
                elif site not in before:
                    truths[key] = (*before, site)


def findings(reader: Reader, reading: Reading, *tests: Test) -> tuple[Evidence, ...]:
    """The recorded answers behind conditions that hold, in exam order, each once."""
    found: Found = {}
    for test in tests:
        test.collect(reading, found)
    placed = reading.placed
    for one in found:
        if one not in placed:
            placed[one] = (exam_rank(reader, *one), Evidence(*one))
    return tuple([evidence for _, evidence in sorted([placed[one] for one in found], key=_rank)])


_rank: Callable[[Placed], tuple[int, int, float]] = operator.itemgetter(0)


def answers_of(reading: Reading, item: str) -> list[tuple[str, FactSite, str | float]]:
    """The recorded answers of one item, each ticked option by itself."""
    sites = reading.facts.get(item, {})
    return [
        (item, site, one) for site, value in sites.items() for one in (value if isinstance(value, tuple) else (value,))
    ]


def exam_rank(reader: Reader, item: str, site: FactSite, value: str | float) -> tuple[int, int, float]:
    """Where an answer stands in the order of the exam."""
    position, sites, values = reader.ranks[item]
    rank = values.get(value, 0) if isinstance(value, str) else value
    return position, sites.get(site, 0), rank


class Compiler:
    """Numbers every finding once while the rules are compiled; its `reader` then knows them all."""

    def __init__(self, items: Mapping[str, Item]) -> None:
        self._keys: dict[Condition, int] = {}
        self._by_item: dict[str, ItemRules] = {item: ItemRules() for item in items}
        self._named: dict[str, tuple[int, Test]] = {}
        self._names: list[tuple[int, Test]] = []
        self.reader = Reader(self._by_item, self._names, _ranks(items))

    def name(self, row: SignName) -> None:
        """Make a name known to everything compiled later."""
        self._named[row.id] = (self._key(Name(row.id)), self.compile(row.when))
        self._names.append(self._named[row.id])

    def state_key(self, sign: str, state: str) -> int:
        """The number that stands for a sign being in a state."""
        return self._key(StateIs(sign, state))

    def key_of(self, condition: Condition) -> int | None:
        """The number of a finding, name or state met before."""
        return self._keys.get(condition)

    def compile(self, condition: Condition) -> Test:
        """The condition as a test."""
        match condition:
            case Finding() | Compare():
                return self._leaf(condition)
            case Name():
                return self._name(condition)
            case StateIs():
                return self._state(condition)
            case Not():
                return _not(self.compile(condition.part))
            case AllOf():
                return _all([self.compile(part) for part in condition.parts])
            case AnyOf():
                return _any([self.compile(part) for part in condition.parts])

    def _key(self, condition: Condition) -> int:
        return self._keys.setdefault(condition, len(self._keys))

    def _leaf(self, leaf: Finding | Compare) -> Test:
        is_new = leaf not in self._keys
        key = self._key(leaf)
        if is_new:
            _ask(self._by_item[leaf.item], key, leaf)
        wanted = frozenset(leaf.values) if isinstance(leaf, Finding) else None
        limits = frozenset({(leaf.item, leaf.limit)}) if isinstance(leaf, Compare) else frozenset()
        collect, only = _collect_leaf(key, leaf.item, wanted), frozenset({key})
        return Test(_has(key), collect, frozenset({leaf.item}), only, limits, only)

    def _name(self, name: Name) -> Test:
        key, test = self._named[name.name]
        only = frozenset({key})
        return Test(_has(key), _collect_if(key, test), test.items, only, test.limits, only)

    def _state(self, state: StateIs) -> Test:
        key = self._key(state)
        only = frozenset({key})
        return Test(_has(key), _collect_nothing, frozenset(), only, keys=only)


def _ask(rules: ItemRules, key: int, leaf: Finding | Compare) -> None:
    """Enter a question about an item; one about the value of any side is answered by looking the value up."""
    rules.keys.append(key)
    if isinstance(leaf, Finding) and leaf.site is None:
        for value in dict.fromkeys(leaf.values):
            rules.by_value.setdefault(value, []).append(key)
    else:
        rules.others.append((key, _matcher(leaf)))


def _ranks(items: Mapping[str, Item]) -> dict[str, tuple[int, Mapping[FactSite, int], Mapping[str, int]]]:
    ranks: dict[str, tuple[int, Mapping[FactSite, int], Mapping[str, int]]] = {}
    for position, item in enumerate(items.values()):
        sites: dict[FactSite, int] = {site: rank for rank, site in enumerate(item.sites)}
        ranks[item.id] = (position, sites, {option.value: rank for rank, option in enumerate(item.options)})
    return ranks


def _matcher(leaf: Finding | Compare) -> Match:
    is_true = _value_test(leaf)
    match leaf.site:
        case None:
            return lambda sites: tuple(site for site, value in sites.items() if is_true(value))
        case "both":
            return lambda sites: tuple(sites) if all(map(is_true, sites.values())) else ()
        case "asym":
            return _asymmetric(is_true)
        case side:
            return lambda sites: (side,) if side in sites and is_true(sites[side]) else ()


def _asymmetric(is_true: Callable[[FactValue], bool]) -> Match:
    def match(sites: Sites) -> tuple[FactSite, ...]:
        matched = tuple(site for site, value in sites.items() if is_true(value))
        return matched if len(matched) < len(sites) else ()

    return match


def _value_test(leaf: Finding | Compare) -> Callable[[FactValue], bool]:
    if isinstance(leaf, Finding):
        wanted = frozenset(leaf.values)
        return lambda value: not wanted.isdisjoint(value) if isinstance(value, tuple) else value in wanted
    compare, limit = _COMPARE[leaf.op], leaf.limit
    return lambda value: isinstance(value, int | float) and compare(value, limit)


def _has(key: int) -> Callable[[Truths], bool]:
    return lambda truths: key in truths


def _collect_leaf(key: int, item: str, wanted: frozenset[str] | None) -> Callable[[Reading, Found], None]:
    def collect(reading: Reading, found: Found) -> None:
        for site in reading.truths.get(key, ()):
            value = reading.facts[item][site]
            for one in value if isinstance(value, tuple) else (value,):
                if wanted is None or one in wanted:
                    found[item, site, one] = None

    return collect


def _collect_if(key: int, test: Test) -> Callable[[Reading, Found], None]:
    def collect(reading: Reading, found: Found) -> None:
        if key in reading.truths:
            test.collect(reading, found)

    return collect


def _collect_nothing(_reading: Reading, _found: Found) -> None:
    return None


def _not(part: Test) -> Test:
    # What is excluded was not found: a NOT never names a finding.
    holds = part.holds
    return Test(lambda truths: not holds(truths), _collect_nothing, part.items, frozenset(), part.limits, part.keys)


def _all(parts: list[Test]) -> Test:
    tests = [part.holds for part in parts]

    def holds(truths: Truths) -> bool:
        for test in tests:  # noqa: SIM110  a generator costs twice the time here
            if not test(truths):
                return False
        return True

    needs = [part.needs for part in parts if part.needs]
    return _joined(parts, holds, min(needs, key=len, default=frozenset()))


def _any(parts: list[Test]) -> Test:
    tests = [part.holds for part in parts]

    def holds(truths: Truths) -> bool:
        for test in tests:  # noqa: SIM110  a generator costs twice the time here
            if test(truths):
                return True
        return False

    return _joined(parts, holds, any_needs(part.needs for part in parts))


def any_needs(parts: Iterable[frozenset[int]]) -> frozenset[int]:
    """What alternatives need together: empty when one of them may hold without any finding."""
    found = list(parts)
    return _union(found) if all(found) else frozenset()


def _joined(parts: list[Test], holds: Callable[[Truths], bool], needs: frozenset[int]) -> Test:
    def collect(reading: Reading, found: Found) -> None:
        for part in parts:
            if part.holds(reading.truths):
                part.collect(reading, found)

    items, limits = _union(part.items for part in parts), _union(part.limits for part in parts)
    return Test(holds, collect, items, needs, limits, _union(part.keys for part in parts))


def _union(sets: Iterable[frozenset[_T]]) -> frozenset[_T]:
    return frozenset(one for group in sets for one in group)
