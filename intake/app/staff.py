"""Who works here, and signing in."""

from __future__ import annotations

from dataclasses import replace

from intake.app.changes import Change
from intake.app.clinic import Clinic
from intake.app.ports import Work
from intake.domain.audit import AuditEntry
from intake.domain.errors import BadInput, NotAllowed, NotFound, Problem
from intake.domain.ids import StaffId
from intake.domain.staff import Role, StaffMember, after_right_pin, after_wrong_pin, check_may_try, wrong_pin_words

SHORTEST_PIN, LONGEST_PIN = 4, 12


def everybody(clinic: Clinic) -> tuple[StaffMember, ...]:
    """The people who may sign in, by name."""
    with clinic.store.look() as look:
        return tuple(person for person in look.staff() if person.is_active)


def named(clinic: Clinic, name: str) -> StaffMember:
    """The person of this name, however it is capitalised, or of these initials.

    Raises:
        NotFound: nobody, or more than one.
    """
    wanted = name.strip().casefold()
    found = [person for person in everybody(clinic) if wanted in (person.name.casefold(), person.initials.casefold())]
    if not found:
        raise NotFound(f"There is nobody called {name} here. `staff list` shows who is.")
    if len(found) > 1:
        raise NotFound(f"{len(found)} people are called {name}. Give the initials instead.")
    return found[0]


def add(clinic: Clinic, name: str, role: Role, pin: str, *, by: StaffId | None) -> StaffMember:
    """A new person with a PIN; only an admin may add one, except for the very first.

    Raises:
        BadInput: no name, or a PIN that is not 4 to 12 digits.
        NotAllowed: `by` is not an admin and somebody works here already.
    """
    _check_new(name, pin)
    with clinic.store.work() as work:
        if any(person.is_active for person in work.staff()):
            _check_admin(work, by)
        person = StaffMember(
            id=StaffId(clinic.new_id()),
            name=name.strip(),
            initials=_free_initials(name, {other.initials for other in work.staff()}),
            role=role,
            pin_hash=clinic.pins.hash(pin),
        )
        work.add(person)
        work.audit(AuditEntry(clinic.now(), by, "add staff", f"staff:{person.id}", role.value))
        work.commit()
    return person


def sign_in(clinic: Clinic, staff: StaffId, pin: str) -> StaffMember:
    """The person, when the PIN is right; every wrong try is counted and stored.

    Raises:
        NotAllowed: wrong PIN, or the person has to wait or is locked.
    """
    with clinic.store.work() as work:
        person = check_pin(clinic, work, staff, pin)
        work.audit(AuditEntry(clinic.now(), staff, "sign in", f"staff:{staff}"))
        work.commit()
    return person


def check_pin(clinic: Clinic, work: Work, staff: StaffId, pin: str) -> StaffMember:
    """The person behind a right PIN; a wrong one is counted and committed before the refusal.

    Raises:
        NotAllowed: as `sign_in`.
    """
    now = clinic.now()
    person = work.staff_member(staff)
    check_may_try(person, now)
    if not clinic.pins.matches(person.pin_hash, pin):
        counted = after_wrong_pin(person, now)
        work.save(counted)
        work.audit(AuditEntry(now, staff, "wrong PIN", f"staff:{staff}", str(counted.wrong_tries)))
        work.commit()
        raise NotAllowed(wrong_pin_words(counted))
    if person.wrong_tries:
        person = after_right_pin(person)
        work.save(person)
        person = replace(person, version=person.version + 1)
    return person


def set_pin(clinic: Clinic, staff: StaffId, pin: str, *, by: StaffId | None) -> Change:
    """A new PIN for somebody, which also unlocks the account; only an admin may.

    Raises:
        BadInput: the PIN is not 4 to 12 digits.
        NotAllowed: `by` is not an admin.
    """
    _check_new("anybody", pin)
    now = clinic.now()
    with clinic.store.work() as work:
        _check_admin(work, by)
        person = after_right_pin(work.staff_member(staff))
        work.save(replace(person, pin_hash=clinic.pins.hash(pin)))
        work.audit(AuditEntry(now, by, "set PIN", f"staff:{staff}"))
        work.commit()
    return Change(now, staff=staff)


def _check_admin(work: Work, by: StaffId | None) -> None:
    if by is None or work.staff_member(by).role is not Role.ADMIN:
        raise NotAllowed("Only an admin can change who works here. Ask an admin to sign in.")


def _check_new(name: str, pin: str) -> None:
    problems = []
    if not name.strip():
        problems.append(Problem("name", "Enter a name."))
    if not (SHORTEST_PIN <= len(pin) <= LONGEST_PIN and pin.isascii() and pin.isdigit()):
        problems.append(Problem("pin", f"A PIN has {SHORTEST_PIN} to {LONGEST_PIN} digits."))
    if problems:
        raise BadInput(tuple(problems))


def _free_initials(name: str, taken: set[str]) -> str:
    words = [word for word in name.split() if word[0].isalnum()] or [name.strip()]
    first = (words[0][0] + (words[-1][0] if len(words) > 1 else "")).upper()
    return next(i for i in (first, *(f"{first}{n}" for n in range(2, 1000))) if i not in taken)
