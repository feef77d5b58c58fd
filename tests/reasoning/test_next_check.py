import pytest

from intake.knowledge.model import Who
from intake.reasoning.assess import next_checks, reckon
from intake.reasoning.costs import may_ask
from intake.reasoning.facts import recorded, with_answer
from intake.reasoning.next_check import best_checks
from tests.reasoning.dogs import BACK, SOUND

HIND = {"gait_limbs": "both_hind", "gait_paresis_hind": "mild", "rl_paw_replacement": "delayed"}


def asked(vet, answers, **how):
    return next_checks(vet.engine, vet.case(answers), **how)


def valued(vet, answers, most=400, for_veterinarian=False):
    rules = vet.engine.rules
    told = recorded(rules.facts, vet.case(answers))
    case = reckon(rules, told)
    return told, case, best_checks(rules.next, told, case, most, for_veterinarian=for_veterinarian)


def test_five_checks_at_most_and_each_is_worth_its_cost(vet):
    found = asked(vet, HIND)
    assert 0 < len(found) <= 5
    costs = vet.engine.rules.texts.checks
    worth = [check.value_of / costs[check.item].cost for check in found if check.outcomes]
    assert worth == sorted(worth, reverse=True)
    assert all(check.value_of >= 0.03 for check in found if check.outcomes)
    assert all(check.item not in HIND for check in found)


def test_reflexes_are_worth_knowing_in_a_dog_weak_behind(vet):
    _, _, checks = valued(vet, HIND)
    assert "rl_patellar" in {check.rule.item.id for check in checks[:10]}


def test_the_chances_of_the_outcomes_of_a_place_add_to_one(vet):
    for check in valued(vet, HIND)[2]:
        assert [sum(column) for column in zip(*check.chances, strict=True)] == pytest.approx([1.0] * 18)
        assert 0 <= check.value <= 1


@pytest.mark.parametrize("answers", [HIND, {}, BACK, {"pe_temp_q": "high", "head_tilt": "left", "lab_na": 140}])
def test_trying_an_answer_gives_the_same_signs_as_recording_it(vet, answers):
    told, case, checks = valued(vet, answers)
    for check in checks:
        for outcome in check.outcomes:
            whole = reckon(vet.engine.rules, with_answer(told, check.rule.item.id, outcome.sites))
            assert whole.states == outcome.states
            changed = {
                sign for sign, (new, old) in enumerate(zip(whole.states, case.states, strict=True)) if new != old
            }
            assert changed == set(outcome.changed)
            added = {state.key for state in whole.stand.states} - {state.key for state in case.stand.states}
            if whole.stand.parts == case.stand.parts:
                assert whole.stand.totals == outcome.stand.totals, added


def test_an_item_is_passed_over_when_better_checks_cover_its_signs(vet):
    seen: set[int] = set()
    for check in valued(vet, HIND)[2]:
        assert not check.changes <= seen
        seen |= check.changes


def test_what_only_a_vet_does_is_asked_of_a_vet_only(vet):
    who = {item.id: item.who for item in vet.engine.knowledge.items}
    for answers in (HIND, BACK, {}):
        technician = {check.rule.item.id for check in valued(vet, answers)[2]}
        assert Who.VETERINARIAN not in {who[item] for item in technician}
    rules, case = vet.engine.rules, vet.reckons(HIND)
    drawer = rules.texts.checks["pe_cranial_drawer"]
    assert may_ask(drawer, case.reading, for_veterinarian=True)
    assert not may_ask(drawer, case.reading, for_veterinarian=False)


NEVER = (
    "sig_age_months",
    "rl_pain_deep",
    "cn_gag",
    "cn_corneal",
    "pe_ortolani",
    "neck_rom",
    "pe_temp_q",
    "hx_chief_sign",
)


def test_some_checks_are_never_offered(vet):
    offered = {check.rule.item.id for check in valued(vet, {}, for_veterinarian=True)[2]}
    assert not offered & set(NEVER)


@pytest.mark.parametrize(
    ("answers", "item", "is_offered"),
    [
        ({"gait_ambulation": "ambulatory"}, "gait_exercise_effect", True),
        ({}, "gait_exercise_effect", False),
        ({"gait_ambulation": "ambulatory", "pe_temp_c": 39.6}, "gait_exercise_effect", False),
        ({"gait_ambulation": "ambulatory", "pe_femoral_pulse": "weak"}, "gait_exercise_effect", False),
        ({"gait_limbs": "all_four"}, "gait_worse_end", True),
        ({"gait_limbs": "both_hind"}, "gait_worse_end", False),
        ({"mov_class": "tremor"}, "mov_distribution", True),
        ({}, "mov_distribution", False),
        ({"hx_trauma": "confirmed", "gait_limbs": "both_hind"}, "rl_hopping", False),
        ({"hx_trauma": "none", "gait_limbs": "both_hind"}, "rl_paw_replacement", True),
        ({"hx_trauma": "confirmed", "gait_limbs": "both_hind"}, "rl_paw_replacement", False),
    ],
)
def test_limits_and_closed_gates_hold_checks_back(vet, answers, item, is_offered):
    rules = vet.engine.rules
    case = reckon(rules, recorded(rules.facts, vet.case(answers)))
    assert may_ask(rules.texts.checks[item], case.reading, for_veterinarian=True) == is_offered


@pytest.mark.parametrize(
    ("item", "cost"),
    [
        ("hx_onset", 1),
        ("cn_voice", 1),
        ("cn_menace", 1.5),
        ("rl_atrophy_group", 1.5),
        ("rl_paw_replacement", 2),
        ("rl_patellar", 3),  # handling, after a vet's clearance
        ("pe_hip_extension", 2),
        ("tail_pain", 3),
        ("torso_lordosis_test", 6),  # unpleasant and vet only
        ("lab_glucose", 4),
    ],
)
def test_the_more_specific_cost_wins_and_who_does_it_counts(vet, item, cost):
    assert vet.engine.rules.texts.checks[item].cost == cost


def test_outcomes_name_an_answer_and_the_place_that_would_be_first(vet):
    names = {region.name for region in vet.engine.knowledge.regions}
    check = asked(vet, HIND)[0]
    assert len(check.outcomes) > 1
    for outcome in check.outcomes:
        assert outcome.says.removesuffix(" would come first") in names
        item = vet.engine.items[check.item]
        assert outcome.site in (None, *item.sites)
        if item.options:
            assert outcome.value in {option.value for option in item.options}
    assert check.because.startswith("tells ")


def test_with_everything_known_nothing_is_offered(vet):
    everything = dict(SOUND)
    for item in vet.engine.knowledge.items:
        if item.id not in everything and item.options and not item.twin_of:
            normal = next((one.value for one in item.options if one.cls == "N"), item.options[-1].value)
            everything[item.id] = [normal] if item.kind == "multi" else normal
        elif item.kind == "num" and item.id not in everything:
            everything[item.id] = item.minimum
    assert asked(vet, everything) == ()


def test_an_empty_record_is_asked_something(vet):
    found = asked(vet, {})
    assert len(found) == 5
    assert {one.says for check in found for one in check.outcomes}
