"""Which answers still open would move a suggested test."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations, cycle
from typing import Literal, TypeAlias

from intake.reasoning.again import Again
from intake.reasoning.assessment import ChangeIf, Evidence, SuggestedWorkup
from intake.reasoning.constants import Constants
from intake.reasoning.facts import Recorded, with_answer
from intake.reasoning.matching import Sites
from intake.reasoning.next_check import ValuedCheck

Ranked: TypeAlias = tuple[str, ...]
"""The ids of the tests, best first."""


Given: TypeAlias = tuple[str, Sites]
"""An item with its answer by side."""


@dataclass(frozen=True, slots=True)
class Trial:
    """One or two answers tried out: what was answered, and the ranking that followed."""

    answers: tuple[Evidence, ...]
    ranked: Ranked


@dataclass(frozen=True, slots=True)
class Doubt:
    """A recorded item with its answers, and what would be listed if nobody had given them."""

    item: str
    answers: tuple[Evidence, ...]
    then: Again


@dataclass
class _Changes:
    """What has been found so far, at most so many for each test."""

    now: Ranked
    most: int
    found: dict[str, list[ChangeIf]] = field(default_factory=dict)

    def add(self, trials: Sequence[Trial]) -> None:
        """Trials that are each other's mirror image are kept together or not at all."""
        for test in self.now:
            known = self.found.setdefault(test, [])
            if len(known) < self.most:
                effects = [(trial.answers, change_of(test, self.now, trial.ranked)) for trial in trials]
                new = [ChangeIf(answers, *effect) for answers, effect in effects if effect is not None]
                known += new if len(known) + len(new) <= self.most else []


def changes(
    told: Recorded,
    now: Ranked,
    checks: tuple[ValuedCheck, ...],
    rank: Callable[[Recorded], Ranked],
    constants: Constants,
) -> dict[str, tuple[ChangeIf, ...]]:
    """For each test the open answers that would make it drop or be overtaken."""
    found = _Changes(now, int(constants.change_each_most))
    for check in checks:
        for given in _given(check):
            found.add([Trial(_evidence(*one), rank(with_answer(told, *one))) for one in given])
    if not any(found.found.get(test) for test in now[: int(constants.change_pair_tests)]):
        for trials in _pairs(told, checks[: int(constants.change_pair_checks)], rank):
            found.add(trials)
    return {test: tuple(known) for test, known in found.found.items()}


def change_of(test: str, now: Ranked, then: Ranked) -> tuple[Literal["drops", "is overtaken by"], str | None] | None:
    """What happens to a test between two rankings; None when it keeps its place."""
    if test not in then:
        return "drops", None
    ahead = set(now[: now.index(test)])
    overtaking = [other for other in then[: then.index(test)] if other not in ahead]
    return ("is overtaken by", overtaking[0]) if overtaking else None


def with_changes(
    workups: tuple[SuggestedWorkup, ...], found: dict[str, tuple[ChangeIf, ...]]
) -> tuple[SuggestedWorkup, ...]:
    """The same suggestions with what would change each of them."""
    return tuple(replace(workup, would_change=found.get(workup.id, ())) for workup in workups)


def _given(check: ValuedCheck) -> Iterator[tuple[Given, ...]]:
    """Each outcome's answer, with its mirror image where that means the same."""
    item = check.rule.item.id
    for outcome in check.outcomes:
        yield (
            ((item, outcome.sites),) if outcome.mirrored is None else ((item, outcome.sites), (item, outcome.mirrored))
        )


def _evidence(item: str, sites: Sites) -> tuple[Evidence, ...]:
    return tuple(Evidence(item, site, value[0] if isinstance(value, tuple) else value) for site, value in sites.items())


def _pairs(
    told: Recorded, checks: tuple[ValuedCheck, ...], rank: Callable[[Recorded], Ranked]
) -> Iterator[list[Trial]]:
    for one, other in combinations(checks, 2):
        for first in _given(one):
            for second in _given(other):
                # Of two pairs left goes with left and right with right.
                both = zip(cycle(first), second) if len(second) > 1 else zip(first, cycle(second))
                yield [
                    Trial(_evidence(*here) + _evidence(*there), rank(with_answer(with_answer(told, *here), *there)))
                    for here, there in both
                ]
