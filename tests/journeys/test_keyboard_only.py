"""Without a mouse: a dog nobody knows yet, from the front door to its sheet, by keys alone in the real window."""

import json

import pypdfium2
import pytest

from intake.app import staff
from intake.bootstrap import clinic_at, place
from intake.domain.staff import Role
from tests.journeys.real_window import Record, missing_programs, until
from tests.journeys.test_window_journey import register

pytestmark = pytest.mark.skipif(bool(missing_programs()), reason=f"needs {' and '.join(missing_programs())}")

PIN = "1357"


@pytest.fixture
def home(tmp_path):
    folder = tmp_path / "home"
    with clinic_at(place(folder)) as clinic:
        admin = staff.add(clinic, "Ada Example", Role.ADMIN, "1111", by=None)
        staff.add(clinic, "Pat Example", Role.TECHNICIAN, PIN, by=admin.id)
    return folder


@pytest.fixture
def program(program, monkeypatch):
    """The program on a desk without a mouse."""
    monkeypatch.setattr(program, "click", None)
    return program


def no_urgent_sign(program, record):
    program.keys("alt+u", "space")
    record.wait_for("hx_emergency_now")


def tail(program, record):
    """One check by its letter, one left out by the list of reasons, a note, and what undo takes back."""
    program.keys("ctrl+2", "alt+9", "n")
    record.wait_for("tail_tone")
    program.keys("x", "3")
    record.wait_for("tail_voluntary")
    program.keys("alt+9", "m")  # the last answer went on to the next page's button
    program.type("wags for food")
    program.keys("Escape", "ctrl+z", "ctrl+y")
    until(lambda: "tail_voluntary" in str(record.answers()), "the answer given again")


def save_sheet(program, target):
    program.keys("ctrl+3", "F6", "ctrl+4")
    program.open_dialog("ctrl+Return", "Save as PDF")
    program.keys("ctrl+a")
    program.type(str(target))
    program.keys("Return")
    until(target.exists, "the sheet")


def test_a_new_dog_from_the_door_to_its_sheet_without_a_mouse(program, home, tmp_path):
    record, target = Record(home), tmp_path / "sheet.pdf"
    program.start()
    program.sign_in("pe", PIN)
    register(program, record)
    no_urgent_sign(program, record)
    tail(program, record)
    save_sheet(program, target)

    answers = record.answers()
    assert json.loads(answers["tail_tone", None]) == "normal"
    assert json.loads(answers["hx_emergency_now", None]) == ["none"]
    with pypdfium2.PdfDocument(target.read_bytes()) as sheet:
        words = "\n".join(page.get_textpage().get_text_range() for page in sheet)
    words = " ".join(words.split())
    assert "Fidget" in words
    assert "wags for food" in words
    assert "dog not still" in words.casefold()
    assert "Draft" in words
