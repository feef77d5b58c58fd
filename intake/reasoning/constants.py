"""The numbers of the method, by name."""

from __future__ import annotations

from dataclasses import dataclass, fields

from intake.knowledge.model import Method


@dataclass(frozen=True, slots=True)
class Constants:
    """Every number that steers the reckoning; each stands in method.toml under this name."""

    share_slope: float  # share of a place = softmax(slope x score)
    pattern_strong: float
    pattern_good: float
    pattern_possible: float
    pattern_hits: float  # matches that count in one row
    pattern_further: float  # what each match after the first counts
    evidence_patterns: float  # best patterns that speak for a place
    evidence_score: float  # ... from this score on
    evidence_divisor: float
    evidence_cap: float
    lead_strong: float
    lead_good: float
    lead_alone: float  # lead of a place with no other family listed
    family_span: float
    possible_span: float
    enough_checks: float
    enough_others: float
    missing_most: float
    urgency_near: float  # patterns this near the best one speak for urgency
    place_regions: float
    place_share: float
    cause_patterns: float
    cause_score: float
    cause_fit_base: float
    cause_share_factor: float
    cause_value: float
    cause_near: float
    cause_most: float
    cause_weight: float
    cause_trust_base: float
    cause_trust_divisor: float
    finding_weight: float
    spine_share: float
    mdb_parts: float
    mdb_fraction: float
    second_image: float
    beyond_first_value: float
    cut: float
    second_first: float
    silent_floor: float  # least likelihood of an answer that changes nothing
    next_most: float
    next_floor: float
    cost_cleared: float
    cost_vet: float
    change_checks: float
    change_most: float
    pair_checks: float


def constants_of(method: Method) -> Constants:
    """The numbers of the method, each of which has to be there."""
    return Constants(**{field.name: method.numbers[field.name] for field in fields(Constants)})


def nth(series: tuple[float, ...], place: int) -> float:
    """The share of a place in a falling series; the last one stands for all further places."""
    return series[min(place, len(series) - 1)]


def hundredths(value: float) -> int:
    """The value in whole hundredths."""
    return round(value * 100)
