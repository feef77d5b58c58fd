"""What an exam sheet says."""

import math
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake.domain.cases import (
    Answer,
    Case,
    CaseAnswer,
    CaseOwner,
    CasePatient,
    Missing,
    NoValue,
    SidedAnswer,
    WhyMissing,
)
from intake.domain.decisions import Clearance, GateAnswer, Verdict
from intake.domain.ids import ExamId, StaffId, VisitId
from intake.domain.records import ExamRecord
from intake.knowledge.legal import problem_with
from intake.knowledge.model import AnswerClass, Item, Kind
from intake.knowledge.never_shown import WordList, fold
from intake.reasoning.assess import assess, assess_core
from intake.reasoning.engine import Engine
from intake.reasoning.reasons import counts_of
from intake.reports.exam_assembly import exam_sheet_content
from intake.reports.exam_content import ListName
from tests.reports.conftest import Printed
from tests.reports.records import (
    LINE,
    NINE_THIRTY,
    amended,
    case_with,
    content_of,
    decided,
    every_core_check,
    in_bulk,
    in_the_clinic,
    on_all_sides,
    printed_sides,
    recorded_sides,
    signed,
    texts_in,
    told_of,
)

UNSAFE = NoValue(Missing.NOT_DONE, WhyMissing.UNSAFE)
RESTLESS = NoValue(Missing.UNABLE, WhyMissing.NOT_STILL)
ANURIA = {"hx_urination": ("none_24h",)}


def entry(content, name: ListName, item: str):
    return next(one for one in content.lists[name] if one.item == item)


def test_every_recorded_answer_of_every_shared_case_stands_in_exactly_one_list(shared: Mapping[str, Printed]) -> None:
    assert len(shared) >= 240
    for name, one in shared.items():
        assert sorted(printed_sides(one.content), key=str) == sorted(recorded_sides(one.case), key=str), name


@pytest.mark.parametrize("cls", list(AnswerClass))
def test_every_answer_of_a_full_exam_stands_in_exactly_one_list(engine: Engine, cls: AnswerClass) -> None:
    case = every_core_check(engine, cls)
    printed = printed_sides(content_of(engine, in_the_clinic(case)))
    assert sorted(printed, key=str) == sorted(recorded_sides(case), key=str)


@given(chance=st.randoms(use_true_random=False))
def test_every_answer_of_any_exam_stands_in_exactly_one_list(engine: Engine, chance: Random) -> None:
    items = chance.sample(list(engine.items.values()), chance.randint(0, 40))
    case = case_with(engine, **{item.id: _any_answers(item, chance) for item in items})
    printed = printed_sides(content_of(engine, in_the_clinic(case)))
    assert sorted(printed, key=str) == sorted(recorded_sides(case), key=str)


def _any_answers(item: Item, chance: Random) -> CaseAnswer:
    if not item.sites or chance.random() < 0.1:
        return on_all_sides(item, _any_answer(item, chance))
    sites = chance.sample(item.sites, chance.randint(1, len(item.sites)))
    return SidedAnswer({site: _any_answer(item, chance) for site in item.sites if site in sites})


def _any_answer(item: Item, chance: Random) -> Answer:
    if chance.random() < 0.25:
        return NoValue(chance.choice(list(Missing)), chance.choice(list(WhyMissing)), "a reason")
    if item.kind is Kind.TEXT:
        return "as written"
    if item.kind is Kind.NUM:
        return chance.randint(math.ceil(item.minimum or 0), math.floor(item.maximum or 100))
    value = chance.choice(item.options).value
    return (value,) if item.kind is Kind.MULTI else value


def test_nothing_stands_under_normal_unless_somebody_said_so(shared: Mapping[str, Printed]) -> None:
    for one in shared.values():
        for normal in one.content.lists[ListName.NORMAL]:
            answer = one.case.answers[normal.item]
            sides = answer.sites if isinstance(answer, SidedAnswer) else {None: answer}
            assert {a.site for a in normal.answers} == {s for s, v in sides.items() if not isinstance(v, NoValue)}


def test_no_word_that_names_a_cause_is_on_any_sheet_of_the_shared_cases(
    engine: Engine, shared: Mapping[str, Printed]
) -> None:
    words = WordList(engine.knowledge.never_shown)
    quoted = sorted(_allowed_labels(engine, words), key=len, reverse=True)
    printed = {text for one in shared.values() for text in texts_in(one.content)}
    typed = {text for one in shared.values() for text in _typed_texts(engine, one.case)}
    for text in printed - typed:
        folded = fold(text)
        for label in quoted if words.hits(text) else ():
            folded = folded.replace(label, " ")
        assert words.hits(folded) == (), text


def _allowed_labels(engine: Engine, words: WordList) -> set[str]:
    """What the list allows at its own place: names of tests, illness the owner told of, rabies as a danger to people."""
    labels: set[str] = set()
    for item in engine.knowledge.items:
        if words.allowed_at(f"exam:{item.id}"):
            labels |= {item.label, item.short_label, *(option.label for option in item.options)}
    labels |= {test.name for test in engine.knowledge.workups if words.allowed_at(f"workup:{test.id}")}
    labels |= {flag.message for flag in engine.knowledge.red_flags if words.allowed_at(f"flag:{flag.id}")}
    return {fold(label) for label in labels if words.hits(label)}


def _typed_texts(engine: Engine, case: Case) -> set[str]:
    texts = {str(answer) for item, answer in case.answers.items() if engine.items[item].kind is Kind.TEXT}
    return texts | set(case.notes.values())


def test_what_would_change_a_test_names_no_cause_either(engine: Engine, shared: Mapping[str, Printed]) -> None:
    words = WordList(engine.knowledge.never_shown)
    quoted = _allowed_labels(engine, words)
    for one in list(shared.values())[::40]:
        content = exam_sheet_content(in_the_clinic(one.case), engine, assess(engine, one.case), LINE)
        for line in content.workups:
            said = fold(line.would_change)
            assert not words.hits(said) or any(label in said for label in quoted)


def test_patterns_and_what_only_a_vet_reads_are_not_on_the_sheet(engine: Engine, cases: Mapping[str, Case]) -> None:
    case = replace(cases["r005"], answers={**cases["r005"].answers, **ANURIA})
    assessment = assess_core(engine, case)
    said = " ".join(texts_in(exam_sheet_content(in_the_clinic(case), engine, assessment, LINE)))
    assert assessment.patterns
    assert assessment.red_flags[0].message in said
    assert assessment.red_flags[0].message_vet not in said
    assert all(pattern.name not in said for pattern in assessment.patterns)


def test_abnormal_on_one_side_keeps_both_sides_in_one_row(engine: Engine) -> None:
    case = case_with(engine, rl_hopping=SidedAnswer({"LH": "delayed", "RH": "normal"}))
    content = content_of(engine, in_the_clinic(case))
    row = entry(content, ListName.ABNORMAL, "rl_hopping")
    assert [(a.site, a.words, a.is_finding) for a in row.answers] == [("LH", "Delayed", True), ("RH", "Normal", False)]
    assert [mark.name for mark in content.marks] == ["Left hind leg"]


def test_a_side_without_value_keeps_its_reason_apart_from_the_finding(engine: Engine) -> None:
    case = case_with(engine, rl_hopping=SidedAnswer({"LH": "absent", "RH": RESTLESS}), cn_gag=UNSAFE)
    content = content_of(engine, in_the_clinic(case))
    assert entry(content, ListName.ABNORMAL, "rl_hopping").elsewhere == ("RH",)
    assert entry(content, ListName.COULD_NOT, "rl_hopping").answers[0].words == "Dog not still"
    assert entry(content, ListName.NOT_EXAMINED, "cn_gag").answers[0].words == "Unsafe, may bite"
    assert not any(one.item == "cn_gag" for one in content.lists[ListName.COULD_NOT])


def test_every_reason_for_a_missing_value_has_words(engine: Engine) -> None:
    for reason in WhyMissing:
        case = case_with(engine, cn_gag=NoValue(Missing.NOT_DONE, reason, "the reason"))
        words = entry(content_of(engine, in_the_clinic(case)), ListName.NOT_EXAMINED, "cn_gag").answers[0].words
        assert words[0].isupper()
        assert words.endswith("the reason")
    plain = case_with(engine, cn_gag=NoValue(Missing.UNABLE))
    assert (
        entry(content_of(engine, in_the_clinic(plain)), ListName.COULD_NOT, "cn_gag").answers[0].words
        == "Reason not given"
    )


def test_an_abnormal_vital_sign_stands_among_the_findings_with_the_range_for_this_dog(engine: Engine) -> None:
    adult = case_with(engine, sig_age_months=60, sig_size_class="large", pe_hr=175, pe_temp_c=41.0)
    content = content_of(engine, in_the_clinic(adult))
    assert entry(content, ListName.ABNORMAL, "pe_temp_c").usual == "37.5–39.2"
    assert entry(content, ListName.JUDGE, "pe_hr").usual == "60–140"
    puppy = case_with(engine, sig_age_months=3, pe_hr=175)
    assert entry(content_of(engine, in_the_clinic(puppy)), ListName.VITAL, "pe_hr").usual == "100–180"


def test_what_was_set_in_bulk_is_marked(engine: Engine) -> None:
    case = case_with(
        engine, rl_hopping=SidedAnswer({"LH": "normal", "RH": "normal"}), rl_tone=SidedAnswer({"LH": "normal"})
    )
    content = content_of(engine, in_bulk(in_the_clinic(case), "rl_hopping"))
    assert entry(content, ListName.NORMAL, "rl_hopping").is_bulk
    assert not entry(content, ListName.NORMAL, "rl_tone").is_bulk
    assert not entry(content, ListName.NORMAL, "rl_tone").is_whole


def test_notes_stand_beside_findings_and_all_others_among_the_notes(engine: Engine) -> None:
    case = replace(
        case_with(
            engine, rl_patellar=SidedAnswer({"LH": "r4"}), pe_eyes=("cloudy",), rl_tone=SidedAnswer({"LH": "normal"})
        ),
        notes={"rl_patellar": "dog tense", "pe_eyes": "long " * 60, "rl_tone": "relaxed", "cn_gag": "ask the vet"},
    )
    content = content_of(engine, in_the_clinic(case))
    noted = {**{e.item: e.note for e in content.lists[ListName.ABNORMAL] if e.note}}
    assert noted == {"rl_patellar": "dog tense"}
    assert sorted(fact.value for fact in content.notes) == sorted(["ask the vet", "long " * 60, "relaxed"])


def test_a_flag_says_its_level_and_who_was_told(engine: Engine) -> None:
    case = case_with(engine, **ANURIA)
    flag = assess_core(engine, case).red_flags[0]
    untold = content_of(engine, in_the_clinic(case)).flags[0]
    told = content_of(engine, in_the_clinic(case, told=(told_of(flag.id),))).flags[0]
    assert (untold.level, untold.told) == ("Call now", "no vet told yet")
    assert told.told == "vet told 10:30: Dr Casey Sample, by Pat Example"


def test_decisions_stand_beside_the_suggestion_with_reason_and_person(
    engine: Engine, cases: Mapping[str, Case]
) -> None:
    case = cases["r005"]
    workups = assess_core(engine, case).workups
    decisions = (
        decided(workups[0].id, Verdict.ACCEPTED),
        decided(workups[1].id, Verdict.DECLINED, "only after imaging"),
        decided("wu_rabies_protocol", Verdict.ACCEPTED),
        decided("Blood pressure in a quiet room", Verdict.ADDED, "frightened"),
    )
    lines = content_of(engine, in_the_clinic(case, decisions=decisions)).workups
    assert (lines[0].is_accepted, lines[0].decision) == (True, "Accepted by Dr Casey Sample, 24 Nov 2026, 10:30")
    assert lines[1].is_accepted is False
    assert lines[1].decision.endswith(": only after imaging")
    assert [line.is_accepted for line in lines[2:-2]] == [None] * (len(lines) - 4)
    assert lines[-2].tier == "No longer called for by the findings"
    assert (lines[-1].name, lines[-1].tier) == ("Blood pressure in a quiet room", "Added by the vet")


def test_every_suggestion_says_why(shared: Mapping[str, Printed]) -> None:
    for name, one in shared.items():
        assert all(line.because for line in one.content.workups), name
        assert len(one.content.workups) == min(8, len(one.assessment.workups))
        assert len(one.content.workups) + len(one.content.workups_more) == len(one.assessment.workups)


def test_would_change_names_the_answer_and_what_it_does(engine: Engine, cases: Mapping[str, Case]) -> None:
    case = cases["h051"]
    content = exam_sheet_content(in_the_clinic(case), engine, assess(engine, case), LINE)
    assert any("comes first)" in line.would_change or "it drops out)" in line.would_change for line in content.workups)


def test_too_little_recorded_is_said_instead_of_a_fit(engine: Engine) -> None:
    content = content_of(engine, in_the_clinic(case_with(engine, head_tilt="left")))
    assert not content.enough
    assert {place.fit for place in content.places} == {"Too little recorded"}


def test_places_count_findings_and_name_the_side(shared: Mapping[str, Printed]) -> None:
    for one in shared.values():
        for line, place in zip(one.content.places, one.assessment.localisation, strict=False):
            assert line.counts == counts_of(place)
            assert ("left side" in line.remark) == (place.side == "left")


def test_a_draft_a_signed_and_an_amended_sheet_say_so(engine: Engine) -> None:
    record = in_the_clinic(case_with(engine, pe_hr=100))
    assert content_of(engine, record).signing.status == "Draft, not signed"
    first = content_of(engine, signed(record)).signing
    assert (first.status, first.vet_note) == ("Signed by Dr Casey Sample, 24 Nov 2026, 11:04", "Owner informed.")
    again = content_of(engine, replace(signed(record, number=2), amendments=(amended("Passed urine."),)))
    assert again.signing.status == "Signed by Dr Casey Sample, 24 Nov 2026, 11:04 (signature 2) · Amended"
    assert [(fact.label, fact.value) for fact in again.amendments] == [
        ("24 Nov 2026, 15:30, Pat Example", "Passed urine.")
    ]


def test_the_header_says_which_dog_which_visit_and_when(engine: Engine) -> None:
    record = in_the_clinic(case_with(engine, pe_weight_kg=9.4))
    content = content_of(engine, record)
    assert (content.dog_name, content.dog_line) == ("Maple", ("Dachshund", "Female, spayed", "7 y 2 m", "9.4 kg"))
    assert (content.visit, content.when) == ("Visit 1042", "24 Nov 2026, 10:30")
    assert content.complaint == "Trembling back legs"
    assert content.signing.recorded_by == "Pat Example · 10:30"
    second = replace(record, exams=(record.exam, record.exam))
    assert content_of(engine, second).visit == "Visit 1042 · exam 1 of 2"


def test_the_age_is_that_on_the_day_of_the_clinic(engine: Engine) -> None:
    record = in_the_clinic(Case())
    late = replace(record.exam, started_at=datetime(2026, 11, 23, 23, 30, tzinfo=UTC))
    born = replace(record.patient, birth_date=date(2026, 5, 24))
    content = content_of(engine, replace(record, exam=late, patient=born))
    assert content.when == "24 Nov 2026, 00:30"
    assert content.dog_line[-1] == "6 m"


def test_a_case_file_alone_has_no_visit_and_keeps_its_own_day(engine: Engine) -> None:
    case = Case(
        {"sig_age_months": 5, "hx_complaint": "She shakes."},
        patient=CasePatient("Luna", "Beagle", "male_intact", date(2024, 2, 29)),
        owner=CaseOwner("Sam", None),
        examined_on=date(2026, 1, 31),
    )
    content = content_of(engine, ExamRecord(case=case))
    assert (content.visit, content.when, content.complaint) == ("", "31 Jan 2026", "")
    assert content.dog_line == ("Beagle", "Male", "5 m")
    assert [(fact.label, fact.value) for fact in content.owner] == [("Owner", "Sam"), ("Born", "29 Feb 2024")]


def test_an_empty_case_says_what_is_not_known(engine: Engine) -> None:
    content = content_of(engine, ExamRecord(case=Case()))
    assert content.dog_name == "Unnamed dog"
    assert content.urgency == "See soon"
    assert not any(content.lists.values())
    assert len(content.to_do) > 80


def test_the_print_line_is_only_there_when_given(engine: Engine) -> None:
    record = in_the_clinic(Case())
    assert content_of(engine, record).printed == ""
    line = replace(LINE, printed_at=NINE_THIRTY, printed_by="Pat Example")
    assert content_of(engine, record, line).printed == "printed 24 Nov 2026, 10:30 by Pat Example"
    assert content_of(engine, record, replace(LINE, printed_by="Pat")).printed == "printed by Pat"


def test_safety_questions_and_the_clearance_are_written_down(engine: Engine) -> None:
    rule = engine.knowledge.safety_rules[0]
    gates = (
        GateAnswer(ExamId("exam"), rule.id, True, StaffId("casey"), NINE_THIRTY),
        GateAnswer(ExamId("exam"), "gone", True, StaffId("x"), NINE_THIRTY),
    )
    clearance = Clearance(VisitId("visit"), StaffId("casey"), NINE_THIRTY)
    content = content_of(engine, in_the_clinic(Case(), gates=gates, clearance=clearance))
    assert content.safety[0].value == f"{rule.safe_answer} (Dr Casey Sample, 10:30)"
    assert content.safety[1].value == "cleared by Dr Casey Sample, 24 Nov 2026, 10:30"


def test_a_sedated_dog_is_told_of_first(engine: Engine) -> None:
    content = content_of(engine, in_the_clinic(case_with(engine, hx_sedated_before_exam="yes")))
    assert content.cares[0].value == "Sedated today: reflexes are not a baseline."


def test_a_warning_names_the_finding_that_misleads(engine: Engine) -> None:
    normal = SidedAnswer({"LH": "normal", "RH": "normal"})
    case = case_with(engine, rl_patellar=SidedAnswer({"LH": "r3"}), gait_paresis_hind="none", rl_paw_replacement=normal)
    content = content_of(engine, in_the_clinic(case))
    assert any("left hind" in fact.label and fact.value for fact in content.cares)


def test_shaking_is_marked_where_it_was_seen(engine: Engine) -> None:
    content = content_of(
        engine, in_the_clinic(case_with(engine, mov_distribution=("hind_left", "trunk", "generalised")))
    )
    assert [mark.group for mark in content.marks] == ["rear_left", "torso"]


def test_pairs_of_legs_are_marked_by_side(engine: Engine) -> None:
    item = next(i for i in engine.items.values() if i.region == "rear" and i.scope == "one" and _abnormal(i))
    content = content_of(engine, in_the_clinic(case_with(engine, **{item.id: on_all_sides(item, _abnormal(item))})))
    assert [mark.group for mark in content.marks] == ["rear_left", "rear_right"]


def _abnormal(item):
    values = [option.value for option in item.options if option.cls is AnswerClass.ABNORMAL]
    return ((values[0],) if item.kind is Kind.MULTI else values[0]) if values else None


def test_scores_with_a_missing_part_have_no_value(engine: Engine) -> None:
    whole = case_with(engine, gait_ambulation="nonambulatory_motor")
    content = content_of(engine, in_the_clinic(whole))
    assert ("Modified Frankel Score", "3 of 6") in [(s.name, s.value) for s in content.scores]
    assert "Modified Glasgow Coma Scale" in content.scores_open


def test_the_answers_used_here_are_legal(engine: Engine) -> None:
    for item, value in (*ANURIA.items(), ("mov_distribution", ("hind_left", "trunk", "generalised"))):
        assert problem_with(engine.items[item], None, value) is None


def test_the_last_time_of_recording_is_given_when_it_took_a_while(engine: Engine) -> None:
    case = case_with(engine, rl_patellar=SidedAnswer({"LH": "r2", "RH": "r2"}))
    record = in_the_clinic(case)
    assert content_of(engine, record).signing.recorded_by == "Pat Example · 10:30–10:31"
    assert timedelta(0) < record.rows["rl_patellar"]["RH"].made_at - NINE_THIRTY
