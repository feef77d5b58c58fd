import pytest

from tests.reasoning.dogs import BACK, SOUND, place_of


def side(vet, region, *answers):
    return place_of(vet.sees(*answers), region).side


LEFT = {"rl_paw_replacement": {"LH": "delayed", "RH": "normal"}, "gait_paresis_hind": "mild"}


@pytest.mark.parametrize(
    ("region", "answers", "expected"),
    [
        ("t3_l3", LEFT, "left"),
        ("t3_l3", {**LEFT, "rl_paw_replacement": {"LH": "delayed", "RH": "absent"}}, "right"),
        ("t3_l3", {**LEFT, "rl_paw_replacement": {"LH": "absent", "RH": "absent"}}, "both"),
        ("t3_l3", {"gait_paresis_hind": "mild", "gait_limbs": "both_hind"}, "none"),
        ("l4_l6", {"rl_patellar": {"LH": "r1", "RH": "r0"}}, "right"),
        ("t3_l3", {"rl_patellar": {"LH": "r4", "RH": "r3"}, "gait_paresis_hind": "mild"}, "left"),
        ("t3_l3", {"gait_paresis_limb": {"LH": "severe", "RH": "mild"}}, "left"),
        ("t3_l3", {"gait_worse_side": "right_worse", "gait_paresis_hind": "mild"}, "right"),
        ("t3_l3", {"gait_worse_side": "equal", "gait_paresis_hind": "mild"}, "both"),
        ("forebrain", {"rl_hopping": {"LH": "delayed", "RH": "normal"}, "gait_paresis_hind": "none"}, "right"),
        ("forebrain", {"cn_menace": {"L": "absent", "R": "present"}}, "right"),
        ("forebrain", {"gait_circling": "left_wide"}, "left"),
        ("forebrain", {"gait_circling": "side_unknown", "head_turn": "side_unknown"}, "none"),
        ("brainstem", {"cn_masticatory": {"L": "wasted", "R": "normal"}}, "left"),
        ("cerebellum", {"gait_hypermetria": {"LF": "none", "RF": "present", "LH": "none", "RH": "present"}}, "right"),
        ("vest_peripheral", {"head_tilt": "right"}, "right"),
        ("vest_peripheral", {"head_tilt": "side_unknown"}, "none"),
        ("vest_peripheral", {"cn_nystagmus_fast": "left"}, "right"),
        ("vest_peripheral", {"head_tilt": "left", "pe_ears": {"L": ["painful"], "R": ["normal"]}}, "left"),
        ("c6_t2", {"fl_withdrawal": {"LF": "r0", "RF": "r2"}}, "left"),
        ("peripheral_nerve", {"fl_atrophy": {"LF": "none", "RF": "severe"}}, "right"),
        # Unlike, but neither is worse; an absent blink is worse than one that tires.
        ("brainstem", {"cn_palpebral": {"L": "fatigues", "R": "absent"}}, "right"),
        ("brainstem", {"cn_strabismus_rest": {"L": "ventrolateral", "R": "rotated"}}, "both"),
        ("t3_l3", {"gait_paresis_hind": "mild", "torso_ctr": {"L": "exaggerated", "R": "absent"}}, "right"),
        ("vest_peripheral", {"pe_ears": {"L": ["swollen"], "R": ["discharge"]}, "cn_facial_symmetry": "droop"}, "both"),
        # Which side is known, only how wide the circles are is not.
        ("forebrain", {"gait_circling": "left_width_unknown"}, "left"),
    ],
)
def test_findings_vote_for_a_side(vet, region, answers, expected):
    assert side(vet, region, answers) == expected


def test_circling_counts_half_against_a_placing_deficit(vet):
    dog = {"gait_circling": "left_wide", "cn_menace": {"L": "absent", "R": "present"}}
    assert side(vet, "forebrain", dog) == "right"


def test_placing_is_believed_before_the_tilt_and_the_trap_is_shown(vet):
    dog = {
        "head_tilt": "left",
        "gait_falling": "left",
        "head_mentation": "dull_obtunded",
        "rl_paw_replacement": {"LH": "normal", "RH": "delayed"},
    }
    assessment = vet.sees(dog)
    assert place_of(assessment, "vest_central").side == "right"
    assert "trap_paradox" in [trap.id for trap in assessment.traps]
    assert side(vet, "vest_central", {**dog, "rl_paw_replacement": "normal"}) == "left"


def test_normal_findings_vote_for_no_side(vet):
    for place in vet.sees(SOUND, {"hx_pattern": "episodic_normal_between"}).localisation:
        assert place.side == "none"


@pytest.mark.parametrize("region", ["none_nonneuro", "movement_diffuse", "nmj", "muscle", "multifocal"])
def test_some_places_have_no_side(vet, region):
    assessment = vet.sees(
        BACK, {"mov_class": "tremor", "mov_distribution": ["hind_left"], "gait_exercise_effect": "weaker"}
    )
    assert place_of(assessment, region).side == "none"
