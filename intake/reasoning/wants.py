"""How much each test is wanted, part by part: by place, by cause, by finding."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import TypeAlias

from intake.knowledge.model import Driver, Knowledge, Workup
from intake.reasoning.assessment import Evidence, Reason
from intake.reasoning.constants import Constants, hundredths, nth
from intake.reasoning.localisation import BODY, Listed
from intake.reasoning.matching import Compiler, Test, findings
from intake.reasoning.patterns import KeptPattern
from intake.reasoning.places import PlaceTexts
from intake.reasoning.reasons import weighted_reason
from intake.reasoning.reckoning import Reckoning
from intake.reasoning.signs import StateRule

MDB = "wu_mdb"
_BEST_SIGNS = 3


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a test's score, where it comes from, and how to say so."""

    hundredths: int
    because: Callable[[int], Reason]
    place: Listed | None = None
    kept: KeptPattern | None = None


Wants: TypeAlias = dict[str, list[Part]]


@dataclass(frozen=True, slots=True)
class Cause:
    """A pattern that calls for its tests, and how well it fits the place."""

    kept: KeptPattern
    value: float


@dataclass(frozen=True, slots=True)
class DriverRule:
    """A finding that calls for tests by itself."""

    driver: Driver
    test: Test
    state: int | None


@dataclass(frozen=True, slots=True)
class WantRules:
    """The tests with the conditions and series that turn findings into wants."""

    workups: Mapping[str, Workup]
    only_when: Mapping[str, Test]
    drivers: tuple[DriverRule, ...]
    series: Mapping[str, tuple[float, ...]]
    constants: Constants
    texts: PlaceTexts


def prepare_wants(knowledge: Knowledge, compiler: Compiler, constants: Constants, texts: PlaceTexts) -> WantRules:
    """The tests of the knowledge, compiled."""
    workups = {workup.id: workup for workup in knowledge.workups}
    only_when = {
        workup.id: compiler.compile(workup.asked_only_when)
        for workup in knowledge.workups
        if workup.asked_only_when is not None
    }
    by_key: dict[int | None, int] = {rule.key: number for number, rule in enumerate(texts.signs.states)}
    drivers = tuple(
        DriverRule(driver, compiler.compile(driver.when), by_key.get(compiler.key_of(driver.when)))
        for driver in knowledge.drivers
    )
    return WantRules(workups, only_when, drivers, knowledge.method.series, constants, texts)


def wants_by_place(rules: WantRules, case: Reckoning) -> Wants:
    """What the first listed places call for."""
    constants, wants = rules.constants, Wants()
    first = case.listed[: int(constants.place_regions)]
    total = sum(case.stand.shares[one.number] for one in first)
    for one in first:
        share = case.stand.shares[one.number] / total
        if share >= constants.place_share_least:
            _add_place(rules, case, one, share, wants)
    return wants


def causes(rules: WantRules, case: Reckoning) -> tuple[Cause, ...]:
    """The patterns that call for tests, best value first."""
    constants = rules.constants
    best = case.kept[: int(constants.cause_best)]
    strong = [kept for kept in best if kept.has_strong or kept.hundredths >= constants.cause_score * 100]
    valued = [Cause(kept, kept.hundredths / 100 * _place_fit(rules, case, kept)) for kept in strong]
    valued.sort(key=lambda cause: (-cause.value, cause.kept.id))
    least = max(constants.cause_value_least, valued[0].value * constants.cause_value_share) if valued else 0
    return tuple(cause for cause in valued if cause.value >= least)[: int(constants.cause_most)]


def add_by_cause(rules: WantRules, case: Reckoning, found: tuple[Cause, ...], wants: Wants) -> None:
    """Add what the causes call for."""
    constants = rules.constants
    total = sum(cause.value for cause in found)
    for cause in found:
        because = _cause_reason(rules, case, cause.kept)
        trust = min(1, constants.cause_value_base + cause.value / constants.cause_value_divisor)
        weight = constants.cause_want * cause.value / total * trust
        for place, wish in enumerate(cause.kept.rule.pattern.workups):
            part = hundredths(weight * nth(rules.series["cause"], place))
            _add(wants, wish.workup, Part(part, because, kept=cause.kept))


def add_by_finding(rules: WantRules, case: Reckoning, wants: Wants) -> None:
    """Add what single findings call for."""
    for rule in rules.drivers:
        if rule.test.holds(case.reading.truths):
            for place, test in enumerate(rule.driver.workups):
                part = hundredths(rules.constants.finding_want * nth(rules.series["finding"], place))
                _add(wants, test, Part(part, _driver_reason(rules, case, rule)))


def best_states(rules: WantRules, case: Reckoning, one: Listed) -> list[StateRule]:
    """The signs that speak most for a place."""
    states = [state for state in case.stand.states if state.weights[one.profile] > 0]
    return sorted(states, key=lambda state: -state.weights[one.profile])[:_BEST_SIGNS]


def total(parts: list[Part]) -> int:
    """How much a test is wanted, in hundredths."""
    return sum(part.hundredths for part in parts)


def _add(wants: Wants, test: str, part: Part) -> None:
    if part.hundredths:
        wants.setdefault(test, []).append(part)


def _add_place(rules: WantRules, case: Reckoning, one: Listed, share: float, wants: Wants) -> None:
    reason = _place_reason(rules, case, one)
    if one.id == BODY:
        # Its other tests come from findings.
        _add(wants, MDB, Part(hundredths(share * rules.constants.place_none_nonneuro_mdb), reason, place=one))
        return
    region = rules.texts.places.regions[one.number]
    for tests, series in ((region.workups_first, "place_first"), (region.workups_then, "place_then")):
        for place, test in enumerate(tests):
            if test not in rules.only_when or rules.only_when[test].holds(case.reading.truths):
                _add(wants, test, Part(hundredths(share * nth(rules.series[series], place)), reason, place=one))


def _place_fit(rules: WantRules, case: Reckoning, kept: KeptPattern) -> float:
    number, base = rules.texts.places.number, rules.constants.cause_fit_base
    share = sum(case.stand.shares[number[region]] for region in kept.rule.pattern.regions)
    return base + rules.constants.cause_fit_slope * min(1, rules.constants.cause_fit_share * share)


def _place_reason(rules: WantRules, case: Reckoning, one: Listed) -> Callable[[int], Reason]:
    @cache
    def said() -> tuple[StateRule, tuple[Evidence, ...]]:
        states = best_states(rules, case, one)
        return states[0], tuple(dict.fromkeys(one for state in states for one in case.found[state.key]))

    def because(weight: int) -> Reason:
        best, found = said()
        return weighted_reason(found, weight, (one.id, *best.source), best.sign, best.state)

    return because


def _cause_reason(rules: WantRules, case: Reckoning, kept: KeptPattern) -> Callable[[int], Reason]:
    @cache
    def said() -> tuple[Evidence, ...]:
        tests = [test for group in kept.groups if group.is_for for test in group.tests]
        return findings(rules.texts.reader, case.reading, *tests)

    return lambda weight: weighted_reason(said(), weight, (kept.id, *kept.rule.pattern.source))


def _driver_reason(rules: WantRules, case: Reckoning, rule: DriverRule) -> Callable[[int], Reason]:
    def because(weight: int) -> Reason:
        if rule.state is None:
            return weighted_reason(findings(rules.texts.reader, case.reading, rule.test), weight, rule.driver.source)
        state = rules.texts.signs.states[rule.state]
        found = findings(rules.texts.reader, case.reading, state.test)
        return weighted_reason(found, weight, rule.driver.source, state.sign, state.state)

    return because
