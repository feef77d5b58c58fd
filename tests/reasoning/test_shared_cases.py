import json
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from tests.reasoning.dogs import shared_ids, shared_rows

ROOT = Path(__file__).parents[2]
SCHEMA = Draft202012Validator(json.loads((ROOT / "tests" / "assessment.schema.json").read_text(encoding="utf-8")))
PUBLISHED = sorted((row["id"] for name, row in shared_rows() if name == "published"))
HALF = {name: "AB"[place % 2] for place, name in enumerate(PUBLISHED)}
SOME = 8
SAME_PLACE = {
    "vestibular_central": {"vest_central"},
    "vestibular_peripheral": {"vest_peripheral"},
    "none_non_neurological": {"none_nonneuro", "movement_diffuse"},
    "multifocal": {"multifocal", "movement_diffuse"},
    "neuromuscular": {"peripheral_nerve", "nmj", "muscle"},
    "l4_s3": {"l4_s3", "l4_l6", "l6_s1", "s1_s3_cauda"},
}


@pytest.fixture(scope="module")
def written(tmp_path_factory) -> tuple[bytes, bytes]:
    """Every shared case assessed, and every eighth again in a process whose sets are ordered differently.

    Processes of their own, because 240 whole assessments are slow where coverage watches every line.
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


def accepted(row):
    return {place for truth in row["truth"]["localisation"] for place in SAME_PLACE.get(truth, {truth})}


def group_of(name, row):
    """The set a dog belongs to; dogs whose record is too thin for a place stand apart."""
    thin = "" if "localisation" in row.get("scored_for", ["localisation"]) else " thin"
    return {"published": HALF.get(row["id"], ""), "ordinary": "ordinary"}.get(name, f"v{row.get('set')}") + thin


def test_the_places_are_found_as_often_as_when_the_method_was_designed(assessed):
    found: dict[str, Counter] = {}
    for name, row in shared_rows():
        if row["truth"].get("localisation"):
            listed = [place["id"] for place in assessed[row["id"]]["localisation"]]
            count = found.setdefault(group_of(name, row), Counter())
            count["dogs"] += 1
            count["first"] += bool(set(listed[:1]) & accepted(row))
            count["three"] += bool(set(listed[:3]) & accepted(row))
    hits = {group: (count["first"], count["three"], count["dogs"]) for group, count in found.items()}
    assert hits["A"] == (12, 12, 12)
    assert hits["B"] == (11, 14, 14)
    assert hits["B"][0] + hits["B thin"][0] == 13  # 72 % of 18
    assert hits["v1"] == (100, 101, 101)
    assert hits["v2"] == (54, 58, 58)
    assert hits["v3"] == (35, 36, 36)


def test_no_emergency_is_left_waiting_and_no_ordinary_dog_is_rushed(assessed):
    emergencies, ordinary = Counter(), set()
    for name, row in shared_rows():
        urgency = assessed[row["id"]]["urgency"]
        if name == "published" and row["truth"].get("urgency") == "emergency":
            emergencies[urgency] += 1
        if name == "ordinary":
            ordinary.add(urgency)
    assert emergencies == Counter(emergency=12, urgent=4)
    assert ordinary <= {"soon", "routine"}


WANTED = {
    "bloodwork": lambda test: test["group"] == "bloodwork",
    "urinalysis": lambda test: test["group"] == "urinalysis" or test["id"] == "wu_mdb",
    "imaging_radiograph": lambda test: test["kind"] == "radiograph",
    "imaging_ultrasound": lambda test: test["kind"] == "ultrasound",
    "imaging_ct": lambda test: test["kind"] == "ct",
    "imaging_mri": lambda test: test["kind"] == "mri",
    "csf": lambda test: test["kind"] == "csf",
    "other": lambda test: test["kind"] == "other",
}


def test_the_kind_of_test_that_made_the_diagnosis_is_among_the_first_five(assessed):
    hits: Counter[str] = Counter()
    for name, row in shared_rows():
        kinds = [kind.split(":")[0] for kind in row["truth"].get("workups_diagnostic") or []]
        if name == "published" and kinds:
            tests = assessed[row["id"]]["workups"][:5]
            hits[HALF[row["id"]]] += any(WANTED[kind](test) for kind in kinds for test in tests)
    assert hits == Counter(A=16, B=13)
