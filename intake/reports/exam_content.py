"""What an exam sheet says, before anybody thinks of paper."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


class ListName(StrEnum):
    """The lists of a sheet; every recorded answer stands in exactly one."""

    DOG = "dog"
    COMPLAINT = "complaint"
    VITAL = "vital"
    ABNORMAL = "abnormal"
    JUDGE = "judge"
    NOTED = "noted"
    NORMAL = "normal"
    NOT_EXAMINED = "not_examined"
    COULD_NOT = "could_not"


@dataclass(frozen=True, slots=True)
class Fact:
    """A label with what there is to say."""

    label: str
    value: str


@dataclass(frozen=True, slots=True)
class SiteAnswer:
    """One recorded answer in words; `site` is None where the item has no sides or all share it."""

    site: str | None
    words: str
    is_bulk: bool = False
    is_finding: bool = False  # abnormal or for the vet to judge
    options: tuple[str, ...] = ()  # what was ticked, as the knowledge calls it


@dataclass(frozen=True, slots=True)
class Entry:
    """One check in one list, with the answers that stand there."""

    item: str
    region: str
    check: str
    answers: tuple[SiteAnswer, ...]
    sides: tuple[str, ...] = ()  # all sides the check has
    usual: str = ""
    note: str = ""
    marks: tuple[int, ...] = ()
    elsewhere: tuple[str, ...] = ()  # sides without a value, whose reasons stand in another list

    @property
    def is_whole(self) -> bool:
        """True when every side the check has is answered here."""
        return len(self.answers) >= len(self.sides) or self.answers[0].site is None

    @property
    def is_bulk(self) -> bool:
        """True when any answer of it was set in bulk."""
        return any(answer.is_bulk for answer in self.answers)


@dataclass(frozen=True, slots=True)
class FlagLine:
    """A flag with who was told of it."""

    level: str
    message: str
    first_action: str
    told: str
    is_call_now: bool


@dataclass(frozen=True, slots=True)
class Mark:
    """A number on the body map."""

    number: int
    group: str
    name: str
    checks: tuple[str, ...]
    is_abnormal: bool


@dataclass(frozen=True, slots=True)
class ScoreLine:
    """A score with its meaning."""

    name: str
    value: str
    meaning: str


@dataclass(frozen=True, slots=True)
class PlaceLine:
    """A place with how well the findings fit, counted in findings."""

    name: str
    fit: str
    counts: tuple[int, int, int]  # for, against, not known
    remark: str = ""


@dataclass(frozen=True, slots=True)
class WorkupLine:
    """A suggested test with its reasons and what the vet said of it."""

    name: str
    kind: str
    tier: str
    because: str
    against: str = ""
    missing: str = ""
    cautions: tuple[str, ...] = ()
    would_change: str = ""
    is_accepted: bool | None = None
    decision: str = ""


@dataclass(frozen=True, slots=True)
class Signing:
    """Whether and by whom the sheet is signed."""

    status: str
    recorded_by: str
    signed_by: str
    signed_at: str
    vet_note: str = ""
    is_signed: bool = False


@dataclass(frozen=True, slots=True)
class ExamSheetContent:
    """Everything on an exam sheet, in the order of the paper."""

    clinic: str
    title: str
    dog_name: str
    dog_line: tuple[str, ...]
    visit: str
    when: str
    code: str
    made_with: tuple[str, ...]
    printed: str
    signing: Signing
    owner: tuple[Fact, ...]
    handling: str
    complaint: str
    urgency: str
    flags: tuple[FlagLine, ...]
    lists: dict[ListName, tuple[Entry, ...]]
    marks: tuple[Mark, ...]
    scores: tuple[ScoreLine, ...]
    scores_open: tuple[str, ...]
    enough: bool
    places: tuple[PlaceLine, ...]
    cares: tuple[Fact, ...]  # findings that mislead, and how
    workups: tuple[WorkupLine, ...]
    workups_more: tuple[str, ...]
    to_do: tuple[str, ...]
    notes: tuple[Fact, ...]
    safety: tuple[Fact, ...]
    amendments: tuple[Fact, ...] = field(default=())
