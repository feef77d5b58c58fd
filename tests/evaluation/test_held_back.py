from dataclasses import replace

import pytest

from tests.evaluation.held_back import FOLDS, OBJECTIVE, SHOWN, Trial, folds, hold_back, search
from tests.evaluation.held_back_text import held_back_text
from tests.evaluation.tuning import TunedNumber

OFTEN = TunedNumber("words.often", start=0.5, candidates=(0.4, 0.6), why="")


@pytest.fixture
def ten(dogs):
    return tuple(dog for dog in dogs if dog.group == "published")[:10]


def trial(knowledge, dogs, right):
    """Dogs whose verdicts are known beforehand: `right` says for each value which dogs go well with it."""
    tried = {
        (("words.often", value),): tuple((place in places,) * len(SHOWN) for place in range(len(dogs)))
        for value, places in right.items()
    }
    return Trial(knowledge, dogs, tried)


def hits(verdicts):
    return {place for place, verdict in enumerate(verdicts) if verdict[0]}


def test_every_dog_is_held_back_exactly_once(dogs):
    published = [dog for dog in dogs if dog.is_published]
    parts = folds(published)
    assert len(parts) == FOLDS
    assert sorted(place for part in parts for place in part) == list(range(len(published)))
    assert max(map(len, parts)) - min(map(len, parts)) <= 1


def test_folds_hold_the_same_dogs_in_whatever_order_they_come(dogs):
    published = [dog for dog in dogs if dog.is_published]
    backwards = published[::-1]
    there, back = (
        {frozenset(which[place].id for place in part) for part in folds(which)} for which in (published, backwards)
    )
    assert there == back


def test_the_dogs_held_back_have_no_say_in_the_numbers_they_are_judged_with(knowledge, ten):
    # Each dog goes well only with a value that the others have no use for.
    first = folds(ten)[0]
    result = hold_back(trial(knowledge, ten, {0.5: set(), 0.4: first, 0.6: set()}), [OFTEN])
    assert hits(result.tuned) == first
    assert hits(result.held_back) == set()
    assert [chosen["words.often"] for chosen in result.chosen_by_fold] == [0.5, 0.4, 0.4, 0.4, 0.4]


def test_what_helps_every_dog_is_found_without_the_dogs_held_back(knowledge, ten):
    result = hold_back(trial(knowledge, ten, {0.5: {0, 1}, 0.4: {0}, 0.6: set(range(10))}), [OFTEN])
    assert hits(result.held_back) == hits(result.tuned) == set(range(10))
    assert hits(result.shipped) == {0, 1}
    assert {chosen["words.often"] for chosen in result.chosen_by_fold} == {0.6}


def test_a_number_stays_where_the_design_began_unless_something_is_gained(knowledge, ten):
    alike = trial(knowledge, ten, {0.5: {3}, 0.4: {3}, 0.6: {4}})
    assert search(alike, [OFTEN], range(10)) == {"words.often": 0.5}


def test_an_earlier_wish_goes_before_a_later_one(knowledge, ten):
    place_first, kind_only = (True, *(False,) * (len(SHOWN) - 1)), (False, *(True,) * (len(SHOWN) - 1))
    tried = {
        (("words.often", 0.5),): ((None,) * len(SHOWN),) * 10,
        (("words.often", 0.4),): (kind_only,) * 10,
        (("words.often", 0.6),): (place_first,) * 10,
    }
    assert search(Trial(knowledge, ten, tried), [OFTEN], range(10)) == {"words.often": 0.6}
    assert len(OBJECTIVE) > 1


def test_a_trial_judges_with_the_numbers_it_is_given(knowledge, ten):
    real = Trial(knowledge, ten)
    absurd = {"region.multifocal.start": 5000}
    assert (
        hits(real.verdicts(absurd))
        == {place for place, dog in enumerate(ten) if "multifocal" in dog.right_places}
        != hits(real.verdicts({}))
    )
    assert real.verdicts(absurd) is real.verdicts(absurd)  # tried once


def test_the_text_shows_the_gap_and_how_many_numbers_were_chosen(knowledge, ten):
    first = folds(ten)[0]
    text = held_back_text(hold_back(trial(knowledge, ten, {0.5: set(), 0.4: first, 0.6: set()}), [OFTEN]), knowledge)
    assert text.startswith("Held back: 1 numbers chosen")
    row = next(line for line in text.splitlines() if line.startswith("place first"))
    assert row.split()[2:4] == ["0/10", "0"]
    assert "2/10 20 %" in row
    assert "+20" in row.split()
    assert "Only these numbers are covered." in text
    assert "held_back" not in text


def test_dogs_held_back_by_hand_have_figures_of_their_own(knowledge, ten):
    halves = tuple(replace(dog, half="looked_at" if place < 4 else "held_back") for place, dog in enumerate(ten))
    everywhere = {value: set(range(4)) for value in (0.5, 0.4, 0.6)}
    lines = held_back_text(hold_back(trial(knowledge, halves, everywhere), [OFTEN]), knowledge).splitlines()
    for name, expected in (("all published", "4/10"), ("of them looked at", "4/4"), ("of them held back", "0/6")):
        start = next(number for number, line in enumerate(lines) if line.startswith(name))
        assert lines[start + 1].split()[2] == expected
