"""Derived signs: findings that say the same thing, counted once."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

from intake.knowledge.model import Form, Knowledge, Region, Sign
from intake.reasoning.constants import hundredths
from intake.reasoning.matching import Compiler, Reading, Test

States: TypeAlias = tuple[int | None, ...]
"""For each sign the number of its state in `SignRules.states`, or None."""


@dataclass(frozen=True, slots=True)
class Profile:
    """A place as a whole, or one of its restricted forms."""

    region: str
    form: str | None
    start: int


@dataclass(frozen=True, slots=True)
class StateRule:
    """One state of a sign with its weight (hundredths) and log word for every profile."""

    sign: str
    state: str
    kind: Literal["neuro", "body", "normal", "context"]
    test: Test
    key: int
    weights: tuple[int, ...]
    chances: tuple[float, ...]
    source: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SignRules:
    """All signs, in order, with the profiles their weights stand for."""

    profiles: tuple[Profile, ...]
    signs: tuple[str, ...]
    states: tuple[StateRule, ...]
    of_sign: tuple[tuple[int, ...], ...]
    items: tuple[frozenset[str], ...]
    limits: Mapping[str, tuple[float, ...]]
    spread: tuple[tuple[int, ...], ...]  # for each profile and sign: highest less lowest weight


def prepare_signs(knowledge: Knowledge, compiler: Compiler) -> SignRules:
    """The signs with their weights, reckoned once."""
    profiles = _profiles(knowledge)
    states: list[StateRule] = []
    of_sign: list[tuple[int, ...]] = []
    for sign in knowledge.signs:
        first = len(states)
        states += _state_rules(knowledge, sign, compiler)
        of_sign.append(tuple(range(first, len(states))))
    return SignRules(
        profiles=profiles,
        signs=tuple(sign.id for sign in knowledge.signs),
        states=tuple(states),
        of_sign=tuple(of_sign),
        items=tuple(frozenset(item for n in numbers for item in states[n].test.items) for numbers in of_sign),
        limits=_limits(states),
        spread=tuple(tuple(_spread(states, numbers, place) for numbers in of_sign) for place in range(len(profiles))),
    )


def states_of(rules: SignRules, reading: Reading) -> States:
    """The state of every sign: the first whose expression is true. Known to the reading from then on."""
    states = tuple(first_state(rules, numbers, reading) for numbers in rules.of_sign)
    for number in states:
        if number is not None:
            reading.truths[rules.states[number].key] = ()
    return states


def first_state(rules: SignRules, numbers: tuple[int, ...], reading: Reading) -> int | None:
    """The state of one sign, or None."""
    for number in numbers:
        if rules.states[number].test.holds(reading.truths):
            return number
    return None


def _profiles(knowledge: Knowledge) -> tuple[Profile, ...]:
    full = tuple(Profile(region.id, None, region.start) for region in knowledge.regions)
    return full + tuple(Profile(form.region, form.id, form.start) for form in knowledge.forms)


def _state_rules(knowledge: Knowledge, sign: Sign, compiler: Compiler) -> list[StateRule]:
    rules = []
    for state in sign.states:
        words = [state.words[region.id] for region in knowledge.regions]
        words += [_form_word(form, f"{sign.id}.{state.state}", state.words) for form in knowledge.forms]
        chances = tuple(knowledge.method.words[word] for word in words)
        weights = _weights(chances, knowledge.regions)
        test, key = compiler.compile(state.when), compiler.state_key(sign.id, state.state)
        rules.append(StateRule(sign.id, state.state, state.kind, test, key, weights, chances, state.source))
    return rules


def _form_word(form: Form, state: str, words: Mapping[str, str]) -> str:
    return form.words.get(state, words[form.copies])


def _weights(chances: tuple[float, ...], regions: tuple[Region, ...]) -> tuple[int, ...]:
    # The words of a form are no part of the mean.
    mean = math.fsum(math.log(chance) for chance in chances[: len(regions)]) / len(regions)
    return tuple(hundredths(math.log(chance) - mean) for chance in chances)


def _spread(states: list[StateRule], numbers: tuple[int, ...], profile: int) -> int:
    # No state weighs nothing, which may be the highest or the lowest.
    weights = [0, *(states[number].weights[profile] for number in numbers)]
    return max(weights) - min(weights)


def _limits(states: list[StateRule]) -> dict[str, tuple[float, ...]]:
    limits: dict[str, set[float]] = {}
    for rule in states:
        for item, limit in rule.test.limits:
            limits.setdefault(item, set()).add(limit)
    return {item: tuple(sorted(found)) for item, found in limits.items()}
