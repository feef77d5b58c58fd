import json
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from intake.knowledge.loader import load
from intake.knowledge.model import Item, Kind
from intake.reasoning.as_json import as_json
from intake.reasoning.assess import assess, assess_core
from intake.reasoning.assessment import Assessment, Urgency
from intake.reasoning.engine import Engine
from intake.reasoning.urgency import LEVELS
from tests.reasoning.conftest import KNOWLEDGE
from tests.reasoning.dogs import a_case

ENGINE = Engine(load(KNOWLEDGE))
DERIVED = {item.id for item in ENGINE.knowledge.items if item.derived}
GAPS = ["unable", {"not_done": "unsafe"}, {"unable": "not_still"}, {"not_done": "other", "text": "x"}, "not_assessed"]


def one_answer(item: Item) -> st.SearchStrategy[Any]:
    if item.kind is Kind.TEXT:
        return st.just("words")
    if item.kind is Kind.NUM:
        low, high = item.minimum or 0, item.maximum or 10
        if item.whole_number:
            return st.integers(int(low), int(high))
        return st.integers(int(low * 10), int(high * 10)).map(lambda tenths: tenths / 10)
    value = st.sampled_from([option.value for option in item.options])
    return value.map(lambda one: [one]) if item.kind is Kind.MULTI else value


def answer(item: Item) -> st.SearchStrategy[Any]:
    if not item.sites:
        return one_answer(item)
    return st.dictionaries(st.sampled_from(item.sites), one_answer(item), min_size=1)


@st.composite
def records(draw: st.DrawFn, most: int = 40) -> dict[str, Any]:
    chosen = draw(st.lists(st.sampled_from(ENGINE.knowledge.items), max_size=most, unique_by=lambda item: item.id))
    return {item.id: draw(answer(item)) for item in chosen}


def core(answers: dict[str, Any]):
    return assess_core(ENGINE, a_case(ENGINE.knowledge, answers))


@given(records(), st.data())
def test_what_was_not_done_or_could_not_be_done_is_as_if_nobody_had_asked(answers, data):
    open_items = [item.id for item in ENGINE.knowledge.items if item.id not in answers]
    gaps = data.draw(st.dictionaries(st.sampled_from(open_items), st.sampled_from(GAPS), max_size=30))
    assert core(answers | gaps) == core(answers)


@settings(max_examples=settings.default.max_examples // 10)  # two whole assessments each
@given(records(most=25), st.data())
def test_gaps_change_nothing_in_checks_and_changes_either(answers, data):
    open_items = [item.id for item in ENGINE.knowledge.items if item.id not in answers]
    gaps = data.draw(st.dictionaries(st.sampled_from(open_items), st.sampled_from(GAPS), max_size=30))
    knowledge = ENGINE.knowledge
    assert assess(ENGINE, a_case(knowledge, answers | gaps)) == assess(ENGINE, a_case(knowledge, answers))


def sums_are_exact(assessment: Assessment) -> None:
    for place in assessment.localisation:
        assert sum(one.hundredths for one in place.reasons_for + place.reasons_against) == place.hundredths
        assert any(one.item is not None for one in place.reasons_for)
    for workup in assessment.workups:
        assert sum(one.hundredths for one in workup.because + workup.against) == workup.hundredths > 0
        assert workup.because
    for pattern in assessment.patterns:
        parts = sum(one.hundredths for one in pattern.reasons_for + pattern.reasons_against)
        assert parts / 100 == pattern.score > 0
        assert pattern.reasons_for
    assert all(flag.because for flag in assessment.red_flags)


def reasons_name_only(told: set[str], assessment: Assessment) -> None:
    reasons = [one for place in assessment.localisation for one in place.reasons_for + place.reasons_against]
    reasons += [one for flag in assessment.red_flags for one in flag.because]
    reasons += [one for workup in assessment.workups for one in workup.because]
    for reason in reasons:
        assert reason.item is None or reason.item in told
        assert {one.item for one in reason.also} <= told


def flags_set_the_floor(assessment: Assessment) -> None:
    levels = {flag.level for flag in assessment.red_flags}
    floor: Urgency = "emergency" if "red" in levels else "urgent" if "amber" in levels else "routine"
    assert LEVELS.index(assessment.urgency) >= LEVELS.index(floor)
    if assessment.urgency_rule != "u14":
        assert assessment.urgency_because


@given(records(), st.randoms(use_true_random=False))
def test_sums_are_exact_reasons_are_recorded_flags_set_the_floor_and_order_changes_nothing(answers, random):
    assessment = core(answers)
    sums_are_exact(assessment)
    reasons_name_only(set(answers) | DERIVED, assessment)
    flags_set_the_floor(assessment)
    shuffled = list(answers.items())
    random.shuffle(shuffled)
    assert json.dumps(as_json(core(dict(shuffled)))) == json.dumps(as_json(assessment))


@given(records(most=20))
def test_normal_answers_add_no_place_but_the_body_and_no_flag(answers):
    normal = {}
    for item in ENGINE.knowledge.items:
        values = [option.value for option in item.options if option.cls == "N"]
        if item.id in answers and values:
            normal[item.id] = [values[0]] if item.kind is Kind.MULTI else values[0]
    assessment = core(normal)
    assert {place.id for place in assessment.localisation} <= {"none_nonneuro", "movement_diffuse"}
    assert assessment.red_flags == ()
    assert assessment.patterns == ()
    assert {workup.tier for workup in assessment.workups} <= {"first"}
