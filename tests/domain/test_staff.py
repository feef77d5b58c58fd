"""Guessing a PIN is slowed down, and people are told how."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from intake.domain.errors import NotAllowed
from intake.domain.ids import StaffId
from intake.domain.staff import (
    Role,
    StaffMember,
    after_right_pin,
    after_wrong_pin,
    check_may_try,
    wrong_pin_words,
)

NOW = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
PERSON = StaffMember(StaffId("s1"), "Pat Example", "PE", Role.TECHNICIAN, "hash")


def after_wrong_tries(count: int) -> StaffMember:
    person = PERSON
    for _ in range(count):
        person = after_wrong_pin(person, NOW)
    return person


@pytest.mark.parametrize(("tries", "left"), [(1, "4 tries left"), (4, "1 try left")])
def test_the_first_wrong_pins_say_how_many_tries_are_left(tries: int, left: str) -> None:
    person = after_wrong_tries(tries)
    assert left in wrong_pin_words(person)
    check_may_try(person, NOW)


@pytest.mark.parametrize(("tries", "seconds"), [(5, 60), (6, 120), (9, 960)])
def test_the_wait_starts_at_the_fifth_wrong_pin_and_doubles(tries: int, seconds: int) -> None:
    person = after_wrong_tries(tries)
    assert "Wait" in wrong_pin_words(person)
    with pytest.raises(NotAllowed, match="Wait"):
        check_may_try(person, NOW + timedelta(seconds=seconds - 1))
    check_may_try(person, NOW + timedelta(seconds=seconds))


def test_ten_wrong_pins_lock_until_an_admin_helps() -> None:
    person = after_wrong_tries(10)
    assert person.is_locked
    assert "locked" in wrong_pin_words(person)
    with pytest.raises(NotAllowed, match="Ask an admin"):
        check_may_try(person, NOW + timedelta(days=365))


def test_a_right_pin_forgets_the_wrong_ones() -> None:
    person = after_right_pin(after_wrong_tries(7))
    assert (person.wrong_tries, person.wait_until) == (0, None)


def test_somebody_who_left_cannot_sign_in() -> None:
    with pytest.raises(NotAllowed, match="no longer works here"):
        check_may_try(replace(PERSON, is_active=False), NOW)


def test_only_a_veterinarian_is_one() -> None:
    assert [role for role in Role if replace(PERSON, role=role).is_veterinarian] == [Role.VETERINARIAN]
