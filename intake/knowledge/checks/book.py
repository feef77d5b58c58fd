"""The knowledge laid open for the checks: rows by id, and the way to say where a problem is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import msgspec

from intake.domain.errors import Problem
from intake.knowledge.assembly import Draft
from intake.knowledge.conditions import CONDITIONS, Condition
from intake.knowledge.model import Item, Knowledge, Sign

NO_CODES = ("design", "neurological reasoning")
"""What a row may say instead of a code of the sources: a choice of ours, or reasoning without a text."""


@dataclass(frozen=True)
class Book:
    """Rows by id, those that could not be read included where only the id matters."""

    draft: Draft
    knowledge: Knowledge

    @cached_property
    def items(self) -> Mapping[str, Item]:
        """Every readable item."""
        return {item.id: item for item in self.knowledge.items}

    @cached_property
    def signs(self) -> Mapping[str, Sign]:
        """Every readable sign."""
        return {sign.id: sign for sign in self.knowledge.signs}

    def known(self, kind: str, row_id: str) -> bool:
        """There is such a row, readable or not."""
        return row_id in self.draft.rows[kind] or row_id in self.draft.unread[kind]

    def wrong(self, kind: str, row_id: str, key: str, message: str) -> Problem:
        """A problem at a key of a row, with its file."""
        return Problem(self.draft.at(kind, row_id, key), message)

    def missing(self, kind: str, row_ids: tuple[str, ...]) -> Iterator[str]:
        """Those of the ids that no row has."""
        yield from (row_id for row_id in row_ids if not self.known(kind, row_id))

    def each_row(self) -> Iterator[tuple[str, str, msgspec.Struct]]:
        """Kind, id and row of everything in the book."""
        for kind, rows in self.draft.rows.items():
            for row_id, row in rows.items():
                yield kind, row_id, row

    def each_condition(self) -> Iterator[tuple[str, str, str, Condition]]:
        """Kind, id, key and condition of every condition in the book."""
        for kind, row_id, row in self.each_row():
            for key, condition in _conditions_in(row):
                yield kind, row_id, key, condition


def _conditions_in(value: Any, key: str = "") -> Iterator[tuple[str, Condition]]:
    if isinstance(value, CONDITIONS):
        yield key, value
    elif isinstance(value, msgspec.Struct):
        for name in value.__struct_fields__:
            yield from _conditions_in(getattr(value, name), f"{key}.{name}" if key else name)
    elif isinstance(value, dict):
        for name, part in value.items():
            yield from _conditions_in(part, f"{key}.{name}")
    elif isinstance(value, tuple):
        for number, part in enumerate(value, start=1):
            yield from _conditions_in(part, f"{key} {number}")
