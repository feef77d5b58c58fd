"""The signs as they would be with one more answer; only what reads it is asked again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from intake.knowledge.model import Item
from intake.reasoning.answers import likely_answers
from intake.reasoning.facts import FactRules, Recorded, facts_from, sensitive_items, with_answer
from intake.reasoning.matching import Facts, FactSite, Reader, Reading, Sites, Test, Truths, look_up
from intake.reasoning.reckoning import Reckoning
from intake.reasoning.signs import SignRules, States, first_state

Entries: TypeAlias = tuple[tuple[int, tuple[FactSite, ...]], ...]
"""What an answer makes true, as far as a name or a sign looks at it."""


@dataclass(frozen=True, slots=True)
class Trying:
    """The answers each check may get, and which names and signs read which item."""

    facts: FactRules
    signs: SignRules
    reader: Reader
    sensitive: frozenset[str]
    answers: Mapping[str, tuple[tuple[Sites, Entries], ...]]  # of the items that a sign reads
    signs_of: Mapping[str, tuple[int, ...]]
    names_of: Mapping[str, tuple[tuple[int, Test], ...]]


def prepare_trying(items: Mapping[str, Item], facts: FactRules, signs: SignRules, reader: Reader) -> Trying:
    """Everything about answers that does not depend on the dog, worked out once."""
    signs_of: dict[str, list[int]] = {}
    for number, read in enumerate(signs.items):
        for item in read:
            signs_of.setdefault(item, []).append(number)
    names_of: dict[str, list[tuple[int, Test]]] = {}
    for key, test in reader.names:
        for item in test.items:
            names_of.setdefault(item, []).append((key, test))
    seen = _looked_at(signs, reader)
    return Trying(
        facts=facts,
        signs=signs,
        reader=reader,
        sensitive=sensitive_items(facts),
        answers={item: tuple(_answers(items[item], signs, reader, seen)) for item in signs_of},
        signs_of={item: tuple(numbers) for item, numbers in signs_of.items()},
        names_of={item: tuple(names) for item, names in names_of.items()},
    )


def states_after(rules: Trying, told: Recorded, case: Reckoning, item: str) -> Iterator[tuple[Sites, States]]:
    """Every answer an open check may get, with the signs as they would be."""
    known = case.reading.truths
    is_sensitive = item in rules.sensitive
    names, signs = rules.names_of.get(item, ()), rules.signs_of[item]
    for sites, entries in rules.answers[item]:
        if is_sensitive:
            yield sites, _states_of_facts(rules, told, case, item, sites)
            continue
        truths = known.copy()
        truths.update(entries)
        ask_names(names, truths)
        yield sites, _with_signs(rules, case, signs, truths)


def ask_names(names: Iterable[tuple[int, Test]], truths: Truths) -> None:
    """Ask names again, in the order in which they build on each other."""
    for key, test in names:
        if test.holds(truths):
            truths[key] = ()
        else:
            truths.pop(key, None)


def changed_facts(rules: Trying, told: Recorded, before: Facts) -> tuple[Facts, frozenset[str]]:
    """The facts of another record, and the items whose facts differ."""
    after, _ = facts_from(rules.facts, told)
    return after, frozenset(one for one in {*before, *after} if before.get(one) != after.get(one))


def look_again(rules: Trying, facts: Facts, changed: Iterable[str], truths: Truths) -> None:
    """Enter what is true of the changed items, and of the names that read them."""
    names: set[int] = set()
    for item in changed:
        for key in rules.reader.by_item[item].keys:
            truths.pop(key, None)
        look_up(rules.reader, item, facts.get(item, {}), truths)
        names.update(key for key, _ in rules.names_of.get(item, ()))
    ask_names([(key, test) for key, test in rules.reader.names if key in names], truths)


def _states_of_facts(rules: Trying, told: Recorded, case: Reckoning, item: str, sites: Sites) -> States:
    """The same for an item whose answer changes other facts too."""
    facts, changed = changed_facts(rules, with_answer(told, item, sites), case.reading.facts)
    truths = case.reading.truths.copy()
    look_again(rules, facts, changed, truths)
    return _with_signs(rules, case, {sign for one in changed for sign in rules.signs_of.get(one, ())}, truths)


def _with_signs(rules: Trying, case: Reckoning, signs: Iterable[int], truths: Truths) -> States:
    states = list(case.states)
    reading = Reading(case.reading.facts, truths)
    for sign in signs:
        states[sign] = first_state(rules.signs, rules.signs.of_sign[sign], reading)
    return tuple(states)


def _looked_at(signs: SignRules, reader: Reader) -> frozenset[int]:
    tests = [test for _, test in reader.names] + [state.test for state in signs.states]
    return frozenset(key for test in tests for key in test.keys)


def _answers(item: Item, signs: SignRules, reader: Reader, seen: frozenset[int]) -> Iterator[tuple[Sites, Entries]]:
    for sites in likely_answers(item, signs.limits.get(item.id, ())):
        truths: Truths = {}
        look_up(reader, item.id, sites, truths)
        yield sites, tuple((key, matched) for key, matched in truths.items() if key in seen)
