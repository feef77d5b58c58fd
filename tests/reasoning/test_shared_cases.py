import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from tests.evaluation import measures
from tests.evaluation.case_sets import own_files, read_sets
from tests.evaluation.measures import Measure, Outcome, outcomes_of, share
from tests.reasoning.dogs import shared_ids

ROOT = Path(__file__).parents[2]
SCHEMA = Draft202012Validator(json.loads((ROOT / "tests" / "assessment.schema.json").read_text(encoding="utf-8")))
SOME = 8


@pytest.fixture(scope="module")
def written(tmp_path_factory) -> tuple[bytes, bytes]:
    """Every shared case assessed, and every eighth again in a process whose sets are ordered differently.

    Processes of their own, because some hundred whole assessments are slow where coverage watches every line.
    """
    folder = tmp_path_factory.mktemp("assessed")
    outs = [folder / "all.jsonl", folder / "some.jsonl"]
    runs = [
        subprocess.Popen(
            [sys.executable, "-m", "tests.reasoning.assess_all", every, str(out)],
            cwd=ROOT,
            env={**os.environ, "PYTHONHASHSEED": every},
        )
        for every, out in zip(("1", str(SOME)), outs, strict=True)
    ]
    assert [run.wait(timeout=600) for run in runs] == [0, 0]
    return outs[0].read_bytes(), outs[1].read_bytes()


@pytest.fixture(scope="module")
def assessed(written) -> dict[str, dict]:
    """The assessments by case."""
    return dict(zip(shared_ids(), map(json.loads, written[0].splitlines()), strict=True))


def test_the_same_case_gives_the_same_bytes_in_every_process(written):
    assert written[0].splitlines()[::SOME] == written[1].splitlines()


@pytest.mark.parametrize("name", shared_ids())
def test_every_shared_case_is_assessed_whole_in_the_exchange_format(assessed, name: str):
    assessment = assessed[name]
    assert [f"{error.json_path}: {error.message}" for error in SCHEMA.iter_errors(assessment)] == []
    for place in assessment["localisation"]:
        assert sum(one["weight"] for one in place["for"] + place["against"]) == pytest.approx(place["score"], abs=1e-6)
    for workup in assessment["workups"]:
        parts = workup["because"] + workup["against"]
        assert sum(one["weight"] for one in parts) == pytest.approx(workup["score"], abs=1e-6)
    for pattern in assessment["patterns"]:
        parts = pattern["for"] + pattern["against"]
        assert sum(one["weight"] for one in parts) == pytest.approx(pattern["score"], abs=1e-6)
    assert sorted(workup["step"] for workup in assessment["workups"]) == list(range(1, len(assessment["workups"]) + 1))
    weightless = [flag["because"] for flag in assessment["red_flags"]] + [assessment["urgency_because"]]
    weightless += [trap["because"] for trap in assessment["traps"]]
    assert {one["weight"] for reasons in weightless for one in reasons} <= {0}


def test_the_schema_refuses_what_the_format_does_not_know(assessed):
    assessment = assessed["h002"]
    assert SCHEMA.is_valid(assessment)
    assert not SCHEMA.is_valid(assessment | {"diagnosis": "x"})
    assert not SCHEMA.is_valid({key: value for key, value in assessment.items() if key != "urgency_rule"})
    assert not SCHEMA.is_valid(assessment | {"urgency": "later"})


@pytest.fixture(scope="module")
def sets(engine) -> dict[str, tuple[Outcome, ...]]:
    """Every dog with what the engine says of it, by file."""
    outcomes = outcomes_of(engine, read_sets(own_files(), engine.knowledge))
    names = dict.fromkeys(one.dog.set_name for one in outcomes)
    return {name: tuple(one for one in outcomes if one.dog.set_name == name) for name in names}


def missed(measure: Measure, outcomes, verdict=False) -> set[str]:
    return {one.dog.id for one in outcomes if measure.verdict(one) is verdict}


def rich(outcomes) -> list[Outcome]:
    """Dogs whose record is rich enough to be scored for a place."""
    return [one for one in outcomes if one.dog.is_rich]


def test_the_place_is_found_in_published_dogs(sets):
    dogs = rich(sets["published"])
    first, three = share(measures.FIRST, dogs), share(measures.THREE, dogs)
    assert first.of == three.of == 26
    assert first.percent >= 75, missed(measures.FIRST, dogs)
    assert three.percent >= 93, missed(measures.THREE, dogs)


def test_the_place_is_found_in_made_up_dogs(sets):
    first = share(measures.FIRST, sets["vignettes"])
    assert first.of == 195
    assert first.percent >= 95, missed(measures.FIRST, sets["vignettes"])


@pytest.mark.parametrize(("name", "emergencies"), [("published", 16), ("vignettes", 41)])
def test_no_emergency_is_left_waiting_and_two_thirds_are_called_one(sets, name: str, emergencies: int):
    assert share(measures.HURRIED_EMERGENCY, sets[name]).of == emergencies
    assert missed(measures.HURRIED_EMERGENCY, sets[name]) == set()
    called = share(measures.CALLED_EMERGENCY, sets[name])
    assert called.hits * 3 >= called.of * 2, missed(measures.CALLED_EMERGENCY, sets[name])


@pytest.mark.parametrize(("name", "calm"), [("published", 10), ("vignettes", 70), ("ordinary", 8)])
def test_no_calm_dog_is_called_an_emergency_without_a_red_flag_and_few_are_urgent(sets, name: str, calm: int):
    assert missed(measures.ALARMED_CALM, sets[name], verdict=True) == set()
    hurried = share(measures.HURRIED_CALM, sets[name])
    assert hurried.of == calm
    assert hurried.percent <= 40, missed(measures.HURRIED_CALM, sets[name], verdict=True)


@pytest.mark.parametrize(("measure", "dogs"), [(measures.KIND_5, 18), (measures.KIND_5_OTHER, 32)])
def test_the_kind_of_test_that_made_the_diagnosis_is_among_the_first_five(sets, measure: Measure, dogs: int):
    found = share(measure, sets["published"])
    assert found.of == dogs
    assert found.percent >= 85, missed(measure, sets["published"])


def test_an_ordinary_visit_stays_one(sets):
    ordinary = sets["ordinary"]
    assert len(ordinary) == share(measures.FLAGGED, ordinary).of == 8
    assert share(measures.BEYOND_FIRST, ordinary).of == 6
    for measure in (measures.FLAGGED, measures.HURRIED_CALM, measures.SPECIALIST, measures.BEYOND_FIRST):
        assert missed(measure, ordinary, verdict=True) == set(), measure.heading
