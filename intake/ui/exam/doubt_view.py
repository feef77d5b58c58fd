"""Which recorded answers the places and tests hang on, for a signed-in vet."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QComboBox, QFrame, QScrollArea, QVBoxLayout, QWidget

from intake.ui.exam.doubts import DoubtWords
from intake.ui.exam.keyed import empty
from intake.ui.theme import Theme
from intake.ui.widgets.announce import announce
from intake.ui.widgets.buttons import Button, Size
from intake.ui.widgets.cards import Card, row
from intake.ui.widgets.popover import Popover
from intake.ui.widgets.suggestions import ReasonLink, Why
from intake.ui.widgets.text import IconLabel, Text

NAME = "If this were wrong"
ASKED = "Each recorded answer is left out once, as if nobody had given it. Nothing in the record changes."
WORKING = "Working it out…"
NOTHING = "No single recorded answer changes this."
WHOLE_LIST = "All places and tests"


class DoubtButton(Button):
    """The button that asks for it."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, NAME, icon="git-compare")
        self.in_size(Size.SMALL)
        self.setToolTip("Which recorded answers the places and tests hang on, for a vet")


class DoubtView(Popover):
    """A card for each recorded check on which something hangs, for the whole list or for one test."""

    item_opened = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, NAME, stays_open=True)
        self._doubts: tuple[DoubtWords, ...] | None = None
        close = Button(theme, "Close", key="Esc").in_size(Size.SMALL)
        close.clicked.connect(self.close_up)
        self.test = QComboBox()
        self.test.setAccessibleName("What would change")
        self.test.currentIndexChanged.connect(self._show_doubts)
        self.state = Text("", "body", wrap=True)
        inside = QWidget()
        inside.setProperty("surface", "none")
        self._body = QVBoxLayout(inside)
        self._body.setContentsMargins(0, 0, 10, 0)
        self._body.setSpacing(8)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setAccessibleName("Recorded answers")
        self._scroll.setWidget(inside)
        title = row(IconLabel(theme, "git-compare", "primary", 20), Text(NAME, "heading"), 1, close)
        self.column.addLayout(title)
        for part in (Text(ASKED, "hint", wrap=True), self.test, self.state, self._scroll):
            self.column.addWidget(part)

    def open_working(self, anchor: QWidget, tests: Sequence[tuple[str, str]]) -> None:
        """Open beside a button while it is being worked out; `tests` are the listed ones with their names."""
        self._fill_tests(tests)
        self.show_working()
        self.open_beside(anchor, focus=self.test)
        window = anchor.window()
        edge = self._theme.px(24)
        width = min(self._theme.px(620), window.width() - 2 * edge)
        self.setGeometry(window.width() - width - edge, 3 * edge, width, window.height() - 4 * edge)

    def show_working(self) -> None:
        """Nothing is known of the answers as they are now."""
        self._doubts = None
        self._show_doubts()

    def show_doubts(self, doubts: tuple[DoubtWords, ...], tests: Sequence[tuple[str, str]]) -> None:
        """Show what was worked out."""
        self._fill_tests(tests)
        self._doubts = doubts
        self._show_doubts()

    def _fill_tests(self, tests: Sequence[tuple[str, str]]) -> None:
        """The listed tests; the one chosen stays chosen while it is listed."""
        chosen = self.test.currentData()
        with QSignalBlocker(self.test):
            self.test.clear()
            self.test.addItem(WHOLE_LIST, "")
            for test, name in tests:
                self.test.addItem(name, test)
            self.test.setCurrentIndex(max(self.test.findData(chosen), 0))

    def _show_doubts(self) -> None:
        empty(self._body)
        test = str(self.test.currentData() or "")
        shown = [(doubt, lines) for doubt in self._doubts or () if (lines := doubt.lines(test))]
        for doubt, lines in shown:
            self._body.addWidget(self._card(doubt, lines))
        self._body.addStretch(1)
        self._scroll.verticalScrollBar().setValue(0)
        self.state.setText(WORKING if self._doubts is None else "" if shown else NOTHING)
        self.state.setVisible(bool(self.state.text()))
        if not self.isHidden() and self.state.text():
            announce(self.state)

    def _card(self, doubt: DoubtWords, lines: Sequence[str]) -> QWidget:
        card = Card("list", margin=12, gap=4)
        link = ReasonLink(self._theme, Why(doubt.answers, doubt.item))
        link.clicked.connect(lambda: self.item_opened.emit(doubt.item))
        link.setAccessibleDescription(" ".join(lines))
        card.column.addWidget(link)
        for words in lines:
            card.column.addWidget(Text(words, "hint", tone="text2", wrap=True))
        card.setAccessibleName(f"If this were wrong: {doubt.answers}")
        card.setAccessibleDescription(" ".join(lines))
        return card
