"""Bringing a database up to this version: a copy first, the future refused."""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Engine, create_engine, event

from intake.domain.errors import StorageTrouble
from intake.storage.connection import BUSY_MS

if TYPE_CHECKING:
    from alembic.config import Config

MIGRATIONS = Path(__file__).resolve().parent / "migrations"
REVISIONS = ("0001", "0002", "0003", "0004")
"""Every revision, oldest first; a test holds it equal to the files."""

FOREIGN = (
    "{file} is the database of another program. Nothing was changed. "
    "Give the address of an Intake database, or of a file that does not exist yet."
)
FUTURE = (
    "{file} was made by a newer version of Intake ({revision}), and nothing was changed. "
    "Install that version to work with it, or bring back an older backup with `db restore`."
)


def bring_up_to_date(engine: Engine, file: Path | None, *, backups: Path, now: Callable[[], datetime]) -> str | None:
    """The revision it was at before when something had to be done, else None.

    Raises:
        StorageTrouble: the database is of a newer version or of another program; it is as it was.
    """
    if file is None:
        _upgrade(engine, REVISIONS[-1])
        return None
    before = revision_of(file)
    if before == REVISIONS[-1]:
        return None
    if before:
        _keep_copy(file, before, backups, now())
    upgrade(file)
    return before


def revision_of(file: Path) -> str:
    """The revision of a database file by one plain question, writing nothing; empty for a new one.

    Raises:
        StorageTrouble: the database is of a newer version or of another program.
    """
    if not file.exists() or file.stat().st_size == 0:
        return ""
    with closing(sqlite3.connect(file, isolation_level=None)) as connection:
        connection.execute(f"pragma busy_timeout = {BUSY_MS}")
        revision = _asked(connection)
    if revision is None:
        raise StorageTrouble(FOREIGN.format(file=file))
    if revision and revision not in REVISIONS:
        raise StorageTrouble(FUTURE.format(file=file, revision=revision))
    return revision


def _asked(connection: sqlite3.Connection) -> str | None:
    """The revision; empty for a database without tables, None for one that is not ours."""
    tables = {name for (name,) in connection.execute("select name from sqlite_master where type = 'table'")}
    if not tables:
        return ""
    if "alembic_version" not in tables or "audit" not in tables:
        return None
    row = connection.execute("select version_num from alembic_version").fetchone()
    return str(row[0]) if row else None


def upgrade(file: Path, to: str = REVISIONS[-1]) -> None:
    """The database at this revision, all steps in one transaction."""
    _on_own_engine(file, to, is_up=True)


def downgrade(file: Path, to: str) -> None:
    """The database at an earlier revision, or at `base`: without tables."""
    _on_own_engine(file, to, is_up=False)


def _on_own_engine(file: Path, to: str, *, is_up: bool) -> None:
    engine = create_engine(f"sqlite:///{file}", hide_parameters=True)
    event.listen(engine, "connect", _set_up)
    event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("begin immediate"))
    try:
        (_upgrade if is_up else _downgrade)(engine, to)
    finally:
        engine.dispose()


def _set_up(connection: sqlite3.Connection, _record: object) -> None:
    # Foreign keys stay off: a table that is made anew is gone for a moment.
    connection.isolation_level = None
    connection.execute(f"pragma busy_timeout = {BUSY_MS}")
    connection.execute("pragma journal_mode = wal")
    connection.execute("pragma synchronous = full")


def _upgrade(engine: Engine, to: str) -> None:
    # Alembic takes half a second to load, and is seldom needed.
    from alembic import command

    with engine.begin() as connection:
        command.upgrade(_config(connection), to)


def _downgrade(engine: Engine, to: str) -> None:
    from alembic import command

    with engine.begin() as connection:
        command.downgrade(_config(connection), to)


def _config(connection: object) -> Config:
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config


def _keep_copy(file: Path, revision: str, backups: Path, now: datetime) -> Path:
    """A whole copy of the database as it was, named after its revision and the moment."""
    stamp = now.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
    copy = backups / f"{file.stem}-before-update-from-{revision}-{stamp}.db"
    try:
        backups.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".intake-", dir=backups) as folder:
            copy_database(file, draft := Path(folder) / copy.name)
            draft.replace(copy)
    except (OSError, sqlite3.Error) as error:
        raise StorageTrouble(
            f"The database has to be brought up to date, but no copy of it can be kept in {backups} ({error}). "
            "Nothing was changed. Free some space or let your account write there, then start again."
        ) from error
    return copy


def copy_database(file: Path, to: Path) -> None:
    """A whole copy of a database that may be in use, with what its write-ahead log holds."""
    to.unlink(missing_ok=True)
    with closing(sqlite3.connect(file)) as source, closing(sqlite3.connect(to)) as target:
        source.backup(target)
        target.execute("pragma journal_mode = delete")
    shutil.copymode(file, to)
