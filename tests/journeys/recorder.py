"""A program that records answers one after the other and says when each is acknowledged.

python -m tests.journeys.recorder FOLDER PIPE          each line on stdin makes a child that records until it is killed
python -m tests.journeys.recorder FOLDER PIPE COUNT    records COUNT answers and ends

Acknowledgements go to the file descriptor PIPE. The log is folded into the database every 40 pages, so that kills and
cuts meet that too, or as INTAKE_TEST_CHECKPOINT says; INTAKE_TEST_SYNCHRONOUS makes commits weaker than they are.
"""

import os
import sys
from itertools import count
from pathlib import Path

from sqlalchemy import Engine, event

from intake.app import exam_room
from intake.app.exam_room import Entry, Given
from tests import builders

ITEM = "pe_weight_kg"


def weight(number: int) -> float:
    """The answer by which the number of a recording is known."""
    return 1 + number / 1_000


def prepare(folder: Path) -> None:
    """A clinic with one visit, to record in."""
    with builders.a_clinic(folder) as clinic, clinic.store.work() as work:
        work.add(builders.a_person("tess"), builders.an_owner(), builders.a_dog(), builders.a_visit())
        work.commit()


def record(folder: Path, pipe: int, most: int | None) -> None:
    """Records in an exam of its own, so that the thousandth child is as quick as the first."""
    with builders.a_clinic(folder, builders.Clock()) as clinic:
        exam = exam_room.another_exam(clinic, "visit", by="tess")
        for number in count(1) if most is None else range(1, most + 1):
            exam_room.record(clinic, exam.id, Given(ITEM, None, weight(number)), Entry("tess"))
            os.write(pipe, f"{number}\n".encode())


def _set_up(connection) -> None:
    raw = connection.connection.dbapi_connection
    raw.execute(f"pragma wal_autocheckpoint = {os.environ.get('INTAKE_TEST_CHECKPOINT', '40')}")
    if weaker := os.environ.get("INTAKE_TEST_SYNCHRONOUS"):
        raw.execute(f"pragma synchronous = {weaker}")


def _nursery(folder: Path, pipe: int) -> None:
    for _ in sys.stdin:
        child = os.fork()
        if child == 0:
            record(folder, pipe, None)
        print(child, flush=True)
        os.waitpid(child, 0)
        print("gone", flush=True)


def main() -> None:
    folder, pipe = Path(sys.argv[1]), int(sys.argv[2])
    builders.engine()
    event.listen(Engine, "engine_connect", _set_up)
    if len(sys.argv) > 3:
        record(folder, pipe, int(sys.argv[3]))
    else:
        _nursery(folder, pipe)


if __name__ == "__main__":
    main()
