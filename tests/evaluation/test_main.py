import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.evaluation.__main__ import main
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


@pytest.fixture(scope="module")
def printed(tmp_path_factory) -> str:
    """The whole evaluation with a file of one further dog, in a process that coverage does not slow."""
    file = tmp_path_factory.mktemp("unseen") / "unseen.jsonl"
    file.write_text(json.dumps(UNSEEN), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "tests.evaluation", "--draws", "1", str(file)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


def row(printed: str, start: str) -> str:
    return next(line for line in printed.splitlines() if line.startswith(start))


def test_every_set_has_a_row_and_a_further_file_too(printed):
    for name in ("ordinary", "published thin", "published all", "vignettes 3", "vignettes all", "unseen"):
        assert row(printed, f"{name}  ")
    assert re.search(r"^unseen +1 +0/1 0 %", printed, re.MULTILINE)


def test_misses_of_published_and_further_dogs_are_told(printed):
    assert re.search(r"^unseen x1, place: true t3_l3; ", printed, re.MULTILINE)
    assert not re.search(r"^vignettes \d v\d", printed, re.MULTILINE)
    assert re.search(r"^\d+ more among made-up dogs: --misses shows them", printed, re.MULTILINE)


def figures_of(printed: str, measure: str) -> tuple[Share, Share]:
    """The held-back and the tuned share of a measure, over all published dogs."""
    shares = re.findall(r"(\d+)/(\d+) ", row(printed[printed.index("all published") :], measure))
    held, tuned = (Share(int(hits), int(of)) for hits, of in shares[:2])
    return held, tuned


def test_numbers_are_chosen_on_all_published_dogs_and_on_no_further_one(printed, dogs):
    published = [dog for dog in dogs if dog.is_published]
    assert row(printed, "Held back: ").endswith(f" over {len(published)} published dogs")
    rich = sum(dog.is_rich and bool(dog.right_places) for dog in published)
    assert [share.of for share in figures_of(printed, "place first")] == [rich, rich]


@pytest.mark.parametrize(
    ("measure", "least"),
    [
        ("place first", 75),
        ("within three", 93),
        ("emergencies: urgent +", 100),
        ("called emergency", 66.6),
        ("calm: below urgent", 60),
        ("kind within 5", 85),
        ('with "other" too', 85),
    ],
)
def test_held_back_figures_are_good_enough(printed, measure, least):
    held, _ = figures_of(printed, measure)
    assert held.percent >= least


@pytest.mark.parametrize("measure", [measure.heading for measure in SHOWN])
def test_tuned_figures_are_not_much_above_the_held_back_ones(printed, measure):
    held, tuned = figures_of(printed, measure)
    assert tuned.percent - held.percent <= 10


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
