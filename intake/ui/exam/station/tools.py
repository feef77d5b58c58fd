"""The tools of a page: a button in the row of each check that has one, and the frame it opens."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from intake.domain.rhythm import Rhythm
from intake.knowledge.model import CheckTool, Item, ToolKind
from intake.ui.exam.checks import Page
from intake.ui.exam.station import words
from intake.ui.exam.station.clocks import EventClock, Now, monotonic
from intake.ui.exam.station.tap_counter import Offered, TapCounter
from intake.ui.exam.station.timer_frame import TimerFrame
from intake.ui.theme import Theme
from intake.ui.widgets.answer_row import AnswerRow
from intake.ui.widgets.buttons import RowButton

Frame = TapCounter | TimerFrame
_NAMES = {ToolKind.TAPS: "Tap along", ToolKind.STOPWATCH: "Time it", ToolKind.COUNTDOWN: "Time it"}
_ICONS = {ToolKind.TAPS: "activity", ToolKind.STOPWATCH: "timer", ToolKind.COUNTDOWN: "timer"}


class RowTools(QObject):
    """Opens one frame at a time; what a frame offers is asked for like any answer typed in a row.

    `answered(item, sites, value)` and `note_changed(item, text)` are those of the rows.
    """

    answered = Signal(str, tuple, object)
    note_changed = Signal(str, str)
    row_wanted = Signal(str)  # a check whose row is folded away

    def __init__(self, theme: Theme, page: Page, rows: Mapping[str, AnswerRow], parent: QWidget) -> None:
        super().__init__(parent)
        self._theme, self._rows = theme, rows
        self._items = {item.id: item for item in page.items}
        self._tools = {tool.item: tool for tool in page.tools}
        self._frames: dict[str, Frame] = {}
        self.now: Now = monotonic()
        parent.installEventFilter(self)

    def fit(self, row: AnswerRow) -> None:
        """Give the row its tool, if its check has one."""
        if (tool := self._tools.get(row.item.id)) is None:
            return
        button = RowButton(self._theme, _ICONS[tool.kind], f"{_NAMES[tool.kind]}: {row.item.short_label}")
        button.setAccessibleDescription("Key T")
        button.setToolTip(f"{_NAMES[tool.kind]} (T)")
        button.clicked.connect(partial(self._on_pressed, row, tool))
        row.add_tool(button)

    def frame(self, item: str) -> Frame:
        """The frame of a check, made when first needed."""
        if item not in self._frames:
            self._frames[item] = self._make(self._tools[item])
        return self._frames[item]

    def close_all(self) -> bool:
        """Close what is open; True when something was."""
        is_open = [frame for frame in self._frames.values() if frame.isVisible()]
        for frame in is_open:
            frame.close_up()
        return bool(is_open)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A page that goes takes its frames with it; Esc in a row closes one that stays open."""
        if event.type() == QEvent.Type.Hide:
            self.close_all()
        elif isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return event.key() == Qt.Key.Key_Escape and self.close_all()
        return False

    # Parts

    def _on_pressed(self, row: AnswerRow, tool: CheckTool) -> None:
        frame = self.frame(tool.item)
        if frame.isVisible():
            frame.close_up()
        elif row.can_answer:  # what is shut is not to be tried either
            self.close_all()
            frame.open_at(row)

    def _make(self, tool: CheckTool) -> Frame:
        item = self._items[tool.item]
        frame: Frame
        if tool.kind is ToolKind.TAPS:
            frame = TapCounter(self._theme, item, self._offered(tool), EventClock(self.now))
            frame.used.connect(partial(self._on_rate, tool))
            frame.chosen.connect(self._answer)
        else:
            answered = self._items.get(tool.answers)
            frame = TimerFrame(self._theme, item, tool, answered, self.now)
            frame.used.connect(partial(self._answer, tool.answers))
        self.destroyed.connect(frame.deleteLater)  # an open frame belongs to the window, not to the page
        return frame

    def _offered(self, tool: CheckTool) -> tuple[Offered, ...]:
        return tuple(
            Offered(one.item, one.value, _offer_words(self._items[one.item], one.value)) for one in tool.when_irregular
        )

    def _on_rate(self, tool: CheckTool, rhythm: Rhythm) -> None:
        item = self._items[tool.answers]
        if self._can_answer(item.id):
            self._add_note(item.id, words.note_line(rhythm))  # first, so that undo begins with the answer
            self.answered.emit(item.id, (), words.measured(rhythm))

    def _answer(self, item: str, value: object) -> None:
        if self._can_answer(item):
            self.answered.emit(item, (), value)

    def _can_answer(self, item: str) -> bool:
        if item not in self._rows:
            self.row_wanted.emit(item)
        row = self._rows.get(item)
        return row is not None and row.can_answer

    def _add_note(self, item: str, line: str) -> None:
        """One more line under the note; words still being typed are kept first."""
        note = self._rows[item].note
        if note is not None:
            note.edit.tell()
        self.note_changed.emit(item, words.with_line(note.text() if note is not None else "", line))


def _offer_words(item: Item, value: str) -> str:
    label = next((option.label for option in item.options if option.value == value), value)
    return f"{item.short_label}: {label.lower()}"
