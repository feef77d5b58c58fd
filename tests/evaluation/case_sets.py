"""Dogs with a known truth, read strictly from files of one dog a line."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
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


def read_rows(file: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    """The rows of a file with their line numbers."""
    try:
        lines = file.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise _bad(f"{file} cannot be read ({error}); expected a text file with one dog a line") from error
    if not any(line.strip() for line in lines):
        raise _bad(f"{file} holds no dog; expected one JSON object a line")
    for number, line in enumerate(lines, 1):
        if line.strip():
            yield number, _row(line, f"{file}, line {number}")


def _set_name(file: Path, files: Sequence[Path]) -> str:
    same = [other for other in files if other.stem == file.stem]
    return file.stem if len(same) == 1 or file.parent == CASES else str(file)


def _dogs(file: Path, set_name: str, knowledge: Knowledge) -> Iterator[Dog]:
    seen: set[str] = set()
    for number, row in read_rows(file):
        where = f"{file}, line {number}"
        dog = _dog(row, set_name, where, knowledge)
        if dog.id in seen:
            raise _bad(f"{where}: id {shown(dog.id)} stands in this file twice; expected an id of its own")
        seen.add(dog.id)
        yield dog


def _row(line: str, where: str) -> dict[str, Any]:
    try:
        value, problems = parse_json(line.encode())
    except BadInput as error:
        raise _bad(f"{where}: {error}; expected one JSON object") from error
    if problems:
        raise _bad(f"{where}: {problems[0]}; expected each key once, with real numbers and text")
    if not isinstance(value, dict):
        raise _bad(f"{where}: expected one JSON object {{...}}, found {shown(value)}")
    return value


def _dog(row: Mapping[str, Any], set_name: str, where: str, knowledge: Knowledge) -> Dog:
    truth = _part(row, "truth", dict, where)
    scored = _words(row, "scored_for", None, where) if "scored_for" in row else SCORED
    places = _words(truth, "localisation", PLACES, f"{where}: truth")
    tests = _words(truth, "workups_diagnostic", KINDS, f"{where}: truth") if WORKUP in scored else ()
    is_rich = PLACE in scored
    return Dog(
        id=_part(row, "id", str, where),
        set_name=set_name,
        group=_group(row, set_name, where, is_rich=is_rich),
        case=_case(row, where, knowledge),
        places=places,
        right_places=frozenset(region for place in places for region in accepted_places(place)),
        side=_word(truth, "side", SIDES, f"{where}: truth"),
        urgency=_word(truth, "urgency", URGENCIES, f"{where}: truth") if URGENCY in scored else None,
        kinds=tuple(test for test in tests if test != OTHER),
        has_other=OTHER in tests,
        is_rich=is_rich,
        is_ordinary=truth.get("must_not_flag") is True,
        is_published="source" in row,
    )


def _case(row: Mapping[str, Any], where: str, knowledge: Knowledge) -> Case:
    document = _part(row, "case", dict, where)
    try:
        return read_case(json.dumps(document).encode(), knowledge)
    except BadInput as error:
        raise _bad(f"{where}: case.{error.problems[0]}; expected a case of this exam") from error


def _group(row: Mapping[str, Any], set_name: str, where: str, *, is_rich: bool) -> str:
    half = _word(row, "half", HALVES, where)
    parts = [set_name, str(row.get("set", "")), (half or "").replace("_", " "), "" if is_rich else "thin"]
    return " ".join(part for part in parts if part)


def _part(row: Mapping[str, Any], key: str, kind: type, where: str) -> Any:
    value = row.get(key)
    if not isinstance(value, kind) or not value:
        expected = {dict: "an object", str: "text"}[kind]
        raise _bad(f"{where}: expected {key} as {expected}, found {shown(value) if key in row else 'nothing'}")
    return value


def _word(row: Mapping[str, Any], key: str, words: Sequence[str], where: str) -> str | None:
    value = row.get(key)
    if value is not None and value not in words:
        raise _bad(f"{where}: {key} {shown(value)} is not known; expected one of {' '.join(words)}")
    return value


def _words(row: Mapping[str, Any], key: str, known: Sequence[str] | None, where: str) -> tuple[str, ...]:
    values = row.get(key)
    if values is None:
        return ()
    if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
        raise _bad(f"{where}: expected {key} as a list of words, found {shown(values)}")
    # "other:biopsy" is a test that none of the kinds covers.
    words = tuple(OTHER if known is KINDS and value.startswith(f"{OTHER}:") else value for value in values)
    for word in words:
        if known is not None and word not in known:
            raise _bad(f"{where}: {key} {shown(word)} is not known; expected one of {' '.join(known)}")
    return words


def _bad(sentence: str) -> BadInput:
    return BadInput((Problem("", sentence),))
