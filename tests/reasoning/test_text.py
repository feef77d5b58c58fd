import re

import pytest

from intake.knowledge.model import Kind, Who
from intake.knowledge.never_shown import WordList
from intake.reasoning.assess import assess, assess_core
from intake.reasoning.assessment import Evidence, OpenCheck, Reason
from intake.reasoning.reasons import counts_of
from intake.reasoning.text import DECIDES, DECIDES_VET, as_text
from intake.reasoning.words import evidence_words, finding_words, number_words, open_words, reason_words
from tests.reasoning.dogs import BACK, SOUND, shared_case, shared_ids


def note(vet, answers, **how):
    return as_text(vet.sees_all(answers), vet.engine, **how)


def allowed_words(vet, case, assessment):
    """The exceptions for what this record itself says: known illness, vaccination, poison, test names."""
    lists = WordList(vet.engine.knowledge.never_shown)
    places = [f"exam:{item.id}" for item in vet.engine.knowledge.items]
    places += [f"workup:{workup.id}" for workup in vet.engine.knowledge.workups]
    places += [f"flag:{flag.id}" for flag in assessment.red_flags] + [f"urgency:{assessment.urgency_rule}"]
    return {word for place in places for word in lists.allowed_at(place)}


@pytest.mark.parametrize("name", shared_ids()[::12])
def test_a_technician_reads_no_cause(vet, name):
    case = shared_case(vet.engine.knowledge, name)
    assessment = assess(vet.engine, case)
    text = as_text(assessment, vet.engine)
    lists = WordList(vet.engine.knowledge.never_shown)
    assert set(lists.hits(text)) <= allowed_words(vet, case, assessment)
    for pattern in assessment.patterns:
        assert f"pattern of {pattern.name}" not in text
    assert "rf_" not in text
    assert text.rstrip().endswith(DECIDES)


def test_a_vet_reads_the_patterns_and_the_vets_messages(vet):
    dog = BACK | {"hx_onset": "acute", "gait_ambulation": "nonambulatory_motor"}
    technician, vets = note(vet, dog), note(vet, dog, for_veterinarian=True)
    assessment = vet.sees(dog)
    assert "PATTERNS, FOR YOUR DECISION" in vets
    assert f"Findings fit the pattern of {assessment.patterns[0].name}" in vets
    assert "PATTERNS" not in technician
    for flag in assessment.red_flags:
        assert flag.message in technician
        assert flag.message_vet in vets
        assert flag.first_action in technician
    assert vets.rstrip().endswith(DECIDES_VET)


def test_the_note_says_urgency_fit_and_side_in_words(vet):
    text = note(vet, BACK)
    assert text.startswith("Urgency: ")
    assert "Spinal cord, mid-back (T3–L3), Strong fit, left side (" in text
    for raw in ("t3_l3", "rl_paw_replacement", "wu_", "hardly_ever"):
        assert raw not in text
    assert "Paw placement: absent, left hind" in text


def test_with_too_little_recorded_the_fit_words_are_kept_back(vet):
    text = note(vet, {"head_tilt": "left"})
    assert "Too little recorded to say" in text
    assert "fit" not in text.split("WORKUP")[0].split("WHERE IN THE BODY")[1].replace("fit ", "")
    body = note(vet, {"hx_vomiting": "repeated"})
    assert "The nervous system was not examined enough" in body
    empty = note(vet, {})
    assert "no recorded finding points to a place" in empty
    assert "See soon" in empty
    assert "Routine needs these recorded normal" in empty


def test_more_than_one_area_names_its_places(vet):
    two = BACK | {"hx_seizures_24h": 1, "head_behaviour": ["pacing_compulsive"], "gait_circling": "left_wide"}
    assert "together: Spinal cord, mid-back (T3–L3) and Brain: forebrain" in note(vet, two)


def test_more_than_eight_tests_stand_behind_more(vet):
    sick = BACK | {"hx_vomiting": "repeated", "pe_rhythm": "irregular", "pe_hip_abduction": "painful", "lab_ck": 9000}
    assert len(vet.sees(sick).workups) > 8
    assert "\nMore:\n9. " in note(vet, sick)


def test_a_sound_dog_is_routine_and_has_no_pattern(vet):
    text = note(vet, SOUND, for_veterinarian=True)
    assert "Urgency: Routine" in text
    assert "Body condition" not in text


def test_no_pattern_says_so(vet):
    text = note(vet, {"head_tilt": "none"}, for_veterinarian=True)
    assert "do not point to a pattern yet" in text


def test_findings_in_words(vet):
    items = vet.engine.items
    assert finding_words(items, "rl_paw_replacement", "delayed", ["LH"]) == "Paw placement: delayed, left hind"
    assert finding_words(items, "pe_temp_c", 38.6) == "Temperature: 38.6 °C"
    assert finding_words(items, "hx_complaint", "Shakes & wobbles").endswith(": Shakes & wobbles")
    assert finding_words(items, "head_tilt", "gone").endswith(": gone")
    assert finding_words(items, "no_longer_asked", "yes") == "no_longer_asked yes"
    both = [Evidence("rl_paw_replacement", side, "delayed") for side in ("LH", "RH")]
    assert evidence_words(items, both) == ["Paw placement: delayed, both hind"]
    assert open_words(items, [OpenCheck("head_tilt"), OpenCheck("cn_menace", "L")])[1].endswith(", left")


def test_parts_without_a_finding_in_words(vet):
    items = vet.engine.items
    for sign, words in (
        ("start", "how often"),
        ("pattern", "matching combination of findings"),
        ("multifocal_cost", "two places"),
    ):
        assert words in reason_words(items, Reason(None, None, None, 10, ("x",), (), sign))
    assert "second scan" in reason_words(items, Reason(None, None, None, -10, ("method.md 9.6", "wu_mri_spine")))


@pytest.mark.parametrize(
    ("number", "words"), [(38.0, "38"), (38.65, "38.65"), (1234567, "1234567"), (123456.7, "123456.7"), (0.5, "0.5")]
)
def test_numbers_are_said_uncut(number, words):
    assert number_words(number) == words


def test_weights_are_for_a_vet(vet):
    weight = re.compile(r"\([+-]\d+\.\d\d\)")
    assert not weight.search(note(vet, BACK))
    assert weight.search(note(vet, BACK, for_veterinarian=True))


def test_a_finding_is_named_once_for_each_test(vet):
    because = [line for line in note(vet, BACK).splitlines() if line.startswith("  Because: ")]
    for line in because:
        findings = line.removeprefix("  Because: ").split("; ")
        assert len(findings) == len(set(findings))


def test_a_warning_reads_as_a_sentence_and_a_vet_reads_what_happens(vet):
    dog = SOUND | {"rl_patellar": "r3"}
    technician, vets = note(vet, dog), note(vet, dog, for_veterinarian=True)
    assert "- A brisk knee reflex in a dog that is not weak and places well: no weight\n" in technician
    assert "Nervous or tense dog" in vets
    assert "Nervous or tense dog" not in technician


def test_a_vet_reads_what_a_test_shows_and_when_it_is_not_useful(vet):
    technician, vets = note(vet, BACK), note(vet, BACK, for_veterinarian=True)
    assert "  Shows: " in vets
    assert "  Not useful when: " in vets
    assert "  Shows: " not in technician


def test_a_vet_is_asked_for_a_vets_own_checks_once_the_others_are_done(vet):
    items = vet.engine.knowledge.items
    vets_own = {item.id for item in items if item.who is Who.VETERINARIAN}
    done = {item.id: [item.normal] if item.kind is Kind.MULTI else item.normal for item in items if item.normal}
    weak = {"gait_limbs": "both_hind", "gait_paresis_hind": "mild", "rl_paw_replacement": "delayed"}
    dog = vet.case({item: value for item, value in (done | weak).items() if item not in vets_own})
    assert vets_own.isdisjoint(check.item for check in assess(vet.engine, dog).next_checks)
    assert not vets_own.isdisjoint(check.item for check in assess(vet.engine, dog, for_veterinarian=True).next_checks)


def test_counts_are_reasons_with_a_finding_and_checks_not_known(vet):
    place = vet.sees(BACK).localisation[0]
    found_for, against, not_known = counts_of(place)
    assert found_for == sum(reason.item is not None for reason in place.reasons_for)
    assert against == sum(reason.item is not None for reason in place.reasons_against)
    assert not_known == len({check.item for check in place.missing})
    assert f"({found_for} for, {against} against, {not_known} not known)" in note(vet, BACK)


def test_the_core_alone_makes_a_note_too(vet):
    text = as_text(assess_core(vet.engine, vet.case(BACK)), vet.engine)
    assert "Would change" not in text
