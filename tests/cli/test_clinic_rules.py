"""A clinic's own rules by the command line: in force, refused whole, and never in the way."""

import pytest

from tests.clinic_rules import a_flag, a_rule_file, cases_for, the_example

LAKE = {"clinic_lake": "drank", "hx_chief_sign": ["shaking_back_legs"]}
NOT_IN_FORCE = (
    "Rules of the clinic are not in force (clinic/broken.toml): a file with a mistake is left out whole. "
    "The program's own rules go on working. Put right what follows, or take the file away:\n"
)


@pytest.fixture
def rules(home):
    folder = home / "clinic_rules"
    folder.mkdir(parents=True)
    return folder


def write(rules, name, content):
    (rules / f"{name}.toml").write_text(content, encoding="utf-8")


def test_the_example_of_the_documentation_works_from_end_to_end(intake, case_file, rules):
    before = intake("knowledge", "list", "--json").document
    write(rules, "lake", the_example())
    told = intake("assess", case_file(answers=LAKE), "--json")
    assert (told.code, told.err) == (0, "")
    (flag,) = told.document["red_flags"]
    assert (flag["id"], flag["source"]) == ("clinic_rf_lake", ["LAKE26", "clinic: Dr A. Sample"])
    assert {tuple(reason["source"]) for reason in flag["because"]} == {("LAKE26", "clinic: Dr A. Sample")}
    assert told.document["urgency"] == "urgent"
    assert "clinic_wu_water" in [workup["id"] for workup in told.document["workups"]]
    assert told.document["knowledge"]["digest"] != before["digest"]
    assert told.out == intake("assess", case_file(answers=LAKE), "--json").out
    after = intake("knowledge", "list", "--json").document
    assert after["digest"] == told.document["knowledge"]["digest"]
    assert after["counts"]["red_flags"] == before["counts"]["red_flags"] + 1


def test_rows_of_the_clinic_are_listed_with_their_author(intake, rules):
    write(rules, "lake", the_example())
    for kind, row_id in (("items", "clinic_lake"), ("workups", "clinic_wu_water"), ("sources", "LAKE26")):
        listed = {row["id"]: row for row in intake("knowledge", "list", kind, "--json").document}
        assert [key for key, row in listed.items() if "author" in row] == [row_id]
        assert (listed[row_id]["author"], listed[row_id]["source"]) == ("Dr A. Sample", ["LAKE26"])
        assert "[clinic: Dr A. Sample]" in intake("knowledge", "list", kind).out


def test_a_mistake_leaves_our_rules_working(intake, case_file, rules):
    before = intake("assess", case_file(), "--json")
    write(rules, "broken", a_rule_file(author=None))
    told = intake("assess", case_file(), "--json")
    assert (told.code, told.out) == (0, before.out)
    assert told.err == NOT_IN_FORCE + (
        "clinic/broken.toml: clinic_rf: author: missing; say who in the clinic wrote it\n"
    )
    assert intake("assess", case_file()).code == 0


def test_other_commands_go_on_and_say_so_once(intake, case_file, rules):
    write(rules, "broken", a_rule_file(author=None))
    told = intake("visit", "import", case_file(), "--json")
    assert told.code == 0
    assert told.err.startswith(NOT_IN_FORCE)
    shown = intake("visit", "show", told.document["visit"], "--json")
    assert (shown.code, shown.document["case"]["format"]) == (0, "intake-case/1")
    assert intake("knowledge", "schema", "--json").err.startswith(NOT_IN_FORCE)


def test_many_problems_are_told_in_part(intake, case_file, rules):
    write(rules, "broken", "".join(a_flag(f"clinic_{n}", author=None) for n in range(30)))
    lines = intake("assess", case_file(), "--json").err.splitlines()
    assert len(lines) == 14
    assert lines[-1] == "78 more problems: `knowledge check` lists them all."


def test_an_exam_keeps_the_rules_it_was_made_with(intake, case_file, rules):
    write(rules, "lake", the_example())
    visit = intake("visit", "import", case_file(answers=LAKE), "--json").document["visit"]
    (rules / "lake.toml").unlink()
    shown = intake("visit", "show", visit, "--json").document
    assert shown["case"]["answers"]["clinic_lake"] == "drank"
    assert [flag["id"] for flag in shown["assessment"]["red_flags"]] == ["clinic_rf_lake"]


# knowledge check


def test_the_rules_of_the_home_are_checked_with_ours(intake, rules):
    write(rules, "lake", the_example())
    assert intake("knowledge", "check").out == (
        "The knowledge of the program is sound.\n"
        "The clinic's own rules are sound: 4 rules in 1 file, tried with 8 cases.\n"
    )
    write(rules, "broken", a_rule_file(author=None))
    told = intake("knowledge", "check", "--json")
    assert (told.code, told.problems) == (
        1,
        ["clinic/broken.toml: clinic_rf: author: missing; say who in the clinic wrote it"],
    )


def test_a_folder_of_rules_is_checked_over_ours(intake, tmp_path):
    write(tmp_path, "lake", the_example())
    write(tmp_path, "more", a_rule_file())
    told = intake("knowledge", "check", tmp_path)
    assert told.out == "The clinic's own rules are sound: 5 rules in 2 files, tried with 10 cases.\n"
    write(tmp_path, "failing", a_flag("clinic_f") + cases_for("clinic_f", not_by='{ rl_placing = "absent" }'))
    write(tmp_path, "broken", "[method]\n")
    told = intake("knowledge", "check", tmp_path, "--json")
    assert told.code == 1
    assert told.problems[0].startswith("clinic/broken.toml: method: a clinic's file cannot add or change this")
    assert told.problems[1:] == [
        "clinic/failing.toml: clinic_f: rule_case 2: should not fire, and does: a flag fires when it is raised"
    ]
    assert "Traceback" not in told.err


def test_a_folder_without_rules_says_so(intake, tmp_path):
    (tmp_path / "empty").mkdir()
    told = intake("knowledge", "check", tmp_path / "empty")
    assert (told.code, told.err) == (1, "empty: there are no knowledge files (*.toml) in this folder\n")
