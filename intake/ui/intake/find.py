"""One box for name, phone or microchip: dogs as one types, and what can be made new."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPointF,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFont, QFontMetricsF, QKeyEvent, QPainter, QTextCharFormat, QTextLayout
from PySide6.QtWidgets import (
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from intake.app.boards import PatientHit, find_patients
from intake.domain.patients import Owner
from intake.ui.accessible.chosen import ChosenRows
from intake.ui.desk import Desk
from intake.ui.joined import apart, joined
from intake.ui.theme import Theme
from intake.ui.visit.header import signalment
from intake.ui.widgets.announce import announce
from intake.ui.widgets.drawing import picture
from intake.ui.widgets.strips import InlineError

_Index = QModelIndex | QPersistentModelIndex
FOUND = Qt.ItemDataRole.UserRole
MOST_SHOWN = 20


@dataclass(frozen=True, slots=True)
class Found:
    """A row: a dog, or what can be made new (a dog of a known owner, or both)."""

    title: str
    line: str
    icon: str
    hit: PatientHit | None = None
    owner: Owner | None = None


class FoundRows(QAbstractListModel):
    """Dogs first, best match on top; what can be made new last."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: tuple[Found, ...] = ()

    def set_rows(self, rows: Sequence[Found]) -> None:
        """Show the answer to another question."""
        self.beginResetModel()
        self._rows = tuple(rows)
        self.endResetModel()

    def found(self, row: int) -> Found:
        """The row at a place."""
        return self._rows[row]

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008  Qt's own default
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        found = self._rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return found.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{found.title}, {found.line}"
        return found if role == FOUND else None


class FoundRow(QStyledItemDelegate):
    """Paints a row with the typed letters in bold."""

    def __init__(self, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self._theme, self._typed = theme, ""

    def show_typed(self, typed: str) -> None:
        """Which letters to set in bold."""
        self._typed = typed.strip().casefold()

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        return QSize(self._theme.px(200), self._theme.px(54))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        given: Any = option  # the stubs do not know the fields of the option
        theme, found = self._theme, index.data(FOUND)
        rect = QRectF(given.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if given.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, theme.colour("primary_soft"))
        elif given.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, theme.colour("sunken"))
        painter.fillRect(QRectF(rect.left(), rect.bottom() - 1, rect.width(), 1), theme.colour("line"))
        picture(painter, theme.pixmap(found.icon, "primary", 18), rect.left() + theme.px(14), rect.center().y())
        left, room = rect.left() + theme.px(44), rect.width() - theme.px(54)
        self._paint_line(
            painter, QRectF(left, rect.top() + theme.px(7), room, theme.px(20)), found.title, is_title=True
        )
        self._paint_line(
            painter, QRectF(left, rect.top() + theme.px(27), room, theme.px(18)), found.line, is_title=False
        )
        painter.restore()

    def _paint_line(self, painter: QPainter, room: QRectF, text: str, *, is_title: bool) -> None:
        theme = self._theme
        plain = theme.font("label" if is_title else "hint")
        bold = theme.font("strong") if is_title else theme.font("hint", 700)
        painter.setPen(theme.colour("text" if is_title else "text2"))
        # Measured in bold, so that it fits whichever letters are bold; laid out whole, so that each name reads its way.
        shown = QFontMetricsF(bold).elidedText(text, Qt.TextElideMode.ElideRight, room.width())
        layout = QTextLayout(shown, bold if is_title and not self._typed else plain)
        layout.setFormats(_bold_where(shown, self._typed, bold))
        layout.beginLayout()
        line = layout.createLine()
        line.setLineWidth(room.width())
        layout.endLayout()
        layout.draw(painter, QPointF(room.left(), room.top() + (room.height() - line.height()) / 2))


class FindDog(QWidget):
    """`chosen(PatientHit)` a dog that is known; `new_wanted(owner or None, typed)` one that is not."""

    chosen = Signal(object)
    new_wanted = Signal(object, str)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk, self._asked = desk, 0
        theme = desk.theme
        self.field = QLineEdit()
        self.field.setPlaceholderText("Name, phone or microchip")
        self.field.setAccessibleName("Find owner or dog by name, phone or microchip")
        self.field.setClearButtonEnabled(True)
        self.field.addAction(theme.icon("search"), QLineEdit.ActionPosition.LeadingPosition)
        self.rows = FoundRows()
        self.list = QListView()
        self.list.setModel(self.rows)
        self._delegate = FoundRow(theme, self.list)
        self.list.setItemDelegate(self._delegate)
        self.list.setAccessibleName("Dogs found")
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setMouseTracking(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.trouble = InlineError(theme)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(8))
        column.addWidget(self.field)
        column.addWidget(self.trouble)
        column.addWidget(self.list)
        self.setFocusProxy(self.field)
        self.field.textChanged.connect(self._on_typed)
        self.field.installEventFilter(self)
        self.list.clicked.connect(lambda index: self._pick(index.row()))
        ChosenRows(self.list, lambda index: self._pick(index.row()))
        self._show(())

    def start(self, typed: str = "") -> None:
        """Empty, or with something typed already."""
        self.field.setText(typed)
        self._on_typed(typed)

    def pick_new(self) -> None:
        """Owner and dog from scratch, with what was typed."""
        if self.field.text().strip():
            self.new_wanted.emit(None, self.field.text().strip())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrows and Enter in the field act on the list."""
        if watched is self.field and isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            return self._take(event)
        return False

    def _take(self, event: QKeyEvent) -> bool:
        row = self.list.currentIndex().row()
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            step = 1 if event.key() == Qt.Key.Key_Down else -1
            self._mark(min(max(row + step, 0), self.rows.rowCount() - 1))
            return True
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._pick(row)
            return True
        return False

    def _on_typed(self, typed: str) -> None:
        self._asked += 1
        if not typed.strip():
            self._show(())
            return
        desk = self._desk
        work = partial(find_patients, desk.clinic, typed, limit=MOST_SHOWN)
        desk.jobs.run(self, work, partial(self._on_found, self._asked, typed), self.trouble.show_error)

    def _on_found(self, asked: int, typed: str, hits: tuple[PatientHit, ...]) -> None:
        if asked != self._asked:
            return  # an older question: something else has been typed since
        self.trouble.hide()
        self._delegate.show_typed(typed)
        today = self._desk.clinic.calendar.today()
        rows = [
            Found(
                hit.patient.name or "Unnamed dog",
                joined((hit.owner.name, hit.owner.phone, signalment(hit.patient, today))),
                "dog",
                hit=hit,
            )
            for hit in hits
        ]
        self._show((*rows, *_new_rows(hits, typed.strip())))
        announce(self.list, f"{len(hits)} {'dog' if len(hits) == 1 else 'dogs'} found")

    def _show(self, rows: Sequence[Found]) -> None:
        self.rows.set_rows(rows)
        self.list.setVisible(bool(rows))
        self.list.setFixedHeight(min(len(rows), 6) * self._desk.theme.px(54) + 2)
        if rows:
            self._mark(0)

    def _mark(self, row: int) -> None:
        self.list.setCurrentIndex(self.rows.index(row))

    def _pick(self, row: int) -> None:
        if not 0 <= row < self.rows.rowCount():
            return
        found = self.rows.found(row)
        if found.hit is not None:
            self.chosen.emit(found.hit)
        else:
            self.new_wanted.emit(found.owner, "" if found.owner else self.field.text().strip())


def _new_rows(hits: Sequence[PatientHit], typed: str) -> list[Found]:
    """What can be made new: a dog of the best-matching owners, or owner and dog from scratch."""
    owners = {hit.owner.id: hit.owner for hit in hits[:3]}
    rows = [
        Found(f"New dog for {apart(owner.name)}", "Keeps owner details", "plus", owner=owner)
        for owner in owners.values()
    ]
    return [*rows, Found(f"New owner “{apart(typed)}”", "Owner and dog from scratch (Ctrl Enter)", "user")]


def _bold_where(text: str, typed: str, bold: QFont) -> list[QTextLayout.FormatRange]:
    """The typed letters in bold, where they first stand."""
    place = text.casefold().find(typed) if typed else -1
    if place < 0 or len(text.casefold()) != len(text):
        return []
    match, look = QTextLayout.FormatRange(), QTextCharFormat()
    look.setFont(bold)
    match.start, match.length, match.format = place, len(typed), look
    return [match]
