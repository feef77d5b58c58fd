"""Killed at any moment while answers are ticked in the window: what it showed as saved is on the disk."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from random import Random

import pytest

from intake.storage import integrity
from tests.journeys import window_recorder
from tests.journeys.test_durability import asked

TREE = Path(__file__).resolve().parents[2]

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="kills programs the way Linux does")


def on_disk(folder, life):
    """The answers of a life in their order."""
    rows = asked(
        folder,
        "select answers.item, answers.site, answers.answer from answers join exams on exams.id = answers.exam_id "
        f"where exams.visit_id = 'life{life}' order by answers.seq",
    )
    return [(item, site, None if answer is None else json.loads(answer)) for item, site, answer in rows]


def acts_of(lines):
    """What was asked for, one list of rows per act, and how many acts were shown as saved."""
    told = [json.loads(line) for line in lines]
    acts = [[(line[1], site, line[3]) for site in line[2] or [None]] for line in told if line[0] == "asked"]
    return acts, sum(line[0] == "saved" for line in told)


def live(program, pipe, chance):
    """One life, ended at a random moment after its first saved answer; every line it told."""
    program.stdin.write("live\n")
    program.stdin.flush()
    child, lines = int(program.stdout.readline()), []
    for _ in range(chance.randrange(1, 40)):
        lines.append(pipe.readline())
    until = time.perf_counter() + chance.random() * 0.02
    while time.perf_counter() < until:
        pass
    os.kill(child, signal.SIGKILL)
    assert program.stdout.readline() == "gone\n"
    os.set_blocking(pipe.fileno(), False)
    lines += list(pipe)
    os.set_blocking(pipe.fileno(), True)
    return lines


def test_nothing_the_window_showed_as_saved_is_lost(tmp_path, rounds):
    window_recorder.prepare(tmp_path)
    reading, writing = os.pipe()
    command = [sys.executable, "-m", "tests.journeys.window_recorder", str(tmp_path), str(writing)]
    chance, saved_in_all, waiting_at_death = Random(3), 0, 0
    with (
        subprocess.Popen(
            command, cwd=TREE, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, pass_fds=[writing]
        ) as program,
        os.fdopen(reading) as pipe,
    ):
        os.close(writing)
        for life in range(1, rounds(20, 500) + 1):
            acts, saved = acts_of(live(program, pipe, chance))
            there = on_disk(tmp_path, life)
            done, over = split(there, acts)
            assert len(done) >= saved, f"life {life}: {saved} shown as saved, {len(done)} on the disk"
            assert done == acts[: len(done)]
            # The recorder tells of an act after the window has asked for it: the last may be there and not told of.
            assert len(done) == len(acts) or not over
            assert len({item for item, _, _ in over}) <= 1
            saved_in_all += saved
            waiting_at_death += len(acts) > saved
        program.stdin.close()
    assert integrity.check(tmp_path / "intake.db").problems == ()
    assert saved_in_all > rounds(20, 500)
    assert waiting_at_death  # some were killed with an answer on its way
    print(f"{saved_in_all} answers shown as saved, {waiting_at_death} lives ended with one on its way")


def split(rows, acts):
    """The rows of the disk, cut into acts as they were asked for, and the rows over."""
    found, rest = [], list(rows)
    for act in acts:
        if len(rest) < len(act):
            break
        found.append(rest[: len(act)])
        rest = rest[len(act) :]
    return found, rest
