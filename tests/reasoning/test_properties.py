import json

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from intake.domain.cases import Case, SidedAnswer
from intake.knowledge.case_format import read_case
from intake.knowledge.loader import load
from intake.knowledge.model import AnswerClass, Kind
from intake.reasoning.as_json import as_json
from intake.reasoning.assess import assess, assess_core, classes, reckon
from intake.reasoning.assessment import Assessment, Urgency
from intake.reasoning.engine import Engine
from intake.reasoning.facts import recorded, without_item
from intake.reasoning.localisation import standing
from intake.reasoning.reasons import evidence_of
from intake.reasoning.text import as_text
from intake.reasoning.trying import changed_facts
from intake.reasoning.urgency import LEVELS
from tests.reasoning.conftest import KNOWLEDGE
from tests.reasoning.dogs import a_case
from tests.reasoning.records import Records

ENGINE = Engine(load(KNOWLEDGE))
RULES = ENGINE.rules
RECORDS = Records(ENGINE.knowledge)
DERIVED = {item.id for item in ENGINE.knowledge.items if item.derived}
GAPS = ["unable", {"not_done": "unsafe"}, {"unable": "not_still"}, {"not_done": "other", "text": "x"}, "not_assessed"]
WHOLE = settings(max_examples=settings.default.max_examples // 10)  # each is a whole assessment, or two


def core(answers):
    return assess_core(ENGINE, a_case(ENGINE.knowledge, answers))


# What nobody could say


def with_gaps(answers, random):
    """The same record with gaps in items and on sides that nobody has said anything about."""
    filled = dict(answers)
    for item in random.sample(ENGINE.knowledge.items, 30):
        answer = filled.get(item.id)
        if answer is None:
            filled[item.id] = random.choice(GAPS)
        elif item.sites and isinstance(answer, dict) and set(answer) <= set(item.sites):
            filled[item.id] = {site: random.choice(GAPS) for site in item.sites} | answer
    return filled


@given(RECORDS.any(), st.randoms(use_true_random=False))
def test_what_was_not_done_or_could_not_be_done_is_as_if_nobody_had_asked(answers, random):
    assert core(with_gaps(answers, random)) == core(answers)


@WHOLE
@given(RECORDS.any(25), st.randoms(use_true_random=False))
def test_gaps_change_nothing_in_checks_and_changes_either(answers, random):
    knowledge = ENGINE.knowledge
    gaps = a_case(knowledge, with_gaps(answers, random))
    assert assess(ENGINE, gaps) == assess(ENGINE, a_case(knowledge, answers))


# The order in which answers are given


def shuffled(part, random):
    """The same answers with items, sides and ticked options in another order."""
    if isinstance(part, dict):
        keys = random.sample([*part], len(part))
        return {key: shuffled(part[key], random) for key in keys}
    return random.sample(part, len(part)) if isinstance(part, list) else part


@given(RECORDS.any(), st.randoms(use_true_random=False))
def test_the_order_of_answers_sides_and_ticks_never_matters(answers, random):
    assert json.dumps(as_json(core(shuffled(answers, random)))) == json.dumps(as_json(core(answers)))


@given(RECORDS.any(), st.randoms(use_true_random=False))
def test_nor_does_the_order_in_which_the_engine_is_given_them(answers, random):
    case = a_case(ENGINE.knowledge, answers)
    mixed = {item: _mixed(case.answers[item], random) for item in random.sample([*case.answers], len(case.answers))}
    assert assess_core(ENGINE, Case(answers=mixed, patient=case.patient)) == assess_core(ENGINE, case)


def _mixed(answer, random):
    if not isinstance(answer, SidedAnswer):
        return answer
    return SidedAnswer({site: answer.sites[site] for site in random.sample([*answer.sites], len(answer.sites))})


# Explanations


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


@given(RECORDS.any())
def test_sums_are_exact_reasons_are_recorded_and_flags_set_the_floor(answers):
    assessment = core(answers)
    sums_are_exact(assessment)
    reasons_name_only(set(answers) | DERIVED, assessment)
    flags_set_the_floor(assessment)


def weights(place) -> dict[str, int]:
    """What each sign counts for a place."""
    return {one.sign: one.hundredths for one in place.reasons_for + place.reasons_against if one.state}


@given(RECORDS.any())
def test_a_sign_left_out_changes_the_same_form_by_exactly_its_weight(answers):
    case = reckon(RULES, recorded(RULES.facts, a_case(ENGINE.knowledge, answers)))
    shown = {place.id: place for place in core(answers).localisation}
    signs = RULES.texts.signs
    for number, sign in enumerate(signs.signs):
        left = tuple(None if one == number else state for one, state in enumerate(case.states))
        stand = standing(RULES.texts.places, signs, left, case.stand.parts, case.stand.slope)
        for one in case.listed:
            change = case.stand.totals[one.profile] - stand.totals[one.profile]
            assert change == weights(shown[one.id]).get(sign, 0)


@given(RECORDS.any(), st.randoms(use_true_random=False))
def test_an_answer_taken_out_changes_only_the_reasons_whose_sign_reads_it(answers, random):
    assume(answers)
    item = random.choice([*answers])
    told = recorded(RULES.facts, a_case(ENGINE.knowledge, answers))
    case = reckon(RULES, told)
    _, changed = changed_facts(RULES.again.trying, without_item(told, item), case.reading.facts)
    signs = RULES.texts.signs
    touched = {sign for sign, read in zip(signs.signs, signs.items, strict=True) if read & changed}
    before = {(place.id, place.form): place for place in core(answers).localisation}
    after = core({other: answer for other, answer in answers.items() if other != item})
    sums_are_exact(after)
    for place in after.localisation:
        if (place.id, place.form) in before:
            assert untouched(place, touched) == untouched(before[place.id, place.form], touched)


def untouched(place, touched):
    """The reasons of a place that rest on none of these signs, nor on patterns."""
    reasons = {one.sign: one for one in place.reasons_for + place.reasons_against}
    return {sign: one for sign, one in reasons.items() if sign not in touched and sign != "pattern"}


# Normal findings


@given(RECORDS.some(20))
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


def with_normals(answers, random):
    """The same record with normal answers where nothing is recorded, on single sides too."""
    normal = dict(answers)
    for item in random.sample(ENGINE.knowledge.items, 25):
        values = [option.value for option in item.options if option.cls is AnswerClass.NORMAL]
        if values:
            value = [random.choice(values)] if item.kind is Kind.MULTI else random.choice(values)
            given_here = answers.get(item.id, {} if item.sites else value)
            if item.sites and isinstance(given_here, dict) and set(given_here) <= set(item.sites):
                normal[item.id] = dict.fromkeys(item.sites, value) | given_here
            elif item.id not in answers:
                normal[item.id] = value
    return normal


def names_more_than_normals(case, reasons) -> bool:
    told = classes(ENGINE, case)
    return any(told.get((one.item, one.site)) is not AnswerClass.NORMAL for one in evidence_of(reasons))


@given(RECORDS.any(), st.randoms(use_true_random=False))
def test_a_normal_finding_raises_nothing_but_beside_an_abnormal_one_that_is_named(answers, random):
    case = a_case(ENGINE.knowledge, with_normals(answers, random))
    before, after = core(answers), assess_core(ENGINE, case)
    flags = {flag.id for flag in before.red_flags}
    patterns = {pattern.id for pattern in before.patterns}
    for flag in after.red_flags:
        assert flag.id in flags or names_more_than_normals(case, flag.because), flag.id
    for pattern in after.patterns:
        assert pattern.id in patterns or names_more_than_normals(case, pattern.reasons_for), pattern.id


# Any exam at all


@WHOLE
@given(RECORDS.whole_exams())
def test_an_exam_with_every_item_answered_is_assessed_and_explained(answers):
    assessment = core(answers)
    sums_are_exact(assessment)
    flags_set_the_floor(assessment)
    assert assessment.enough


@WHOLE
@given(RECORDS.any() | RECORDS.whole_exams(), st.booleans())
def test_any_case_is_assessed_whole_and_said_in_words(answers, for_veterinarian):
    case = a_case(ENGINE.knowledge, answers)
    assessment = assess(ENGINE, case, for_veterinarian=for_veterinarian)
    written = json.dumps(as_json(assessment), allow_nan=False)
    assert written == json.dumps(as_json(assess(ENGINE, case, for_veterinarian=for_veterinarian)))
    assert as_text(assessment, ENGINE, case=case, for_veterinarian=for_veterinarian).strip()


def test_numbers_at_the_ends_of_what_is_plausible_are_assessed():
    for end in ("minimum", "maximum"):
        numbers = {
            item.id: getattr(item, end)
            for item in ENGINE.knowledge.items
            if item.kind is Kind.NUM and getattr(item, end) is not None
        }
        document = {"format": "intake-case/1", "answers": {item: _whole(value) for item, value in numbers.items()}}
        sums_are_exact(assess(ENGINE, read_case(json.dumps(document).encode(), ENGINE.knowledge)))


def _whole(value: float) -> float:
    return int(value) if float(value).is_integer() else value
