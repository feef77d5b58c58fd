"""What is measured of every dog: a verdict, or None where the dog does not count."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from statistics import fmean
from typing import TypeAlias

from intake.reasoning.assess import assess_core
from intake.reasoning.assessment import Assessment
from intake.reasoning.engine import Engine
from tests.evaluation.case_sets import Dog
from tests.evaluation.shares import Share, share_of
from tests.evaluation.truths import CALM, HURRIED, OTHER, is_of_kind


@dataclass(frozen=True, slots=True)
class Outcome:
    """A dog and what the engine said of it."""

    dog: Dog
    said: Assessment


Verdict: TypeAlias = Callable[[Outcome], bool | None]
Size: TypeAlias = Callable[[Outcome], int]


@dataclass(frozen=True, slots=True)
class Measure:
    """A column of the table."""

    heading: str
    verdict: Verdict
    is_of_place: bool = False  # among dogs of several kinds, thin records do not count for it


def outcomes_of(engine: Engine, dogs: Iterable[Dog]) -> tuple[Outcome, ...]:
    """Every dog with what the engine says of it."""
    return tuple(Outcome(dog, assess_core(engine, dog.case)) for dog in dogs)


def verdict(measure: Measure, one: Outcome, *, rich_only: bool) -> bool | None:
    """What a measure says of a dog; nothing of the place of a thin record where only rich ones count."""
    return None if rich_only and measure.is_of_place and not one.dog.is_rich else measure.verdict(one)


def share(measure: Measure, outcomes: Sequence[Outcome], *, rich_only: bool = False) -> Share:
    """The share of dogs of which a measure is true."""
    return share_of(verdict(measure, one, rich_only=rich_only) for one in outcomes)


def mean(size: Size, outcomes: Sequence[Outcome]) -> float:
    """The mean length of a list."""
    return fmean(size(one) for one in outcomes)


def place_is_within(most: int) -> Verdict:
    """Whether a right place is among the first of the list."""

    def verdict(one: Outcome) -> bool | None:
        listed = {place.id for place in one.said.localisation[:most]}
        return not listed.isdisjoint(one.dog.right_places) if one.dog.right_places else None

    return verdict


def side_is_right(one: Outcome) -> bool | None:
    """Whether the place that stands first is on the right side."""
    if one.dog.side is None:
        return None
    return bool(one.said.localisation) and one.said.localisation[0].side == one.dog.side


def kind_is_within(most: int, *, with_other: bool = False) -> Verdict:
    """Whether a test of a kind that made the diagnosis is among the first of the list."""

    def verdict(one: Outcome) -> bool | None:
        kinds = (*one.dog.kinds, OTHER) if with_other and one.dog.has_other else one.dog.kinds
        tests = one.said.workups[:most]
        return any(is_of_kind(test, kind) for kind in kinds for test in tests) if kinds else None

    return verdict


def emergency_is_hurried(one: Outcome) -> bool | None:
    """Whether an emergency is rated urgent or emergency."""
    return one.said.urgency in HURRIED if one.dog.urgency == "emergency" else None


def emergency_is_called_one(one: Outcome) -> bool | None:
    """Whether an emergency is rated emergency."""
    return one.said.urgency == "emergency" if one.dog.urgency == "emergency" else None


def urgent_is_hurried(one: Outcome) -> bool | None:
    """Whether an urgent dog is rated urgent or emergency."""
    return one.said.urgency in HURRIED if one.dog.urgency == "urgent" else None


def calm_is_hurried(one: Outcome) -> bool | None:
    """Whether a calm dog is rated urgent or emergency."""
    return one.said.urgency in HURRIED if one.dog.urgency in CALM else None


def calm_is_left_in_peace(one: Outcome) -> bool | None:
    """Whether a calm dog is rated soon or routine."""
    return one.said.urgency in CALM if one.dog.urgency in CALM else None


def calm_is_alarmed(one: Outcome) -> bool | None:
    """Whether a calm dog is rated emergency although no red flag fired."""
    if one.dog.urgency not in CALM:
        return None
    return one.said.urgency == "emergency" and all(flag.level != "red" for flag in one.said.red_flags)


def ordinary_is_flagged(one: Outcome) -> bool | None:
    """Whether any flag, red or amber, fires in an ordinary visit."""
    return bool(one.said.red_flags) if one.dog.is_ordinary else None


def ordinary_gets_specialist(one: Outcome) -> bool | None:
    """Whether an ordinary visit is given a specialist's test."""
    return any(test.tier == "specialist" for test in one.said.workups) if one.dog.is_ordinary else None


def routine_goes_beyond_first(one: Outcome) -> bool | None:
    """Whether an ordinary visit that is routine is given more than first steps."""
    if not one.dog.is_ordinary or one.dog.urgency != "routine":
        return None
    return any(test.tier != "first" for test in one.said.workups)


FIRST = Measure("place first", place_is_within(1), is_of_place=True)
THREE = Measure("within three", place_is_within(3), is_of_place=True)
SIDE = Measure("side", side_is_right, is_of_place=True)
KIND_3 = Measure("kind within 3", kind_is_within(3))
KIND_5 = Measure("kind within 5", kind_is_within(5))
KIND_5_OTHER = Measure('with "other" too', kind_is_within(5, with_other=True))
HURRIED_EMERGENCY = Measure("emergencies: urgent +", emergency_is_hurried)
CALLED_EMERGENCY = Measure("called emergency", emergency_is_called_one)
HURRIED_URGENT = Measure("urgent: urgent +", urgent_is_hurried)
HURRIED_CALM = Measure("calm: urgent +", calm_is_hurried)
PEACEFUL_CALM = Measure("calm: below urgent", calm_is_left_in_peace)
ALARMED_CALM = Measure("emergency, no flag", calm_is_alarmed)
FLAGGED = Measure("any red flag", ordinary_is_flagged)
SPECIALIST = Measure("specialist test", ordinary_gets_specialist)
BEYOND_FIRST = Measure("routine: beyond first", routine_goes_beyond_first)


def count_of_places(one: Outcome) -> int:
    """How many places the list holds."""
    return len(one.said.localisation)


def count_of_tests(one: Outcome) -> int:
    """How many tests the list holds."""
    return len(one.said.workups)
