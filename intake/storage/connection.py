"""Connections to the database, set up so that a commit survives a power cut."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, StaticPool, create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError

from intake.domain.errors import BadInput, Problem, StorageTrouble

BUSY_MS = 5_000
BEGIN = "intake_begin"
"""Execution option: how a transaction starts on SQLite."""


def url_of(database: str | Path) -> URL:
    """The address of a database file, or of any database SQLAlchemy can name.

    Raises:
        BadInput: it is not an address.
    """
    if isinstance(database, Path):
        return URL.create("sqlite", database=str(database))
    try:
        return make_url(database)
    except ArgumentError as error:
        words = f'"{database}" is not a database address such as sqlite:///clinic.db'
        raise BadInput((Problem("--database", words),)) from error


def file_of(url: URL) -> Path | None:
    """The file of a SQLite address; None for a database in memory or on a server."""
    if url.get_backend_name() != "sqlite" or not url.database or url.database == ":memory:":
        return None
    return Path(url.database)


def shown(url: URL) -> str:
    """The database as a sentence names it, without a password."""
    file = file_of(url)
    return str(file) if file else url.render_as_string(hide_password=True)


def engine_for(url: URL) -> Engine:
    """The engine over this address; nothing is opened yet.

    Raises:
        StorageTrouble: it is not a SQLite database.
    """
    if url.get_backend_name() != "sqlite":
        raise StorageTrouble(
            f"This version keeps its record in SQLite and cannot use {shown(url)}. Nothing was changed. "
            "Give an address such as sqlite:///clinic.db, or leave --database out."
        )
    pool = None if file_of(url) else StaticPool
    # What stands in a row never stands in an error, and so in no log: it may be a name.
    engine = create_engine(url, poolclass=pool, hide_parameters=True)
    event.listen(engine, "connect", _set_up_sqlite)
    event.listen(engine, "begin", _begin)
    return engine


def _set_up_sqlite(connection: Any, _record: object) -> None:
    # The driver must not open transactions by itself: `_begin` does, in the right kind.
    connection.isolation_level = None
    connection.execute(f"pragma busy_timeout = {BUSY_MS}")
    connection.execute("pragma journal_mode = wal")
    connection.execute("pragma synchronous = full")
    connection.execute("pragma foreign_keys = on")


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql(connection.get_execution_options().get(BEGIN, "begin"))
