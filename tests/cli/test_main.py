"""Options, exit codes, and how answers and problems reach people and scripts."""

import json
import os
import subprocess
import sys

import pytest

from intake.cli import visit
from intake.cli.main import run
from tests.cli.conftest import TREE


def loaded_after(*arguments):
    code = (
        "import sys\nfrom intake.__main__ import main\n"
        f"code = main({[str(argument) for argument in arguments]!r})\n"
        "print(code, *{name.split('.')[0] for name in sys.modules}, file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=TREE, capture_output=True, text=True, timeout=120)
    code, *modules = done.stderr.splitlines()[-1].split()
    assert code == "0", done.stderr
    return set(modules)


@pytest.mark.parametrize(
    ("arguments", "unloaded"),
    [
        (["assess", "CASE"], {"PySide6", "sqlalchemy", "alembic", "reportlab", "argon2"}),
        (["knowledge", "list"], {"PySide6", "sqlalchemy", "alembic", "reportlab", "argon2"}),
        (["knowledge", "check"], {"PySide6", "sqlalchemy", "alembic", "reportlab", "argon2"}),
        (["knowledge", "schema"], {"PySide6", "sqlalchemy", "alembic", "reportlab", "argon2"}),
        (["sheet", "exam", "--case", "CASE", "--out", "OUT"], {"PySide6", "sqlalchemy", "alembic", "argon2"}),
        (["visit", "import", "CASE"], {"PySide6", "reportlab", "argon2"}),
        (["visit", "list"], {"PySide6", "reportlab", "argon2"}),
        (["db", "upgrade"], {"PySide6", "reportlab", "argon2"}),
    ],
)
def test_a_command_loads_only_what_it_needs(tmp_path, case_file, home, arguments, unloaded):
    names = {"CASE": case_file(), "OUT": tmp_path / "out.pdf"}
    assert loaded_after(*(names.get(one, one) for one in arguments), "--home", home).isdisjoint(unloaded)


def test_global_options_stand_before_or_after_the_command(home, capsys):
    at = str(home)
    for arguments in (
        ["--home", at, "--json", "visit", "list"],
        ["visit", "--home", at, "--json", "list"],
        ["visit", "list", "--json", "--home", at],
        ["--home", at, "visit", "list", "--json"],
    ):
        assert run(arguments) == 0
        assert capsys.readouterr().out == "[]\n"


def test_another_database_is_used_when_named(intake, tmp_path, home):
    other = f"sqlite:///{tmp_path / 'other.db'}"
    intake("visit", "new", "--dog", "Nox", "--owner", "X", "--database", other)
    assert [row["dog"] for row in intake("visit", "list", "--json", "--database", other).document] == ["Nox"]
    assert intake("visit", "list", "--json").document == []
    assert (tmp_path / "other.db").exists()


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("nonsense", '"nonsense" is not a database address'),
        ("postgresql://vet:secret@host/clinic", "cannot use postgresql://vet:***@host/clinic"),
        ("sqlite:////nowhere/at/all/clinic.db", "There is no folder"),
    ],
)
def test_a_database_that_cannot_be_used_is_one_sentence(intake, url, words):
    told = intake("visit", "list", "--database", url)
    assert (told.code, told.out) == (1, "")
    assert words in told.err
    assert told.err.count("\n") == 1


def test_a_check_wants_a_database_in_a_file(intake):
    told = intake("db", "check", "--database", "sqlite://")
    assert told.code == 1
    assert "for a database in a file" in told.err


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["--json"],
        ["nothing"],
        ["visit"],
        ["visit", "list", "--status", "asleep"],
        ["visit", "list", "--day", "tomorrow"],
        ["visit", "new", "--dog", "Nox"],
        ["visit", "new", "--dog", "Nox", "--owner", "X", "--expected", "soon"],
        ["visit", "export", "x", "--exam", "0"],
        ["visit", "export", "x", "--exam", "two"],
        ["assess"],
        ["sheet", "exam", "--out", "x.pdf"],
        ["sheet", "exam", "--case", "a", "--visit", "b", "--out", "x.pdf"],
        ["sheet", "exam", "--case", "a", "--out", "x.pdf", "--paper", "a5"],
        ["sheet", "exam", "--case", "a", "--out", "x.pdf", "--printed-by", "X"],
        ["sheet", "poster", "--out", "x.pdf"],
        ["knowledge", "list", "colours"],
        ["db", "vacuum"],
        ["db", "backup"],
        ["assess", "x", "--ve"],
    ],
)
def test_wrong_usage_is_two(intake, home, arguments):
    told = intake(*arguments)
    assert told.code == 2
    assert told.out == ""
    assert "Traceback" not in told.err
    assert [path.name for path in home.iterdir()] == ["cache"]


def test_help_and_version_are_answers(intake):
    assert intake("--help").code == 0
    told = intake("--version")
    assert told.out.startswith("Intake ")


def test_problems_stand_one_per_line_and_for_scripts_in_a_document_too(intake, case_file):
    case = case_file(answers={"rl_patellar": {"LH": "r7"}, "hx_none": 1})
    told = intake("assess", case)
    assert (told.code, told.out) == (1, "")
    assert 'answers.rl_patellar.LH: "r7" is not one of r0 r1 r2 r3 r4' in told.err.splitlines()
    scripted = intake("assess", case, "--json")
    assert scripted.problems == told.err.splitlines() == scripted.err.splitlines()


def test_settings_that_cannot_be_understood_are_listed(intake, home):
    (home / "settings.json").write_text('{"paper": "a5", "colour": 1}', encoding="utf-8")
    told = intake("visit", "list", "--json")
    assert told.code == 1
    assert [problem.partition(":")[0] for problem in told.problems] == ["settings.json.colour", "settings.json.paper"]


def test_a_bug_is_logged_and_told_in_one_sentence(intake, home, monkeypatch):
    def broken(given):
        raise ZeroDivisionError("a made-up bug")

    monkeypatch.setattr(visit, "_list", broken)
    told = intake("visit", "list", "--json")
    assert told.code == 1
    assert told.problems == [
        "Intake made a mistake of its own and stopped. Everything saved before is safe. "
        f"The details are in {home / 'logs' / 'intake.log'}."
    ]
    assert "a made-up bug" in (home / "logs" / "intake.log").read_text(encoding="utf-8")
    assert "Traceback" not in told.err


def test_stopping_a_command_is_no_bug(intake, home, monkeypatch):
    def stopped(given):
        raise KeyboardInterrupt

    monkeypatch.setattr(visit, "_list", stopped)
    told = intake("visit", "list")
    assert (told.code, told.err) == (1, "Stopped half way. Everything saved before is safe.\n")
    assert not (home / "logs").exists()


def test_a_bug_without_a_log_is_told_all_the_same(intake, home, monkeypatch):
    (home / "logs").write_text("a file where the folder should be", encoding="utf-8")

    def broken(given):
        raise ZeroDivisionError("a made-up bug")

    monkeypatch.setattr(visit, "_list", broken)
    told = intake("visit", "list")
    assert "No log could be written (ZeroDivisionError: a made-up bug)" in told.err


def test_names_reach_a_pipe_whatever_the_computers_encoding(process, tmp_path):
    names = ["--dog", '<b>&"Ärger" Анна', "--owner", "王小明 محمد"]
    process("visit", "new", *names, "--home", tmp_path / "home", environment={"PYTHONUTF8": "1"})
    for encoding in ("ascii", "cp1252"):
        done = process(
            "visit", "list", "--json", "--home", tmp_path / "home", environment={"PYTHONIOENCODING": encoding}
        )
        assert done.returncode == 0, done.stderr
        (row,) = json.loads(done.stdout.decode("utf-8"))
        assert (row["dog"], row["owner"]) == ('<b>&"Ärger" Анна', "王小明 محمد")


def test_a_reader_that_stops_early_is_no_error(tmp_path):
    done = subprocess.run(
        f"{sys.executable} main.py knowledge schema --home {tmp_path / 'home'} | head -c 10",
        shell=True,
        cwd=TREE,
        capture_output=True,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
        timeout=120,
    )
    assert (done.returncode, done.stderr, len(done.stdout)) == (0, b"", 10)
