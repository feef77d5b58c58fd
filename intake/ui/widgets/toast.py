"""A short message that can be undone, and the state of saving."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QPoint, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QEnterEvent, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QWidget

from intake.ui.theme import Theme
from intake.ui.widgets.announce import announce
from intake.ui.widgets.drawing import Outline, box, focus_ring, painting, picture, width_of
from intake.ui.widgets.pressing import EnterButton
from intake.ui.widgets.text import IconLabel, Text

TOAST_MS = 8000
_BESIDE = 8
_LEAST_LANE = 320
SAVING_MS = 400


def _no_lane() -> None:
    """Nothing at the foot to stand between."""


class _UndoButton(EnterButton):
    """Undo on the dark ground of a toast."""

    def __init__(self, theme: Theme) -> None:
        super().__init__("Undo")
        self._theme = theme
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleDescription("Key Ctrl Z")

    def sizeHint(self) -> QSize:
        """Room for the icon and the word."""
        theme = self._theme
        return QSize(round(width_of(self.text(), theme.font("strong"))) + theme.px(48), theme.either(34, 44))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it in the colour of the surface."""
        theme = self._theme
        with painting(self) as painter:
            rect = QRectF(self.rect())
            box(painter, rect, theme.px(7), None, Outline(theme.colour("surface")))
            if self.hasFocus():
                focus_ring(painter, rect, theme.px(7), theme)
            x = picture(painter, theme.pixmap("undo-2", "surface", 15), theme.px(12), rect.center().y())
            painter.setFont(theme.font("strong"))
            painter.setPen(theme.colour("surface"))
            painter.drawText(rect.adjusted(x + theme.px(7), 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, self.text())


class Toast(QFrame):
    """Stands at the bottom left of its parent for 8 s, longer while hovered or focused. `undone` when Undo is pressed."""

    undone = Signal()

    def __init__(self, theme: Theme, parent: QWidget, *, bottom: int = 6) -> None:
        super().__init__(parent)
        self._theme, self._pane, self._bottom = theme, parent, bottom
        self.lane: Callable[[], tuple[QWidget, QWidget] | None] = _no_lane
        self.icon = IconLabel(theme, "check", "surface", 18)
        self.words = Text("", "label", wrap=False)
        self.undo_button = _UndoButton(theme)
        self.undo_button.clicked.connect(self._on_undo)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 7, 8, 7)
        layout.setSpacing(12)
        layout.addWidget(self.icon)
        layout.addWidget(self.words)
        layout.addWidget(self.undo_button)
        self._timer = QTimer(self, interval=TOAST_MS, singleShot=True)
        self._timer.timeout.connect(self._on_time_over)
        theme.changed.connect(self._dress)
        parent.installEventFilter(self)
        self._dress()
        self.hide()

    def show_words(self, text: str, icon: str = "check", *, can_undo: bool = True) -> None:
        """Show a sentence; with Undo unless told otherwise."""
        self.icon.set_icon(icon, "surface")
        self.words.setWordWrap(False)
        self.words.setText(text)
        self.undo_button.setVisible(can_undo)
        self.setAccessibleName(text)
        self.show()
        self._place()
        self.raise_()
        self._timer.start()
        announce(self)

    def text(self) -> str:
        """The sentence shown, or nothing."""
        return "" if self.isHidden() else self.words.text()

    def enterEvent(self, event: QEnterEvent) -> None:
        """It stays while the mouse is over it."""
        self._timer.stop()

    def leaveEvent(self, event: QEvent) -> None:
        """Count again."""
        self._timer.start()

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        """Keep the place when the pane changes its size."""
        if event.type() == QEvent.Type.Resize and not self.isHidden():
            self._place()
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the dark ground."""
        with painting(self) as painter:
            box(painter, QRectF(self.rect()), self._theme.px(10), self._theme.colour("text"))

    def _place(self) -> None:
        pane = self._pane
        left, room, bottom = self._room()
        if self.sizeHint().width() > room:
            self.words.setWordWrap(True)
        self.resize(min(self.sizeHint().width(), room), self.sizeHint().height())
        height = self.heightForWidth(self.width()) if self.hasHeightForWidth() else self.height()
        self.resize(self.width(), max(height, self._theme.px(48)))
        self.move(left, pane.height() - self.height() - bottom)

    def _room(self) -> tuple[int, int, int]:
        """Where it begins, how wide it may be, and how far from the bottom: between two buttons of the foot."""
        pane, lane = self._pane, self.lane()
        if lane is not None and lane[1].isVisible():
            before, after = lane
            at = after.mapTo(pane, QPoint(0, 0))
            left = before.mapTo(pane, QPoint(before.width() if before.isVisible() else 0, 0)).x() + _BESIDE
            room, below = at.x() - _BESIDE - left, pane.height() - at.y() - after.height()
            if room >= self._theme.px(_LEAST_LANE):
                return left, room, max(below - (self._theme.px(48) - after.height()) // 2, 0)
        return 24, pane.width() - 48, self._bottom

    def _dress(self) -> None:
        self.words.setStyleSheet(f"color: {self._theme.colour('surface').name()}")

    def _on_undo(self) -> None:
        self.hide()
        self.undone.emit()

    def _on_time_over(self) -> None:
        if self.undo_button.hasFocus():
            self._timer.start()
            return
        self.hide()


class SaveState(QFrame):
    """Tells the truth about saving: "Saved 10:42:18", "Saving…" only after 400 ms, "Not saved" with the reason."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.icon = IconLabel(theme, "cloud-check", "normal", 17)
        self.words = Text("", "small").in_figures()
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(7)
        layout.addWidget(self.icon)
        layout.addWidget(self.words)
        self._timer = QTimer(self, interval=SAVING_MS, singleShot=True)
        self._timer.timeout.connect(lambda: self._show("refresh-cw", "text3", "Saving…", "Saving", ""))
        self.icon.hide()

    def show_saved(self, at: str) -> None:
        """Everything given is on the disk; `at` is the time as shown, 10:42:18."""
        self._timer.stop()
        self._show("cloud-check", "normal", f"Saved {at}", "Saved", f"at {at}")

    def show_saving(self) -> None:
        """An answer is on its way; said only when it takes longer than 400 ms."""
        self._timer.start()

    def show_kept(self, waiting: int) -> None:
        """Answers wait on this computer to be sent."""
        self._timer.stop()
        words = f"Kept here, {waiting} to send"
        self._show("cloud-off", "abn", words, words, "")

    def show_not_saved(self, reason: str) -> None:
        """The last answer did not reach the disk."""
        self._timer.stop()
        self._show("cloud-off", "flag", "Not saved", "Not saved", reason)
        self.setToolTip(reason)
        announce(self)

    def text(self) -> str:
        """The words shown."""
        return self.words.text()

    def _show(self, icon: str, token: str, words: str, name: str, description: str) -> None:
        self.icon.set_icon(icon, token)
        self.icon.show()
        self.words.setText(words)
        self.words.set_tone("flag" if token == "flag" else "text2")
        self.setAccessibleName(name)
        self.setAccessibleDescription(description)
