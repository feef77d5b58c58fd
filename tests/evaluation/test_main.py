import json
import re
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.evaluation.__main__ import main
from tests.evaluation.case_sets import Dog
from tests.evaluation.held_back import SHOWN
from tests.evaluation.shares import Share

ROOT = Path(__file__).parents[2]
UNSEEN = {
    "id": "x1",
    "case": {
        "format": "intake-case/1",
        "patient": {},
        "answers": {"cn_menace": "absent", "gait_circling": "left_wide"},
    },
    "truth": {"localisation": ["t3_l3"], "urgency": "soon"},
}


def evaluated(folder: Path) -> str:
    """What the whole evaluation prints with a file of one further dog, in a process that coverage does not slow."""
    file = folder / "unseen.jsonl"
    file.write_text(json.dumps(UNSEEN), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "tests.evaluation", "--draws", "1", str(file)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=600,
    )
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


def row(printed: str, start: str) -> str:
    return next(line for line in printed.splitlines() if line.startswith(start))


def every_set_has_a_row(printed: str) -> None:
    for name in ("ordinary", "published thin", "published all", "vignettes 3", "vignettes all", "unseen"):
        assert row(printed, f"{name}  ")
    assert re.search(r"^unseen +1 +0/1 0 %", printed, re.MULTILINE)


def misses_of_published_and_further_dogs_are_told(printed: str) -> None:
    assert re.search(r"^unseen x1, place: true t3_l3; ", printed, re.MULTILINE)
    assert not re.search(r"^vignettes \d v\d", printed, re.MULTILINE)
    assert re.search(r"^\d+ more among made-up dogs: --misses shows them", printed, re.MULTILINE)


def figures_of(printed: str, measure: str) -> tuple[Share, Share]:
    """The held-back and the tuned share of a measure, over all published dogs."""
    shares = re.findall(r"(\d+)/(\d+) ", row(printed[printed.index("all published") :], measure))
    held, tuned = (Share(int(hits), int(of)) for hits, of in shares[:2])
    return held, tuned


def numbers_are_chosen_on_all_published_dogs_alone(printed: str, dogs: Sequence[Dog]) -> None:
    published = [dog for dog in dogs if dog.is_published]
    assert row(printed, "Held back: ").endswith(f" over {len(published)} published dogs")
    rich = sum(dog.is_rich and bool(dog.right_places) for dog in published)
    assert [share.of for share in figures_of(printed, "place first")] == [rich, rich]


LEAST = {
    "place first": 75,
    "within three": 93,
    "emergencies: urgent +": 100,
    "called emergency": 66.6,
    "calm: below urgent": 60,
    "kind within 5": 85,
    'with "other" too': 85,
}


def test_the_evaluation_prints_every_set_and_held_back_figures_that_are_good_enough(tmp_path, dogs):
    # One run for all of it: it is the longest here.
    printed = evaluated(tmp_path)
    every_set_has_a_row(printed)
    misses_of_published_and_further_dogs_are_told(printed)
    numbers_are_chosen_on_all_published_dogs_alone(printed, dogs)
    figures = {measure.heading: figures_of(printed, measure.heading) for measure in SHOWN}
    assert {measure: held for measure, (held, _) in figures.items() if held.percent < LEAST[measure]} == {}
    assert {measure: both for measure, both in figures.items() if both[1].percent - both[0].percent > 10} == {}


def test_a_wrong_file_is_one_sentence_and_exit_code_1(tmp_path, capsys):
    file = tmp_path / "unseen.jsonl"
    file.write_text('{"id": "x1"}', encoding="utf-8")
    assert main([str(file)]) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err == f"{file}, line 1: expected truth as an object {{...}}, found nothing\n"


@pytest.mark.parametrize("draws", ["0", "-1", "many"])
def test_a_number_of_draws_that_is_none_is_refused(draws, capsys):
    with pytest.raises(SystemExit) as refused:
        main([f"--draws={draws}"])
    assert refused.value.code == 2
    assert f"expected a whole number from 1 on, found {draws}" in capsys.readouterr().err
