"""Settings: the pages at the left, the open one beside them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from intake.ui.desk import Desk
from intake.ui.settings.display import DisplayPage
from intake.ui.widgets.buttons import Button
from intake.ui.widgets.cards import PaneHeader

_WIDEST = 760


@dataclass(frozen=True, slots=True)
class SettingsPage:
    """One page: its id, name, icon, one line about it, and how it is made."""

    id: str
    name: str
    icon: str
    hint: str
    make: Callable[[Desk], QWidget]


PAGES = (
    SettingsPage(
        "display", "Display", "monitor", "How Intake looks on this computer, and how it is worked.", DisplayPage
    ),
)


class SettingsScreen(QWidget):
    """Pages are made when they are first opened."""

    def __init__(self, desk: Desk, pages: tuple[SettingsPage, ...] = PAGES) -> None:
        super().__init__()
        self._desk, self._pages = desk, {page.id: page for page in pages}
        self._made: dict[str, QWidget] = {}
        self._open = ""
        self.buttons = {page.id: self._make_button(page) for page in pages}
        self.header = PaneHeader("Settings")
        self.stack = QStackedWidget()
        self._build()
        self.open_page(pages[0].id)

    def open_page(self, page_id: str) -> None:
        """Show a page."""
        page = self._pages[page_id]
        if page_id not in self._made:
            self._made[page_id] = page.make(self._desk)
            self.stack.addWidget(self._scrolling(self._made[page_id]))
        self.stack.setCurrentIndex(list(self._made).index(page_id))
        self.header.set_words(page.name, page.hint)
        for each, button in self.buttons.items():
            button.setChecked(each == page_id)
        self._open = page_id

    def setFocus(self, reason: Qt.FocusReason = Qt.FocusReason.OtherFocusReason) -> None:
        """The focus goes to the first setting; a proxy would keep Tab from the list of pages."""
        self._made[self._open].setFocus(reason)

    def page(self, page_id: str) -> QWidget:
        """A page that has been opened."""
        return self._made[page_id]

    def _make_button(self, page: SettingsPage) -> Button:
        button = Button(self._desk.theme, page.name, icon=page.icon).with_words_left()
        button.setCheckable(True)
        button.clicked.connect(lambda: self.open_page(page.id))
        return button

    def _build(self) -> None:
        theme = self._desk.theme
        side = QVBoxLayout()
        side.setSpacing(8)
        for button in self.buttons.values():
            side.addWidget(button)
        side.addStretch(1)
        column = QVBoxLayout()
        column.setSpacing(theme.px(14))
        column.addWidget(self.header)
        column.addWidget(self.stack, 1)
        line = QHBoxLayout(self)
        line.setContentsMargins(24, 18, 8, 8)
        line.setSpacing(24)
        line.addLayout(side)
        line.addLayout(column, 1)

    def _scrolling(self, page: QWidget) -> QScrollArea:
        holder = QWidget()
        holder.setProperty("surface", "none")
        line = QHBoxLayout(holder)
        line.setContentsMargins(0, 0, 16, 16)
        line.addWidget(page, 1)
        line.addStretch(0)
        self._desk.theme.measure(page, lambda: page.setMaximumWidth(self._desk.theme.px(_WIDEST)))
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(holder)
        return scroll
