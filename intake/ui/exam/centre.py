"""The middle of the exam: the page on screen, what stands above it, and the foot."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from intake.ui.exam.checks import Page
from intake.ui.exam.footer import ExamFooter
from intake.ui.exam.keyed import KeyedColumn
from intake.ui.exam.page import RegionPage
from intake.ui.theme import Theme
from intake.ui.widgets.buttons import Button, Size
from intake.ui.widgets.flag_rows import FoldedFlag
from intake.ui.widgets.flags import FlagWords
from intake.ui.widgets.strips import Strip
from intake.ui.widgets.writing import PausingText

PANEL = "What this points to"
MOST_ABOVE = 2
"""Of the docked flags so many stand over the checks; the panel has all of them."""


class FlagsAbove(QWidget):
    """What stands in for the panel while it is folded away: its first flags, and the button that opens it."""

    opened = Signal()
    take_back_asked = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.rows = KeyedColumn(4)
        self.button = Button(theme, PANEL, icon="compass", key="F8").in_size(Size.SMALL)
        self.button.clicked.connect(self.opened)
        line = QHBoxLayout(self)
        line.setContentsMargins(24, 8, 24, 0)
        line.setSpacing(8)
        line.addWidget(self.rows, 1)
        line.addStretch(0)
        line.addWidget(self.button, 0, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignRight)

    def show_flags(self, flags: Sequence[FlagWords]) -> None:
        """Show the first of these flags; whether they are seen is for the screen to say."""
        self.rows.show_values(flags[:MOST_ABOVE], self._make)
        more = len(flags) - MOST_ABOVE
        self.button.setText(f"{PANEL} · {more} more {'flag' if more == 1 else 'flags'}" if more > 0 else PANEL)

    def _make(self, flag: Hashable) -> QWidget:
        assert isinstance(flag, FlagWords)
        folded = FoldedFlag(self._theme, flag)
        folded.take_back_asked.connect(self.take_back_asked)
        return folded


class ExamCentre(QFrame):
    """Pages are made when they are first opened and kept."""

    page_made = Signal(object)  # RegionPage
    again_wanted = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._pages: dict[str, RegionPage] = {}
        self.page: RegionPage | None = None
        self._stops: tuple[QWidget, ...] = ()
        self.flags = FlagsAbove(theme)
        self.flags.hide()
        self.trouble, self.read_only = Strip(theme), Strip(theme)
        self.trouble.acted.connect(self.again_wanted)
        self.stack = QStackedWidget()
        self.footer = ExamFooter(theme)
        strips = QVBoxLayout()
        strips.setContentsMargins(24, 0, 24, 0)
        strips.setSpacing(6)
        for strip in (self.trouble, self.read_only):
            strips.addWidget(strip)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.flags)
        column.addLayout(strips)
        column.addWidget(self.stack, 1)
        column.addWidget(self.footer)
        self.setAccessibleName("Checks")

    def pages(self) -> tuple[RegionPage, ...]:
        """The pages made so far."""
        return tuple(self._pages.values())

    def clear(self) -> None:
        """Another visit: no page of the last one stays."""
        for page in self._pages.values():
            self.stack.removeWidget(page)
            page.deleteLater()
        self._pages, self.page, self._stops = {}, None, ()
        self.show_trouble("")
        self.show_read_only("")

    def open_page(self, page: Page, pages: Sequence[Page]) -> RegionPage:
        """Bring a page to the front, and name its neighbours in the foot."""
        if page.id not in self._pages:
            made = RegionPage(self._theme, page)
            self._pages[page.id] = made
            self.stack.addWidget(made)
            self.page_made.emit(made)
        self.page = self._pages[page.id]
        self.stack.setCurrentWidget(self.page)
        place = [one.id for one in pages].index(page.id)
        before = pages[place - 1] if place else None
        self.footer.show_place(before, pages[place + 1] if place + 1 < len(pages) else None)
        return self.page

    def order_tabs(self, before: QWidget) -> None:
        """Tab goes from `before` through the page to the foot; widgets made later would come last of all."""
        if self.page is None:
            return
        stops = (before, *self.page.tab_stops(), self.footer.back, self.footer.next)
        if stops != self._stops:
            self._stops = stops
            for here, there in pairwise(stops):
                QWidget.setTabOrder(here, there)

    def show_trouble(self, words: str, action: str = "") -> None:
        """Say what went wrong here; nothing takes it away."""
        if words:
            self.trouble.show_words(words, "error", action)
        else:
            self.trouble.hide()

    def show_read_only(self, words: str) -> None:
        """Say why nothing can be recorded; nothing takes it away."""
        if not words:
            self.read_only.hide()
        elif self.read_only.text() != words:
            self.read_only.show_words(words, "plain")

    def flush(self) -> None:
        """Keep what is being typed."""
        for text in self.findChildren(PausingText):
            text.tell()
