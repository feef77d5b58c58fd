"""The regions of the exam with their progress, as a list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QListView, QSizePolicy, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from intake.ui.accessible.chosen import ChosenRows
from intake.ui.theme import Theme
from intake.ui.widgets.drawing import box, focus_ring, painting, picture, width_of
from intake.ui.widgets.states import LOOKS, State, StateLook

_Index = QModelIndex | QPersistentModelIndex
ROW_ROLE = Qt.ItemDataRole.UserRole
_FLAG = StateLook("octagon-alert", "flag", "Flag")
_TOUCH_HEIGHT, _LEAST_TOUCH_HEIGHT = 57, 44
_TILE_TYPE, _TILE_LINE, _TILE_GAP = 11.5, 16, 3
_DONE = StateLook("circle-check", "normal", "All normal")


@dataclass(frozen=True, slots=True)
class RailRow:
    """One region: how many checks, how many examined, and of those how many abnormal; and what has no value."""

    id: str
    key: str  # "1" .. "9", "S", "P"
    name: str
    examined: int
    total: int
    abnormal: int = 0
    to_judge: int = 0
    not_done: int = 0
    unable: int = 0
    has_flag: bool = False
    line_before: bool = False

    @property
    def look(self) -> StateLook:
        """Icon and colour; the tick only when all were examined and none stands out."""
        if self.has_flag:
            return _FLAG
        if self.abnormal:
            return LOOKS[State.ABNORMAL]
        if self.to_judge:
            return LOOKS[State.TO_JUDGE]
        missing = self.not_done + self.unable
        if self.total and self.examined == self.total:
            return _DONE
        if missing and self.examined + missing >= self.total:
            return LOOKS[State.UNABLE if self.unable and not self.not_done else State.NOT_DONE]
        return LOOKS[State.PART if self.examined or missing else State.TO_DO]

    @property
    def spoken(self) -> str:
        """Such as "6 of 9 examined, 3 abnormal, 1 tried and could not"."""
        parts = [f"{self.examined} of {self.total} examined"]
        counts = (
            (self.abnormal, "abnormal"),
            (self.to_judge, "for the vet to judge"),
            (self.not_done, "not examined"),
            (self.unable, "tried and could not"),
        )
        parts += [f"{count} {words}" for count, words in counts if count]
        return ", ".join(parts)


class RailModel(QAbstractListModel):
    """The regions in the order of the exam."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: tuple[RailRow, ...] = ()
        self._current = ""

    def set_rows(self, rows: Sequence[RailRow]) -> None:
        """Show the regions; the same regions again only change in place."""
        new = tuple(rows)
        if [row.id for row in new] != [row.id for row in self._rows]:
            self.beginResetModel()
            self._rows = new
            self.endResetModel()
            return
        changed = [number for number, row in enumerate(new) if row != self._rows[number]]
        self._rows = new
        for number in changed:
            self.dataChanged.emit(self.index(number), self.index(number))

    def set_current(self, region: str) -> None:
        """Say which region is open."""
        self._current = region

    def row(self, number: int) -> RailRow:
        """The region of a row."""
        return self._rows[number]

    def place(self, region: str) -> int:
        """The row of a region, or -1."""
        return next((number for number, row in enumerate(self._rows) if row.id == region), -1)

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008  Qt's own default
        """How many regions."""
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The region, its name, and what a screen reader says."""
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return row.name
            case Qt.ItemDataRole.ToolTipRole:
                return f"{row.name}: {row.spoken}"
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"{row.name}, region {row.key}" if row.key else row.name
            case Qt.ItemDataRole.AccessibleDescriptionRole:
                return row.spoken + (", current" if row.id == self._current else "")
            case _:
                return row if role == ROW_ROLE else None


class _RailDelegate(QStyledItemDelegate):
    """Paints a region: key, state icon, name, what stands out, count."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self.is_compact = False
        self.touch_height = _TOUCH_HEIGHT

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        """Taller where something stands out, and with room for the line before it."""
        row: RailRow = index.data(ROW_ROLE)
        if self._theme.is_touch:
            return QSize(self._theme.px(60), self.touch_height)
        height = 44 if _stands_out(row) else 38
        return QSize(
            self._theme.px(48 if self.is_compact else 180), self._theme.px(height) + (11 if row.line_before else 0)
        )

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Draw one region."""
        theme, row = self._theme, index.data(ROW_ROLE)
        state: QStyle.StateFlag = option.state
        rect = QRectF(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if theme.is_touch:
            rect.adjust(0, 1, 0, -1)
        elif row.line_before:
            painter.fillRect(QRectF(rect.left() + 10, rect.top() + 5, rect.width() - 20, 1), theme.colour("line"))
            rect.setTop(rect.top() + 11)
        is_open = bool(state & QStyle.StateFlag.State_Selected)
        if is_open or state & QStyle.StateFlag.State_MouseOver:
            box(painter, rect, theme.px(8), theme.colour("primary_soft" if is_open else "sunken"))
        if is_open and state & QStyle.StateFlag.State_HasFocus:
            focus_ring(painter, rect, theme.px(8), theme)
        (self._paint_tile if theme.is_touch else self._paint_row)(painter, rect, row, is_open=is_open)
        painter.restore()

    def _paint_tile(self, painter: QPainter, rect: QRectF, row: RailRow, *, is_open: bool) -> None:
        """Icon over short name, for fingers."""
        theme, look = self._theme, row.look
        font = theme.font_of(_TILE_TYPE, 600 if is_open else 500)
        pixmap = theme.pixmap(look.icon, look.token, 20)
        height = pixmap.deviceIndependentSize().height() + theme.px(_TILE_GAP) + theme.px(_TILE_LINE)
        top = rect.center().y() - height / 2
        left = rect.center().x() - pixmap.deviceIndependentSize().width() / 2
        picture(painter, pixmap, left, top + pixmap.deviceIndependentSize().height() / 2)
        painter.setFont(font)
        painter.setPen(theme.colour("primary" if is_open else "text"))
        words = QRectF(
            rect.left(), rect.bottom() - (top - rect.top()) - theme.px(_TILE_LINE), rect.width(), theme.px(_TILE_LINE)
        )
        painter.drawText(words, Qt.AlignmentFlag.AlignCenter, short_name(row.name, rect.width(), theme))

    def _paint_row(self, painter: QPainter, rect: QRectF, row: RailRow, *, is_open: bool) -> None:
        theme, look = self._theme, row.look
        middle = rect.center().y()
        painter.setFont(theme.font("key"))
        painter.setPen(theme.colour("text3"))
        key = QRectF(rect.left() + theme.px(8), rect.top(), theme.px(16), rect.height())
        painter.drawText(key, Qt.AlignmentFlag.AlignCenter, row.key)
        picture(painter, theme.pixmap(look.icon, look.token, 18), key.right() + theme.px(7), middle)
        if self.is_compact:
            return
        count = f"{row.examined}/{row.total}"
        painter.setFont(theme.figures("small", 500))
        painter.setPen(theme.colour("text2" if is_open else "text3"))
        right = rect.adjusted(0, 0, -theme.px(8), 0)
        if _stands_out(row):  # beside the name: the line under it belongs to what stands out
            right = QRectF(right.left(), right.top() + theme.px(4), right.width(), theme.px(20))
        painter.drawText(right, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), count)
        left = key.right() + theme.px(34)
        room = QRectF(
            left, rect.top(), right.right() - left - width_of(count, theme.figures("small", 500)), rect.height()
        )
        self._paint_words(painter, room, row, is_open=is_open)

    def _paint_words(self, painter: QPainter, room: QRectF, row: RailRow, *, is_open: bool) -> None:
        theme = self._theme
        painter.setFont(theme.font("body", 600 if is_open else 500))
        painter.setPen(theme.colour("primary" if is_open else "text"))
        notes = _stands_out(row)
        upper = QRectF(room.left(), room.top() + theme.px(4), room.width(), theme.px(20)) if notes else room
        painter.drawText(upper, int(Qt.AlignmentFlag.AlignVCenter), row.name)
        x = room.left()
        font = theme.font_of(11.5, 500)
        for look, words in notes:
            line = room.top() + theme.px(31)
            if look.token == "notex":
                x = picture(painter, theme.pixmap(look.icon, look.token, 12), x, line) + theme.px(3)
            painter.setFont(font)
            painter.setPen(theme.colour(look.token))
            painter.drawText(
                QRectF(x, line - theme.px(8), 200, theme.px(16)), int(Qt.AlignmentFlag.AlignVCenter), words
            )
            x += width_of(words, font) + theme.px(8)


def short_name(name: str, width: float, theme: Theme) -> str:
    """The name of a region where it fits under its icon, else its first word."""
    fits = width_of(name, theme.font_of(_TILE_TYPE, 600)) <= width - theme.px(4)
    return name if fits else name.split()[0]


def _stands_out(row: RailRow) -> list[tuple[StateLook, str]]:
    notes = []
    if row.abnormal:
        notes.append((_FLAG if row.has_flag else LOOKS[State.ABNORMAL], f"{row.abnormal} abnormal"))
    if row.not_done:
        notes.append((LOOKS[State.NOT_DONE], f"{row.not_done}" + ("" if row.abnormal else " not examined")))
    if row.unable:
        notes.append((LOOKS[State.UNABLE], f"{row.unable}" + ("" if row.abnormal or row.not_done else " could not")))
    return notes


class ProgressRail(QListView):
    """The list of regions; opening one says `region_opened(id)`."""

    region_opened = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows = RailModel()
        self.setModel(self.rows)
        self._delegate = _RailDelegate(theme, self)
        self.setItemDelegate(self._delegate)
        self.setProperty("bare", True)
        self.setMouseTracking(True)
        self.setAccessibleName("Regions of the exam")
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setSelectionMode(QListView.SelectionMode.SingleSelection)
        self.clicked.connect(self._open)
        ChosenRows(self, self._open, can_press_marked=False)
        self._theme = theme
        theme.changed.connect(self._fit)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """For fingers the regions share the height, if none gets too low for that."""
        super().resizeEvent(event)
        self._fit()

    def set_rows(self, rows: Sequence[RailRow]) -> None:
        """Show the regions; selection and scroll stay."""
        current = self.current()
        is_new = len(rows) != self.rows.rowCount()
        self.rows.set_rows(rows)
        if is_new:
            self._fit()
        self.set_current(current)

    def set_compact(self, *, is_compact: bool) -> None:
        """Keys and states only; the names are in the tooltips."""
        if self._delegate.is_compact != is_compact:
            self._delegate.is_compact = is_compact
            self.doItemsLayout()

    def _fit(self) -> None:
        px, count = self._theme.px, max(self.rows.rowCount(), 1)
        bar = Qt.ScrollBarPolicy.ScrollBarAlwaysOff if self._theme.is_touch else Qt.ScrollBarPolicy.ScrollBarAsNeeded
        self.setVerticalScrollBarPolicy(bar)
        shared = self.viewport().height() // count
        self._delegate.touch_height = min(max(shared, px(_LEAST_TOUCH_HEIGHT)), px(_TOUCH_HEIGHT))
        self.doItemsLayout()

    def current(self) -> str:
        """The open region, or nothing."""
        index = self.currentIndex()
        return self.rows.row(index.row()).id if index.isValid() else ""

    def set_current(self, region: str) -> None:
        """Mark a region as open, without saying so."""
        place = self.rows.place(region)
        self.rows.set_current(region)
        if place >= 0:
            self.setCurrentIndex(self.rows.index(place))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and Down move, Enter and Space open; no letter searches here."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._open(self.currentIndex())
        elif event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Home, Qt.Key.Key_End):
            super().keyPressEvent(event)
        else:
            event.ignore()

    def _open(self, index: QModelIndex) -> None:
        if index.isValid():
            self.region_opened.emit(self.rows.row(index.row()).id)


class ProgressBar(QLabel):
    """The bar over the rail in three patterns: done, abnormal, without a value (striped)."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._parts = (0, 0, 0)
        self._total = 1
        self.setFixedHeight(6)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)
        self.set_counts(0, 0, 0, 0)

    def set_counts(self, examined: int, abnormal: int, missing: int, total: int) -> None:
        """Show the counts; `abnormal` is part of `examined`."""
        self._parts, self._total = (examined - abnormal, abnormal, missing), max(total, 1)
        self.setAccessibleName(f"{examined} of {total} checks examined, {abnormal} abnormal, {missing} without a value")
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the three parts."""
        theme, x = self._theme, 0.0
        with painting(self) as painter:
            box(painter, QRectF(self.rect()), 3, theme.colour("sunken"))
            for count, token in zip(self._parts, ("normal_line", "abn_line", "notex_line"), strict=True):
                width = self.width() * count / self._total
                self._paint_part(painter, QRectF(x, 0, width, 6), token)
                x += width

    def _paint_part(self, painter: QPainter, rect: QRectF, token: str) -> None:
        colour = self._theme.colour(token)
        if token != "notex_line":
            painter.fillRect(rect, colour)
            return
        x = rect.left()
        while x < rect.right():
            painter.fillRect(QRectF(x, 0, min(4, rect.right() - x), 6), colour)
            x += 7
