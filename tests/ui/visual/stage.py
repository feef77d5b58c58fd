"""The window over a real clinic in the states of the design's pictures.

`python -m tests.ui.visual.stage FOLDER` saves a picture of every scene; look at them beside the design.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import QDeadlineTimer, QEventLoop, QSize, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from intake.app import exam_room, front_desk, safety
from intake.app.exam_room import Entry, Given
from intake.app.front_desk import NewDog
from intake.domain.cases import Missing, NoValue, WhyMissing
from intake.domain.ids import OwnerId, PatientId, VisitId
from intake.domain.patients import Patient, Sex
from intake.paths import paths_for
from intake.settings import Settings
from intake.ui.application import open_window
from intake.ui.choices import TOUCH_UNDER
from intake.ui.constants_guard import keep_constants_alive
from intake.ui.main_window import MainWindow, Opening
from tests.ui.real_clinic import PIN, RealClinic, engine, real_clinic

WAIT_MS = 20_000
BOTH_HIND = ("LH", "RH")


@dataclass(frozen=True)
class View:
    """How the window is looked at."""

    name: str
    size: QSize
    theme: str = "light"
    scale: int = 100

    @property
    def is_touch(self) -> bool:
        return self.size.width() < TOUCH_UNDER

    @property
    def settings(self) -> Settings:
        return Settings(clinic_name="Sample Clinic", theme=self.theme, text_scale=self.scale)


LIGHT = View("light", QSize(1440, 900))
DARK = View("dark", QSize(1440, 900), theme="dark")
LARGE = View("large", QSize(1440, 900), scale=150)
TOUCH = View("touch", QSize(1024, 768))
TOUCH_LOW = View("touch_low", QSize(1024, 700))
TOUCH_DARK = View("touch_dark", QSize(1024, 768), theme="dark")
MEDIUM = View("medium", QSize(1200, 800))
VIEWS = (LIGHT, DARK, LARGE, TOUCH)
WIDER = (TOUCH_LOW, TOUCH_DARK, MEDIUM, View("touch_large", QSize(1024, 768), scale=125))


class Clinic:
    """Three dogs: one far into the exam, one just begun, one with four flags nobody was told about."""

    def __init__(self, real: RealClinic) -> None:
        self.real = real
        self.hind = real.visit
        self.begun = self._dog("Otis", "Terrier", "Shaking all over")
        self.flags = self._dog("Juniper", "Labrador", "Fits since the morning")
        self._fill_hind()
        self._fill_begun()
        self._fill_flags()
        self._dog("Biscuit", "Beagle", "Wobbly after exercise")

    def _dog(self, name: str, breed: str, complaint: str) -> VisitId:
        clinic, by = self.real.clinic, self.real.technician.id
        details = Patient(
            PatientId(""), OwnerId(""), breed=breed, sex=Sex.MALE_NEUTERED, handling="May bite when lifted"
        )
        dog = front_desk.register(clinic, NewDog(name, owner_name=f"A. {breed}son", details=details), by=by)
        return front_desk.open_visit(clinic, dog.id, by=by, complaint=complaint).id

    def record(self, visit: VisitId, *given: tuple[str, str | None, Any]) -> None:
        clinic = self.real.clinic
        exam = exam_room.open_exam(clinic, visit, by=self.real.technician.id)
        exam_room.record_all(clinic, exam.id, tuple(Given(*one) for one in given), Entry(self.real.vet.id))

    def both(self, visit: VisitId, item: str, left: Any, right: Any, sites: tuple[str, str] = BOTH_HIND) -> None:
        self.record(visit, (item, sites[0], left), (item, sites[1], right))

    def _open_gates(self, visit: VisitId) -> None:
        clinic, by = self.real.clinic, self.real.technician.id
        exam = exam_room.open_exam(clinic, visit, by=by)
        for rule in engine().knowledge.safety_rules:
            safety.answer_gate(clinic, exam.id, rule.id, is_safe=True, by=by)

    def _fill_hind(self) -> None:
        visit, clinic = self.hind, self.real.clinic
        self._open_gates(visit)
        self.record(visit, ("hx_emergency_now", None, ("cannot_pass_urine",)), ("pe_weight_kg", None, 9.4))
        exam = exam_room.open_exam(clinic, visit, by=self.real.technician.id)
        safety.tell_vet(clinic, exam.id, "rf_door", "Dr Casey Sample", by=self.real.technician.id)
        exam_room.start(clinic, visit, by=self.real.technician.id)
        safety.clear_vet_first(clinic, visit, self.real.vet.id, PIN)
        self.both(visit, "rl_paw_replacement", "delayed", "delayed")
        self.both(visit, "rl_hopping", "delayed", "normal")
        self.both(visit, "rl_tone", "increased", "normal")
        self.both(visit, "rl_atrophy", "none", "none")
        self.both(visit, "rl_patellar", "r3", "r3")
        self.record(visit, ("rl_withdrawal", "LH", "r2"))
        self.both(visit, "fl_paw_replacement", "normal", "normal", ("LF", "RF"))
        self.both(visit, "fl_hopping", "normal", "normal", ("LF", "RF"))
        self.record(visit, ("gait_paresis_hind", None, "mild"), ("gait_paresis_fore", None, "none"))
        self.record(visit, ("gait_ataxia", None, "proprioceptive"), ("head_mentation", None, "bright_alert"))
        four = {"LF": "none", "RF": "none", "LH": "present", "RH": "present"}
        self.record(visit, *(("gait_hypermetria", site, value) for site, value in four.items()))
        self.record(visit, ("torso_spinal_step", None, "none"), ("torso_spinal_pain", None, ("thoracolumbar",)))
        self.both(visit, "torso_ctr", "cut_off", "cut_off", ("L", "R"))
        self.record(visit, ("torso_ls_press", None, "no_pain"))
        self.record(visit, ("torso_lordosis_test", None, NoValue(Missing.NOT_DONE, WhyMissing.VET_WILL_DO)))
        exam_room.note(clinic, exam.id, "rl_hopping", "two tries, left only", by=self.real.technician.id)

    def _fill_begun(self) -> None:
        visit = self.begun
        self._open_gates(visit)
        for item, value in (("cn_menace", "present"), ("cn_pupil_size", "normal"), ("cn_horner", "absent")):
            self.both(visit, item, value, value, ("L", "R"))
        self.record(visit, ("cn_plr_direct", "L", "brisk"), ("cn_jaw_tone", None, "normal"))
        self.record(visit, ("cn_gag", None, NoValue(Missing.NOT_DONE, WhyMissing.UNSAFE)))
        self.record(visit, ("cn_voice", None, NoValue(Missing.UNABLE, WhyMissing.NOT_STILL)))

    def _fill_flags(self) -> None:
        visit = self.flags
        self._open_gates(visit)
        self.record(visit, ("hx_emergency_now", None, ("cannot_pass_urine",)), ("hx_seizures_24h", None, 3))
        self.record(visit, ("head_mentation", None, "stuporous"), ("pe_temp_c", None, 41.8))


class Stage:
    """A window, and the way to its scenes."""

    def __init__(self, window: MainWindow, clinic: Clinic, view: View) -> None:
        self.window, self.clinic, self.view = window, clinic, view

    def wait(self, condition: Callable[[], bool]) -> None:
        deadline = QDeadlineTimer(WAIT_MS)
        while not condition():
            assert not deadline.hasExpired(), "the scene did not come up"
            QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)

    def settle(self) -> None:
        """Every job asked for is answered, and what came of it is laid out."""
        jobs = self.window.jobs
        for _ in range(2):
            done: list[bool] = []
            jobs.run(self.window, lambda: True, done.append)
            self.wait(lambda done=done: bool(done))
        pause = QEventLoop()
        QTimer.singleShot(0, pause.quit)
        pause.exec()
        QApplication.processEvents()
        QApplication.sendPostedEvents()
        QApplication.processEvents()

    def sign_in(self) -> None:
        QTest.keyClicks(self.window.lock_screen, "pe" + PIN)
        QTest.keyClick(self.window.lock_screen, Qt.Key.Key_Return)
        self.wait(lambda: not self.window.is_locked)
        self.settle()

    @property
    def place(self) -> Any:
        return self.window.workplace

    def exam(self, visit: VisitId, page: str) -> Any:
        self.place.show_visit(visit, "exam")
        screen = self.place.visit._screens["exam"]
        self.wait(lambda: screen.keeper.file is not None and screen._visit == visit and screen.centre.page is not None)
        self.settle()
        screen.open_page(page)
        self.settle()
        return screen


def _lock(stage: Stage) -> None:
    stage.window.lock()
    stage.settle()


def _today(stage: Stage) -> None:
    if stage.window.is_locked:
        stage.sign_in()
    stage.place.show_today()
    stage.settle()


def _intake(stage: Stage) -> None:
    stage.place.show_visit(stage.clinic.hind, "intake")
    stage.settle()


def _rear(stage: Stage) -> None:
    stage.exam(stage.clinic.hind, "rear").centre.page.focus_row("rl_withdrawal")
    stage.settle()


def _torso(stage: Stage) -> None:
    stage.exam(stage.clinic.hind, "torso")


def _gait(stage: Stage) -> None:
    stage.exam(stage.clinic.hind, "gait").centre.page.focus_row("gait_hypermetria")
    stage.settle()


def _physical(stage: Stage) -> None:
    stage.exam(stage.clinic.hind, "physical")


def _cranial(stage: Stage) -> None:
    screen = stage.exam(stage.clinic.begun, "cranial")
    screen.centre.page.focus_row("cn_plr_direct")
    screen.centre.page.rows["cn_plr_direct"].how_to_asked.emit("cn_plr_direct")
    stage.place.visit.toast.show_words("Gag and swallow marked not examined", "circle-slash")
    stage.settle()


def _flags(stage: Stage) -> None:
    stage.place.visit.toast.hide()
    stage.exam(stage.clinic.flags, "head")


def _review(stage: Stage) -> None:
    stage.place.show_visit(stage.clinic.hind, "review")
    stage.settle()
    stage.settle()


def _sheets(stage: Stage) -> None:
    stage.place.show_visit(stage.clinic.hind, "sheets")
    stage.settle()


def _patients(stage: Stage) -> None:
    stage.place.show_patients("map")
    stage.settle()


def _settings(stage: Stage) -> None:
    stage.place.show_settings()
    stage.settle()


SCENES: dict[str, Callable[[Stage], None]] = {
    "today": _today,
    "intake": _intake,
    "rear": _rear,
    "torso": _torso,
    "gait": _gait,
    "physical": _physical,
    "cranial": _cranial,
    "flags": _flags,
    "review": _review,
    "sheets": _sheets,
    "patients": _patients,
    "settings": _settings,
    "lock": _lock,
}


@contextmanager
def staged(app: QApplication, home: Path, view: View) -> Iterator[Stage]:
    """The window of this view, signed in, over the clinic with its dogs."""
    real = real_clinic(home)
    clinic = Clinic(real)
    window = open_window(app, Opening(lambda: real.clinic, paths_for(home), view.settings))
    window.resize(view.size)
    stage = Stage(window, clinic, view)
    ready: list[bool] = []
    window.ready.connect(lambda: ready.append(True))
    try:
        window.show()
        stage.wait(lambda: bool(ready))
        stage.sign_in()
        yield stage
    finally:
        window.close()
        window.deleteLater()
        real.close()


def main() -> None:
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    names = sys.argv[2:]
    keep_constants_alive()
    app = QApplication([])
    for view in (*VIEWS, *WIDER):
        if names and view.name not in names:
            continue
        with tempfile.TemporaryDirectory() as home, staged(app, Path(home), view) as stage:
            for name, go in SCENES.items():
                go(stage)
                shown: QWidget = stage.window
                shown.grab().save(str(folder / f"{view.name}_{name}.png"))
        app.processEvents()


if __name__ == "__main__":
    main()
