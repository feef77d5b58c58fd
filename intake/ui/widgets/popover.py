"""A frame that opens beside a widget inside the window, closes on Esc or a press elsewhere, and gives the focus back."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from intake.ui.accessible.order import step_within
from intake.ui.accessible.spoken import SpokenButton
from intake.ui.theme import Theme

_GAP = 6
_EDGE = 8


class Popover(QFrame):
    """The frame of every popover; put content into `column` and open it with `open_beside`."""

    closed = Signal()

    def __init__(self, theme: Theme, name: str, *, stays_open: bool = False) -> None:
        super().__init__()
        self._theme = theme
        self._stays_open = stays_open
        self._anchor: QWidget | None = None
        self._watched: QObject | None = None
        self.setProperty("frame", "popover")
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(18, 16, 18, 16)
        self.column.setSpacing(8)
        self._close = SpokenButton("Close", self)
        self._close.setGeometry(0, 0, _EDGE, _EDGE)
        self._close.clicked.connect(self.close_up)
        self.hide()
        theme.changed.connect(self._on_theme_changed)

    def open_beside(self, anchor: QWidget, focus: QWidget | None = None) -> None:
        """Show under the anchor, or above it where there is no room; never over it."""
        window = anchor.window()
        self._anchor = anchor
        self.setParent(window)
        self._fit()
        self.show()
        self.raise_()
        self._watch(window)
        if focus is not None:
            focus.setFocus(Qt.FocusReason.PopupFocusReason)

    def close_up(self) -> None:
        """Hide, and give the focus back to where it came from."""
        if self.isHidden():
            return
        focused: QWidget | None = self.window().focusWidget()  # the stubs forget that it may be None
        had_focus = focused is not None and (focused is self or self.isAncestorOf(focused))
        self._unwatch()
        self.hide()
        if had_focus and self._anchor is not None:
            self._anchor.setFocus(Qt.FocusReason.PopupFocusReason)
        self.closed.emit()

    def focusNextPrevChild(self, next: bool) -> bool:  # noqa: FBT001  Qt's own argument
        """Tab goes round in the frame; what is behind it may be covered."""
        return step_within(self, is_forward=next)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes."""
        if event.key() == Qt.Key.Key_Escape:
            self.close_up()
            event.accept()
            return
        event.accept()  # no key meant for this frame may reach the check list behind it

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Close on a press anywhere else."""
        if event.type() == QEvent.Type.MouseButtonPress and isinstance(event, QMouseEvent):
            inside = QRect(self.mapToGlobal(QPoint(0, 0)), self.size()).contains(event.globalPosition().toPoint())
            if not inside and not self._stays_open:
                self.close_up()
        return False

    def _fit(self) -> None:
        """Take the size the content needs, beside the anchor."""
        anchor = self._anchor
        if anchor is None:
            return
        window = anchor.window()
        self.adjustSize()
        self.resize(self.size().boundedTo(window.size()))
        self.move(_spot(self.size().width(), self.size().height(), anchor, window))

    def _on_theme_changed(self) -> None:
        if not self.isHidden():
            QTimer.singleShot(0, self, self._fit)  # once the labels have their new fonts

    def _watch(self, window: QWidget) -> None:
        self._unwatch()
        self._watched = window.windowHandle()
        if self._watched is not None:
            self._watched.installEventFilter(self)

    def _unwatch(self) -> None:
        if self._watched is not None:
            self._watched.removeEventFilter(self)
            self._watched = None


def _spot(width: int, height: int, anchor: QWidget, window: QWidget) -> QPoint:
    """Where the frame goes: under, else above, else beside; always inside the window."""
    corner = anchor.mapTo(window, QPoint(0, 0))
    left = min(max(corner.x(), _EDGE), max(window.width() - width - _EDGE, _EDGE))
    below = corner.y() + anchor.height() + _GAP
    if below + height <= window.height() - _EDGE:
        return QPoint(left, below)
    above = corner.y() - height - _GAP
    if above >= _EDGE:
        return QPoint(left, above)
    return QPoint(left, max(window.height() - height - _EDGE, _EDGE))
