"""A stopwatch or a countdown beside a check; its time is offered, and only a press of its own records it."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from intake.knowledge.model import CheckTool, Item
from intake.reasoning.words import number_words
from intake.ui.exam.station.clocks import Now
from intake.ui.exam.station.watch import Watch, face
from intake.ui.theme import Theme
from intake.ui.widgets.announce import announce
from intake.ui.widgets.buttons import Button, KeyHints, RowButton, Size, Variant
from intake.ui.widgets.cards import row
from intake.ui.widgets.popover import Popover
from intake.ui.widgets.text import IconLabel, Text

_TICK_MS = 200
_SAID_HIGH = 42  # two lines


class TimerFrame(Popover):
    """`used(seconds)` asks for an answer to the check the tool answers; it stays open while others are given."""

    used = Signal(int)

    def __init__(self, theme: Theme, item: Item, tool: CheckTool, answered: Item | None, now: Now) -> None:
        super().__init__(theme, f"Time it: {item.short_label}", stays_open=True)
        self._item, self._tool, self._answered, self._now = item, tool, answered, now
        self.watch = Watch(tool.seconds)
        self._is_end_said = False
        self.face = Text("", "display").in_figures()
        self.said = Text("", "body", wrap=True)
        self.main_button = Button(theme, "", icon="timer", variant=Variant.PRIMARY, key="Space").in_size(Size.LARGE)
        self.use_button = Button(theme, "", icon="check", key="U")
        self.again_button = Button(theme, "Start again", icon="refresh-cw", key="⌫")
        self._ticking = QTimer(self, interval=_TICK_MS)
        self._ticking.timeout.connect(self._show)
        self.main_button.clicked.connect(self._on_main)
        self.use_button.clicked.connect(self._on_used)
        self.again_button.clicked.connect(self._start)
        self._lay_out()
        self._show()

    def open_at(self, anchor: QWidget) -> None:
        """Open beside its row; what runs goes on."""
        self.setFixedWidth(self._theme.either(360, 420))
        self._show()
        self.open_beside(anchor, focus=self.main_button)
        if self.watch.is_running(self._now()):
            self._ticking.start()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space starts and marks, U uses the time, Backspace starts again."""
        if event.isAutoRepeat():
            event.accept()
        elif event.key() == Qt.Key.Key_Space:
            self.main_button.click()
        elif event.key() == Qt.Key.Key_U and self.use_button.isVisible():
            self.use_button.click()
        elif event.key() == Qt.Key.Key_Backspace:
            self._start()
        else:
            super().keyPressEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        """Nothing is repainted behind; the time runs on."""
        super().hideEvent(event)
        self._ticking.stop()

    def refresh(self) -> None:
        """Show the time as it is now."""
        self._show()

    # Acts

    def _on_main(self) -> None:
        now = self._now()
        if not self.watch.is_running(now):
            self._start()
            return
        can_mark = self._answered is not None and self.watch.marked is None
        self.watch = self.watch.mark(now) if can_mark else self.watch.stop(now)
        if can_mark:
            announce(self.face, f"{self._seconds()} seconds")
        self._show()

    def _start(self) -> None:
        self.watch, self._is_end_said = self.watch.start(self._now()), False
        self._ticking.start()
        self._show()
        announce(self.face, "Running")

    def _on_used(self) -> None:
        if self._can_use():
            self.close_up()
            self.used.emit(self._seconds())

    def _seconds(self) -> int:
        return round(self.watch.marked or 0)

    def _can_use(self) -> bool:
        item, seconds = self._answered, self._seconds()
        if item is None or self.watch.marked is None:
            return False
        return (item.minimum is None or seconds >= item.minimum) and (item.maximum is None or seconds <= item.maximum)

    # Showing

    def _show(self) -> None:
        now = self._now()
        self.face.setText(face(self.watch.shown(now)))
        self.main_button.setText(self._main_words(now))
        self.said.setText(self._words(now))
        self.use_button.setVisible(self._can_use())
        self.use_button.setText(self._use_words())
        self.again_button.setVisible(self.watch.started is not None)
        if not self.watch.is_running(now):
            self._ticking.stop()
        if self.watch.is_over(now) and not self._is_end_said:
            self._is_end_said = True
            announce(self.face, self._over_words())

    def _main_words(self, now: float) -> str:
        if not self.watch.is_running(now):
            return f"Start {number_words(self._tool.seconds)} s" if self._tool.seconds else "Start"
        return self._tool.mark if self._answered is not None and self.watch.marked is None else "Stop"

    def _words(self, now: float) -> str:
        if self._answered is not None and self.watch.marked is not None:
            if not self._can_use():
                return f"{self._seconds()} s is not possible there. Start again."
            return f"{self._answered.short_label}: {self._seconds()} s. It is recorded only when you use it."
        return self._over_words() if self.watch.is_over(now) else self._item.how_to

    def _over_words(self) -> str:
        return f"The {number_words(self._tool.seconds)} seconds are over. Now answer {self._item.short_label}."

    def _use_words(self) -> str:
        own = self._answered is None or self._answered.id == self._item.id
        return f"Use {self._seconds()} s" + ("" if own or self._answered is None else f": {self._answered.short_label}")

    # Building

    def _lay_out(self) -> None:
        theme = self._theme
        close = RowButton(theme, "x", "Close")
        close.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        close.clicked.connect(self.close_up)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(IconLabel(theme, "timer", "primary", 18))
        head.addWidget(Text(self.accessibleName(), "heading", wrap=True), 1)
        head.addWidget(close, 0, Qt.AlignmentFlag.AlignTop)
        self.column.addLayout(head)
        self.face.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.column.addWidget(self.face)
        self.column.addWidget(self.said)
        self.column.addWidget(self.main_button)
        self.column.addLayout(row(self.use_button, 1))
        self.column.addLayout(row(self.again_button, KeyHints(theme, (("Esc", "close"),)), gap=10))
        for button in (self.use_button, self.again_button):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            policy = button.sizePolicy()
            policy.setRetainSizeWhenHidden(True)  # the frame keeps its size while the time runs
            button.setSizePolicy(policy)
        theme.measure(self, lambda: self.said.setFixedHeight(theme.either(_SAID_HIGH, _SAID_HIGH + 12)))
