"""Where the parts of the exam stand: beside each other, or the panel as a drawer over the checks."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from intake.ui.exam.banner import FlagBanners
from intake.ui.exam.centre import ExamCentre
from intake.ui.exam.holding import Holding
from intake.ui.exam.panel import PointingPanel
from intake.ui.exam.pointing import Pointing
from intake.ui.exam.side import ExamRail
from intake.ui.exam.touch_bar import TouchBar
from intake.ui.theme import Theme
from intake.ui.widgets.buttons import Button, Size

WIDE = 1360
"""From this width of the window on, the panel stands beside the checks; under it, F8 opens it."""
NARROW = 900
"""Under this width the rail keeps keys and states only, so that the answers have room."""
COMPACT_RAIL = 84
_STRIP = 68


@dataclass(frozen=True, slots=True)
class Parts:
    """What stands on the screen."""

    banners: FlagBanners
    rail: ExamRail
    centre: ExamCentre
    panel: PointingPanel


class ExamLayout(QObject):
    """Shares the screen out among its parts; follows its size and the theme."""

    def __init__(self, screen: QWidget, theme: Theme, parts: Parts) -> None:
        super().__init__(screen)
        self._screen, self._theme, self._parts = screen, theme, parts
        self._shows_panel: bool | None = None  # None: as the width says
        line = self._line = QHBoxLayout()
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0)
        line.addWidget(parts.rail)
        line.addWidget(parts.centre, 1)
        line.addWidget(parts.panel)
        column = self._column = QVBoxLayout(screen)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.bar, self.holding = TouchBar(theme), Holding(screen, theme)
        self.missing = Button(theme, "Not examined", icon="circle-slash").in_size(Size.SMALL).with_tone("notex")
        self.missing.setToolTip("Every open check of this page: not examined, or tried and could not")
        column.addWidget(parts.banners)
        column.addLayout(line, 1)
        column.addWidget(self.bar)
        parts.centre.installEventFilter(self)
        screen.installEventFilter(self)
        theme.changed.connect(self.fit)
        self._connect()
        self.fit()

    def show_pointing(self, pointing: Pointing) -> None:
        """What the bar says of flags and places."""
        self.bar.show_pointing(pointing)
        self.fit()

    def toggle_panel(self) -> None:
        """Show the panel, or fold it away."""
        self._shows_panel = self._parts.panel.isHidden()
        self.fit()

    def fold_drawer(self) -> bool:
        """Close the panel where it lies over the checks; False when it does not."""
        if self._line.indexOf(self._parts.panel) >= 0 or self._parts.panel.isHidden():
            return False
        self.toggle_panel()
        return True

    def fit(self) -> None:
        """Fold the panel and the names of the rail where there is no room."""
        theme, parts, width = self._theme, self._parts, self._screen.width()
        is_touch = theme.is_touch
        is_wide = width + _STRIP >= theme.px(WIDE) and not is_touch
        is_compact = width < theme.px(NARROW) and not is_touch
        self.bar.setVisible(is_touch)
        parts.centre.footer.setVisible(not is_touch)
        parts.rail.set_compact(is_compact=is_compact)
        parts.rail.setFixedWidth(theme.px(COMPACT_RAIL) if is_compact else theme.metric("rail"))
        parts.panel.setFixedWidth(theme.metric("panel") if is_wide else min(theme.metric("panel"), width))
        is_shown = is_wide if self._shows_panel is None else self._shows_panel
        self._put_panel(is_drawer=not is_wide)
        parts.panel.close_button.setVisible(not is_wide)
        parts.panel.setVisible(is_shown)
        parts.centre.flags.setVisible(not is_touch and (not is_shown or not is_wide))
        parts.banners.fit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The drawer stays over the checks when these move; everything follows the screen's size."""
        if watched is self._screen and event.type() is QEvent.Type.Show:
            self.holding.watch()
        elif watched is self._screen and event.type() is QEvent.Type.Hide:
            self.holding.let_go()
        if event.type() is QEvent.Type.Resize and watched is self._screen:
            self.fit()
        elif event.type() in (QEvent.Type.Resize, QEvent.Type.Move):
            self._place_drawer()
        return False

    def _connect(self) -> None:
        centre, bar = self._parts.centre, self.bar
        centre.footer.named.connect(bar.show_next)
        centre.footer.counted.connect(self._show_count)
        bar.next_wanted.connect(centre.footer.next.click)
        bar.panel_wanted.connect(self.toggle_panel)
        bar.rest_wanted.connect(self._on_rest)
        self.missing.clicked.connect(self._on_missing)

    def _show_count(self, to_do: int) -> None:
        page = self._parts.centre.page
        if page is not None:
            total = len(page.visible_checks)
            page.header.set_count(f"{total - to_do} of {total}")
            for button, own in ((self.bar.rest, page.rest_button), (self.missing, page.missing_button)):
                button.setEnabled(own.isEnabled())

    def _on_rest(self) -> None:
        if (page := self._parts.centre.page) is not None:
            page.rest_button.click()

    def _on_missing(self) -> None:
        if (page := self._parts.centre.page) is not None:
            page.missing_button.click()

    def _put_panel(self, *, is_drawer: bool) -> None:
        """Beside the checks, or over their right end where there is no room beside them."""
        panel = self._parts.panel
        is_beside = self._line.indexOf(panel) >= 0
        if is_beside and is_drawer:
            self._line.removeWidget(panel)
        elif not is_beside and not is_drawer:
            self._line.addWidget(panel)
        if is_drawer:
            self._place_drawer()

    def _place_drawer(self) -> None:
        panel = self._parts.panel
        if self._line.indexOf(panel) < 0:
            here, width = self._parts.centre.geometry(), panel.width()
            panel.setGeometry(here.right() + 1 - width, here.top(), width, here.height())
            panel.raise_()
