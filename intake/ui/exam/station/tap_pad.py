"""The large field that is tapped along with the shaking."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from intake.ui.theme import Theme
from intake.ui.widgets.drawing import RING, Outline, box, focus_ring, painting

_WIDE, _HIGH = 340, 112


class TapPad(QAbstractButton):
    """`tapped(ms)` at each press of Space, mouse or finger, with the time the system gave it; 0 when it gave none."""

    tapped = Signal(int)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._large, self._small = "", ""
        self.setAccessibleName("Tap along")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.clicked.connect(lambda: self.tapped.emit(0))  # by a screen reader: hands are taken at the press below
        theme.changed.connect(self.updateGeometry)

    def show_words(self, large: str, small: str) -> None:
        """The rate, and how it came about."""
        if (large, small) != (self._large, self._small):
            self._large, self._small = large, small
            self.setAccessibleDescription(", ".join(part for part in (large, small) if part))
            self.update()

    def words(self) -> tuple[str, str]:
        """What is shown, the large and the small line."""
        return self._large, self._small

    def sizeHint(self) -> QSize:
        """Room for a thumb that does not look: never under 88 px."""
        return QSize(self._theme.px(_WIDE), self._theme.px(_HIGH))

    def minimumSizeHint(self) -> QSize:
        """The same."""
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space taps when it goes down; a held key taps once. Other keys are the counter's."""
        if event.key() != Qt.Key.Key_Space:
            event.ignore()
        elif not event.isAutoRepeat():
            self._tap(event.timestamp())

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """Nothing: the tap was the press."""
        if not event.isAutoRepeat():
            self.setDown(False)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A finger or the mouse taps when it comes down."""
        self._tap(event.timestamp())

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Two quick taps are two taps."""
        self._tap(event.timestamp())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Nothing: the tap was the press."""
        self.setDown(False)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the field with its two lines."""
        theme = self._theme
        with painting(self) as painter:
            outside = QRectF(self.rect())
            inside, radius = outside.adjusted(RING, RING, -RING, -RING), theme.px(12)
            edge = Outline(theme.colour("primary"), 2.0 if self.isDown() else 1.5)
            box(painter, inside, radius, theme.colour("sunken" if self.isDown() else "primary_soft"), edge)
            if self.hasFocus():
                focus_ring(painter, outside, radius + RING, theme)
            large, small = QRectF(inside), QRectF(inside)
            large.setBottom(inside.top() + inside.height() * (0.66 if self._small else 1))
            small.setTop(inside.top() + inside.height() * 0.58)
            painter.setPen(theme.colour("primary"))
            painter.setFont(theme.figures("display"))
            painter.drawText(large, Qt.AlignmentFlag.AlignCenter, self._large)
            painter.setFont(theme.figures("hint"))
            painter.drawText(small, Qt.AlignmentFlag.AlignCenter, self._small)

    def _tap(self, stamp_ms: int) -> None:
        self.setDown(True)
        self.tapped.emit(stamp_ms)
