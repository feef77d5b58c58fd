"""Call-now flags across the whole screen until the vet has been told."""

from __future__ import annotations

import time
from collections.abc import Callable, Hashable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget
from shiboken6 import isValid

from intake.ui.exam.keyed import KeyedColumn
from intake.ui.theme import Theme
from intake.ui.widgets.flags import CallNowBanner, FlagWords
from intake.ui.widgets.popover import Popover

QUIET_SECONDS = 3.0
"""So long after a key in a row nothing else takes the focus: the next key was meant for the row."""


class FlagBanners(QWidget):
    """One banner per flag; a new one is announced, and takes the focus unless somebody is typing."""

    told_asked = Signal(object, QWidget)  # FlagWords, and what to open beside

    def __init__(self, theme: Theme, now: Callable[[], float] = time.monotonic) -> None:
        super().__init__()
        self._theme, self._now = theme, now
        self.quiet_seconds = QUIET_SECONDS
        self._last_key: float | None = None
        self._known: set[str] = set()
        self._is_new_visit = True
        self._back: QWidget | None = None
        self._column = KeyedColumn(6)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 8, 12, 8)
        layout.addWidget(self._column)
        self.hide()

    def note_key(self) -> None:
        """A key was pressed in a row."""
        self._last_key = self._now()

    def start_visit(self) -> None:
        """Flags that stand already when a visit is opened take no focus."""
        self._known, self._is_new_visit = set(), True

    def show_flags(self, flags: Sequence[FlagWords]) -> None:
        """Show the flags nobody has told the vet about."""
        had_focus = self.isAncestorOf(self.window().focusWidget())
        self._column.show_values(flags, self._make)
        self.setVisible(bool(flags))
        new = [flag for flag in flags if flag.id not in self._known]
        self._known = {flag.id for flag in flags}
        if new and not self._is_new_visit:
            self._point_to(new[0])
        self._is_new_visit = False
        if had_focus and not flags:
            self._give_back()

    def _give_back(self) -> None:
        """The focus goes back to where it was taken from."""
        if self._back is not None and isValid(self._back) and self._back.isVisible():
            self._back.setFocus(Qt.FocusReason.OtherFocusReason)
        self._back = None

    def tell_first(self) -> None:
        """The same as pressing the first banner's button."""
        if banners := self.banners():
            banners[0].button.click()

    def banners(self) -> tuple[CallNowBanner, ...]:
        """The banners shown."""
        return tuple(widget for widget in self._column.widgets() if isinstance(widget, CallNowBanner))

    def _make(self, flag: Hashable) -> QWidget:
        assert isinstance(flag, FlagWords)
        banner = CallNowBanner(self._theme, flag)
        banner.told_asked.connect(lambda: self.told_asked.emit(flag, banner.button))
        return banner

    def _point_to(self, flag: FlagWords) -> None:
        for banner in self.banners():
            if banner.flag.id == flag.id:
                banner.announce()
                focused = self.window().focusWidget()
                if not self._is_typing(focused):
                    self._back = focused
                    banner.button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _is_typing(self, focused: QWidget | None) -> bool:
        """Whether the next key is meant for where the focus is; Alt V goes to the banner from anywhere."""
        if self._last_key is not None and self._now() - self._last_key < self.quiet_seconds:
            return True
        at = focused
        while at is not None and not isinstance(at, QLineEdit | QPlainTextEdit | Popover):
            at = at.parentWidget()
        return at is not None
