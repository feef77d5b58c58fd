"""How the parts of the intake stand beside each other."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QMoveEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from intake.ui.accessible.order import read_in_order
from intake.ui.theme import Theme

WIDE = 1180
_URGENT_WIDE, _URGENT_NARROW = 376, 330


def on_top(theme: Theme, parts: Sequence[QWidget]) -> QVBoxLayout:
    """Banners and strips over the columns."""
    column = QVBoxLayout()
    column.setContentsMargins(theme.px(18), theme.px(12), theme.px(18), 0)
    column.setSpacing(theme.px(8))
    for part in parts:
        column.addWidget(part)
    return column


class IntakeColumns(QWidget):
    """Owner, dog and reason; the history beside or under them; urgent signs always. Each scrolls by itself.

    `pushed(distance)` when all was moved up or down under the pointer in the urgent signs.
    """

    pushed = Signal(int)

    def __init__(self, theme: Theme, left: Sequence[QWidget], history: QWidget, urgent: QWidget) -> None:
        super().__init__()
        self._theme, self._history, self._urgent = theme, history, urgent
        self._left, self._right = _stacked(theme, left), _stacked(theme, (history,))
        self._left_area, self._right_area = scrolling(self._left), scrolling(self._right)
        self._is_alone, self._is_wide = False, True
        line = QHBoxLayout(self)
        line.setContentsMargins(theme.px(18), theme.px(4), theme.px(18), theme.px(12))
        line.setSpacing(theme.px(14))
        line.addWidget(self._left_area, 4)
        line.addWidget(self._right_area, 6)
        line.addWidget(urgent)
        read_in_order((self._left_area, urgent, self._right_area))  # the signs are asked before the long history

    def show_alone(self, *, is_alone: bool) -> None:
        """Only the first part, while there is no visit yet."""
        self._is_alone = is_alone
        self._right_area.setVisible(self._is_wide and not is_alone)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Two columns beside each other when there is the room, else the history under the rest."""
        is_wide = self.width() >= self._theme.px(WIDE)
        self._urgent.setFixedWidth(self._theme.px(_URGENT_WIDE if is_wide else _URGENT_NARROW))
        if is_wide != self._is_wide:
            self._is_wide = is_wide
            column = (self._right if is_wide else self._left).layout()
            if isinstance(column, QVBoxLayout):
                column.insertWidget(column.count() - 1, self._history)
            self._right_area.setVisible(is_wide and not self._is_alone)

    def moveEvent(self, event: QMoveEvent) -> None:
        """A banner that comes or goes over the columns leaves the row under the pointer where it is."""
        moved = event.pos().y() - event.oldPos().y()
        if moved and self.isVisible() and self._urgent.underMouse():
            QTimer.singleShot(0, self, lambda: self.pushed.emit(moved))


def scrolling(inner: QWidget) -> QScrollArea:
    """A part that scrolls up and down; Tab goes to what stands in it."""
    inner.setProperty("surface", "none")
    area = QScrollArea()
    area.setWidget(inner)
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    return area


def _stacked(theme: Theme, parts: Sequence[QWidget]) -> QWidget:
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(theme.px(14))
    for part in parts:
        column.addWidget(part)
    column.addStretch(1)
    return holder
