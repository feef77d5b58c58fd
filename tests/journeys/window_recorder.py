"""A program that ticks answers in the exam's own window, through the keys a person presses, until it is killed.

python -m tests.journeys.window_recorder FOLDER PIPE      each line on stdin makes a child with a visit of its own

What the window asks for and what it shows as saved goes to the file descriptor PIPE, a line each.
"""

import json
import os
import sys
from functools import partial
from pathlib import Path
from random import Random

from tests import builders

PAGE = "gait"
EVERY_MS = 12


def prepare(folder: Path) -> None:
    """A clinic with a technician and a dog."""
    with builders.a_clinic(folder) as clinic, clinic.store.work() as work:
        work.add(builders.a_person("tess"), builders.an_owner(), builders.a_dog())
        work.commit()


def record(folder: Path, pipe: int, life: int) -> None:
    """One life: a visit is opened on the screen and answered key by key, faster than anybody could."""
    from PySide6.QtWidgets import QApplication

    from intake.ui.constants_guard import keep_constants_alive
    from intake.ui.desk import Desk
    from intake.ui.hub import ChangeHub
    from intake.ui.jobs import JobRunner
    from intake.ui.theme import Mode, Theme
    from intake.ui.visit.frame import VisitFrame

    keep_constants_alive()
    app = QApplication([])
    theme = Theme(Path(__file__).resolve().parents[2] / "resources", mode=Mode.LIGHT)
    theme.show_on(app)
    with builders.a_clinic(folder, builders.Clock()) as clinic:
        visit = f"life{life}"
        with clinic.store.work() as work:
            person = work.staff_member("tess")
            work.add(builders.a_visit(visit))
            work.commit()
        jobs = JobRunner()
        frame = VisitFrame(Desk(clinic, jobs, ChangeHub(jobs), theme, person))
        frame.resize(1372, 836)
        frame.show()
        frame.show_visit(visit, "exam")
        _tick_from_then_on(frame, Random(life), partial(_tell, pipe))
        app.exec()


def _tick_from_then_on(frame, chance, tell) -> None:
    from PySide6.QtCore import QTimer
    from PySide6.QtTest import QTest

    screen = frame._screens["exam"]
    ticking = QTimer(frame, interval=EVERY_MS)

    def begin(_file) -> None:
        screen.keeper.file_read.disconnect(begin)
        screen.open_page(PAGE)
        page = screen.centre.page
        page.answered.connect(lambda item, sites, value: tell(json.dumps(["asked", item, sites, value])))
        page.cleared.connect(lambda item, sites: tell(json.dumps(["asked", item, sites, None])))
        screen.saved.connect(lambda _at: tell(json.dumps(["saved"])))
        ticking.timeout.connect(lambda: tick(page))
        ticking.start()

    def tick(page) -> None:
        row = chance.choice(list(page.rows.values()))
        row.setFocus()
        QTest.keyClick(row, chance.choice("123"))

    screen.keeper.file_read.connect(begin)


def _tell(pipe: int, line: str) -> None:
    os.write(pipe, f"{line}\n".encode())


def _nursery(folder: Path, pipe: int) -> None:
    for life, _ in enumerate(sys.stdin, 1):
        child = os.fork()
        if child == 0:
            record(folder, pipe, life)
        print(child, flush=True)
        os.waitpid(child, 0)
        print("gone", flush=True)


if __name__ == "__main__":
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    builders.engine()
    import intake.storage.store
    import intake.ui.exam.screen
    import intake.ui.visit.frame  # noqa: F401  read before the first child is made

    _nursery(Path(sys.argv[1]), int(sys.argv[2]))
