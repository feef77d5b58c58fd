"""Birth dates and ages as typed."""

from datetime import date

import pytest

from intake.ui.intake.birth import read_birth

TODAY = date(2026, 11, 24)


@pytest.mark.parametrize("typed", ["2019-09-14", "14 Sep 2019", "14 september 2019", "14.9.2019", "14/09/2019"])
def test_dates_are_read_day_first(typed):
    birth = read_birth(typed, TODAY)
    assert (birth.on, birth.is_estimated) == (date(2019, 9, 14), False)
    assert birth.words == "born 14 Sep 2019"


@pytest.mark.parametrize("typed", ["7 y 2 m", "7y2m", "7 years 2 months", " 7 Y  2 M "])
def test_ages_are_estimates(typed):
    birth = read_birth(typed, TODAY)
    assert (birth.on, birth.is_estimated) == (date(2019, 9, 1), True)
    assert birth.words == "born about Sep 2019"


def test_a_bare_number_is_years_and_months_may_stand_alone():
    assert read_birth("7", TODAY).on == date(2019, 11, 1)
    assert read_birth("6 m", TODAY).on == date(2026, 5, 1)


@pytest.mark.parametrize("typed", ["", "old", "31 Feb 2020", "14 Foo 2019", "12-2019", "y", "1000"])
def test_anything_else_is_not_guessed(typed):
    assert read_birth(typed, TODAY) is None
