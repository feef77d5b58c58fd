"""Paints the found list."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPainterPath
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from intake.ui.review.found_line import TINTS, Line, Roles
from intake.ui.theme import Theme
from intake.ui.widgets.drawing import Outline, box, focus_ring, picture, width_of

_Index = QModelIndex | QPersistentModelIndex
_WHERE, _SIDE, _GAP = 82, 14, 8
_WORDS_SHARE = 0.46
_NARROW = 380


class FoundDelegate(QStyledItemDelegate):
    """Paints headings as soft bars and checks as lines of a card."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        """High enough for the words, wrapped to the width of the list."""
        line: Line = index.data(Roles.LINE)
        view = self.parent()
        width = view.viewport().width() if isinstance(view, QListView) else option.rect.width()
        theme = self._theme
        if line.is_heading:
            return QSize(width, theme.px(30 if index.row() == 0 else 40))
        label, words = self._rooms(QRectF(0, 0, width, 1000), line)
        said = self._height(words.width(), line.words, 600)
        if line.rest and not self._is_one_line(words, line):
            said += self._height(words.width(), line.rest, 400)
        tall = max(self._height(label.width(), self._label(line), 500), said)
        return QSize(width, round(max(theme.either(28, 44), tall + theme.px(10))))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Draw one line."""
        line: Line = index.data(Roles.LINE)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = QRectF(option.rect).adjusted(1, 0, -1, 0)
        if line.is_heading:
            self._paint_heading(painter, rect, line, is_first=index.row() == 0)
        else:
            self._paint_line(painter, rect, line, option)
        painter.restore()

    def _paint_heading(self, painter: QPainter, rect: QRectF, line: Line, *, is_first: bool) -> None:
        theme, tint = self._theme, TINTS[line.tint]
        bar = rect if is_first else rect.adjusted(0, theme.px(10), 0, 0)
        shape = QPainterPath()
        shape.addRoundedRect(bar.adjusted(0, 0, 0, 12), 10, 10)
        painter.setClipRect(bar)
        painter.fillPath(shape, theme.colour(tint.ground))
        painter.setPen(theme.colour("line"))
        painter.drawPath(shape)
        painter.setPen(theme.colour(tint.ink))
        x = picture(painter, theme.pixmap(tint.icon, tint.ink, 17), bar.left() + theme.px(_SIDE), bar.center().y())
        font = theme.font_of(14, 600)
        room = bar.adjusted(x + theme.px(_GAP) - bar.left(), 0, 0, 0)
        words = f"{line.label}   {line.words}"
        if line.short and width_of(words, font) > room.width():
            words = f"{line.short}   {line.words}"
        painter.setFont(font)
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, words)

    def _paint_line(self, painter: QPainter, rect: QRectF, line: Line, option: QStyleOptionViewItem) -> None:
        theme, tint = self._theme, TINTS[line.tint]
        state = option.state
        has_focus = bool(state & QStyle.StateFlag.State_HasFocus)
        is_hovered = bool(state & QStyle.StateFlag.State_MouseOver)
        ground = theme.colour("sunken" if is_hovered and line.item else "surface")
        painter.setClipRect(rect)
        # The card has round corners at its end only; its top is the heading.
        body = rect.adjusted(0, -12, 0, 0 if line.is_last else 12)
        box(painter, body, 10, ground, Outline(theme.colour("line")))
        if not line.is_last:
            painter.fillRect(QRectF(rect.left() + 1, rect.bottom() - 1, rect.width() - 2, 1), theme.colour("line"))
        painter.setClipping(False)
        ink = theme.colour(line.ink or tint.ink)
        icon = theme.pixmap(line.icon or tint.icon, line.ink or tint.ink, 16)
        picture(painter, icon, rect.left() + theme.px(_SIDE), rect.center().y())
        label, words = self._rooms(rect, line)
        where = QRectF(rect.left() + theme.px(_SIDE + 24), rect.top(), theme.px(_WHERE - 6), rect.height())
        middle = int(Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap)
        painter.setFont(theme.font("small", 400))
        painter.setPen(theme.colour("text3"))
        if self._names_page(rect.width()):
            painter.drawText(where, middle, line.where)
        painter.setFont(theme.font_of(13, 500))
        painter.setPen(theme.colour("text"))
        painter.drawText(label, middle, self._label(line))
        self._paint_words(painter, words, line, ink)
        if has_focus:
            focus_ring(painter, rect.adjusted(1, 1, -1, -1), 6, theme)

    def _paint_words(self, painter: QPainter, room: QRectF, line: Line, ink: QColor) -> None:
        """What puts the check into its list stands out; how its other sides are does not."""
        strong, rest = QRectF(room), QRectF(room)
        if line.rest and self._is_one_line(room, line):
            strong.setRight(room.right() - width_of(self._tail(line), self._theme.font_of(13, 400)))
        elif line.rest:
            above = self._height(room.width(), line.words, 600)
            below = self._height(room.width(), line.rest, 400)
            strong = QRectF(room.left(), room.center().y() - (above + below) / 2, room.width(), above)
            rest = QRectF(room.left(), strong.bottom(), room.width(), below)
        right = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight) | int(Qt.TextFlag.TextWordWrap)
        painter.setFont(self._theme.font_of(13, 600))
        painter.setPen(ink)
        painter.drawText(strong, right, line.words)
        painter.setFont(self._theme.font_of(13, 400))
        painter.setPen(self._theme.colour("text2"))
        painter.drawText(rest, right, self._tail(line) if self._is_one_line(room, line) else line.rest)

    def _tail(self, line: Line) -> str:
        return f", {line.rest}" if line.rest else ""

    def _needed(self, line: Line) -> float:
        theme = self._theme
        return width_of(line.words, theme.font_of(13, 600)) + width_of(self._tail(line), theme.font_of(13, 400)) + 4

    def _is_one_line(self, room: QRectF, line: Line) -> bool:
        return self._needed(line) <= room.width() + 0.5

    def _label(self, line: Line) -> str:
        return f"{line.label} “{line.note}”" if line.note else line.label

    def _rooms(self, rect: QRectF, line: Line) -> tuple[QRectF, QRectF]:
        """Where label and words stand: the words take what they need, up to their share."""
        theme = self._theme
        left = rect.left() + theme.px(_SIDE + 24 + (_WHERE if self._names_page(rect.width()) else 0))
        right = rect.right() - theme.px(_SIDE)
        middle = right - min(self._needed(line), (right - left) * _WORDS_SHARE)
        top, height = rect.top(), rect.height()
        return QRectF(left, top, middle - left - _GAP, height), QRectF(middle, top, right - middle, height)

    def _names_page(self, width: float) -> bool:
        """Whether there is room for the page a check stands on; it is read out in any case."""
        return width >= self._theme.px(_NARROW)

    def _height(self, width: float, words: str, weight: int) -> float:
        metrics = QFontMetricsF(self._theme.font_of(13, weight))
        return metrics.boundingRect(QRectF(0, 0, max(width, 40), 1000), int(Qt.TextFlag.TextWordWrap), words).height()
