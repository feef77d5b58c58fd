"""A unit of work: everything in it is committed at once, or nothing."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import UTC
from itertools import groupby
from typing import TypeAlias

from sqlalchemy import Connection, Transaction, func, select, update

from intake.domain.audit import AuditEntry, seal
from intake.domain.decisions import Amendment, Clearance, Decision, FlagTold, GateAnswer, Signature
from intake.domain.errors import ChangedElsewhere, NotFound
from intake.domain.exams import Exam, RecordedAnswer, RecordedNote
from intake.domain.ids import ExamId
from intake.domain.media import Media, MediaMark, MediaNote
from intake.domain.patients import Owner, Patient
from intake.domain.rechecks import RecheckPlan
from intake.domain.staff import StaffMember
from intake.domain.visits import Visit
from intake.storage import search, statements, tables
from intake.storage.connection import BEGIN
from intake.storage.look import SqlLook
from intake.storage.mapping import ROWS, Values

Entity: TypeAlias = StaffMember | Owner | Patient | Visit | Exam
JournalRow: TypeAlias = (
    RecordedAnswer
    | RecordedNote
    | Decision
    | FlagTold
    | GateAnswer
    | Clearance
    | Signature
    | Amendment
    | RecheckPlan
    | Media
    | MediaNote
    | MediaMark
)

_CALLED: dict[type, str] = {
    StaffMember: "this person",
    Owner: "this owner",
    Patient: "this dog",
    Visit: "this visit",
    Exam: "this exam",
}


class SqlWork(SqlLook):
    """One transaction that writes."""

    def __init__(self, connection: Connection, transaction: Transaction) -> None:
        super().__init__(connection)
        self._transaction = transaction

    def add(self, *things: Entity | JournalRow) -> None:
        """Store new things."""
        for kind, same in groupby(things, type):
            table, values_of = ROWS[kind]
            alike = list(same)
            rows = [values_of(thing) for thing in alike]
            if kind is Visit:
                rows = self._numbered(rows)
            self._connection.execute(statements.insert_into(table), rows if len(rows) > 1 else rows[0])
            self._index(alike)

    def save(self, thing: Entity) -> None:
        """Store a changed thing over the version the person saw; its version rises by one.

        Raises:
            ChangedElsewhere: somebody saved it first.
            NotFound: it was never stored.
        """
        table, values_of = ROWS[type(thing)]
        values = values_of(thing) | {"version": thing.version + 1}
        seen = (table.c.id == thing.id) & (table.c.version == thing.version)
        if self._connection.execute(update(table).where(seen).values(values)).rowcount == 0:
            self._refuse(thing)
        self._index([thing])

    def audit(self, entry: AuditEntry) -> None:
        """Add to the audit trail; the store seals it."""
        at = entry.at.astimezone(UTC)
        sealed = seal(replace(entry, at=at), self._connection.scalar(statements.last_seal()) or "")
        values = {
            "at": at,
            "staff_id": entry.by,
            "act": entry.act,
            "subject": entry.subject,
            "detail": entry.detail,
            "seal": sealed,
        }
        self._connection.execute(statements.insert_into(tables.audit), values)

    def keep_knowledge(self, digest: str, version: str, encoded: Callable[[], bytes]) -> None:
        """Keep a knowledge version for good; a second time does nothing."""
        if self._connection.scalar(statements.has_knowledge(), {"digest": digest}):
            return
        content = encoded()
        values = {
            "digest": digest,
            "version": version,
            "content": content,
            "content_digest": "sha256:" + hashlib.sha256(content).hexdigest(),
        }
        self._connection.execute(statements.insert_into(tables.knowledge), values)

    def keep_sheet_code(self, exam: ExamId, sheet: str, code: str) -> None:
        """Give a sheet of an exam its code."""
        values = {"exam_id": exam, "sheet": sheet, "code": code}
        self._connection.execute(statements.insert_into(tables.sheet_codes), values)

    def commit(self) -> None:
        """Make it durable: on return it survives a power cut."""
        self._transaction.commit()
        # Whoever still asks afterwards only reads, and must not keep other writers waiting.
        self._connection.execution_options(**{BEGIN: "begin"})

    def _numbered(self, rows: list[Values]) -> list[Values]:
        # Nobody else writes meanwhile, so the next number is free.
        last = self._connection.scalar(select(func.max(tables.visits.c.number))) or 0
        return [row | {"number": last + place} for place, row in enumerate(rows, 1)]

    def _index(self, things: Iterable[Entity | JournalRow]) -> None:
        for thing in things:
            match thing:
                case Patient():
                    search.index_patient(self._connection, thing.id)
                case Owner():
                    search.index_dogs_of(self._connection, thing.id)

    def _refuse(self, thing: Entity) -> None:
        table, _ = ROWS[type(thing)]
        called = f"visit {thing.number}" if isinstance(thing, Visit) else _CALLED[type(thing)]
        if self._connection.execute(statements.by_id(table), {"id": thing.id}).one_or_none() is None:
            raise NotFound(f"There is no longer {called.replace('this', 'such a', 1)} in the record.")
        raise ChangedElsewhere(
            f"Somebody else changed {called} first, so this was not saved. "
            "What they saved is shown now. Look at it, then try again."
        )
