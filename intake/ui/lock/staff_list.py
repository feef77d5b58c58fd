"""The cards of the people who may sign in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from intake.ui.accessible.chosen import ChosenRows
from intake.ui.theme import Theme
from intake.ui.widgets.drawing import Outline, box, focus_ring, picture

if TYPE_CHECKING:
    from intake.domain.staff import StaffMember

_Index = QModelIndex | QPersistentModelIndex
PERSON = Qt.ItemDataRole.UserRole
ROLE_WORDS = {
    "technician": "Vet tech",
    "veterinarian": "Vet",
    "front_desk": "Front desk",
    "admin": "Admin",
}


class StaffRows(QAbstractListModel):
    """The people, by name."""

    def __init__(self) -> None:
        super().__init__()
        self._people: tuple[StaffMember, ...] = ()

    def set_rows(self, people: Sequence[StaffMember]) -> None:
        """Show these people."""
        self.beginResetModel()
        self._people = tuple(people)
        self.endResetModel()

    def people(self) -> tuple[StaffMember, ...]:
        """The people shown."""
        return self._people

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008  Qt's own default
        return 0 if parent.isValid() else len(self._people)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        person = self._people[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return person.name
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{person.name}, {ROLE_WORDS[person.role]}, initials {person.initials}"
        return person if role == PERSON else None


class StaffCards(QStyledItemDelegate):
    """Paints a person as a card with initials, name and role."""

    def __init__(self, theme: Theme, parent: QListView) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        return QSize(self._theme.px(240), self._theme.px(82))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        given: Any = option  # the stubs do not know the fields of the option
        person: StaffMember = index.data(PERSON)
        is_chosen = bool(given.state & QStyle.StateFlag.State_Selected)
        has_focus = bool(given.state & QStyle.StateFlag.State_HasFocus)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = QRectF(given.rect).adjusted(3, 3, -3, -self._theme.px(7))
        self._paint_ground(painter, rect, is_chosen=is_chosen)
        if has_focus and is_chosen:
            focus_ring(painter, rect.adjusted(-3, -3, 3, 3), self._theme.px(12) + 3, self._theme)
        self._paint_initials(painter, rect, person.initials, is_chosen=is_chosen)
        self._paint_words(painter, rect, person)
        if is_chosen:
            picture(
                painter,
                self._theme.pixmap("check", "primary", 20),
                rect.right() - self._theme.px(36),
                rect.center().y(),
            )
        painter.restore()

    def _paint_ground(self, painter: QPainter, rect: QRectF, *, is_chosen: bool) -> None:
        theme = self._theme
        fill = theme.colour("primary_soft" if is_chosen else "surface")
        edge = Outline(theme.colour("primary"), 2.0) if is_chosen else Outline(theme.colour("line"))
        box(painter, rect, theme.px(12), fill, edge)

    def _paint_initials(self, painter: QPainter, rect: QRectF, initials: str, *, is_chosen: bool) -> None:
        theme, side = self._theme, self._theme.px(44)
        circle = QRectF(rect.left() + theme.px(16), rect.center().y() - side / 2, side, side)
        box(painter, circle, side / 2, theme.colour("primary" if is_chosen else "sunken"))
        painter.setFont(theme.font("label", 600))
        painter.setPen(theme.colour("on_primary" if is_chosen else "text2"))
        painter.drawText(circle, Qt.AlignmentFlag.AlignCenter, initials)

    def _paint_words(self, painter: QPainter, rect: QRectF, person: StaffMember) -> None:
        theme = self._theme
        room = rect.adjusted(theme.px(74), 0, -theme.px(44), 0)
        middle = rect.center().y()
        for text, font, tone, top in (
            (person.name, theme.font_of(15, 600), "text", middle - theme.px(21)),
            (ROLE_WORDS[person.role], theme.font("hint"), "text3", middle + theme.px(1)),
        ):
            painter.setFont(font)
            painter.setPen(theme.colour(tone))
            line = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, round(room.width()))
            painter.drawText(QRectF(room.left(), top, room.width(), theme.px(21)), Qt.AlignmentFlag.AlignVCenter, line)


class StaffList(QListView):
    """The list itself; letters and digits go on to the lock screen."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.rows = StaffRows()
        self.setModel(self.rows)
        self.setItemDelegate(StaffCards(theme, self))
        self.setProperty("bare", True)
        self.setAccessibleName("Who is this?")
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setMouseTracking(True)
        theme.changed.connect(self.doItemsLayout)
        ChosenRows(self, self.setCurrentIndex, can_press_marked=False)

    def person(self) -> StaffMember | None:
        """The person chosen."""
        chosen: StaffMember | None = self.currentIndex().data(PERSON) if self.currentIndex().isValid() else None
        return chosen

    def choose(self, row: int) -> None:
        """Choose a person by row."""
        self.setCurrentIndex(self.rows.index(row))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows move; every other key is the lock screen's."""
        key = Qt.Key
        if event.key() in (key.Key_Up, key.Key_Down, key.Key_Home, key.Key_End, key.Key_Tab, key.Key_Backtab):
            super().keyPressEvent(event)
        else:
            event.ignore()
