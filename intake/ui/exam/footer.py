"""The foot of the exam: the page before, keys, what is left, the page after."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout

from intake.ui.exam.checks import Page
from intake.ui.theme import Theme
from intake.ui.widgets.buttons import Button, KeyHints, Variant
from intake.ui.widgets.cards import Card
from intake.ui.widgets.text import Text

KEYS = (("↑ ↓", "check"), ("← →", "side"), ("1 – 9", "answer"), ("N", "normal"), ("=", "copy side"), ("F1", "keys"))
REVIEW = "Review"


class ExamFooter(Card):
    """Back and next, by name. `page_wanted` carries a page id, or nothing for Review."""

    page_wanted = Signal(str)
    named = Signal(str)  # the page after this one, or Review
    counted = Signal(int)  # checks to do

    def __init__(self, theme: Theme) -> None:
        super().__init__("bar", margin=0)
        self._theme = theme
        self._before, self._after = "", ""
        self.back = Button(theme, "", icon="chevron-left")
        self.next = Button(theme, "", icon="chevron-right", variant=Variant.PRIMARY).with_icon_behind()
        self.left = Text("", "hint")
        self.keys = KeyHints(theme, KEYS)
        line = QHBoxLayout()
        line.setContentsMargins(20, 11, 20, 11)
        line.setSpacing(14)
        for widget, stretch in ((self.back, 0), (self.keys, 1), (self.left, 0), (self.next, 0)):
            line.addWidget(widget, stretch)
        self.column.addLayout(line)
        self.back.clicked.connect(lambda: self.page_wanted.emit(self._before))
        self.next.clicked.connect(lambda: self.page_wanted.emit(self._after))

    def show_place(self, before: Page | None, after: Page | None) -> None:
        """Name the pages before and after."""
        self._before, self._after = before.id if before else "", after.id if after else ""
        self.back.setVisible(before is not None)
        self.back.setText(before.name if before else "")
        self.next.setText(after.name if after else REVIEW)
        self.named.emit(self.next.text())

    def show_left(self, to_do: int) -> None:
        """Say how many checks of the page are to do."""
        self.left.setText(f"{to_do} left here" if to_do else "All accounted for")
        self.counted.emit(to_do)
