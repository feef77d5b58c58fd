"""Whether a database is whole and nobody changed what is only ever added to."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from sqlalchemy import Connection, Table, func, select
from sqlalchemy.exc import DatabaseError

from intake.domain.audit import seal
from intake.domain.errors import Problem, StorageTrouble
from intake.storage import mapping, migrate, tables
from intake.storage.attachments import kept_files
from intake.storage.connection import engine_for, url_of
from intake.storage.trouble import told_as_trouble, trouble_of

READ_AT_ONCE = 1_000


@dataclass(frozen=True, slots=True)
class Report:
    """What a check looked at, and what it found."""

    answers: int
    signatures: int
    audit_rows: int
    knowledge_versions: int
    problems: tuple[Problem, ...]
    attachments: int = 0  # photos and clips the record names


def check(file: Path, attachments: Path | None = None) -> Report:
    """The state of a database file, and of the attachments it names if their folder is given; nothing is changed.

    Raises:
        StorageTrouble: there is none, or it cannot be read at all.
    """
    if not file.exists():
        raise StorageTrouble(f"There is no database at {file}, so there is nothing to check. Nothing was changed.")
    with told_as_trouble(str(file)):
        revision = migrate.revision_of(file)
    if revision != migrate.REVISIONS[-1]:
        raise StorageTrouble(
            f"{file} was made by an older version of Intake. Nothing was changed. "
            "Run `db upgrade`, which keeps a copy of it, then check again."
        )
    engine = engine_for(url_of(file))
    try:
        with told_as_trouble(str(file)), engine.connect() as connection:
            return _report(connection, attachments)
    finally:
        engine.dispose()


def _report(connection: Connection, attachments: Path | None) -> Report:
    problems = tuple(problem for look in _CHECKS for problem in _found(look, connection))
    if attachments is not None:
        problems += tuple(_found(partial(_attached, attachments), connection))
    if any(problem.path == "database" for problem in problems):
        # Nothing in a damaged file can be counted on.
        return Report(0, 0, 0, 0, problems)
    return Report(
        answers=_count(connection, tables.answers),
        signatures=_count(connection, tables.signatures),
        audit_rows=_count(connection, tables.audit),
        knowledge_versions=_count(connection, tables.knowledge),
        problems=problems,
        attachments=_count(connection, tables.media),
    )


def _count(connection: Connection, table: Table) -> int:
    return connection.scalar(select(func.count()).select_from(table)) or 0


def _found(look: Callable[[Connection], Iterator[Problem]], connection: Connection) -> list[Problem]:
    try:
        return list(look(connection))
    except DatabaseError as error:
        trouble = trouble_of(error.orig, "The database")
        if trouble is None:
            raise
        return [Problem("database", str(trouble))]


def _pages(connection: Connection) -> Iterator[Problem]:
    for (line,) in connection.exec_driver_sql("pragma integrity_check"):
        if line != "ok":
            yield Problem("database", f"{line}. Bring back a backup with `db restore`.")


def _references(connection: Connection) -> Iterator[Problem]:
    for table, row, parent, _ in connection.exec_driver_sql("pragma foreign_key_check"):
        yield Problem(f"{table}.{row}", f"It names a row of {parent} that is not there.")


def _audit_chain(connection: Connection) -> Iterator[Problem]:
    previous = ""
    statement = select(tables.audit).order_by(tables.audit.c.seq)
    for row in connection.execution_options(yield_per=READ_AT_ONCE).execute(statement):
        entry = mapping.audit_entry(row)
        if seal(entry, previous) != entry.seal:
            yield Problem(f"audit.{entry.seq}", "Its seal does not fit: this row or the one before it was changed.")
        previous = entry.seal


def _snapshots(connection: Connection) -> Iterator[Problem]:
    for row in connection.execute(select(tables.knowledge)):
        if _digest(row.content) != row.content_digest:
            yield Problem(f"knowledge.{row.version}", "The exam rules kept with the record were changed.")


def _signatures(connection: Connection) -> Iterator[Problem]:
    for row in connection.execute(select(tables.signatures)):
        if _digest(row.case_json.encode()) != row.case_digest:
            yield Problem(f"signatures.{row.exam_id}", "What was signed was changed: it does not fit its digest.")


def _search_index(connection: Connection) -> Iterator[Problem]:
    indexed = connection.exec_driver_sql("select count(*) from patient_search").scalar_one()
    dogs = _count(connection, tables.patients)
    if indexed != dogs:
        yield Problem("patient_search", f"{indexed} of {dogs} dogs can be found by the search box.")


def _attached(folder: Path, connection: Connection) -> Iterator[Problem]:
    """Files that are missing, changed, or named by no visit."""
    named = dict(connection.execute(select(tables.media.c.digest, tables.media.c.name)).tuples().all())
    there = set()
    for digest, path in kept_files(folder):
        there.add(digest)
        place = f"attachments/{path.relative_to(folder).as_posix()}"
        if digest not in named:
            yield Problem(
                place, "No visit names this file: a copy was stopped before it was recorded, or it is not ours."
            )
        elif (why := _changed(path, digest)) is not None:
            yield Problem(place, f"{why} ({named[digest]}). Bring back a backup with `db restore`.")
    for digest in sorted(named.keys() - there):
        yield Problem(f"attachments/{digest}", f"The file of {named[digest]} is missing. Bring back a backup.")


def _changed(path: Path, digest: str) -> str | None:
    try:
        with path.open("rb") as file:
            is_same = "sha256:" + hashlib.file_digest(file, "sha256").hexdigest() == digest
    except OSError as error:
        return f"It cannot be read: {error.strerror or error}"
    return None if is_same else "It was changed: it does not fit its digest"


def _digest(content: bytes) -> str:
    return "sha256:" + hashlib.sha256(content).hexdigest()


_CHECKS = (_pages, _references, _audit_chain, _snapshots, _signatures, _search_index)
