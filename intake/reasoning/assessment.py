"""What the engine says of one case, in the shape of docs/interface.md (JSON: `as_json`)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, NamedTuple

Urgency = Literal["emergency", "urgent", "soon", "routine"]
Fit = Literal["strong", "good", "possible", "weak"]
Side = Literal["left", "right", "both", "none"]


class Evidence(NamedTuple):
    """A recorded answer at one site; `site` is None where the item has no sides."""

    item: str
    site: str | None
    value: str | float


class Reason(NamedTuple):
    """A recorded finding, how much it counted (hundredths), and where the rule comes from.

    `item`, `site`, `value` are None for a part that belongs to no finding (start, pattern, cost, fold).
    """

    item: str | None
    site: str | None
    value: str | float | None
    hundredths: int = 0
    source: tuple[str, ...] = ()
    also: tuple[Evidence, ...] = ()
    sign: str | None = None
    state: str | None = None

    @property
    def weight(self) -> float:
        """The weight as docs/interface.md has it."""
        return self.hundredths / 100


@dataclass(frozen=True, slots=True)
class OpenCheck:
    """A check nobody has said anything about."""

    item: str
    site: str | None = None


@dataclass(frozen=True, slots=True)
class FiredFlag:
    """A red flag whose trigger matched."""

    id: str
    level: Literal["red", "amber"]
    message: str
    message_vet: str
    first_action: str
    because: tuple[Reason, ...]
    source: tuple[str, ...]


class NotedSign(NamedTuple):
    """One abnormal or borderline answer."""

    item: str
    site: str | None
    value: str | float
    cls: Literal["abnormal", "borderline"]
    direction: Literal["low", "high"] | None
    derived: bool


@dataclass(frozen=True, slots=True)
class Place:
    """A region of the nervous system with its exact score in hundredths."""

    id: str
    name: str
    side: Side
    fit: Fit
    hundredths: int
    reasons_for: tuple[Reason, ...]
    reasons_against: tuple[Reason, ...]
    missing: tuple[OpenCheck, ...]
    regions: tuple[str, ...] = ()
    form: str | None = None

    @property
    def score(self) -> float:
        """The sum of the weights of its reasons."""
        return self.hundredths / 100


@dataclass(frozen=True, slots=True)
class MatchedPattern:
    """A pattern of findings; for a signed-in vet only."""

    id: str
    name: str
    fit: Fit
    score: float
    urgency: Urgency
    reasons_for: tuple[Reason, ...]
    reasons_against: tuple[Reason, ...]
    missing: tuple[OpenCheck, ...]


@dataclass(frozen=True, slots=True)
class ChangeIf:
    """Answers still open that would move a test."""

    answers: tuple[Evidence, ...]
    effect: Literal["drops", "is overtaken by"]
    other: str | None


@dataclass(frozen=True, slots=True)
class SuggestedWorkup:
    """A test the recorded findings call for, with exact reasons (hundredths sum to the score)."""

    id: str
    name: str
    group: str
    kind: str
    tier: Literal["first", "matched", "specialist"]
    step: int
    hundredths: int
    because: tuple[Reason, ...]
    against: tuple[Reason, ...]
    missing: tuple[OpenCheck, ...]
    cautions: tuple[str, ...]
    order: tuple[str, ...]
    would_change: tuple[ChangeIf, ...] = ()

    @property
    def score(self) -> float:
        """The sum of `because` and `against`."""
        return self.hundredths / 100


@dataclass(frozen=True, slots=True)
class CheckOutcome:
    """What one possible answer would make first."""

    site: str | None
    value: str | float
    says: str
    alike: tuple[tuple[str | None, str | float], ...] = ()  # other answers, by side, that would do the same


@dataclass(frozen=True, slots=True)
class NextCheck:
    """An open check worth doing next."""

    item: str
    site: str | None
    value_of: float
    because: str
    outcomes: tuple[CheckOutcome, ...]


@dataclass(frozen=True, slots=True)
class ShownTrap:
    """A way of being wrong that threatens in this case."""

    id: str
    says: str
    because: tuple[Reason, ...]
    lead: str = ""  # what `says` speaks of, where it does not say so itself


@dataclass(frozen=True, slots=True)
class ScoreResult:
    """A score; `value` is None while a part is missing (no partial totals)."""

    id: str
    value: float | None
    max: float | None
    meaning: str
    missing: tuple[OpenCheck, ...]


@dataclass(frozen=True, slots=True)
class Assessment:
    """Everything the engine says of a case; lists are ranked, best first."""

    knowledge_version: str
    knowledge_digest: str
    enough: bool
    urgency: Urgency
    urgency_rule: str
    urgency_because: tuple[Reason, ...]
    red_flags: tuple[FiredFlag, ...] = ()
    signs: tuple[NotedSign, ...] = ()
    localisation: tuple[Place, ...] = ()
    patterns: tuple[MatchedPattern, ...] = ()
    workups: tuple[SuggestedWorkup, ...] = ()
    next_checks: tuple[NextCheck, ...] = ()
    traps: tuple[ShownTrap, ...] = ()
    scores: tuple[ScoreResult, ...] = field(default_factory=tuple)
    routine_needs: tuple[OpenCheck, ...] = ()  # what has to be recorded normal before u14 may say routine
