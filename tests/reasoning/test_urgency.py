import msgspec
import pytest

from intake.knowledge.loader import load
from intake.reasoning.classes import noted_signs
from intake.reasoning.engine import Engine
from intake.reasoning.red_flags import firing
from intake.reasoning.urgency import LEVELS, Looked, lines_of
from tests.reasoning.conftest import KNOWLEDGE
from tests.reasoning.dogs import BACK, SOUND, Vet, place_of
from tests.reasoning.examples import Examples

WRITTEN = [rule.id for rule in load(KNOWLEDGE).urgency_rules if rule.when is not None]


def urgency(vet, *answers):
    assessment = vet.sees(*answers)
    return assessment.urgency, assessment.urgency_rule


def seen(vet, *answers):
    """Every line that speaks, with its level."""
    case, rules = vet.reckons(*answers), vet.engine.rules
    looked = Looked(rules.urgency, case, firing(rules.flags, case.reading), noted_signs(rules.classes, case.reading))
    return {(line.rule, line.level) for line in lines_of(looked)}


def without(answers, *items):
    return {item: answer for item, answer in answers.items() if item not in items}


@pytest.mark.parametrize("rule", WRITTEN)
def test_a_written_line_speaks_with_its_findings_and_at_its_level(vet, rule):
    row = next(one for one in vet.engine.knowledge.urgency_rules if one.id == rule)
    records = Examples(vet.engine.knowledge).of(row.when)
    record = next(one for one in records if (rule, row.level) in seen(vet, one))
    assert rule not in {line for line, _ in seen(vet, dict.fromkeys(record, "unable"))}
    assert rule not in {line for line, _ in seen(vet, SOUND)}


def test_the_highest_line_wins_and_of_equals_the_lowest_number(vet):
    assessment = vet.sees(BACK, {"hx_progression": "worsening", "hx_duration_days": 5})
    lines = seen(vet, BACK, {"hx_progression": "worsening", "hx_duration_days": 5})
    top = max(LEVELS.index(level) for _, level in lines)
    first = min(int(rule[1:]) for rule, level in lines if LEVELS.index(level) == top)
    assert (assessment.urgency, assessment.urgency_rule) == (LEVELS[top], f"u{first}")
    assert assessment.urgency_because
    assert all(reason.hundredths == 0 for reason in assessment.urgency_because)


def test_u1_any_red_flag_and_u2_any_amber_one(vet):
    assert urgency(vet, {"hx_emergency_now": ["overheated"]}) == ("emergency", "u1")
    assert urgency(vet, {"hx_trauma": "confirmed"}) == ("urgent", "u2")
    assert urgency(vet, SOUND, {"hx_emergency_now": ["none"]}) == ("routine", "u14")


def test_u3_a_strong_pattern_gives_its_base(vet):
    acute = {"lab_na": 135, "lab_k": 6.3, "hx_vomiting": "repeated", "hx_progression": "waxing_waning"}
    best = vet.sees(acute).patterns[0]
    assert (best.fit, best.urgency) == ("strong", "urgent")
    assert ("u3", "urgent") in seen(vet, acute)


LOCKED = {"cn_facial_spasm": ["sardonic_grin"], "cn_jaw_tone": "locked_stiff", "gait_stance": "sawhorse"}


def test_u3_an_emergency_takes_a_finding_of_today_and_no_long_course(vet):
    best = vet.sees(LOCKED).patterns[0]
    assert (best.fit, best.urgency) == ("strong", "emergency")
    assert ("u3", "emergency") in seen(vet, LOCKED)
    long = LOCKED | {"hx_duration_days": 15}
    assert ("u3", "emergency") not in seen(vet, long)
    assert ("u3", "urgent") in seen(vet, long)
    told = {"hx_toxin_type": ["slug_bait"], "hx_toxin_hours": 2, "hx_seizures_24h": 1, "hx_vomiting": "repeated"}
    assert ("u3", "emergency") not in seen(vet, told)


def test_a_pattern_of_the_clinic_does_not_outshine_one_of_the_program(vet):
    best = vet.sees(LOCKED).patterns[0]
    knowledge = vet.engine.knowledge
    (own,) = [pattern for pattern in knowledge.patterns if pattern.id == best.id]
    changes = {"id": "clinic_louder", "author": "A. Sample", "urgency": "soon", "rows": own.rows * 2}
    louder = Vet(
        Engine(
            msgspec.structs.replace(knowledge, patterns=(*knowledge.patterns, msgspec.structs.replace(own, **changes)))
        )
    )
    assert louder.sees(LOCKED).patterns[0].id == "clinic_louder"
    assert ("u3", "emergency") in seen(louder, LOCKED)


def test_u4_a_good_fit_is_urgent_at_most(vet):
    good = {"gait_stance": "sawhorse", "hx_wound_3wk": "yes"}
    best = vet.sees(good).patterns[0]
    assert (best.fit, best.urgency) == ("good", "emergency")
    assert ("u4", "urgent") in seen(vet, good)
    assert "u3" not in {rule for rule, _ in seen(vet, good)}


def test_u5_a_possible_fit_of_something_urgent_is_soon_when_it_fits_the_place(vet):
    possible = {"hx_conditions": ["addisons"]}
    assert vet.sees(possible).patterns[0].fit == "possible"
    assert seen(vet, possible) == set()
    assert ("u5", "soon") in seen(vet, possible, {"pe_hip_abduction": "painful"})


def test_a_pattern_that_fits_no_listed_place_hurries_nobody(vet):
    dog = {"hx_conditions": ["addisons", "kidney"], "lab_cortisol_base": 1}
    assert vet.sees(dog).localisation == ()
    assert not {rule for rule, _ in seen(vet, dog)} & {"u3", "u4", "u5"}


def test_u6_a_place_that_fits_is_urgent_until_the_course_is_known_to_be_long(vet):
    neck = without(SOUND, "neck_palpation") | {"neck_palpation": "pain_upper"}
    assert place_of(vet.sees(neck), "c1_c5").fit in ("good", "strong")
    assert ("u6", "urgent") in seen(vet, neck)
    for course in ({"hx_onset": "unknown"}, {"hx_duration_days": 30}):
        assert ("u6", "urgent") in seen(vet, neck, course)
    for course in ({"hx_onset": "chronic"}, {"hx_onset": "since_puppyhood"}, {"hx_duration_days": 31}):
        assert ("u7", "soon") in seen(vet, neck, course)
        assert ("u6", "urgent") not in seen(vet, neck, course)


def test_u6_leaves_pain_of_the_back_alone_to_u33_when_the_legs_are_recorded_sound(vet):
    back = without(SOUND, "torso_spinal_pain") | {"torso_spinal_pain": ["thoracolumbar"]}
    assert place_of(vet.sees(back), "t3_l3").form == "back_pain_only"
    assert vet.sees(back).urgency == "soon"
    assert ("u33", "soon") in seen(vet, back)
    for unseen in ("rl_paw_replacement", "rl_hopping"):
        back = without(back, unseen)
    assert ("u6", "urgent") in seen(vet, back)


LIMP = without(SOUND, "rl_withdrawal", "rl_patellar") | {
    "rl_withdrawal": "r0",
    "rl_patellar": "r0",
    "fl_withdrawal": "r1",
    "rl_tone": "decreased",
    "gait_limbs": "all_four",
}


def test_u8_nerve_and_muscle_wait_only_when_long_and_without_fever_or_throat_trouble_in_a_weak_or_coughing_dog(vet):
    assert place_of(vet.sees(LIMP), "peripheral_nerve").fit in ("good", "strong")
    assert ("u8", "urgent") in seen(vet, LIMP)
    old = LIMP | {"hx_onset": "chronic"}
    assert ("u8", "soon") in seen(vet, old)
    assert ("u8", "urgent") not in seen(vet, old, {"cn_voice": "hoarse_or_weak"})
    throat = {"cn_swallow": "difficult"}
    assert ("u8", "urgent") not in seen(vet, old, throat)
    for raises in ({"pe_temp_c": 39.6}, throat | {"gait_paresis_hind": "mild"}, throat | {"pe_lungs": "crackles"}):
        assert ("u8", "urgent") in seen(vet, old, raises)


TREMOR = without(SOUND, "head_behaviour") | {
    "mov_class": "tremor",
    "mov_subtype": "myokymia_ripple",
    "mov_rippling": "present",
    "mov_distribution": ["generalised"],
}


def test_u9_whole_body_movement_is_urgent_when_new_and_steps_back_before_a_harmless_value(vet):
    assert place_of(vet.sees(TREMOR), "movement_diffuse").fit in ("good", "strong")
    assert ("u9", "urgent") in seen(vet, TREMOR)
    assert ("u9", "urgent") in seen(vet, TREMOR, {"hx_onset": "peracute"})
    assert ("u9", "soon") in seen(vet, TREMOR, {"hx_onset": "chronic"})
    assert ("u9", "soon") in seen(vet, TREMOR, {"mov_distribution": ["hind_left"]})
    aware = {"hx_pattern": "episodic_normal_between", "mov_consciousness": "normal"}
    assert ("u9", "soon") in seen(vet, TREMOR, aware)
    assert ("u9", "urgent") in seen(vet, TREMOR, {"hx_pattern": "episodic_normal_between"})
    for harmless in (
        {"hx_anxiety_context": "yes_only_then"},
        {"hx_cold_exposure": "yes"},
        {"hx_overexertion_48h": "yes"},
    ):
        assert "u9" not in {rule for rule, _ in seen(vet, TREMOR, harmless)}


EPISODES = SOUND | {
    "hx_seizure_type": "generalised",
    "hx_pattern": "episodic_normal_between",
    "hx_hours_since_seizure": 400,
    "hx_conditions": ["epilepsy"],
}


def test_u10_takes_the_place_of_u6_for_episodes_that_are_over(vet):
    place = place_of(vet.sees(EPISODES), "forebrain")
    assert (place.form, place.fit in ("good", "strong")) == ("episodes_only", True)
    rules = {rule for rule, _ in seen(vet, EPISODES)}
    assert "u10" in rules
    assert not rules & {"u6", "u7"}
    assert ("u10", "soon") in seen(vet, EPISODES)


@pytest.mark.parametrize(
    "risk",
    [
        {"hx_first_seizure_days": 5},
        {"sig_age_months": 5},
        {"sig_age_months": 80},
        {"hx_med_class": ["insulin"]},
        {"sig_repro": "pregnant"},
        {"hx_conditions": ["epilepsy", "liver_or_shunt"]},
    ],
)
def test_u10_is_urgent_at_risk(vet, risk):
    assert ("u10", "urgent") in seen(vet, EPISODES, risk)


def test_u10_does_not_hold_within_a_day_of_a_seizure(vet):
    recent = EPISODES | {"hx_hours_since_seizure": 20}
    assert ("u6", "urgent") in seen(vet, recent)
    assert "u10" not in {rule for rule, _ in seen(vet, recent)}


@pytest.mark.parametrize(
    "kind",
    [
        {"pe_temp_c": 39.8},
        {"pe_temp_c": 36.9},
        {"pe_pain_nrs": 4},
        {"hx_vomiting": "repeated"},
        {"hx_appetite": "absent"},
        {"hx_weight_change": "loss"},
        {"hx_thirst": "increased"},
        {"hx_urination": ["house_soiling"]},
    ],
)
def test_u11_one_sign_of_illness_is_soon_and_two_are_urgent(vet, kind):
    assert ("u11", "soon") in seen(vet, kind)
    other = {"hx_weight_change": "loss"} if "hx_weight_change" not in kind else {"hx_thirst": "increased"}
    assert ("u11", "urgent") in seen(vet, kind, other)


def test_u11_counts_a_temperature_once_and_only_what_is_recorded(vet):
    assert ("u11", "soon") in seen(vet, {"pe_temp_q": "high"})
    assert ("u11", "soon") in seen(vet, {"pe_temp_q": "high", "pe_temp_c": 40})
    assert "u11" not in {rule for rule, _ in seen(vet, {"hx_appetite": "unable", "pe_pain_nrs": 3})}


@pytest.mark.parametrize(
    "risk",
    [
        {"sig_age_months": 3},
        {"sig_repro": "lactating"},
        {"hx_med_class": ["phenobarbital"]},
        {"hx_conditions": ["kidney"]},
        {"hx_conditions": ["addisons"]},
    ],
)
def test_u12_a_dog_at_risk_with_an_abnormal_finding(vet, risk):
    assert ("u12", "soon") in seen(vet, risk, {"pe_mm_moisture": "dry"})
    assert ("u12", "urgent") in seen(vet, risk, {"gait_rise": "slow"})
    assert "u12" not in {rule for rule, _ in seen(vet, risk)}
    assert "u12" not in {rule for rule, _ in seen(vet, {"pe_mm_moisture": "dry"})}


def test_u12_waits_when_the_course_is_recorded_as_long_and_the_dog_as_alert_or_walking(vet):
    old = {"hx_conditions": ["heart"], "hx_onset": "chronic", "gait_rise": "slow"}
    assert ("u12", "urgent") in seen(vet, old)
    for well in ({"gait_ambulation": "ambulatory"}, {"head_mentation": "bright_alert"}):
        assert ("u12", "soon") in seen(vet, old, well)
        assert ("u12", "urgent") in seen(vet, without(old, "hx_onset"), well)
        assert ("u12", "urgent") in seen(vet, old, well, {"gait_paresis_hind": "nonambulatory"})
    assert ("u12", "urgent") in seen(vet, old, {"gait_ambulation": "ambulatory", "head_mentation": "dull_obtunded"})


STIFF = SOUND | {"hx_onset": "chronic", "hx_progression": "static", "gait_stiffness": "hind", "gait_rise": "slow"}


def test_u13_an_abnormal_neurological_finding_is_soon_but_old_stiffness_is_not(vet):
    assert ("u13", "soon") in seen(vet, {"gait_stiffness": "hind"})
    assert "u13" not in {rule for rule, _ in seen(vet, STIFF)}
    assert ("u13", "soon") in seen(vet, STIFF, {"hx_progression": "worsening"})
    assert ("u13", "soon") in seen(vet, STIFF, {"rl_paw_replacement": {"LH": "normal", "RH": "delayed"}})
    assert ("u13", "soon") in seen(vet, STIFF, {"gait_rise": "needs_help"})
    assert "u13" not in {rule for rule, _ in seen(vet, STIFF, {"gait_lameness": {"LH": 2}, "rl_atrophy": "mild"})}
    assert ("u13", "soon") in seen(vet, STIFF, {"gait_lameness": {"LH": 3}})
    assert ("u13", "soon") in seen(vet, STIFF, {"rl_atrophy": {"LH": "mild", "RH": "none"}})


def test_u14_routine_is_earned(vet):
    assert urgency(vet, SOUND) == ("routine", "u14")
    assert vet.sees(SOUND).routine_needs == ()
    for item in ("head_mentation", "gait_ambulation"):
        assert urgency(vet, without(SOUND, item)) == ("soon", "u14")
    assert urgency(vet, without(SOUND, "pe_temp_c")) == ("routine", "u14")
    thin = vet.sees(without(SOUND, "pe_temp_c", "pe_mm_colour"))
    assert (thin.urgency, thin.urgency_rule) == ("soon", "u14")
    assert {check.item for check in thin.routine_needs} == {"pe_temp_c", "pe_mm_colour"}


def test_u14_a_shaking_dog_needs_its_context(vet):
    shaking = SOUND | {"hx_chief_sign": ["shaking_back_legs"]}
    assert urgency(vet, shaking) == ("soon", "u14")
    for context in (
        {"hx_anxiety_context": "yes_only_then"},
        {"hx_cold_exposure": "yes"},
        {"hx_overexertion_48h": "yes"},
    ):
        assert urgency(vet, shaking, context) == ("routine", "u14")


def test_an_empty_record_is_soon_and_names_u14_without_findings(vet):
    assessment = vet.sees({})
    assert (assessment.urgency, assessment.urgency_rule, assessment.urgency_because) == ("soon", "u14", ())
    assert not assessment.enough


def test_normal_findings_never_raise(vet):
    assert {vet.sees({item: answer}).urgency for item, answer in SOUND.items()} == {"soon"}
    before = urgency(vet, BACK)
    for item, answer in SOUND.items():
        if item not in BACK:
            assert urgency(vet, BACK, {item: answer}) == before
