"""`staff`: who works here, new people, new PINs."""

from __future__ import annotations

import argparse
import sys
from getpass import getpass
from typing import Any

from intake.app import staff
from intake.app.clinic import Clinic
from intake.cli.answer import Answer
from intake.cli.options import one_of
from intake.cli.place import clinic_of
from intake.domain.ids import StaffId
from intake.domain.staff import Role, StaffMember


def add_to(commands: Any) -> None:
    """The commands and their arguments."""
    group = commands.add_parser("staff", help="people: list, add, set-pin").commands()
    listed = group.add_parser("list", help="who may sign in")
    listed.set_defaults(command=_list)
    added = group.add_parser("add", help="a new person; the very first needs no admin")
    added.add_argument("name", metavar="NAME")
    added.add_argument("--role", type=one_of(Role), metavar="|".join(Role), required=True)
    _take_pins(added)
    added.set_defaults(command=_add)
    changed = group.add_parser("set-pin", help="a new PIN for somebody, which also unlocks")
    changed.add_argument("name", metavar="NAME")
    _take_pins(changed)
    changed.set_defaults(command=_set_pin)


def _take_pins(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--pin", metavar="PIN", help="the new PIN, for scripts; else it is asked for")
    parser.add_argument("--admin", metavar="NAME", help="the admin who does it")
    parser.add_argument("--admin-pin", metavar="PIN", help="the admin's PIN, for scripts; else it is asked for")


def _list(given: argparse.Namespace) -> Answer:
    with clinic_of(given) as clinic:
        people = staff.everybody(clinic)
    lines = [f"{person.name:<22} {person.role.value:<14} {'locked' if person.is_locked else ''}" for person in people]
    text = "\n".join(line.rstrip() for line in lines)
    return Answer([_row(person) for person in people], text or "Nobody works here yet.")


def _row(person: StaffMember) -> dict[str, object]:
    return {
        "staff": person.id,
        "name": person.name,
        "initials": person.initials,
        "role": person.role.value,
        "locked": person.is_locked,
    }


def _add(given: argparse.Namespace) -> Answer:
    with clinic_of(given) as clinic:
        admin = _admin(given, clinic)
        person = staff.add(clinic, given.name, given.role, _new_pin(given), by=admin)
    return Answer(_row(person), f"{person.name} can sign in now.")


def _set_pin(given: argparse.Namespace) -> Answer:
    with clinic_of(given) as clinic:
        person = staff.named(clinic, given.name)
        admin = _admin(given, clinic)
        staff.set_pin(clinic, person.id, _new_pin(given), by=admin)
        changed = staff.named(clinic, given.name)
    return Answer(_row(changed), f"{changed.name} has a new PIN.")


def _admin(given: argparse.Namespace, clinic: Clinic) -> StaffId | None:
    """The admin behind a right PIN; None when nobody is named."""
    if given.admin is None:
        return None
    admin = staff.named(clinic, given.admin)
    pin = _asked(f"PIN of {admin.name}: ") if given.admin_pin is None else given.admin_pin
    return staff.sign_in(clinic, admin.id, pin).id


def _new_pin(given: argparse.Namespace) -> str:
    return _asked(f"New PIN for {given.name}: ") if given.pin is None else str(given.pin)


def _asked(question: str) -> str:
    # From a pipe, one line for each question.
    return getpass(question) if sys.stdin.isatty() else sys.stdin.readline().rstrip("\r\n")
