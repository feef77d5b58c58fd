"""The open checks most worth doing next."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations

from intake.reasoning.answers import likely_answers
from intake.reasoning.assessment import CheckOutcome, NextCheck
from intake.reasoning.constants import Constants
from intake.reasoning.costs import CheckRule, may_ask
from intake.reasoning.facts import FactRules, Recorded, facts_from, sensitive_items, with_answer
from intake.reasoning.localisation import Standing, first_listed, standing_of
from intake.reasoning.matching import FactSite, FactValue, Reading, Sites, Truths, look_up
from intake.reasoning.places import PlaceTexts
from intake.reasoning.reckoning import Reckoning
from intake.reasoning.signs import States, first_state
from intake.reasoning.traps import checks_called_for

_COMPARED = 5
_MOST_ASKED = 2
_NOTHING_YET = "no place could be named yet"


@dataclass(frozen=True, slots=True)
class NextRules:
    """What is needed to try an answer out without assessing the whole case again."""

    facts: FactRules
    texts: PlaceTexts
    sensitive: frozenset[str]
    signs_of: Mapping[str, tuple[int, ...]]
    names_of: Mapping[str, frozenset[int]]
    constants: Constants


@dataclass(frozen=True, slots=True)
class Outcome:
    """Answers that lead to the same signs: one of them, and how the places would stand."""

    sites: Sites
    states: States
    changed: tuple[int, ...]
    stand: Standing


@dataclass(frozen=True, slots=True)
class ValuedCheck:
    """An open check with its outcomes, how likely each is at each place, and what knowing it is worth."""

    rule: CheckRule
    outcomes: tuple[Outcome, ...]
    chances: tuple[tuple[float, ...], ...]
    value: float

    @property
    def changes(self) -> frozenset[int]:
        """The signs the check can change."""
        return frozenset(sign for outcome in self.outcomes for sign in outcome.changed)


def prepare_next(facts: FactRules, texts: PlaceTexts, constants: Constants) -> NextRules:
    """Which signs and names read which item."""
    signs_of: dict[str, list[int]] = {}
    for number, items in enumerate(texts.signs.items):
        for item in items:
            signs_of.setdefault(item, []).append(number)
    names_of: dict[str, set[int]] = {}
    for key, test in texts.reader.names:
        for item in test.items:
            names_of.setdefault(item, set()).add(key)
    return NextRules(
        facts=facts,
        texts=texts,
        sensitive=sensitive_items(facts),
        signs_of={item: tuple(numbers) for item, numbers in signs_of.items()},
        names_of={item: frozenset(keys) for item, keys in names_of.items()},
        constants=constants,
    )


def best_checks(
    rules: NextRules, told: Recorded, case: Reckoning, most: int, *, for_veterinarian: bool
) -> tuple[ValuedCheck, ...]:
    """The checks with the best value for their cost; one whose signs better checks cover is passed over.

    A check that a trap asks for is never passed over.
    """
    valued = [*_valued_checks(rules, told, case, for_veterinarian=for_veterinarian)]
    valued.sort(key=_rank)
    asked = checks_called_for(case.threats)
    chosen: list[ValuedCheck] = []
    covered: set[int] = set()
    for check in valued:
        if check.rule.item.id in asked or (len(chosen) < most and not check.changes <= covered):
            chosen.append(check)
            covered |= check.changes
    return tuple(chosen)


def shown_checks(rules: NextRules, case: Reckoning, checks: Iterable[ValuedCheck]) -> tuple[NextCheck, ...]:
    """The checks worth showing, with room kept for those a trap asks for."""
    asked = [item for item in checks_called_for(case.threats) if _is_open(rules, case, item)][:_MOST_ASKED]
    worth = [check for check in checks if check.value >= rules.constants.check_value_least]
    called = [check for check in worth if check.rule.item.id in asked]
    others = [check for check in worth if check not in called]
    room = int(rules.constants.check_shown_most) - len(asked)
    kept = sorted(called + others[:room], key=_rank)
    unread = [item for item in asked if item not in {check.rule.item.id for check in called}]
    return tuple(_shown(rules, case, check) for check in kept) + tuple(_asked(case, item) for item in unread)


def _asked(case: Reckoning, item: str) -> NextCheck:
    return NextCheck(item, None, 0.0, checks_called_for(case.threats)[item], ())


def _is_open(rules: NextRules, case: Reckoning, item: str) -> bool:
    gates = rules.texts.checks[item].gates
    return item not in case.reading.facts and not any(gate.holds(case.reading.truths) for gate in gates)


def _rank(check: ValuedCheck) -> float:
    return -check.value / check.rule.cost


def _valued_checks(
    rules: NextRules, told: Recorded, case: Reckoning, *, for_veterinarian: bool
) -> Iterator[ValuedCheck]:
    for item in rules.texts.checks:
        rule = rules.texts.checks[item]
        if item in rules.signs_of and may_ask(rule, case.reading, for_veterinarian=for_veterinarian):
            outcomes = _outcomes(rules, told, case, rule)
            if any(outcome.changed for outcome in outcomes):
                chances = _chances(rules, case, outcomes)
                yield ValuedCheck(rule, outcomes, chances, _value(case, outcomes, chances))


def _outcomes(rules: NextRules, told: Recorded, case: Reckoning, rule: CheckRule) -> tuple[Outcome, ...]:
    outcomes: dict[States, Outcome] = {}
    for sites in likely_answers(rule.item, rules.texts.signs.limits.get(rule.item.id, ())):
        states = _states_with(rules, told, case, rule.item.id, sites)
        if states not in outcomes:
            outcomes[states] = _outcome(rules, case, sites, states)
    return tuple(outcomes.values())


def _states_with(rules: NextRules, told: Recorded, case: Reckoning, item: str, sites: Sites) -> States:
    """The signs as they would be with one more answer; only those that read it are asked again."""
    changed = _changed_facts(rules, told, case, item, sites)
    truths = dict(case.reading.truths)
    for one, value in changed.items():
        _look_again(rules, one, value, truths)
    names = frozenset().union(*(rules.names_of.get(one, frozenset()) for one in changed))
    for key, test in rules.texts.reader.names:
        if key in names:
            truths.pop(key, None)
            if test.holds(truths):
                truths[key] = ()
    reading = Reading(case.reading.facts, truths)
    states = list(case.states)
    for sign in {sign for one in changed for sign in rules.signs_of.get(one, ())}:
        states[sign] = first_state(rules.texts.signs, rules.texts.signs.of_sign[sign], reading)
    return tuple(states)


def _changed_facts(rules: NextRules, told: Recorded, case: Reckoning, item: str, sites: Sites) -> dict[str, Sites]:
    if item not in rules.sensitive:
        return {item: sites}
    before = case.reading.facts
    after, _ = facts_from(rules.facts, with_answer(told, item, sites))
    return {one: after.get(one, {}) for one in {*before, *after} if before.get(one) != after.get(one)}


def _look_again(rules: NextRules, item: str, sites: Sites, truths: Truths) -> None:
    for key, _ in rules.texts.reader.by_item.get(item, ()):
        truths.pop(key, None)
    look_up(rules.texts.reader, item, sites, truths)


def _outcome(rules: NextRules, case: Reckoning, sites: Sites, states: States) -> Outcome:
    signs, stand = rules.texts.signs, case.stand
    changed = tuple(sign for sign, (new, old) in enumerate(zip(states, case.states, strict=True)) if new != old)
    totals = list(stand.totals)
    for sign in changed:
        for number, factor in ((states[sign], 1), (case.states[sign], -1)):
            if number is not None:
                weights = signs.states[number].weights
                totals = [one + factor * weight for one, weight in zip(totals, weights, strict=True)]
    found = tuple(signs.states[number] for number in states if number is not None)
    return Outcome(sites, states, changed, standing_of(rules.texts.places, totals, stand.parts, found, stand.slope))


def _chances(rules: NextRules, case: Reckoning, outcomes: tuple[Outcome, ...]) -> tuple[tuple[float, ...], ...]:
    """How likely each outcome is at each place, so that the outcomes of a place add to one."""
    profiles = case.stand.profile_of
    rows = [_likelihood(rules, case, outcome, profiles) for outcome in outcomes if outcome.changed]
    sums = [sum(column) for column in zip(*rows, strict=True)]
    silent = [max(rules.constants.check_unchanged_least, 1 - one) for one in sums]
    full = iter(rows)
    rows = [next(full) if outcome.changed else silent for outcome in outcomes]
    sums = [sum(column) for column in zip(*rows, strict=True)]
    return tuple(tuple(chance / one for chance, one in zip(row, sums, strict=True)) for row in rows)


def _likelihood(rules: NextRules, case: Reckoning, outcome: Outcome, profiles: tuple[int, ...]) -> list[float]:
    states = rules.texts.signs.states
    chances = [1.0] * len(profiles)
    for sign in outcome.changed:
        new, old = outcome.states[sign], case.states[sign]
        if new is not None:
            chances = [chance * states[new].chances[one] for chance, one in zip(chances, profiles, strict=True)]
            if old is not None:
                chances = [chance / states[old].chances[one] for chance, one in zip(chances, profiles, strict=True)]
    return chances


def _value(case: Reckoning, outcomes: tuple[Outcome, ...], chances: tuple[tuple[float, ...], ...]) -> float:
    shares = case.stand.shares
    value = 0.0
    for outcome, row in zip(outcomes, chances, strict=True):
        if outcome.changed:
            chance = math.fsum(share * one for share, one in zip(shares, row, strict=True))
            moved = math.fsum(abs(new - old) for new, old in zip(outcome.stand.shares, shares, strict=True))
            value += chance * moved / 2
    return value


def _shown(rules: NextRules, case: Reckoning, check: ValuedCheck) -> NextCheck:
    return NextCheck(
        item=check.rule.item.id,
        site=None,
        value_of=round(check.value, 4),
        because=_because(rules, case, check),
        outcomes=tuple(_said(rules, check, outcome) for outcome in check.outcomes),
    )


def _said(rules: NextRules, check: ValuedCheck, outcome: Outcome) -> CheckOutcome:
    site, value = named_answer(check, outcome)
    first = first_listed(rules.texts.places, outcome.stand)
    says = _NOTHING_YET if first is None else f"{rules.texts.places.regions[first].name} would come first"
    return CheckOutcome(site, value, says)


def named_answer(check: ValuedCheck, outcome: Outcome) -> tuple[FactSite, str | float]:
    """One answer of an outcome: the side is None when it is the same on all sides."""
    values = list(outcome.sites.items())
    is_alike = all(value == values[0][1] for _, value in values)
    site, value = (None, values[0][1]) if is_alike else values[0]
    return site, _single(value)


def _single(value: FactValue) -> str | float:
    return value[0] if isinstance(value, tuple) else value


def _because(rules: NextRules, case: Reckoning, check: ValuedCheck) -> str:
    """The two places the check separates best."""
    shares = case.stand.shares
    likely = sorted(range(len(shares)), key=lambda number: -shares[number])[:_COMPARED]

    def parted(pair: tuple[int, int]) -> float:
        one, other = pair
        return shares[one] * shares[other] * sum(abs(row[one] - row[other]) for row in check.chances)

    one, other = max(combinations(likely, 2), key=parted)
    regions = rules.texts.places.regions
    return f"tells {regions[one].name} from {regions[other].name}"
