"""The steps of a visit behind one button, where the header has no room for all four."""

from __future__ import annotations

from PySide6.QtCore import Signal

from intake.ui.theme import Theme
from intake.ui.widgets.buttons import Button, Size
from intake.ui.widgets.navigation import STEPS
from intake.ui.widgets.popover import Popover


class _Steps(Popover):
    """The four steps as large buttons."""

    chosen = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "Steps of the visit")
        self.buttons: dict[str, Button] = {}
        for step in STEPS:
            button = Button(theme, step.words, icon=step.icon).with_words_left()
            button.setCheckable(True)
            button.clicked.connect(lambda _checked=False, id=step.id: self._choose(id))
            self.buttons[step.id] = button
            self.column.addWidget(button)

    def _choose(self, step: str) -> None:
        self.close_up()
        self.chosen.emit(step)


class StepMenu(Button):
    """Shows the open step; a press shows all four. `chosen(id)`."""

    chosen = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "", icon="chevron-down")
        self.with_icon_behind().in_size(Size.SMALL)
        self.steps = _Steps(theme)
        self.steps.chosen.connect(self.chosen)
        self.clicked.connect(self._open)
        self.destroyed.connect(self.steps.deleteLater)

    def show_step(self, step: str, *, has_visit: bool) -> None:
        """Name the step on the screen; a visit still to be made has only the first."""
        words = next((place.words for place in STEPS if place.id == step), "")
        self.setText(words)
        self.setAccessibleName(f"Step: {words}")
        self.updateGeometry()
        for each, button in self.steps.buttons.items():
            button.setChecked(each == step)
            button.setEnabled(has_visit or each == "intake")

    def _open(self) -> None:
        here = next((button for button in self.steps.buttons.values() if button.isChecked()), None)
        self.steps.open_beside(self, focus=here)
