"""One zip with everything a clinic must not lose."""

from __future__ import annotations

import hashlib
import json
import os
import sqlite3
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, BinaryIO

from intake.domain.errors import BadInput, Problem, StorageTrouble
from intake.storage import integrity, migrate
from intake.storage.attachments import INCOMING
from intake.storage.trouble import told_as_trouble

FORMAT = "intake-backup/1"
DATABASE = "intake.db"
ATTACHMENTS = "attachments"
MANIFEST = "manifest.json"
PIECE = 1 << 20


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup file that was made, and how many files are in it."""

    path: Path
    files: int


def make_backup(database: Path, attachments: Path, to: Path, *, made_at: datetime) -> Backup:
    """A whole backup at `to`, replaced whole or not at all; the database may be in use meanwhile.

    Raises:
        StorageTrouble: there is no database, or the backup cannot be written.
    """
    if not database.exists():
        raise StorageTrouble(f"There is no database at {database}, so there is nothing to back up.")
    with (
        _told(f"The backup cannot be written to {to}. An older one there is as it was."),
        told_as_trouble(str(database)),
    ):
        revision = migrate.revision_of(database)
        with tempfile.TemporaryDirectory(prefix=".intake-backup-", dir=to.parent) as folder:
            copy = Path(folder) / DATABASE
            migrate.copy_database(database, copy)
            files = {DATABASE: copy} | _attached(attachments)
            draft = Path(folder) / "backup.zip"
            _write(draft, files, revision, made_at)
            draft.replace(to)
    return Backup(to, len(files))


def _attached(folder: Path) -> dict[str, Path]:
    # Copies on their way belong to nobody yet, and may be gone before they are read.
    there = (path for path in folder.rglob("*") if INCOMING not in path.relative_to(folder).parts)
    found = sorted(path for path in there if path.is_file())
    return {f"{ATTACHMENTS}/{path.relative_to(folder).as_posix()}": path for path in found}


def _write(draft: Path, files: dict[str, Path], revision: str, made_at: datetime) -> None:
    listed = {}
    with draft.open("wb") as raw:
        with zipfile.ZipFile(raw, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, path in files.items():
                archive.write(path, name)
                with path.open("rb") as file:
                    listed[name] = _digest(file)
            manifest = {
                "format": FORMAT,
                "made_at": made_at.astimezone(UTC).isoformat(),
                "revision": revision,
                "files": listed,
            }
            archive.writestr(MANIFEST, json.dumps(manifest, ensure_ascii=False, indent=2) + "\n")
        raw.flush()
        os.fsync(raw.fileno())


def _digest(file: BinaryIO) -> str:
    digest = hashlib.sha256()
    while piece := file.read(PIECE):
        digest.update(piece)
    return "sha256:" + digest.hexdigest()


@dataclass(frozen=True, slots=True)
class Restored:
    """What was there before, moved beside what is there now."""

    kept: tuple[Path, ...]


def restore_backup(backup: Path, database: Path, attachments: Path, *, now: datetime) -> Restored:
    """The record as it is in the backup; what was there is kept beside it.

    Raises:
        BadInput: the backup is not whole; nothing was changed, all problems are listed.
        StorageTrouble: it cannot be read, or the record is in use or cannot be replaced.
    """
    stamp = now.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
    with _told(f"The backup {backup} cannot be brought back. What was there is as it was."):
        database.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".intake-restore-", dir=database.parent) as folder:
            staged = Path(folder)
            _unpack(backup, staged)
            _check_database(backup, staged / DATABASE)
            _check_unused(database)
            moves = {staged / DATABASE: database, staged / ATTACHMENTS: attachments}
            return Restored(_take_over(moves, database, f".before-restore-{stamp}"))


def _unpack(backup: Path, staged: Path) -> None:
    try:
        with zipfile.ZipFile(backup) as archive:
            manifest = _manifest(backup, archive)
            problems = [
                found for name, digest in manifest.items() if (found := _unpack_one(archive, name, digest, staged))
            ]
    except (zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, EOFError) as error:
        raise _not_whole(backup, f"it is not a whole zip file ({error})") from error
    if problems:
        raise BadInput(tuple(problems))


def _manifest(backup: Path, archive: zipfile.ZipFile) -> dict[str, str]:
    try:
        manifest: Any = json.loads(archive.read(MANIFEST))
    except (KeyError, ValueError) as error:
        raise _not_whole(backup, f"its {MANIFEST} is missing or cannot be read") from error
    if not isinstance(manifest, dict) or manifest.get("format") != FORMAT:
        raise _not_whole(backup, f"it is not of the format {FORMAT}")
    files = manifest.get("files")
    if not isinstance(files, dict) or DATABASE not in files:
        raise _not_whole(backup, "its manifest names no database")
    return {str(name): str(digest) for name, digest in files.items()}


def _unpack_one(archive: zipfile.ZipFile, name: str, digest: str, staged: Path) -> Problem | None:
    target = (staged / name).resolve()
    is_ours = name == DATABASE or name.startswith(f"{ATTACHMENTS}/")
    if not is_ours or not target.is_relative_to(staged.resolve()):
        return Problem(name, "A backup has no such file. Nothing was changed. Use another backup.")
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        with archive.open(name) as packed, target.open("wb+") as file:
            while piece := packed.read(PIECE):
                file.write(piece)
            file.flush()
            os.fsync(file.fileno())
            file.seek(0)
            is_same = _digest(file) == digest
    except (KeyError, zipfile.BadZipFile, zipfile.zlib.error):  # type: ignore[attr-defined]
        is_same = False
    return (
        None if is_same else Problem(name, "It is missing or was changed since the backup. Nothing was changed here.")
    )


def _not_whole(backup: Path, why: str) -> BadInput:
    return BadInput(
        (Problem(str(backup), f"This is not a backup that can be brought back: {why}. Nothing was changed."),)
    )


def _check_database(backup: Path, staged: Path) -> None:
    with told_as_trouble(f"The database in {backup}"):
        if migrate.revision_of(staged) != migrate.REVISIONS[-1]:
            migrate.upgrade(staged)
    report = integrity.check(staged)
    if report.problems:
        raise BadInput(report.problems)


def _check_unused(database: Path) -> None:
    """Pass when nobody has the database open; its write-ahead log is folded in by then."""
    if not database.exists():
        return
    connection = sqlite3.connect(database, isolation_level=None, timeout=1)
    try:
        connection.execute("pragma locking_mode = exclusive")
        connection.execute("begin exclusive")
        connection.execute("commit")
    except sqlite3.OperationalError as error:
        if error.sqlite_errorname.startswith("SQLITE_BUSY"):
            raise StorageTrouble(
                f"{database} is in use, so it was not replaced. Nothing was changed. "
                "Close every copy of Intake on this computer, then try again."
            ) from error
    except sqlite3.DatabaseError:
        # A damaged database is what one restores over; it is moved aside as it is.
        return
    finally:
        connection.close()


def _take_over(moves: dict[Path, Path], database: Path, suffix: str) -> tuple[Path, ...]:
    """What was there, moved aside; when a move fails, everything is moved back."""
    logs = [database.with_name(database.name + ending) for ending in ("-wal", "-shm")]
    aside = [(there, there.with_name(there.name + suffix)) for there in (*moves.values(), *logs) if there.exists()]
    done: list[tuple[Path, Path]] = []
    try:
        for source, target in [*aside, *moves.items()]:
            if source.exists():
                source.replace(target)
                done.append((source, target))
    except OSError:
        for source, target in reversed(done):
            target.replace(source)
        raise
    return tuple(kept for _, kept in aside)


@contextmanager
def _told(sentence: str) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        reason = error.strerror or str(error)
        raise StorageTrouble(f"{sentence} The reason: {reason}. Check the path and the space on the disk.") from error
