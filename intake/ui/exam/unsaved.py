"""Answers the disk did not take: they stay on the screen, and are given again when somebody says so."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from intake.app.changes import Change
from intake.domain.errors import DiskFull

Place = tuple[str, str | None]

DISK_FULL = (
    "This computer is out of space, so the last answer was not saved. Free some space, then choose Try again. "
    "Your answer is still on screen."
)
STILL_THERE = "Your answer is still on screen; choose Try again."


@dataclass(frozen=True, slots=True)
class Waiting:
    """An act that reached no disk, and the places it is about."""

    action: Callable[[], Change]
    places: tuple[Place, ...]


class Unsaved:
    """What waits to be given again, oldest first, and the words for it."""

    def __init__(self) -> None:
        self._waiting: list[Waiting] = []
        self.words = ""

    def keep(self, waiting: Waiting, error: BaseException) -> str:
        """Keep an act that was not saved; what to tell people."""
        self._waiting.append(waiting)
        self.words = DISK_FULL if isinstance(error, DiskFull) else f"{error} {STILL_THERE}"
        return self.words

    def take(self) -> tuple[Waiting, ...]:
        """Everything that waits, to be given again."""
        waiting, self._waiting, self.words = tuple(self._waiting), [], ""
        return waiting

    def drop_older(self, places: tuple[Place, ...]) -> tuple[Waiting, ...]:
        """Forget what was meant for places that have a newer answer on the disk now; what was forgotten."""
        newer = set(places)
        gone = tuple(one for one in self._waiting if newer & set(one.places))
        self._waiting = [one for one in self._waiting if one not in gone]
        if not self._waiting:
            self.words = ""
        return gone
