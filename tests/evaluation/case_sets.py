"""Dogs with a known truth, read strictly from files of one dog a line."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from intake.domain.cases import Case
from intake.domain.errors import BadInput, Problem
from intake.knowledge.case_format import read_case
from intake.knowledge.model import Knowledge
from intake.knowledge.strict_json import parse_json, shown
from tests.evaluation.truths import KINDS, OTHER, PLACES, SIDES, URGENCIES, accepted_places

CASES = Path(__file__).parents[1] / "cases"
PLACE, URGENCY, WORKUP = "localisation", "urgency", "workup"
SCORED = (PLACE, URGENCY, WORKUP)
TRUTHS = ("localisation", "urgency", "workups_diagnostic")
HALVES = ("looked_at", "held_back")


@dataclass(frozen=True, slots=True)
class Dog:
    """One dog: its record and what was true of it; empty or None where the file does not say."""

    id: str
    set_name: str
    group: str  # the row of the table it stands in
    case: Case
    places: tuple[str, ...]  # as the file words them
    right_places: frozenset[str]
    side: str | None
    urgency: str | None
    kinds: tuple[str, ...]  # kinds of test that made the diagnosis
    has_other: bool  # ... or one that none of the kinds covers
    is_rich: bool  # the record is rich enough to be scored for its place
    is_ordinary: bool  # an ordinary visit that must not be flagged
    is_published: bool
    half: str | None  # of collected dogs: read while the rules were made, or held back
    is_own: bool = False  # belongs to the project; others are judged, but nothing is chosen on them


def own_files() -> tuple[Path, ...]:
    """The files of dogs that belong to the project."""
    return tuple(sorted(CASES.glob("*.jsonl")))


def read_sets(files: Sequence[Path], knowledge: Knowledge) -> tuple[Dog, ...]:
    """Every dog of every file.

    Raises:
        BadInput: a file or a row cannot be read; file, line and what is expected.
    """
    names = [_set_name(file, files) for file in files]
    return tuple(dog for file, name in zip(files, names, strict=True) for dog in _dogs(file, name, knowledge))


def _set_name(file: Path, files: Sequence[Path]) -> str:
    same = [other for other in files if other.stem == file.stem]
    return file.stem if len(same) == 1 or file.parent == CASES else str(file)


def _dogs(file: Path, set_name: str, knowledge: Knowledge) -> Iterator[Dog]:
    seen: set[str] = set()
    for row in _rows(file):
        dog = _dog(row, set_name, knowledge)
        if dog.id in seen:
            raise row.wrong(f"id {shown(dog.id)} stands in this file twice; expected an id of its own")
        seen.add(dog.id)
        yield replace(dog, is_own=file.parent == CASES)


def _rows(file: Path) -> Iterator[_Row]:
    try:
        lines = file.read_text(encoding="utf-8-sig").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        why = error.strerror if isinstance(error, OSError) else "no UTF-8 text"
        raise _bad(f"{file} cannot be read ({why}); expected a text file with one dog a line") from error
    if not any(line.strip() for line in lines):
        raise _bad(f"{file} holds no dog; expected one JSON object a line")
    for number, line in enumerate(lines, 1):
        if line.strip():
            yield _row(line, f"{file}, line {number}")


def _row(line: str, where: str) -> _Row:
    try:
        value, problems = parse_json(line.encode())
    except BadInput as error:
        raise _bad(f"{where}: {error}; expected one JSON object") from error
    if problems:
        raise _bad(f"{where}: {problems[0]}; expected each key once, with real numbers and text")
    if not isinstance(value, dict):
        raise _bad(f"{where}: expected one JSON object {{...}}, found {shown(value)}")
    return _Row(where, value)


def _dog(row: _Row, set_name: str, knowledge: Knowledge) -> Dog:
    truth = _truth(row)
    scored = row.words("scored_for") if "scored_for" in row.values else SCORED
    places = truth.words("localisation", (*PLACES, *(region.id for region in knowledge.regions)))
    tests = truth.words("workups_diagnostic", KINDS) if WORKUP in scored else ()
    urgency = truth.word("urgency", URGENCIES)
    half = row.word("half", HALVES)
    parts = (
        set_name,
        str(row.values.get("set") or ""),
        (half or "").replace("_", " "),
        "" if PLACE in scored else "thin",
    )
    return Dog(
        id=row.text("id"),
        set_name=set_name,
        group=" ".join(part for part in parts if part),
        case=_case(row, knowledge),
        places=places,
        right_places=frozenset(region for place in places for region in accepted_places(place)),
        side=truth.word("side", SIDES),
        urgency=urgency if URGENCY in scored else None,
        kinds=tuple(test for test in tests if test != OTHER),
        has_other=OTHER in tests,
        is_rich=PLACE in scored,
        is_ordinary=truth.values.get("must_not_flag") is True,
        is_published="source" in row.values,
        half=half,
    )


def _truth(row: _Row) -> _Row:
    truth = _Row(f"{row.where}: truth", row.part("truth"))
    if not any(truth.values.get(key) for key in TRUTHS):
        raise truth.wrong(f"expected one of {' '.join(TRUTHS)}, found {' '.join(truth.values)}")
    return truth


def _case(row: _Row, knowledge: Knowledge) -> Case:
    try:
        return read_case(json.dumps(row.part("case")).encode(), knowledge)
    except BadInput as error:
        raise row.wrong(f"case: {error.problems[0]}; expected a case of this exam") from error


@dataclass(frozen=True, slots=True)
class _Row:
    """An object of a file that says where it stands when something is wrong with it."""

    where: str
    values: Mapping[str, Any]

    def wrong(self, sentence: str) -> BadInput:
        return _bad(f"{self.where}: {sentence}")

    def text(self, key: str) -> str:
        value = self.values.get(key)
        if not isinstance(value, str) or not value:
            raise self.wrong(f"expected {key} as text, found {self._found(key)}")
        return value

    def part(self, key: str) -> dict[str, Any]:
        value = self.values.get(key)
        if not isinstance(value, dict) or not value:
            raise self.wrong(f"expected {key} as an object {{...}}, found {self._found(key)}")
        return value

    def word(self, key: str, known: Sequence[str]) -> str | None:
        value = self.values.get(key)
        if value is not None and value not in known:
            raise self.wrong(f"{key} {shown(value)} is not known; expected one of {' '.join(known)}")
        return value

    def words(self, key: str, known: Sequence[str] = ()) -> tuple[str, ...]:
        values = self.values.get(key) or []
        if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
            raise self.wrong(f"expected {key} as a list of words, found {self._found(key)}")
        # "other:biopsy" is a test that none of the kinds covers.
        words = [OTHER if value.startswith(f"{OTHER}:") else value for value in values]
        for word in words:
            if known and word not in known:
                raise self.wrong(f"{key} {shown(word)} is not known; expected one of {' '.join(known)}")
        return tuple(words)

    def _found(self, key: str) -> str:
        return shown(self.values[key]) if key in self.values else "nothing"


def _bad(sentence: str) -> BadInput:
    return BadInput((Problem("", sentence),))
