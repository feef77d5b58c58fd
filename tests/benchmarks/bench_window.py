"""Seconds from the start of the process to a painted window, and to staff cards from the database, beside their floors."""

from __future__ import annotations

import os
import re
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[2]
FLOORS = Path(__file__).parent / "floors"
ROUNDS = 7
MOST_PAINTED, MOST_READY = 2.0, 1.5
_REPORT = """
import os, sys, time
sys.path.insert(0, {root!r})
from intake.ui.main_window import MainWindow

def started():
    with open("/proc/self/stat") as file:
        ticks = int(file.read().rsplit(")", 1)[1].split()[19])
    return ticks / os.sysconf("SC_CLK_TCK")

def report(window):
    taken = time.clock_gettime(time.CLOCK_BOOTTIME) - started()
    with open("/proc/self/status") as file:
        memory = next(int(line.split()[1]) for line in file if line.startswith("VmRSS")) / 1024
    print(f"{{taken:.3f}} s {{memory:.0f}} MB", flush=True)
    window.close()

shown = MainWindow.showEvent
def showEvent(self, event):
    shown(self, event)
    self.{signal}.connect(lambda: report(self))
MainWindow.showEvent = showEvent

from intake.__main__ import main
sys.exit(main(["--home", {home!r}]))
"""


def measured(arguments: list[str]) -> tuple[float, float]:
    """Seconds and megabytes as one process reports them."""
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run([sys.executable, *arguments], capture_output=True, text=True, check=True, env=environment)
    found = re.search(r"([\d.]+) s (\d+) MB", done.stdout)
    assert found is not None, done.stdout + done.stderr
    return float(found[1]), float(found[2])


def ours(signal: str, home: Path) -> list[str]:
    """Our program, reporting when the window says `signal`."""
    return ["-c", _REPORT.format(root=str(ROOT), signal=signal, home=str(home))]


def compare(name: str, arguments: list[str], floor: str, goal: tuple[float, int]) -> float:
    """Print medians and the ratio of pairs taken in turn; gives the ratio."""
    most, rounds = goal
    pairs = [(measured(arguments), measured([str(FLOORS / floor)])) for _ in range(rounds)]
    ratio = statistics.median(mine[0] / theirs[0] for mine, theirs in pairs)
    mine, theirs = (statistics.median(pair[place][0] for pair in pairs) for place in (0, 1))
    memory, floor_memory = (statistics.median(pair[place][1] for pair in pairs) for place in (0, 1))
    print(
        f"{name} {mine:.3f} s ({memory:.0f} MB), {floor} {theirs:.3f} s ({floor_memory:.0f} MB), "
        f"ratio {ratio:.2f} (at most {most})"
    )
    return ratio


def main(slack: float = 1.0, rounds: int = ROUNDS) -> int:
    """Print both comparisons; 1 when one is over its limit."""
    most_painted, most_ready = MOST_PAINTED * slack, MOST_READY * slack
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "home"
        demo = [sys.executable, str(ROOT / "main.py"), "demo", "--home", str(home)]
        subprocess.run(demo, check=True, capture_output=True)
        measured(ours("ready", home))  # the knowledge is compiled once, at the first start
        painted = compare("window painted", ours("painted", home), "bare_window.py", (most_painted, rounds))
        ready = compare("ready with data", ours("ready", home), "app_shaped.py", (most_ready, rounds))
    return int(painted > most_painted or ready > most_ready)


if __name__ == "__main__":
    sys.exit(main())
