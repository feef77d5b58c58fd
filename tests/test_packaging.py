"""What is handed out: the lock, the wheel, the source archive."""

import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

TREE = Path(__file__).resolve().parent.parent
PROJECT = tomllib.loads((TREE / "pyproject.toml").read_text(encoding="utf-8"))
LOCK = (TREE / "requirements.lock").read_text(encoding="utf-8")

LOOK = """
from intake.paths import resource
root = resource("fonts").parent
print(root)
print(*(file.relative_to(root).as_posix() for file in root.rglob("*") if file.is_file()))
"""


def run(*arguments, cwd, **environment):
    done = subprocess.run(
        [sys.executable, *map(str, arguments)],
        cwd=cwd,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """The source archive, and the wheel that is built from it."""
    folder = tmp_path_factory.mktemp("built")
    run("-m", "build", "--no-isolation", "--outdir", folder, TREE, cwd=folder)
    return folder


def resources_of_the_tree():
    root = TREE / "resources"
    return {file.relative_to(root).as_posix() for file in root.rglob("*") if file.is_file()}


def test_an_installed_wheel_made_from_the_source_archive_finds_its_resources(built, tmp_path):
    (wheel,) = built.glob("*.whl")
    run("-m", "pip", "install", "--no-deps", "--no-index", "--target", tmp_path / "site", wheel, cwd=tmp_path)
    root, files = run("-c", LOOK, cwd=tmp_path, PYTHONPATH=str(tmp_path / "site")).splitlines()
    assert Path(root) == tmp_path / "site" / "intake" / "resources"
    assert resources_of_the_tree() <= set(files.split())


def test_the_source_archive_holds_the_tests(built):
    (archive,) = built.glob("*.tar.gz")
    names = run("-m", "tarfile", "--list", archive, cwd=built).split()
    for name in ("main.py", "pyproject.toml", "LICENSE", "tests/conftest.py", "resources/fonts/Inter-Regular.ttf"):
        assert any(found.endswith(f"/{name}") for found in names), name


def test_the_installed_command_is_the_same_program():
    assert PROJECT["project"]["scripts"] == {"intake": "intake.__main__:main"}


def test_the_lock_names_no_address():
    assert not re.search(r"://|--(extra-)?index-url|--find-links|file:|@", LOCK)


def test_everything_in_the_lock_has_a_version_and_hashes():
    entries = re.split(r"\n(?=[a-z0-9])", LOCK.partition("\n#    make lock\n")[2])
    assert len(entries) > 40
    for entry in entries:
        assert re.match(r"[a-z0-9-]+==\S+ (;.* )?\\\n    --hash=sha256:[0-9a-f]{64}", entry), entry


def test_the_lock_has_what_the_project_asks_for():
    locked = dict(re.findall(r"^([a-z0-9-]+)==(\S+)", LOCK, re.MULTILINE))
    for text in PROJECT["project"]["dependencies"] + PROJECT["dependency-groups"]["dev"]:
        wanted = Requirement(text)
        assert wanted.specifier.contains(locked[canonicalize_name(wanted.name)]), text
