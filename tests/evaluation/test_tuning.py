from itertools import pairwise

import pytest

from intake.domain.errors import BadInput
from intake.reasoning.assess import assess_core
from intake.reasoning.engine import Engine
from tests.evaluation.tuning import TUNED, read_tuned, shipped, with_numbers

WORDS = ("nearly_always", "often", "sometimes", "seldom", "hardly_ever")


def test_the_tuned_numbers_stand_in_the_knowledge_each_once_with_a_reason(knowledge):
    numbers = read_tuned(TUNED, knowledge)
    assert len({number.id for number in numbers}) == len(numbers) > 5
    assert all(number.why for number in numbers)


def test_shipped_values_are_among_those_a_search_may_choose(knowledge):
    now = shipped(knowledge)
    assert {number.id for number in read_tuned(TUNED, knowledge) if now[number.id] not in number.values} == set()


def test_the_words_keep_their_order_whatever_is_chosen(knowledge):
    chosen = {number.id: (number.start, *number.values) for number in read_tuned(TUNED, knowledge)}
    values = {word: chosen.get(f"words.{word}", (knowledge.method.words[word],)) for word in WORDS}
    for more, less in pairwise(WORDS):
        assert min(values[more]) > max(values[less])


def test_numbers_as_shipped_leave_the_knowledge_as_it_is(knowledge):
    assert with_numbers(knowledge, shipped(knowledge)) == knowledge
    assert with_numbers(knowledge, {}) == knowledge


@pytest.mark.parametrize(
    "changed", [{"words.often": 0.3}, {"region.multifocal.cost": -900}, {"region.forebrain.start": 900}]
)
def test_other_numbers_change_what_the_engine_says(knowledge, published, changed):
    other = Engine(with_numbers(knowledge, changed))
    said = [assess_core(other, one.dog.case).localisation for one in published]
    assert said != [one.said.localisation for one in published]


def test_only_the_number_that_was_named_changes(knowledge):
    other = with_numbers(knowledge, {"region.forebrain.start": 900, "numbers.share_factor": 0.9})
    before, after = shipped(knowledge), shipped(other)
    assert {name for name in before if before[name] != after[name]} == {
        "region.forebrain.start",
        "numbers.share_factor",
    }
    assert (after["region.forebrain.start"], after["numbers.share_factor"]) == (900, 0.9)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[[number]]\nid = 1", "number 1: found id; expected id start candidates why"),
        ('[[number]]\nid = "words.never"\nstart = 1\ncandidates = [2]\nwhy = "x"', "words.never is no number of"),
        ('[[number]]\nid = "words.often"\nstart = 1\ncandidates = [1]\nwhy = "x"', "number 1: expected a number as"),
        ('[[number]]\nid = "words.often"\nstart = 1\ncandidates = []\nwhy = "x"', "number 1: expected a number as"),
        ('[[number]]\nid = "words.often"\nstart = "1"\ncandidates = [2]\nwhy = "x"', "number 1: expected a number as"),
        ("[[number", "cannot be read"),
    ],
)
def test_a_wrong_number_is_one_sentence(tmp_path, knowledge, text, says):
    file = tmp_path / "tuned.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(BadInput) as refused:
        read_tuned(file, knowledge)
    assert str(file) in str(refused.value)
    assert says in str(refused.value)
