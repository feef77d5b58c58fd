"""An assessment takes a few times what looking things up takes."""

import os
import subprocess
import sys

from tests.benchmarks import bench_assess


def test_an_assessment_keeps_its_bars_beside_plain_python():
    # In a process of its own, uncounted: covered lines would slow us and not the floor.
    # Half as much again as the goal: other programs disturb us and the floor unequally.
    uncounted = {name: value for name, value in os.environ.items() if not name.startswith("COV")}
    command = [sys.executable, "-m", "tests.benchmarks.bench_assess", "6", "1.5"]
    done = subprocess.run(command, cwd=bench_assess.ROOT, env=uncounted, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
