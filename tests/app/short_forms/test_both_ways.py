"""Every legal answer has a short form that means it, and no text does harm."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import cycle

from hypothesis import given, settings
from hypothesis import strategies as st

from intake.app.recording import Given
from intake.app.short_forms.writing import short_form_of
from intake.domain.cases import Answer, Missing, NoValue, WhyMissing
from intake.knowledge.legal import problem_with
from intake.knowledge.model import Item, Kind
from tests.app.short_forms.reading import forms, items, read

REASONS = [why for why in WhyMissing if why is not WhyMissing.OTHER]
WORDS = st.from_regex(r"[a-z]{4,9}( [a-z]{1,9}){0,3}", fullmatch=True)
KEPT = ("could", "tried", "unable", "clear", "erase", "other")


def values_of(item: Item) -> Iterator[Answer]:
    """Every value an item takes, one by one."""
    for option in item.options:
        yield (option.value,) if item.kind is Kind.MULTI else option.value
    if item.kind is Kind.NUM:
        yield item.minimum or 0
        yield item.maximum or 0


def meant(line: str) -> tuple[Given, ...]:
    found = read(line)
    assert found.exact is not None, (line, [one.sentence for one in found.readings], found.says)
    return found.exact.given


def not_understood(told: Iterator[tuple[Given, ...]]) -> list[str]:
    """The short forms that mean something else, or nothing."""
    lines = [(one, short_form_of(forms(), one)) for one in told]
    return [
        f"{line}: {found.says}"
        for one, line in lines
        if (found := read(line)).exact is None or found.exact.given != one
    ]


def test_every_value_at_every_side_has_a_short_form() -> None:
    places = ((item, site) for item in items() for site in item.sites or (None,))
    told = ((Given(item.id, site, value),) for item, site in places for value in values_of(item))
    assert not_understood(told) == []


def test_every_check_can_be_left_without_a_value_for_each_kind_of_reason() -> None:
    ways = cycle((kind, why) for why in REASONS for kind in Missing)
    told = ((Given(item.id, None, NoValue(*next(ways))),) for item in items())
    assert not_understood(told) == []


def test_n_is_the_normal_answer() -> None:
    for item in items():
        normal: Answer = (item.normal,) if item.kind is Kind.MULTI else item.normal
        if item.normal:
            found = meant(f"{forms().typed(item)} n")
            assert found == tuple(Given(item.id, site, normal) for site in item.sites or (None,))


def answers(item: Item) -> st.SearchStrategy[Answer]:
    """Any legal answer of an item."""
    other = st.builds(NoValue, st.sampled_from(list(Missing)), st.just(WhyMissing.OTHER), WORDS)
    missing = st.builds(NoValue, st.sampled_from(list(Missing)), st.sampled_from(REASONS)) | other
    return _values(item).filter(lambda answer: problem_with(item, _side(item), answer) is None) | missing


def _values(item: Item) -> st.SearchStrategy[Answer]:
    values = [option.value for option in item.options]
    match item.kind:
        case Kind.ENUM:
            return st.sampled_from(values)
        case Kind.MULTI:
            ticked = st.sets(st.sampled_from(values), min_size=1)
            return ticked.map(lambda chosen: tuple(value for value in values if value in chosen))
        case Kind.NUM:
            numbers = st.floats(item.minimum, item.maximum).map(lambda number: round(number, 2))
            return numbers.map(round) if item.whole_number else numbers
    return WORDS.filter(lambda text: not text.startswith((*KEPT, "not ")))


def _side(item: Item) -> str | None:
    return item.sites[0] if item.sites else None


@st.composite
def told(draw: st.DrawFn) -> tuple[Given, ...]:
    item = draw(st.sampled_from(items()))
    sites = draw(st.sets(st.sampled_from(item.sites), min_size=1)) if item.sites else {None}
    ordered = [site for site in (item.sites or (None,)) if site in sites]
    return tuple(Given(item.id, site, draw(answers(item))) for site in ordered)


def _is_free(given_answer: Given) -> bool:
    return isinstance(given_answer.answer, NoValue) and given_answer.answer.reason is WhyMissing.OTHER


@settings(max_examples=150, deadline=None)
@given(told())
def test_any_legal_answer_comes_back_as_it_was(answer: tuple[Given, ...]) -> None:
    kept = next((place for place, one in enumerate(answer, 1) if _is_free(one)), len(answer))
    answer = answer[:kept]  # words of one's own go on to the end of the line
    found = meant(short_form_of(forms(), answer))
    if len(found) == 1 and found[0].site is None and len(answer) > 1:
        assert {one.answer for one in answer} == {found[0].answer}
    elif found != answer:
        assert found == (Given(answer[0].item, None, answer[0].answer),)


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=60))
def test_no_text_does_harm(text: str) -> None:
    found = read(text)
    assert found.exact is None or found.exact.given


TYPED = st.sampled_from(
    ["paw", "patellar", "l", "r", "lh3", "l3", "3", "-", "not", "done", "could", "n", "clear", ",", "+", "#2", "all", "other",
     "temp", "38,6", "stifle", "swollen", "which", "task", "both", "front", "unsafe", "9" * 40, "½", "٣", "tone", "é"]
)  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(st.lists(TYPED, max_size=9).map(" ".join))
def test_words_of_the_grammar_in_any_order_do_no_harm(text: str) -> None:
    found = read(text)
    for reading in found.readings:
        for one in reading.given:
            assert problem_with(reading.item, one.site, one.answer) is None
    assert not (found.exact and found.readings[1:])
