"""The left of Review: the found list, and what is normal on request."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QVBoxLayout

from intake.app.boards import ExamFile
from intake.ui.review.found import FoundLists
from intake.ui.review.found_list import FoundList
from intake.ui.review.lines import lines_of
from intake.ui.theme import Theme
from intake.ui.widgets.buttons import Button, Size, Variant
from intake.ui.widgets.cards import SectionHeader, row
from intake.ui.widgets.flags import FlagWords
from intake.ui.widgets.states import LOOKS, State
from intake.ui.widgets.text import IconLabel, Text

_COUNTS = 190  # room for the words of what is to do, beside the rest


def to_do_words(found: FoundLists) -> str:
    """How much of the default exam nobody has spoken of, such as "52 of the default exam to do, 1 begun"."""
    begun = f", {found.begun} begun" if found.begun else ""
    return f"{found.to_do} of the default exam to do{begun}"


def _more_words(found: FoundLists) -> str:
    return f"{len(found.normal)} normal and {len(found.noted)} noted"


class FoundPane(QFrame):
    """Findings first; the counts at the foot never mix normal and to do. `opened(item)`."""

    opened = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._shows_normal = False
        self._shown: tuple[ExamFile, Sequence[FlagWords], FoundLists] | None = None
        self.list = FoundList(theme)
        self.list.opened.connect(self.opened)
        self.normal, self.to_do = Text("", "label", tone="normal"), Text("", "hint", wrap=True)
        self.show_all = Button(theme, "Show all", variant=Variant.QUIET).in_size(Size.SMALL)
        self.show_all.clicked.connect(self._on_show_all)
        looks = LOOKS[State.NORMAL], LOOKS[State.TO_DO]
        icons = [IconLabel(theme, look.icon, look.token, 17) for look in looks]
        counts = row(icons[0], self.normal, icons[1], self.to_do)
        counts.setStretch(3, 1)
        self._theme, self._foot = theme, row(self.show_all)
        self._foot.insertLayout(0, counts, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self.header = SectionHeader(theme, "What was found", icon="list-checks", hint="Enter opens the check")
        column.addWidget(self.header)
        column.addWidget(self.list, 1)
        column.addLayout(self._foot)
        self.setAccessibleName("What was found")

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The button goes under the counts where there is little room."""
        super().resizeEvent(event)
        words = self.normal.sizeHint().width() + self.show_all.sizeHint().width() + self._theme.px(_COUNTS)
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._foot.setDirection(across if words <= self.width() else down)

    def show_found(self, file: ExamFile, flags: Sequence[FlagWords], found: FoundLists) -> None:
        """Show an exam's lists."""
        self._shown = file, flags, found
        self.list.show_lines(lines_of(file, flags, found, shows_normal=self._shows_normal))
        self.normal.setText(f"Normal {len(found.normal)}")
        self.to_do.setText(to_do_words(found))
        count = len(found.normal) + len(found.noted)
        self.show_all.setText("Show less" if self._shows_normal else f"Show {count} more")
        self.show_all.setAccessibleName("Show less" if self._shows_normal else f"Show {_more_words(found)}")
        self.show_all.setToolTip(self.show_all.accessibleName())
        self.show_all.setVisible(count > 0)

    def clear(self) -> None:
        """Another visit: findings only."""
        self._shows_normal = False

    def _on_show_all(self) -> None:
        self._shows_normal = not self._shows_normal
        if self._shown is not None:
            self.show_found(*self._shown)
