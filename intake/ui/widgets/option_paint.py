"""Painting answers side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPainterPath, QPen

from intake.ui.theme import Theme
from intake.ui.widgets.drawing import RING, Outline, box, focus_ring, picture, width_of
from intake.ui.widgets.option_look import Measures, Tone

_RADIUS = 8


@dataclass(frozen=True, slots=True)
class Cell:
    """One answer as it is to be painted."""

    rect: QRectF
    label: str
    tone: Tone
    is_set: bool
    waits: bool  # asked for, not yet saved
    is_hot: bool  # under the mouse
    key: str  # the digit shown, or nothing


@dataclass(frozen=True, slots=True)
class Group:
    """What is the same for all cells of a group; `cursor` is the cell the arrows stand on, or -1."""

    is_enabled: bool
    is_focused: bool
    cursor: int


class GroupPainter:
    """Paints the cells of one group with one painter."""

    def __init__(self, painter: QPainter, theme: Theme, measures: Measures, group: Group) -> None:
        self._painter, self._theme, self._measures, self._group = painter, theme, measures, group
        self._radius = theme.px(_RADIUS)

    def joined(self, cells: Sequence[Cell], width: float) -> None:
        """Cells that touch, in one outline."""
        painter, theme = self._painter, self._theme
        whole = QRectF(0, 0, width, max(cell.rect.bottom() for cell in cells))
        shape = _rounded(whole, self._radius)
        painter.save()
        painter.setClipPath(shape)
        painter.fillPath(shape, self._ground())
        for cell in cells:
            self._dividers(cell.rect, whole)
            self._cell_ground(cell, 0)
        painter.restore()
        box(painter, whole, self._radius, None, Outline(theme.colour("line_strong")))
        for cell in cells:
            self._joined_edge(cell, whole)
            self._words(cell)
        if self._group.is_focused:
            if self._group.cursor >= 0:
                mark = cells[self._group.cursor].rect.adjusted(3, 3, -3, -3)
                box(painter, mark, 4, None, Outline(theme.colour("focus"), 1.5))
            focus_ring(painter, whole.adjusted(-RING, -RING, RING, RING), self._radius + RING, theme)

    def chips(self, cells: Sequence[Cell]) -> None:
        """Cells that stand apart."""
        painter, theme = self._painter, self._theme
        for number, cell in enumerate(cells):
            box(painter, cell.rect, self._radius, self._ground(), Outline(theme.colour("line_strong")))
            self._cell_ground(cell, self._radius)
            if cell.is_set or cell.waits:
                box(painter, cell.rect, self._radius, None, self._edge(cell))
            self._words(cell)
            if self._group.is_focused and number == max(self._group.cursor, 0):
                focus_ring(painter, cell.rect.adjusted(-RING, -RING, RING, RING), self._radius + RING, theme)

    def _ground(self) -> QColor:
        return self._theme.colour("surface" if self._group.is_enabled else "sunken")

    def _edge(self, cell: Cell) -> Outline:
        return Outline(self._theme.colour(cell.tone.edge), 1.5, dashed=cell.waits and not cell.is_set)

    def _dividers(self, rect: QRectF, whole: QRectF) -> None:
        self._painter.setPen(QPen(self._theme.colour("line"), 1))
        if rect.right() < whole.right() - 1:
            self._painter.drawLine(QPointF(rect.right(), rect.top()), QPointF(rect.right(), rect.bottom()))
        if rect.top() > 0:
            self._painter.drawLine(rect.topLeft(), rect.topRight())

    def _cell_ground(self, cell: Cell, radius: float) -> None:
        if not cell.is_set and not cell.is_hot:
            return
        inner = cell.rect.adjusted(1, 1, -1, -1) if radius else cell.rect
        box(self._painter, inner, radius, self._theme.colour(cell.tone.ground if cell.is_set else "sunken"))

    def _joined_edge(self, cell: Cell, whole: QRectF) -> None:
        """Outline a set cell, rounded only where it lies in a corner of the whole."""
        if not cell.is_set and not cell.waits:
            return
        painter, edge = self._painter, self._edge(cell)
        shape = QPainterPath()
        shape.addRect(cell.rect)
        shape = shape.intersected(_rounded(whole, self._radius))
        shape.closeSubpath()  # Qt leaves the last edge of an intersection open
        pen = QPen(edge.colour, edge.width * 2)  # the outer half is clipped away
        if edge.dashed:
            pen.setDashPattern([2.0, 1.5])
        painter.save()
        painter.setClipPath(shape)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(pen)
        painter.drawPath(shape)
        painter.restore()

    def _words(self, cell: Cell) -> None:
        painter, theme, measures = self._painter, self._theme, self._measures
        font = measures.font(is_set=cell.is_set)
        room = cell.rect.adjusted(measures.pad / 2, 0, -measures.pad / 2, 0)
        align = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignHCenter
        if cell.is_set:
            room = self._icon(cell, room, width_of(cell.label, font))
            align = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.setFont(font)
        painter.setPen(theme.colour(self._ink(cell)))
        painter.drawText(room, int(align | Qt.TextFlag.TextWordWrap), cell.label)
        if cell.key:
            self._key(cell)

    def _icon(self, cell: Cell, room: QRectF, words: float) -> QRectF:
        """Draw the icon of a set answer; the room left for its words."""
        measures = self._measures
        spare = room.width() - min(words, room.width() - measures.icon_room) - measures.icon_room
        left = room.left() + spare / 2
        pixmap = self._theme.pixmap(cell.tone.icon, cell.tone.ink, measures.icon)
        picture(self._painter, pixmap, left, room.center().y())
        left += measures.icon_room
        return QRectF(left, room.top(), room.right() - left + 2, room.height())

    def _ink(self, cell: Cell) -> str:
        if cell.is_set:
            return cell.tone.ink
        if not self._group.is_enabled:
            return "text3"
        return "text2" if self._measures.is_joined else "text"

    def _key(self, cell: Cell) -> None:
        font = self._theme.font_of(9.5, 600)
        self._painter.setFont(font)
        self._painter.setPen(self._theme.colour("focus"))
        baseline = cell.rect.top() + QFontMetricsF(font).ascent()
        self._painter.drawText(QPointF(cell.rect.left() + 3, baseline), cell.key)


def _rounded(rect: QRectF, radius: float) -> QPainterPath:
    shape = QPainterPath()
    shape.addRoundedRect(rect, radius, radius)
    return shape
