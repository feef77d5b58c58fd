"""The knowledge put together from its files, before anything is looked up across them."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import msgspec

from intake.domain.errors import Problem
from intake.knowledge import model
from intake.knowledge.files import KnowledgeFile
from intake.knowledge.tables import TableReader

OTHERS = "others"


class _Kind(msgspec.Struct, frozen=True):
    """A kind of row: what it becomes, where it stands in Knowledge, and which key names it."""

    row: type[msgspec.Struct]
    field: str
    key: str = "id"


KINDS: Mapping[str, _Kind] = {
    "exam_region": _Kind(model.ExamRegion, "regions_of_exam"),
    "item": _Kind(model.Item, "items"),
    "band": _Kind(model.NumberBand, "bands"),
    "safety_rule": _Kind(model.SafetyRule, "safety_rules"),
    "region": _Kind(model.Region, "regions"),
    "name": _Kind(model.SignName, "names"),
    "sign": _Kind(model.Sign, "signs"),
    "form": _Kind(model.Form, "forms"),
    "left_out": _Kind(model.LeftOut, "left_out", key="item"),
    "pattern": _Kind(model.Pattern, "patterns"),
    "workup": _Kind(model.Workup, "workups"),
    "caution": _Kind(model.Caution, "cautions"),
    "driver": _Kind(model.Driver, "drivers"),
    "order_rule": _Kind(model.OrderRule, "order_rules"),
    "red_flag": _Kind(model.RedFlag, "red_flags"),
    "urgency_rule": _Kind(model.UrgencyRule, "urgency_rules"),
    "trap": _Kind(model.Trap, "traps"),
    "score": _Kind(model.Score, "scores"),
    "source": _Kind(model.SourceRow, "sources"),
    "check_cost": _Kind(model.CheckCost, "check_costs", key="group"),
    "check_limit": _Kind(model.CheckLimit, "check_limits", key="item"),
    "side_item": _Kind(model.SideItem, "side_items", key="item"),
    "side_vote": _Kind(model.SideVote, "side_votes"),
    "station": _Kind(model.Station, "stations"),
    "check_tool": _Kind(model.CheckTool, "check_tools", key="item"),
    "recheck_set": _Kind(model.RecheckSet, "recheck_sets"),
    "check_order": _Kind(model.CheckOrder, "check_orders", key="item"),
    "short_form": _Kind(model.ShortForm, "short_forms", key="item"),
    "guidance": _Kind(model.Guidance, "guidance"),
}
SINGLE = ("knowledge", "method", "never_shown", "breed_groups", "short_words")


@dataclass
class Draft:
    """Rows as read, the file each came from, and what was wrong so far."""

    rows: dict[str, dict[str, msgspec.Struct]] = field(default_factory=lambda: {kind: {} for kind in KINDS})
    files: dict[tuple[str, str], str] = field(default_factory=dict)
    unread: dict[str, set[str]] = field(default_factory=lambda: {kind: set() for kind in KINDS})
    single: dict[str, tuple[str, Any]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def copied(self) -> Draft:
        """A draft of its own to which rows can be added."""
        rows = {kind: dict(table) for kind, table in self.rows.items()}
        unread = {kind: set(names) for kind, names in self.unread.items()}
        return Draft(rows, dict(self.files), unread, dict(self.single), list(self.problems))

    def at(self, kind: str, row_id: str, key: str = "") -> str:
        """Where a row stands, for a problem: `items_c.toml: pe_hr: unit`."""
        file = self.files.get((kind, row_id), "knowledge")
        return f"{file}: {row_id}: {key}" if key else f"{file}: {row_id}"


def draft_of(files: tuple[KnowledgeFile, ...]) -> Draft:
    """Everything the files say, read strictly."""
    draft = Draft()
    for file in files:
        for kind, value in document_of(file, draft.problems).items():
            if kind in SINGLE and isinstance(value, dict):
                _take_single(draft, file, kind, value)
            elif kind in KINDS and isinstance(value, list):
                for table in value:
                    take_row(draft, file.name, kind, table)
            else:
                expected = ", ".join([f"[{single}]" for single in SINGLE] + [f"[[{row}]]" for row in KINDS])
                draft.problems.append(Problem(f"{file.name}: {kind}", f"unknown table; expected one of {expected}"))
    return draft


def document_of(file: KnowledgeFile, problems: list[Problem]) -> dict[str, Any]:
    """The tables of the file; none, and a problem, when it is not TOML."""
    try:
        return tomllib.loads(file.data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        problems.append(Problem(file.name, f"is not UTF-8 text: byte {error.start + 1} cannot be read"))
    except RecursionError:
        problems.append(Problem(file.name, "is nested too deep"))
    except ValueError as error:  # with what cannot be a number
        problems.append(Problem(file.name, f"is not TOML: {error}"))
    return {}


def _take_single(draft: Draft, file: KnowledgeFile, kind: str, table: dict[str, Any]) -> None:
    if kind in draft.single:
        draft.problems.append(Problem(f"{file.name}: {kind}", "may be given only once, and not by the clinic"))
        return
    draft.single[kind] = (file.name, table)


def take_row(draft: Draft, file: str, kind: str, table: Any) -> None:
    """Add the row a table of that file says, or what is wrong with it."""
    about = KINDS[kind]
    reader = TableReader(file)
    row_id = table.get(about.key) if isinstance(table, dict) else None
    name = row_id if isinstance(row_id, str) and row_id else f"{kind} {len(draft.rows[kind]) + 1}"
    row = reader.row(about.row, _unfolded(kind, table, reader, name), name=name)
    draft.problems += reader.problems
    if name in draft.rows[kind]:
        first = draft.files[kind, name]
        draft.problems.append(Problem(f"{file}: {name}: {about.key}", f"used twice, first in {first}"))
        return
    if row is None:
        draft.unread[kind].add(name)
        return
    draft.rows[kind][name] = row
    draft.files[kind, name] = file


def _unfolded(kind: str, table: Any, reader: TableReader, name: str) -> Any:
    """Words of a sign or a form written by word become words by region or state."""
    if kind == "form" and isinstance(table, dict) and isinstance(table.get("words"), dict):
        return table | {"words": _by_name(table["words"], reader, f"{name}: words")}
    if kind == "sign" and isinstance(table, dict) and isinstance(table.get("states"), list):
        states = [_unfolded("form", state, reader, f"{name}: states") for state in table["states"]]
        return table | {"states": states}
    return table


def _by_name(words: dict[str, Any], reader: TableReader, where: str) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for word, names in words.items():
        if word == OTHERS:
            found[OTHERS] = names
            continue
        if not isinstance(names, list):
            reader.wrong(where, f"{word}: expected a list of names")
            continue
        for each in names:
            if each in found:
                reader.wrong(where, f'"{each}" stands under two words')
            found[each] = word
    return found
