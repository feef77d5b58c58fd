"""The note: short sentences first, every statement with its recorded findings, nothing said twice."""

import re

import pytest

from intake.domain.visits import URGENCY_WORDS
from intake.knowledge.model import AnswerClass, Kind, Who
from intake.knowledge.never_shown import WordList
from intake.reasoning.assess import assess, assess_core
from intake.reasoning.assessment import Evidence, OpenCheck
from intake.reasoning.reasons import counts_of
from intake.reasoning.text import DECIDES, DECIDES_VET, as_text
from intake.reasoning.words import (
    asked_words,
    evidence_words,
    finding_words,
    number_words,
    open_words,
    short_names_of_places,
    short_test_words,
)
from tests.reasoning.dogs import BACK, SOUND, shared_case, shared_ids

BRAIN_TOO = BACK | {"hx_seizures_24h": 1, "head_behaviour": ["pacing_compulsive"], "gait_circling": "left_wide"}
LONGEST_LINE = 100


def note(vet, answers, **how):
    """The whole note of a dog, as the command prints it."""
    case = vet.case(answers)
    return as_text(assess(vet.engine, case, **how), vet.engine, case=case, **how)


def flat(text):
    """The note without its line breaks."""
    return " ".join(text.split())


def part(text, title):
    """The lines of one section, joined again where they were broken."""
    found = [block for block in text.split("\n\n") if block.startswith(title)]
    return flat(found[0].split("\n", 1)[1]) if found else ""


@pytest.fixture(scope="module")
def core_notes(engine):
    """Both notes of every shared case, without what has to be tried out for it."""
    made = []
    for name in shared_ids():
        case = shared_case(engine.knowledge, name)
        core = assess_core(engine, case)
        technician = as_text(core, engine, case=case)
        made.append((name, core, technician, as_text(core, engine, case=case, for_veterinarian=True)))
    return made


@pytest.fixture(scope="module")
def whole_notes(engine):
    """The same with next checks and changes, for some of them."""
    made = []
    for name in shared_ids()[::12]:
        case = shared_case(engine.knowledge, name)
        found = assess(engine, case)
        technician = as_text(found, engine, case=case)
        made.append((name, found, technician, as_text(found, engine, case=case, for_veterinarian=True)))
    return made


@pytest.fixture(scope="module")
def all_notes(core_notes, whole_notes):
    return [*core_notes, *whole_notes]


def allowed_words(knowledge):
    """The exceptions for what any record itself says: known illness, vaccination, poison, test names."""
    lists = WordList(knowledge.never_shown)
    places = [f"exam:{item.id}" for item in knowledge.items]
    places += [f"workup:{workup.id}" for workup in knowledge.workups]
    return {word for place in places for word in lists.allowed_at(place)}


def allowed_here(lists, assessment):
    """The exceptions for its own flags and its line of urgency."""
    places = [f"flag:{flag.id}" for flag in assessment.red_flags] + [f"urgency:{assessment.urgency_rule}"]
    return {word for place in places for word in lists.allowed_at(place)}


# What a technician never reads


def test_a_technician_reads_no_cause_in_any_shared_case(vet, all_notes):
    lists, allowed = WordList(vet.engine.knowledge.never_shown), allowed_words(vet.engine.knowledge)
    for name, assessment, technician, _ in all_notes:
        assert set(lists.hits(technician)) <= allowed | allowed_here(lists, assessment), name
        assert not re.search(r"[Pp]attern of|PATTERNS|SOURCES|Patterns to weigh", technician), name
        assert technician.rstrip().endswith(DECIDES), name


def test_weights_and_lines_of_rules_are_for_a_vet(vet, all_notes):
    weight, line = re.compile(r"[+-]\d+\.\d\d"), re.compile(r"\(line u\d+\)")
    for name, assessment, technician, vets in all_notes:
        assert not weight.search(technician), name
        assert not line.search(technician), name
        assert f"(line {assessment.urgency_rule})" in flat(vets), name


def test_no_note_shows_an_id(vet, all_notes):
    sources = {source.id for source in vet.engine.knowledge.sources}
    ids = {item.id for item in vet.engine.knowledge.items} | {flag.id for flag in vet.engine.knowledge.red_flags}
    ids |= {row.id for rows in (vet.engine.knowledge.regions, vet.engine.knowledge.workups) for row in rows}
    for name, _, technician, vets in all_notes:
        assert "_" not in technician, name
        words = set(re.findall(r"[\w:]+", vets))
        assert {word for word in words if "_" in word} <= sources, name
        assert not {one for one in ids if "_" in one} & words, name


def test_no_line_is_wider_than_the_page(vet, all_notes):
    for name, _, technician, vets in all_notes:
        assert max(map(len, f"{technician}\n{vets}".splitlines())) <= LONGEST_LINE, name


# The first sentences


def test_the_first_sentences_say_what_matters_now(vet):
    dog = BACK | {"hx_onset": "acute", "gait_ambulation": "nonambulatory_motor"}
    assessment, text = vet.sees_all(dog), note(vet, dog)
    top = flat(text.split("\n\n")[0])
    flag = assessment.red_flags[0]
    assert top.startswith(f"Urgency: {URGENCY_WORDS[assessment.urgency]}. Call now: {flag.message} (")
    assert f"Do first: {flag.first_action}." in top
    assert "The findings fit best: Spinal cord, mid-back (T3–L3), left side (" in top
    first, second = [vet.engine.knowledge.workups[0], *assessment.workups][1:3]
    assert first.name in top
    assert second.name.split(" (")[0] in top
    assert f"Most useful to check next: {asked_words(vet.engine.items, assessment.next_checks[0].item)}" in top


def test_the_first_sentences_are_read_in_seconds(vet, all_notes):
    for name, assessment, technician, _ in all_notes:
        top = technician.split("\n\n")[0].splitlines()
        actions = len(assessment.red_flags[0].first_action) // 90 + 1 if assessment.red_flags else 0
        assert len(top) - actions <= 11, name


def test_an_ordinary_dogs_note_is_a_screen_and_a_half(vet):
    for name in (name for name in shared_ids() if name.startswith("r")):
        case = shared_case(vet.engine.knowledge, name)
        assert len(as_text(assess(vet.engine, case), vet.engine, case=case).splitlines()) <= 80, name


def test_every_flag_stands_with_its_findings_and_what_to_do(vet, core_notes):
    for name, assessment, technician, vets in core_notes:
        for flag in assessment.red_flags:
            assert flag.message in flat(technician), name
            assert flag.message_vet in flat(vets), name
            assert flag.first_action in flat(technician), name
            for reason in flag.because:
                assert vet.engine.items[reason.item].short_label in flat(technician), name


def test_with_too_little_recorded_the_fit_words_are_kept_back(vet):
    text = note(vet, {"head_tilt": "left"})
    assert "Too little recorded to say where the findings point (1 of the 10 checks" in flat(text)
    assert " fit (" not in flat(text)
    body = note(vet, {"hx_vomiting": "repeated"})
    assert "The nervous system was not examined enough to say that it is not the cause." in flat(body)
    empty = note(vet, {})
    assert "Too little recorded to say: no recorded finding points to a place." in empty
    assert "No test is called for by what is recorded." in empty
    assert empty.startswith("Urgency: See soon. Nothing recorded raises it, but routine needs these recorded normal: ")


def test_a_body_that_leads_is_never_called_healthy(vet):
    assert "point outside the nervous system (strong fit), which does not mean healthy." in note(vet, SOUND)


def test_a_sound_dog_is_routine_and_its_normals_are_named_as_such(vet):
    text = note(vet, SOUND)
    assert text.startswith("Urgency: Routine. Nothing recorded raises it (")
    assert "looked for and normal: " in flat(text.split("\n\n")[0])
    assert "Temperature: 38.5 °C" in flat(text)
    assert "For: looked for and normal: " in text


def test_why_the_urgency_is_what_it_is_can_be_followed_to_its_findings(vet, core_notes):
    for name, assessment, technician, _ in core_notes:
        for reason in assessment.urgency_because:
            assert vet.engine.items[reason.item].short_label.rstrip("?") in flat(technician), name


# Places


def test_a_place_shows_findings_for_and_against_and_what_is_not_known(vet):
    text = note(vet, BACK)
    where = part(text, "WHERE IN THE BODY")
    place = vet.sees(BACK).localisation[0]
    found_for, against, not_known = counts_of(place)
    assert found_for == sum(reason.item is not None for reason in place.reasons_for)
    assert not_known == len({check.item for check in place.missing})
    assert f"1. Spinal cord, mid-back (T3–L3), left side: strong fit ({found_for} for, {against} against" in where
    assert "For: " in where
    assert "Paw placement: absent, left hind" in where
    assert "Not known: " in where


def test_a_later_place_is_told_by_how_it_differs_from_the_first(vet):
    where = part(note(vet, BACK), "WHERE IN THE BODY")
    assert re.search(r"2\. .*For: (all that|the rest of what|what) speaks? for 1|2\. .*speaks for 1", where)
    assert where.count("Incoordination: sways, crosses (proprioceptive)") <= 2


def test_more_than_one_area_names_its_places(vet):
    assert "(together: mid-back and forebrain)" in flat(note(vet, BRAIN_TOO))


def test_a_vets_columns_add_up_to_the_scores(vet):
    for dog in (BACK, BRAIN_TOO, SOUND):
        assessment, text = vet.sees(dog), note(vet, dog, for_veterinarian=True)
        rows = [re.findall(r" ([+-]\d+\.\d\d|·)(?= |$)", line) for line in text.split("finding counts")[1].splitlines()]
        shown = assessment.localisation[:3]
        rows = [row for row in rows if len(row) == len(shown)]
        *parts, total = rows[: next(i for i, line in enumerate(rows) if _adds(rows[:i], line)) + 1]
        assert [float(cell) for cell in total] == [place.score for place in shown]
        assert parts


def _adds(rows, total):
    sums = [sum(0 if cell == "·" else float(cell) for cell in column) for column in zip(*rows, strict=True)]
    return bool(rows) and "·" not in total and sums == pytest.approx([float(cell) for cell in total], abs=1e-6)


# Tests


def test_every_test_says_what_calls_for_it(vet, core_notes):
    for name, assessment, technician, _ in core_notes:
        tests = part(technician, "TESTS TO CONSIDER").replace(" More: ", " ")
        letters = set(re.findall(r"Combination ([A-Z]\d?): ", tests))
        for rank in range(1, len(assessment.workups) + 1):
            assert re.search(rf"\b{rank}\. [A-Z]", tests), name
        lines = re.findall(r"step \d+(?:; take care, below)?\): (.*?)(?= \d+\. | Combination | Against: |$)", tests)
        for line in lines:
            assert re.match(r"(findings fit|combination|called for by) ", line), (name, line)
            named = re.search(r"combination ([A-Z, \d]+)", line)
            assert not named or set(named[1].strip(", ").split(", ")) <= letters, (name, line)


def test_a_combination_is_written_out_once_however_many_tests_it_calls_for(vet, core_notes):
    for name, _, technician, vets in core_notes:
        combinations = re.findall(r"\nCombination ([A-Z]\d?): ", technician)
        assert len(combinations) == len(set(combinations)), name
        assert "\nCombination " not in vets, name


def test_more_than_eight_tests_stand_behind_more(vet):
    sick = BACK | {"hx_vomiting": "repeated", "pe_rhythm": "irregular", "pe_hip_abduction": "painful", "lab_ck": 9000}
    assert len(vet.sees(sick).workups) > 8
    assert "\nMore:\n9. " in note(vet, sick)
    assert "\nMore:\n9. " in note(vet, sick, for_veterinarian=True)


def test_a_second_scan_says_which_one_comes_first(vet):
    assert "Against: a second scan of the same part, after MRI spine" in note(vet, BACK)


def test_a_vet_reads_what_a_test_shows_and_when_it_is_not_useful(vet):
    technician, vets = note(vet, BACK), note(vet, BACK, for_veterinarian=True)
    assert "- MRI spine: Cord, disc, infarct" in part(vets, "WHAT THE TESTS SHOW")
    assert "Not useful when: " in part(vets, "WHAT THE TESTS SHOW")
    assert "WHAT THE TESTS SHOW" not in technician


def test_the_core_alone_makes_a_note_too(vet):
    text = as_text(assess_core(vet.engine, vet.case(BACK)), vet.engine)
    assert "WHAT WOULD CHANGE" not in text
    assert "Checks of the nervous system" not in text


# What would change it, and what to check next


def test_answers_with_the_same_effect_stand_together(vet, whole_notes):
    for name, _, technician, vets in whole_notes:
        for text in (technician, vets):
            changes = [one.split(" → ")[1] for one in part(text, "WHAT WOULD CHANGE").split("- ")[1:] if " → " in one]
            assert len(changes) == len(set(changes)), name


def test_only_answers_that_put_another_place_first_are_worth_a_word(vet, whole_notes):
    for name, assessment, technician, _ in whole_notes:
        if assessment.localisation:
            first = assessment.localisation[0].id
            words = short_names_of_places(vet.engine.knowledge.regions, with_vertebrae=False)[first]
            assert f"→ {words} first" not in part(technician, "NEXT MOST USEFUL CHECK"), name


def test_otherwise_leaves_out_no_answer(vet, whole_notes):
    for name, assessment, _, _ in whole_notes:
        for check in (check for check in assessment.next_checks if check.outcomes):
            item = vet.engine.items[check.item]
            answers = [(one.site, one.value) for one in check.outcomes]
            answers += [answer for one in check.outcomes for answer in one.alike]
            if item.kind is not Kind.NUM:
                assert {value for site, value in answers if site is None} == {one.value for one in item.options}, name
            normal = {option.value for option in item.options if option.cls is AnswerClass.NORMAL}
            assert all(site is None or value not in normal for site, value in answers), name


def test_nothing_left_to_check_says_so(vet):
    done = {item.id: [item.normal] if item.kind is Kind.MULTI else item.normal for item in vet.engine.items.values()}
    case = vet.case({item: value for item, value in done.items() if value not in ("", [""])})
    found = assess(vet.engine, case)
    text = as_text(found, vet.engine, case=case)
    assert ("Nothing that is still open would change the place much." in text) is (not found.next_checks)
    empty = as_text(assess_core(vet.engine, case), vet.engine, case=case)
    assert "Nothing that is still open would change the place much." in empty


def test_checks_of_the_same_name_are_told_apart_by_their_legs(vet):
    assert asked_words(vet.engine.items, "rl_paw_replacement") == "Paw placement, both hind"
    assert asked_words(vet.engine.items, "head_tilt") == "Head tilt"


def test_a_check_that_only_a_vet_does_is_named_to_a_vet_only(vet):
    items = vet.engine.knowledge.items
    vets_own = {item.id for item in items if item.who is Who.VETERINARIAN}
    done = {item.id: [item.normal] if item.kind is Kind.MULTI else item.normal for item in items if item.normal}
    told = {"hx_pattern": "constant", "hx_seizures_24h": 0, "hx_progression": "static", "pe_temp_c": 38.5}
    named = set()
    for weak in (
        {"gait_limbs": "both_hind", "gait_paresis_hind": "mild", "rl_paw_replacement": "delayed"},
        {"gait_paresis_hind": "moderate", "rl_patellar": "r1"},
        {"gait_ambulation": "nonambulatory_motor", "gait_limbs": "both_hind"},
    ):
        dog = vet.case({item: value for item, value in (done | told | weak).items() if item not in vets_own})
        assert vets_own.isdisjoint(check.item for check in assess(vet.engine, dog).next_checks)
        found = assess(vet.engine, dog, for_veterinarian=True)
        text = part(as_text(found, vet.engine, case=dog, for_veterinarian=True), "NEXT MOST USEFUL CHECK")
        for item in vets_own.intersection(check.item for check in found.next_checks):
            named.add(item)
            assert asked_words(vet.engine.items, item) in text
    assert named


# Cares, record


def test_a_warning_reads_as_a_sentence_and_a_vet_reads_what_happens(vet):
    dog = SOUND | {"rl_patellar": "r3"}
    technician, vets = note(vet, dog), note(vet, dog, for_veterinarian=True)
    assert "- A brisk knee reflex in a dog that is not weak and places well: no weight (Patellar: brisk" in technician
    assert "Nervous or tense dog" in vets
    assert "Nervous or tense dog" not in technician


def test_a_caution_is_said_once_with_the_numbers_of_its_tests(vet):
    dog = BACK | {"hx_onset": "peracute", "pe_skin": ["bruising"]}
    cautions = [caution for workup in vet.sees(dog).workups for caution in workup.cautions]
    care = part(note(vet, dog), "TAKE CARE")
    assert cautions
    for caution in set(cautions):
        assert care.count(caution) == 1
        numbers = re.search(re.escape(caution) + r" \(tests? ([\d, ]+)\)", care)[1].split(", ")
        assert len(numbers) == cautions.count(caution)


def test_what_has_no_value_is_told_apart_and_never_normal(vet):
    dog = BACK | {
        "rl_hopping": {"unable": "not_still"},
        "cn_menace": {"L": {"unable": "pain"}, "R": "present"},
        "anus_perineal_reflex": {"not_done": "vet_will_do"},
        "tail_voluntary": {"not_done": "other", "text": "bandaged"},
        "pe_rectal": "unable",
    }
    dog = {item: answer for item, answer in dog.items() if item in vet.engine.items}
    text = note(vet, dog)
    record = part(text, "THE RECORD")
    assert "Tried, could not: " in record
    assert "Hopping, both hind (dog not still)" in record
    assert "Menace (II, VII), left (pain or distress)" in record
    assert "Not examined: " in record
    assert "Voluntary wag (other: bandaged)" in record
    assert "What has no answer is to do, not normal." in record
    top = flat(text.split("\n\n")[0])
    assert "Tried, could not: " in top
    assert "Hopping, both hind; " in top
    assert "Menace (II, VII), left" in top
    assert "Menace (II, VII), both sides" not in top
    for normal in re.findall(r"looked for and normal: ([^.]*)", flat(text)):
        assert "Hopping" not in normal
        assert "Voluntary wag" not in normal


def test_the_record_says_whose_it_is_and_how_much_was_examined(vet):
    case = vet.case(BACK, patient={"name": "Maple", "birth_date": "2019-09-14"}, examined_on="2026-11-24")
    record = part(as_text(vet.sees(BACK), vet.engine, case=case), "THE RECORD")
    assert record.startswith("Dog: Maple, 7 years and 2 months Checks of the nervous system with an answer: ")
    young = vet.case({"sig_age_months": 5, "hx_sedated_before_exam": "yes"})
    record = part(as_text(assess(vet.engine, young), vet.engine, case=young), "THE RECORD")
    assert record.startswith("Dog: 5 months Sedated today: reflexes are not a baseline.")


# For a veterinarian


def test_a_vet_reads_the_patterns_with_their_findings(vet):
    vets = note(vet, BACK, for_veterinarian=True)
    patterns = part(vets, "PATTERNS, FOR YOUR DECISION")
    best = vet.sees(BACK).patterns[0]
    assert patterns.startswith(f"- Findings fit the pattern of {best.name}: ")
    assert f"Patterns to weigh: {best.name} (" in flat(vets)
    assert vets.rstrip().endswith(DECIDES_VET)
    none = note(vet, {"head_tilt": "none"}, for_veterinarian=True)
    assert "do not point to a pattern yet" in none


def test_a_vets_note_ends_with_every_source_it_cites_and_no_other(vet, core_notes):
    known = {source.id for source in vet.engine.knowledge.sources}
    for name, assessment, technician, vets in core_notes:
        text, _, sources = vets.partition("\nSOURCES\n")
        cited = {code for found in re.findall(r"\[([^]]+)\]", flat(text)) for code in found.split(", ")}
        listed = set(re.findall(r"^(\S+) \([RESC]\): ", sources, flags=re.MULTILINE))
        assert cited == listed <= known, name
        assert {code for flag in assessment.red_flags[1:] for code in flag.source} & known <= cited, name
        assert "the veterinarian's note (--vet) ends with the sources" in flat(technician), name


# Words


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


def test_short_names_tell_places_and_tests_apart(vet):
    knowledge = vet.engine.knowledge
    for with_vertebrae in (True, False):
        names = short_names_of_places(knowledge.regions, with_vertebrae=with_vertebrae)
        assert len(set(names.values())) == len(knowledge.regions)
    assert names["t3_l3"] == "mid-back"
    assert names["c1_c5"] == "upper neck"
    assert names["l4_l6"] == "low back (L4–L6)"
    tests = [short_test_words(workup) for workup in knowledge.workups]
    assert len(set(tests)) == len(tests)


@pytest.mark.parametrize(
    ("number", "words"), [(38.0, "38"), (38.65, "38.65"), (1234567, "1234567"), (123456.7, "123456.7"), (0.5, "0.5")]
)
def test_numbers_are_said_uncut(number, words):
    assert number_words(number) == words
