"""How well numbers do on dogs that were held back while they were chosen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from intake.knowledge.model import Knowledge
from intake.reasoning.engine import Engine
from tests.evaluation import measures
from tests.evaluation.case_sets import Dog
from tests.evaluation.measures import outcomes_of, verdict
from tests.evaluation.tuning import Numbers, TunedNumber, shipped, with_numbers

FOLDS = 5
# What a search wants, in this order: a later one counts only between choices that are alike in the earlier ones.
OBJECTIVE = (measures.FIRST, measures.THREE, measures.HURRIED_EMERGENCY, measures.KIND_5, measures.PEACEFUL_CALM)
SHOWN = (*OBJECTIVE, measures.CALLED_EMERGENCY, measures.KIND_5_OTHER)

Verdicts: TypeAlias = tuple[bool | None, ...]
"""What each of the shown measures says of one dog."""


@dataclass(frozen=True, slots=True)
class Trial:
    """Dogs to judge numbers by; each choice of numbers is tried once."""

    knowledge: Knowledge
    dogs: tuple[Dog, ...]
    tried: dict[tuple[tuple[str, float], ...], tuple[Verdicts, ...]] = field(default_factory=dict)

    def verdicts(self, numbers: Numbers) -> tuple[Verdicts, ...]:
        """What the measures say of each dog with these numbers."""
        key = tuple(sorted(numbers.items()))
        if key not in self.tried:
            outcomes = outcomes_of(Engine(with_numbers(self.knowledge, numbers)), self.dogs)
            self.tried[key] = tuple(tuple(verdict(one, dog, rich_only=True) for one in SHOWN) for dog in outcomes)
        return self.tried[key]


@dataclass(frozen=True, slots=True)
class HeldBack:
    """The verdicts on every dog by how the numbers came about, and the numbers chosen."""

    dogs: tuple[Dog, ...]
    held_back: tuple[Verdicts, ...]
    tuned: tuple[Verdicts, ...]
    shipped: tuple[Verdicts, ...]
    numbers: tuple[TunedNumber, ...]
    chosen: Numbers  # on all dogs
    chosen_by_fold: tuple[Numbers, ...]


def hold_back(trial: Trial, numbers: Sequence[TunedNumber]) -> HeldBack:
    """Choose the numbers on four fifths of the dogs, judge them on the rest, five times; and choose them on all."""
    everybody = range(len(trial.dogs))
    parts = folds(trial.dogs)
    by_fold = tuple(search(trial, numbers, [place for place in everybody if place not in part]) for part in parts)
    judged = {
        place: trial.verdicts(chosen)[place] for part, chosen in zip(parts, by_fold, strict=True) for place in part
    }
    chosen = search(trial, numbers, everybody)
    now = shipped(trial.knowledge)
    return HeldBack(
        dogs=trial.dogs,
        held_back=tuple(judged[place] for place in everybody),
        tuned=trial.verdicts(chosen),
        shipped=trial.verdicts({number.id: now[number.id] for number in numbers}),
        numbers=tuple(numbers),
        chosen=chosen,
        chosen_by_fold=by_fold,
    )


def folds(dogs: Sequence[Dog]) -> tuple[frozenset[int], ...]:
    """The numbers of the dogs in five parts, each with about as many dogs of every place."""
    order = sorted(range(len(dogs)), key=lambda place: (dogs[place].places, dogs[place].set_name, dogs[place].id))
    return tuple(frozenset(order[part::FOLDS]) for part in range(FOLDS))


def search(trial: Trial, numbers: Sequence[TunedNumber], places: Sequence[int]) -> Numbers:
    """The values that do best on some of the dogs: one number after the other, once.

    It begins where the design began, not with what is shipped: that may have been chosen on the dogs held back.
    """
    best: Numbers = {number.id: number.start for number in numbers}
    for number in numbers:
        # Of equal values the first: it stays where the design began unless something is gained.
        choices = [best, *({**best, number.id: value} for value in number.values)]
        best = max(choices, key=lambda choice: _merit(trial.verdicts(choice), places))
    return best


def _merit(verdicts: Sequence[Verdicts], places: Sequence[int]) -> tuple[int, ...]:
    return tuple(sum(verdicts[place][column] is True for place in places) for column in range(len(OBJECTIVE)))
