"""Which answers still open would move a suggested test."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from itertools import combinations
from typing import Literal, TypeAlias

from intake.reasoning.assessment import ChangeIf, Evidence, SuggestedWorkup
from intake.reasoning.constants import Constants
from intake.reasoning.facts import Recorded, with_answer
from intake.reasoning.matching import Sites
from intake.reasoning.next_check import ValuedCheck

Ranked: TypeAlias = tuple[str, ...]
"""The ids of the tests, best first."""


@dataclass(frozen=True, slots=True)
class Trial:
    """One or two answers tried out: what was answered, and the ranking that followed."""

    answers: tuple[Evidence, ...]
    ranked: Ranked


@dataclass
class _Changes:
    """What has been found so far, at most so many for each test."""

    now: Ranked
    most: int
    found: dict[str, list[ChangeIf]] = field(default_factory=dict)

    def add(self, trial: Trial) -> None:
        for test in self.now:
            effect = change_of(test, self.now, trial.ranked)
            known = self.found.setdefault(test, [])
            if effect is not None and len(known) < self.most:
                known.append(ChangeIf(trial.answers, *effect))


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
        for answers, sites in _answers(check):
            found.add(Trial(answers, rank(with_answer(told, check.rule.item.id, sites))))
    if not any(found.found.get(test) for test in now[: int(constants.change_pair_tests)]):
        for trial in _pairs(told, checks[: int(constants.change_pair_checks)], rank):
            found.add(trial)
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


def _answers(check: ValuedCheck) -> Iterator[tuple[tuple[Evidence, ...], Sites]]:
    for outcome in check.outcomes:
        yield _evidence(check.rule.item.id, outcome.sites), outcome.sites


def _evidence(item: str, sites: Sites) -> tuple[Evidence, ...]:
    return tuple(Evidence(item, site, value[0] if isinstance(value, tuple) else value) for site, value in sites.items())


def _pairs(told: Recorded, checks: tuple[ValuedCheck, ...], rank: Callable[[Recorded], Ranked]) -> Iterator[Trial]:
    for one, other in combinations(checks, 2):
        for answers, sites in _answers(one):
            first = with_answer(told, one.rule.item.id, sites)
            for more_answers, more_sites in _answers(other):
                both = with_answer(first, other.rule.item.id, more_sites)
                yield Trial(answers + more_answers, rank(both))
