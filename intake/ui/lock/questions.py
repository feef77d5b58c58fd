"""What the lock screen asks the clinic."""

from __future__ import annotations

from dataclasses import dataclass

from intake.app import boards, staff
from intake.app.clinic import Clinic
from intake.domain.ids import StaffId
from intake.domain.staff import StaffMember


@dataclass(frozen=True, slots=True)
class LockNews:
    """Who may sign in, and the dogs with a call-now flag nobody has answered."""

    people: tuple[StaffMember, ...]
    untold: tuple[str, ...]


def lock_news(clinic: Clinic) -> LockNews:
    """People and untold flags as they stand."""
    rows = boards.today(clinic)
    untold = tuple(row.patient.name or "Unnamed dog" for row in rows if row.visit.untold_flags)
    return LockNews(staff.everybody(clinic), untold)


def signed_in(clinic: Clinic, person: str, pin: str) -> StaffMember:
    """The person, when the PIN is right.

    Raises:
        NotAllowed: wrong PIN, or the person has to wait or is locked.
    """
    return staff.sign_in(clinic, StaffId(person), pin)
