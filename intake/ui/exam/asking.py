"""The small frames the exam opens beside a row: reasons, how-to, which vet, clearing, who was told."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from intake.domain.cases import NoValue
from intake.domain.ids import StaffId
from intake.domain.staff import StaffMember
from intake.knowledge.model import Item, Kind
from intake.ui.exam.vets import ClearVetFirst, WhichVet, WhoWasTold, vets_among
from intake.ui.how_to_drawings import Drawings
from intake.ui.theme import Theme
from intake.ui.widgets.how_to import HowTo, HowToPopover
from intake.ui.widgets.no_value import NoValuePopover
from intake.ui.widgets.popover import Popover

_MOST_STEPS = 3
_SENTENCES = re.compile(r"(?<=[.;])\s+")


class Asking(QObject):
    """Holds the frames; each is opened with what to do with the answer, and all close together."""

    def __init__(self, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self._staff: tuple[StaffMember, ...] = ()
        self._drawings: Drawings = {}
        self._answer: Callable[..., None] = _nothing
        self.missing = NoValuePopover(theme)
        self.how = HowToPopover(theme)
        self.vet = WhichVet(theme)
        self.told = WhoWasTold(theme)
        self.clearing = ClearVetFirst(theme)
        self._frames: tuple[Popover, ...] = (self.missing, self.how, self.vet, self.told, self.clearing)
        for signal in (self.missing.chosen, self.vet.chosen, self.told.told, self.clearing.asked):
            signal.connect(self._on_answered)
        for frame in self._frames:
            self.destroyed.connect(frame.deleteLater)  # an open frame belongs to the window, not to the screen

    def know_staff(self, staff: Sequence[StaffMember]) -> None:
        """Who works here, to choose vets from."""
        self._staff = tuple(staff)

    def know_drawings(self, drawings: Drawings) -> None:
        """The drawings of the how-to cards."""
        self._drawings = drawings

    @property
    def vets(self) -> tuple[StaffMember, ...]:
        """The vets, by name."""
        return vets_among(self._staff)

    def why_missing(
        self, anchor: QWidget, about: str, answer: Callable[[NoValue], None], *, was_possible: bool = True
    ) -> None:
        """Ask for the reason there is no value; what was never possible was not tried either."""
        self._answer = answer
        self.missing.ask(anchor, about, was_possible=was_possible)

    def how_to(self, anchor: QWidget, item: Item) -> None:
        """Show how a check is done, or close it when it is shown."""
        how_to = replace(how_to_of(item), drawing=self._drawings.get(item.id))
        if self.how.isVisible() and self.how.accessibleName() == how_to.title:
            self.how.close_up()
            return
        self.how.show_how_to(how_to, anchor)

    def which_vet(self, anchor: QWidget, about: str, answer: Callable[[StaffMember], None]) -> None:
        """Ask whose finding it is."""
        self._answer = answer
        self.vet.ask(anchor, f"{about}: which vet found this?", self.vets)

    def who_was_told(self, anchor: QWidget, about: str, answer: Callable[[str], None]) -> None:
        """Ask which vet was told about a flag."""
        self._answer = answer
        self.told.ask(anchor, f"Which vet was told? {about}", self.vets)

    def clear_vet_first(self, anchor: QWidget, answer: Callable[[StaffId, str], None]) -> None:
        """Ask a vet for name and PIN; the frame stays until the PIN was right."""
        self._answer = answer
        self.clearing.ask(anchor, self.vets, None)

    def close_all(self) -> bool:
        """Close what is open; True when something was."""
        is_open = [frame for frame in self._frames if frame.isVisible()]
        for frame in is_open:
            frame.close_up()
        return bool(is_open)

    def _on_answered(self, *answer: object) -> None:
        self._answer(*answer)


def how_to_of(item: Item) -> HowTo:
    """The steps of a check, what is normal, and what to be careful of."""
    steps = tuple(step.strip() for step in _SENTENCES.split(item.how_to) if step.strip())
    if len(steps) > _MOST_STEPS:
        steps = (*steps[: _MOST_STEPS - 1], " ".join(steps[_MOST_STEPS - 1 :]))
    capitals = tuple((step[:1].upper() + step[1:]).rstrip("; ") for step in steps)
    check = item.label if item.label != item.short_label else ""
    return HowTo(f"How to: {item.short_label}", capitals, _normal_words(item), item.safety, item.values_note, check)


def _normal_words(item: Item) -> str:
    if item.kind is Kind.NUM:
        return f"Usual {item.reference}" if item.reference else ""
    return next((option.label for option in item.options if option.value == item.normal), "")


def _nothing(*_: object) -> None:
    """Nobody waits for an answer."""
