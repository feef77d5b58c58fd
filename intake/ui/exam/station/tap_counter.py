"""A rate by tapping along with the shaking; it offers, and every press of its own records."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QStackedWidget, QWidget

from intake.domain.rhythm import SLOWED, Rhythm, Verdict, last_train, rhythm_of
from intake.knowledge.model import Item
from intake.ui.exam.station import words
from intake.ui.exam.station.clocks import EventClock
from intake.ui.exam.station.tap_pad import TapPad
from intake.ui.theme import Theme
from intake.ui.widgets.announce import announce
from intake.ui.widgets.buttons import Button, KeyHints, RowButton, Size, Variant
from intake.ui.widgets.cards import row
from intake.ui.widgets.popover import Popover
from intake.ui.widgets.text import IconLabel, Text

MOST_TAPS = 240
"""Older ones are dropped: half a minute at the fastest a finger follows."""
_BETWEEN_SPOKEN = 1.0  # seconds
_SAID_HIGH = 62  # three lines


@dataclass(frozen=True, slots=True)
class Offered:
    """An answer that may be given when no rate can be said: "Rhythm: irregular"."""

    item: str
    value: str
    words: str


class TapCounter(Popover):
    """Taps, the rate they say, and what may be done with it.

    `used(rhythm)` and `chosen(item, value)` ask for an answer; nothing is recorded here.
    """

    used = Signal(object)  # Rhythm
    chosen = Signal(str, str)

    def __init__(self, theme: Theme, item: Item, offered: Sequence[Offered], clock: EventClock) -> None:
        super().__init__(theme, f"Tap along: {item.short_label}")
        self._item, self._clock = item, clock
        self._taps: list[float] = []
        self.rhythm = Rhythm(0, 0.0, Verdict.KEEP_TAPPING)
        self._slowed = SLOWED[0]
        self._spoken_at, self._spoken_verdict = 0.0, Verdict.KEEP_TAPPING
        self.pad = TapPad(theme)
        self.said = Text("", "body", wrap=True)
        self.said.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.slow_buttons = {factor: self._make_slow_button(factor) for factor in SLOWED}
        self.offers = {(one.item, one.value): self._make_offer(one) for one in offered}
        self.use_button = Button(theme, "", icon="check", variant=Variant.PRIMARY, key="U")
        self.again_button = Button(theme, "Start again", icon="refresh-cw", key="⌫")
        self._lay_out_results()
        self._lay_out()
        self.pad.tapped.connect(self._on_tapped)
        self.use_button.clicked.connect(self._on_used)
        self.again_button.clicked.connect(self.start_again)
        self.start_again()

    def open_at(self, anchor: QWidget) -> None:
        """Open beside its row with nothing tapped."""
        self._slowed = SLOWED[0]
        self.setFixedWidth(self._theme.either(404, 460))
        self.start_again()
        self.open_beside(anchor, focus=self.pad)

    def start_again(self) -> None:
        """Forget the taps; how much the video is slowed stays."""
        self._taps, self._spoken_at, self._spoken_verdict = [], 0.0, Verdict.KEEP_TAPPING
        self._show()
        self.pad.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """1, 2, 4, 8 say how much the video is slowed, U uses the rate, Backspace starts again."""
        factor = event.key() - Qt.Key.Key_0
        if factor in self.slow_buttons:
            self._choose_slowed(factor)
        elif event.key() == Qt.Key.Key_U:
            self.use_button.click()
        elif event.key() == Qt.Key.Key_Backspace:
            self.start_again()
        else:
            super().keyPressEvent(event)

    # Acts

    def _on_tapped(self, stamp_ms: int) -> None:
        self._taps = list(last_train([*self._taps, self._clock.at(stamp_ms)]))[-MOST_TAPS:]
        self._show()
        self._speak()

    def _choose_slowed(self, factor: int) -> None:
        self._slowed = factor
        self._show()
        self.pad.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_used(self) -> None:
        rhythm = self.rhythm
        if words.can_use(rhythm, self._item):
            self.close_up()
            self.used.emit(rhythm)

    # Showing

    def _show(self) -> None:
        rhythm = self.rhythm = rhythm_of(self._taps, self._slowed)
        is_irregular = rhythm.verdict is Verdict.IRREGULAR
        rate = f"{words.rate_words(rhythm.hz)} {self._item.unit}" if rhythm.hz and not is_irregular else ""
        self.pad.show_words(
            rate or ("Too irregular" if is_irregular else "Tap"), words.count_words(rhythm) if rhythm.taps else ""
        )
        self.said.setText(words.verdict_words(rhythm, self._item))
        for factor, button in self.slow_buttons.items():
            button.setChecked(factor == self._slowed)
        can_use = words.can_use(rhythm, self._item)
        self.use_button.setEnabled(can_use)
        self.use_button.setText(f"Use {words.rate_words(rhythm.hz)} {self._item.unit}" if can_use else "Use the rate")
        self.again_button.setEnabled(bool(rhythm.taps))
        self._results.setCurrentIndex(1 if is_irregular and self.offers else 0)

    def _speak(self) -> None:
        rhythm, now = self.rhythm, self._taps[-1]
        is_new = rhythm.verdict is not self._spoken_verdict
        if now - self._spoken_at >= _BETWEEN_SPOKEN or (is_new and rhythm.verdict is Verdict.STEADY):
            self._spoken_at, self._spoken_verdict = now, rhythm.verdict
            announce(self.pad, words.spoken(rhythm))

    # Building

    def _make_slow_button(self, factor: int) -> Button:
        button = Button(self._theme, f"{factor}×").in_size(Size.SMALL)
        button.setCheckable(True)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a press by hand leaves Space with the pad
        button.setAccessibleName(f"Video slowed {factor} times" if factor != 1 else "Not slowed")
        button.setAccessibleDescription(f"Key {factor}")
        button.clicked.connect(partial(self._choose_slowed, factor))
        return button

    def _make_offer(self, offered: Offered) -> Button:
        button = Button(self._theme, offered.words, icon="check").in_size(Size.SMALL)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.clicked.connect(lambda: self.chosen.emit(offered.item, offered.value))
        return button

    def _lay_out(self) -> None:
        theme = self._theme
        close = RowButton(theme, "x", "Close")
        close.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        close.clicked.connect(self.close_up)
        title = Text(self.accessibleName(), "heading", wrap=True)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(IconLabel(theme, "activity", "primary", 18))
        head.addWidget(title, 1)
        head.addWidget(close, 0, Qt.AlignmentFlag.AlignTop)
        self.column.addLayout(head)
        self.column.addWidget(self.pad)
        self.column.addWidget(self.said)
        self.column.addLayout(row(Text("Video slowed", "label"), *self.slow_buttons.values(), 1, gap=8))
        self.column.addWidget(self._results)
        keys = KeyHints(theme, (("Space", "tap"), ("1 2 4 8", "slowed"), ("Esc", "close")))
        self.column.addLayout(row(self.again_button, 1))
        self.column.addWidget(keys)
        theme.measure(self, self._keep_room)

    def _lay_out_results(self) -> None:
        """Use, or in its place what can be said without a rate; the frame keeps its size under a tapping finger."""
        use, offers = QWidget(), QWidget()
        use.setLayout(row(self.use_button, 1))
        grid = QGridLayout(offers)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(8)
        for place, offer in enumerate(self.offers.values()):
            grid.addWidget(offer, place // 2, place % 2, Qt.AlignmentFlag.AlignLeft)
        grid.setColumnStretch(1, 1)
        self._results = QStackedWidget()
        self._results.addWidget(use)
        self._results.addWidget(offers)
        for button in (self.use_button, self.again_button):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def _keep_room(self) -> None:
        self.said.setFixedHeight(self._theme.either(_SAID_HIGH, _SAID_HIGH + 12))
        for button in self.slow_buttons.values():
            button.setMinimumWidth(self._theme.either(36, 52))
