"""The examples in docs/examples are what the program prints today."""

import subprocess
import sys

from tests.reasoning.renew_examples import CHOSEN, EXAMPLES, ROOT, files

RENEW = "python -m tests.reasoning.renew_examples"


def test_the_examples_are_what_the_program_writes(engine):
    for name, text in files(engine).items():
        assert (EXAMPLES / name).read_text(encoding="utf-8") == text, f"{name} is out of date: {RENEW}"


def test_no_other_file_stands_among_the_examples(engine):
    assert {path.name for path in EXAMPLES.iterdir()} == {"README.md", *files(engine)}


def test_the_page_about_the_examples_names_each_of_them_and_how_to_renew_them():
    page = (EXAMPLES / "README.md").read_text(encoding="utf-8")
    assert RENEW in page
    for name, case in CHOSEN.items():
        assert f"`{name}`" in page
        assert f"`{case}`" in page


def test_the_command_prints_the_same_note(tmp_path):
    name = next(iter(CHOSEN))
    told = subprocess.run(
        [sys.executable, "main.py", "--home", str(tmp_path), "assess", str(EXAMPLES / f"{name}.json")],
        cwd=ROOT,
        capture_output=True,
        check=True,
    )
    assert told.stdout.decode() == (EXAMPLES / f"{name}.technician.txt").read_text(encoding="utf-8")
