"""The two lists of emergency signs."""

from hypothesis import given
from hypothesis import strategies as st

from intake.ui.intake.emergency import NONE, after_press

SIGNS = ("collapsed", "overheated", "bitten")


def test_yes_takes_not_known_away_and_the_other_way_round():
    assert after_press((), ("overheated",), "overheated", is_seen=True) == (("overheated",), ())
    assert after_press(("overheated",), (), "overheated", is_seen=False) == ((), ("overheated",))


def test_a_second_press_takes_it_back():
    assert after_press(("overheated",), (), "overheated", is_seen=True) == ((), ())


def test_none_of_these_does_not_stand_beside_a_sign():
    assert after_press((NONE,), (), "overheated", is_seen=True) == (("overheated",), ())
    assert after_press((NONE,), (), "overheated", is_seen=False) == ((), ("overheated",))


@given(st.lists(st.tuples(st.sampled_from(SIGNS), st.booleans())))
def test_no_sign_is_ever_both_seen_and_not_known(presses):
    seen, unsure = (NONE,), ()
    for sign, is_seen in presses:
        seen, unsure = after_press(seen, unsure, sign, is_seen=is_seen)
        assert not set(seen) & set(unsure)
        assert NONE not in seen
