"""One page of the exam: its title, its safety questions, and its checks."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from intake.domain.cases import NoValue
from intake.domain.exams import RecordedAnswer
from intake.knowledge.model import AnswerClass, Item, Kind
from intake.reasoning.classes import Limits
from intake.reasoning.words import range_words
from intake.ui.accessible.order import read_as_laid_out
from intake.ui.exam.checks import Check, Page, shown_first
from intake.ui.exam.gates import GateStrips, PageGates
from intake.ui.exam.groups import GroupBlock, SideHeads, two_sided
from intake.ui.exam.station.steps import Steps
from intake.ui.exam.station.tools import RowTools
from intake.ui.theme import Theme
from intake.ui.widgets.answer_row import AnswerRow, Shown
from intake.ui.widgets.buttons import Button, Variant
from intake.ui.widgets.cards import PaneHeader
from intake.ui.widgets.number import NumberField
from intake.ui.widgets.states import State
from intake.ui.widgets.text import Text

_CLASS_OF = {
    State.NORMAL: AnswerClass.NORMAL,
    State.ABNORMAL: AnswerClass.ABNORMAL,
    State.TO_JUDGE: AnswerClass.BORDERLINE,
    State.NOTED: AnswerClass.INFORMATIONAL,
}
_NAMED_IN_FOLD = 3


@dataclass(frozen=True, slots=True)
class Reading:
    """The checks of a page as they stand, and how the page may be used."""

    checks: Mapping[str, Check]
    is_read_only: bool
    is_pending: Callable[[str], bool]
    by_words: Callable[[RecordedAnswer], str]
    gates_of: Callable[[tuple[Item, ...]], PageGates]


class RegionPage(QWidget):
    """A page that is built once and then only repainted where something differs."""

    answered = Signal(str, tuple, object)
    cleared = Signal(str, tuple)
    no_value_asked = Signal(str, tuple)
    note_changed = Signal(str, str)
    how_to_asked = Signal(str)
    refused = Signal(str, str)
    rest_normal_asked = Signal(tuple)
    rest_missing_asked = Signal()
    rows_added = Signal()
    keyed = Signal()
    finished = Signal()  # the last row was answered by key

    def __init__(self, theme: Theme, page: Page) -> None:
        super().__init__()
        self._theme, self.page = theme, page
        self.rows: dict[str, AnswerRow] = {}
        self._shown: dict[str, Check] = {}
        self._read_only: dict[str, bool] = {}
        self._usual: dict[str, Limits] = {}
        self._folded: tuple[Item, ...] = ()
        self._more_heads: list[QWidget] = []
        self._reading: Reading | None = None
        self._key_guard: QObject | None = None
        self.steps = Steps(page)
        self.tools = RowTools(theme, page, self.rows, self)
        self.tools.answered.connect(self.answered)
        self.tools.note_changed.connect(self.note_changed)
        self.tools.row_wanted.connect(lambda _item: self.open_fold())
        self.gates = GateStrips(theme)
        self.gates.left.connect(self.focus_first)
        self._build()

    # Showing

    def show_reading(self, reading: Reading) -> None:
        """Show the checks as they stand; rows that show the same already are left alone."""
        self._reading = reading
        if not self.rows:
            self._add_first_rows(reading.checks)
        if self._folded and any(reading.checks[item.id].rows for item in self._folded):
            self.open_fold()
        for row in self.rows.values():
            self._show_row(row, reading)
        self.gates.show_gates(reading.gates_of(self.shown_items))
        self.rest_button.setEnabled(not reading.is_read_only)
        self.missing_button.setEnabled(not reading.is_read_only)
        is_untouched = not any(check.rows for check in reading.checks.values())
        self.empty_hint.setVisible(is_untouched and not reading.is_read_only)

    def show_saved_again(self, items: tuple[str, ...]) -> None:
        """Go back to what is stored, after an answer was refused."""
        for item in items:
            if (row := self.rows.get(item)) is not None:
                row.forget_pending()
                self._shown.pop(item, None)
                if self._reading is not None:
                    self._show_row(row, self._reading)

    def check(self, item: str) -> Check | None:
        """A check as it stands."""
        return self._reading.checks.get(item) if self._reading is not None else None

    @property
    def visible_checks(self) -> tuple[Check, ...]:
        """The checks asked for here, as they stand: those with a row, but for what the station only offers."""
        shown = (self.check(row.item.id) for row in self.rows.values() if not self._is_offered(row.item))
        return tuple(check for check in shown if check is not None)

    def show_usual(self, usual: Mapping[str, Limits]) -> None:
        """Say what is usual for this dog under its numbers."""
        for item, limits in usual.items():
            row = self.rows.get(item)
            if row is None or self._usual.get(item) == limits:
                continue
            self._usual[item] = limits
            for control in row.controls.values():
                if isinstance(control, NumberField):
                    control.set_usual(limits, range_words(*limits))

    @property
    def shown_items(self) -> tuple[Item, ...]:
        """The checks with a row now."""
        return tuple(row.item for row in self.rows.values())

    @property
    def missing_anchor(self) -> QWidget:
        """What a question about all open checks opens beside."""
        return self.header if self.missing_button.isHidden() else self.missing_button

    def tab_stops(self) -> tuple[QWidget, ...]:
        """What Tab stops at, in the order it is read."""
        heads = (self.rest_button, self.missing_button, *self._more_heads)
        return (*heads, *self.gates.tab_stops(), *self.rows.values(), self.more_button)

    def add_to_head(self, button: QWidget) -> None:
        """Put another button at the head of the page, such as one that films; Tab stops there."""
        self._more_heads.append(button)
        self.header.add(button)

    def guard_keys(self, guard: QObject) -> None:
        """Let this event filter see the keys of the rows first."""
        self._key_guard = guard

    # Moving

    def focus_row(self, item: str) -> None:
        """Bring a check into view and send the keys there."""
        if item not in self.rows and any(folded.id == item for folded in self._folded):
            self.open_fold()
        if (row := self.rows.get(item)) is not None:
            self._go_to(row)

    def focus_first(self) -> None:
        """The first check with something to do, else the first."""
        rows = list(self.rows.values())
        row = next((row for row in rows if self._is_open(row)), rows[0] if rows else None)
        if row is not None:
            self._go_to(row)

    def focus_next_open(self, after: str) -> bool:
        """The next check with something to do, going round; False when nothing is left."""
        rows = list(self.rows.values())
        start = next((place for place, row in enumerate(rows) if row.item.id == after), -1)
        for row in rows[start + 1 :] + rows[: start + 1]:
            if self._is_open(row):
                self._go_to(row)
                return True
        return False

    def focused_item(self) -> str:
        """The check the keys go to, or nothing."""
        focused = self.window().focusWidget()
        return next((item for item, row in self.rows.items() if row is focused or row.isAncestorOf(focused)), "")

    def open_fold(self) -> None:
        """Show the checks beyond the core set."""
        folded, self._folded = self._folded, ()
        self.steps.is_over = True
        self.more_button.hide()
        if folded:
            self._add_rows(folded)
            if self._reading is not None:
                for item in folded:
                    self._show_row(self.rows[item.id], self._reading)
                self.gates.show_gates(self._reading.gates_of(self.shown_items))
            self.rows_added.emit()

    # Parts

    def _build(self) -> None:
        theme, page = self._theme, self.page
        header = self.header = PaneHeader(page.name, page.positioning)
        self.rest_button = Button(theme, "Rest of region normal", icon="list-checks", key="R").with_tone("normal")
        self.missing_button = Button(theme, "No value…", icon="circle-slash", key="⇧X").with_tone("notex")
        self.missing_button.setToolTip("Every open check of this page: not examined, or tried and could not")
        self.rest_button.setToolTip("Open checks to normal, where bulk setting is allowed; given answers stay")
        self.rest_button.clicked.connect(self._on_rest_normal)
        self.missing_button.clicked.connect(self.rest_missing_asked)
        header.add(self.rest_button)
        header.add(self.missing_button)
        self._body = QVBoxLayout()
        self._body.setSpacing(theme.px(14))
        self.more_button = Button(theme, "", icon="plus", variant=Variant.QUIET)
        self.more_button.clicked.connect(self.open_fold)
        self.empty_hint = Text("Nothing recorded here yet. R sets the rest to normal.", "hint", wrap=True)
        self._scroll = self._make_scroll()
        column = self._column = QVBoxLayout(self)
        head = self._head = QVBoxLayout()
        head.setSpacing(8)
        head.addWidget(header)
        column.addLayout(head)
        column.addWidget(self._scroll, 1)
        theme.measure(self, self._fit)

    def _fit(self) -> None:
        """Margins and the place of the buttons, for mouse or fingers."""
        is_touch = self._theme.is_touch
        self._column.setContentsMargins(*((16, 10, 0, 0) if is_touch else (24, 18, 0, 0)))
        self._column.setSpacing(self._theme.either(10, 6))
        self._head.setContentsMargins(0, 0, 16 if is_touch else 24, 0)
        self._rows.setContentsMargins(
            0, 0, 2 if is_touch else 13, 20
        )  # the scroll bar stands in the rest of the margin
        self.header.set_flat(is_flat=is_touch)

    def _make_scroll(self) -> QScrollArea:
        inside = QWidget()
        inside.setProperty("surface", "none")
        column = self._rows = QVBoxLayout(inside)
        column.setSpacing(self._theme.px(12))
        column.addWidget(self.gates)
        column.addWidget(self.empty_hint)
        column.addLayout(self._body)
        column.addWidget(self.more_button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        scroll = _Scroll()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(inside)
        return scroll

    def _add_first_rows(self, checks: Mapping[str, Check]) -> None:
        first = shown_first(self.page, checks) or self.page.items  # a page without core checks shows all
        first = self.steps.shown_with(first)
        self._folded = tuple(item for item in self.page.items if item not in first)
        if two_sided(self.page.items):
            self._body.addWidget(SideHeads(self._theme))
        self._add_rows(first)
        self.more_button.setText(_fold_words(self._folded))
        self.more_button.setVisible(bool(self._folded))

    def _add_rows(self, items: tuple[Item, ...]) -> None:
        for group in self.steps.groups(items):
            block = GroupBlock(self._theme, group)
            self._body.addWidget(block)
            for row in block.rows:
                row.body.label.set_sub(self.steps.line_of(row.item))
                self.tools.fit(row)
                self._connect(row)
                self.rows[row.item.id] = row
        inside = self._scroll.widget()
        if inside is not None:
            read_as_laid_out(inside)

    def _connect(self, row: AnswerRow) -> None:
        for name in ("answered", "cleared", "no_value_asked", "note_changed", "how_to_asked", "refused"):
            getattr(row, name).connect(getattr(self, name))
        row.answered.connect(lambda _item, _sites, value: self.steps.note_answer(row.item, value))
        row.moved.connect(lambda step: self._move(row, step))
        row.keyed.connect(self.keyed)
        row.finished.connect(lambda: self._on_row_finished(row))
        if self._key_guard is not None:
            row.installEventFilter(self._key_guard)

    def _show_row(self, row: AnswerRow, reading: Reading) -> None:
        check = reading.checks[row.item.id]
        if self._read_only.get(row.item.id, False) != reading.is_read_only:
            self._read_only[row.item.id] = reading.is_read_only
            row.set_read_only(is_read_only=reading.is_read_only)
        if self._shown.get(row.item.id) == check or reading.is_pending(row.item.id):
            return
        self._shown[row.item.id] = check
        row.set_shut("" if check.rows or reading.is_read_only else check.shut)
        row.set_note(check.note)
        row.show_answers({site or "": shown for site in check.states if (shown := _shown(check, site, reading))})

    def _move(self, row: AnswerRow, step: int) -> None:
        rows = list(self.rows.values())
        place = rows.index(row) + step
        if 0 <= place < len(rows):
            self._go_to(rows[place])

    def _on_row_finished(self, row: AnswerRow) -> None:
        """On to the next check below that is still to do; where none is, on to the next, as when answers are changed."""
        items = list(self.shown_items)
        below = items[items.index(row.item) + 1 :]
        to_do = [item for item in below if self.rows[item.id].is_open and not self.rows[item.id].is_shut]
        following = self.steps.after(row.item, to_do, self._is_offered)
        following = following or self.steps.after(row.item, below, self._is_offered)
        if following is None:
            self.finished.emit()  # the keys may not stay on an answer just given
        else:
            self._go_to(self.rows[following.id])

    def _go_to(self, row: AnswerRow) -> None:
        row.setFocus(Qt.FocusReason.TabFocusReason)
        self._show_whole(row)
        QTimer.singleShot(0, row, lambda: self._show_whole(row))  # a page opened just now is laid out by then

    def _show_whole(self, row: AnswerRow) -> None:
        if row.hasFocus():
            self._scroll.ensureWidgetVisible(row, 0, self._theme.px(60))

    def _is_open(self, row: AnswerRow) -> bool:
        return row.is_open and not row.is_shut and not self._is_offered(row.item)

    def _is_offered(self, item: Item) -> bool:
        return self.steps.is_offered(item, self.check(item.id))

    def _on_rest_normal(self) -> None:
        self.rest_normal_asked.emit(tuple(check.item.id for check in self.visible_checks))


class _Scroll(QScrollArea):
    """Scrolls by wheel and bar; its keys are those of the exam."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Page keys open pages; they do not scroll."""
        event.ignore()


def _shown(check: Check, site: str | None, reading: Reading) -> Shown | None:
    answer = check.answer(site)
    if answer is None:
        return None
    row = check.rows.get(site) or check.rows[None]
    cls = None if isinstance(answer, NoValue) else _CLASS_OF[check.states[site]]
    is_spoken_for = check.item.kind in (Kind.NUM, Kind.TEXT)
    return Shown(answer, cls if is_spoken_for else None, reading.by_words(row))


def _fold_words(items: tuple[Item, ...]) -> str:
    count = len(items)
    names = ", ".join(item.short_label.lower() for item in items[:_NAMED_IN_FOLD])
    return f"{count} more {'check' if count == 1 else 'checks'}: {names}{'…' if count > _NAMED_IN_FOLD else ''}"
