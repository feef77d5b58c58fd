"""Numbers of the knowledge that may be chosen anew, and the knowledge with other numbers."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

from msgspec.structs import replace

from intake.domain.errors import BadInput, Problem
from intake.knowledge.model import Knowledge, Region

TUNED = Path(__file__).with_name("tuned.toml")
KEYS = ("id", "start", "candidates", "why")
REGION = "region"

Numbers: TypeAlias = Mapping[str, float]
"""The value of each number, by its id."""


@dataclass(frozen=True, slots=True)
class TunedNumber:
    """A number that a search may choose."""

    id: str
    start: float
    candidates: tuple[float, ...]
    why: str

    @property
    def values(self) -> tuple[float, ...]:
        """Every value it may take, the one the design began with first."""
        return (self.start, *self.candidates)


def read_tuned(file: Path, knowledge: Knowledge) -> tuple[TunedNumber, ...]:
    """The numbers of a file, each of which stands in the knowledge.

    Raises:
        BadInput: the file or a number of it cannot be read; which, and what is expected.
    """
    try:
        rows = tomllib.loads(file.read_text(encoding="utf-8")).get("number", [])
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise _bad(f"{file} cannot be read ({error}); expected [[number]] tables") from error
    numbers = tuple(_number(row, f"{file}, number {place}") for place, row in enumerate(rows, 1))
    known = shipped(knowledge)
    for number in numbers:
        if number.id not in known:
            raise _bad(f"{file}: {number.id} is no number of the knowledge; expected one such as {next(iter(known))}")
    return numbers


def shipped(knowledge: Knowledge) -> dict[str, float]:
    """Every number that may be chosen, as it is shipped."""
    values = {f"words.{name}": value for name, value in knowledge.method.words.items()}
    values |= {f"numbers.{name}": value for name, value in knowledge.method.numbers.items()}
    for region in knowledge.regions:
        values |= {f"{REGION}.{region.id}.start": region.start, f"{REGION}.{region.id}.cost": region.cost}
    return values


def with_numbers(knowledge: Knowledge, numbers: Numbers) -> Knowledge:
    """The same knowledge with other numbers."""
    method = knowledge.method
    words = {name: numbers.get(f"words.{name}", value) for name, value in method.words.items()}
    others = {name: numbers.get(f"numbers.{name}", value) for name, value in method.numbers.items()}
    regions = tuple(_with_start(region, numbers) for region in knowledge.regions)
    return replace(knowledge, regions=regions, method=replace(method, words=words, numbers=others))


def _with_start(region: Region, numbers: Numbers) -> Region:
    start = numbers.get(f"{REGION}.{region.id}.start", region.start)
    cost = numbers.get(f"{REGION}.{region.id}.cost", region.cost)
    return replace(region, start=round(start), cost=round(cost))


def _number(row: Mapping[str, Any], where: str) -> TunedNumber:
    if sorted(row) != sorted(KEYS):
        raise _bad(f"{where}: found {' '.join(row)}; expected {' '.join(KEYS)}")
    values = row["candidates"]
    is_sound = isinstance(values, list) and values and all(_is_number(value) for value in (row["start"], *values))
    if not is_sound or len({row["start"], *values}) != len(values) + 1:
        raise _bad(f"{where}: expected a number as start and a list of other numbers as candidates")
    return TunedNumber(str(row["id"]), row["start"], tuple(values), str(row["why"]))


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _bad(sentence: str) -> BadInput:
    return BadInput((Problem("", sentence),))
