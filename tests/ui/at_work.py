"""The window and its screens over a real clinic, for tests."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QWidget

from intake.app import boards, front_desk, staff
from intake.app.front_desk import NewDog
from intake.domain.ids import OwnerId, PatientId, VisitId
from intake.domain.patients import Patient
from intake.domain.staff import Role, StaffMember
from intake.domain.visits import Visit
from intake.paths import paths_for
from intake.settings import Settings
from intake.ui.application import open_window
from intake.ui.desk import Desk
from intake.ui.hub import ChangeHub
from intake.ui.jobs import JobRunner
from intake.ui.main_window import MainWindow, Opening
from intake.ui.theme import Theme
from tests.ui.real_clinic import PIN, RealClinic, real_clinic

WAIT_MS = 15_000


class Flashes(QObject):
    """Notes every widget that is shown as a window of its own."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[QWidget] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802  Qt names it
        if event.type() is QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.seen.append(watched)
        return False


@dataclass
class AtWork:
    """A clinic, and what a screen is given."""

    real: RealClinic
    desk: Desk
    qtbot: Any
    home: Path

    def show(self, screen: QWidget) -> None:
        screen.resize(1372, 836)
        self.qtbot.addWidget(screen)
        with self.qtbot.waitActive(screen):
            screen.show()
            screen.activateWindow()

    def wait(self, condition: Any) -> None:
        self.qtbot.waitUntil(condition, timeout=WAIT_MS)

    def settle(self) -> None:
        """Every job asked for so far has been done and answered."""
        done: list[bool] = []
        self.desk.jobs.run(self.desk.hub, lambda: True, done.append)
        self.wait(lambda: bool(done))

    def file(self, visit: VisitId | None = None) -> boards.ExamFile:
        return boards.exam_file(self.real.clinic, visit or self.real.visit)

    def answers(self) -> dict[str, object]:
        return dict(self.file().record.case.answers)

    def visit(self, key: VisitId | None = None) -> Visit:
        with self.real.clinic.store.look() as look:
            return look.visit(key or self.real.visit)

    def dog(self, name: str, owner: str = "O. Other", complaint: str = "") -> Visit:
        clinic, by = self.real.clinic, self.real.technician.id
        dog = front_desk.register(clinic, NewDog(name, owner_name=owner), by=by)
        return front_desk.open_visit(clinic, dog.id, by=by, complaint=complaint)

    def person(self, role: Role, name: str = "Kim Front") -> StaffMember:
        admin = next(one for one in staff.everybody(self.real.clinic) if one.role is Role.ADMIN)
        return staff.add(self.real.clinic, name, role, PIN, by=admin.id)


@contextmanager
def at_work(home: Path, theme: Theme, qtbot: Any, *, vet: bool = False, role: Role | None = None) -> Iterator[AtWork]:
    """A signed-in technician, vet or somebody of another role, at a desk."""
    real, jobs = real_clinic(home), JobRunner()
    desk = Desk(real.clinic, jobs, ChangeHub(jobs), theme, real.vet if vet else real.technician)
    work = AtWork(real, desk, qtbot, home)
    if role is not None:
        work.desk = Desk(real.clinic, jobs, desk.hub, theme, work.person(role))
    try:
        yield work
    finally:
        jobs.close()
        real.close()


@dataclass
class Opened:
    """A window over a clinic."""

    window: MainWindow
    real: RealClinic
    qtbot: Any

    def wait(self, condition: Any) -> None:
        self.qtbot.waitUntil(condition, timeout=WAIT_MS)

    def type(self, text: str) -> None:
        self.qtbot.keyClicks(self.window.lock_screen, text)

    def sign_in(self, initials: str = "pe", pin: str = PIN) -> None:
        from PySide6.QtCore import Qt

        self.type(initials + pin)
        self.qtbot.keyClick(self.window.lock_screen, Qt.Key.Key_Return)
        self.wait(lambda: not self.window.is_locked)


@contextmanager
def opened(home: Path, qapp: QApplication, qtbot: Any, settings: Settings | None = None) -> Iterator[Opened]:
    """The window with its staff cards on the screen."""
    real = real_clinic(home)
    opening = Opening(lambda: real.clinic, paths_for(home), settings or Settings(clinic_name="Sample Clinic"))
    window = open_window(qapp, opening)
    shown = Opened(window, real, qtbot)
    try:
        with qtbot.waitSignal(window.ready, timeout=WAIT_MS):
            window.show()
        yield shown
    finally:
        window.close()
        window.deleteLater()
        real.close()


def details(**given: Any) -> Patient:
    """A dog's details as a form gives them."""
    return Patient(PatientId(""), OwnerId(""), **given)
