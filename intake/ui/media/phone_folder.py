"""New photos and clips in the folder the clinic's phone sends to; offered, never taken by themselves."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from intake.app import media
from intake.app.clinic import Clinic
from intake.ui.desk import Desk

LOOK_EVERY_MS = 2_000
STILL_FOR = timedelta(seconds=2)
"""A file whose size has not changed for so long is all there."""
NEW_FOR = timedelta(hours=24)
"""Older files are no news; they can still be added by the button."""
_MOST = 5_000
_DEEP = 2  # phones make folders in their folder
SUFFIXES = frozenset(
    ".jpg .jpeg .jfif .png .webp .tif .tiff .bmp .gif .heic .mov .mp4 .m4v .3gp .mkv .webm .avi .mts .mpg".split()
)


@dataclass(frozen=True, slots=True)
class Found:
    """A file as it was when it was looked at."""

    path: Path
    size: int
    changed_at: datetime


def look_into(folder: Path, now: datetime) -> tuple[Found, ...]:
    """The new photos and clips of a folder, oldest first; none where it cannot be read."""
    found = [one for one in _files(folder) if now - one.changed_at < NEW_FOR and one.size]
    return tuple(sorted(found, key=lambda one: (one.changed_at, one.path)))


def _files(folder: Path) -> Iterator[Found]:
    count = 0
    for here, folders, names in os.walk(folder):
        depth = len(Path(here).relative_to(folder).parts)
        folders[:] = [name for name in folders if not name.startswith(".")] if depth < _DEEP else []
        for name in names:
            count += 1
            if count > _MOST:
                return
            if (one := _found(Path(here, name))) is not None:
                yield one


def _found(path: Path) -> Found | None:
    if path.name.startswith(".") or path.suffix.lower() not in SUFFIXES:
        return None
    try:
        about = path.stat()
    except OSError:
        return None  # gone again: looked for the next time
    return Found(path, about.st_size, datetime.fromtimestamp(about.st_mtime, UTC))


class PhoneFolder(QObject):
    """Looks into the folder every two seconds, in the pool. `offered(Found, more)`, or None when nothing is new.

    Looking is all that works everywhere: file watchers miss what a sync program or another computer writes.
    """

    offered = Signal(object, int)

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._seen: Mapping[Path, tuple[Found, datetime]] = {}  # since when a file looks so
        self._known: set[Found] = set()  # in the record already, or put aside
        self._offers: tuple[Found, ...] = ()
        self._is_looking = False
        self._timer = QTimer(self, interval=LOOK_EVERY_MS)
        self._timer.timeout.connect(self.look)

    def start(self) -> None:
        """Look now and then from now on."""
        if not self._timer.isActive():
            self._timer.start()
            self.look()

    def stop(self) -> None:
        """Look no more."""
        self._timer.stop()

    def put_aside(self, one: Found) -> None:
        """Do not offer this one again."""
        self._known.add(one)
        self._offer(tuple(each for each in self._offers if each != one))

    def look(self) -> None:
        """Look once."""
        folder = self._desk.choices.settings.media_folder
        if not folder or self._is_looking:
            self._offer(self._offers if folder else ())
            return
        self._is_looking = True
        desk = self._desk
        desk.jobs.run_in_pool(
            self, partial(look_into, Path(folder), desk.clinic.now()), self._on_looked, self._on_failed
        )

    def _on_looked(self, found: tuple[Found, ...]) -> None:
        now = self._desk.clinic.now()
        self._seen = {
            one.path: self._seen[one.path] if one.path in self._seen and self._seen[one.path][0] == one else (one, now)
            for one in found
        }
        still = tuple(one for one, since in self._seen.values() if now - since >= STILL_FOR and one not in self._known)
        fresh = tuple(one for one in still if one not in self._offers)
        self._offer(tuple(one for one in self._offers if one in still))
        self._check(fresh)

    def _check(self, fresh: tuple[Found, ...]) -> None:
        """Ask of one new file after the other whether its content is in the record already."""
        if not fresh:
            self._is_looking = False
            return
        clinic, jobs = self._desk.clinic, self._desk.jobs

        def digested(digest: str | None) -> None:
            if digest is None:
                self._check(fresh[1:])  # not readable now: the next time
                return
            jobs.run(self, partial(media.is_known, clinic, digest), partial(self._on_known, fresh))

        jobs.run_in_pool(self, partial(_digest, clinic, fresh[0].path), digested)

    def _on_known(self, fresh: tuple[Found, ...], is_known: bool) -> None:  # noqa: FBT001  an answer
        if is_known:
            self._known.add(fresh[0])
        elif fresh[0] not in self._known:  # put aside or added meanwhile
            self._offer((*self._offers, fresh[0]))
        self._check(fresh[1:])

    def _on_failed(self, error: BaseException) -> None:
        self._is_looking = False

    def _offer(self, offers: tuple[Found, ...]) -> None:
        if offers != self._offers:
            self._offers = offers
            self.offered.emit(offers[0] if offers else None, max(len(offers) - 1, 0))


def _digest(clinic: Clinic, path: Path) -> str | None:
    try:
        return clinic.attachments.digest_of(path)
    except OSError:
        return None
