"""One photo or clip, large: looked at, played, marked, captioned, exported."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QImage, QKeyEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from intake.app.clinic import Clinic
from intake.app.media import Entry
from intake.domain.ids import MediaId
from intake.domain.media import Media, MediaKind, MediaMark
from intake.ui.desk import Desk
from intake.ui.media import stills, words
from intake.ui.media.canvas import Canvas
from intake.ui.media.keeper import MediaKeeper, entry_of
from intake.ui.media.looking import picture_of
from intake.ui.media.marks import Marks
from intake.ui.media.player import Player
from intake.ui.media.transport import Transport
from intake.ui.widgets.buttons import Button, Size
from intake.ui.widgets.strips import InlineError
from intake.ui.widgets.text import Text
from intake.ui.widgets.writing import PausingText

_SIDE = 248


class Viewer(QWidget):
    """Shows one entry of the visit at a time. `said(words)` tells what was done, `left` when Esc goes back."""

    said = Signal(str)
    left = Signal()

    def __init__(self, desk: Desk, keeper: MediaKeeper) -> None:
        super().__init__()
        self._desk, self._keeper = desk, keeper
        self.entry: Entry | None = None
        theme = desk.theme
        self.canvas, self.player = Canvas(theme), Player(self)
        self.transport, self.marks = Transport(theme, self.player), Marks(theme)
        self.title = Text("", "heading", wrap=True)
        self.line = Text("", "hint", wrap=True)
        self.caption = PausingText(theme, "Caption", "What does it show?", 2)
        self.trouble = InlineError(theme)
        self.smaller, self.fitted, self.larger = (
            _tool(desk, icon, name, key)
            for icon, name, key in (
                ("minus", "Smaller", "-"),
                ("maximize-2", "Whole picture", "0"),
                ("plus", "Larger", "+"),
            )
        )
        self.export = Button(theme, "Export still…", icon="download").in_size(Size.SMALL)
        self.remove = Button(theme, "Take out", icon="trash-2").in_size(Size.SMALL)
        self._build()
        self._connect()

    def show_entry(self, entry: Entry) -> None:
        """Show another photo or clip, or other words beside the same one."""
        is_same = self.entry is not None and self.entry.media.id == entry.media.id
        if not is_same:
            self.caption.tell()  # what is typed belongs to the one shown before
        self.entry = entry
        self.title.setText(words.title(entry))
        shows = f"Shows {entry.item_label} · " if entry.item_label else ""
        self.line.setText(f"{shows}{words.by_line(entry, self._desk.clinic.zone)} · {entry.media.name}")
        self.canvas.setAccessibleName(words.spoken(entry, self._desk.clinic.zone)[0])
        self.caption.show_text(entry.caption)
        if not is_same:
            self._open(entry.media)

    def close_up(self) -> None:
        """Keep what is typed, and let go of the file."""
        self.caption.tell()
        self.entry = None
        self.player.close()
        self.canvas.show_image(QImage())

    def hideEvent(self, event: QHideEvent) -> None:
        """A clip nobody sees does not play."""
        super().hideEvent(event)
        self.player.pause()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes back; keys of the clip act from its buttons too, unless single keys are turned off."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
            event.accept()
        elif self._desk.choices.settings.single_keys and self._take_key(event):
            event.accept()
        else:
            super().keyPressEvent(event)

    # Showing

    def _open(self, one: Media) -> None:
        is_clip = one.kind is MediaKind.VIDEO
        self.trouble.hide()
        self.canvas.show_image(QImage())
        self.canvas.fit()
        self.player.close()
        self.marks.show_marks(())
        for part in (self.transport, self.marks):
            part.setVisible(is_clip)
        if is_clip:
            self.player.show_in(self.canvas.room())
            self.player.open(partial(self._desk.clinic.attachments.path_of, one.digest), one.name)
            self.transport.show_state()
            self._keeper.read_marks(one.id)
        else:
            self._read_photo(one)

    def _read_photo(self, one: Media) -> None:
        read = partial(_photo, self._desk.clinic, one)
        self._desk.jobs.run_in_pool(self, read, partial(self._on_photo, one.id), self.trouble.show_error)

    def _on_photo(self, key: MediaId, image: QImage) -> None:
        if self.entry is not None and self.entry.media.id == key:
            self.canvas.show_image(image)

    def _on_opened(self) -> None:
        self.transport.show_marks(self.marks.marks)

    def _on_changed(self) -> None:
        if (at := self.player.damaged_from) is not None and not self.trouble.text():
            self.trouble.show_words(
                f"This clip is damaged from {words.moment_words(at)} on. What can be read is shown; some frames are "
                "missing. The file is kept as it came."
            )

    def _on_marks(self, key: MediaId, marks: tuple[MediaMark, ...]) -> None:
        if self.entry is not None and self.entry.media.id == key:
            self.marks.show_marks(marks)
            self.transport.show_marks(marks)

    def _on_room(self) -> None:
        self.player.show_in(self.canvas.room())

    # Acts

    def _take_key(self, event: QKeyEvent) -> bool:
        is_clip = self.entry is not None and self.entry.media.kind is MediaKind.VIDEO
        return is_clip and self.transport.take_key(event)

    def _on_keyed(self, event: QKeyEvent) -> None:
        event.setAccepted(self._take_key(event))

    def _on_mark(self) -> None:
        self.player.pause()
        if self.player.frame is not None:
            self.marks.start(self.player.frame.seconds)

    def _on_named(self, text: str) -> None:
        if self.entry is not None and self.player.frame is not None:
            self._keeper.mark(self.entry.media.id, self.player.frame.seconds, text)

    def _on_dropped(self, mark: str) -> None:
        if self.entry is not None:
            self._keeper.drop_mark(self.entry.media.id, mark)

    def _on_caption(self, text: str) -> None:
        if self.entry is not None:
            self._keeper.set_caption(self.entry.media.id, text)

    def _on_remove(self) -> None:
        if self.entry is not None:
            self._keeper.remove(self.entry.media.id)

    def _on_export(self) -> None:
        self.player.pause()
        if self.entry is None:
            return
        moment = self._moment()
        name = stills.file_name(self._keeper.shown.number, words.when(self.entry), moment)
        chosen, _ = QFileDialog.getSaveFileName(self, "Export still", name, "PNG (*.png)")
        if chosen:
            self.export_to(Path(chosen))

    def export_to(self, to: Path) -> None:
        """Write the frame on the screen, in its full size, with its label."""
        entry, shown = self.entry, self._keeper.shown
        if entry is None:
            return
        clinic, moment = self._desk.clinic, self._moment()
        day = words.day_words(words.when(entry), clinic.zone)
        label = stills.Label(shown.dog, day, clinic.name, f"Visit {shown.number}", entry.caption, moment)
        number = self.player.frame.number if self.player.frame is not None else 0
        self._desk.jobs.run_in_pool(
            self,
            partial(_still, clinic, (entry.media, number), label, to),
            lambda path: self.said.emit(f"Still written: {path.name}"),
            self.trouble.show_error,
        )

    def _moment(self) -> str:
        return words.moment_words(self.player.frame.seconds) if self.player.frame is not None else ""

    # Building

    def _build(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(6)
        names = QVBoxLayout()
        names.setSpacing(0)
        names.addWidget(self.title)
        names.addWidget(self.line)
        head.addLayout(names, 1)
        for button in (self.smaller, self.fitted, self.larger, self.export, self.remove):
            head.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        middle = QHBoxLayout()
        middle.setSpacing(14)
        picture = QVBoxLayout()
        picture.setSpacing(8)
        picture.addWidget(self.canvas, 1)
        picture.addWidget(self.transport)
        middle.addLayout(picture, 1)
        middle.addWidget(self._side())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addLayout(head)
        column.addWidget(self.trouble)
        column.addLayout(middle, 1)

    def _side(self) -> QWidget:
        inner = QWidget()
        inner.setProperty("surface", "none")
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 4, 0)
        column.setSpacing(8)
        column.addWidget(Text("Caption", "heading"))
        column.addWidget(self.caption)
        column.addSpacing(6)
        column.addWidget(self.marks)
        column.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(inner)
        self._desk.theme.measure(area, lambda: area.setFixedWidth(self._desk.theme.px(_SIDE)))
        return area

    def _connect(self) -> None:
        canvas, player, marks = self.canvas, self.player, self.marks
        canvas.keyed.connect(self._on_keyed)
        canvas.room_changed.connect(self._on_room)
        player.shown.connect(lambda frame: canvas.show_image(frame.image))
        player.opened.connect(self._on_opened)
        player.changed.connect(self._on_changed)
        player.failed.connect(self.trouble.show_words)
        self.transport.marked.connect(self._on_mark)
        marks.named.connect(self._on_named)
        marks.dropped.connect(self._on_dropped)
        marks.wanted.connect(player.go_to_time)
        marks.left.connect(canvas.setFocus)
        self._keeper.marks_read.connect(self._on_marks)
        self.caption.paused.connect(self._on_caption)
        self.caption.finished.connect(canvas.setFocus)
        self.smaller.clicked.connect(lambda: canvas.zoom_by(-1))
        self.larger.clicked.connect(lambda: canvas.zoom_by(1))
        self.fitted.clicked.connect(canvas.fit)
        self.export.clicked.connect(self._on_export)
        self.remove.clicked.connect(self._on_remove)
        self._keeper.read.connect(lambda shown: self._on_read())

    def _on_read(self) -> None:
        if self.entry is not None and (entry := entry_of(self._keeper.shown, self.entry.media.id)) is not None:
            self.show_entry(entry)


def _photo(clinic: Clinic, one: Media) -> QImage:
    return picture_of(clinic.attachments.path_of(one.digest), one)


def _still(clinic: Clinic, what: tuple[Media, int], label: stills.Label, to: Path) -> Path:
    one, number = what
    image = picture_of(clinic.attachments.path_of(one.digest), one, number=number)
    return stills.write(stills.burnt(image, label), to)


def _tool(desk: Desk, icon: str, name: str, key: str) -> Button:
    button = Button(desk.theme, "", icon=icon).in_size(Size.SMALL)
    button.setToolTip(f"{name} ({key})")
    button.setAccessibleName(name)
    return button
