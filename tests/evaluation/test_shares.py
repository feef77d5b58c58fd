import math

import pytest

from tests.evaluation.shares import Z_OF_90_PERCENT, Share, share_of, wilson


@pytest.mark.parametrize(
    ("hits", "dogs", "low", "high"),
    # Newcombe, Statistics in Medicine 1998;17:857, table I, method 3, 95 %.
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_intervals_are_those_in_print(hits, dogs, low, high):
    assert wilson(hits / dogs, dogs, z=1.959964) == pytest.approx((low, high), abs=0.00005)


@pytest.mark.parametrize(("hits", "dogs"), [(23, 26), (1, 3), (150, 195)])
def test_the_ends_are_the_shares_that_lie_one_90_percent_deviate_away(hits, dogs):
    for end in wilson(hits / dogs, dogs):
        assert abs(hits / dogs - end) == pytest.approx(Z_OF_90_PERCENT * math.sqrt(end * (1 - end) / dogs))


def test_none_and_all_of_the_dogs_still_have_an_interval():
    assert wilson(0.0, 10)[0] == 0
    assert 0.2 < wilson(0.0, 10)[1] < 0.25
    assert wilson(1.0, 10)[1] == 1


def test_a_share_is_written_with_its_dogs_and_interval():
    assert str(Share(23, 26)) == "23/26 88 % (74-95)"
    assert str(Share(0, 0)) == "-"


def test_only_dogs_with_a_verdict_count():
    assert share_of([True, None, False, True, None]) == Share(2, 3)
