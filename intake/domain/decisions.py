"""What people decided about flags, gates and suggestions, and the vet's signature."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from intake.domain.ids import ExamId, StaffId, VisitId


class Verdict(StrEnum):
    """What a vet said of a suggestion."""

    ACCEPTED = "accepted"
    DECLINED = "declined"
    REOPENED = "reopened"  # an earlier decision taken back
    ADDED = "added"  # a test of the vet's own


@dataclass(frozen=True, slots=True)
class Decision:
    """One verdict; the newest per workup is in force. `workup` is an id, or free text when ADDED."""

    exam_id: ExamId
    workup: str
    verdict: Verdict
    reason: str
    by: StaffId
    at: datetime
    seq: int = 0


@dataclass(frozen=True, slots=True)
class FlagTold:
    """A vet has been told about a flag; `withdrawn` takes a mistaken "told" back, leaving both rows."""

    exam_id: ExamId
    flag: str
    told_to: str  # the vet's name as given
    by: StaffId
    at: datetime
    withdrawn: bool = False
    seq: int = 0


@dataclass(frozen=True, slots=True)
class GateAnswer:
    """The answer to a safety gate's question; the newest per rule is in force.

    `withdrawn` leaves the question unanswered again; both rows stay.
    """

    exam_id: ExamId
    rule: str
    is_safe: bool
    by: StaffId
    at: datetime
    withdrawn: bool = False
    seq: int = 0


@dataclass(frozen=True, slots=True)
class Clearance:
    """A vet has cleared the "vet first" checks of a visit, with the PIN; the newest row is in force.

    `withdrawn` shuts them again; both rows stay.
    """

    visit_id: VisitId
    vet: StaffId
    at: datetime
    withdrawn: bool = False
    seq: int = 0


@dataclass(frozen=True, slots=True)
class Signature:
    """A vet's signature under an exam: what was signed is fixed by its digest and kept whole."""

    exam_id: ExamId
    number: int  # 1 for the first signature
    vet: StaffId
    vet_name: str
    at: datetime
    note: str
    case_digest: str  # "sha256:..." of the case in its normal form
    case_json: str
    assessment_json: str
    seq: int = 0


@dataclass(frozen=True, slots=True)
class Amendment:
    """A dated addition to a signed exam; nothing above it changes."""

    exam_id: ExamId
    text: str
    by: StaffId
    at: datetime
    seq: int = 0


def decisions_in_force(journal: tuple[Decision, ...]) -> dict[str, Decision]:
    """The newest verdict per workup; those taken back are left out."""
    newest = {decision.workup: decision for decision in journal}
    return {workup: d for workup, d in newest.items() if d.verdict is not Verdict.REOPENED}


def told_in_force(journal: tuple[FlagTold, ...]) -> dict[str, FlagTold]:
    """The newest "vet told" per flag; those taken back are left out."""
    newest = {told.flag: told for told in journal}
    return {flag: told for flag, told in newest.items() if not told.withdrawn}


def gates_in_force(journal: tuple[GateAnswer, ...]) -> dict[str, GateAnswer]:
    """The newest answer per safety rule; those taken back are left out."""
    newest = {answer.rule: answer for answer in journal}
    return {rule: answer for rule, answer in newest.items() if not answer.withdrawn}
