"""The ranked places and tests as they would be with other answers; only what the answers touch is worked out again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from intake.reasoning.assessment import NotedSign
from intake.reasoning.classes import ClassRules, noted_in
from intake.reasoning.constants import Constants
from intake.reasoning.facts import Recorded
from intake.reasoning.localisation import PlaceRules, ranking, standing
from intake.reasoning.matching import Reading, Truths
from intake.reasoning.patterns import KeptPattern, PatternRule, evidence_for_places, matched_patterns
from intake.reasoning.reckoning import Reckoning
from intake.reasoning.red_flags import FlagRule
from intake.reasoning.signs import States, first_state
from intake.reasoning.traps import TrapRule, capped_places, threatening
from intake.reasoning.trying import Trying, changed_facts, look_again
from intake.reasoning.urgency import Looked, UrgencyRules, urgency_of
from intake.reasoning.workups import Raised, WorkupRules, ranked_tests

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class AgainRules:
    """All rules of the reckoning, and which of them look at which finding, name or state."""

    trying: Trying
    places: PlaceRules
    patterns: tuple[PatternRule, ...]
    traps: tuple[TrapRule, ...]
    flags: tuple[FlagRule, ...]
    classes: ClassRules
    urgency: UrgencyRules
    workups: WorkupRules
    constants: Constants
    signs_by_key: Mapping[int, frozenset[int]]
    patterns_by_key: Mapping[int, frozenset[int]]
    flags_by_key: Mapping[int, frozenset[int]]
    numbers_by_key: Mapping[int, frozenset[str]]


@dataclass(frozen=True, slots=True)
class Known:
    """One dog as it is recorded, with what was found: what other answers are compared with."""

    told: Recorded
    case: Reckoning
    flags: tuple[FlagRule, ...]
    noted: tuple[NotedSign, ...]


@dataclass(frozen=True, slots=True)
class Again:
    """What would be listed, best first."""

    places: tuple[str, ...]
    workups: tuple[str, ...]


def by_key(readers: Iterable[tuple[_T, Iterable[int]]]) -> dict[int, frozenset[_T]]:
    """Who looks at each finding, name or state."""
    found: defaultdict[int, set[_T]] = defaultdict(set)
    for reader, keys in readers:
        for key in keys:
            found[key].add(reader)
    return {key: frozenset(looking) for key, looking in found.items()}


def again(rules: AgainRules, known: Known, told: Recorded) -> Again:
    """The ids of places and tests for another record of the same dog."""
    facts, items = changed_facts(rules.trying, told, known.case.reading.facts)
    truths = known.case.reading.truths.copy()
    look_again(rules.trying, facts, items, truths)
    changed = known.case.reading.truths.keys() ^ truths.keys()
    states = _states(rules, known, changed, truths)
    changed |= _enter_states(rules, known, states, truths)
    reading = Reading(facts, truths, known.case.reading.derived)
    case = _reckoned(rules, known, changed, reading, states)
    flags = _flags(rules, known, changed, truths)
    line = urgency_of(Looked(rules.urgency, case, flags, _noted(rules, known, items, changed, reading)))
    ranked = ranked_tests(rules.workups, case, Raised(line.level, line.rule))
    return Again(tuple([one.id for one in case.listed]), tuple([one.workup.id for one in ranked]))


def _touched(readers: Mapping[int, frozenset[_T]], changed: Iterable[int]) -> frozenset[_T]:
    return frozenset().union(*[readers[key] for key in changed if key in readers])


def _states(rules: AgainRules, known: Known, changed: set[int], truths: Truths) -> States:
    states = list(known.case.states)
    reading = Reading({}, truths)
    for sign in _touched(rules.signs_by_key, changed):
        states[sign] = first_state(rules.trying.signs, rules.trying.signs.of_sign[sign], reading)
    return tuple(states)


def _enter_states(rules: AgainRules, known: Known, states: States, truths: Truths) -> set[int]:
    """The numbers of the states that came or went; the truths know of them."""
    changed = set()
    for old, new in zip(known.case.states, states, strict=True):
        if old != new:
            if old is not None:
                changed.add(key := rules.trying.signs.states[old].key)
                truths.pop(key, None)
            if new is not None:
                changed.add(key := rules.trying.signs.states[new].key)
                truths[key] = ()
    return changed


def _reckoned(rules: AgainRules, known: Known, changed: set[int], reading: Reading, states: States) -> Reckoning:
    kept = _kept(rules, known, changed, reading)
    parts = evidence_for_places(kept, rules.constants)
    stand = standing(rules.places, rules.trying.signs, states, parts, rules.constants.share_factor)
    threats = threatening(rules.traps, reading)
    listed = ranking(rules.places, stand, rules.constants, capped_places(threats))
    return Reckoning(reading, states, kept, stand, threats, listed)


def _kept(rules: AgainRules, known: Known, changed: set[int], reading: Reading) -> tuple[KeptPattern, ...]:
    touched = _touched(rules.patterns_by_key, changed)
    if not touched:
        return known.case.kept
    asked = tuple([rules.patterns[number] for number in sorted(touched)])
    ids = {rule.pattern.id for rule in asked}
    others = [kept for kept in known.case.kept if kept.id not in ids]
    found = [*others, *matched_patterns(asked, rules.constants, reading)]
    return tuple(sorted(found, key=lambda kept: (-kept.hundredths, kept.id)))


def _flags(rules: AgainRules, known: Known, changed: set[int], truths: Truths) -> tuple[FlagRule, ...]:
    touched = _touched(rules.flags_by_key, changed)
    if not touched:
        return known.flags
    fired = {flag.flag.id for flag in known.flags}
    return tuple(
        rule
        for number, rule in enumerate(rules.flags)
        if (rule.test.holds(truths) if number in touched else rule.flag.id in fired)
    )


def _noted(
    rules: AgainRules, known: Known, items: frozenset[str], changed: set[int], reading: Reading
) -> tuple[NotedSign, ...]:
    asked = items | _touched(rules.numbers_by_key, changed)
    kept = [sign for sign in known.noted if sign.item not in asked]
    found = noted_in(rules.classes, reading, [item for item in asked if item in reading.facts])
    return tuple(sorted([*kept, *found], key=lambda sign: rules.classes.order[sign.item]))
