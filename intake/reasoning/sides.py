"""The side of the lesion, voted by the sided findings that speak for a place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal, NamedTuple, TypeAlias

from intake.knowledge.model import Item, Knowledge, SideItem
from intake.reasoning.assessment import Evidence, Side

Voice: TypeAlias = tuple[str, int, int]
"""An item, and how bad one of its findings is on the left and on the right."""

Relation: TypeAlias = Literal["same", "other"]


@dataclass(frozen=True, slots=True)
class _Vote:
    """Whether a finding lies on the side of the lesion, how many half votes it has, whether it is asked first."""

    relation: Relation
    halves: int
    beats_others: bool


@dataclass(frozen=True, slots=True)
class _Names:
    """What the values of an item say of the sides."""

    severity: Mapping[str, int]
    left: frozenset[str]
    right: frozenset[str]


@dataclass(frozen=True, slots=True)
class SideRules:
    """The votes by place, and how to read each voter."""

    votes: Mapping[str, Mapping[str, _Vote]]
    names: Mapping[str, _Names]
    asked_anyway: tuple[str, ...]
    level_halves: int  # so many on each side, and a level vote is `both`


class _Sides(NamedTuple):
    """How bad each side is; 0 is not at all."""

    left: int
    right: int


def prepare_sides(knowledge: Knowledge, items: Mapping[str, Item]) -> SideRules:
    """The votes of the knowledge, by place and item."""
    votes: dict[str, dict[str, _Vote]] = {}
    for row in knowledge.side_votes:
        vote = _Vote(row.relation, round(row.votes * 2), row.beats_others)
        for region in row.regions:
            votes.setdefault(region, {}).update(dict.fromkeys(row.items, vote))
    names = {told.item: _names(told, items[told.item]) for told in knowledge.side_items}
    anyway = tuple(told.item for told in knowledge.side_items if told.asked_anyway)
    return SideRules(votes, names, anyway, round(knowledge.method.numbers["side_votes_level"] * 2))


def _names(told: SideItem, item: Item) -> _Names:
    mirrors = {option.value: option.mirror for option in item.options}
    right = frozenset(mirrors[value] for value in told.left)
    return _Names(told.severity, frozenset(told.left + told.both), right | frozenset(told.both))


def voices_in(rules: SideRules, found: Iterable[Evidence]) -> tuple[Voice, ...]:
    """What findings say of the sides, those that say nothing left out."""
    named = [(one, rules.names[one.item]) for one in found if one.item in rules.names]
    voices = [(one.item, *_ranks(names, one.site, str(one.value))) for one, names in named]
    return tuple([voice for voice in voices if voice[1] or voice[2]])


def side_of(rules: SideRules, region: str, voices: Iterable[Voice]) -> Side:
    """Left, right, both or none, from what the findings that count for the region say of the sides."""
    table = rules.votes.get(region)
    if not table:
        return "none"
    ballots = [(table[item], sides) for item, sides in _by_item(voices).items() if item in table]
    first = [(vote, sides) for vote, sides in ballots if vote.beats_others]
    if any(sides.left != sides.right for _, sides in first):
        ballots = first
    return _counted(ballots, rules.level_halves)


def _counted(ballots: list[tuple[_Vote, _Sides]], level_halves: int) -> Side:
    left = right = 0
    is_alike = False
    for vote, sides in ballots:
        here, there = (sides.left, sides.right) if vote.relation == "same" else (sides.right, sides.left)
        left += vote.halves * (here >= there and here > 0)
        right += vote.halves * (there >= here and there > 0)
        is_alike = is_alike or here == there
    if left != right:
        return "left" if left > right else "right"
    return "both" if left and (is_alike or left >= level_halves) else "none"


def _by_item(voices: Iterable[Voice]) -> dict[str, _Sides]:
    """How bad each side is by item, the worst of several findings."""
    worst: dict[str, tuple[int, int]] = {}
    for item, left, right in voices:
        before = worst.get(item, (0, 0))
        worst[item] = (max(before[0], left), max(before[1], right))
    return {item: _Sides(*sides) for item, sides in worst.items()}


def _ranks(names: _Names, site: str | None, value: str) -> tuple[int, int]:
    """How bad a finding is on each side; a normal one, and one that names no side, is nothing on either."""
    if site is None:
        return int(value in names.left), int(value in names.right)
    rank = names.severity.get(value, 0)
    return (rank, 0) if site.startswith("L") else (0, rank)
