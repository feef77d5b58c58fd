"""The found lists as one list view: headings with counts, and a line per check."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import IntEnum

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetricsF, QKeyEvent, QPainter, QPainterPath, QResizeEvent
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from intake.ui.theme import Theme
from intake.ui.widgets.drawing import Outline, box, focus_ring, picture, width_of

_Index = QModelIndex | QPersistentModelIndex
_WHERE, _SIDE, _GAP = 82, 14, 8
_WORDS_SHARE = 0.46
_NARROW = 380


class Roles(IntEnum):
    """What a line tells besides its words."""

    LINE = Qt.ItemDataRole.UserRole + 1


@dataclass(frozen=True, slots=True)
class Tint:
    """The token colours of one list."""

    ink: str
    ground: str
    icon: str


TINTS = {
    "flag": Tint("flag", "flag_bg", "octagon-alert"),
    "abnormal": Tint("abn", "abn_bg", "triangle-alert"),
    "judge": Tint("info", "info_bg", "scale"),
    "not_done": Tint("notex", "notex_bg", "circle-slash"),
    "unable": Tint("notex", "notex_bg", "hand"),
    "noted": Tint("primary", "primary_soft", "circle-check"),
    "normal": Tint("normal", "normal_bg", "circle-check"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """A heading, or one check; `item` is what Enter opens."""

    key: str  # unique in the list
    tint: str
    label: str
    words: str = ""
    where: str = ""
    note: str = ""
    item: str = ""
    icon: str = ""  # another icon than the list's
    ink: str = ""  # another colour than the list's
    short: str = ""  # of a heading, for a narrow list
    is_heading: bool = False
    is_last: bool = False

    @property
    def spoken(self) -> str:
        """The line for a screen reader."""
        note = f", note: {self.note}" if self.note else ""
        return (
            f"{self.label}: {self.words}, {self.where}{note}" if not self.is_heading else f"{self.label}, {self.words}"
        )


def section(tint: str, title: str, lines: Sequence[Line], short: str = "") -> list[Line]:
    """A heading with its count and its lines; nothing for an empty list."""
    if not lines:
        return []
    head = Line(f"head {title}", tint, title, str(len(lines)), is_heading=True, short=short)
    return [head, *lines[:-1], replace(lines[-1], is_last=True)]


class FoundModel(QAbstractListModel):
    """The lines; a new set is taken over by its difference, so focus and scroll stay."""

    def __init__(self) -> None:
        super().__init__()
        self._lines: list[Line] = []

    def line(self, row: int) -> Line:
        """The line of a row."""
        return self._lines[row]

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Show these lines."""
        wanted = list(lines)
        keys = {line.key for line in wanted}
        for row in range(len(self._lines) - 1, -1, -1):
            if self._lines[row].key not in keys:
                self.beginRemoveRows(QModelIndex(), row, row)
                del self._lines[row]
                self.endRemoveRows()
        for row, line in enumerate(wanted):
            self._put(row, line)

    def _put(self, row: int, line: Line) -> None:
        here = next((place for place in range(row, len(self._lines)) if self._lines[place].key == line.key), -1)
        if here < 0:
            self.beginInsertRows(QModelIndex(), row, row)
            self._lines.insert(row, line)
            self.endInsertRows()
            return
        if here != row:
            self.beginMoveRows(QModelIndex(), here, here, QModelIndex(), row)
            self._lines.insert(row, self._lines.pop(here))
            self.endMoveRows()
        if self._lines[row] != line:
            self._lines[row] = line
            self.dataChanged.emit(self.index(row), self.index(row))

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008  Qt's own default
        """How many lines there are."""
        return 0 if parent.isValid() else len(self._lines)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The words of a line, or the line itself."""
        if not index.isValid():
            return None
        line = self._lines[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return line.label
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return line.spoken
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"{line.label}: {line.words}" if line.item else None
        return line if role == Roles.LINE else None

    def flags(self, index: _Index) -> Qt.ItemFlag:
        """Headings are read over; checks can be opened."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        if not self._lines[index.row()].item:
            return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemNeverHasChildren
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren


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
        tall = max(self._height(label.width(), self._label(line), 500), self._height(words.width(), line.words, 600))
        return QSize(width, round(max(theme.px(28), tall + theme.px(10))))

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
        painter.setFont(theme.font_of(13, 600))
        painter.setPen(ink)
        painter.drawText(words, middle | int(Qt.AlignmentFlag.AlignRight), line.words)
        if has_focus:
            focus_ring(painter, rect.adjusted(1, 1, -1, -1), 6, theme)

    def _label(self, line: Line) -> str:
        return f"{line.label} “{line.note}”" if line.note else line.label

    def _rooms(self, rect: QRectF, line: Line) -> tuple[QRectF, QRectF]:
        """Where label and words stand: the words take what they need, up to their share."""
        theme = self._theme
        left = rect.left() + theme.px(_SIDE + 24 + (_WHERE if self._names_page(rect.width()) else 0))
        right = rect.right() - theme.px(_SIDE)
        needed = width_of(line.words, theme.font_of(13, 600)) + 4
        middle = right - min(needed, (right - left) * _WORDS_SHARE)
        top, height = rect.top(), rect.height()
        return QRectF(left, top, middle - left - _GAP, height), QRectF(middle, top, right - middle, height)

    def _names_page(self, width: float) -> bool:
        """Whether there is room for the page a check stands on; it is read out in any case."""
        return width >= self._theme.px(_NARROW)

    def _height(self, width: float, words: str, weight: int) -> float:
        metrics = QFontMetricsF(self._theme.font_of(13, weight))
        return metrics.boundingRect(QRectF(0, 0, max(width, 40), 1000), int(Qt.TextFlag.TextWordWrap), words).height()


class FoundList(QListView):
    """The list; a press or Enter says `opened(item)`."""

    opened = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines = FoundModel()
        self.setModel(self._lines)
        self.setItemDelegate(FoundDelegate(theme, self))
        self.setProperty("bare", True)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName("What was found")
        self.clicked.connect(lambda index: self._open(index.row()))
        theme.changed.connect(self.scheduleDelayedItemsLayout)

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Show these lines."""
        self._lines.show_lines(lines)

    def lines(self) -> tuple[Line, ...]:
        """The lines shown, in order."""
        return tuple(self._lines.line(row) for row in range(self._lines.rowCount()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens the check."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self._open(self.currentIndex().row())
            event.accept()
            return
        super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Mark the first check, so that the arrows start somewhere."""
        super().focusInEvent(event)
        if not self.currentIndex().isValid():
            rows = range(self._lines.rowCount())
            first = next((row for row in rows if self._lines.line(row).item), -1)
            if first >= 0:
                self.setCurrentIndex(self._lines.index(first))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Words wrap to the new width."""
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()

    def _open(self, row: int) -> None:
        if item := self._lines.line(row).item:
            self.opened.emit(item)
