import pytest

from intake.reasoning.reasons import evidence_of
from intake.reasoning.wants import causes, wants_by_place
from tests.reasoning.dogs import BACK, SOUND, TREMBLES_AT_THE_VET, workup_of, workups_in


def without(answers, *items):
    return {item: answer for item, answer in answers.items() if item not in items}


def tiers(assessment):
    return {workup.tier for workup in assessment.workups}


def test_an_empty_case_suggests_nothing(vet):
    assert vet.sees({}).workups == ()


def test_an_all_normal_exam_suggests_nothing_beyond_first(vet):
    assert workups_in(vet.sees(SOUND)) == ["wu_mdb"]
    assert tiers(vet.sees(SOUND)) == {"first"}


def test_scores_are_the_exact_sum_of_their_parts(vet):
    for dog in (BACK, TREMBLES_AT_THE_VET, BACK | {"hx_seizures_24h": 1, "hx_med_class": ["metronidazole"]}):
        for workup in vet.sees(dog).workups:
            assert sum(part.hundredths for part in workup.because + workup.against) == workup.hundredths
            assert workup.because
            assert all(part.hundredths > 0 for part in workup.because)
            assert all(part.hundredths <= 0 for part in workup.against)


def test_a_place_calls_for_its_tests_in_falling_shares(vet):
    case = vet.reckons(BACK)
    wants = wants_by_place(vet.engine.rules.workups.wants, case)
    # T3-L3 alone: share 1, first tests 1, .75, .55, then tests .9, .6, .45.
    first = case.listed[:3]
    shares = [case.stand.shares[one.number] for one in first]
    share = shares[0] / sum(shares)
    assert first[0].id == "t3_l3"
    own = {test: part.hundredths for test, parts in wants.items() for part in parts if part.place == first[0]}
    expected = {
        "wu_mdb": 1,
        "wu_rad_spine": 0.75,
        "wu_ua": 0.55,
        "wu_mri_spine": 0.9,
        "wu_ct_spine": 0.6,
        "wu_csf": 0.45,
    }
    assert own == {test: round(share * part * 100) for test, part in expected.items()}


def test_a_test_of_a_region_counts_only_when_its_condition_holds(vet):
    weak = {
        "gait_limbs": "all_four",
        "gait_exercise_effect": "weaker",
        "hx_regurgitation": "yes",
        "gait_paresis_hind": "mild",
    }
    rules = vet.engine.rules.workups.wants
    assert {"wu_blood_gas", "wu_tick_search"} <= set(wants_by_place(rules, vet.reckons(weak)))
    hind = wants_by_place(rules, vet.reckons(weak | {"gait_limbs": "both_hind", "hx_onset": "chronic"}))
    assert not {"wu_blood_gas", "wu_tick_search"} & set(hind)


def test_the_body_gives_only_the_minimum_database(vet):
    assert set(wants_by_place(vet.engine.rules.workups.wants, vet.reckons({"hx_vomiting": "repeated"}))) == {"wu_mdb"}


def test_a_cause_has_to_fit_the_place_and_four_count_at_most(vet):
    rules = vet.engine.rules.workups.wants
    found = causes(rules, vet.reckons(BACK, {"hx_onset": "acute", "hx_pain_signs": ["yelping"]}))
    values = [cause.value for cause in found]
    assert 0 < len(found) <= 4
    assert values == sorted(values, reverse=True)
    assert min(values) >= max(2, values[0] / 2)
    assert causes(rules, vet.reckons(SOUND)) == ()


@pytest.mark.parametrize(
    ("answers", "test", "part"),
    [
        ({"pe_hip_abduction": "painful"}, "wu_ortho_exam_sedated", 70),
        ({"pe_hip_abduction": "painful"}, "wu_rad_hips_stifles", 60),
        ({"pe_multi_joint_effusion": "yes"}, "wu_arthrocentesis", 70),
        ({"pe_abdomen": ["mass"]}, "wu_us_abdomen", 70),
        ({"anus_sacs": {"L": ["impacted"]}}, "wu_anal_sac", 70),
        ({"pe_rhythm": "irregular"}, "wu_ecg", 70),
        ({"pe_rhythm": "irregular"}, "wu_bp", 60),
        ({"hx_med_class": ["metronidazole"]}, "wu_drug_review", 70),
        ({"pe_skin": ["tick_found"], "gait_paresis_hind": "mild"}, "wu_tick_search", 70),
        ({"hx_pattern": "episodic_normal_between"}, "wu_video_diary", 70),
        ({"lab_ck": 5000}, "wu_ck", 70),
    ],
)
def test_a_finding_calls_for_tests_by_itself(vet, answers, test, part):
    workup = workup_of(vet.sees(answers, {"hx_pain_signs": ["yelping"]}), test)
    reason = next(one for one in workup.because if one.hundredths == part)
    assert reason.item in answers


def test_spine_images_need_a_cord_place_or_a_sore_spine(vet):
    images = {"wu_rad_spine", "wu_rad_ls", "wu_mri_spine", "wu_ct_spine"}
    assert images & set(workups_in(vet.sees(BACK)))
    front = {"hx_seizures_24h": 1, "head_behaviour": ["pacing_compulsive"], "sig_age_months": 100}
    assert not images & set(workups_in(vet.sees(front)))


def test_parts_of_the_minimum_database_fold_into_its_one_line(vet):
    dog = {"hx_vomiting": "repeated", "hx_pattern": "episodic_normal_between", "hx_energy": "collapse_episode"}
    assessment = vet.sees(dog)
    folds = [part for part in workup_of(assessment, "wu_mdb").because if part.source[0] == "method.md 9.5"]
    assert folds
    for part in folds:
        assert (part.item, part.site, part.value) == (None, None, None)
        assert part.also
        assert part.source[1] not in workups_in(assessment)
    assert "wu_cbc" not in workups_in(assessment)
    assert "wu_chem" not in workups_in(assessment)


def test_a_part_the_best_cause_names_early_keeps_its_own_line(vet):
    low = SOUND | {
        "lab_glucose": 2.5,
        "hx_energy": "collapse_episode",
        "hx_conditions": ["diabetes"],
        "hx_med_class": ["insulin"],
    }
    assessment = vet.sees(low)
    assert {"wu_glucose", "wu_mdb"} <= set(workups_in(assessment))


def test_the_second_scan_of_the_same_part_is_discounted(vet):
    assessment = vet.sees(BACK)
    second = workup_of(assessment, "wu_ct_spine")
    (less,) = [part for part in second.against if part.hundredths < 0]
    whole = second.hundredths - less.hundredths
    assert second.hundredths == round(whole * 0.6)
    assert less.source == ("method.md 9.6", "wu_mri_spine")
    assert less.item is None
    assert all(part.hundredths == 0 for part in workup_of(assessment, "wu_mri_spine").against)


def test_a_further_test_of_the_same_kind_counts_less_but_never_the_minimum_database(vet):
    sick = {"cn_swallow": "difficult", "gait_limbs": "all_four", "gait_exercise_effect": "weaker", "hx_onset": "acute"}
    listed = vet.sees(sick).workups
    for kind in ("blood", "other"):
        alike = [workup for workup in listed if workup.kind == kind]
        further = [workup for workup in alike if any("same kind" in one.source[0] for one in workup.against)]
        assert further
        assert len(alike) - len(further) <= 2  # the first, and the bundle
        assert "wu_mdb" not in {workup.id for workup in further}
        for workup in further:
            (less,) = [one for one in workup.against if "same kind" in one.source[0]]
            before = workup.hundredths - less.hundredths
            assert workup.hundredths == round(before * 0.6)


def test_a_dog_that_trembles_at_the_vet_gets_only_calm_tests(vet):
    assessment = vet.sees(TREMBLES_AT_THE_VET)
    assert assessment.urgency in ("routine", "soon")
    assert set(workups_in(assessment)) <= {"wu_video_diary", "wu_mdb"}
    spoilt = vet.sees(TREMBLES_AT_THE_VET, {"pe_rhythm": "irregular"})
    assert "wu_ecg" in workups_in(spoilt)


def test_nothing_beyond_first_when_nothing_raised_the_urgency(vet):
    calm = SOUND | {"hx_litter_affected": "yes", "hx_cold_exposure": "yes", "hx_chief_sign": ["shaking_back_legs"]}
    assessment = vet.sees(calm)
    assert assessment.urgency_rule == "u14"
    assert tiers(assessment) <= {"first"}


def test_the_best_first_step_stands_first_and_steps_follow_the_tiers(vet):
    assessment = vet.sees(BACK)
    assert assessment.workups[0].tier == "first"
    rest = [workup.hundredths for workup in assessment.workups[2:]]
    assert rest == sorted(rest, reverse=True)
    levels = {workup.id: workup.level for workup in vet.engine.knowledge.workups}
    by_step = sorted(assessment.workups, key=lambda workup: workup.step)
    assert [workup.step for workup in by_step] == list(range(1, len(by_step) + 1))
    assert [levels[workup.id] for workup in by_step] == sorted(levels[workup.id] for workup in by_step)
    ids = [workup.id for workup in by_step]
    assert ids.index("wu_csf") > ids.index("wu_mri_spine")


def test_weak_wishes_beyond_first_are_cut(vet):
    for dog in (BACK, TREMBLES_AT_THE_VET, {"head_tilt": "left"}):
        assert all(workup.hundredths >= 12 or workup.tier == "first" for workup in vet.sees(dog).workups)


def test_order_rules_are_named_where_their_tests_are_listed(vet):
    assessment = vet.sees(BACK)
    assert "order_mdb" in workup_of(assessment, "wu_mdb").order
    assert "order_mri_csf" in workup_of(assessment, "wu_csf").order
    assert "order_trauma" not in workup_of(assessment, "wu_rad_spine").order
    hurt = vet.sees(BACK, {"hx_trauma": "confirmed"})
    assert "order_trauma" in workup_of(hurt, "wu_rad_spine").order


def test_cautions_come_from_the_record(vet):
    says = {caution.id: caution.says for caution in vet.engine.knowledge.cautions}
    calm = workup_of(vet.sees(BACK), "wu_rad_spine")
    assert says["trauma"] not in calm.cautions
    hurt = workup_of(vet.sees(BACK, {"hx_trauma": "confirmed"}), "wu_rad_spine")
    assert says["trauma"] in hurt.cautions


def test_what_speaks_against_the_place_is_shown_without_weight(vet):
    limp = {
        "rl_patellar": "r0",
        "rl_withdrawal": "r2",
        "fl_withdrawal": "r2",
        "gait_paresis_hind": "mild",
        "torso_spinal_pain": ["none"],
    }
    shown = [part for workup in vet.sees(limp).workups for part in workup.against if part.hundredths == 0]
    assert {part.item for part in shown} == {"torso_spinal_pain"}
    doubtful = {"hx_conditions": ["addisons"], "lab_k": 6.6, "lab_na": 140, "hx_nausea_signs": ["drooling"]}
    spoken = {part.item for workup in vet.sees(doubtful, {"lab_cortisol_base": 5}).workups for part in workup.against}
    assert "lab_cortisol_base" in spoken


def test_group_kind_and_tier_are_those_of_the_knowledge(vet):
    rows = {workup.id: workup for workup in vet.engine.knowledge.workups}
    for workup in vet.sees(BACK, {"hx_vomiting": "repeated", "pe_femoral_pulse": "weak"}).workups:
        row = rows[workup.id]
        assert (workup.group, workup.kind, workup.tier, workup.name) == (row.group, row.kind, row.tier, row.name)


def test_a_finding_that_calls_for_a_test_does_not_speak_against_it_too(vet):
    dogs = [BACK, BACK | {"gait_paresis_limb": {"LH": "mild", "RH": "none"}}]
    for workup in (workup for dog in dogs for workup in vet.sees(dog).workups):
        called_for = set(evidence_of(workup.because))
        assert called_for
        assert called_for.isdisjoint(evidence_of(r for r in workup.against if r.hundredths == 0))
