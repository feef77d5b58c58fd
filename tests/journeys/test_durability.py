"""What was acknowledged is on the disk: after kill -9 and after a power cut."""

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing, contextmanager
from pathlib import Path
from random import Random

import pytest

from intake.storage import integrity
from tests.journeys import power, recorder

TREE = Path(__file__).resolve().parents[2]
NO_STRACE = "strace is not here or may not trace; `make test` installs it on Debian"

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="kills and traces programs the way Linux does")


def asked(folder, question):
    with closing(sqlite3.connect(folder / "intake.db")) as raw:
        return raw.execute(question).fetchall()


def recorded(folder, after=0):
    """The answers in their order, as life and number: each life records in an exam of its own."""
    rows = asked(
        folder,
        "select exams.ordinal, answers.answer from answers join exams on exams.id = answers.exam_id "
        f"where answers.item = '{recorder.ITEM}' and exams.ordinal > {after} order by answers.seq",
    )
    return [(ordinal, round((float(answer) - 1) * 1_000)) for ordinal, answer in rows]


def sound(folder):
    report = integrity.check(folder / "intake.db")
    ((exams,),) = asked(folder, "select count(*) from exams")
    return report.problems == () and report.audit_rows == report.answers + exams  # every exam was started once


# Killed


@contextmanager
def nursery(folder):
    """A program that makes a recording child for each life, and the pipe on which children acknowledge."""
    reading, writing = os.pipe()
    program = subprocess.Popen(
        [sys.executable, "-m", "tests.journeys.recorder", str(folder), str(writing)],
        cwd=TREE,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        pass_fds=[writing],
    )
    os.close(writing)
    try:
        yield program, os.fdopen(reading, "r")
    finally:
        program.stdin.close()
        program.wait(60)
        program.stdout.close()


def live(program, acknowledgements, chance):
    """One child's life, ended at a random moment; how many answers it acknowledged."""
    program.stdin.write("live\n")
    program.stdin.flush()
    child = int(program.stdout.readline())
    for _ in range(chance.randrange(1, 25)):
        last = int(acknowledgements.readline())
    until = time.perf_counter() + chance.random() * 0.004
    while time.perf_counter() < until:
        pass
    os.kill(child, signal.SIGKILL)
    assert program.stdout.readline() == "gone\n"
    return last


def drain(acknowledgements, last):
    """Acknowledgements that were under way when the child was killed."""
    os.set_blocking(acknowledgements.fileno(), False)
    for line in acknowledgements:
        last = int(line)
    os.set_blocking(acknowledgements.fileno(), True)
    return last


def test_no_acknowledged_answer_is_lost_when_the_program_is_killed(tmp_path, rounds):
    recorder.prepare(tmp_path)
    chance, expected = Random(11), []
    with nursery(tmp_path) as (program, acknowledgements), acknowledgements:
        for life in range(1, rounds(50, 500) + 1):
            last = drain(acknowledgements, live(program, acknowledgements, chance))
            acknowledged = [(life, number) for number in range(1, last + 1)]
            there = recorded(tmp_path, after=life - 1)
            # The last commit may have been done and not acknowledged any more; it is one whole answer.
            assert there in (acknowledged, [*acknowledged, (life, last + 1)])
            expected += there
    assert recorded(tmp_path) == expected
    assert sound(tmp_path)
    assert len(expected) > rounds(50, 500)


# Cut off from power


@pytest.fixture(scope="session")
def traced(tmp_path_factory):
    """Records answers under strace; the files before, and every step on them."""

    def run(count, **settings):
        folder = tmp_path_factory.mktemp("traced")
        recorder.prepare(folder)
        before = {"intake.db": (folder / "intake.db").read_bytes()}
        trace = folder / "trace"
        strace = ["strace", "-f", "-y", "-xx", "-s", "70000", "-e", f"trace={power.TRACED}", "-o", str(trace)]
        with (folder / "acknowledged").open("wb") as nothing:
            pipe = nothing.fileno()
            program = [sys.executable, "-m", "tests.journeys.recorder", str(folder), str(pipe), str(count)]
            done = subprocess.run(
                [*strace, *program],
                cwd=TREE,
                env={**os.environ, **{f"INTAKE_TEST_{name.upper()}": value for name, value in settings.items()}},
                pass_fds=[pipe],
                capture_output=True,
                timeout=300,
            )
        if b"PTRACE" in done.stderr.upper():
            pytest.skip(NO_STRACE)
        assert done.returncode == 0, done.stderr
        return before, power.steps(trace, pipe)

    if shutil.which("strace") is None:
        pytest.skip(NO_STRACE)
    return run


@pytest.fixture(scope="session")
def written(traced):
    """A hundred and twenty answers, as the disk saw them."""
    return traced(120)


def images(tmp_path, written, cuts):
    """Disks after power cuts at random moments, each with the answers acknowledged by then."""
    before, done = written
    chance = Random(7)
    first = next(place for place, step in enumerate(done) if step.kind == "acknowledged")
    for number in range(cuts):
        disk, acknowledged = power.after_power_cut(before, done, chance.randrange(first + 1, len(done) + 1), chance)
        folder = tmp_path / f"cut{number}"
        folder.mkdir()
        for name in ("intake.db", "intake.db-wal"):
            if name in disk.files:
                (folder / name).write_bytes(disk.files[name])
        yield folder, [(1, number) for number in range(1, acknowledged + 1)]
        shutil.rmtree(folder)


def test_no_acknowledged_answer_is_lost_in_a_power_cut(tmp_path, written, rounds):
    for folder, acknowledged in images(tmp_path, written, rounds(40, 400)):
        assert sound(folder)
        there = recorded(folder)
        assert there[: len(acknowledged)] == acknowledged
        assert len(there) - len(acknowledged) <= 1


def test_the_power_cuts_would_find_a_store_that_does_not_sync(tmp_path, traced):
    lost = 0
    for folder, acknowledged in images(tmp_path, traced(60, synchronous="normal"), 20):
        lost += recorded(folder)[: len(acknowledged)] != acknowledged
    assert lost > 5


def test_an_answer_costs_exactly_one_sync(traced):
    _, done = traced(60, checkpoint="1000")
    syncs, counts = 0, []
    for step in done:
        if step.kind == "acknowledged":
            counts.append(syncs)
            syncs = 0
        elif step.kind == "sync":
            syncs += 1
    # The first also begins the log.
    assert counts[1:] == [1] * 59
