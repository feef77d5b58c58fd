import json
from dataclasses import replace

import pytest

from tests.evaluation import measures
from tests.evaluation.case_sets import CASES
from tests.evaluation.measures import Outcome, share
from tests.evaluation.table import groups_of, table

TRUTHS = [
    json.loads(line) for line in (CASES / "published.jsonl").read_text(encoding="utf-8").splitlines() if line.strip()
]


def judged(outcome, **truth):
    return Outcome(replace(outcome.dog, **truth), outcome.said)


@pytest.fixture(scope="module")
def groups(published):
    return {group.name: group for group in groups_of(published)}


def test_thin_records_stand_apart_and_the_whole_set_too(groups):
    assert {name: len(group.outcomes) for name, group in groups.items()} == {
        "published": 26,
        "published thin": 11,
        "published all": 37,
    }


def test_the_whole_set_counts_places_over_rich_records_and_urgency_over_all(groups):
    whole = groups["published all"].outcomes
    assert share(measures.FIRST, whole, rich_only=True) == share(measures.FIRST, groups["published"].outcomes)
    assert share(measures.HURRIED_EMERGENCY, whole, rich_only=True).of == 16


def test_each_measure_counts_the_dogs_whose_truth_it_speaks_of(published):
    urgencies = [row["truth"]["urgency"] for row in TRUTHS]
    kinds = [[kind for kind in row["truth"]["workups_diagnostic"] or []] for row in TRUTHS]
    expected = {
        measures.FIRST: sum(bool(row["truth"]["localisation"]) for row in TRUTHS),
        measures.SIDE: 0,
        measures.HURRIED_EMERGENCY: urgencies.count("emergency"),
        measures.CALLED_EMERGENCY: urgencies.count("emergency"),
        measures.HURRIED_URGENT: urgencies.count("urgent"),
        measures.HURRIED_CALM: urgencies.count("soon") + urgencies.count("routine"),
        measures.KIND_5: sum(any(not kind.startswith("other") for kind in one) for one in kinds),
        measures.KIND_5_OTHER: sum(bool(one) for one in kinds),
        measures.FLAGGED: 0,
    }
    assert {measure: share(measure, published).of for measure in expected} == expected


def test_a_place_is_right_where_it_stands_and_wrong_elsewhere(published):
    one = published[0]
    listed = [place.id for place in one.said.localisation]
    first, third, fourth = (judged(one, right_places=frozenset({listed[rank]})) for rank in (0, 2, 3))
    assert [measures.FIRST.verdict(dog) for dog in (first, third, fourth)] == [True, False, False]
    assert [measures.THREE.verdict(dog) for dog in (first, third, fourth)] == [True, True, False]
    assert measures.FIRST.verdict(judged(one, right_places=frozenset())) is None


def test_a_side_is_that_of_the_first_place(published):
    one = next(one for one in published if one.said.localisation[0].side in ("left", "right"))
    side = one.said.localisation[0].side
    assert measures.SIDE.verdict(judged(one, side=side)) is True
    assert measures.SIDE.verdict(judged(one, side="both")) is False


@pytest.mark.parametrize("rated", ["emergency", "urgent", "soon", "routine"])
@pytest.mark.parametrize("true", ["emergency", "urgent", "soon", "routine"])
def test_urgency_is_judged_by_what_was_true(published, true, rated):
    one = Outcome(replace(published[0].dog, urgency=true), replace(published[0].said, urgency=rated, red_flags=()))
    is_hurried = rated in ("emergency", "urgent")
    is_calm = true in ("soon", "routine")
    assert measures.HURRIED_EMERGENCY.verdict(one) is (is_hurried if true == "emergency" else None)
    assert measures.CALLED_EMERGENCY.verdict(one) is (rated == "emergency" if true == "emergency" else None)
    assert measures.HURRIED_URGENT.verdict(one) is (is_hurried if true == "urgent" else None)
    assert measures.HURRIED_CALM.verdict(one) is (is_hurried if is_calm else None)
    assert measures.PEACEFUL_CALM.verdict(one) is (not is_hurried if is_calm else None)
    assert measures.ALARMED_CALM.verdict(one) is (rated == "emergency" if is_calm else None)


def test_an_emergency_with_a_red_flag_is_no_alarm_without_one(published):
    flagged = next(one for one in published if any(flag.level == "red" for flag in one.said.red_flags))
    called = Outcome(replace(flagged.dog, urgency="soon"), replace(flagged.said, urgency="emergency"))
    assert measures.ALARMED_CALM.verdict(called) is False


def test_a_kind_of_test_is_found_as_far_down_as_is_looked(published):
    kinds = [(one, [test.kind for test in one.said.workups]) for one in published]
    one, rank = next((one, found.index("mri")) for one, found in kinds if "mri" in found[1:5] and found[0] != "mri")
    dog = judged(one, kinds=("imaging_mri",), has_other=False)
    assert measures.kind_is_within(rank)(dog) is False
    assert measures.kind_is_within(rank + 1)(dog) is True


def test_a_test_outside_the_kinds_is_scored_only_where_it_is_asked_for(published):
    one = next(one for one in published if any(test.kind == "other" for test in one.said.workups[:5]))
    dog = judged(one, kinds=(), has_other=True)
    assert measures.KIND_5.verdict(dog) is None
    assert measures.KIND_5_OTHER.verdict(dog) is True


def test_an_ordinary_visit_is_over_called_by_flags_and_far_tests(published):
    one = next(one for one in published if one.said.red_flags and {"specialist"} & {w.tier for w in one.said.workups})
    ordinary = judged(one, is_ordinary=True, urgency="routine")
    sizes = (measures.FLAGGED, measures.SPECIALIST, measures.BEYOND_FIRST)
    assert [size.verdict(ordinary) for size in sizes] == [True, True, True]
    assert [size.verdict(one) for size in sizes] == [None, None, None]
    bare = Outcome(ordinary.dog, replace(one.said, red_flags=(), workups=()))
    assert [size.verdict(bare) for size in sizes] == [False, False, False]


def test_the_table_has_a_row_for_each_group_in_each_band(published, groups):
    lines = table(list(groups.values())).splitlines()
    for name in groups:
        assert sum(line.startswith(f"{name} ") for line in lines) >= 3
    assert "Wilson" in table(list(groups.values()))
    assert "Ordinary" not in table(list(groups.values()))
    whole = next(line for line in lines if line.startswith("published all"))
    assert str(share(measures.THREE, groups["published"].outcomes)) in whole
