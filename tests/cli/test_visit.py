"""`visit` opens, lists, shows, brings in and gives out visits."""

import json
import os

import pytest

from tests.cli.conftest import MAPLE


def test_a_new_visit_waits(intake):
    told = intake("visit", "new", "--dog", "Nox", "--owner", "X Y", "--phone", "1", "--complaint", "shakes", "--json")
    assert list(told.document) == ["visit", "patient"]
    (row,) = intake("visit", "list", "--json").document
    assert list(row) == [
        "visit",
        "number",
        "patient",
        "dog",
        "owner",
        "status",
        "urgency",
        "opened_at",
        "signed_at",
    ]
    assert (row["visit"], row["patient"]) == (told.document["visit"], told.document["patient"])
    assert (row["number"], row["dog"], row["owner"]) == (1, "Nox", "X Y")
    assert (row["status"], row["urgency"], row["signed_at"]) == ("waiting", "soon", None)
    assert row["opened_at"].endswith("+00:00")


def test_without_json_people_get_the_same(intake):
    assert list(intake("visit", "new", "--dog", "Nox", "--owner", "X").document) == ["visit", "patient"]
    assert "Nox" in intake("visit", "list").out
    assert intake("visit", "list", "--status", "done").out == "There are no such visits.\n"


@pytest.mark.parametrize("expected", ["2026-12-24T14:30", "2026-12-24T14:30+01:00"])
def test_a_visit_is_expected_on_the_clinics_clock(intake, home, expected):
    (home / "settings.json").write_text('{"time_zone": "Europe/Berlin"}', encoding="utf-8")
    intake("visit", "new", "--dog", "Nox", "--owner", "X", "--expected", expected)
    assert len(intake("visit", "list", "--status", "expected", "--json").document) == 1
    assert len(intake("visit", "list", "--day", "2026-12-24", "--json").document) == 1
    assert intake("visit", "list", "--day", "2026-12-25", "--json").document == []


def test_a_dog_that_cannot_be_stored_is_refused_whole(intake):
    told = intake("visit", "new", "--dog", "x" * 300, "--owner", " ", "--json")
    assert told.code == 1
    assert [problem.partition(":")[0] for problem in told.problems] == ["owner.name", "patient.name"]
    assert intake("visit", "list", "--json").document == []


def test_an_import_comes_back_as_it_was(intake, case_file, tmp_path):
    visit = intake("visit", "import", case_file(), "--json").document["visit"]
    told = intake("visit", "export", visit)
    assert told.document == MAPLE
    out = tmp_path / "out.json"
    assert intake("visit", "export", visit, "--exam", 1, "--out", out).code == 0
    assert out.read_bytes() == told.out.encode()
    assert intake("visit", "export", visit, "--json", "--out", out).document == {"visit": visit, "out": str(out)}
    again = intake("visit", "import", out).document["visit"]
    assert intake("visit", "export", again).out == told.out


def test_a_visit_is_shown_with_case_assessment_and_decisions(intake, case_file):
    visit = intake("visit", "import", case_file()).document["visit"]
    shown = intake("visit", "show", visit, "--json").document
    assert shown["case"] == MAPLE
    assert shown["assessment"] == intake("assess", case_file(), "--json").document
    assert (shown["status"], shown["decisions"]) == ("for_vet", [])
    assert "Urgency: " in intake("visit", "show", visit).out


def test_a_visit_without_an_exam_is_shown_too(intake):
    visit = intake("visit", "new", "--dog", "Nox", "--owner", "X").document["visit"]
    shown = intake("visit", "show", visit, "--json").document
    assert shown["case"]["answers"] == {}
    assert shown["assessment"]["enough"] is False


@pytest.mark.parametrize("arguments", [["show", "ghost"], ["export", "ghost"]])
def test_a_visit_that_is_not_there(intake, arguments):
    told = intake("visit", *arguments)
    assert (told.code, told.err) == (1, "There is no visit ghost.\n")


def test_an_exam_that_is_not_there(intake, case_file):
    visit = intake("visit", "import", case_file()).document["visit"]
    assert "has no exam 2" in intake("visit", "export", visit, "--exam", 2).err


def test_an_output_is_replaced_whole_or_not_at_all(intake, case_file, tmp_path):
    visit = intake("visit", "import", case_file()).document["visit"]
    out = tmp_path / "out.json"
    out.write_text("old", encoding="utf-8")
    assert intake("visit", "export", visit, "--out", out).code == 0
    assert json.loads(out.read_text(encoding="utf-8")) == MAPLE
    if os.name == "posix":
        assert out.stat().st_mode & 0o777 == case_file().stat().st_mode & 0o777
    told = intake("visit", "export", visit, "--out", tmp_path / "none" / "out.json")
    assert told.code == 1
    assert "cannot be written (No such file or directory)" in told.err
    told = intake("visit", "export", visit, "--out", tmp_path)
    assert told.code == 1
    assert not [path for path in tmp_path.iterdir() if path.name.startswith(".")]
