"""One file of a clinic's own rules, read strictly: its rows and the cases that try them."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from intake.domain.errors import Problem
from intake.knowledge.assembly import KINDS, Draft, document_of, take_row
from intake.knowledge.checks.book import NO_CODES
from intake.knowledge.files import KnowledgeFile
from intake.knowledge.rule_cases import RULE_CASE, ToTry, WrittenCase, cases_in
from intake.knowledge.strict_json import shown

ADDABLE = (
    "source", "item", "band", "name", "sign", "left_out", "check_cost", "pattern", "workup", "caution", "driver",
    "red_flag", "urgency_rule", "trap",
)  # fmt: skip
"""The kinds of rows a clinic may add; all others are the program's alone."""
WITHOUT_CASES = ("source", "left_out", "check_cost")
"""Rows that cannot fire: what rules stand on."""
WITHOUT_AUTHOR = ("left_out", "check_cost")
MOST_ROWS = 1_000
MOST_CASES = 3_000
LONGEST_TEXT = 4_000
_MOST_NESTED = 12
_MOST_DOTS = 100
_ID = r"[a-z][a-z0-9_]{1,59}"
_CODE = r"[A-Za-z][A-Za-z0-9_]{1,39}"
_URGENCY_ID = r"u[1-9][0-9]{2,5}"
_CONTROL = r"[\x00-\x08\x0b-\x1f\x7f]"

# Words of the tables the program's own rows were taken from; a clinic need not repeat itself.
_FILLED: Mapping[str, Mapping[str, Any]] = MappingProxyType(
    {
        "pattern": {"article": "", "tempo": "", "priors": "", "urgency_words": "", "workups": []},
        "workup": {"table_group": "", "shows": "", "preparation": "", "suggest_when": "", "not_useful_when": ""},
        "urgency_rule": {"words": ""},
        "trap": {"happens": "", "effect": ""},
    }
)


@dataclass(frozen=True, slots=True)
class ClinicFile:
    """What a file of the clinic says, before it is looked at beside the program's own rules."""

    file: KnowledgeFile
    draft: Draft
    cases: tuple[WrittenCase, ...]

    @property
    def name(self) -> str:
        """The file's name for people."""
        return self.file.name

    @property
    def size(self) -> int:
        """How many rows it has."""
        return sum(len(rows) for rows in self.draft.rows.values())

    def rows(self, kind: str) -> Mapping[str, Any]:
        """Its rows of a kind by id."""
        return self.draft.rows[kind]

    def rules(self) -> dict[str, str]:
        """Every rule that has to be tried, with its kind; each state of a sign is one."""
        return {rule: kind for kind, rows in self.draft.rows.items() for rule in _rules_of(kind, rows)}


def read_clinic_file(file: KnowledgeFile) -> ClinicFile:
    """The rows and cases of a file; what is wrong with them stands in its draft."""
    draft = Draft()
    document = _document(file, draft.problems)
    if document is None:
        return ClinicFile(file, draft, ())
    for kind, tables in document.items():
        if kind in ADDABLE and isinstance(tables, list):
            for table in tables:
                take_row(draft, file.name, kind, _filled(kind, table))
        elif kind != RULE_CASE:
            draft.problems.append(Problem(f"{file.name}: {kind}", _not_addable()))
    draft.problems += _row_problems(file.name, draft)
    read = ClinicFile(file, draft, ())
    to_try = ToTry(file.name, read.rules(), frozenset(row for rows in draft.unread.values() for row in rows))
    cases = cases_in(to_try, document.get(RULE_CASE, []), draft.problems)
    return ClinicFile(file, draft, cases)


def _not_addable() -> str:
    expected = ", ".join(f"[[{kind}]]" for kind in (*ADDABLE, RULE_CASE))
    return f"a clinic's file cannot add or change this; expected one of {expected}"


def _document(file: KnowledgeFile, problems: list[Problem]) -> dict[str, Any] | None:
    """The tables of a file that is neither too deep nor too long."""
    for number, line in enumerate(file.data.split(b"\n"), start=1):
        # Reading a key of thousands of parts would take minutes.
        if line.count(b".") > _MOST_DOTS:
            problems.append(Problem(file.name, f"line {number} has more than {_MOST_DOTS} dots; break it up"))
            return None
    before = len(problems)
    document = document_of(file, problems)
    problems += _text_problems(file.name, document)
    return document if len(problems) == before else None


def _text_problems(file: str, document: dict[str, Any]) -> Iterator[Problem]:
    for kind, most in ((RULE_CASE, MOST_CASES), *((kind, MOST_ROWS) for kind in ADDABLE)):
        tables = document.get(kind)
        if isinstance(tables, list) and len(tables) > most:
            yield Problem(f"{file}: {kind}", f"{len(tables)} are too many; {most} is the most")
    for path, depth, value in _leaves(document):
        if depth > _MOST_NESTED:
            yield Problem(f"{file}: {path}", f"is nested more than {_MOST_NESTED} deep")
            return
        message = _wrong_value(value)
        if message:
            yield Problem(f"{file}: {path}", message)


def _leaves(document: dict[str, Any]) -> Iterator[tuple[str, int, Any]]:
    """Every text and number with where it stands: `rf_x: message`; not by recursion, which a file could exhaust."""
    waiting: list[tuple[str, int, Any]] = [("", 0, document)]
    while waiting:
        path, depth, value = waiting.pop()
        if depth > _MOST_NESTED or not isinstance(value, dict | list):
            yield path, depth, value
        elif isinstance(value, dict):
            row_id = value.get("id")
            here = row_id if depth == 2 and isinstance(row_id, str) and len(row_id) < 100 else path
            joint = ": " if depth == 2 else "."
            waiting += [
                (f"{here}{joint}{key[:60]}" if here else key[:60], depth + 1, part) for key, part in value.items()
            ]
        else:
            waiting += [(f"{path} {number}", depth + 1, part) for number, part in enumerate(value, start=1)]


def _wrong_value(value: Any) -> str:
    if isinstance(value, float) and not math.isfinite(value):
        return "expected a number, found one without end"
    if isinstance(value, int) and abs(value) > 10**12:
        return "is too large for a number"
    if isinstance(value, str) and len(value) > LONGEST_TEXT:
        return f"{len(value)} characters are too many; {LONGEST_TEXT} is the most"
    if isinstance(value, str) and re.search(_CONTROL, value):
        return "holds a character that cannot be shown"
    return ""


def _filled(kind: str, table: Any) -> Any:
    """The row with the words a clinic may leave out."""
    if not isinstance(table, dict):
        return table
    filled = dict(_FILLED.get(kind, {})) | table
    rows = filled.get("rows")
    if kind == "pattern" and isinstance(rows, list):
        filled["rows"] = [_with_id(f"{filled.get('id')}.{number}", row) for number, row in enumerate(rows, start=1)]
    return filled


def _with_id(row_id: str, row: Any) -> Any:
    return {"id": row_id} | row if isinstance(row, dict) else row


def _rules_of(kind: str, rows: Mapping[str, Any]) -> Iterator[str]:
    if kind in WITHOUT_CASES:
        return
    for row_id, row in rows.items():
        if kind == "sign":
            yield from (f"{row_id}.{state.state}" for state in row.states)
        else:
            yield row_id


def _row_problems(file: str, draft: Draft) -> Iterator[Problem]:
    seen: dict[str, str] = {}
    for kind, rows in draft.rows.items():
        for row_id, row in rows.items():
            for key, message in (*_about_row(kind, row_id, row), *_ABOUT.get(kind, _nothing)(row)):
                yield Problem(f"{file}: {row_id}: {key}", message)
            if row_id in seen and kind not in WITHOUT_CASES:
                yield Problem(f"{file}: {row_id}: id", f"is the id of a {_words(seen[row_id])} as well; choose another")
            elif kind not in WITHOUT_CASES:
                seen[row_id] = kind


def _words(kind: str) -> str:
    return kind.replace("_", " ")


def _about_row(kind: str, row_id: str, row: Any) -> Iterator[tuple[str, str]]:
    shape, words = _ID, "small letters, digits and _, starting with a letter, 2 to 60 of them"
    if kind == "source":
        shape, words = _CODE, "letters, digits and _, starting with a letter, 2 to 40 of them"
    elif kind == "urgency_rule":
        shape, words = _URGENCY_ID, "u and a number from 100 on, such as u100"
    if kind != "check_cost" and not re.fullmatch(shape, row_id):
        yield KINDS[kind].key, f"expected {words}, found {shown(row_id)}"
    if kind not in WITHOUT_AUTHOR and not row.author.strip():
        yield "author", "missing; say who in the clinic wrote it"
    for owner in (row, *getattr(row, "states", ()), *getattr(row, "rows", ())):
        for code in getattr(owner, "source", ()):
            if code in NO_CODES:
                yield "source", f'"{code}" is for the program\'s own rows; name a source, or add one with [[source]]'


def _nothing(_row: Any) -> tuple[tuple[str, str], ...]:
    return ()


def _about_flag(row: Any) -> Iterator[tuple[str, str]]:
    if not 1 <= row.rank <= 7:
        yield "rank", f"expected 1 (airway) to 7 (the rest), found {row.rank}"
    for key in ("message", "message_vet", "first_action"):
        if not getattr(row, key).strip():
            yield key, "missing; a flag says what it saw and what to do"


def _about_urgency(row: Any) -> Iterator[tuple[str, str]]:
    if row.level == "routine":
        yield "level", "expected emergency, urgent or soon: a line only ever raises"
    if row.when is None:
        yield "when", "missing; a clinic's line is its condition"
    if row.conditions:
        yield "conditions", "are read by the program's own lines only; write when = ..."


def _about_item(row: Any) -> Iterator[tuple[str, str]]:
    if row.derived:
        yield "derived", "the program works out its own items only"
    if row.bands:
        yield "bands", "follow from [[band]] rows; leave them out"


def _about_workup(row: Any) -> Iterator[tuple[str, str]]:
    if not 0 <= row.level <= 4:
        yield "level", f"expected 0 to 4, found {row.level}"
    if not row.name.strip():
        yield "name", "missing; a test has a name"


def _about_pattern(row: Any) -> Iterator[tuple[str, str]]:
    if not row.regions:
        yield "regions", "expected at least one region"
    for number, finding in enumerate(row.rows, start=1):
        if finding.words:
            yield f"rows {number}.words", "is for the program's own rows; name findings in alternatives"


def _about_driver(row: Any) -> Iterator[tuple[str, str]]:
    if not row.workups:
        yield "workups", "expected at least one test"


def _about_cost(row: Any) -> Iterator[tuple[str, str]]:
    if not 0 < row.cost <= 100:
        yield "cost", f"expected more than 0, at most 100, found {row.cost:g}"


_ABOUT: Mapping[str, Any] = MappingProxyType(
    {
        "red_flag": _about_flag,
        "urgency_rule": _about_urgency,
        "item": _about_item,
        "workup": _about_workup,
        "pattern": _about_pattern,
        "driver": _about_driver,
        "check_cost": _about_cost,
    }
)
