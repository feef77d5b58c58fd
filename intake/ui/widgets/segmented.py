"""Answers shown side by side: one of several, several of several, and the reflex scale."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from intake.knowledge.model import Option
from intake.ui.theme import Theme
from intake.ui.widgets.option_group import MOST_OPTIONS, CheckCell, OptionGroup
from intake.ui.widgets.option_look import TONES, GroupLook, Look
from intake.ui.widgets.states import LOOKS, OF_CLASS

__all__ = [
    "MOST_OPTIONS", "TONES", "GroupLook", "Look", "MultiAnswer", "OptionGroup", "ReflexScale", "SegmentedAnswer",
    "toggled",
]  # fmt: skip


class SegmentedAnswer(OptionGroup):
    """One of two to nine answers. `answered(value)` asks; `set_value` shows what is saved."""

    answered = Signal(str)

    def value(self) -> str | None:
        """The answer shown as saved."""
        return self._set[0] if self._set else None

    def set_value(self, value: str | None) -> None:
        """Show what is saved; None is to do."""
        self._show((value,) if value is not None else ())

    def set_pending(self, value: str | None) -> None:
        """Show an answer as asked for and not yet saved."""
        self._pending = (value,) if value is not None else None
        self.update()

    def _press(self, number: int, *, by_key: bool) -> bool:
        if not 0 <= number < len(self.options) or not self.isEnabled():
            return False
        chosen = self.options[number].value
        if chosen != self.value():
            self.set_pending(chosen)
            self.answered.emit(chosen)
        elif not by_key:  # a second tap takes the answer back; a second key press is a slip
            self.cleared.emit()
        return True


class ReflexScale(SegmentedAnswer):
    """A reflex from 0 to 4 (withdrawal 0 to 3) in equal cells; its digit is its key."""

    def __init__(self, theme: Theme, name: str, options: Sequence[Option], parent: QWidget | None = None) -> None:
        look = GroupLook(first_digit=0, equal=True, shows_digits=False)
        super().__init__(theme, name, options, look, parent)

    def _label(self, option: Option) -> str:
        return option.value.removeprefix("r")

    def _describe(self) -> None:
        shown = next((option for option in self.options if option.value in self._set), None)
        last = self._label(self.options[-1])
        if shown is None:
            self.setAccessibleDescription(f"To do, 0 to {last}")
            return
        words = shown.label.removeprefix(f"{self._label(shown)} ").lower()
        meaning = LOOKS[OF_CLASS[shown.cls]].words.lower()
        self.setAccessibleDescription(f"{self._label(shown)}, {words}, {meaning}, 0 to {last}")


class MultiAnswer(OptionGroup):
    """Several of two to nine answers. `answered(values)` asks with the whole new set, in the item's order."""

    answered = Signal(tuple)
    _spreads_growth = True
    _cell_class = CheckCell

    def values(self) -> tuple[str, ...]:
        """The answers shown as saved."""
        return self._set

    def set_value(self, values: tuple[str, ...] | None) -> None:
        """Show what is saved; None is to do."""
        self._show(tuple(values or ()))

    def set_pending(self, values: tuple[str, ...] | None) -> None:
        """Show answers as asked for and not yet saved."""
        self._pending = values
        self.update()

    def _press(self, number: int, *, by_key: bool) -> bool:
        if not 0 <= number < len(self.options) or not self.isEnabled():
            return False
        after = toggled(self.options, self._pending if self._pending is not None else self._set, number)
        if after:
            self.set_pending(after)
            self.answered.emit(after)
        else:
            self.cleared.emit()
        return True


def toggled(options: Sequence[Option], before: Sequence[str], number: int) -> tuple[str, ...]:
    """The ticked values after one more press, in the item's order; an exclusive option stands alone."""
    chosen = options[number]
    if chosen.value in before:
        after = set(before) - {chosen.value}
    elif chosen.exclusive:
        after = {chosen.value}
    else:
        exclusive = {option.value for option in options if option.exclusive}
        after = (set(before) - exclusive) | {chosen.value}
    return tuple(option.value for option in options if option.value in after)
