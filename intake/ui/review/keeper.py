"""Reading what Review shows, and performing the vet's acts."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from intake.app import boards, exam_room, review, safety, staff
from intake.app.boards import ExamFile
from intake.app.changes import Change
from intake.app.review import Choice, SignOff
from intake.app.second_exam import file_for, refreshed_for
from intake.domain.errors import StorageTrouble
from intake.domain.ids import ExamId, VisitId
from intake.domain.records import ExamRecord
from intake.domain.staff import Role
from intake.reasoning.assessment import Assessment
from intake.ui.desk import Desk

ASSESS_AFTER_MS = 100
BROKEN = "The last step was not saved. What was saved before is safe. Try it again."


class ReviewKeeper(QObject):
    """`file_read` carries the ExamFile after every change of the visit, `assessed` its full Assessment."""

    file_read = Signal(object)
    assessed = Signal(object)
    staff_read = Signal(object)
    cannot_read = Signal(str)
    saving = Signal()
    saved = Signal(object)
    not_saved = Signal(str)

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._visit: VisitId | None = None
        self.file: ExamFile | None = None
        self._waiting: list[Callable[[str], None]] = []  # whom to tell when an act is refused
        self.is_awake = False  # a screen nobody sees reads nothing
        self._pause = QTimer(self, interval=ASSESS_AFTER_MS, singleShot=True)
        self._pause.timeout.connect(self._assess)
        desk.hub.changed.connect(self._on_changed)
        desk.exams.changed.connect(self._on_exam_chosen)
        desk.jobs.crashed.connect(self._on_crashed)

    def open(self, visit: VisitId) -> None:
        """Read this visit, and who works here."""
        if visit != self._visit:
            self._visit, self.file = visit, None
        self.read_again()
        self._desk.jobs.run(self, partial(staff.everybody, self._desk.clinic), self.staff_read.emit)

    def read_again(self) -> None:
        """Read the visit as it stands now."""
        if (visit := self._visit) is not None:
            self._desk.jobs.run(
                self,
                partial(_read, self._desk, visit),
                partial(self._on_read, visit),
                lambda error: self.cannot_read.emit(str(error)),
            )

    def decide(self, choice: Choice, failed: Callable[[str], None]) -> None:
        """Keep a vet's verdict."""
        if (exam := self._exam()) is not None:
            clinic, by = self._desk.clinic, self._desk.person.id
            self._perform(lambda: review.decide(clinic, exam, choice, by=by), failed)

    def sign(self, sign_off: SignOff, failed: Callable[[str], None]) -> None:
        """Sign the exam as it stands."""
        if (exam := self._exam()) is not None:
            clinic = self._desk.clinic
            self._perform(lambda: review.sign(clinic, exam, sign_off), failed)

    def amend(self, text: str, failed: Callable[[str], None]) -> None:
        """Add a dated note to a signed exam."""
        if (exam := self._exam()) is not None:
            clinic, by = self._desk.clinic, self._desk.person.id
            self._perform(lambda: review.amend(clinic, exam, text, by=by), failed)

    def tell_vet(self, flag: str, told_to: str, failed: Callable[[str], None]) -> None:
        """A vet has been told about a flag."""
        if (exam := self._exam()) is not None:
            clinic, by = self._desk.clinic, self._desk.person.id
            self._perform(lambda: safety.tell_vet(clinic, exam, flag, told_to, by=by), failed)

    def hand_to_vet(self, failed: Callable[[str], None]) -> None:
        """The exam waits for the vet's decision."""
        if (visit := self._visit) is not None:
            clinic, by = self._desk.clinic, self._desk.person.id
            self._perform(lambda: exam_room.hand_to_vet(clinic, visit, by=by), failed)

    # Parts

    def _exam(self) -> ExamId | None:
        exam = self.file.record.exam if self.file else None
        return exam.id if exam else None

    def _perform(self, action: Callable[[], Change], failed: Callable[[str], None]) -> None:
        self.saving.emit()
        self._waiting.append(failed)
        self._desk.hub.perform(self, action, partial(self._on_done, failed), partial(self._on_refused, failed))

    def _on_done(self, failed: Callable[[str], None], change: Change) -> None:
        self._settle(failed)
        self.saved.emit(change.at)

    def _on_refused(self, failed: Callable[[str], None], error: BaseException) -> None:
        """Say why, and what is true of the rest: a refusal takes nothing back that was saved before."""
        self._settle(failed)
        failed(str(error))
        at = _saved_at(self.file.record) if self.file else None
        if at is None or isinstance(error, StorageTrouble):
            self.not_saved.emit(str(error))
        else:
            self.saved.emit(at)

    def _on_crashed(self, error: object) -> None:
        # A bug on the database thread names no owner, so everybody who waits is told.
        waiting, self._waiting = self._waiting, []
        for failed in waiting:
            failed(BROKEN)
        if waiting:
            self.not_saved.emit(BROKEN)

    def _settle(self, failed: Callable[[str], None]) -> None:
        if failed in self._waiting:
            self._waiting.remove(failed)

    def _on_changed(self, change: Change) -> None:
        if self.is_awake and change.visit is not None and change.visit == self._visit:
            self.read_again()

    def _on_exam_chosen(self, visit: VisitId) -> None:
        if self.is_awake and visit == self._visit:
            self.read_again()

    def _on_read(self, visit: VisitId, file: ExamFile) -> None:
        if visit == self._visit:
            self.file = file
            self.file_read.emit(file)
            self._pause.start()

    def _assess(self) -> None:
        if (file := self.file) is not None:
            is_vet = self._desk.person.role is Role.VETERINARIAN
            work = partial(boards.full_assessment, file, for_veterinarian=is_vet)
            self._desk.jobs.run_in_pool(self, work, partial(self._on_assessed, file))

    def _on_assessed(self, file: ExamFile, assessment: Assessment) -> None:
        if file is self.file:
            self.assessed.emit(assessment)


def _read(desk: Desk, visit: VisitId) -> ExamFile:
    by, wanted = desk.person.id, desk.exams.of(visit)
    file = file_for(desk.clinic, visit, by, wanted)
    return file if file.record.exam is None else refreshed_for(desk.clinic, visit, by, wanted)


def _saved_at(record: ExamRecord) -> datetime | None:
    """When the newest part of an exam was stored; None while there is nothing."""
    times = [row.entered_at for rows in record.rows.values() for row in rows.values()]
    for journal in (record.decisions, record.told, record.gates, record.amendments):
        times += [one.at for one in journal]
    times += [one.at for one in (record.signature, record.clearance) if one is not None]
    return max(times, default=None)
