"""The columns of the board; cards move between them without losing the focus."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QWidget

from intake.app.boards import BoardRow
from intake.domain.ids import VisitId
from intake.domain.visits import STATUS_WORDS, VisitStatus
from intake.ui.accessible.order import read_in_order
from intake.ui.theme import Theme
from intake.ui.today.card import Board, VisitCard
from intake.ui.widgets.cards import CountHeader

# Done today stands under For the vet: both are the vet's, and neither grows long.
COLUMNS: tuple[tuple[VisitStatus, ...], ...] = (
    (VisitStatus.EXPECTED,),
    (VisitStatus.WAITING,),
    (VisitStatus.IN_EXAM,),
    (VisitStatus.FOR_VET, VisitStatus.DONE),
)
ICONS = {
    VisitStatus.EXPECTED: "calendar-days",
    VisitStatus.WAITING: "armchair",
    VisitStatus.IN_EXAM: "stethoscope",
    VisitStatus.FOR_VET: "clipboard-check",
    VisitStatus.DONE: "circle-check",
}


class BoardPlane(QFrame):
    """All cards are children of this plane, so a card that changes its column stays the same widget."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setProperty("surface", "none")
        self.setAccessibleName("Board")
        self.cards: dict[VisitId, VisitCard] = {}
        self.order: dict[VisitStatus, list[VisitCard]] = {}
        self.heads = {status: self._head(status) for status in ICONS}
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

    def place(self) -> None:
        """Put every card where it belongs at this width."""
        px = self._theme.px
        gap = px(16) if self.width() > px(1000) else px(8)
        width = (self.width() - gap * (len(COLUMNS) - 1)) // len(COLUMNS)
        bottom = 0
        for number, statuses in enumerate(COLUMNS):
            left, top = number * (width + gap), 0
            for status in statuses:
                top = self._place_column(status, left, top, width) + px(12)
            bottom = max(bottom, top)
        self.setMinimumHeight(bottom)

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(880), self.minimumHeight())

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.place()

    def event(self, event: QEvent) -> bool:
        """A card that asks for another height is placed anew."""
        if event.type() is QEvent.Type.LayoutRequest:
            self.place()
        return super().event(event)

    def _head(self, status: VisitStatus) -> CountHeader:
        head = CountHeader(self._theme, ICONS[status], STATUS_WORDS[status])
        head.setParent(self)
        return head

    def _place_column(self, status: VisitStatus, left: int, top: int, width: int) -> int:
        head = self.heads[status]
        head.setGeometry(left, top, width, head.sizeHint().height())
        top += head.height() + self._theme.px(8)
        for card in self.order.get(status, ()):
            height = max(card.heightForWidth(width), card.minimumSizeHint().height())
            card.setGeometry(left, top, width, height)
            top += height + self._theme.px(4)
        return top


class BoardView(QScrollArea):
    """The board of cards; arrows move among them."""

    open_wanted = Signal(object)
    menu_wanted = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.plane = BoardPlane(theme)
        self.setWidget(self.plane)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def show_rows(self, rows: Sequence[BoardRow], board: Board) -> None:
        """Bring the cards in line with the rows; a card that moves keeps the focus."""
        shown = [row for row in rows if row.visit.status in ICONS]
        wanted = {row.visit.id for row in shown}
        for visit in [visit for visit in self.plane.cards if visit not in wanted]:
            self._take_away(visit)
        self.plane.order = {status: [] for status in ICONS}
        for row in shown:
            card = self.plane.cards.get(row.visit.id) or self._add(row.visit.id)
            if card.row != row:
                card.show_row(row, board)
            self.plane.order[row.visit.status].append(card)
        for status, head in self.plane.heads.items():
            head.set_count(len(self.plane.order[status]))
        self._order_tabs()
        self.plane.place()
        self.tick(board)

    def tick(self, board: Board) -> None:
        """Bring the waiting times up to date."""
        for card in self.plane.cards.values():
            card.show_clock(board)

    def focus_first(self) -> None:
        """Put the focus on the first card."""
        cards = [card for column in self._columns() for card in column]
        if cards:
            cards[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def _columns(self) -> list[list[VisitCard]]:
        order = self.plane.order
        return [[card for status in statuses for card in order.get(status, ())] for statuses in COLUMNS]

    def _add(self, visit: VisitId) -> VisitCard:
        card = VisitCard(self._theme)
        card.setParent(self.plane)
        card.open_wanted.connect(self.open_wanted)
        card.menu_wanted.connect(self.menu_wanted)
        card.moved.connect(self._on_moved)
        card.show()
        self.plane.cards[visit] = card
        return card

    def _take_away(self, visit: VisitId) -> None:
        card = self.plane.cards.pop(visit)
        had_focus = card.hasFocus()
        card.hide()
        card.deleteLater()
        if had_focus:
            self.focus_first()

    def _order_tabs(self) -> None:
        cards = [card for column in self._columns() for card in column]
        for before, after in pairwise(cards):
            QWidget.setTabOrder(before, after)
        order = self.plane.order
        read_in_order(
            widget
            for statuses in COLUMNS
            for status in statuses
            for widget in (self.plane.heads[status], *order.get(status, ()))
        )

    def _on_moved(self, card: VisitCard, key: int) -> None:
        columns = self._columns()
        here = next((n for n, column in enumerate(columns) if card in column), 0)
        place = columns[here].index(card)
        if key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            place += 1 if key == Qt.Key.Key_Down else -1
            target = columns[here][place] if 0 <= place < len(columns[here]) else None
        else:
            target = _beside(columns, here, 1 if key == Qt.Key.Key_Right else -1, place)
        if target is not None:
            target.setFocus(Qt.FocusReason.OtherFocusReason)
            self.ensureWidgetVisible(target)


def _beside(columns: list[list[VisitCard]], here: int, step: int, place: int) -> VisitCard | None:
    """The card at the same height in the next column that has any."""
    here += step
    while 0 <= here < len(columns):
        if columns[here]:
            return columns[here][min(place, len(columns[here]) - 1)]
        here += step
    return None
