"""Today: who is here, who waits, who needs the vet now."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QLineEdit,
    QMenu,
    QStackedWidget,
    QTableView,
    QVBoxLayout,
    QWidget,
)  # fmt: skip

from intake.app import front_desk, safety
from intake.app.boards import BoardRow, today
from intake.app.changes import Change
from intake.app.clinic import Clinic
from intake.app.staff import everybody
from intake.domain.staff import StaffMember
from intake.domain.visits import STATUS_WORDS, VisitStatus, next_statuses
from intake.settings import Settings
from intake.ui.accessible.chosen import ChosenRows
from intake.ui.accessible.order import TabsAsRead
from intake.ui.clinic_rules import RulesNotice
from intake.ui.clock import day_and_time, time_of, wait_words
from intake.ui.desk import Desk
from intake.ui.exam.vets import WhoWasTold, vets_among
from intake.ui.focus import next_pane
from intake.ui.today.board import BoardView
from intake.ui.today.cancel import CancelVisit
from intake.ui.today.card import ACTS, Board, VisitCard
from intake.ui.today.model import ROW, BoardRows, Column
from intake.ui.untold import CallNowBanners, Untold, untold_among
from intake.ui.widgets.buttons import Button, KeyHints, Size, Variant
from intake.ui.widgets.cards import EmptyState, row
from intake.ui.widgets.chips import chip_ink
from intake.ui.widgets.strips import InlineError
from intake.ui.widgets.text import Text

TICK_MS = 15_000
Told = tuple[tuple[BoardRow, ...], Untold, tuple[StaffMember, ...]]


def _board_now(clinic: Clinic) -> Told:
    rows = today(clinic)
    return rows, untold_among(clinic, rows), everybody(clinic)


class TodayScreen(QWidget):
    """The board; it asks again whenever a visit changes, and shows only the difference."""

    visit_wanted = Signal(str, str)  # visit, step
    intake_wanted = Signal()
    find_wanted = Signal(str)

    def __init__(self, desk: Desk, settings: Settings) -> None:
        super().__init__()
        self._desk, self._settings = desk, settings
        self._is_asking, self._is_stale, self._has_rows = False, False, False
        self._vets: tuple[StaffMember, ...] = ()
        theme = desk.theme
        self.rows = BoardRows(desk.clinic.zone, lambda icon, tone: theme.icon(icon, chip_ink(tone), 15))
        self.board, self.table = BoardView(theme), self._make_table()
        self.banners = CallNowBanners(theme, is_vet=desk.person.is_veterinarian)
        self.find_field = QLineEdit()
        self.new_button = Button(theme, "New intake", icon="plus", variant=Variant.PRIMARY, key="Ctrl N")
        self.list_button = Button(theme, "List view", icon="layout-list")
        self.trouble, self.rules_notice = InlineError(theme), RulesNotice(desk)
        self._date, self._counts = Text("", "hint", tone="text2"), Text("", "hint", tone="text2")
        self._updated = Text("", "hint")
        self.empty = EmptyState(theme, "layout-dashboard", "Nobody yet today.", "New intake: Ctrl N")
        self._who, self._cancel = WhoWasTold(theme), CancelVisit(theme)
        self._refusal = ""
        self._telling: Untold = ()
        self._tabs = TabsAsRead(self)
        self._clock = QTimer(self, interval=TICK_MS)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._build()
        self._connect()

    def ask(self) -> None:
        """Ask for the board; while one question is open, one more follows it at most."""
        if self._is_asking:
            self._is_stale = True
            return
        self._is_asking = True
        if not self._has_rows:
            self._counts.setText("Reading the board…")
        self._desk.jobs.run(self, partial(_board_now, self._desk.clinic), self._on_told, self._on_unread)

    def next_pane(self, *, is_forward: bool) -> None:
        """Go around head, banners and board."""
        panes = (self._head, self.banners, self.views)
        next_pane(self, panes, is_forward=is_forward)

    def setFocus(self, reason: Qt.FocusReason = Qt.FocusReason.OtherFocusReason) -> None:
        """The focus goes to the first card, or to the button that makes one."""
        if self.rows.rowCount() and self.views.currentWidget() is self.board:
            self.board.focus_first()
        elif self.rows.rowCount():
            self.table.setFocus(reason)
        else:
            self.new_button.setFocus(reason)

    # Showing

    def _on_told(self, told: Told) -> None:
        rows, flags, people = told
        self._is_asking = False
        self._vets = vets_among(people)
        needs_focus = not self._has_rows and self.isVisible() and not self.find_field.hasFocus()
        self._has_rows = True
        board = self._board()
        self.rows.show(rows, board.now)
        self.board.show_rows(rows, board)
        self.banners.show_by_dog(flags)
        self._show_refusal()
        self.empty.setVisible(not rows)
        self.views.setVisible(bool(rows))
        self._show_words(rows, board)
        self.rules_notice.ask()
        self._tabs.follow()
        if needs_focus:
            self.setFocus()
        if self._is_stale:
            self._is_stale = False
            self.ask()

    def _show_refusal(self) -> None:
        """A refused act is said over the board as it stands now."""
        if self._refusal:
            self.trouble.show_words(self._refusal)
        else:
            self.trouble.hide()
        self._refusal = ""

    def _show_words(self, rows: tuple[BoardRow, ...], board: Board) -> None:
        self._date.setText(day_and_time(board.now, board.zone))
        ended = (VisitStatus.DONE, VisitStatus.CANCELLED)
        is_open = sum(row.visit.status not in ended for row in rows)
        waits = [
            board.now - row.visit.waiting_since
            for row in rows
            if row.visit.status is VisitStatus.WAITING and row.visit.waiting_since
        ]
        longest = f" · longest wait {wait_words(max(waits))}" if waits else ""
        self._counts.setText(f"{is_open} open{longest}")
        self._updated.setText(f"Updated {time_of(board.now, board.zone)}")

    def _on_unread(self, error: BaseException) -> None:
        self._is_asking = False
        when = self._updated.text().removeprefix("Updated ")
        showing = f" Showing {when}." if when else ""
        self.trouble.show_words(f"The board could not refresh.{showing} {error}", "error", "Try again")

    def _on_crashed(self, error: object) -> None:
        # A bug on the database thread names no owner: without this the board would wait for its answer for ever.
        if self._is_asking:
            self._on_unread(RuntimeError("The records are safe."))

    def _board(self) -> Board:
        clinic = self._desk.clinic
        return Board.of(self._settings, clinic.calendar.today(), clinic.now(), clinic.zone)

    def _on_tick(self) -> None:
        board = self._board()
        self.rows.tick(board.now)
        self.board.tick(board)
        self._show_words(tuple(self.rows.row(n) for n in range(self.rows.rowCount())), board)

    def _on_changed(self, change: Change) -> None:
        if change.visit or change.patient:
            self.ask()

    # Acts

    def _open(self, row: BoardRow) -> None:
        self.visit_wanted.emit(row.visit.id, ACTS[row.visit.status][2])

    def _on_menu(self, card: VisitCard) -> None:
        if card.row is not None:
            self._show_menu(card.row, card)

    def _show_menu(self, shown: BoardRow, anchor: QWidget) -> None:
        menu = QMenu(self)
        menu.setAccessibleName(f"Move {shown.patient.name or 'Unnamed dog'} to")
        for number, status in enumerate(next_statuses(shown.visit.status), 1):
            words = "Cancelled…" if status is VisitStatus.CANCELLED else STATUS_WORDS[status]
            act = menu.addAction(f"&{number}  {words}")
            act.triggered.connect(partial(self._move, shown, status, anchor))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(anchor.mapToGlobal(anchor.rect().center()))
        if menu.actions():
            menu.setActiveAction(menu.actions()[0])

    def _move(self, shown: BoardRow, to: VisitStatus, anchor: QWidget, *_: object) -> None:
        if to is VisitStatus.CANCELLED:
            self._cancel.ask(anchor, shown)
            return
        self._move_now(shown, to, "")

    def _move_now(self, shown: BoardRow, to: VisitStatus, because: str) -> None:
        desk = self._desk
        act = partial(front_desk.move_visit, desk.clinic, shown.visit, to, by=desk.person.id, because=because)
        desk.hub.perform(self, act, None, self._on_refused)

    def _on_refused(self, error: BaseException) -> None:
        self._refusal = str(error)
        self.ask()

    def _on_told_wanted(self, flags: Untold, anchor: QWidget) -> None:
        self._telling = flags
        self._who.ask(anchor, f"{flags[0].dog}: which vet has been told?", self._vets)

    def _on_vet_named(self, name: str) -> None:
        desk = self._desk
        for untold in self._telling:
            act = partial(safety.tell_vet, desk.clinic, untold.exam, untold.flag.id, name, by=desk.person.id)
            desk.hub.perform(self, act, None, self._on_refused)

    def _switch_view(self) -> None:
        to_list = self.views.currentWidget() is self.board
        self.views.setCurrentWidget(self.table if to_list else self.board)
        self.list_button.setText("Board view" if to_list else "List view")
        self.list_button.set_icon("columns-3" if to_list else "layout-list")
        self.setFocus()

    # Parts

    def _connect(self) -> None:
        self.board.open_wanted.connect(self._open)
        self.board.menu_wanted.connect(self._on_menu)
        self.table.activated.connect(lambda index: self._open(index.data(ROW)))
        ChosenRows(self.table, lambda index: self._open(index.data(ROW)))
        self.banners.told_wanted.connect(self._on_told_wanted)
        self._who.told.connect(self._on_vet_named)
        self._who.closed.connect(self.banners.give_focus_back)
        self._cancel.given.connect(lambda shown, why: self._move_now(shown, VisitStatus.CANCELLED, why))
        self.new_button.clicked.connect(self.intake_wanted)
        self.list_button.clicked.connect(self._switch_view)
        self.trouble.acted.connect(self.ask)
        self.find_field.textEdited.connect(self._on_find)
        self.find_field.returnPressed.connect(lambda: self._on_find(self.find_field.text()))
        self._clock.timeout.connect(self._on_tick)
        self._clock.start()
        self._desk.hub.changed.connect(self._on_changed)
        self._desk.jobs.crashed.connect(self._on_crashed)
        QShortcut(QKeySequence("Alt+V"), self, self.banners.tell_first)
        QShortcut(QKeySequence("M"), self.table, self._menu_of_table, context=Qt.ShortcutContext.WidgetShortcut)

    def _menu_of_table(self) -> None:
        index = self.table.currentIndex()
        if index.isValid():
            self._show_menu(index.data(ROW), self.table)

    def _on_find(self, text: str) -> None:
        if text.strip():
            self.find_field.clear()
            self.find_wanted.emit(text)

    def _build(self) -> None:
        px = self._desk.theme.px
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._make_head())
        body = QVBoxLayout()
        body.setContentsMargins(px(22), px(14), px(22), px(8))
        body.setSpacing(px(12))
        body.addWidget(self.banners)
        body.addWidget(self.trouble)
        body.addWidget(self.rules_notice)
        body.addLayout(row(self._counts, 1, self.list_button))
        self.views = QStackedWidget()
        self.views.addWidget(self.board)
        self.views.addWidget(self.table)
        body.addWidget(self.views, 1)
        body.addWidget(self.empty, 1)
        body.addLayout(self._make_foot())
        column.addLayout(body, 1)
        self.empty.hide()

    def _fit_head(self) -> None:
        theme, is_touch = self._desk.theme, self._desk.theme.is_touch
        self._head.setFixedHeight(theme.metric("header") + (3 if is_touch else 0))  # targets stay 8 px off the edge
        self.find_field.setFixedWidth(theme.px(300))
        self.new_button.in_size(Size.SMALL if is_touch else Size.MEDIUM)

    def _make_head(self) -> QFrame:
        theme = self._desk.theme
        self._head = QFrame()
        self._head.setProperty("frame", "header")
        theme.measure(self._head, self._fit_head)
        self.find_field.setPlaceholderText("Find owner or dog (Ctrl K)")
        self.find_field.setAccessibleName("Find owner or dog")
        self.find_field.addAction(theme.icon("search"), QLineEdit.ActionPosition.LeadingPosition)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addStretch(1)
        words.addWidget(Text("Today", "title"))
        words.addWidget(self._date)
        words.addStretch(1)
        line = row(self.find_field, self.new_button, gap=14)
        line.insertLayout(0, words, 1)
        line.setContentsMargins(theme.px(20), 0, theme.px(20), 0)
        self._head.setLayout(line)
        return self._head

    def _make_foot(self) -> QVBoxLayout:
        hints = KeyHints(
            self._desk.theme,
            (("↑ ↓ ← →", "move"), ("Enter", "open"), ("M", "move to…"), ("Alt V", "vet told"), ("F1", "keys")),
        ).without_in_touch()
        line = row(hints, 1, self._updated)
        foot = QVBoxLayout()
        foot.addLayout(line)
        return foot

    def _make_table(self) -> QTableView:
        table = QTableView()
        table.setModel(self.rows)
        table.setAccessibleName("Today's visits")
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setTabKeyNavigation(False)
        table.setShowGrid(False)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(self._desk.theme.px(40))
        head = table.horizontalHeader()
        head.setHighlightSections(False)
        head.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        head.setSectionResizeMode(Column.COMPLAINT, QHeaderView.ResizeMode.Stretch)
        for column, width in (
            (Column.DOG, 150),
            (Column.OWNER, 170),
            (Column.STATUS, 120),
            (Column.URGENCY, 170),
            (Column.DUE, 220),
        ):
            table.setColumnWidth(column, self._desk.theme.px(width))
        return table
