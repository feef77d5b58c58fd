"""The marks of a clip: named moments in a list."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from intake.domain.media import MediaMark
from intake.ui.media.words import moment_words
from intake.ui.theme import Theme
from intake.ui.widgets.buttons import Button, RowButton, Size, Variant
from intake.ui.widgets.text import Text

LONGEST = 200


class Marks(QWidget):
    """`wanted(seconds)` goes to a mark, `named(text)` keeps a new one, `dropped(mark)` takes one away."""

    wanted = Signal(float)
    named = Signal(str)
    dropped = Signal(str)
    left = Signal()  # the field, by Enter or Esc

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.marks: tuple[MediaMark, ...] = ()
        self.field = QLineEdit()
        self.field.setMaxLength(LONGEST)
        self.field.setPlaceholderText("What happens at this frame?")
        self.field.setAccessibleName("New mark: what happens at this frame?")
        self.field.installEventFilter(self)
        self.none = Text("No marks yet. M marks the frame on the screen.", "hint", wrap=True)
        self.rows: list[Button] = []
        self._lines = QVBoxLayout()
        self._lines.setSpacing(4)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(Text("Marks", "heading"))
        column.addWidget(self.field)
        column.addWidget(self.none)
        column.addLayout(self._lines)
        self.setAccessibleName("Marks")

    def show_marks(self, marks: tuple[MediaMark, ...]) -> None:
        """List these; the focus stays where it was in the list."""
        if marks == self.marks:
            return
        place = next((number for number, button in enumerate(self.rows) if button.hasFocus()), None)
        self.marks = marks
        _empty(self._lines)
        self.rows = [self._add(mark) for mark in marks]
        self.none.setVisible(not marks)
        if place is not None and self.rows:
            self.rows[min(place, len(self.rows) - 1)].setFocus(Qt.FocusReason.OtherFocusReason)

    def start(self, seconds: float) -> None:
        """Write the words of a new mark."""
        self.field.setAccessibleDescription(f"At {moment_words(seconds)}")
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def eventFilter(self, watched: object, event: object) -> bool:
        """Enter keeps the mark, Esc leaves the field."""
        if watched is self.field and isinstance(event, QKeyEvent) and event.type() is QKeyEvent.Type.KeyPress:
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._keep()
                return True
            if event.key() == Qt.Key.Key_Escape:
                self.field.clear()
                self.left.emit()
                return True
        return super().eventFilter(watched, event)  # type: ignore[arg-type]

    def _keep(self) -> None:
        if words := self.field.text().strip():
            self.named.emit(words)
            self.field.clear()
        self.left.emit()

    def _add(self, mark: MediaMark) -> Button:
        words = f"{moment_words(mark.seconds)}  {mark.text}"
        button = _MarkButton(self._theme, words, variant=Variant.QUIET).in_size(Size.SMALL).with_words_left()
        button.setAccessibleName(f"Mark at {moment_words(mark.seconds)}: {mark.text}")
        button.setAccessibleDescription("Enter goes there, Delete takes it away")
        button.clicked.connect(lambda: self.wanted.emit(mark.seconds))
        button.dropped.connect(lambda: self.dropped.emit(mark.mark))
        drop = RowButton(self._theme, "trash-2", f"Take away the mark at {moment_words(mark.seconds)}")
        drop.clicked.connect(lambda: self.dropped.emit(mark.mark))
        holder = QWidget()
        line = QHBoxLayout(holder)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(4)
        line.addWidget(button, 1)
        line.addWidget(drop)
        self._lines.addWidget(holder)
        return button


class _MarkButton(Button):
    dropped = Signal()

    def minimumSizeHint(self) -> QSize:
        """Long words are cut at the end of the list, and read out whole."""
        size = super().minimumSizeHint()
        size.setWidth(min(size.width(), self._theme.px(120)))
        return size

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Delete takes the mark away; Enter goes there as usual."""
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.dropped.emit()
            event.accept()
            return
        super().keyPressEvent(event)


def _empty(lines: QVBoxLayout) -> None:
    while (taken := lines.takeAt(0)) is not None:
        if (old := taken.widget()) is not None:
            old.hide()
            old.deleteLater()
