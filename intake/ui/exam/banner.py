"""Call-now flags across the whole screen until the vet has been told."""

from __future__ import annotations

import time
from collections.abc import Callable, Hashable, Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QPlainTextEdit, QScrollArea, QVBoxLayout, QWidget
from shiboken6 import isValid

from intake.ui.exam.keyed import KeyedColumn
from intake.ui.theme import Theme
from intake.ui.widgets.flag_rows import CallNowLine
from intake.ui.widgets.flags import CallNowBanner, FlagWords
from intake.ui.widgets.popover import Popover

QUIET_SECONDS = 3.0
"""So long after a key in a row nothing else takes the focus: the next key was meant for the row."""

SHARE = 4
"""The flags take at most one part of so many of the window's height."""


def _with_first(flags: Sequence[FlagWords]) -> list[tuple[FlagWords, bool]]:
    """Every flag with whether it is the first one."""
    return [(flag, place == 0) for place, flag in enumerate(flags)]


class FlagBanners(QWidget):
    """The first flag in full, the others on a line each, together never over a quarter of the window; a new one is announced, and takes the focus unless somebody is typing."""

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
        self._column.setContentsMargins(12, 8, 12, 8)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setWidget(self._column)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._scroll)
        theme.changed.connect(self._fit_soon)
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
        self._column.show_values(_with_first(flags), self._make)
        self.setVisible(bool(flags))
        self._scroll.verticalScrollBar().setValue(0)
        for child in self._column.findChildren(QWidget):
            child.ensurePolished()  # a flag made just now has not its own font yet
        self._fit_soon()
        new = [flag for flag in flags if flag.id not in self._known]
        self._known = {flag.id for flag in flags}
        if new and not self._is_new_visit:
            self._point_to(new[0])
        self._is_new_visit = False
        if had_focus and flags and not self.isAncestorOf(self.window().focusWidget()):
            self.banners()[0].button.setFocus(Qt.FocusReason.OtherFocusReason)
        elif had_focus and not flags:
            self._give_back()

    def _give_back(self) -> None:
        """The focus goes back to where it was taken from."""
        if self._back is not None and isValid(self._back) and self._back.isVisible():
            self._back.setFocus(Qt.FocusReason.OtherFocusReason)
        self._back = None

    def tell_first(self) -> None:
        """The same as pressing the first banner's button."""
        if banners := self.banners():
            focused: QWidget | None = self.window().focusWidget()  # the stubs forget that it may be None
            if focused is not None and not self.isAncestorOf(focused):
                self._back = focused
            banners[0].button.click()

    def banners(self) -> tuple[CallNowBanner | CallNowLine, ...]:
        """The flags shown, the first as a banner."""
        return tuple(one for one in self._column.widgets() if isinstance(one, CallNowBanner | CallNowLine))

    def fit(self) -> None:
        """As high as the flags, and at most a quarter of the window: the checks stay in sight."""
        layout = self._column.layout()
        if layout is None:
            return
        bar = self._scroll.verticalScrollBar().sizeHint().width()
        width = max(self.width() - bar, 1)  # words wrap the same with and without the bar
        wanted = layout.heightForWidth(width) if layout.hasHeightForWidth() else layout.sizeHint().height()
        height = min(wanted, max(self.window().height() // SHARE, self._theme.px(80)))
        if height != self.height():
            self.setFixedHeight(height)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Words wrap by the width."""
        super().resizeEvent(event)
        self.fit()

    def _fit_soon(self) -> None:
        QTimer.singleShot(0, self, self.fit)  # once the words have their new size

    def _make(self, value: Hashable) -> QWidget:
        assert isinstance(value, tuple)
        flag, is_first = value
        assert isinstance(flag, FlagWords)
        banner = CallNowBanner(self._theme, flag) if is_first else CallNowLine(self._theme, flag)
        banner.told_asked.connect(lambda: self.told_asked.emit(flag, banner.button))
        return banner

    def _point_to(self, flag: FlagWords) -> None:
        for banner in self.banners():
            if banner.flag.id == flag.id:
                banner.announce()
                self._scroll.ensureWidgetVisible(banner)
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
