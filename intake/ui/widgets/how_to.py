"""How to do a check, beside its row: steps, and a small drawing where there is one."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from intake.ui.how_to_drawings import Drawing, painted
from intake.ui.theme import Theme
from intake.ui.widgets.buttons import KeyHints, RowButton
from intake.ui.widgets.cards import row
from intake.ui.widgets.popover import Popover
from intake.ui.widgets.text import IconLabel, Text

WIDTH, DRAWN_WIDTH, PICTURE = 404, 500, 196


@dataclass(frozen=True, slots=True)
class HowTo:
    """What the popover says; empty parts are left out."""

    title: str
    steps: tuple[str, ...]
    normal: str = ""
    careful: str = ""
    tests: str = ""
    check: str = ""  # its name in full, where the title has the short one
    drawing: Drawing | None = None


class HowToPopover(Popover):
    """Steps, what normal looks like, what to be careful of, what it tests; stays open while answering."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "How to", stays_open=True)
        self._title = Text("", "heading", wrap=True)
        close = RowButton(theme, "x", "Close")
        self._close.hide()  # this one is for everybody
        close.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        close.clicked.connect(self.close_up)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(IconLabel(theme, "circle-question-mark", "info", 18))
        head.addWidget(self._title, 1)
        head.addWidget(close, 0, Qt.AlignmentFlag.AlignTop)
        self.column.addLayout(head)
        self._check = Text("", "hint", wrap=True)
        self.column.addWidget(self._check)
        self._steps = Text("", "body", wrap=True)
        self._picture = QLabel()
        self._drawing: Drawing | None = None
        self._picture.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignHCenter)
        middle = QHBoxLayout()
        middle.setSpacing(12)
        middle.addWidget(self._steps, 1, Qt.AlignmentFlag.AlignTop)
        middle.addWidget(self._picture, 0, Qt.AlignmentFlag.AlignTop)
        self.column.addLayout(middle)
        self._normal, self._careful = _Part("Normal"), _Part("Careful")
        self.column.addLayout(row(self._normal, self._careful, gap=12))
        self._tests = Text("", "small", tone="text3", wrap=True)
        keys = KeyHints(theme, (("Esc", "close"),))
        keys.setMinimumWidth(keys.sizeHint().width())  # the only hint; it may not be left out
        self.column.addLayout(row(self._tests, 1, keys))
        theme.changed.connect(self._draw)

    def show_how_to(self, how_to: HowTo, anchor: QWidget) -> None:
        """Open beside the row, never over it; the focus stays where it is."""
        self._drawing = how_to.drawing
        self._draw()
        self._title.setText(how_to.title)
        self._check.setText(how_to.check)
        self._check.setVisible(bool(how_to.check))
        steps = (f"{number}. {step}" for number, step in enumerate(how_to.steps, 1))
        self._steps.setText("\n".join(steps if len(how_to.steps) > 1 else how_to.steps))
        self._normal.set_words(how_to.normal)
        self._careful.set_words(how_to.careful)
        self._tests.setText(how_to.tests)
        self.setAccessibleName(how_to.title)
        shows = how_to.drawing.says if how_to.drawing else ""
        spoken = (*how_to.steps, shows, how_to.normal, how_to.careful, how_to.tests)
        self.setAccessibleDescription(" ".join(part for part in spoken if part))
        self.open_beside(anchor)

    def _draw(self) -> None:
        drawing, theme = self._drawing, self._theme
        self._picture.setVisible(drawing is not None)
        self.setFixedWidth(theme.px(DRAWN_WIDTH if drawing else WIDTH))
        if drawing is not None:
            self._picture.setPixmap(painted(drawing, theme, theme.px(PICTURE), self.devicePixelRatioF()))
            self._picture.setAccessibleName(drawing.says)


class _Part(QWidget):
    """A small heading over words; hidden without words."""

    def __init__(self, heading: str) -> None:
        super().__init__()
        self._words = Text("", "body", wrap=True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addWidget(Text(heading, "group"))
        layout.addWidget(self._words)
        layout.addStretch(1)

    def set_words(self, words: str) -> None:
        """Show other words."""
        self._words.setText(words)
        self.setVisible(bool(words))
