import re
from dataclasses import replace

from tests.evaluation import measures
from tests.evaluation.measures import Outcome
from tests.evaluation.misses import as_text, misses_of


def judged(outcome, **truth):
    return Outcome(replace(outcome.dog, **truth), outcome.said)


def miss_of(outcome, about, knowledge):
    return next(miss for miss in misses_of(outcome, knowledge) if miss.about == about)


def signed(text):
    return float(re.match(r"[+-]\d+\.\d\d", text)[0])


def test_a_dog_that_went_well_has_no_miss(published, knowledge):
    one = published[0]
    well = judged(
        one,
        right_places=frozenset({one.said.localisation[0].id}),
        urgency=one.said.urgency,
        kinds=(),
        has_other=False,
    )
    assert misses_of(well, knowledge) == ()


def test_a_wrong_place_is_explained_by_weights_that_add_up_to_its_lead(published, knowledge):
    for one in published:
        first, second = one.said.localisation[:2]
        miss = miss_of(judged(one, right_places=frozenset({second.id}), places=(second.id,)), "place", knowledge)
        assert f"true {second.id}; " in miss.says
        assert first.id in miss.says
        assert "as number 2" in miss.says
        assert abs(sum(map(signed, miss.why)) - (first.score - second.score)) < 0.005


def test_the_reasons_of_a_wrong_place_name_sign_weights_and_findings(published, knowledge):
    one = next(one for one in published if measures.FIRST.verdict(one) is False and one.dog.is_rich)
    sign = miss_of(one, "place", knowledge).why[0]
    assert re.match(r"\+\d\.\d\d \w+\.\w+ \([+-]\d+\.\d\d against [+-]\d+\.\d\d\): \w+ \S+", sign)


def test_a_place_that_is_not_listed_and_an_empty_list_are_said(published, knowledge):
    listed = published[0].said.localisation
    unlisted = judged(published[0], right_places=frozenset({"elsewhere"}), places=("elsewhere",))
    assert "a right place is not listed" in miss_of(unlisted, "place", knowledge).says
    assert abs(sum(map(signed, miss_of(unlisted, "place", knowledge).why)) - listed[0].score) < 0.005
    empty = Outcome(unlisted.dog, replace(unlisted.said, localisation=()))
    assert "no place is listed" in miss_of(empty, "place", knowledge).says


def test_a_wrong_urgency_names_its_line_and_flags(published, knowledge):
    one = next(one for one in published if one.said.red_flags and one.said.urgency == "emergency")
    miss = miss_of(judged(one, urgency="soon"), "urgency", knowledge)
    assert f"true soon; rated emergency by {one.said.urgency_rule}: " in miss.says
    assert any(one.said.red_flags[0].id in line for line in miss.why)
    assert not [miss for miss in misses_of(judged(one, urgency="emergency"), knowledge) if miss.about == "urgency"]


def test_an_emergency_that_is_only_called_urgent_is_named_too(published, knowledge):
    one = next(one for one in published if one.said.urgency == "urgent")
    assert "true emergency; rated urgent" in miss_of(judged(one, urgency="emergency"), "urgency", knowledge).says


def test_a_missed_kind_of_test_shows_the_first_five_tests(published, knowledge):
    one = next(one for one in published if all(test.kind != "ultrasound" for test in one.said.workups))
    miss = miss_of(judged(one, kinds=("imaging_ultrasound",)), "test", knowledge)
    assert miss.says == f"true imaging_ultrasound; no such test of {len(one.said.workups)}"
    assert all(test.id in miss.why[0] for test in one.said.workups[:5])


def test_an_over_called_ordinary_visit_is_named(published, knowledge):
    one = next(one for one in published if one.said.red_flags)
    said = [miss.says for miss in misses_of(judged(one, is_ordinary=True), knowledge) if miss.about == "ordinary"]
    assert any(one.said.red_flags[0].id in says for says in said)


def test_a_miss_is_told_with_set_and_dog(published, knowledge):
    one = judged(published[0], right_places=frozenset({"elsewhere"}), places=("elsewhere",))
    text = as_text(one, misses_of(one, knowledge))
    assert text.startswith(f"{one.dog.group} {one.dog.id}, place: true elsewhere; ")
    assert "\n    +" in text
