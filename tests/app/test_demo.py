"""The made-up clinic is one that people could have entered."""

import tomllib

import pytest

from intake.app import boards, demo
from intake.domain.errors import NotAllowed
from intake.domain.staff import Role
from intake.domain.visits import VisitStatus
from tests import builders

CONTENT = tomllib.loads((builders.RESOURCES / "demo" / "clinic.toml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    with builders.a_clinic(tmp_path_factory.mktemp("demo")) as clinic:
        yield clinic, demo.fill(clinic, CONTENT)


def test_every_role_is_there_with_its_pin(made):
    clinic, filled = made
    assert {person.role for person, _ in filled.people} == set(Role)
    for person, pin in filled.people:
        assert clinic.pins.matches(person.pin_hash, pin)


def test_the_days_board_shows_every_status(made):
    clinic, _ = made
    assert {row.visit.status for row in boards.today(clinic)} == set(VisitStatus)


def test_signed_visits_have_a_history_of_several_exams(made):
    clinic, filled = made
    rows = boards.visits(clinic)
    assert (len(rows), filled.visits) == (14, 14)
    maple = [row.visit for row in rows if row.patient.name == "Maple"]
    assert [visit.status for visit in maple] == [VisitStatus.DONE] * 3
    assert all(visit.signed_at for visit in maple)
    files = [boards.exam_file(clinic, visit.id) for visit in maple]
    assert [len(file.record.exams) for file in files] == [1, 2, 1]
    assert files[0].record.decisions
    assert files[1].record.amendments
    assert max(len(file.record.case.answers) for file in files) > 60


def test_the_board_has_an_emergency_and_ordinary_visits(made):
    clinic, _ = made
    urgencies = {row.visit.urgency for row in boards.today(clinic)}
    assert {"emergency", "soon"} <= urgencies


def test_it_fits_the_day_it_is_made_on(made):
    clinic, _ = made
    since, until = clinic.calendar.bounds(clinic.calendar.today())
    for row in boards.visits(clinic):
        assert row.visit.opened_at <= clinic.now()
        if row.visit.status is VisitStatus.EXPECTED:
            assert row.visit.expected_at > clinic.now()
    assert any(since <= row.visit.opened_at < until for row in boards.visits(clinic, status=VisitStatus.DONE))


def test_a_clinic_with_people_is_left_alone(made):
    clinic, _ = made
    before = boards.visits(clinic)
    with pytest.raises(NotAllowed, match="people work here already"):
        demo.fill(clinic, CONTENT)
    assert boards.visits(clinic) == before
