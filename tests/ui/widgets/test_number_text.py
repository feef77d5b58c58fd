"""A number ends by itself only when nothing typed after it would make another possible one."""

import pytest

from intake.ui.widgets.number_text import NumberRange, can_go_on, problem_of
from tests.ui.real_clinic import engine

HEART = NumberRange("/min", 20, 320, decimals=0)
FEVER = NumberRange("°C", 30, 44, decimals=1)
PAIN = NumberRange("", 0, 10, whole=True)
RATE = NumberRange("Hz", 0.5, 30)


@pytest.mark.parametrize(
    ("typed", "limits", "goes_on"),
    [
        ("9", HEART, True),
        ("90", HEART, False),
        ("10", HEART, True),
        ("32", HEART, True),
        ("33", HEART, False),
        ("120", HEART, False),
        ("3", FEVER, True),
        ("38", FEVER, True),
        ("38,", FEVER, True),
        ("38,5", FEVER, False),
        ("38.5", FEVER, False),
        ("46", FEVER, False),
        ("44", FEVER, True),
        ("1", PAIN, True),
        ("2", PAIN, False),
        ("0", PAIN, False),
        ("10", PAIN, False),
        ("8.25", RATE, True),
        ("8", RATE, True),
        ("31", RATE, False),
        ("", HEART, True),
        ("-", HEART, True),
        ("x", HEART, True),
    ],
)
def test_a_number_can_go_on_as_long_as_it_could_become_another_possible_one(typed, limits, goes_on):
    assert can_go_on(typed, limits) is goes_on


def test_no_possible_number_is_cut_short():
    """Whatever can be kept with the decimals of its instrument can also be typed: no shorter start of it ends."""
    for item in engine().knowledge.items:
        if item.kind != "num" or item.decimals is None:
            continue
        limits = NumberRange(item.unit, item.minimum, item.maximum, item.whole_number, decimals=item.decimals)
        step = 10**-item.decimals
        for number in range(round(item.minimum / step), round(item.maximum / step) + 1):
            text = f"{number * step:.{item.decimals}f}"
            assert not problem_of(text, limits)
            cut = [text[:end] for end in range(1, len(text)) if not can_go_on(text[:end], limits)]
            assert not cut, f"{item.id}: {text} ends at {cut}"


def test_what_is_not_possible_is_said_with_what_is():
    assert problem_of("46", FEVER) == "46 °C is not possible: 30 to 44 °C. Check the number."
    assert problem_of("41,5", FEVER) == ""
