"""What the knowledge of the app has to hold: nothing lost, everything shown in plain words, the core set whole."""

import re
from collections.abc import Iterator
from itertools import groupby

import pytest

from intake.knowledge.checks.items import flag_raising_items
from intake.knowledge.conditions import AllOf, AnyOf, Compare, Condition, Finding, Name, Not, items_of, unparse
from intake.knowledge.listing import KINDS, counts, listing, summary
from intake.knowledge.model import AnswerClass, Item, Kind, Knowledge, Scope, Who
from intake.knowledge.never_shown import fold, hits, shown_texts

RAIL = ("S", "P", "1", "2", "3", "4", "5", "6", "7", "8", "9")


@pytest.fixture(scope="module")
def items(knowledge: Knowledge) -> dict[str, Item]:
    return {item.id: item for item in knowledge.items}


def pages(knowledge: Knowledge) -> dict[str, str]:
    """Page id -> key of the rail, for the pages of the exam itself."""
    return {page.id: page.key for page in knowledge.regions_of_exam if page.key}


def test_nothing_was_lost_on_the_way(knowledge: Knowledge) -> None:
    assert counts(knowledge) == {
        "items": 307,
        "regions": 18,
        "signs": 65,
        "patterns": 84,
        "workups": 84,
        "red_flags": 64,
        "urgency_rules": 36,
        "traps": 23,
        "scores": 23,
        "sources": 199,
    }
    assert sum(len(pattern.rows) for pattern in knowledge.patterns) == 304
    assert sum(len(sign.states) for sign in knowledge.signs) == 149
    assert (len(knowledge.names), len(knowledge.forms)) == (30, 10)
    assert [rule.id for rule in knowledge.urgency_rules] == [f"u{number}" for number in range(1, 37)]


def test_the_exam_runs_from_shaking_to_tail(knowledge: Knowledge) -> None:
    assert tuple(pages(knowledge).values()) == RAIL
    assert all(page.positioning for page in knowledge.regions_of_exam)


@pytest.mark.parametrize("kind", KINDS)
def test_every_listed_object_has_an_id_and_a_source(kind: str, knowledge: Knowledge) -> None:
    rows = listing(knowledge, kind)
    assert len({row["id"] for row in rows}) == len(rows) == counts(knowledge)[kind]
    assert all(isinstance(row["source"], list) and row["source"] for row in rows)


def test_the_summary_names_version_digest_and_counts(knowledge: Knowledge) -> None:
    assert summary(knowledge) == {
        "version": knowledge.version,
        "digest": knowledge.digest,
        "counts": counts(knowledge),
    }


# Words -------------------------------------------------------------------------------------------------------------


def test_no_text_for_everybody_names_a_cause(knowledge: Knowledge) -> None:
    ids = {item.id for item in knowledge.items} | {rule.id for rule in knowledge.safety_rules}
    ids |= {workup.id for workup in knowledge.workups} | {flag.id for flag in knowledge.red_flags}
    found = [
        (where, hits(re.sub(r"[a-z]+_[a-z0-9_]+", lambda each: "" if each.group() in ids else each.group(), text),
                     where, knowledge))
        for where, text in shown_texts(knowledge)
    ]  # fmt: skip
    assert [(where, words) for where, words in found if words] == []


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Could be EPILEPSY", "epilep*"),
        ("an aortic embolus", "embol*"),
        ("disc-disease of the neck", "disc disease"),
        ("Disc\u2011Disease", "disc disease"),
        ("tumór", "tumor*"),
        ("steroid responsive", "steroid-responsive"),
    ],
)
def test_words_are_found_in_any_dress(text: str, word: str, knowledge: Knowledge) -> None:
    assert word in hits(text, "flag:rf_door", knowledge)


@pytest.mark.parametrize("text", ["clotted on purpose", "medicine", "sound hips", "the strokes of a brush"])
def test_whole_words_only(text: str, knowledge: Knowledge) -> None:
    assert hits(text, "flag:rf_door", knowledge) == ()


def test_a_word_is_allowed_only_where_it_is_allowed(knowledge: Knowledge) -> None:
    assert hits("Distemper vaccination", "exam:hx_vacc_distemper", knowledge) == ()
    assert hits("Distemper vaccination", "exam:hx_vacc_rabies", knowledge) == ("distemper",)


def test_every_pattern_name_holds_a_word_that_is_hidden_or_ordinary(knowledge: Knowledge) -> None:
    ordinary = {fold(word) for word in knowledge.never_shown.ordinary}
    for pattern in knowledge.patterns:
        words = re.findall(r"[a-z0-9]+", fold(pattern.name))
        assert hits(pattern.name, "", knowledge) or set(words) <= ordinary, pattern.id


def test_labels_are_words_of_a_clinic_and_never_ids(knowledge: Knowledge) -> None:
    for item in knowledge.items:
        texts = [
            item.short_label,
            item.group,
            *(text for option in item.options for text in (option.label, option.short)),
        ]
        assert not [text for text in texts if "_" in text], item.id
        assert item.short_label
        assert item.group
        assert len({option.label for option in item.options}) == len(item.options), item.id
        assert all(len(option.short or option.label) <= 32 for option in item.options), item.id


def test_short_labels_fit_and_differ_within_a_page(knowledge: Knowledge) -> None:
    for page in knowledge.regions_of_exam:
        labels = [item.short_label for item in knowledge.items if item.region == page.id]
        assert len(set(labels)) == len(labels), page.id
        assert all(len(label) <= 24 for label in labels)


def test_groups_of_a_page_stand_together(knowledge: Knowledge) -> None:
    for page in knowledge.regions_of_exam:
        groups = [item.group for item in knowledge.items if item.region == page.id]
        runs = [group for group, _ in groupby(groups)]
        assert len(runs) == len(set(groups)), page.id


def test_urgent_signs_stand_at_the_top_of_the_history(knowledge: Knowledge) -> None:
    history = [item for item in knowledge.items if item.region == "history"]
    assert history[0].id == "hx_emergency_now"
    assert {item.group for item in history if item.urgent} == {history[0].group}


# The core set --------------------------------------------------------------------------------------------------


def core(knowledge: Knowledge) -> list[Item]:
    return [item for item in knowledge.items if item.core and item.region in pages(knowledge)]


def test_the_core_set_has_about_85_checks_over_every_page(knowledge: Knowledge) -> None:
    assert 80 <= len(core(knowledge)) <= 95
    assert {item.region for item in core(knowledge)} == set(pages(knowledge))


def test_every_always_finding_can_be_recorded_with_the_core_set(knowledge: Knowledge, items: dict[str, Item]) -> None:
    core_ids = {item.id for item in knowledge.items if item.core}
    always = [row for region in knowledge.regions for row in region.rows if row.strength == "always"]
    wanted = {item for row in always for part in row.alternatives for item in items_of(part)}
    in_the_exam = {item for item in wanted if items[item].region in pages(knowledge)}
    assert in_the_exam <= core_ids
    assert len(in_the_exam) > 50


def _can_hold(condition: Condition, known: set[str], names: dict[str, Condition]) -> bool:
    """The condition can be made true by answers to `known` alone; a NOT is true of what nobody answered."""
    match condition:
        case AllOf(parts):
            return all(_can_hold(part, known, names) for part in parts)
        case AnyOf(parts):
            return any(_can_hold(part, known, names) for part in parts)
        case Not():
            return True
        case Name(name):
            return _can_hold(names[name], known, names)
        case Finding(item) | Compare(item):
            return item in known
        case _:
            return False


def test_every_flag_a_technician_may_find_can_be_found_with_the_core_set(knowledge: Knowledge) -> None:
    names = {name.id: name.when for name in knowledge.names}
    outside = {"signalment", "history", "results"}
    asked = {item.id for item in knowledge.items if item.core or item.region in outside}
    by_technician = {item.id for item in knowledge.items if item.who is not Who.VETERINARIAN}
    for flag in knowledge.red_flags:
        if _can_hold(flag.when, by_technician, names):
            assert _can_hold(flag.when, asked & by_technician, names), (flag.id, unparse(flag.when))


# Bulk, normal values, mirrors ---------------------------------------------------------------------------------


def test_no_check_that_can_raise_a_flag_is_set_in_bulk(knowledge: Knowledge) -> None:
    flagged = {item for flag in knowledge.red_flags for item in positive_items(flag.when)}
    bulk = {item.id for item in knowledge.items if item.bulk_ok}
    assert bulk
    assert not bulk & flagged


def positive_items(condition: Condition, *, raises: bool = True) -> Iterator[str]:
    match condition:
        case AllOf(parts) | AnyOf(parts):
            for part in parts:
                yield from positive_items(part, raises=raises)
        case Not(part):
            yield from positive_items(part, raises=not raises)
        case Finding(item) | Compare(item) if raises:
            yield item


def test_flag_raising_items_are_those_of_the_conditions(knowledge: Knowledge) -> None:
    from intake.knowledge.assembly import Draft
    from intake.knowledge.checks.book import Book

    flagged = {item for flag in knowledge.red_flags for item in positive_items(flag.when)}
    assert flag_raising_items(Book(Draft(), knowledge)) == flagged


def test_bulk_never_sets_vet_checks_pain_tests_spine_step_or_bladder(knowledge: Knowledge) -> None:
    for item in knowledge.items:
        if item.bulk_ok:
            assert item.who is Who.TECHNICIAN, item.id
            assert item.normal, item.id
            assert item.id not in {"torso_spinal_step", "anus_bladder"}
            assert "pain_deep" not in item.id
            assert "pain_superficial" not in item.id


def test_a_normal_value_is_of_class_normal(knowledge: Knowledge) -> None:
    for item in knowledge.items:
        if item.normal:
            (normal,) = [option for option in item.options if option.value == item.normal]
            assert normal.cls is AnswerClass.NORMAL
            assert normal.exclusive == (item.kind is Kind.MULTI and normal.value != "commercial_complete"), item.id


def test_mirrors_turn_left_into_right(items: dict[str, Item]) -> None:
    circling = {option.value: option.mirror for option in items["gait_circling"].options}
    assert circling["left_wide"] == "right_wide"
    assert circling["right_tight"] == "left_tight"
    assert circling["side_unknown"] == ""
    mirrored = [option for item in items.values() for option in item.options if "left" in option.value]
    assert all(option.mirror for option in mirrored)


# Follow-ups, gates, derived items -------------------------------------------------------------------------------


def test_follow_ups_are_asked_after_questions_of_the_intake(knowledge: Knowledge, items: dict[str, Item]) -> None:
    for item in knowledge.items:
        if item.asked_when is not None:
            parents = items_of(item.asked_when)
            assert item.id not in parents
            assert all(items[parent].region in {"signalment", "history"} for parent in parents)
            assert item.asked_because


def test_urgent_signs_come_first_of_all_questions(items: dict[str, Item]) -> None:
    urgent = {item.id for item in items.values() if item.urgent}
    assert {"hx_emergency_now", "hx_emergency_unsure", "hx_seizure_now", "hx_toxin_exposure", "hx_trauma"} <= urgent
    assert all(item.asked_when is None for item in items.values() if item.urgent)


def test_signs_the_owner_is_not_sure_of_fire_nothing(knowledge: Knowledge, items: dict[str, Item]) -> None:
    now = [option.value for option in items["hx_emergency_now"].options if option.value != "none"]
    unsure = items["hx_emergency_unsure"]
    assert [option.value for option in unsure.options] == now
    assert {option.cls for option in unsure.options} == {AnswerClass.INFORMATIONAL}
    assert all("hx_emergency_unsure" not in items_of(flag.when) for flag in knowledge.red_flags)


def test_gates_have_a_question_and_two_answers(knowledge: Knowledge, items: dict[str, Item]) -> None:
    for rule in knowledge.safety_rules:
        assert rule.question.endswith("?")
        assert rule.safe_answer != rule.unsafe_answer
        assert set(rule.items) == {item.id for item in items.values() if rule.id in item.safety_rules}
        assert set(rule.regions) == {items[item].region for item in rule.items}
    (spine,) = [rule for rule in knowledge.safety_rules if rule.id == "safe_spine"]
    assert {"rl_paw_replacement", "rl_hopping", "neck_rom"} <= set(spine.items)
    assert spine.closed_when is not None
    assert spine.open_when is not None


def test_derived_items_are_few_and_named(items: dict[str, Item]) -> None:
    assert {item.id for item in items.values() if item.derived} == {
        "sig_age_months",
        "sig_breed_group",
        "sig_size_class",
        "sig_chondrodystrophic",
        "lab_na_k_ratio",
        "mov_frequency_class",
    }


def test_words_only_twins_name_the_number_that_beats_them(items: dict[str, Item]) -> None:
    twins = {item.id: item.twin_of for item in items.values() if item.twin_of}
    assert twins == {
        "pe_temp_q": "pe_temp_c",
        "pe_hr_q": "pe_hr",
        "pe_rr_q": "pe_rr",
        "pe_crt_q": "pe_crt_s",
        "pe_bp_q": "pe_bp_sys",
    }


def test_scopes_give_their_sides() -> None:
    assert Scope.ONE.sites == ()
    assert Scope.LEFT_RIGHT.sites == ("L", "R")
    assert Scope.FRONT.sites == ("LF", "RF")
    assert Scope.HIND.sites == ("LH", "RH")
    assert Scope.FOUR.sites == ("LF", "RF", "LH", "RH")


def test_tiers_follow_the_levels(knowledge: Knowledge) -> None:
    tiers = {workup.level: workup.tier for workup in knowledge.workups}
    assert tiers == {0: "first", 1: "first", 2: "matched", 3: "matched", 4: "specialist"}


def test_numbers_of_the_exam_have_bands(items: dict[str, Item]) -> None:
    assert items["pe_hr"].bands == (
        "hr_newborn",
        "hr_puppy",
        "hr_young_toy_small",
        "hr_young_larger",
        "hr_toy_small",
        "hr_adult",
    )
    assert items["pe_temp_c"].bands == ("temp_newborn", "temp_from_1_month")


def test_listing_an_unknown_kind_is_refused(knowledge: Knowledge) -> None:
    from intake.domain.errors import BadInput

    with pytest.raises(BadInput, match='"dogs" is not one of items regions'):
        listing(knowledge, "dogs")
