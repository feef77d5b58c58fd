import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from intake.cli.main import run
from intake.knowledge.loader import load
from tests.builders import RESOURCES

TREE = Path(__file__).resolve().parents[2]
MAPLE = {
    "format": "intake-case/1",
    "examined_on": "2026-11-24",
    "patient": {"name": "Maple", "breed": "Dachshund cross", "sex": "female_spayed", "birth_date": "2019-09-14"},
    "owner": {"name": "P. Sampleton", "phone": "0000 000 000"},
    "answers": {
        "hx_complaint": "Her back legs tremble when she stands at her bowl.",
        "hx_urination": ["reduced", "none_12h"],
        "gait_paresis_hind": "mild",
        "cn_menace": {"L": "present", "R": {"unable": "not_still"}},
        "pe_temp_c": 38.6,
        "rl_hopping": {"not_done": "unsafe"},
        "rl_patellar": {"LH": "r3", "RH": "r3"},
    },
    "notes": {"rl_patellar": "brisk on both sides, dog tense"},
}


@dataclass
class Told:
    """What a command said, and its exit code."""

    code: int
    out: str
    err: str

    @property
    def document(self):
        return json.loads(self.out)

    @property
    def problems(self):
        assert self.document["format"] == "intake-problems/1"
        return [
            f"{one['path']}: {one['message']}" if one["path"] else one["message"] for one in self.document["problems"]
        ]


@pytest.fixture(scope="session")
def cache(tmp_path_factory):
    """The knowledge, compiled once for all tests."""
    folder = tmp_path_factory.mktemp("cache")
    load(RESOURCES / "knowledge", cache=folder)
    return folder


@pytest.fixture
def home(tmp_path, cache):
    """A home in which nothing was done yet."""
    home = tmp_path / "home"
    shutil.copytree(cache, home / "cache")
    return home


@pytest.fixture
def intake(home, capsys):
    """Runs a command in the test's home, in this process."""

    def command(*arguments, at=home):
        code = run(["--home", str(at), *map(str, arguments)])
        said = capsys.readouterr()
        return Told(code, said.out, said.err)

    return command


@pytest.fixture
def case_file(tmp_path):
    """Writes a case file; Maple's without anything said."""

    def write(case=None, name="case.json", **changes):
        path = tmp_path / name
        content = case if isinstance(case, bytes) else json.dumps((case or MAPLE) | changes).encode()
        path.write_bytes(content)
        return path

    return write


@pytest.fixture
def process():
    """Runs `python main.py` as people do."""

    def start(*arguments, **how):
        environment = {**os.environ, **how.pop("environment", {})}
        return subprocess.run(
            [sys.executable, "main.py", *map(str, arguments)],
            cwd=TREE,
            env=environment,
            capture_output=True,
            timeout=120,
            **how,
        )

    return start
