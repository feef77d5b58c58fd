"""`staff` lists people, adds them and gives new PINs."""

import io

import pytest

ADMIN = ("--admin", "Ada Example", "--admin-pin", "1357")


@pytest.fixture
def people(intake):
    """A clinic with an admin and a technician."""
    assert intake("staff", "add", "Ada Example", "--role", "admin", "--pin", "1357").code == 0
    assert intake("staff", "add", "Pat Example", "--role", "technician", "--pin", "2468", *ADMIN).code == 0


def test_people_are_listed(intake, people):
    assert [(row["name"], row["role"], row["locked"]) for row in intake("staff", "list", "--json").document] == [
        ("Ada Example", "admin", False),
        ("Pat Example", "technician", False),
    ]
    assert "Pat Example" in intake("staff", "list").out


def test_nobody_yet(intake):
    assert intake("staff", "list").out == "Nobody works here yet.\n"


def test_people_are_added_by_an_admin_only(intake, people):
    new = ("staff", "add", "Kim Front", "--role", "front_desk", "--pin", "9753")
    for admin in ((), ("--admin", "Pat Example", "--admin-pin", "2468")):
        assert "Only an admin" in intake(*new, *admin).err
    assert "was not right" in intake(*new, "--admin", "Ada Example", "--admin-pin", "0000").err
    assert "nobody called" in intake(*new, "--admin", "Nobody", "--admin-pin", "0000").err
    assert len(intake("staff", "list", "--json").document) == 2
    assert intake(*new, *ADMIN, "--json").document["name"] == "Kim Front"


def test_a_locked_person_gets_a_new_pin(intake, people):
    wrong = ("staff", "set-pin", "Ada Example", "--pin", "1", "--admin", "pat example", "--admin-pin", "0000")
    for _ in range(5):
        assert intake(*wrong).code == 1
    assert "Too many wrong PINs" in intake(*wrong).err
    told = intake("staff", "set-pin", "pat example", "--pin", "8642", *ADMIN)
    assert (told.code, told.out) == (0, "Pat Example has a new PIN.\n")
    assert "Only an admin" in intake("staff", "set-pin", "Pat Example", "--pin", "97531", "--admin", "Pat Example",
                                     "--admin-pin", "8642").err  # fmt: skip


def test_pins_are_read_one_line_each(intake, people, monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO("1357\n8642\n"))
    assert intake("staff", "set-pin", "Pat Example", "--admin", "Ada Example").code == 0
    monkeypatch.setattr("sys.stdin", io.StringIO(""))
    assert "4 to 12 digits" in intake("staff", "set-pin", "Pat Example", *ADMIN).err


def test_the_role_is_one_of_four(intake):
    assert intake("staff", "add", "X", "--role", "boss").code == 2
