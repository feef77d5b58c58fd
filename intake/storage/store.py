"""The clinic's database, opened and ready."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from sqlalchemy import Engine

from intake.domain.errors import StorageTrouble
from intake.storage import migrate
from intake.storage.connection import BEGIN, engine_for, file_of, shown, url_of
from intake.storage.look import SqlLook
from intake.storage.trouble import told_as_trouble
from intake.storage.work import SqlWork


class SqlStore:
    """Views and units of work over one database; each takes a connection for as long as it lasts."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._where = shown(engine.url)

    @contextmanager
    def look(self) -> Iterator[SqlLook]:
        """A consistent view for reading."""
        with told_as_trouble(self._where), self._engine.connect() as connection, connection.begin():
            yield SqlLook(connection)

    @contextmanager
    def work(self) -> Iterator[SqlWork]:
        """A unit of work; left without `commit` it changes nothing."""
        with told_as_trouble(self._where), self._engine.connect() as connection:
            # The right to write is taken at the start: two units of work never fail half way.
            connection.execution_options(**{BEGIN: "begin immediate"})
            transaction = connection.begin()
            try:
                yield SqlWork(connection, transaction)
            finally:
                if transaction.is_active:
                    transaction.rollback()

    def close(self) -> None:
        """Give back every connection; the last one folds the write-ahead log into the file."""
        self._engine.dispose()


def open_store(database: str | Path, *, backups: Path, now: Callable[[], datetime]) -> SqlStore:
    """The store over a database, made new or brought up to date if needed.

    Before an older database is brought up to date, a copy of it is put into `backups`.

    Raises:
        StorageTrouble: it cannot be used; it is as it was.
    """
    url = url_of(database)
    _check_folder(file_of(url))
    engine = engine_for(url)
    try:
        with told_as_trouble(shown(url)):
            migrate.bring_up_to_date(engine, file_of(url), backups=backups, now=now)
    except BaseException:
        engine.dispose()
        raise
    return SqlStore(engine)


def _check_folder(file: Path | None) -> None:
    if file is not None and not file.parent.is_dir():
        raise StorageTrouble(
            f"There is no folder {file.parent}, so there is no database in it. Nothing was changed. "
            "Make the folder, or correct the address."
        )
