import pytest

from tests.reasoning.dogs import SOUND, pattern_of


def kept(vet, *answers):
    return {pattern.id for pattern in vet.sees(*answers).patterns}


def test_the_first_match_of_a_row_counts_full_and_each_further_one_half(vet):
    # addisons, strong row: ratio; potassium; ECG; known illness.
    scores = [
        pattern_of(vet.sees(answers), "addisons").score
        for answers in (
            {"hx_conditions": ["addisons"]},
            {"hx_conditions": ["addisons"], "lab_k": 6.2},
            {"hx_conditions": ["addisons"], "lab_k": 6.2, "lab_ecg": ["tented_t"]},
            {"hx_conditions": ["addisons"], "lab_k": 6.2, "lab_ecg": ["tented_t"], "lab_na": 135},
        )
    ]
    assert scores == [4.0, 6.0, 8.0, 10.0]


def test_a_row_counts_four_matches_at_most(vet):
    # poisoning and others have rows of more than four alternatives; hypomyelination's moderate row has seven.
    row = {
        "mov_rest_effect": "stops",
        "mov_sleep": "absent_in_sleep",
        "mov_excitement_effect": "worse",
        "mov_distribution": ["generalised"],
        "gait_stance": "wide_based",
        "mov_activation": "action",
        "head_mentation": "bright_alert",
    }
    assert pattern_of(vet.sees(row), "hypomyelination").score == 2 + 3 * 1.0


def test_against_rows_subtract(vet):
    against = vet.sees({"hx_conditions": ["addisons"], "lab_k": 6.2, "lab_cortisol_base": 5})
    pattern = pattern_of(against, "addisons")
    assert pattern.score == 2.0
    assert [reason.hundredths for reason in pattern.reasons_against] == [-400]


@pytest.mark.parametrize(
    ("answers", "is_kept"),
    [
        ({"hx_conditions": ["addisons"]}, True),  # one strong match
        ({"hx_progression": "waxing_waning"}, False),  # one moderate match
        ({"hx_progression": "waxing_waning", "hx_vomiting": "repeated"}, True),  # two
        ({"hx_conditions": ["addisons"], "lab_cortisol_base": 5}, False),  # nothing left over
    ],
)
def test_a_pattern_is_kept_for_a_strong_match_or_two_moderate_ones(vet, answers, is_kept):
    assert ("addisons" in kept(vet, answers)) == is_kept


def test_normal_findings_keep_no_pattern(vet):
    assert kept(vet, {item: answer for item, answer in SOUND.items() if item != "sig_age_months"}) == set()


def test_patterns_are_ranked_with_a_fit_word_and_a_reason_for_each_strength(vet):
    assessment = vet.sees({"hx_conditions": ["addisons"], "lab_k": 6.6, "lab_na": 135, "hx_vomiting": "repeated"})
    scores = [pattern.score for pattern in assessment.patterns]
    assert scores == sorted(scores, reverse=True)
    pattern = pattern_of(assessment, "addisons")
    assert pattern.fit == "strong"
    assert [reason.hundredths for reason in pattern.reasons_for] == [800, 200]
    assert all(reason.source for reason in pattern.reasons_for)
    words = {pattern.fit: pattern.score for pattern in assessment.patterns}
    assert all({"strong": 8, "good": 5, "possible": 3, "weak": 0}[fit] <= score for fit, score in words.items())


def test_missing_of_a_pattern_are_open_checks_of_its_own_rows(vet):
    pattern = pattern_of(vet.sees({"hx_conditions": ["addisons"]}), "addisons")
    assert "lab_k" in {check.item for check in pattern.missing}
    assert len(pattern.missing) <= 5
