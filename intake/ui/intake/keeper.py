"""Keeping the intake on screen and the intake on disk in step."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from intake.app import exam_room, front_desk, signalment
from intake.app.boards import ExamFile
from intake.app.changes import Change
from intake.app.clinic import Clinic
from intake.app.second_exam import refreshed_for
from intake.domain.ids import StaffId, VisitId
from intake.domain.patients import Patient
from intake.domain.visits import VisitStatus
from intake.ui.exam.keeper import ExamKeeper


class IntakeKeeper(ExamKeeper):
    """As in the exam, but opening an intake moves no dog into the exam room."""

    keeps_unsaved = False

    def change_dog(self, patient: Patient) -> None:
        """Save corrected details of the dog, and the same in the record of this visit, in one act."""
        desk, exam = self._desk, self._exam()
        if exam is None:
            self._perform(lambda: front_desk.change_patient(desk.clinic, patient, by=desk.person.id))
        else:
            self._perform(lambda: signalment.change_dog(desk.clinic, exam, patient, by=desk.person.id))

    def move(self, to: VisitStatus) -> None:
        """Move the visit as it is shown."""
        desk, file = self._desk, self.file
        visit = file.record.visit if file else None
        if visit is not None and visit.status is not to:
            self._perform(lambda: front_desk.move_visit(desk.clinic, visit, to, by=desk.person.id))

    def _opening(self, visit: VisitId) -> Callable[[], tuple[ExamFile, Change | None]]:
        return partial(_opened, self._desk.clinic, visit, self._desk.person.id)

    def _wanted(self, visit: VisitId) -> None:
        """The newest exam: the history is the visit's, whichever exam is on the screen elsewhere."""

    def _assess(self) -> None:
        """Nothing: what this points to is shown in the exam."""


def _opened(clinic: Clinic, visit: VisitId, by: StaffId) -> tuple[ExamFile, None]:
    exam_room.open_exam(clinic, visit, by=by)
    return refreshed_for(clinic, visit, by), None
