"""An answer is committed in a few times what SQLite itself needs."""

import os
import subprocess
import sys

from tests.benchmarks import bench_commit


def test_an_answer_is_committed_in_a_few_raw_commits():
    # In a process of its own, as its floor is: counting covered lines would slow us and not the floor.
    # Half as much again as the goal: other programs disturb the disk and us unequally.
    limit = str(bench_commit.MOST * 1.5)
    uncounted = {name: value for name, value in os.environ.items() if not name.startswith("COV")}
    command = [sys.executable, "-m", "tests.benchmarks.bench_commit", limit]
    done = subprocess.run(command, cwd=bench_commit.ROOT, env=uncounted, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
