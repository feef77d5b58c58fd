"""Ages in whole months and in words."""

from datetime import date

import pytest

from intake.domain.ages import age_on, age_words, months_between

TODAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("born", "words"),
    [
        (date(2019, 9, 14), "7 y 2 m"),
        (date(2026, 5, 20), "6 m"),
        (date(2026, 11, 1), "3 w"),
        (date(2025, 11, 24), "1 y"),
        (date(2027, 1, 1), ""),
    ],
)
def test_ages_are_said_in_years_months_or_weeks(born, words):
    assert age_on(born, TODAY) == words


def test_a_month_counts_when_it_is_over():
    assert months_between(date(2026, 5, 24), TODAY) == 6
    assert months_between(date(2026, 5, 25), TODAY) == 5
    assert months_between(date(2026, 11, 25), TODAY) is None


def test_a_recorded_age_is_said_in_years_and_months():
    assert [age_words(months) for months in (5, 24, 86.0)] == ["5 m", "2 y", "7 y 2 m"]
