"""The check rows of a page under their group headings."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from intake.knowledge.model import AnswerClass, Item, Option
from intake.ui.theme import Theme
from intake.ui.widgets.answer_row import AnswerRow
from intake.ui.widgets.controls import is_reflex
from intake.ui.widgets.row_body import LABEL_ROOM
from intake.ui.widgets.text import Text

_TONES = {AnswerClass.NORMAL: "normal", AnswerClass.BORDERLINE: "info"}
_ROW_MARGIN, _GAP = 6, 8  # of the answer row's own grid
_TOUCH_MARGIN, _TOUCH_GAP = 18, 16  # the same for fingers


@dataclass(frozen=True, slots=True)
class Group:
    """A heading and its checks."""

    name: str
    items: tuple[Item, ...]


def groups_of(items: Iterable[Item]) -> tuple[Group, ...]:
    """The checks under their headings, in the order given."""
    return tuple(Group(name, tuple(members)) for name, members in groupby(items, key=lambda item: item.group))


def two_sided(items: Iterable[Item]) -> bool:
    """Whether any of these checks has a left and a right."""
    return any(len(item.sites) == 2 for item in items)


class GroupBlock(QFrame):
    """One group: its heading, the legend of a reflex scale, and its rows."""

    def __init__(self, theme: Theme, group: Group) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(6))
        scale = next((item.options for item in group.items if is_reflex(item.options)), ())
        if group.name or scale:
            column.addLayout(_head(group.name, scale))
        self.rows = [AnswerRow(theme, item) for item in group.items]
        body = QVBoxLayout()
        theme.measure(self, lambda: body.setSpacing(theme.either(0, 8)))
        for place, row in enumerate(self.rows):
            row.set_ends(is_first=place == 0, is_last=place == len(self.rows) - 1)
            body.addWidget(row)
        column.addLayout(body)
        self.setAccessibleName(group.name)


def _head(name: str, scale: tuple[Option, ...]) -> QHBoxLayout:
    head = QHBoxLayout()
    head.setContentsMargins(0, 0, 0, 0)
    head.setSpacing(8)
    title = Text(name, "group", wrap=not scale)
    head.addWidget(title, 0 if scale else 1)
    if scale:
        head.addStretch(1)
        for option in scale:
            word = option.label
            digit = option.value.removeprefix("r")
            said = word if word.startswith(digit) else f"{digit} {word.lower()}"
            legend = Text(said, "group" if option.cls is AnswerClass.NORMAL else "small")
            legend.set_tone(_TONES.get(option.cls, "text2"))
            head.addWidget(legend)
    return head


class SideHeads(QWidget):
    """Which column is the dog's left and which its right, over the answer columns of the rows."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._left = Text("←  Dog's left", "group", parent=self)
        self._right = Text("Dog's right  →", "group", parent=self)
        self.setFixedHeight(theme.px(18))
        theme.changed.connect(self._on_theme_changed)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Stand over the columns."""
        self._place()

    def _place(self) -> None:
        theme, width = self._theme, self.width()
        if theme.is_touch:
            half = (width - 2 * _TOUCH_MARGIN + _TOUCH_GAP) // 2
            for label, left in ((self._left, 0), (self._right, half)):
                label.setGeometry(QRect(_TOUCH_MARGIN + left, 0, half - _TOUCH_GAP, self.height()))
            return
        spare = width - theme.px(26 + 60) - theme.px(LABEL_ROOM) - 60
        side = max(min(theme.metric("side_column"), spare // 2), 150)
        right = width - _ROW_MARGIN - 2 * theme.metric("target") - _GAP - side
        for label, left in ((self._left, right - _GAP - side), (self._right, right)):
            label.setGeometry(QRect(max(left, 0) + 4, 0, side, self.height()))
            label.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)

    def _on_theme_changed(self) -> None:
        self.setFixedHeight(self._theme.px(18))
        self._place()
