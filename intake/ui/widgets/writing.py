"""Text that is kept on each pause: free-text answers and notes."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QHideEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QSizePolicy, QVBoxLayout, QWidget

from intake.ui.theme import Theme
from intake.ui.widgets.drawing import RING

PAUSE_MS = 700


class PausingText(QPlainTextEdit):
    """Plain text that says `paused(text)` when the writer stops, leaves or presses Esc."""

    paused = Signal(str)
    finished = Signal()

    def __init__(self, theme: Theme, name: str, placeholder: str, lines: int) -> None:
        super().__init__()
        self._theme, self._lines, self._told = theme, lines, ""
        self.setAccessibleName(name)
        self.setPlaceholderText(placeholder)
        self.setTabChangesFocus(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._timer = QTimer(self, interval=PAUSE_MS, singleShot=True)
        self._timer.timeout.connect(self.tell)
        self.textChanged.connect(self._on_changed)
        theme.changed.connect(self._fit)
        self._fit()

    def show_text(self, text: str) -> None:
        """Show what is saved; words being typed are kept."""
        if self.hasFocus() and self.toPlainText() != self._told:
            return
        self._told = text
        if self.toPlainText() != text:
            self.setPlainText(text)
        self._timer.stop()

    def forget_told(self, saved: str) -> None:
        """Saving was refused: the words stay on the screen and are told again with the next change or on leaving."""
        self._told = saved

    def tell(self) -> None:
        """Say the text now, if it changed."""
        self._timer.stop()
        if self.toPlainText() != self._told:
            self._told = self.toPlainText()
            self.paused.emit(self._told)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.tell()

    def hideEvent(self, event: QHideEvent) -> None:
        """Words are kept when the page they stand on goes away."""
        super().hideEvent(event)
        self.tell()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc keeps the words and leaves the field."""
        if event.key() == Qt.Key.Key_Escape:
            self.tell()
            self.finished.emit()
            return
        super().keyPressEvent(event)

    def _on_changed(self) -> None:
        self._fit()
        self._timer.start()

    def _fit(self) -> None:
        blocks = max(self.document().blockCount(), self._lines)
        self.setFixedHeight(min(blocks, 8) * self._theme.px(20) + self._theme.px(20))


class TextAnswer(QFrame):
    """A free-text answer: `answered(text)` on each pause."""

    answered = Signal(str)
    cleared = Signal()
    finished = Signal()

    def __init__(self, theme: Theme, name: str, placeholder: str = "", lines: int = 2) -> None:
        super().__init__()
        self.edit = PausingText(theme, name, placeholder, lines)
        self.setFocusProxy(self.edit)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(RING, RING, RING, RING)
        layout.addWidget(self.edit)
        self._value: str | None = None
        self.edit.paused.connect(self._on_paused)
        self.edit.finished.connect(self.finished)
        self.set_name(name)

    def set_name(self, name: str) -> None:
        """Change the spoken name."""
        self.edit.setAccessibleName(name)
        self.setAccessibleName(name)

    def value(self) -> str | None:
        """The text shown as saved."""
        return self._value

    def set_value(self, value: str | None) -> None:
        """Show what is saved; None is to do."""
        self._value = value
        self.edit.show_text(value or "")
        self.setAccessibleDescription(value or "To do")

    def set_pending(self, value: str | None) -> None:
        """Keep the words to be asked for again, when saving was refused."""
        if self.edit.toPlainText() != (self._value or ""):
            self.edit.forget_told(self._value or "")

    def set_active(self, *, is_active: bool) -> None:
        """Nothing to show: the field has a mark of its own when it holds the focus."""

    def take_key(self, event: QKeyEvent) -> bool:
        """Space starts writing; Backspace clears."""
        if event.key() == Qt.Key.Key_Space:
            self.edit.setFocus(Qt.FocusReason.OtherFocusReason)
            return True
        if event.key() in (Qt.Key.Key_Backspace, Qt.Key.Key_Delete) and self._value:
            self.cleared.emit()
            return True
        return False

    def _on_paused(self, text: str) -> None:
        if text.strip():
            self.answered.emit(text)
        elif self._value is not None:
            self.cleared.emit()


class NoteEditor(QWidget):
    """The note under a row: `note_changed(text)` on each pause, empty when it is taken away."""

    note_changed = Signal(str)
    finished = Signal()

    def __init__(self, theme: Theme, name: str) -> None:
        super().__init__()
        self.edit = PausingText(theme, f"Note: {name}", "Note", 1)
        self.setFocusProxy(self.edit)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 8)
        layout.addWidget(self.edit)
        self.edit.paused.connect(self.note_changed)
        self.edit.finished.connect(self.finished)

    def text(self) -> str:
        """What is written, saved or not."""
        return self.edit.toPlainText()

    def set_text(self, text: str) -> None:
        """Show the saved note."""
        self.edit.show_text(text)
