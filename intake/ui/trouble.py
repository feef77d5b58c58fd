"""The calm screen when the records cannot be opened."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from intake.ui.lock.side import AppMark
from intake.ui.theme import Theme
from intake.ui.widgets.buttons import Button, Size, Variant
from intake.ui.widgets.cards import Card, row
from intake.ui.widgets.text import IconLabel, Text


class TroubleScreen(QWidget):
    """What happened, what is safe, what to do, and a button that tries again."""

    again_wanted = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.words = Text("", "body", wrap=True)
        self.words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.again = Button(theme, "Try again", icon="refresh-cw", variant=Variant.PRIMARY).in_size(Size.LARGE)
        self.again.clicked.connect(self.again_wanted)
        card = Card(margin=theme.px(28), gap=theme.px(14))
        card.setMaximumWidth(theme.px(620))
        title = row(
            IconLabel(theme, "database", "abn", 24),
            Text("The clinic's records could not be opened", "title", wrap=True),
        )
        title.setStretch(1, 1)
        card.column.addLayout(title)
        card.column.addWidget(self.words)
        card.column.addLayout(row(self.again, 1))
        middle = QHBoxLayout()
        middle.addStretch(1)
        middle.addWidget(card, 6)
        middle.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(44), theme.px(40), theme.px(44), theme.px(40))
        column.addWidget(AppMark(theme))
        column.addStretch(2)
        column.addLayout(middle)
        column.addStretch(3)

    def show_trouble(self, words: str) -> None:
        """The sentences of an expected refusal."""
        self.words.setText(words)
        self.setAccessibleName(f"The clinic's records could not be opened. {words}")
        self.again.setFocus(Qt.FocusReason.OtherFocusReason)
