"""Looking up dogs, owners and visits for the palette, off the GUI thread."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject, Signal

from intake.app import boards
from intake.app.boards import BoardRow, ExamFile, PatientHit
from intake.app.clinic import Clinic
from intake.app.second_exam import file_for
from intake.domain.ids import StaffId, VisitId
from intake.ui.desk import Desk

MOST_DOGS = 6


@dataclass(frozen=True, slots=True)
class Opened:
    """What is read once when the palette opens: today's visits, and the exam of the visit on the screen."""

    board: tuple[BoardRow, ...]
    file: ExamFile | None


class Finding(QObject):
    """Asks, and drops the answer to a question that has been replaced."""

    opened = Signal(object)  # Opened
    dogs_found = Signal(object)  # the hits for what is typed now
    failed = Signal(str)

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._asked = self._opened = 0

    def open(self, visit: VisitId) -> None:
        """Read what every question needs; `visit` is empty where no exam has to be read."""
        self._opened += 1
        work = partial(_read, self._desk.clinic, visit, self._desk.person.id)
        self._desk.jobs.run(self, work, partial(self._on_opened, self._opened), self._on_failed)

    def ask(self, typed: str) -> None:
        """Look for dogs and owners; nothing for an empty line."""
        self._asked += 1
        if not typed.strip():
            self.dogs_found.emit(())
            return
        work = partial(boards.find_patients, self._desk.clinic, typed, limit=MOST_DOGS)
        self._desk.jobs.run(self, work, partial(self._on_found, self._asked), self._on_failed)

    def forget(self) -> None:
        """Nobody waits for an answer any more."""
        self._asked += 1
        self._opened += 1

    def _on_opened(self, asked: int, opened: Opened) -> None:
        if asked == self._opened:
            self.opened.emit(opened)

    def _on_found(self, asked: int, hits: tuple[PatientHit, ...]) -> None:
        if asked == self._asked:
            self.dogs_found.emit(hits)

    def _on_failed(self, error: BaseException) -> None:
        self.failed.emit(str(error))


def _read(clinic: Clinic, visit: VisitId, by: StaffId) -> Opened:
    return Opened(boards.today(clinic), file_for(clinic, visit, by) if visit else None)
