"""The people who use the program, with the rule that slows down guessing a PIN."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from intake.domain.errors import NotAllowed
from intake.domain.ids import StaffId

FREE_TRIES = 5
"""Wrong PINs before the first wait."""
LOCKED_AFTER = 10
"""Wrong PINs after which only an admin can open the account again."""
FIRST_WAIT = timedelta(seconds=60)


class Role(StrEnum):
    """What a person may do."""

    TECHNICIAN = "technician"
    VETERINARIAN = "veterinarian"
    FRONT_DESK = "front_desk"
    ADMIN = "admin"


@dataclass(frozen=True, slots=True)
class StaffMember:
    """A person with a role and a PIN, of which only the argon2id hash is kept."""

    id: StaffId
    name: str
    initials: str
    role: Role
    pin_hash: str
    is_active: bool = True
    wrong_tries: int = 0
    wait_until: datetime | None = None
    version: int = 1

    @property
    def is_veterinarian(self) -> bool:
        """True for a person who may decide, clear and sign."""
        return self.role is Role.VETERINARIAN

    @property
    def is_locked(self) -> bool:
        """True until an admin sets a new PIN."""
        return self.wrong_tries >= LOCKED_AFTER


def check_may_try(person: StaffMember, now: datetime) -> None:
    """Pass when a PIN may be tried now.

    Raises:
        NotAllowed: the account is locked, left, or still has to wait.
    """
    if not person.is_active:
        raise NotAllowed(f"{person.name} no longer works here. Ask an admin.")
    if person.is_locked:
        raise NotAllowed(f"{person.name} is locked after {LOCKED_AFTER} wrong PINs. Ask an admin for a new PIN.")
    if person.wait_until is not None and now < person.wait_until:
        seconds = int((person.wait_until - now).total_seconds()) + 1
        raise NotAllowed(f"Too many wrong PINs. Wait {seconds} s, or ask an admin.")


def after_wrong_pin(person: StaffMember, now: datetime) -> StaffMember:
    """The person with one wrong try more: a wait from the fifth on, doubling each time."""
    tries = person.wrong_tries + 1
    wait = FIRST_WAIT * 2 ** (tries - FREE_TRIES) if tries >= FREE_TRIES else None
    return replace(person, wrong_tries=tries, wait_until=now + wait if wait else None)


def after_right_pin(person: StaffMember) -> StaffMember:
    """The person with a clean slate."""
    return replace(person, wrong_tries=0, wait_until=None)


def wrong_pin_words(person: StaffMember) -> str:
    """What the lock screen says after a wrong PIN; `person` already counts it."""
    left = FREE_TRIES - person.wrong_tries
    if person.is_locked:
        return f"That PIN was not right. {person.name} is locked. Ask an admin for a new PIN."
    if left > 0:
        return f"That PIN was not right. {left} {'try' if left == 1 else 'tries'} left."
    return "That PIN was not right. Wait before the next try, or ask an admin."
