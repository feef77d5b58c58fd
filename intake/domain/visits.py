"""A visit and the steps it may take."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from intake.domain.errors import NotAllowed
from intake.domain.ids import PatientId, StaffId, VisitId


class VisitStatus(StrEnum):
    """Where a visit stands (docs/interface.md)."""

    EXPECTED = "expected"
    WAITING = "waiting"
    IN_EXAM = "in_exam"
    FOR_VET = "for_vet"
    DONE = "done"
    CANCELLED = "cancelled"


class UrgencyLevel(StrEnum):
    """How soon a vet should see the dog, least urgent first."""

    ROUTINE = "routine"
    SOON = "soon"
    URGENT = "urgent"
    EMERGENCY = "emergency"


URGENCY_WORDS: dict[str, str] = {
    "emergency": "See now",
    "urgent": "Within the hour",
    "soon": "See soon",
    "routine": "Routine",
}
"""The four words people see, and no others."""

STATUS_WORDS: dict[VisitStatus, str] = {
    VisitStatus.EXPECTED: "Expected",
    VisitStatus.WAITING: "Waiting",
    VisitStatus.IN_EXAM: "In exam room",
    VisitStatus.FOR_VET: "For the vet",
    VisitStatus.DONE: "Done today",
    VisitStatus.CANCELLED: "Cancelled",
}

_NEXT: dict[VisitStatus, frozenset[VisitStatus]] = {
    VisitStatus.EXPECTED: frozenset({VisitStatus.WAITING, VisitStatus.IN_EXAM, VisitStatus.CANCELLED}),
    VisitStatus.WAITING: frozenset({VisitStatus.EXPECTED, VisitStatus.IN_EXAM, VisitStatus.CANCELLED}),
    VisitStatus.IN_EXAM: frozenset({VisitStatus.WAITING, VisitStatus.FOR_VET, VisitStatus.DONE, VisitStatus.CANCELLED}),
    VisitStatus.FOR_VET: frozenset({VisitStatus.IN_EXAM, VisitStatus.DONE, VisitStatus.CANCELLED}),
    VisitStatus.DONE: frozenset({VisitStatus.IN_EXAM}),
    VisitStatus.CANCELLED: frozenset({VisitStatus.EXPECTED, VisitStatus.WAITING}),
}


@dataclass(frozen=True, slots=True)
class Visit:
    """One dog coming once; `number` is a label for people, given by the database."""

    id: VisitId
    patient_id: PatientId
    status: VisitStatus
    opened_at: datetime
    opened_by: StaffId | None
    number: int = 0  # 0 until stored
    complaint: str = ""
    expected_at: datetime | None = None
    waiting_since: datetime | None = None
    cancelled_because: str = ""
    urgency: UrgencyLevel = UrgencyLevel.SOON
    untold_flags: int = 0  # call-now flags nobody has told the vet about
    signed_at: datetime | None = None
    version: int = 1


def next_statuses(status: VisitStatus) -> tuple[VisitStatus, ...]:
    """Where a visit may go from here, in the order of the board."""
    return tuple(other for other in VisitStatus if other in _NEXT[status])


def move(visit: Visit, to: VisitStatus, now: datetime, because: str = "") -> Visit:
    """The visit in its next status.

    Raises:
        NotAllowed: there is no such step, or a cancellation gives no reason.
    """
    if to not in _NEXT[visit.status]:
        here, there = STATUS_WORDS[visit.status].lower(), STATUS_WORDS[to].lower()
        raise NotAllowed(f"Visit {visit.number} is {here}; it cannot go to {there} from there.")
    if to is VisitStatus.CANCELLED and not because.strip():
        raise NotAllowed("Say why the visit is cancelled.")
    waiting = now if to is VisitStatus.WAITING else visit.waiting_since
    return replace(visit, status=to, waiting_since=waiting, cancelled_because=because.strip())


def check_recordable(status: VisitStatus) -> None:
    """Pass when answers, notes and safety questions may be recorded in a visit that stands so.

    Raises:
        NotAllowed: it is cancelled.
    """
    if status is VisitStatus.CANCELLED:
        raise NotAllowed("This visit is cancelled, so nothing can be recorded in it. Put it back on the board first.")


def check_another_exam(status: VisitStatus) -> None:
    """Pass when a further exam may be started in a visit that stands so.

    Raises:
        NotAllowed: it is cancelled or done.
    """
    check_recordable(status)
    if status is VisitStatus.DONE:
        raise NotAllowed(
            "This visit is done, so no further exam is started in it. Take it back to the exam room, or open a new visit."
        )
