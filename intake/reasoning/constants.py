"""The numbers of the method, by name."""

from __future__ import annotations

from dataclasses import dataclass, fields

from intake.knowledge.model import Method


@dataclass(frozen=True, slots=True)
class Constants:
    """Every number that steers the reckoning; each stands in method.toml under this name."""

    share_factor: float  # share of a place = softmax(slope x score)
    pattern_fit_strong: float
    pattern_fit_good: float
    pattern_fit_possible: float
    pattern_moderate_matches: float
    pattern_alternatives_most: float  # matches that count in one row
    pattern_further_share: float  # what each match after the first counts
    pattern_part_best: float  # best patterns that speak for a place
    pattern_part_score: float  # ... from this score on
    pattern_part_divisor: float
    pattern_part_most: float
    fit_lead_strong: float
    fit_lead_good: float
    fit_lead_alone: float  # lead of a place with no other family listed
    fit_within_family: float
    fit_possible_within: float
    multifocal_names_most: float
    enough_checks: float
    enough_others_beside_placing: float
    missing_most: float
    urgency_pattern_share: float  # patterns this near the best one speak for urgency
    urgency_kinds_for_urgent: float
    urgency_triage_needed: float
    place_regions: float
    place_share_least: float
    place_none_nonneuro_mdb: float
    cause_best: float
    cause_score: float
    cause_fit_base: float
    cause_fit_slope: float
    cause_fit_share: float
    cause_value_least: float
    cause_value_share: float
    cause_most: float
    cause_want: float
    cause_value_base: float
    cause_value_divisor: float
    finding_want: float
    spine_images_share: float
    mdb_parts_needed: float
    mdb_part_share: float
    mdb_keeps_patterns: float
    mdb_keeps_places: float
    alternative_factor: float
    calm_level_most: float
    beyond_first_pattern_value: float
    cut_want: float
    second_first_want: float
    check_unchanged_least: float  # least likelihood of an answer that changes nothing
    check_shown_most: float
    check_value_least: float
    check_cost_factor_cleared: float
    check_cost_factor_vet: float
    change_checks: float
    change_each_most: float
    change_pair_checks: float
    change_pair_tests: float


def constants_of(method: Method) -> Constants:
    """The numbers of the method, each of which has to be there."""
    return Constants(**{field.name: method.numbers[field.name] for field in fields(Constants)})


def nth(series: tuple[float, ...], place: int) -> float:
    """The share of a place in a falling series; the last one stands for all further places."""
    return series[min(place, len(series) - 1)]


def hundredths(value: float) -> int:
    """The value in whole hundredths."""
    return round(value * 100)
