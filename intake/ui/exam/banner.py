"""Call-now flags across the whole screen until the vet has been told."""

from __future__ import annotations

import time
from collections.abc import Callable, Hashable, Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QPlainTextEdit, QScrollArea, QVBoxLayout, QWidget
from shiboken6 import isValid

from intake.ui.exam.keyed import KeyedColumn
from intake.ui.theme import Theme
from intake.ui.widgets.buttons import Button, Size
from intake.ui.widgets.flag_rows import CallNowLine
from intake.ui.widgets.flags import CallNowBanner, FlagWords
from intake.ui.widgets.popover import Popover

QUIET_SECONDS = 3.0
"""So long after a key in a row nothing else takes the focus: the next key was meant for the row."""

SHARE = 4
"""The flags take at most one part of so many of the window's height."""
LOW = 800
"""In a window lower than this, and for fingers, several flags begin folded into one line."""


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
        self._rows_are_folded = False
        self._back: QWidget | None = None
        self._column = KeyedColumn(6)
        self._column.setContentsMargins(12, 8, 0, 8)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setWidget(self._column)
        self._flags: tuple[FlagWords, ...] = ()
        self._is_opened = False
        self.more = Button(theme, "").in_size(Size.SMALL)
        self.more.clicked.connect(self._on_more)
        self._lay_out()
        theme.changed.connect(self._fit_soon)
        self.hide()

    def _lay_out(self) -> None:
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 12, 0)
        layout.setSpacing(8)
        layout.addWidget(self._scroll, 1)
        beside = QVBoxLayout()
        beside.setContentsMargins(0, 11, 0, 0)
        beside.addWidget(self.more)
        beside.addStretch(1)
        layout.addLayout(beside)

    def note_key(self) -> None:
        """A key was pressed in a row."""
        self._last_key = self._now()

    def start_visit(self) -> None:
        """Flags that stand already when a visit is opened take no focus."""
        self._known, self._is_new_visit = set(), True
        self._is_opened = False

    def show_flags(self, flags: Sequence[FlagWords]) -> None:
        """Show the flags nobody has told the vet about."""
        had_focus = self.isAncestorOf(self.window().focusWidget())
        self._flags = tuple(flags)
        if not self._is_new_visit and any(flag.id not in self._known for flag in flags):
            self._is_opened = True  # a new flag is never behind a fold
        self._show_rows()
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

    @property
    def is_folded(self) -> bool:
        """Whether only the first of several flags has a line."""
        is_tight = self._theme.is_touch or self.window().height() < self._theme.px(LOW)
        return is_tight and len(self._flags) > 1 and not self._is_opened

    def _show_rows(self) -> None:
        """All flags, or the first of them and how many more there are."""
        is_folded = self.is_folded
        shown = [(self._flags[0], None)] if is_folded else _with_first(self._flags)
        self._column.show_values(shown, self._make)
        more = len(self._flags) - 1
        self.more.setText(f"{more} more" if is_folded else "Fold")
        self.more.setAccessibleName(f"Show {more} more flags" if is_folded else "Fold the flags into one line")
        is_tight = self._theme.is_touch or self.window().height() < self._theme.px(LOW)
        self.more.setVisible(is_tight and more > 0)
        self._rows_are_folded = is_folded

    def _on_more(self) -> None:
        self._is_opened = not self._is_opened
        self._show_rows()
        self._scroll.verticalScrollBar().setValue(0)
        self._fit_soon()

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
        if self._flags and self.is_folded != self._rows_are_folded:  # the window became lower, or for fingers
            self._show_rows()
        bar = self._scroll.verticalScrollBar().sizeHint().width()
        beside = 0 if self.more.isHidden() else self.more.sizeHint().width() + 8
        width = max(self.width() - bar - 12 - beside, 1)  # words wrap the same with and without the bar
        wanted = layout.totalHeightForWidth(width) if layout.hasHeightForWidth() else layout.totalSizeHint().height()
        height = min(wanted, max(self.window().height() // SHARE, self._theme.px(80)))
        if height != self.height():
            self.setFixedHeight(height)
        if (own := self.layout()) is not None:
            own.setGeometry(self.rect())  # a height set while Qt lays out the screen does not always reach it

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
        banner = CallNowBanner(self._theme, flag) if is_first else self._make_line(flag)
        banner.told_asked.connect(lambda: self.told_asked.emit(flag, banner.button))
        return banner

    def _make_line(self, flag: FlagWords) -> CallNowLine:
        return CallNowLine(self._theme, flag, is_alone=self.is_folded)

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
