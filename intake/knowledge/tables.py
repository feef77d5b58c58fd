"""Strict reading of one TOML table into one row, with every problem listed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Any, TypeAlias, TypeVar, get_args, get_origin, get_type_hints

import msgspec

from intake.domain.errors import Problem
from intake.knowledge.conditions import Condition, ConditionError, parse
from intake.knowledge.model import Driver

Table: TypeAlias = Mapping[str, Any]
Row = TypeVar("Row", bound=msgspec.Struct)

_OPTIONAL_CONDITION = Condition | None
_RANGE = tuple[float | None, float | None]
_RANGES = tuple[tuple[float | None, float | None], ...]


class TableReader:
    """Reads the tables of one file and keeps what is wrong with them."""

    def __init__(self, file: str) -> None:
        self._file = file
        self.problems: list[Problem] = []

    def row(self, kind: type[Row], table: object, *, name: str) -> Row | None:
        """The row a table says, or None when something in it is wrong."""
        if not isinstance(table, dict):
            self.wrong(name, "expected a table")
            return None
        fields = _fields(kind)
        for key in table:
            if key not in fields:
                self.wrong(f"{name}: {key}", f"unknown key; expected one of {', '.join(sorted(fields))}")
        before = len(self.problems)  # an unknown key is wrong, but the rest can be looked up all the same
        values: dict[str, Any] = {}
        for key, field in fields.items():
            if key in table:
                values[key] = self._value(_hints(kind)[key], table[key], where=f"{name}: {key}", kind=kind)
            elif field.required:
                self.wrong(f"{name}: {key}", "missing")
        return kind(**values) if len(self.problems) == before else None

    def wrong(self, where: str, message: str) -> None:
        """Note a problem at `id: key` of this file."""
        self.problems.append(Problem(f"{self._file}: {where}" if where else self._file, message))

    def _value(self, hint: Any, value: object, *, where: str, kind: type) -> Any:
        if hint in (Condition, _OPTIONAL_CONDITION):
            return self._condition(value, where=where, states=kind is Driver)
        if hint in (_RANGE, _RANGES):
            return self._ranges(hint, value, where=where)
        inside = get_args(hint)[0] if get_origin(hint) is tuple else None
        if inside == Condition:
            return tuple(self._condition(part, where=where) for part in self._list(value, where=where))
        if isinstance(inside, type) and issubclass(inside, msgspec.Struct):
            return self._rows(inside, value, where=where)
        if get_origin(hint) is dict and get_args(hint)[1] == Condition:
            table = value if isinstance(value, dict) else {}
            return {key: self._condition(text, where=f"{where}.{key}") for key, text in table.items()}
        return self._plain(hint, value, where=where)

    def _plain(self, hint: Any, value: object, *, where: str) -> Any:
        try:
            return msgspec.convert(value, hint)
        except msgspec.ValidationError as error:
            self.wrong(where, _in_words(str(error), value))
            return None

    def _condition(self, value: object, *, where: str, states: bool = False) -> Condition | None:
        if not isinstance(value, str):
            self.wrong(where, f"expected a condition in quotes, found {_shown(value)}")
            return None
        try:
            return parse(value, states=states)
        except ConditionError as error:
            self.wrong(where, str(error))
            return None

    def _rows(self, kind: type[Row], value: object, *, where: str) -> tuple[Row, ...]:
        rows = []
        for number, table in enumerate(self._list(value, where=where), start=1):
            row = self.row(kind, table, name=f"{where} {number}")
            if row is not None:
                rows.append(row)
        return tuple(rows)

    def _list(self, value: object, *, where: str) -> list[Any]:
        if isinstance(value, list):
            return value
        self.wrong(where, f"expected a list, found {_shown(value)}")
        return []

    def _ranges(self, hint: Any, value: object, *, where: str) -> Any:
        if hint == _RANGE:
            return self._range(value, where=where)
        return tuple(self._range(part, where=where) for part in self._list(value, where=where))

    def _range(self, value: object, *, where: str) -> tuple[float | None, float | None]:
        if not isinstance(value, dict) or not value or set(value) - {"from", "to"}:
            self.wrong(where, f"expected a range with from and to, found {_shown(value)}")
            return (None, None)
        low, high = (self._plain(float | None, value.get(end), where=where) for end in ("from", "to"))
        return (low, high)


@cache
def _fields(kind: type[msgspec.Struct]) -> dict[str, msgspec.structs.FieldInfo]:
    return {field.encode_name: field for field in msgspec.structs.fields(kind)}


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)


def _shown(value: object) -> str:
    return f'"{value}"' if isinstance(value, str) else str(value)


def _in_words(message: str, value: object) -> str:
    """The decoder's message in our words: "expected int, found "three""."""
    plain = re.sub(r" - at `\$.*`$", "", message)
    plain = re.sub(r"^Expected (.*), got .*$", r"expected \1", plain)
    plain = re.sub(r"^Invalid enum value .*$", "not one of the allowed words", plain)
    return f"{plain}, found {_shown(value)}"
