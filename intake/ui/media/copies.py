"""Taking files into a visit, one after another, beside everything else."""

from __future__ import annotations

import tempfile
import threading
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QImage
from shiboken6 import isValid

from intake.app import media
from intake.app.changes import Change
from intake.app.clinic import Clinic
from intake.domain.ids import VisitId
from intake.domain.media import Kept
from intake.ui.desk import Desk
from intake.ui.media.looking import look, png_of

TELL_EVERY_MS = 150
ITEM_NONE = ""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A file, or a picture from the clipboard under a name, and the visit that wants it."""

    visit: VisitId
    source: Path
    image: QImage | None = None
    item: str = ITEM_NONE


@dataclass(slots=True)
class _Course:
    """How far a copy is; the worker writes, the window reads."""

    name: str
    done: int = 0
    of: int = 0
    stopped: threading.Event = field(default_factory=threading.Event)

    def go_on(self, done: int, of: int) -> bool:
        self.done, self.of = done, of
        return not self.stopped.is_set()


class Copies(QObject):
    """Copies one file at a time, so that the rest of the pool is free for the exam.

    `progressed(name, done, of)` in bytes while one takes long, `ended` when none is left, `refused(why)` for each
    that was not taken. What is copied is recorded even when the person who asked has signed out meanwhile.
    """

    progressed = Signal(str, float, float)
    ended = Signal()
    refused = Signal(str)
    added = Signal(object)  # the Change

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._waiting: deque[Wanted] = deque()
        self._course: _Course | None = None
        self._timer = QTimer(self, interval=TELL_EVERY_MS)
        self._timer.timeout.connect(self._tell)
        desk.jobs.closing.connect(self.stop)

    @property
    def is_busy(self) -> bool:
        """Whether something is being copied or waits for it."""
        return self._course is not None

    def add(self, visit: VisitId, sources: Sequence[Path], item: str = ITEM_NONE) -> None:
        """Take these files in."""
        self._waiting.extend(Wanted(visit, source, item=item) for source in sources)
        self._go_on()

    def add_image(self, visit: VisitId, image: QImage, name: str) -> None:
        """Take a picture in that has no file yet."""
        self._waiting.append(Wanted(visit, Path(name), image))
        self._go_on()

    def stop(self) -> None:
        """Stop the copy that runs, and forget those that wait."""
        self._waiting.clear()
        if self._course is not None:
            self._course.stopped.set()

    def _go_on(self) -> None:
        if self._course is not None:
            return
        if not self._waiting:
            self._timer.stop()
            self.ended.emit()
            return
        wanted = self._waiting.popleft()
        course = self._course = _Course(wanted.source.name)
        self._timer.start()
        desk = self._desk
        # The hub outlives whoever asked: what was copied is recorded by it.
        desk.jobs.run_in_pool(
            desk.hub, partial(_taken, desk.clinic, wanted, course), partial(self._on_kept, wanted), self._on_refused
        )

    def _on_kept(self, wanted: Wanted, kept: Kept) -> None:
        desk = self._desk
        act = partial(media.add, desk.clinic, wanted.visit, kept, by=desk.person.id, item=wanted.item)
        desk.hub.perform(desk.hub, act, self._on_added, self._on_refused)

    def _on_added(self, change: Change) -> None:
        if isValid(self):
            self.added.emit(change)
            self._next()

    def _on_refused(self, error: BaseException) -> None:
        if isValid(self):
            self.refused.emit(str(error))
            self._next()
        else:
            self._desk.jobs.refused.emit(error)

    def _next(self) -> None:
        self._course = None
        self._go_on()

    def _tell(self) -> None:
        if (course := self._course) is not None and course.of:
            self.progressed.emit(course.name, course.done, course.of)


def _taken(clinic: Clinic, wanted: Wanted, course: _Course) -> Kept:
    """A copy of the file among the attachments."""
    looking = partial(look, name=wanted.source.name, zone=ZoneInfo(clinic.zone))
    if wanted.image is None:
        return clinic.attachments.take(wanted.source, looking, course.go_on)
    with tempfile.TemporaryDirectory(prefix="intake-") as folder:
        source = Path(folder) / wanted.source.name
        source.write_bytes(png_of(wanted.image))
        return clinic.attachments.take(source, looking, course.go_on)
