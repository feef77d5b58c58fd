"""The places of the nervous system, scored and ranked."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from intake.knowledge.model import Knowledge, Region
from intake.reasoning.assessment import Fit
from intake.reasoning.constants import Constants
from intake.reasoning.patterns import KeptPattern
from intake.reasoning.signs import SignRules, StateRule, States

BODY = "none_nonneuro"
MOVEMENT = "movement_diffuse"
MULTIFOCAL = "multifocal"
NEUROMUSCULAR = "neuromuscular"


@dataclass(frozen=True, slots=True)
class PlaceRules:
    """The regions and, for each, the numbers of its profiles."""

    regions: tuple[Region, ...]
    profiles_of: tuple[tuple[int, ...], ...]
    starts: tuple[int, ...]
    number: Mapping[str, int]
    not_named: frozenset[str]  # never among the places that "more than one area" names


@dataclass(frozen=True, slots=True)
class Standing:
    """How the places stand for one dog; every number is in hundredths."""

    totals: tuple[int, ...]
    profile_of: tuple[int, ...]
    parts: Mapping[str, tuple[int, KeptPattern]]
    states: tuple[StateRule, ...]
    slope: float
    scores: tuple[int, ...]
    shares: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Listed:
    """A region that is listed, with its number, score and fit word."""

    number: int
    id: str
    family: str
    hundredths: int
    profile: int
    fit: Fit


def prepare_places(knowledge: Knowledge, signs: SignRules) -> PlaceRules:
    """The regions with their profiles and starting scores."""
    number = {region.id: place for place, region in enumerate(knowledge.regions)}
    costs = {region.id: region.cost for region in knowledge.regions}
    profiles_of = tuple(
        tuple(place for place, profile in enumerate(signs.profiles) if profile.region == region.id)
        for region in knowledge.regions
    )
    starts = tuple(profile.start + costs[profile.region] for profile in signs.profiles)
    not_named = frozenset(knowledge.method.lists["not_named_in_multifocal"])
    return PlaceRules(knowledge.regions, profiles_of, starts, number, not_named)


def standing(
    rules: PlaceRules, signs: SignRules, states: States, parts: Mapping[str, tuple[int, KeptPattern]], slope: float
) -> Standing:
    """The scores of all places and forms: start, signs, pattern part, cost."""
    found = tuple(signs.states[number] for number in states if number is not None)
    totals = [sum(column) for column in zip(rules.starts, *(state.weights for state in found), strict=True)]
    for region, (part, _) in parts.items():
        for profile in rules.profiles_of[rules.number[region]]:
            totals[profile] += part
    return standing_of(rules, totals, parts, found, slope)


def standing_of(
    rules: PlaceRules,
    totals: list[int],
    parts: Mapping[str, tuple[int, KeptPattern]],
    found: tuple[StateRule, ...],
    slope: float,
) -> Standing:
    """The same from the totals: each region is shown by its best profile, the whole before a form of equal score."""
    profile_of = tuple([max(profiles, key=totals.__getitem__) for profiles in rules.profiles_of])
    scores = tuple([totals[profile] for profile in profile_of])
    return Standing(tuple(totals), profile_of, parts, found, slope, scores, softmax(scores, slope))


def softmax(scores: tuple[int, ...], slope: float) -> tuple[float, ...]:
    """Shares that add to one."""
    best = max(scores)
    powers = [math.exp(slope * (score - best) / 100) for score in scores]
    total = math.fsum(powers)
    return tuple(power / total for power in powers)


def ranking(rules: PlaceRules, stand: Standing, constants: Constants, capped: frozenset[str]) -> tuple[Listed, ...]:
    """The listed regions, best first, with fit words that traps may have capped."""
    numbers = [number for number in range(len(rules.regions)) if _is_listed(rules, stand, number)]
    numbers.sort(key=lambda number: (-stand.scores[number], rules.regions[number].id))
    return tuple(
        _listed(rules, stand, number, _fit(rules, stand, constants, numbers, number), capped) for number in numbers
    )


def first_listed(rules: PlaceRules, stand: Standing) -> int | None:
    """The number of the region that stands first, or None when nothing is listed."""
    numbers = [number for number in range(len(rules.regions)) if _is_listed(rules, stand, number)]
    return min(numbers, key=lambda number: (-stand.scores[number], rules.regions[number].id), default=None)


def named_places(rules: PlaceRules, stand: Standing, listed: tuple[Listed, ...], most: float) -> tuple[str, ...]:
    """The two or three places that together explain the findings; none when one place explains all."""
    candidates = [place for place in listed if place.id not in rules.not_named]
    named: list[Listed] = candidates[:1]
    while named and len(named) < most:
        unexplained = [state for state in stand.states if state.kind == "neuro" and not _explained(state, named)]
        families = {place.family for place in named}
        others = [place for place in candidates if place.family not in families]
        gains = {place.id: sum(max(0, state.weights[place.profile]) for state in unexplained) for place in others}
        best = max(others, key=lambda place: gains[place.id], default=None)
        if best is None or gains[best.id] == 0:
            break
        named.append(best)
    return tuple(place.id for place in named) if len(named) > 1 else ()


def _explained(state: StateRule, named: list[Listed]) -> bool:
    return any(state.weights[place.profile] > 0 for place in named)


def _is_listed(rules: PlaceRules, stand: Standing, number: int) -> bool:
    profile = stand.profile_of[number]
    any_kind = rules.regions[number].id == BODY
    return any(state.weights[profile] > 0 and (any_kind or state.kind == "neuro") for state in stand.states)


def _fit(rules: PlaceRules, stand: Standing, constants: Constants, numbers: list[int], number: int) -> Fit:
    family, score = rules.regions[number].family, stand.scores[number]
    others = [stand.scores[one] for one in numbers if rules.regions[one].family != family]
    own_best = max(stand.scores[one] for one in numbers if rules.regions[one].family == family)
    lead = score - max(others) if others else constants.fit_lead_alone * 100
    if score >= own_best - constants.fit_within_family * 100:
        if lead >= constants.fit_lead_strong * 100:
            return "strong"
        if lead >= constants.fit_lead_good * 100:
            return "good"
    return "possible" if score >= stand.scores[numbers[0]] - constants.fit_possible_within * 100 else "weak"


def _listed(rules: PlaceRules, stand: Standing, number: int, fit: Fit, capped: frozenset[str]) -> Listed:
    region = rules.regions[number]
    if fit == "strong" and (region.id in capped or "*" in capped):
        fit = "good"
    return Listed(number, region.id, region.family, stand.scores[number], stand.profile_of[number], fit)
