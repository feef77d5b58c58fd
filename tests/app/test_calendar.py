"""The clinic's days, right across summer time."""

from datetime import UTC, date, datetime, timedelta

import pytest

from intake.app import boards, front_desk
from intake.app.calendar import ClinicCalendar
from intake.app.front_desk import NewDog


@pytest.mark.parametrize(
    ("day", "start", "hours"),
    [
        (date(2026, 1, 15), datetime(2026, 1, 14, 23, tzinfo=UTC), 24),
        (date(2026, 7, 15), datetime(2026, 7, 14, 22, tzinfo=UTC), 24),
        (date(2026, 3, 29), datetime(2026, 3, 28, 23, tzinfo=UTC), 23),
        (date(2026, 10, 25), datetime(2026, 10, 24, 22, tzinfo=UTC), 25),
    ],
)
def test_a_day_in_berlin(day, start, hours):
    since, until = ClinicCalendar("Europe/Berlin", lambda: start).bounds(day)
    assert since == start
    assert until - since == timedelta(hours=hours)
    assert since.tzinfo is UTC


@pytest.mark.parametrize(
    ("zone", "day"),
    [("Europe/Berlin", date(2026, 10, 26)), ("UTC", date(2026, 10, 25)), ("America/Los_Angeles", date(2026, 10, 25))],
)
def test_today_is_the_clinics_day(zone, day):
    assert ClinicCalendar(zone, lambda: datetime(2026, 10, 25, 23, 30, tzinfo=UTC)).today() == day


def test_a_visit_in_the_hour_that_comes_twice_is_on_the_board_of_its_day(clinic, clock):
    dog = front_desk.register(clinic, NewDog("Maple", owner_name="P. Sampleton"), by=None)
    twice = []
    for hour in (0, 1):  # half past two in the night, twice
        clock.time = datetime(2026, 10, 25, hour, 30, tzinfo=UTC)
        twice.append(front_desk.open_visit(clinic, dog.id, by=None).id)
    clock.time = datetime(2026, 10, 25, 23, 0, tzinfo=UTC)
    midnight = front_desk.open_visit(clinic, dog.id, by=None).id
    assert [row.visit.id for row in boards.visits(clinic, day=date(2026, 10, 25))] == twice
    assert [row.visit.id for row in boards.visits(clinic, day=date(2026, 10, 26))] == [midnight]
