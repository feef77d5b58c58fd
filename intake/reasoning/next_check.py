"""The open checks most worth doing next."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import combinations

from intake.knowledge.model import AnswerClass, Item
from intake.reasoning.answers import in_the_mirror
from intake.reasoning.assessment import CheckOutcome, NextCheck
from intake.reasoning.constants import Constants
from intake.reasoning.costs import CheckRule, may_ask
from intake.reasoning.facts import Recorded
from intake.reasoning.localisation import Standing, first_listed, standing_of
from intake.reasoning.matching import FactSite, FactValue, Sites
from intake.reasoning.places import PlaceTexts
from intake.reasoning.reckoning import Reckoning
from intake.reasoning.signs import States
from intake.reasoning.traps import checks_called_for
from intake.reasoning.trying import Trying, states_after

_COMPARED = 5
_MOST_ASKED = 2
_NOTHING_YET = "no place could be named yet"


@dataclass(frozen=True, slots=True)
class NextRules:
    """What is needed to value the open checks."""

    texts: PlaceTexts
    trying: Trying
    constants: Constants


@dataclass(frozen=True, slots=True)
class Outcome:
    """Answers that lead to the same signs: one of them with its mirror image, and how the places would stand."""

    sites: Sites
    mirrored: Sites | None  # None where it is the same answer, or leads to other signs
    states: States
    changed: tuple[int, ...]
    stand: Standing
    alike: tuple[Sites, ...] = ()  # every other answer that leads to the same signs


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


def shown_checks(
    rules: NextRules, case: Reckoning, checks: Iterable[ValuedCheck], *, for_veterinarian: bool
) -> tuple[NextCheck, ...]:
    """The checks worth showing, with room kept for those a trap asks for."""
    known = rules.texts.checks
    called_for = checks_called_for(case.threats)
    asked = [item for item in called_for if may_ask(known[item], case.reading, for_veterinarian=for_veterinarian)]
    asked = asked[:_MOST_ASKED]
    worth = [check for check in checks if check.value >= rules.constants.check_value_least]
    called = [check for check in worth if check.rule.item.id in asked]
    others = [check for check in worth if check not in called]
    room = int(rules.constants.check_shown_most) - len(asked)
    kept = sorted(called + others[:room], key=_rank)
    unread = [item for item in asked if item not in {check.rule.item.id for check in called}]
    return tuple(_shown(rules, case, check) for check in kept) + tuple(_asked(case, item) for item in unread)


def _asked(case: Reckoning, item: str) -> NextCheck:
    return NextCheck(item, None, 0.0, checks_called_for(case.threats)[item], ())


def _rank(check: ValuedCheck) -> float:
    return -check.value / check.rule.cost


def _valued_checks(
    rules: NextRules, told: Recorded, case: Reckoning, *, for_veterinarian: bool
) -> Iterator[ValuedCheck]:
    for item in rules.texts.checks:
        rule = rules.texts.checks[item]
        if item in rules.trying.answers and may_ask(rule, case.reading, for_veterinarian=for_veterinarian):
            outcomes = _outcomes(rules, told, case, rule)
            if any(outcome.changed for outcome in outcomes):
                chances = _chances(rules, case, outcomes)
                yield ValuedCheck(rule, outcomes, chances, _value(case, outcomes, chances))


def _outcomes(rules: NextRules, told: Recorded, case: Reckoning, rule: CheckRule) -> tuple[Outcome, ...]:
    alike: dict[States, list[Sites]] = {}
    for sites, states in states_after(rules.trying, told, case, rule.item.id):
        alike.setdefault(states, []).append(sites)
    return tuple(_outcome(rules, case, rule, found, states) for states, found in alike.items())


def _outcome(rules: NextRules, case: Reckoning, rule: CheckRule, alike: list[Sites], states: States) -> Outcome:
    signs, stand = rules.texts.signs, case.stand
    changed = tuple([sign for sign, state in enumerate(states) if state != case.states[sign]])
    totals = list(stand.totals)
    for sign in changed:
        for number, factor in ((states[sign], 1), (case.states[sign], -1)):
            if number is not None:
                weights = signs.states[number].weights
                totals = [one + factor * weight for one, weight in zip(totals, weights, strict=True)]
    then = standing_of(rules.texts.places, totals, stand.parts, (), stand.slope) if changed else stand
    mirrored = in_the_mirror(rule.item, alike[0])
    is_pair = mirrored != alike[0] and mirrored in alike
    others = tuple([sites for sites in alike[1:] if sites != mirrored])
    return Outcome(alike[0], mirrored if is_pair else None, states, changed, then, others)


def _chances(rules: NextRules, case: Reckoning, outcomes: tuple[Outcome, ...]) -> tuple[tuple[float, ...], ...]:
    """How likely each outcome is at each place, so that the outcomes of a place add to one."""
    profiles = case.stand.profile_of
    rows = [_likelihood(rules, case, outcome, profiles) for outcome in outcomes if outcome.changed]
    # The order of the outcomes, in which left comes before right, must not matter to the last digit.
    sums = [math.fsum(column) for column in zip(*rows, strict=True)]
    silent = [max(rules.constants.check_unchanged_least, 1 - one) for one in sums]
    full = iter(rows)
    rows = [next(full) if outcome.changed else silent for outcome in outcomes]
    sums = [math.fsum(column) for column in zip(*rows, strict=True)]
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
    parts = []
    for outcome, row in zip(outcomes, chances, strict=True):
        if outcome.changed:
            chance = math.fsum(share * one for share, one in zip(shares, row, strict=True))
            moved = math.fsum(abs(new - old) for new, old in zip(outcome.stand.shares, shares, strict=True))
            parts.append(chance * moved / 2)
    return math.fsum(parts)


def _shown(rules: NextRules, case: Reckoning, check: ValuedCheck) -> NextCheck:
    return NextCheck(
        item=check.rule.item.id,
        site=None,
        value_of=round(check.value, 4),
        because=_because(rules, case, check),
        outcomes=tuple(said for outcome in check.outcomes for said in _said(rules, check.rule.item, outcome)),
    )


def _said(rules: NextRules, item: Item, outcome: Outcome) -> Iterator[CheckOutcome]:
    states = tuple(rules.texts.signs.states[number] for number in outcome.states if number is not None)
    first = first_listed(rules.texts.places, replace(outcome.stand, states=states))
    says = _NOTHING_YET if first is None else f"{rules.texts.places.regions[first].name} would come first"
    for sites in (outcome.sites, outcome.mirrored):
        if sites is not None:
            alike = tuple(named_answer(item, one) for one in outcome.alike) if sites is outcome.sites else ()
            yield CheckOutcome(*named_answer(item, sites), says, alike)


def named_answer(item: Item, sites: Sites) -> tuple[FactSite, str | float]:
    """An answer by the side that is off; the side is None when all are alike."""
    normal = [option.value for option in item.options if option.cls is AnswerClass.NORMAL]
    values = [(site, _single(value)) for site, value in sites.items()]
    if all(value == values[0][1] for _, value in values):
        return None, values[0][1]
    return next(((site, value) for site, value in values if value not in normal), values[0])


def _single(value: FactValue) -> str | float:
    return value[0] if isinstance(value, tuple) else value


def _because(rules: NextRules, case: Reckoning, check: ValuedCheck) -> str:
    """The two places the check separates best."""
    shares = case.stand.shares
    likely = sorted(range(len(shares)), key=lambda number: -shares[number])[:_COMPARED]

    def parted(pair: tuple[int, int]) -> float:
        one, other = pair
        return shares[one] * shares[other] * math.fsum(abs(row[one] - row[other]) for row in check.chances)

    one, other = max(combinations(likely, 2), key=parted)
    regions = rules.texts.places.regions
    return f"tells {regions[one].name} from {regions[other].name}"
