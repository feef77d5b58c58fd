"""Who works here, and how guessing a PIN is slowed down."""

import pytest

from intake.app import staff
from intake.domain.errors import BadInput, NotAllowed, NotFound
from intake.domain.staff import Role
from tests.builders import PIN


def test_the_first_person_adds_themselves_and_others_need_an_admin(clinic):
    admin = staff.add(clinic, "Ada Example", Role.ADMIN, PIN, by=None)
    vet = staff.add(clinic, "Robin Sample", Role.VETERINARIAN, PIN, by=admin.id)
    assert [person.name for person in staff.everybody(clinic)] == ["Ada Example", "Robin Sample"]
    for by in (None, vet.id):
        with pytest.raises(NotAllowed, match="Only an admin"):
            staff.add(clinic, "Somebody Else", Role.ADMIN, PIN, by=by)


def test_initials_never_repeat(clinic):
    admin = staff.add(clinic, "Ada Example", Role.ADMIN, PIN, by=None)
    second = staff.add(clinic, "Anna Ende", Role.TECHNICIAN, PIN, by=admin.id)
    third = staff.add(clinic, "Cher", Role.TECHNICIAN, PIN, by=admin.id)
    signs = staff.add(clinic, "***", Role.TECHNICIAN, PIN, by=admin.id)
    assert (admin.initials, second.initials, third.initials, signs.initials) == ("AE", "AE2", "C", "*")


@pytest.mark.parametrize("pin", ["", "123", "1234567890123", "12a4", "١٢٣٤", " 1234"])
def test_a_pin_has_four_to_twelve_digits(clinic, pin):
    with pytest.raises(BadInput, match="4 to 12 digits"):
        staff.add(clinic, "Ada Example", Role.ADMIN, pin, by=None)


def test_every_problem_of_a_new_person_is_told(clinic):
    with pytest.raises(BadInput) as refusal:
        staff.add(clinic, "  ", Role.ADMIN, "1", by=None)
    assert [problem.path for problem in refusal.value.problems] == ["name", "pin"]
    assert staff.everybody(clinic) == ()


def test_the_pin_is_kept_as_an_argon2id_hash_only(clinic):
    person = staff.add(clinic, "Ada Example", Role.ADMIN, "135790", by=None)
    assert person.pin_hash.startswith("$argon2id$")
    assert "135790" not in person.pin_hash


def test_signing_in_with_the_right_pin(room):
    assert staff.sign_in(room.clinic, room.vet.id, PIN) == room.vet
    assert room.audit(f"staff:{room.vet.id}") == ["add staff", "sign in"]


def test_nobody_signs_in_who_is_not_there(room):
    with pytest.raises(NotFound):
        staff.sign_in(room.clinic, "ghost", PIN)


def wrong(room, times=1):
    words = []
    for _ in range(times):
        with pytest.raises(NotAllowed) as refusal:
            staff.sign_in(room.clinic, room.vet.id, "0000")
        words.append(str(refusal.value))
    return words


def test_wrong_pins_are_counted_and_then_cost_time(room):
    assert wrong(room, 4)[-1] == "That PIN was not right. 1 try left."
    assert "Wait before the next try" in wrong(room)[0]
    with pytest.raises(NotAllowed, match=r"Too many wrong PINs\. Wait 61 s"):
        staff.sign_in(room.clinic, room.vet.id, PIN)
    room.clock.pass_by(seconds=60)
    assert staff.sign_in(room.clinic, room.vet.id, PIN).wrong_tries == 0
    assert staff.sign_in(room.clinic, room.vet.id, PIN).wrong_tries == 0
    assert room.audit(f"staff:{room.vet.id}") == ["add staff", *["wrong PIN"] * 5, "sign in", "sign in"]


def test_ten_wrong_pins_lock_until_an_admin_sets_a_new_one(room):
    wrong(room, 4)
    for _ in range(6):
        wrong(room)
        room.clock.pass_by(hours=2)
    with pytest.raises(NotAllowed, match="is locked after 10 wrong PINs"):
        staff.sign_in(room.clinic, room.vet.id, PIN)
    change = staff.set_pin(room.clinic, room.vet.id, "97531", by=room.admin.id)
    assert change.staff == room.vet.id
    assert staff.sign_in(room.clinic, room.vet.id, "97531").name == "Robin Sample"


def test_only_an_admin_sets_a_pin(room):
    with pytest.raises(NotAllowed, match="Only an admin"):
        staff.set_pin(room.clinic, room.vet.id, "97531", by=room.technician.id)
    with pytest.raises(BadInput):
        staff.set_pin(room.clinic, room.vet.id, "x", by=room.admin.id)


def test_a_hash_that_was_tampered_with_fits_no_pin(clinic):
    assert not clinic.pins.matches("not a hash", PIN)
    assert not clinic.pins.matches("$argon2id$v=19$m=8,t=1,p=1$AAAA$AAAA", PIN)
