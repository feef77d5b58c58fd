"""Times and ages in words."""

from datetime import UTC, date, datetime, timedelta

import pytest

from intake.ui.clock import born_from_age, day_and_time, time_of, time_with_seconds, wait_words

SUMMER = datetime(2026, 7, 1, 22, 30, 5, tzinfo=UTC)


def test_times_are_shown_where_the_clinic_is():
    assert time_of(SUMMER, "Europe/Berlin") == "00:30"
    assert time_with_seconds(SUMMER, "America/New_York") == "18:30:05"
    assert day_and_time(SUMMER, "Europe/Berlin") == "Thursday 2 Jul 2026, 00:30"


@pytest.mark.parametrize(
    ("minutes", "words"), [(-3, "0 min"), (0, "0 min"), (34, "34 min"), (125, "2 h 5 min"), (3000, "2 d")]
)
def test_waits_are_said_in_minutes_then_hours_then_days(minutes, words):
    assert wait_words(timedelta(minutes=minutes)) == words


def test_an_age_gives_the_first_of_its_month():
    assert born_from_age(7, 2, date(2026, 1, 24)) == date(2018, 11, 1)
