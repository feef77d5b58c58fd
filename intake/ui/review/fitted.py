"""Layouts that fit the room: lines that stack, scroll areas as high as what they hold."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QScrollArea, QVBoxLayout, QWidget

from intake.ui.theme import Theme
from intake.ui.widgets.cards import row

LARGE_TEXT = 1.2


def beside(theme: Theme, *parts: QWidget) -> QBoxLayout:
    """Widgets side by side, or below each other where large text leaves no room for that."""
    line = row(*parts)
    if theme.text_scale > LARGE_TEXT:
        line.setDirection(QBoxLayout.Direction.TopToBottom)
    return line


class FittedScroll(QScrollArea):
    """Widgets below each other; scrolls only when they do not fit."""

    def __init__(self, *parts: QWidget) -> None:
        super().__init__()
        inside = QWidget()
        inside.setProperty("surface", "none")
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(0, 0, 10, 0)
        self._column.setSpacing(10)
        for part in parts:
            self._column.addWidget(part)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(inside)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Parts that appear, go or grow change the height."""
        if event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return super().eventFilter(watched, event)

    def height_at(self, width: int) -> int:
        """The height all parts need."""
        inside = width - 2 * self.frameWidth()
        return (
            self._column.totalHeightForWidth(inside)
            if self._column.hasHeightForWidth()
            else self._column.sizeHint().height()
        )


class SharedHeight(QWidget):
    """Two scroll areas below each other: the upper one gives way, down to the height it keeps."""

    def __init__(self, above: FittedScroll, below: FittedScroll, kept: int) -> None:
        super().__init__()
        self._above, self._below, self._kept = above, below, kept
        for part in (above, below):
            part.setParent(self)

    def event(self, event: QEvent) -> bool:
        """Share anew when a part asks for another height."""
        if event.type() == QEvent.Type.LayoutRequest:
            self._share()
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the new height."""
        super().resizeEvent(event)
        self._share()

    def _share(self) -> None:
        width, gap = self.width(), 10
        wanted = self._below.height_at(width)
        room = max(self.height() - gap, 0)
        above = min(self._above.height_at(width), max(room - wanted, min(self._kept, room // 2)))
        self._above.setGeometry(0, 0, width, above)
        self._below.setGeometry(0, above + gap, width, min(wanted, room - above))
