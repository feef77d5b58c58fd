"""Strips across a pane: what went wrong there, read-only, offline, sample clinic."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from intake.ui.theme import Theme
from intake.ui.widgets.announce import announce
from intake.ui.widgets.buttons import Button, Size
from intake.ui.widgets.text import IconLabel, Text, repolish

Kind = Literal["error", "info", "plain", "done"]
_LOOKS = {
    "error": ("amber", "triangle-alert", "abn"),  # red is kept for call-now flags
    "info": ("info", "info", "info"),
    "plain": ("plain", "lock", "text2"),
    "done": ("normal", "circle-check", "normal"),
}


class Strip(QFrame):
    """One sentence in a strip, hidden until there is one; `acted` when its button is pressed."""

    acted = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.icon = IconLabel(theme, "info", "info", 18)
        self.words = Text("", "body", wrap=True)
        self.button = Button(theme, "").in_size(Size.SMALL)
        self.button.clicked.connect(self.acted)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 8, 10, 8)
        layout.setSpacing(10)
        layout.addWidget(self.icon)
        layout.addWidget(self.words, 1)
        layout.addWidget(self.button)
        self.hide()

    def show_words(self, text: str, kind: Kind = "error", action: str = "") -> None:
        """Show a sentence, with a button when it has words."""
        frame, icon, token = _LOOKS[kind]
        self.setProperty("frame", frame)
        repolish(self)
        self.icon.set_icon(icon, token)
        self.words.setText(text)
        self.button.setText(action)
        self.button.setVisible(bool(action))
        self.setAccessibleName(text)
        self.show()
        announce(self)

    def text(self) -> str:
        """The sentence shown, or nothing."""
        return "" if self.isHidden() else self.words.text()


class InlineError(Strip):
    """What happened, what is safe, what to do, in the place that failed."""

    def show_error(self, error: BaseException, action: str = "") -> None:
        """Show the sentence of an expected refusal."""
        self.show_words(str(error), "error", action)
