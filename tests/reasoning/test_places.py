import pytest

from intake.reasoning.localisation import named_places
from tests.reasoning.dogs import BACK, SOUND, place_of, places_in


def test_hind_legs_with_the_front_seen_normal_are_the_back_cord(vet):
    assessment = vet.sees(BACK)
    assert places_in(assessment)[0] == "t3_l3"
    assert assessment.localisation[0].fit == "strong"
    assert vet.states(BACK)["limbs"] == "hind_only"


def test_an_all_normal_exam_lists_only_the_body(vet):
    assert places_in(vet.sees(SOUND)) == ["none_nonneuro"]


def test_a_vomiting_dog_nobody_examined_lists_only_the_body(vet):
    assert places_in(vet.sees({"hx_vomiting": "repeated"})) == ["none_nonneuro"]


def test_an_empty_record_lists_nothing(vet):
    assert places_in(vet.sees({})) == []


def test_normal_findings_list_no_place_of_the_nervous_system(vet):
    for item, answer in SOUND.items():
        assert set(places_in(vet.sees({item: answer}))) <= {"none_nonneuro"}


def test_weights_are_the_log_of_the_words_less_their_mean(vet):
    rules = vet.engine.rules.texts.signs
    state = next(one for one in rules.states if (one.sign, one.state) == ("trunci", "cut_off"))
    whole = {
        profile.region: weight
        for profile, weight in zip(rules.profiles, state.weights, strict=True)
        if not profile.form
    }
    # often .5 for T3-L3, hardly ever .01 for the other 17: ln .5 - (ln .5 + 17 ln .01) / 18
    assert whole["t3_l3"] == 369
    assert set(whole.values()) == {369, -22}


def test_a_form_copies_the_body_and_changes_only_its_own_words(vet):
    rules = vet.engine.rules.texts.signs
    places = {(profile.region, profile.form): place for place, profile in enumerate(rules.profiles)}
    form, body = places["t3_l3", "back_pain_only"], places["none_nonneuro", None]
    changed = {f"{state.sign}.{state.state}" for state in rules.states if state.chances[form] != state.chances[body]}
    named = next(one.words for one in vet.engine.knowledge.forms if one.id == "back_pain_only")
    assert changed <= set(named)
    assert "back_pain.thoracolumbar" in changed


@pytest.mark.parametrize(
    ("answers", "region", "form"),
    [
        ({"torso_spinal_pain": ["thoracolumbar"]}, "t3_l3", "back_pain_only"),
        ({"neck_palpation": "pain_upper"}, "c1_c5", "neck_pain_only"),
        ({"torso_ls_press": "pain"}, "s1_s3_cauda", "lumbosacral_pain_only"),
        ({"hx_seizure_type": "generalised", "hx_pattern": "episodic_normal_between"}, "forebrain", "episodes_only"),
        ({"cn_facial_symmetry": {"L": "droop", "R": "normal"}}, "peripheral_nerve", "facial_nerve_only"),
        ({"hx_regurgitation": "yes", "cn_palpebral": "fatigues"}, "nmj", "gullet_throat_blink_only"),
        ({"cn_jaw_tone": "locked_stiff", "cn_masticatory": "swollen_painful"}, "muscle", "jaw_muscles_only"),
    ],
)
def test_a_restricted_form_leads_and_is_named(vet, answers, region, form):
    rest = {item: answer for item, answer in SOUND.items() if item not in answers}
    assessment = vet.sees(rest, answers)
    assert places_in(assessment)[0] == region
    assert assessment.localisation[0].form == form


def test_scores_are_the_exact_sum_of_their_reasons(vet):
    for place in vet.sees(BACK).localisation:
        reasons = place.reasons_for + place.reasons_against
        assert sum(reason.hundredths for reason in reasons) == place.hundredths
        assert all(reason.hundredths > 0 for reason in place.reasons_for)
        assert all(reason.hundredths < 0 for reason in place.reasons_against)


def test_leaving_a_sign_out_changes_the_score_by_exactly_its_weight(vet):
    with_cut, without = vet.sees(BACK), vet.sees({**BACK, "torso_ctr": "unable"})
    for place in with_cut.localisation:
        if place.id not in places_in(without) or place_of(without, place.id).form != place.form:
            continue
        other = place_of(without, place.id)
        weights = {reason.sign: reason.hundredths for reason in place.reasons_for + place.reasons_against}
        rest = {reason.sign: reason.hundredths for reason in other.reasons_for + other.reasons_against}
        pattern = weights.get("pattern", 0) - rest.get("pattern", 0)
        assert place.hundredths - other.hundredths == weights["trunci"] + pattern


def test_parts_without_a_finding_say_where_they_come_from(vet):
    parts = {
        reason.sign: reason
        for place in vet.sees({**BACK, "mov_subtype": "myoclonus_jerk"}).localisation
        for reason in place.reasons_for + place.reasons_against
        if reason.item is None
    }
    assert parts["start"].source == ("signs.md (d)",)
    assert parts["multifocal_cost"].source == ("signs.md (e)",)
    assert parts["multifocal_cost"].hundredths == -100
    patterns = {pattern.id for pattern in vet.engine.knowledge.patterns}
    assert parts["pattern"].source[0] in patterns
    assert all(part.site is None and part.value is None and part.also == () for part in parts.values())


def test_a_finding_may_speak_in_several_signs_and_one_reason_names_the_others(vet):
    place = vet.sees(BACK).localisation[0]
    motor = next(reason for reason in place.reasons_for if reason.sign == "motor")
    named = [(motor.item, motor.site), *((one.item, one.site) for one in motor.also)]
    assert motor.state == "weak_deficit"
    assert named == [
        ("gait_paresis_hind", None),
        ("rl_paw_replacement", "LH"),
        ("rl_paw_replacement", "RH"),
    ]


def test_the_pattern_part_is_capped_and_a_region_takes_the_largest(vet):
    for place in vet.sees(BACK).localisation:
        parts = [reason for reason in place.reasons_for if reason.sign == "pattern"]
        assert len(parts) <= 1
        assert all(part.hundredths <= 100 for part in parts)


def test_fit_words_follow_the_lead_over_other_families(vet):
    listed = vet.reckons(BACK).listed
    best = listed[0]
    for one in listed[1:]:
        same = one.family == best.family and best.hundredths - one.hundredths <= 100
        expected = "strong" if same else "possible" if best.hundredths - one.hundredths <= 200 else "weak"
        assert one.fit == expected or one.fit == "good"
    alone = vet.sees(SOUND).localisation[0]
    assert alone.fit == "strong"  # no other family listed: the lead counts as two


def test_two_places_are_named_when_one_does_not_explain_all(vet):
    two = BACK | {
        "hx_seizures_24h": 1,
        "head_behaviour": ["pacing_compulsive"],
        "gait_circling": "left_wide",
        "cn_menace": {"L": "present", "R": "absent"},
    }
    named = place_of(vet.sees(two), "multifocal").regions
    assert set(named) == {"forebrain", "t3_l3"}
    assert place_of(vet.sees(two), "t3_l3").regions == ()


def test_one_place_that_explains_all_leaves_more_than_one_area_unnamed(vet):
    case = vet.reckons({"head_tilt": "left"})
    assert named_places(vet.engine.rules.texts.places, case.stand, case.listed, 3) == ()
    empty = vet.reckons({})
    assert named_places(vet.engine.rules.texts.places, empty.stand, empty.listed, 3) == ()


def test_at_most_three_places_are_named(vet):
    many = BACK | {
        "hx_seizures_24h": 1,
        "head_tilt": "left",
        "cn_jaw_tone": "dropped_weak",
        "gait_hypermetria": "present",
        "hx_regurgitation": "yes",
        "neck_palpation": "pain_lower",
        "fl_withdrawal": "r0",
    }
    assert len(place_of(vet.sees(many), "multifocal").regions) <= 3


def test_missing_holds_open_checks_with_their_sides_five_at_most(vet):
    for place in vet.sees({"gait_limbs": "both_hind", "rl_patellar": {"LH": "r3"}}).localisation:
        assert 0 < len(place.missing) <= 5
        assert len(set(place.missing)) == len(place.missing)
        for check in place.missing:
            sites = vet.engine.items[check.item].sites
            assert check.site in (sites or (None,))
            assert check.item != "gait_limbs"


def test_what_was_tried_without_result_is_still_missing(vet):
    tried = vet.sees({**BACK, "rl_tone": "unable"})
    assert place_of(tried, "t3_l3").missing == place_of(vet.sees(BACK), "t3_l3").missing


@pytest.mark.parametrize(("count", "is_enough"), [(9, False), (10, True)])
def test_enough_takes_ten_neurological_checks(vet, count, is_enough):
    checks = {"head_tilt": "left", "rl_hopping": "delayed"}
    others = [
        "cn_menace",
        "cn_jaw_tone",
        "cn_tracking",
        "cn_hearing",
        "cn_smell",
        "cn_anisocoria",
        "cn_voice",
        "cn_vor",
    ]
    for item in others[: count - 2]:
        checks[item] = vet.engine.items[item].options[0].value
    stated = {"fl_tone": "unable", "fl_atrophy": {"not_done": "not_needed"}, "hx_vomiting": "none", "pe_hr": 100}
    assert vet.sees(checks, stated).enough == is_enough


def test_not_the_nervous_system_needs_paw_placement_to_be_enough(vet):
    placing = ("fl_paw_replacement", "rl_paw_replacement")
    assert vet.sees(SOUND).enough
    assert vet.sees({item: answer for item, answer in SOUND.items() if item != placing[0]}).enough
    without = {item: answer for item, answer in SOUND.items() if item not in placing}
    assessment = vet.sees(without)
    assert places_in(assessment)[0] == "none_nonneuro"
    assert not assessment.enough
