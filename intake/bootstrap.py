"""The only place that builds real parts: store, knowledge, sheets, clock."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from intake import __version__
from intake.domain.errors import NotAllowed, StorageTrouble
from intake.log import start_log, stop_log
from intake.paths import Paths, paths_for, resource
from intake.settings import Settings, read_settings, write_settings

# What the window does not need for its first paint is imported where it is used: the knowledge alone takes longer.
if TYPE_CHECKING:
    from intake.app.clinic import Clinic
    from intake.app.demo import DemoClinic
    from intake.app.ports import Look, Store, Work
    from intake.app.rulebooks import KeptRulebooks
    from intake.domain.errors import Problem
    from intake.domain.records import ExamRecord, Paper, PrintLine
    from intake.knowledge.clinic_rules import InForce
    from intake.knowledge.model import Knowledge
    from intake.reasoning.assessment import Assessment
    from intake.reasoning.engine import Engine
    from intake.reports.sheet_maker import ReportLabSheets
    from intake.storage.backup import Backup, Restored
    from intake.storage.integrity import Report
    from intake.storage.store import SqlStore

# Without letters and digits that are taken for each other when read aloud or copied from paper.
ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"
ID_LENGTH = 12


@dataclass(frozen=True, slots=True)
class Place:
    """Where a clinic keeps its things: its folders, its settings, and a database elsewhere if it named one."""

    paths: Paths
    settings: Settings
    database: str | None = None


def place(home: Path | None = None, database: str | None = None) -> Place:
    """The folders and settings of a clinic; nothing is made yet.

    Raises:
        BadInput: the settings file says what Intake does not understand.
        StorageTrouble: the settings cannot be read.
    """
    paths = paths_for(home)
    return Place(paths, read_settings(paths.settings_file), database)


def rulebooks(paths: Paths, tell: Callable[[tuple[Problem, ...]], None] | None = None) -> KeptRulebooks:
    """The knowledge of this program with the clinic's own rules, read when it is first needed.

    `tell` is then told of the clinic's rules that are not in force, if there are any.
    """
    from intake.app.rulebooks import KeptRulebooks
    from intake.knowledge.loader import encode

    return KeptRulebooks(lambda: _loaded(paths, tell), encode, _decoded)


def _loaded(paths: Paths, tell: Callable[[tuple[Problem, ...]], None] | None) -> InForce:
    from intake.app.exam_rules import in_force
    from intake.knowledge.clinic_rules import Folders

    found = in_force(Folders(resource("knowledge"), paths.clinic_rules, paths.cache), program=__version__)
    if tell is not None and found.refused:
        tell(found.refused)
    return found


def _decoded(snapshot: bytes) -> Knowledge:
    import msgspec

    from intake.knowledge.loader import decode

    try:
        return decode(snapshot)
    except msgspec.DecodeError as error:
        raise StorageTrouble(
            "The exam rules kept with this exam cannot be read, so it cannot be shown. Nothing was changed. "
            "Run `db check`, or bring back a backup with `db restore`."
        ) from error


@contextmanager
def clinic_at(at: Place, tell: Callable[[tuple[Problem, ...]], None] | None = None) -> Iterator[Clinic]:
    """The clinic for as long as the block lasts; its database is opened or made when first asked.

    `tell` is told of the clinic's own rules that are not in force, once rules are needed.
    """
    store = LateStore(lambda: _opened_store(at))
    try:
        yield _clinic(at, store, tell)
    finally:
        store.close()


def _clinic(at: Place, store: Store, tell: Callable[[tuple[Problem, ...]], None] | None = None) -> Clinic:
    from intake.app.calendar import ClinicCalendar
    from intake.app.clinic import Clinic
    from intake.domain.records import Paper
    from intake.storage.attachments import FolderAttachments
    from intake.storage.pin_hashing import Argon2Pins

    return Clinic(
        store=store,
        rulebooks=rulebooks(at.paths, tell),
        sheets=LateSheets(),
        pins=Argon2Pins(),
        calendar=ClinicCalendar(at.settings.time_zone, now),
        now=now,
        new_id=new_id,
        name=f"{at.settings.clinic_name} (sample)" if at.settings.is_sample else at.settings.clinic_name,
        zone=at.settings.time_zone,
        poison_line=at.settings.poison_line,
        paper=Paper(at.settings.paper),
        app_version=__version__,
        attachments=FolderAttachments(at.paths.attachments, at.paths.cache / "thumbnails", now),
    )


def _opened_store(at: Place) -> SqlStore:
    from intake.storage.store import open_store

    if at.database is None:
        _make_home(at.paths)
    return open_store(at.database or at.paths.database, backups=at.paths.backups, now=now)


def _make_home(paths: Paths) -> None:
    try:
        paths.database.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StorageTrouble(
            f"The folder {paths.database.parent} cannot be made ({error.strerror}). Nothing was changed. "
            "Let your account write there, or choose another folder with --home."
        ) from error


def now() -> datetime:
    """The moment it is, in UTC."""
    return datetime.now(UTC)


def new_id() -> str:
    """A random id without meaning, easy to read aloud."""
    import secrets

    return "".join(secrets.choice(ALPHABET) for _ in range(ID_LENGTH))


class LateStore:
    """A store that is opened when it is first asked: a sheet of a case file needs none."""

    def __init__(self, opened: Callable[[], SqlStore]) -> None:
        self._open = opened
        self._store: SqlStore | None = None

    def look(self) -> AbstractContextManager[Look]:
        """A consistent view for reading."""
        return self._opened().look()

    def work(self) -> AbstractContextManager[Work]:
        """A unit of work; left without `commit` it changes nothing."""
        return self._opened().work()

    def close(self) -> None:
        """The database is closed, if it was opened."""
        if self._store is not None:
            self._store.close()

    def _opened(self) -> SqlStore:
        if self._store is None:
            self._store = self._open()
        return self._store


class LateSheets:
    """Makes sheets; what that needs is loaded with the first one."""

    def __init__(self) -> None:
        self._maker: ReportLabSheets | None = None

    def exam_sheet(
        self, record: ExamRecord, engine: Engine, assessment: Assessment, *, paper: Paper, line: PrintLine
    ) -> bytes:
        """The exam sheet as PDF bytes."""
        from intake.reports.sheet_maker import ReportLabSheets

        if self._maker is None:
            self._maker = ReportLabSheets()
        return self._maker.exam_sheet(record, engine, assessment, paper=paper, line=line)


def fill_with_demo(at: Place) -> DemoClinic:
    """A made-up clinic in an empty home.

    Raises:
        NotAllowed: something is there already; nothing was changed.
        StorageTrouble: the home cannot be written.
    """
    from intake.app.demo import fill
    from intake.storage.pin_hashing import Argon2Pins

    _check_empty(at.paths.home)
    import tomllib

    content = tomllib.loads(resource("demo", "clinic.toml").read_text(encoding="utf-8"))
    with clinic_at(at) as clinic:
        # Everybody knows these PINs, so hiding them well would only cost time.
        made = fill(replace(clinic, pins=Argon2Pins(rounds=1, memory_kib=1_024, lanes=1)), content)
    write_settings(at.paths.settings_file, replace(at.settings, clinic_name=content["name"], is_sample=True))
    return made


def _check_empty(home: Path) -> None:
    if home.is_dir() and any(entry.name not in ("cache", "logs") for entry in home.iterdir()):
        raise NotAllowed(
            f"A made-up clinic needs an empty home, and {home} is not empty. Nothing was changed. "
            "Choose another folder with --home."
        )


def upgrade(at: Place) -> None:
    """The database exists and is of this version.

    Raises:
        StorageTrouble: it cannot be used; it is as it was.
    """
    _opened_store(at).close()


def check(at: Place) -> Report:
    """What a look at the whole database found; nothing in it is changed.

    Raises:
        StorageTrouble: it cannot be read.
    """
    from intake.storage import integrity

    return integrity.check(_database_file(at), at.paths.attachments)


def backup(at: Place, to: Path) -> Backup:
    """One zip with everything, at `to`.

    Raises:
        StorageTrouble: it cannot be made.
    """
    from intake.storage.backup import make_backup

    return make_backup(_database_file(at), at.paths.attachments, to, made_at=now())


def restore(at: Place, backup_file: Path) -> Restored:
    """The record as it is in the backup; what was there is kept beside it.

    Raises:
        BadInput: the backup is not whole; nothing was changed.
        StorageTrouble: the record is in use or cannot be replaced.
    """
    from intake.storage.backup import restore_backup

    return restore_backup(backup_file, _database_file(at), at.paths.attachments, now=now())


def _database_file(at: Place) -> Path:
    if at.database is None:
        return at.paths.database
    from intake.storage.connection import file_of, url_of

    file = file_of(url_of(at.database))
    if file is None:
        raise NotAllowed("Checks and backups are for a database in a file. Give one with --database sqlite:///FILE.")
    return file


def run_window(home: Path | None, database: str | None) -> int:
    """The exit code of the window, once it is closed.

    Raises:
        IntakeError: the settings or the log cannot be used.
    """
    from intake.ui.application import run

    at = place(home, database)
    handler = start_log(at.paths.logs)
    stores: list[SqlStore] = []

    def make_clinic() -> Clinic:
        stores.append(_opened_store(at))
        return _clinic(at, stores[-1])

    try:
        return run(make_clinic, at.paths, at.settings)
    finally:
        for store in stores:
            store.close()
        stop_log(handler)


def log_crash(paths: Paths, error: BaseException) -> Path | None:
    """Where the details of a bug were written; None when no log can be."""
    try:
        handler = start_log(paths.logs)
    except StorageTrouble:
        return None
    try:
        logging.getLogger("intake.bootstrap").error("A command failed", exc_info=error)
    finally:
        stop_log(handler)
    return paths.logs / "intake.log"
