import pytest

from intake.knowledge.loader import load
from tests.reasoning.conftest import KNOWLEDGE
from tests.reasoning.dogs import BACK, SOUND, place_of, places_in
from tests.reasoning.examples import Examples

TRAPS = [trap.id for trap in load(KNOWLEDGE).traps]


def traps_of(vet, *answers):
    return {trap.id: trap for trap in vet.sees(*answers).traps}


@pytest.mark.parametrize("trap", TRAPS)
def test_a_trap_is_shown_with_its_findings_when_its_trigger_matches(vet, trap):
    rule = next(one for one in vet.engine.knowledge.traps if one.id == trap)
    records = [record for record in Examples(vet.engine.knowledge).of(rule.when) if trap in traps_of(vet, record)]
    assert records, "no record shows it"
    shown = traps_of(vet, records[0])[trap]
    assert shown.says == rule.says
    assert {reason.item for reason in shown.because} <= set(records[0])
    assert shown.because
    assert trap not in traps_of(vet, dict.fromkeys(records[0], "unable"))


def test_a_sound_dog_has_no_trap_but_the_episodes_that_are_over(vet):
    assert traps_of(vet, SOUND) == {}
    assert set(traps_of(vet, SOUND, {"hx_pattern": "episodic_normal_between"})) == {"trap_normal_between"}


def fit(vet, region, *answers):
    return place_of(vet.sees(*answers), region).fit


@pytest.mark.parametrize("cap", [{"hx_sedated_before_exam": "yes"}, {"sig_age_months": 1}])
def test_sedation_and_a_small_puppy_cap_every_fit(vet, cap):
    assert fit(vet, "t3_l3", BACK) == "strong"
    assert fit(vet, "t3_l3", BACK, cap) == "good"
    assert "strong" not in {place.fit for place in vet.sees(BACK, cap).localisation}


def test_a_cap_never_raises_and_leaves_the_score_alone(vet):
    free, capped = vet.sees(BACK), vet.sees(BACK, {"hx_sedated_before_exam": "yes"})
    assert [(place.id, place.hundredths) for place in free.localisation] == [
        (place.id, place.hundredths) for place in capped.localisation
    ]
    order = ["weak", "possible", "good", "strong"]
    for before, after in zip(free.localisation, capped.localisation, strict=True):
        assert order.index(after.fit) <= order.index(before.fit)


def test_a_seizure_yesterday_caps_the_forebrain(vet):
    dog = {
        **{item: answer for item, answer in SOUND.items() if item != "cn_menace"},
        "hx_seizure_type": "generalised",
        "hx_after_episode": ["disoriented"],
        "head_behaviour": ["pacing_compulsive"],
        "cn_menace": {"L": "absent", "R": "present"},
        "gait_circling": "left_wide",
    }
    assert fit(vet, "forebrain", dog) == "strong"
    assert fit(vet, "forebrain", dog, {"hx_hours_since_seizure": 30}) == "good"


def test_a_tilt_without_placing_tested_caps_both_balance_places_and_asks_for_it(vet):
    dog = {"head_tilt": "left", "gait_ataxia": "vestibular", "head_mentation": "bright_alert", "hx_onset": "peracute"}
    assessment = vet.sees_all(dog)
    assert "trap_vest_unassessed" in {trap.id for trap in assessment.traps}
    assert place_of(assessment, "vest_peripheral").fit != "strong"
    assert {"rl_paw_replacement", "fl_paw_replacement"} & {check.item for check in assessment.next_checks}


def test_a_trap_that_asks_for_the_pulse_puts_it_among_the_next_checks(vet):
    asked = vet.sees_all({"gait_paresis_hind": "plegia", "sig_age_months": 60})
    assert "pe_femoral_pulse" in {check.item for check in asked.next_checks} or len(asked.next_checks) == 5
    known = vet.sees_all({"gait_paresis_hind": "plegia", "pe_femoral_pulse": "normal"})
    assert "pe_femoral_pulse" not in {check.item for check in known.next_checks}


@pytest.mark.parametrize(
    ("answers", "sign", "state"),
    [
        ({"hx_onset": "acute", "rl_withdrawal": "r1", "torso_ctr": "cut_off"}, "hind_reflex", "spinal_shock"),
        ({"fl_withdrawal": "r1", "neck_palpation": "pain_lower"}, "fore_reflex", "reduced_neck"),
        ({"fl_withdrawal": "r1"}, "fore_reflex", "low"),
        ({"rl_patellar": "r3", "rl_withdrawal": "r1"}, "hind_reflex", "sciatic_low"),
        ({"rl_patellar": "r3"}, "hind_reflex", "brisk"),
        ({"rl_patellar": "r3", "gait_paresis_hind": "none", "rl_paw_replacement": "normal"}, "hind_reflex", None),
        ({"rl_patellar": "r0"}, "hind_reflex", "patellar_low"),
        ({"rl_patellar": "r0", "sig_age_months": 130, "gait_paresis_hind": "none"}, "hind_reflex", None),
        ({"rl_patellar": "r0", "sig_age_months": 130, "gait_paresis_hind": "mild"}, "hind_reflex", "patellar_low"),
        ({"cn_menace": "absent"}, "menace", "lost"),
        ({"cn_menace": "absent", "sig_age_months": 2}, "menace", None),
        ({"torso_ctr": "absent"}, "trunci", None),
        ({"torso_ctr": {"L": "absent", "R": "present"}}, "trunci", "one_side_absent"),
        ({"head_behaviour": ["disoriented"]}, "behaviour", "yes"),
        ({"head_behaviour": ["disoriented"], "head_tilt": "left", "head_mentation": "bright_alert"}, "behaviour", None),
        ({"gait_stance": "crouched"}, "limbs", "hind"),
        ({"gait_stance": "crouched", "pe_stifle": {"L": ["effusion"]}}, "limbs", None),
        ({"gait_posture_special": "schiff_sherrington"}, "posture", "schiff"),
        (
            {"pe_femoral_pulse": "absent", "gait_limbs": "both_hind", "gait_paresis_hind": "mild"},
            "circulation",
            "poor_and_weak",
        ),
    ],
)
def test_traps_that_work_inside_a_sign(vet, answers, sign, state):
    assert vet.states(answers).get(sign) == state


def test_low_reflexes_of_an_acute_cord_do_not_move_the_place_down(vet):
    shocked = {**BACK, "hx_onset": "peracute", "rl_withdrawal": "r1", "rl_patellar": "r2"}
    assert places_in(vet.sees(shocked))[0] == "t3_l3"
