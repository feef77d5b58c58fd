"""The table of shares, a row for each set of dogs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tests.evaluation import measures
from tests.evaluation.measures import Measure, Outcome, mean, share

PLACES = (measures.FIRST, measures.THREE, measures.SIDE)
TESTS = (measures.KIND_3, measures.KIND_5, measures.KIND_5_OTHER)
URGENCY = (
    measures.HURRIED_EMERGENCY,
    measures.CALLED_EMERGENCY,
    measures.HURRIED_URGENT,
    measures.HURRIED_CALM,
    measures.ALARMED_CALM,
)
ORDINARY = (measures.FLAGGED, measures.SPECIALIST, measures.BEYOND_FIRST)
NOTES = """\
Shares are hits/dogs, per cent and Wilson's 90 % interval; "-" where nobody can be counted. "thin": records too thin to be
scored for a place, counted apart; "all" counts places over the others only. "kind": a test of a kind that made the diagnosis
(tests outside the eight kinds are not scored; the column after counts them as kind "other"). "calm": truth soon or routine.
"urgent +": rated urgent or emergency. "no flag": no red-level flag; "any red flag" counts amber ones too."""


@dataclass(frozen=True, slots=True)
class Group:
    """A row of the table."""

    name: str
    outcomes: tuple[Outcome, ...]
    is_mixed: bool = False  # all dogs of a set, thin records among them


def groups_of(outcomes: Sequence[Outcome]) -> tuple[Group, ...]:
    """The rows: every part of every set, and the whole of a set that has parts."""
    sets = dict.fromkeys(one.dog.set_name for one in outcomes)
    return tuple(group for name in sets for group in _parts(name, outcomes))


def table(groups: Sequence[Group]) -> str:
    """The table, in bands of columns one above the other, so that it fits a screen."""
    ordinary = [group for group in groups if any(one.dog.is_ordinary for one in group.outcomes)]
    bands = [
        aligned([("Place", "dogs", *_headings(PLACES), "places"), *map(_place_row, groups)]),
        aligned([("Tests", *_headings(TESTS), "tests"), *map(_test_row, groups)]),
        aligned([("Urgency", *_headings(URGENCY)), *(_row(group, URGENCY) for group in groups)]),
        aligned([("Ordinary", *_headings(ORDINARY)), *(_row(group, ORDINARY) for group in ordinary)]),
    ]
    return "\n\n".join([*bands[: 4 if ordinary else 3], NOTES])


def _parts(set_name: str, outcomes: Sequence[Outcome]) -> Iterator[Group]:
    members = tuple(one for one in outcomes if one.dog.set_name == set_name)
    names = dict.fromkeys(one.dog.group for one in members)
    for name in names:
        yield Group(name, tuple(one for one in members if one.dog.group == name))
    if len(names) > 1:
        yield Group(f"{set_name} all", members, is_mixed=True)


def _headings(columns: tuple[Measure, ...]) -> tuple[str, ...]:
    return tuple(column.heading for column in columns)


def _row(group: Group, columns: tuple[Measure, ...]) -> tuple[str, ...]:
    shares = [str(share(column, group.outcomes, rich_only=group.is_mixed)) for column in columns]
    return (group.name, *shares)


def _place_row(group: Group) -> tuple[str, ...]:
    name, *shares = _row(group, PLACES)
    return (name, str(len(group.outcomes)), *shares, f"{mean(measures.count_of_places, group.outcomes):.1f}")


def _test_row(group: Group) -> tuple[str, ...]:
    return (*_row(group, TESTS), f"{mean(measures.count_of_tests, group.outcomes):.1f}")


def aligned(rows: Sequence[Sequence[str]]) -> str:
    """Rows of cells under each other."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = ("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) for row in rows)
    return "\n".join(line.rstrip() for line in lines)
