"""What screens offer by name in the palette."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeAlias

from PySide6.QtCore import QObject
from shiboken6 import isValid

from intake.app.boards import ExamFile
from intake.app.recording import Given
from intake.domain.ids import VisitId
from intake.knowledge.typed_words import folded


def _always() -> bool:
    return True


@dataclass(frozen=True, slots=True)
class PaletteAction:
    """An act by its name, with the keys that do the same; listed only while it is possible."""

    name: str
    keys: str
    run: Callable[[], object]
    is_possible: Callable[[], bool] = _always
    icon: str = "chevron-right"
    other_words: str = ""  # found by these too, though they are not shown


Source: TypeAlias = Callable[[], Iterable[PaletteAction]]
"""Actions whose names change with what is on the screen: asked for each time the palette is opened."""


class TypedChecks(Protocol):
    """The exam on the screen, which records what is typed by the path of a pressed answer."""

    def exam_of(self, visit: VisitId) -> ExamFile | None:
        """The exam as it stands, when it is this visit's and has been read."""

    def show_item(self, item: str) -> None:
        """Bring a check into view."""

    def record_typed(self, given: tuple[Given, ...], says: str) -> None:
        """Record answers of one check in one act, and bring it into view."""


class PaletteActions:
    """The actions of the window; a screen adds its own with a line: `desk.actions.add(self, PaletteAction(...))`."""

    def __init__(self) -> None:
        self._known: list[tuple[QObject, PaletteAction | Source]] = []
        self.checks: TypedChecks | None = None

    def add(self, owner: QObject, *actions: PaletteAction | Source) -> None:
        """Offer these for as long as their owner lives."""
        self._known += [(owner, action) for action in actions]

    def possible(self) -> tuple[PaletteAction, ...]:
        """What can be done now, each name once, in the order added."""
        self._known = [(owner, known) for owner, known in self._known if isValid(owner)]
        listed = (one for _, known in self._known for one in _actions(known))
        return tuple({one.name: one for one in listed if one.is_possible()}.values())


def _actions(known: PaletteAction | Source) -> Iterable[PaletteAction]:
    return (known,) if isinstance(known, PaletteAction) else known()


def matching_actions(actions: Sequence[PaletteAction], typed: str) -> tuple[PaletteAction, ...]:
    """The actions of which every typed word begins a word; those that start that way first."""
    words = folded(typed).split()
    if not words:
        return tuple(actions)
    found = [one for one in actions if all(f" {word}" in _spaced(one) for word in words)]
    return tuple(sorted(found, key=lambda one: not _spaced(one).startswith(f" {' '.join(words)}")))


def _spaced(action: PaletteAction) -> str:
    plain = "".join(char if char.isalnum() else " " for char in folded(f"{action.name} {action.other_words}"))
    return " " + " ".join(plain.split())
