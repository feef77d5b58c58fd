"""What the README tells people to type."""

import re
import shlex
import shutil
from pathlib import Path

import pytest

from intake.__main__ import main

TREE = Path(__file__).resolve().parent.parent
README = (TREE / "README.md").read_text(encoding="utf-8")
COMMANDS = re.findall(r"^python main\.py (.+)$", README, re.MULTILINE)


@pytest.fixture
def example_folder(tmp_path, monkeypatch):
    (tmp_path / "docs").mkdir()
    shutil.copy(TREE / "docs" / "example_case.json", tmp_path / "docs")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_every_command_of_the_readme_works_one_after_the_other(example_folder, capsys):
    assert len(COMMANDS) >= 10
    for command in COMMANDS:
        code = main(shlex.split(command))
        said = capsys.readouterr()
        assert code == 0, f"{command}: {said.err}"
        assert said.out, command
    assert (example_folder / "exam.pdf").read_bytes().startswith(b"%PDF")
    assert (example_folder / "clinic.zip").stat().st_size > 0


def test_every_make_target_of_the_readme_exists():
    makefile = (TREE / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^make (\w+)", README, re.MULTILINE))
    assert {"run", "test", "check", "soak", "bench"} <= targets
    for target in targets:
        assert re.search(rf"^{target}:", makefile, re.MULTILINE), target


def test_the_readme_names_the_system_packages_that_are_installed():
    script = (TREE / ".ci" / "system-packages.sh").read_text(encoding="utf-8")
    for line in re.findall(r'^(?:qt|screen)="(.+)"$', script, re.MULTILINE):
        for package in line.split():
            assert package in README, package
