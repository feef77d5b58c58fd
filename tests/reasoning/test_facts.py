from datetime import date

import pytest

from intake.domain.cases import Case, CasePatient
from intake.knowledge.model import AnswerClass
from intake.reasoning.assess import assess_core, classes, facts_of
from intake.reasoning.usual import usual_ranges
from tests.reasoning.dogs import SOUND


def test_only_recorded_values_are_facts(vet):
    facts = facts_of(
        vet.engine,
        vet.case(
            {
                "rl_patellar": {"LH": "r3", "RH": "unable"},
                "cn_menace": {"not_done": "unsafe"},
                "rl_hopping": "unable",
                "cn_jaw_tone": "not_assessed",
                "hx_urination": ["reduced", "none_12h"],
            }
        ),
    )
    assert facts == {"rl_patellar": {"LH": "r3"}, "hx_urination": {None: ("reduced", "none_12h")}}


def test_a_bare_value_stands_for_every_side(vet):
    assert facts_of(vet.engine, vet.case({"pe_paw_temp": "warm"}))["pe_paw_temp"] == dict.fromkeys(
        ("LF", "RF", "LH", "RH"), "warm"
    )
    bare = Case(answers={"rl_patellar": "r2"})
    assert facts_of(vet.engine, bare)["rl_patellar"] == {"LH": "r2", "RH": "r2"}


@pytest.mark.parametrize(
    ("number", "twin"),
    [
        ({"pe_temp_c": 38.5}, {"pe_temp_q": "high"}),
        ({"pe_hr": 100}, {"pe_hr_q": "slow"}),
        ({"pe_rr": 20}, {"pe_rr_q": "fast"}),
        ({"pe_crt_s": 1.5}, {"pe_crt_q": "slow"}),
        ({"pe_bp_sys": 130}, {"pe_bp_q": "low"}),
    ],
)
def test_a_number_beats_its_words(vet, number, twin):
    (word,) = twin
    assert word not in facts_of(vet.engine, vet.case(number | twin))
    assert word in facts_of(vet.engine, vet.case(twin))
    assert vet.sees(number, twin).signs == vet.sees(number).signs


def test_age_comes_from_birth_and_examination_in_completed_months(vet):
    def age(born, seen, **answers):
        case = vet.case(answers, examined_on=seen, patient={"birth_date": born})
        return facts_of(vet.engine, case).get("sig_age_months")

    assert age("2019-09-14", "2026-11-24") == {None: 86}
    assert age("2026-09-25", "2026-11-24") == {None: 1}
    assert age("2026-11-24", "2026-11-24") == {None: 0}
    unborn = Case(patient=CasePatient(birth_date=date(2026, 11, 25)), examined_on=date(2026, 11, 24))
    assert facts_of(vet.engine, unborn) == {}
    assert age("2019-09-14", "2026-11-24", sig_age_months=12) == {None: 12}
    assert "sig_age_months" not in facts_of(vet.engine, vet.case({}, patient={"birth_date": "2019-09-14"}))


@pytest.mark.parametrize(
    ("age", "weight", "size"),
    [
        (12, 4.9, "toy"),
        (12, 5, "small"),
        (40, 10, "medium"),
        (40, 24.9, "medium"),
        (40, 25, "large"),
        (40, 45, "giant"),
    ],
)
def test_size_class_follows_adult_weight(vet, age, weight, size):
    answers = {"sig_age_months": age, "pe_weight_kg": weight}
    assert facts_of(vet.engine, vet.case(answers))["sig_size_class"] == {None: size}
    answered = answers | {"sig_size_class": "giant"}
    assert facts_of(vet.engine, vet.case(answered))["sig_size_class"] == {None: "giant"}


def test_a_puppy_has_no_size_by_weight(vet):
    for answers in ({"sig_age_months": 11, "pe_weight_kg": 4}, {"pe_weight_kg": 4}):
        assert "sig_size_class" not in facts_of(vet.engine, vet.case(answers))


@pytest.mark.parametrize(
    ("breed", "is_prone"),
    [("Dachshund", True), ("dachshund cross", True), ("Cocker Spaniel", True), ("Corgidor", False), ("Boxer", False)],
)
def test_short_legged_breeds_are_known_by_whole_words(vet, breed, is_prone):
    by_file = facts_of(vet.engine, vet.case({}, patient={"breed": breed}))
    by_answer = facts_of(vet.engine, vet.case({"sig_breed": breed}))
    for facts in (by_file, by_answer):
        assert ("sig_chondrodystrophic" in facts) == is_prone


def test_breed_groups_are_worked_out_and_may_be_several(vet):
    facts = facts_of(vet.engine, vet.case({}, patient={"breed": "Pug"}))
    assert facts["sig_breed_group"] == {None: ("brachycephalic", "screw_tail")}
    assert facts_of(vet.engine, vet.case({}, patient={"breed": "Poodle"})) == {}


def test_ratio_and_tremor_rate_are_worked_out(vet):
    facts = facts_of(vet.engine, vet.case({"lab_na": 135, "lab_k": 6.0}))
    assert facts["lab_na_k_ratio"] == {None: 22.5}
    noted = {sign.item: sign for sign in vet.sees({"lab_na": 135, "lab_k": 6.0}).signs}
    assert noted["lab_na_k_ratio"].derived
    assert noted["lab_na_k_ratio"].direction == "low"
    assert not noted["lab_na"].derived
    for hz, word in ((3.9, "slow"), (4, "medium"), (12, "medium"), (12.5, "fast")):
        rate = facts_of(vet.engine, vet.case({"mov_frequency_hz": hz}))
        assert rate["mov_frequency_class"] == {None: word}


def test_an_item_that_the_exam_no_longer_has_says_nothing(vet):
    odd = Case(answers={"old_item": "yes", "head_tilt": "left"}, examined_on=date(2026, 1, 1))
    assert set(facts_of(vet.engine, odd)) == {"head_tilt"}
    assert assess_core(vet.engine, odd) == assess_core(vet.engine, Case(answers={"head_tilt": "left"}))


def test_texts_say_nothing_to_the_rules(vet):
    assert facts_of(vet.engine, vet.case({"hx_complaint": "head tilt left", "hx_meds": "insulin"})) == {}


@pytest.mark.parametrize(
    ("answers", "item", "cls"),
    [
        ({"pe_temp_c": 38.5}, "pe_temp_c", AnswerClass.NORMAL),
        ({"pe_temp_c": 37.2}, "pe_temp_c", AnswerClass.BORDERLINE),
        ({"pe_temp_c": 39.25}, "pe_temp_c", AnswerClass.BORDERLINE),
        ({"pe_temp_c": 39.8}, "pe_temp_c", AnswerClass.ABNORMAL),
        ({"pe_temp_c": 35.0}, "pe_temp_c", AnswerClass.ABNORMAL),
        ({"pe_temp_c": 35.0, "sig_age_months": 0}, "pe_temp_c", AnswerClass.NORMAL),
        ({"pe_hr": 170}, "pe_hr", AnswerClass.BORDERLINE),
        ({"pe_hr": 170, "sig_age_months": 3}, "pe_hr", AnswerClass.NORMAL),
        ({"pe_hr": 150, "sig_age_months": 40, "sig_size_class": "toy"}, "pe_hr", AnswerClass.NORMAL),
        ({"pe_hr": 150, "sig_age_months": 40, "sig_size_class": "large"}, "pe_hr", AnswerClass.BORDERLINE),
        ({"pe_hr": 55}, "pe_hr", AnswerClass.BORDERLINE),
        ({"pe_hr": 55, "hx_energy": "collapse_episode"}, "pe_hr", AnswerClass.ABNORMAL),
        ({"gait_lameness": {"LH": 0}}, "gait_lameness", AnswerClass.NORMAL),
        ({"gait_lameness": {"LH": 1}}, "gait_lameness", AnswerClass.ABNORMAL),
        ({"pe_pain_nrs": 2}, "pe_pain_nrs", AnswerClass.BORDERLINE),
    ],
)
def test_numbers_have_the_class_of_their_band(vet, answers, item, cls):
    found = classes(vet.engine, vet.case(answers))
    assert {one for (name, _), one in found.items() if name == item} == {cls}


def test_of_several_ticked_options_the_worst_counts(vet):
    found = classes(vet.engine, vet.case({"head_behaviour": ["anxious", "disoriented"], "pe_weight_kg": 12}))
    assert found == {("head_behaviour", None): AnswerClass.ABNORMAL}


def test_signs_are_the_abnormal_and_borderline_answers_in_exam_order(vet):
    answers = {"rl_patellar": {"LH": "r0", "RH": "r3"}, "head_behaviour": ["normal"], "pe_temp_c": 36.0}
    noted = [(sign.item, sign.site, sign.value, sign.cls, sign.direction) for sign in vet.sees(answers).signs]
    assert noted == [
        ("pe_temp_c", None, 36.0, "abnormal", "low"),
        ("rl_patellar", "LH", "r0", "abnormal", "low"),
        ("rl_patellar", "RH", "r3", "borderline", "high"),
    ]
    assert vet.sees(SOUND).signs == ()


def test_the_usual_range_of_a_number_is_that_of_this_dog(vet):
    def heart(**answers):
        return usual_ranges(vet.engine, vet.case(answers))["pe_hr"]

    assert heart() == (60, 140)
    assert heart(sig_age_months=3) == (100, 180)
    assert "pe_weight_kg" not in usual_ranges(vet.engine, vet.case({}))
