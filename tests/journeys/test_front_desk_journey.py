"""A dog arrives: lock, board, intake and a call-now flag, by keys alone in the real window."""

import json

import pytest

from intake.app import boards, staff
from intake.bootstrap import clinic_at, place
from intake.domain.staff import Role
from tests.journeys.real_window import Record, missing_programs, until

pytestmark = pytest.mark.skipif(bool(missing_programs()), reason=f"needs {' and '.join(missing_programs())}")

DESK_PIN = "4321"


@pytest.fixture
def home(tmp_path):
    folder = tmp_path / "home"
    with clinic_at(place(folder)) as clinic:
        admin = staff.add(clinic, "Ada Example", Role.ADMIN, "1111", by=None)
        staff.add(clinic, "Dr Casey Sample", Role.VETERINARIAN, "2468", by=admin.id)
        staff.add(clinic, "Kim Front", Role.FRONT_DESK, DESK_PIN, by=admin.id)
    return folder


def register(program, record):
    program.keys("ctrl+n")
    program.type("Sampleton")
    program.keys("ctrl+Return")
    program.keys("Tab", "Tab")
    program.type("Otis")
    program.keys("ctrl+Return")
    until(lambda: record.rows("select id from visits"), "a visit")


def test_a_dog_that_cannot_pass_urine_is_flagged_told_and_kept_through_a_kill(program, home):
    record = Record(home)
    program.start()
    program.sign_in("kf", DESK_PIN)
    register(program, record)

    program.keys("alt+u", *["Tab"] * 13, "space")  # two stops a sign; the seventh is the urine
    record.wait_for("hx_emergency_now")
    assert json.loads(record.answers()["hx_emergency_now", None]) == ["cannot_pass_urine"]

    until(lambda: record.rows("select id from visits where untold_flags > 0"), "the flag on the board")
    program.kill()
    program.start()
    program.sign_in("kf", DESK_PIN)
    while record.rows("select id from visits where untold_flags > 0"):
        program.keys("alt+v", "1")
    with clinic_at(place(home)) as clinic:
        (row,) = boards.today(clinic)
        told = boards.exam_file(clinic, row.visit.id).record.told
    assert (row.patient.name, row.visit.urgency, row.visit.untold_flags) == ("Otis", "emergency", 0)
    assert {one.told_to for one in told} == {"Dr Casey Sample"}

    program.keys("Return", "ctrl+l")
    assert not program.title().startswith(("Today", "Visit"))
