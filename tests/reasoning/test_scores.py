import pytest

from tests.reasoning.dogs import SOUND


def score(vet, name, *answers):
    return next(one for one in vet.sees(*answers).scores if one.id == name)


MGCS = {"gait_ambulation": "ambulatory", "gait_paresis_hind": "none", "cn_plr_direct": "brisk", "cn_vor": "normal"}


def test_the_coma_scale_adds_its_three_parts(vet):
    found = score(vet, "mgcs", MGCS, {"head_mentation": "bright_alert"})
    assert (found.value, found.max, found.missing) == (18, 18, ())
    assert score(vet, "mgcs", MGCS, {"head_mentation": "dull_obtunded"}).value == 17


def test_there_are_no_partial_totals(vet):
    found = score(vet, "mgcs", MGCS)
    assert found.value is None
    assert [(check.item, check.site) for check in found.missing] == [("mgcs_consciousness", None)]
    tried = score(vet, "mgcs", MGCS, {"head_mentation": "unable"})
    assert tried.value is None


def test_a_level_the_vet_enters_beats_what_the_findings_propose(vet):
    found = score(vet, "mgcs", MGCS, {"head_mentation": "bright_alert", "mgcs_consciousness": 3})
    assert found.value == 15
    assert "sound" in found.meaning


@pytest.mark.parametrize(
    ("answers", "grade"),
    [
        (SOUND, 6),
        (SOUND | {"torso_spinal_pain": ["lumbar"]}, 5),
        ({"gait_ambulation": "ambulatory", "gait_paresis_hind": "mild"}, 4),
        ({"gait_ambulation": "nonambulatory_motor"}, 3),
        ({"gait_ambulation": "plegic_hind", "rl_pain_superficial": "present", "rl_pain_deep": "present"}, 2),
        ({"gait_ambulation": "plegic_hind", "rl_pain_superficial": "absent", "rl_pain_deep": "present"}, 1),
        ({"gait_ambulation": "plegic_hind", "rl_pain_deep": "absent"}, 0),
        ({"gait_ambulation": "plegic_hind"}, None),
        ({}, None),
    ],
)
def test_the_frankel_grade_needs_its_deciding_check(vet, answers, grade):
    assert score(vet, "mfs", answers).value == grade


@pytest.mark.parametrize(
    ("name", "answers", "value"),
    [
        ("bcs", {"pe_bcs": 5}, 5),
        ("mcs", {"pe_mcs": "moderate_loss"}, 2),
        ("na_k_ratio", {"lab_na": 140, "lab_k": 5}, 28),
        ("shock_index", {"pe_hr": 150, "pe_bp_sys": 100}, 1.5),
        ("thigh_asymmetry", {"pe_thigh_cm": {"L": 30, "R": 28}}, 2),
        ("glucose_difference", {"lab_glucose": 5, "lab_glucose_hind": 2.5}, 2.5),
        ("iris_creatinine", {"lab_creatinine": 300}, 3),
        ("dose_per_day", {"hx_metronidazole_mg_kg_day": 60}, 60),
        ("seizure_count", {"hx_seizures_24h": 0}, 0),
        ("tremor_rate", {"mov_frequency_hz": 14}, 14),
        ("spinal_grade", {"gait_ambulation": "nonambulatory_motor"}, 3),
    ],
)
def test_a_score_is_worked_out_or_says_what_it_lacks(vet, name, answers, value):
    assert score(vet, name, answers).value == value
    lacking = score(vet, name)
    assert lacking.value is None
    assert lacking.missing
    (item, *_) = answers
    one_short = {**answers, item: "unable"}
    assert score(vet, name, one_short).value is None


def test_one_thigh_gives_no_difference(vet):
    found = score(vet, "thigh_asymmetry", {"pe_thigh_cm": {"L": 30}})
    assert found.value is None
    assert [(check.item, check.site) for check in found.missing] == [("pe_thigh_cm", "R")]


def test_only_scores_that_are_switched_on_are_given(vet):
    given = {one.id for one in vet.sees(SOUND).scores}
    assert given == {score.id for score in vet.engine.knowledge.scores if score.status == "include"}
