"""The photos and clips of a visit, on the screen as they are on the disk."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from intake.app import media
from intake.app.changes import Change
from intake.app.clinic import Clinic
from intake.app.media import Entry, Moment, VisitMedia
from intake.domain.ids import MediaId, VisitId
from intake.domain.media import Media
from intake.ui.desk import Desk
from intake.ui.media import stills
from intake.ui.media.looking import SMALL, picture_of, png_of
from intake.ui.media.stills import Label


class MediaKeeper(QObject):
    """Performs what the widgets ask for, and reads again after every change of the visit's photos and clips."""

    read = Signal(object)  # VisitMedia
    marks_read = Signal(object, tuple)  # MediaId, marks
    small_made = Signal(str, object)  # digest, QImage; an empty one when it cannot be read
    saved = Signal(object)  # the moment of the commit
    refused = Signal(str)

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._visit = VisitId("")
        self.shown = VisitMedia(VisitId(""), 0, "")
        self._small: dict[str, QImage] = {}
        self._wanted: deque[Media] = deque()
        self._is_making = False
        desk.hub.changed.connect(self._on_changed)

    # Reading

    def open(self, visit: VisitId) -> None:
        """Read the photos and clips of a visit; an empty one has none."""
        self._visit = visit
        self.shown = VisitMedia(visit, 0, "")
        self._wanted.clear()
        self._small.clear()
        self.read.emit(self.shown)
        self.read_again()

    def read_again(self) -> None:
        """Read them again."""
        if visit := self._visit:
            desk = self._desk
            desk.jobs.run(self, partial(media.of_visit, desk.clinic, visit), self._on_read)

    def read_marks(self, key: MediaId) -> None:
        """Read the marks of a clip."""
        desk = self._desk
        desk.jobs.run(self, partial(media.marks_of, desk.clinic, key), lambda marks: self.marks_read.emit(key, marks))

    def want_small(self, one: Media) -> None:
        """Have the small picture made or found; `small_made` tells."""
        if one.digest in self._small:
            self.small_made.emit(one.digest, self._small[one.digest])
        elif all(each.digest != one.digest for each in self._wanted):
            self._wanted.append(one)
            self._make_next()

    def _make_next(self) -> None:
        if self._is_making or not self._wanted:
            return
        self._is_making = True
        one, desk = self._wanted[0], self._desk
        desk.jobs.run_in_pool(
            self,
            partial(_small_of, desk.clinic, one),
            partial(self._on_small, one.digest),
            lambda error: self._on_small(one.digest, QImage()),
        )

    def _on_small(self, digest: str, image: QImage) -> None:
        self._is_making = False
        self._small[digest] = image
        if self._wanted and self._wanted[0].digest == digest:
            self._wanted.popleft()
        self.small_made.emit(digest, image)
        self._make_next()

    def _on_read(self, shown: VisitMedia) -> None:
        if shown.visit == self._visit:
            self.shown = shown
            self.read.emit(shown)

    def _on_changed(self, change: Change) -> None:
        if change.visit == self._visit and (change.media or change.exam):  # signing says what was added later
            self.read_again()
            for key in change.media:
                self.read_marks(key)

    # Acts

    def set_caption(self, key: MediaId, text: str) -> None:
        """Keep the words under a photo or clip."""
        self._perform(partial(media.set_caption, self._desk.clinic, self._visit, key, text, by=self._desk.person.id))

    def remove(self, key: MediaId) -> None:
        """Take a photo or clip out of sight."""
        self._perform(partial(media.remove, self._desk.clinic, self._visit, key, by=self._desk.person.id))

    def put_back(self, key: MediaId) -> None:
        """Put one taken out back."""
        self._perform(partial(media.put_back, self._desk.clinic, self._visit, key, by=self._desk.person.id))

    def mark(self, key: MediaId, seconds: float, text: str) -> None:
        """Name a moment of a clip."""
        moment = Moment(self._visit, key, seconds)
        self._perform(partial(media.mark, self._desk.clinic, moment, text, by=self._desk.person.id))

    def drop_mark(self, key: MediaId, mark: str) -> None:
        """Take a mark away."""
        self._perform(partial(media.drop_mark, self._desk.clinic, self._visit, key, mark, by=self._desk.person.id))

    def export(self, image: QImage, label: Label, to: Path, done: Callable[[Path], None]) -> None:
        """Write a still with its label."""
        self._desk.jobs.run_in_pool(self, partial(_exported, image, label, to), done, self._on_refused)

    def _perform(self, action: Callable[[], Change]) -> None:
        self._desk.hub.perform(self, action, lambda change: self.saved.emit(change.at), self._on_refused)

    def _on_refused(self, error: BaseException) -> None:
        self.refused.emit(str(error))
        self.read_again()


def entry_of(shown: VisitMedia, key: MediaId | None) -> Entry | None:
    """One of the photos and clips in sight."""
    return next((one for one in shown.entries if one.media.id == key), None)


def _small_of(clinic: Clinic, one: Media) -> QImage:
    kept = clinic.attachments.thumbnail(one.digest)
    if kept is not None and not (image := QImage.fromData(kept)).isNull():
        return image
    image = picture_of(clinic.attachments.path_of(one.digest), one, SMALL)
    clinic.attachments.keep_thumbnail(one.digest, png_of(image))
    return image


def _exported(image: QImage, label: Label, to: Path) -> Path:
    return stills.write(stills.burnt(image, label), to)
