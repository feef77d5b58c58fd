"""What came of reading the words behind a check's name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from intake.app.recording import Given


@dataclass(frozen=True, slots=True)
class Wrong:
    """It does not fit this check; `at` words of the line were understood before.

    `is_meant` says that it was meant for this kind of check all the same: 46 for a temperature.
    """

    says: str
    at: int = 0
    is_meant: bool = False


@dataclass(frozen=True, slots=True)
class Unfinished:
    """It fits so far, and something has to follow."""

    says: str
    at: int
    taken: tuple[str, ...] = ()  # sides that have their answer
    sides: tuple[str, ...] = ()  # sides that wait for one


@dataclass(frozen=True, slots=True)
class Found:
    """Everything it can mean; one meaning is exact."""

    meanings: tuple[tuple[Given, ...], ...]
    at: int = 0


Outcome: TypeAlias = Wrong | Unfinished | Found
