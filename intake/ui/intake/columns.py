"""How the parts of the intake stand beside each other."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

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
    """Owner, dog and reason; the history beside or under them, with one scroll bar for both; urgent signs always."""

    def __init__(self, theme: Theme, left: Sequence[QWidget], history: QWidget, urgent: QWidget) -> None:
        super().__init__()
        self._theme, self._urgent = theme, urgent
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._columns.setContentsMargins(0, 0, 0, 0)
        self._columns.setSpacing(theme.px(14))
        self._columns.addWidget(_stacked(theme, left), 4)
        self._columns.addWidget(history, 6)
        self._columns.setAlignment(history, Qt.AlignmentFlag.AlignTop)
        inner = QWidget()
        inner.setProperty("surface", "none")
        inner.setLayout(self._columns)
        scroll = QScrollArea()
        scroll.setWidget(inner)
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        line = QHBoxLayout(self)
        line.setContentsMargins(theme.px(18), theme.px(4), theme.px(18), theme.px(12))
        line.setSpacing(theme.px(14))
        line.addWidget(scroll, 1)
        line.addWidget(urgent)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Two columns beside each other when there is the room."""
        is_wide = self.width() >= self._theme.px(WIDE)
        way = QBoxLayout.Direction.LeftToRight if is_wide else QBoxLayout.Direction.TopToBottom
        self._columns.setDirection(way)
        self._urgent.setFixedWidth(self._theme.px(_URGENT_WIDE if is_wide else _URGENT_NARROW))


def _stacked(theme: Theme, parts: Sequence[QWidget]) -> QWidget:
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(theme.px(14))
    for part in parts:
        column.addWidget(part)
    column.addStretch(1)
    return holder
