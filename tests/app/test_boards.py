"""What screens show."""

from datetime import timedelta

import pytest

from intake.app import boards, exam_room, front_desk, standing
from intake.app.front_desk import NewDog
from intake.domain.errors import NotFound
from intake.domain.visits import VisitStatus


def test_todays_board_has_open_visits_from_before_and_the_most_urgent_first(room):
    room.clock.pass_by(days=1)
    dog = front_desk.register(room.clinic, NewDog("Rusty", owner_name="M. Muster"), by=None)
    second = front_desk.open_visit(room.clinic, dog.id, by=None)
    exam = exam_room.open_exam(room.clinic, second.id, by=None)
    given = exam_room.Given("hx_emergency_now", None, ("hard_to_breathe",))
    exam_room.record(room.clinic, exam.id, given, exam_room.Entry(room.technician.id))
    standing.refresh(room.clinic, second.id)
    board = boards.today(room.clinic)
    assert [row.patient.name for row in board] == ["Rusty", "Maple"]
    assert board[0].visit.urgency == "emergency"
    assert board[0].visit.untold_flags >= 1


def test_another_days_board_shows_that_day_only(room):
    tomorrow = room.clinic.calendar.today() + timedelta(days=1)
    assert boards.today(room.clinic, tomorrow) == ()
    assert [row.visit.id for row in boards.today(room.clinic)] == [room.visit.id]


def test_a_done_visit_stays_on_its_days_board(room):
    front_desk.move_visit(room.clinic, room.visit, VisitStatus.CANCELLED, by=None, because="gone")
    assert len(boards.today(room.clinic)) == 1
    room.clock.pass_by(days=1)
    assert boards.today(room.clinic) == ()


def test_an_empty_search_finds_nothing(room):
    assert boards.find_patients(room.clinic, "  ") == ()
    assert [hit.patient.name for hit in boards.find_patients(room.clinic, "map")] == ["Maple"]


def test_owners_with_the_same_phone(room):
    assert [owner.name for owner in boards.same_phone(room.clinic, "0000-000-000")] == ["P. Sampleton"]
    assert boards.same_phone(room.clinic, "00000") == ()


def test_a_visit_without_an_exam_is_an_empty_case(room):
    file = boards.exam_file(room.clinic, room.visit.id)
    assert file.record.exam is None
    assert file.record.case.answers == {}
    assert (file.assessment.urgency, file.assessment.enough) == ("soon", False)
    assert boards.full_assessment(file).next_checks


def test_exams_and_visits_that_are_not_there(room):
    with pytest.raises(NotFound, match="no visit ghost"):
        boards.exam_file(room.clinic, "ghost")
    room.exam()
    with pytest.raises(NotFound, match=r"has no exam 2\. It has 1"):
        boards.exam_file(room.clinic, room.visit.id, 2)
    assert boards.exam_file(room.clinic, room.visit.id, 1).record.exam.ordinal == 1
