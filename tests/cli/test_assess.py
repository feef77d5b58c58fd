"""`assess` gives the assessment of a case, without a database."""

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

CASES = Path(__file__).parents[1] / "cases"


def test_the_same_case_gives_the_same_bytes(intake, case_file, home):
    first, second = intake("assess", case_file(), "--json"), intake("assess", case_file(), "--json")
    assert first.code == 0
    assert first.out == second.out
    assert first.document["format"] == "intake-assessment/1"
    assert not (home / "intake.db").exists()


def test_the_text_names_causes_only_for_a_vet(intake, case_file):
    plain, vet = intake("assess", case_file()).out, intake("assess", case_file(), "--vet").out
    assert plain.startswith("Urgency: ")
    assert len(vet) > len(plain)


def test_every_shared_case_validates_against_the_schema_of_a_case(intake):
    schema = Draft202012Validator(intake("knowledge", "schema", "--json").document)
    for path in sorted(CASES.glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            assert schema.is_valid(row["case"]), row["id"]


BAD = {
    "not json": b"{",
    "not utf-8": b"\xff\xfe",
    "the same key twice": b'{"format": "intake-case/1", "answers": {}, "answers": {}}',
    "too deep": b'{"format": "intake-case/1", "answers": ' + b'{"a": ' * 30 + b"1" + b"}" * 31,
    "too long": b'{"format": "intake-case/1", "answers": {}, "notes": {"x": "' + b"y" * (1 << 20) + b'"}}',
    "a list": b"[]",
    "not finite": b'{"format": "intake-case/1", "answers": {"pe_temp_c": NaN}}',
    "null": b'{"format": "intake-case/1", "answers": {"pe_temp_c": null}}',
    "empty list": b'{"format": "intake-case/1", "answers": {"hx_urination": []}}',
    "empty object": b'{"format": "intake-case/1", "answers": {"cn_menace": {}}}',
    "a unit": b'{"format": "intake-case/1", "answers": {"pe_temp_c": "38.6 C"}}',
    "out of range": b'{"format": "intake-case/1", "answers": {"pe_temp_c": 138}}',
    "exclusive": b'{"format": "intake-case/1", "answers": {"hx_urination": ["normal", "blood"]}}',
    "unknown side": b'{"format": "intake-case/1", "answers": {"cn_menace": {"LH": "present"}}}',
    "other format": b'{"format": "intake-case/9", "answers": {}}',
}


@pytest.mark.parametrize("content", BAD.values(), ids=BAD.keys())
def test_bad_input_is_refused(intake, case_file, content):
    told = intake("assess", case_file(content), "--json")
    assert told.code == 1
    assert told.problems
    assert "Traceback" not in told.err


@pytest.mark.parametrize("command", [["visit", "import"], ["sheet", "exam", "--out", "x.pdf", "--case"]])
def test_every_command_refuses_bad_input_and_nothing_is_written(intake, case_file, home, monkeypatch, command):
    monkeypatch.chdir(home)
    told = intake(*command, case_file(answers={"pe_temp_c": 138, "nothing": 1}), "--json")
    assert told.code == 1
    assert [problem.partition(":")[0] for problem in told.problems] == ["answers.pe_temp_c", "answers.nothing"]
    assert intake("visit", "list", "--json").document == []
    assert not (home / "x.pdf").exists()


def test_a_file_that_is_not_there(intake, tmp_path):
    told = intake("assess", tmp_path / "none.json")
    assert told.code == 1
    assert told.err == f"{tmp_path / 'none.json'} cannot be read (No such file or directory). Nothing was changed.\n"
