"""Photos and video within the frame of a visit: the button, the page, and every way to add a file."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QMimeData, QObject, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QImage, QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog, QStackedWidget, QWidget

from intake.app.boards import ExamFile
from intake.app.changes import Change
from intake.app.media import VisitMedia
from intake.domain.ids import VisitId
from intake.ui.clock import time_with_seconds
from intake.ui.desk import Desk
from intake.ui.exam.findings import flag_words
from intake.ui.exam.pointing import flags_of, unfolded
from intake.ui.media.copies import Copies
from intake.ui.media.keeper import MediaKeeper
from intake.ui.media.phone_folder import SUFFIXES, Found, PhoneFolder
from intake.ui.media.strips import MediaStrips
from intake.ui.palette.actions import PaletteAction
from intake.ui.widgets.buttons import Button, Size

if TYPE_CHECKING:
    from intake.ui.media.page import MediaPage

KEY = "Ctrl+M"
_WORDS_FROM = 1280


class MediaOfVisit(QObject):
    """Belongs to the frame of a visit. `left` when its page gives the place back to the step."""

    opening = Signal()  # its page is wanted
    left = Signal()
    said = Signal(str)
    saved = Signal(object)  # the moment of a commit

    def __init__(self, desk: Desk, frame: QWidget, stack: QStackedWidget) -> None:
        super().__init__(frame)
        self._desk, self._frame, self._stack = desk, frame, stack
        self._visit = VisitId("")
        self.page: MediaPage | None = None
        self.keeper, self.copies, self.phone = MediaKeeper(desk, self), Copies(desk, self), PhoneFolder(desk, self)
        self.strips = MediaStrips(desk.theme, desk.clinic.zone)
        self.button = Button(desk.theme, "", icon="camera").in_size(Size.SMALL)
        self.button.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a press leaves the focus on the check it may show
        self.button.hide()
        self._connect()
        frame.setAcceptDrops(True)
        frame.installEventFilter(self)
        for key, act in ((KEY, self.toggle_page), ("Ctrl+V", self.paste)):
            QShortcut(QKeySequence(key), frame).activated.connect(act)
        desk.theme.changed.connect(self._on_theme_changed)
        desk.actions.add(
            self,
            PaletteAction("Photos and video", "Ctrl M", self.toggle_page, self.has_visit, "camera", "media film clip"),
            PaletteAction("Add photo or film", "", self.choose_files, self.has_visit, "plus", "media video clip"),
        )
        desk.jobs.run_in_pool(self, desk.clinic.attachments.sweep, lambda swept: None)

    def _on_theme_changed(self) -> None:
        # A lambda would still be called when this visit's frame has gone, such as after another person signed in.
        self._on_read(self.keeper.shown)

    def open(self, visit: VisitId | None) -> None:
        """Another visit, or none."""
        if self.page is not None:
            self.page.leave()
        self._visit = visit or VisitId("")
        self.button.setVisible(bool(visit))
        self.strips.refusal.hide()
        self.keeper.open(self._visit)
        self._watch_phone()

    def leave(self) -> None:
        """Keep what is typed, and stop playing."""
        if self.page is not None:
            self.page.leave()

    def has_visit(self) -> bool:
        """Whether a visit is on the screen."""
        return bool(self._visit) and self._frame.isVisible()

    @property
    def is_open(self) -> bool:
        """Whether the page is on the screen."""
        return self.page is not None and self._stack.currentWidget() is self.page

    def show_page(self, item: str = "", label: str = "") -> None:
        """Photos and video of the visit, in the place of the step; what is added may show this check."""
        if not self._visit:
            return
        page = self._page()
        page.offer_item(item, label)
        page.show_media(self.keeper.shown)
        self._stack.setCurrentWidget(page)
        page.take_focus()

    def toggle_page(self) -> None:
        """Show the page, or go back to the step."""
        if self.is_open:
            self.left.emit()
        elif self._visit:
            self.opening.emit()

    def show_flags(self, file: ExamFile) -> None:
        """The flags of the exam stay in sight on the page."""
        if self.page is not None and file.record.visit is not None and file.record.visit.id == self._visit:
            flags = unfolded(file, flags_of(file, file.assessment))
            person, zone = self._desk.person, self._desk.clinic.zone
            self.page.show_flags(flag_words(file, flags, zone=zone, is_vet=person.is_veterinarian))

    # Adding

    def choose_files(self) -> None:
        """The dialog for files."""
        if not self._visit:
            return
        kinds = " ".join(f"*{suffix}" for suffix in sorted(SUFFIXES))
        start = self._desk.choices.settings.media_folder
        names, _ = QFileDialog.getOpenFileNames(
            self._frame, "Photo or film", start, f"Photos and films ({kinds});;All files (*)"
        )
        self.add([Path(name) for name in names])

    def add(self, sources: Sequence[Path]) -> None:
        """Take files into the visit."""
        if self._visit and sources:
            self.strips.refusal.hide()
            item = self.page.item if self.page is not None and self.is_open else ""
            self.copies.add(self._visit, sources, item)

    def paste(self) -> None:
        """A picture or files from the clipboard; a text field keeps the key for itself."""
        content = QGuiApplication.clipboard().mimeData()
        if self._visit and content is not None:
            self._take(content)

    def _take(self, content: QMimeData) -> bool:
        """Files first: a file manager gives a picture of them too."""
        sources = [Path(url.toLocalFile()) for url in content.urls() if url.isLocalFile()]
        if sources:
            self.add(sources)
            return True
        image = content.imageData() if content.hasImage() else None
        if not isinstance(image, QImage) or image.isNull():
            return False
        self.strips.refusal.hide()
        at = time_with_seconds(self._desk.clinic.now(), self._desk.clinic.zone).replace(":", "-")
        self.copies.add_image(self._visit, image, f"Pasted {at}.png")
        return True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Files dropped anywhere on the visit."""
        if isinstance(event, QDropEvent) and event.type() in (QEvent.Type.DragEnter, QEvent.Type.Drop):
            return self._on_drag(event)
        if event.type() in (QEvent.Type.Show, QEvent.Type.Hide):
            self._watch_phone()
        elif event.type() is QEvent.Type.Resize:
            self._on_read(self.keeper.shown)
        return False

    def _on_drag(self, event: QDropEvent) -> bool:
        content = event.mimeData()
        if not self._visit or not (content.hasUrls() or content.hasImage()):
            return False
        if isinstance(event, QDragEnterEvent) or self._take(content):
            event.acceptProposedAction()
        return True

    def _on_offer_taken(self, found: Found) -> None:
        self.phone.put_aside(found)
        self.add([found.path])

    def _watch_phone(self) -> None:
        """Only while a visit is on the screen: what comes in belongs to no dog before."""
        if self._visit and self._frame.isVisible():
            self.phone.start()
        else:
            self.phone.stop()

    # Showing

    def _page(self) -> MediaPage:
        if self.page is None:
            from intake.ui.media.page import MediaPage

            self.page = page = MediaPage(self._desk, self.keeper)
            page.back_wanted.connect(self.left)
            page.add_wanted.connect(self.choose_files)
            page.viewer.said.connect(self.said)
            self._stack.addWidget(page)
        return self.page

    def _on_read(self, shown: VisitMedia) -> None:
        count = len(shown.entries)
        words = "" if self._desk.theme.is_touch or self._frame.width() < self._desk.theme.px(_WORDS_FROM) else "Photos"
        self.button.setText(f"{words} {count}".strip() if count else words)
        self.button.setAccessibleName(f"Photos and video, {count}")
        self.button.setToolTip("Photos and video (Ctrl M)")
        self.button.updateGeometry()

    def _on_offered(self, found: Found | None, more: int) -> None:
        self.strips.offer.show_offer(found, more, self.keeper.shown.dog)

    def _on_added(self, change: Change) -> None:
        self.saved.emit(change.at)
        if self.page is not None and change.visit == self._visit and change.media:
            self.page.want(change.media[-1])

    def _connect(self) -> None:
        self.button.clicked.connect(self.toggle_page)
        self.keeper.read.connect(self._on_read)
        self.keeper.saved.connect(self.saved)
        self.copies.progressed.connect(self.strips.copying.show_progress)
        self.copies.ended.connect(self.strips.copying.hide)
        self.copies.refused.connect(lambda why: self.strips.refusal.show_words(why, "error", "Close"))
        self.copies.added.connect(self._on_added)
        self.strips.copying.stopped.connect(self.copies.stop)
        self.strips.offer.taken.connect(self._on_offer_taken)
        self.strips.offer.refused.connect(self.phone.put_aside)
        self.phone.offered.connect(self._on_offered)
