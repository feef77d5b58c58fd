"""The picture itself: fitted, or larger and moved about."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QMouseEvent, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from intake.ui.theme import Theme
from intake.ui.widgets.drawing import focus_ring, painting

ZOOMS = (1.0, 1.5, 2.0, 3.0, 4.0, 6.0)
"""How much larger than fitted; the first is fitted."""
_MOVE = 60


class Canvas(QWidget):
    """Shows one image. `room_changed` when there is more or less room for it; `keyed(event)` for keys it has no use for."""

    room_changed = Signal()
    zoomed = Signal()
    keyed = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._image = QImage()
        self._zoom, self._middle = 0, QPointF(0.5, 0.5)  # what lies in the middle, as parts of the picture
        self._held: QPointF | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(160, 120)
        theme.changed.connect(self.update)

    def show_image(self, image: QImage) -> None:
        """Show another image in the same place."""
        self._image = image
        self.update()

    def image(self) -> QImage:
        """The image on the screen."""
        return self._image

    def room(self) -> QSize:
        """How many points of a picture can be seen."""
        return self.size() * self.devicePixelRatioF() * ZOOMS[self._zoom]

    @property
    def zoom(self) -> float:
        """How much larger than fitted."""
        return ZOOMS[self._zoom]

    def zoom_by(self, steps: int) -> None:
        """Larger, or smaller, and no further than the ends."""
        wanted = min(max(self._zoom + steps, 0), len(ZOOMS) - 1)
        if wanted != self._zoom:
            self._zoom = wanted
            self._move(QPointF(0, 0))
            self.zoomed.emit()
            self.room_changed.emit()

    def fit(self) -> None:
        """The whole picture."""
        self._middle = QPointF(0.5, 0.5)
        self.zoom_by(-len(ZOOMS))
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """+, - and 0 zoom; Shift and arrows move a larger picture."""
        zooms = {Qt.Key.Key_Plus: 1, Qt.Key.Key_Equal: 1, Qt.Key.Key_Minus: -1, Qt.Key.Key_0: -len(ZOOMS)}
        key = Qt.Key(event.key())
        if key in zooms:
            self.zoom_by(zooms[key])
        elif key in _ARROWS and event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self._move(_ARROWS[key])
        else:
            self.keyed.emit(event)
            if not event.isAccepted():
                super().keyPressEvent(event)
            return
        event.accept()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """The wheel zooms."""
        if event.angleDelta().y():
            self.zoom_by(1 if event.angleDelta().y() > 0 else -1)
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Hold the picture."""
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        self._held = event.position()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Move what is held."""
        if self._held is not None:
            self._move(self._held - event.position())
            self._held = event.position()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go."""
        self._held = None

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.room_changed.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the picture on a dark ground, and the focus mark."""
        with painting(self) as painter:
            painter.fillRect(self.rect(), self._theme.colour("nav"))
            if not self._image.isNull():
                painter.drawImage(self._target(), self._image)
            if self.hasFocus():
                focus_ring(painter, QRectF(self.rect()), 2, self._theme)

    def _target(self) -> QRectF:
        fitted = self._image.size().toSizeF().scaled(self.size().toSizeF(), Qt.AspectRatioMode.KeepAspectRatio)
        size = fitted * self.zoom
        left = self.width() / 2 - self._middle.x() * size.width()
        top = self.height() / 2 - self._middle.y() * size.height()
        return QRectF(left, top, size.width(), size.height())

    def _move(self, by: QPointF) -> None:
        target = self._target()
        if self._image.isNull() or target.isEmpty():
            return
        middle = self._middle + QPointF(by.x() / target.width(), by.y() / target.height())
        self._middle = QPointF(
            _within(middle.x(), self.width() / target.width()), _within(middle.y(), self.height() / target.height())
        )
        self.update()


def _within(middle: float, seen: float) -> float:
    """The middle so that no more than needed lies beside the picture; `seen` is the part that fits."""
    half = min(seen / 2, 0.5)
    return min(max(middle, half), 1 - half)


_ARROWS = {
    Qt.Key.Key_Left: QPointF(-_MOVE, 0),
    Qt.Key.Key_Right: QPointF(_MOVE, 0),
    Qt.Key.Key_Up: QPointF(0, -_MOVE),
    Qt.Key.Key_Down: QPointF(0, _MOVE),
}
