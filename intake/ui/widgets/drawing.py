"""The few shapes every painted widget is made of."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QWidget

from intake.ui.theme import Theme

RING = 3  # room a widget keeps on every side for its focus ring: 2 px and a gap of 1


@dataclass(frozen=True, slots=True)
class Outline:
    """How the edge of a shape is drawn."""

    colour: QColor
    width: float = 1.0
    dashed: bool = False


@contextmanager
def painting(widget: QWidget) -> Iterator[QPainter]:
    """A smooth painter that is always ended."""
    painter = QPainter(widget)
    painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
    try:
        yield painter
    finally:
        painter.end()


def box(painter: QPainter, rect: QRectF, radius: float, fill: QColor | None, edge: Outline | None = None) -> None:
    """A rounded rectangle whose edge lies inside `rect`."""
    painter.setBrush(fill if fill is not None else Qt.BrushStyle.NoBrush)
    if edge is None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.drawRoundedRect(rect, radius, radius)
        return
    pen = QPen(edge.colour, edge.width)
    if edge.dashed:
        pen.setDashPattern([3.0, 2.5])
    painter.setPen(pen)
    half = edge.width / 2
    painter.drawRoundedRect(rect.adjusted(half, half, -half, -half), radius, radius)


def focus_ring(painter: QPainter, rect: QRectF, radius: float, theme: Theme) -> None:
    """The 2 px focus mark, its outer edge on `rect`."""
    box(painter, rect, radius, None, Outline(theme.colour("focus"), 2.0))


def picture(painter: QPainter, pixmap: QPixmap, left: float, middle: float) -> float:
    """Draw an icon with its left edge and its middle line given; the x behind it."""
    size = pixmap.deviceIndependentSize()
    painter.drawPixmap(QPointF(round(left), round(middle - size.height() / 2)), pixmap)
    return left + size.width()


def words(painter: QPainter, rect: QRectF, text: str, font: QFont, colour: QColor) -> None:
    """Text at the left, in the middle of the height, wrapped when it does not fit."""
    painter.setFont(font)
    painter.setPen(colour)
    flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap
    painter.drawText(rect, int(flags), text)


def width_of(text: str, font: QFont) -> float:
    """How wide the text is on one line."""
    return QFontMetricsF(font).horizontalAdvance(text)
