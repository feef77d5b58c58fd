"""Each file of tests/broken_knowledge breaks a small sound exam in one way; its first lines say with which words."""

import shutil
from pathlib import Path

import pytest

from intake.domain.errors import BadInput
from intake.knowledge.loader import check, load

HERE = Path(__file__).parent.parent / "broken_knowledge"
SOUND = HERE / "sound"
BROKEN = sorted(HERE.glob("*.toml"))


def _said(lines: list[str], what: str) -> list[str]:
    mark = f"# {what}: "
    return [line.removeprefix(mark) for line in lines if line.startswith(mark)]


def test_the_small_exam_is_sound() -> None:
    assert check(SOUND) == ()


def test_there_are_enough_ways_to_break_it() -> None:
    assert len(BROKEN) >= 30


@pytest.mark.parametrize("broken", BROKEN, ids=lambda path: path.stem)
def test_a_broken_file_is_refused_with_the_right_words(broken: Path, tmp_path: Path) -> None:
    folder = tmp_path / "knowledge"
    shutil.copytree(SOUND, folder)
    lines = broken.read_text(encoding="utf-8").splitlines()
    instead = _said(lines, "instead of")
    shutil.copy(broken, folder / (instead[0] if instead else broken.name))
    found = [str(problem) for problem in check(folder)]
    for expected in _said(lines, "says"):
        assert any(problem.startswith(expected) for problem in found), "\n".join(found)
    assert len(found) == len(_said(lines, "says")), "\n".join(found)
    with pytest.raises(BadInput) as refused:
        load(folder)
    assert [str(problem) for problem in refused.value.problems] == found
