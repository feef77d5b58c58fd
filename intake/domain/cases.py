"""One dog's recorded answers, as the exchange format and the engine see them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import TypeAlias

LONGEST_TEXT = 10_000
"""Characters of any text somebody writes: an answer, a note, a reason."""


class Missing(StrEnum):
    """The two kinds of "no value" somebody stated; to do is simply absent."""

    NOT_DONE = "not_done"  # not examined, on purpose
    UNABLE = "unable"  # tried, could not


class WhyMissing(StrEnum):
    """Why there is no value (docs/interface.md, the same list for both kinds)."""

    UNSAFE = "unsafe"
    PAIN = "pain"
    NOT_STILL = "not_still"
    NOT_NEEDED = "not_needed"
    NO_EQUIPMENT = "no_equipment"
    VET_WILL_DO = "vet_will_do"
    OWNER_DECLINED = "owner_declined"
    NOT_KNOWN = "not_known"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class NoValue:
    """Not examined on purpose, or tried without result; never read as normal.

    `reason` is None only for a plain "unable" from another system. `text` belongs to OTHER.
    """

    kind: Missing
    reason: WhyMissing | None = None
    text: str = ""


Value: TypeAlias = str | int | float | tuple[str, ...]
"""An enum value or free text, a number as entered, or the ticked options in the item's order."""

Answer: TypeAlias = Value | NoValue


@dataclass(frozen=True, slots=True)
class SidedAnswer:
    """Answers by side, recorded sides only, in the order of the item's sites."""

    sites: Mapping[str, Answer]


CaseAnswer: TypeAlias = Answer | SidedAnswer
"""A whole answer, or one by side. A sided item holds a SidedAnswer, or a NoValue for the whole item."""


@dataclass(frozen=True, slots=True)
class CasePatient:
    """The dog as a case file gives it; everything may be unknown."""

    name: str | None = None
    breed: str | None = None
    sex: str | None = None
    birth_date: date | None = None


@dataclass(frozen=True, slots=True)
class CaseOwner:
    """The owner as a case file gives it."""

    name: str | None = None
    phone: str | None = None


@dataclass(frozen=True, slots=True)
class Case:
    """A case in its normal form: only what was given, nothing derived, checked against the exam."""

    answers: Mapping[str, CaseAnswer] = field(default_factory=dict)  # in the exam's order
    notes: Mapping[str, str] = field(default_factory=dict)
    patient: CasePatient | None = None
    owner: CaseOwner | None = None
    examined_on: date | None = None
