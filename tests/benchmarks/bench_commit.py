"""Milliseconds from an answer to its durable commit beside one small raw SQLite commit: at most eight times as long."""

from __future__ import annotations

import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from intake.app import exam_room  # noqa: E402
from intake.app.exam_room import Entry, Given  # noqa: E402
from tests import builders  # noqa: E402

FLOOR = Path(__file__).parent / "floors" / "raw_commit.py"
MOST = 8.0
ROUNDS, COMMITS = 15, 40


def raw_commits() -> float:
    """The median of raw commits, in a process of their own."""
    done = subprocess.run([sys.executable, str(FLOOR), str(COMMITS)], capture_output=True, text=True, check=True)
    found = re.search(r"median ([\d.]+) ms", done.stdout)
    assert found is not None, done.stdout
    return float(found[1])


@contextmanager
def exam() -> Iterator[Callable[[], None]]:
    """Records one answer after the other in one exam."""
    with tempfile.TemporaryDirectory() as folder, builders.a_clinic(Path(folder)) as clinic:
        with clinic.store.work() as work:
            work.add(builders.a_person("tess"), builders.an_owner(), builders.a_dog(), builders.a_visit())
            work.commit()
        opened = exam_room.open_exam(clinic, builders.a_visit().id, by=builders.a_person("tess").id)
        entry, numbers = Entry(builders.a_person("tess").id), count()
        open_to_all = [
            item
            for item in builders.knowledge().items
            if item.kind == "enum" and item.who == "T" and not item.safety_rules
        ]
        places = [(item, site) for item in open_to_all for site in item.sites or (None,)]

        def record() -> None:
            lap, place = divmod(next(numbers), len(places))
            item, site = places[place]
            value = item.options[lap % len(item.options)].value
            exam_room.record(clinic, opened.id, Given(item.id, site, value), entry)

        yield record


def answers(record: Callable[[], None]) -> list[float]:
    """How long each of many answers takes."""
    times = []
    for _ in range(COMMITS):
        start = time.perf_counter()
        record()
        times.append((time.perf_counter() - start) * 1000)
    return times


def main(most: float = MOST) -> int:
    """Print both medians and the ratio of pairs taken in turn; 1 when it is over the limit."""
    with exam() as record:
        answers(record)
        pairs = [(raw_commits(), answers(record)) for _ in range(ROUNDS)]
    ratio = statistics.median(statistics.median(ours) / floor for floor, ours in pairs)
    every = sorted(one for _, ours in pairs for one in ours)
    median, late = statistics.median(every), every[int(len(every) * 0.95)]
    floor = statistics.median(floor for floor, _ in pairs)
    print(
        f"answer committed {median:.2f} ms (p95 {late:.2f}), raw commit {floor:.2f} ms, ratio {ratio:.2f} (at most {MOST})"
    )
    return int(ratio > most)


if __name__ == "__main__":
    sys.exit(main(*(float(limit) for limit in sys.argv[1:])))
