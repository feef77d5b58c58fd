"""`knowledge` says what the app knows."""

import pytest
from jsonschema import Draft202012Validator

from tests.builders import RESOURCES

AT_LEAST = {
    "items": 304,
    "regions": 18,
    "signs": 54,
    "patterns": 84,
    "workups": 84,
    "red_flags": 64,
    "urgency_rules": 35,
    "traps": 23,
    "scores": 1,
    "sources": 199,
}


def test_nothing_of_the_knowledge_is_missing(intake):
    told = intake("knowledge", "list", "--json").document
    assert list(told) == ["version", "digest", "counts"]
    assert told["digest"].startswith("sha256:")
    assert set(told["counts"]) == set(AT_LEAST)
    assert all(told["counts"][kind] >= count for kind, count in AT_LEAST.items())
    assert "  patterns" in intake("knowledge", "list").out


@pytest.mark.parametrize("kind", AT_LEAST)
def test_every_row_of_a_kind_has_an_id_and_a_source(intake, kind):
    rows = intake("knowledge", "list", kind, "--json").document
    assert len(rows) >= AT_LEAST[kind]
    assert all(row["id"] and isinstance(row["source"], list) for row in rows)
    assert len(intake("knowledge", "list", kind).out.splitlines()) == len(rows)


def test_sound_knowledge_has_no_problems(intake):
    assert intake("knowledge", "check").out == "The knowledge of the program is sound.\n"
    assert intake("knowledge", "check", RESOURCES / "knowledge", "--json").problems == []


def test_all_problems_of_a_folder_are_listed(intake, tmp_path):
    for file in (RESOURCES / "knowledge").glob("*.toml"):
        (tmp_path / file.name).write_bytes(file.read_bytes())
    (tmp_path / "traps.toml").write_text('[[trap]]\nid = "trap_x"\ncolour = "red"\n', encoding="utf-8")
    (tmp_path / "sources.toml").write_text("[[source]\n", encoding="utf-8")
    told = intake("knowledge", "check", tmp_path, "--json")
    assert told.code == 1
    assert any("traps.toml" in problem for problem in told.problems)
    assert any("sources.toml" in problem for problem in told.problems)


def test_a_folder_that_is_not_there(intake, tmp_path):
    told = intake("knowledge", "check", tmp_path / "none")
    assert told.code == 1
    assert str(tmp_path / "none") in told.err or "none" in told.err


def test_the_schema_is_one(intake):
    Draft202012Validator.check_schema(intake("knowledge", "schema").document)
