"""How the rows of the palette are painted."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from intake.ui.palette.model import ROW, Index
from intake.ui.palette.rows import PaletteRow
from intake.ui.theme import Theme
from intake.ui.widgets.buttons import key_width, paint_key
from intake.ui.widgets.drawing import picture

_LEFT = 42


class PaletteLook(QStyledItemDelegate):
    """An icon, the title in as many lines as it needs, a quiet line, and the keys at the right."""

    def __init__(self, theme: Theme, view: QListView) -> None:
        super().__init__(view)
        self._theme, self._view = theme, view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        theme, line = self._theme, index.data(ROW)
        width = self._view.viewport().width()
        if not isinstance(line, PaletteRow):
            return QSize(width, theme.px(28))
        height = self._title_height(line, width) + (theme.px(18) if line.hint else 0) + theme.either(14, 22)
        return QSize(width, max(round(height), theme.either(38, 52)))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        given: Any = option  # the stubs do not know the fields of the option
        line, rect = index.data(ROW), QRectF(given.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if isinstance(line, PaletteRow):
            self._paint_ground(painter, rect, given.state)
            self._paint_row(painter, rect, line)
        else:
            painter.setFont(self._theme.font("group", 600))
            painter.setPen(self._theme.colour("text2"))
            at = rect.adjusted(self._theme.px(12), 0, 0, -self._theme.px(3))
            painter.drawText(at, Qt.AlignmentFlag.AlignBottom, str(index.data()))
        painter.restore()

    def _paint_ground(self, painter: QPainter, rect: QRectF, state: QStyle.StateFlag) -> None:
        """The chosen row is told by its bar as well as by its colour."""
        theme = self._theme
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, theme.colour("primary_soft"))
            painter.fillRect(QRectF(rect.left(), rect.top(), theme.px(4), rect.height()), theme.colour("primary"))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, theme.colour("sunken"))

    def _paint_row(self, painter: QPainter, rect: QRectF, row: PaletteRow) -> None:
        theme = self._theme
        picture(
            painter,
            theme.pixmap(row.icon, "primary" if row.is_possible else "text3", 18),
            rect.left() + theme.px(14),
            rect.center().y(),
        )
        tall = self._title_height(row, rect.width())
        top = rect.center().y() - (tall + (theme.px(18) if row.hint else 0)) / 2
        left, room = rect.left() + theme.px(_LEFT), self._room(row, rect.width())
        painter.setFont(theme.font("label"))
        painter.setPen(theme.colour("text" if row.is_possible else "text2"))
        painter.drawText(QRectF(left, top, room, tall + 2), int(Qt.TextFlag.TextWordWrap), row.title)
        if row.hint:
            font = theme.font("hint")
            shown = QFontMetricsF(font).elidedText(row.hint, Qt.TextElideMode.ElideRight, room)
            painter.setFont(font)
            painter.setPen(theme.colour("text2"))
            painter.drawText(QRectF(left, top + tall, room, theme.px(18)), Qt.AlignmentFlag.AlignVCenter, shown)
        self._paint_keys(painter, rect, row.keys)

    def _paint_keys(self, painter: QPainter, rect: QRectF, keys: str) -> None:
        theme, x = self._theme, rect.right() - self._theme.px(12) - self._keys_width(keys)
        for key in keys.split():
            width = key_width(theme, key)
            paint_key(
                painter,
                theme,
                key,
                QRectF(QPointF(x, rect.top()), QPointF(x + width, rect.bottom())),
                theme.colour("text2"),
            )
            x += width + theme.px(4)

    def _keys_width(self, keys: str) -> float:
        return sum(key_width(self._theme, key) + self._theme.px(4) for key in keys.split())

    def _room(self, row: PaletteRow, width: float) -> float:
        return max(width - self._theme.px(_LEFT + 20) - self._keys_width(row.keys), self._theme.px(80))

    def _title_height(self, row: PaletteRow, width: float) -> float:
        metrics = QFontMetricsF(self._theme.font("label"))
        room = QRectF(0, 0, self._room(row, width), 4000)
        return metrics.boundingRect(room, int(Qt.TextFlag.TextWordWrap), row.title).height()
