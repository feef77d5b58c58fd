"""What a page of settings is made of: a setting with its hint and its choices."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from intake.knowledge.model import AnswerClass, Option
from intake.ui.choices import Choices
from intake.ui.theme import Theme
from intake.ui.widgets.controls import CHIPS
from intake.ui.widgets.segmented import SegmentedAnswer
from intake.ui.widgets.text import Text

ON, OFF = "on", "off"


def pick(value: str, label: str) -> Option:
    """A choice of a setting; none is normal or abnormal."""
    return Option(value=value, label=label, cls=AnswerClass.INFORMATIONAL)


class SettingRow(QWidget):
    """A setting: its name, what it does, and what can be chosen. A press asks; what is written is shown as set."""

    chosen = Signal(str)

    def __init__(self, theme: Theme, name: str, hint: str, options: Sequence[Option]) -> None:
        super().__init__()
        self.answer = SegmentedAnswer(theme, name, tuple(options), CHIPS)
        self.answer.answered.connect(self.chosen)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(Text(name, "label"))
        column.addWidget(Text(hint, "hint", wrap=True))
        column.addWidget(self.answer)
        self.answer.setToolTip(hint)

    def show_value(self, value: str) -> None:
        """Show what is in force."""
        self.answer.set_value(value)


def switch(theme: Theme, choices: Choices, field: str, words: tuple[str, str]) -> SettingRow:
    """A setting that is on or off, kept in a field of the settings; `words` are its name and what it does."""
    row = SettingRow(theme, *words, (pick(ON, "On"), pick(OFF, "Off")))
    row.chosen.connect(lambda value: choices.choose(**{field: value == ON}))
    return row
