"""Keeping the exam on screen and the exam on disk in step."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from intake.app import boards, exam_room, safety, staff
from intake.app.boards import ExamFile
from intake.app.changes import Change
from intake.app.clinic import Clinic
from intake.app.exam_room import Entry, Given
from intake.app.second_exam import file_for, refreshed_for
from intake.domain.cases import NoValue
from intake.domain.errors import StorageTrouble
from intake.domain.ids import ExamId, StaffId, VisitId
from intake.domain.staff import Role, StaffMember
from intake.domain.visits import Visit, VisitStatus
from intake.reasoning.assessment import Assessment
from intake.reasoning.classes import Limits
from intake.reasoning.usual import usual_ranges
from intake.ui.desk import Desk
from intake.ui.exam.unsaved import Place, Unsaved, Waiting

ASSESS_AFTER_MS = 250
"""The full assessment waits for a pause, so that it does not compete with quick answers."""


class ExamKeeper(QObject):
    """Performs what the exam's widgets ask for, and reads the exam again after every change.

    `file_read` carries the ExamFile, `assessed` the full Assessment of the newest one and the usual ranges of this
    dog's numbers. `refused` names the checks whose answer was not taken, and why.
    """

    keeps_unsaved = True  # the screen offers to give again what the disk did not take

    file_read = Signal(object)
    assessed = Signal(object, object)
    staff_read = Signal(object)
    refused = Signal(tuple, str)
    kept = Signal(str)  # why an answer was not saved that stays on the screen
    cannot_read = Signal(str)
    settled = Signal()  # nothing is on its way any more that opens or shuts checks
    done = Signal(object)  # the Change of an act of this screen
    saving = Signal()
    saved = Signal(object)
    not_saved = Signal(str)

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._visit: VisitId | None = None
        self.file: ExamFile | None = None
        self.pending: Counter[Place] = Counter()
        self.unsaved = Unsaved()
        self._is_reading = False
        self._is_stale = False
        self._guards = 0  # acts on their way that open or shut checks
        self._is_guard_unread = False  # one is saved, and what it opened has not been read
        self._pause = QTimer(self, interval=ASSESS_AFTER_MS, singleShot=True)
        self._pause.timeout.connect(self._assess)
        desk.hub.changed.connect(self._on_changed)
        desk.exams.changed.connect(self._on_exam_chosen)
        desk.jobs.crashed.connect(self._on_crashed)

    # Reading

    def open(self, visit: VisitId) -> None:
        """Read this visit's exam; a waiting dog goes into the exam room."""
        self._visit, self.file = visit, None
        self.pending.clear()
        self.unsaved.take()
        self._is_reading, self._is_stale = False, False
        self._guards, self._is_guard_unread = 0, False
        self._desk.jobs.run(self, self._opening(visit), partial(self._on_opened, visit), self._on_unread)
        self._desk.jobs.run(self, partial(staff.everybody, self._desk.clinic), self.staff_read.emit)

    def read_again(self) -> None:
        """Read the exam again; what is asked for meanwhile is read once more afterwards."""
        if self._visit is None:
            return
        if self._is_reading:
            self._is_stale = True
            return
        self._is_reading = True
        visit = self._visit
        self._desk.jobs.run(
            self,
            partial(refreshed_for, self._desk.clinic, visit, self._desk.person.id, self._wanted(visit)),
            partial(self._on_read, visit),
            self._on_unread,
        )

    def try_again(self) -> None:
        """Give again what the disk did not take; with nothing to give, read again."""
        waiting = self.unsaved.take()
        for one in waiting:
            self._perform(one.action, one.places)
        if not waiting:
            self.read_again()

    def is_pending(self, item: str, site: str | None) -> bool:
        """Whether an answer at this place is asked for and not yet saved."""
        return any(where is None or site is None or where == site for waiting, where in self.pending if waiting == item)

    @property
    def is_settling(self) -> bool:
        """Whether it is open which checks can be answered: no exam yet, or what opens or shuts them is on its way."""
        return self._visit is not None and (self.file is None or self._guards > 0 or self._is_guard_unread)

    # Acts

    def record(self, given: tuple[Given, ...], *, said_by: StaffId | None = None, says: str = "") -> None:
        """Record answers in one commit; `says` is for the message that offers undo."""
        if (exam := self._exam()) is None or not given:
            return
        places = tuple((one.item, one.site) for one in given)
        self.pending.update(places)
        entry = Entry(self._desk.person.id, said_by)
        clinic = self._desk.clinic
        self._perform(lambda: replace(exam_room.record_all(clinic, exam, given, entry), says=says), places)

    def rest_normal(self, shown: tuple[str, ...]) -> None:
        """Set the open checks among those shown to normal, where that is allowed."""
        if (exam := self._exam()) is not None:
            by = self._desk.person.id
            self._perform(lambda: exam_room.rest_normal(self._desk.clinic, exam, shown, by=by))

    def rest_without_value(self, shown: tuple[str, ...], missing: NoValue, words: str) -> None:
        """Leave the open checks among those shown without a value; `words` say so after their number."""
        if (exam := self._exam()) is not None:
            clinic, by = self._desk.clinic, self._desk.person.id

            def act() -> Change:
                change = exam_room.rest_without_value(clinic, exam, shown, missing, by=by)
                count = len(change.items)
                return replace(change, says=f"{count} {'check' if count == 1 else 'checks'}: {words}.")

            self._perform(act)

    def note(self, item: str, text: str) -> None:
        """Keep a note on a check."""
        if (exam := self._exam()) is not None:
            by = self._desk.person.id
            self._perform(lambda: exam_room.note(self._desk.clinic, exam, item, text, by=by), ((item, None),))

    def answer_gate(self, rule: str, *, is_safe: bool) -> None:
        """Settle a safety gate."""
        if (exam := self._exam()) is not None:
            by = self._desk.person.id
            self._guard(lambda: safety.answer_gate(self._desk.clinic, exam, rule, is_safe=is_safe, by=by))

    def clear_vet_first(self, vet: StaffId, pin: str, failed: Callable[[str], None], done: Callable[[], None]) -> None:
        """Open the "vet first" checks of this visit by a vet's PIN."""
        if (visit := self._visit) is not None:
            clinic = self._desk.clinic

            def cleared(change: Change) -> None:
                self._is_guard_unread = self._is_reading
                self._on_done((), change)
                done()

            self._desk.hub.perform(
                self,
                lambda: safety.clear_vet_first(clinic, visit, vet, pin),
                cleared,
                lambda error: failed(str(error)),
            )

    def tell_vet(self, flag: str, told_to: str) -> None:
        """A vet has been told about a flag."""
        if (exam := self._exam()) is not None:
            by = self._desk.person.id
            self._perform(lambda: safety.tell_vet(self._desk.clinic, exam, flag, told_to, by=by))

    def take_back_told(self, flag: str) -> None:
        """A "told" set by mistake is taken back."""
        if (exam := self._exam()) is not None:
            by = self._desk.person.id
            self._perform(lambda: safety.take_back_told(self._desk.clinic, exam, flag, by=by))

    # Parts

    def _opening(self, visit: VisitId) -> Callable[[], tuple[ExamFile, Change | None]]:
        """How a visit is opened, on the database thread."""
        return partial(_opened, self._desk.clinic, visit, self._desk.person, self._wanted(visit))

    def _wanted(self, visit: VisitId) -> int | None:
        """The exam somebody chose among those of the visit."""
        return self._desk.exams.of(visit)

    def _exam(self) -> ExamId | None:
        exam = self.file.record.exam if self.file else None
        return exam.id if exam else None

    def _perform(self, action: Callable[[], Change], places: tuple[Place, ...] = ()) -> None:
        self.saving.emit()
        failed = partial(self._on_failed, Waiting(action, places))
        self._desk.hub.perform(self, action, partial(self._on_done, places), failed)

    def _on_failed(self, waiting: Waiting, error: BaseException) -> None:
        """What the disk did not take stays on the screen to be given again; anything else was refused."""
        if self.keeps_unsaved and waiting.places and isinstance(error, StorageTrouble):
            words = self.unsaved.keep(waiting, error)
            self.not_saved.emit(words)
            self.kept.emit(words)
        else:
            self._on_refused(waiting.places, str(error))

    def _guard(self, action: Callable[[], Change]) -> None:
        """Perform what opens or shuts checks."""

        def done(change: Change) -> None:
            self._on_guard_over()
            self._on_done((), change)

        def refused(error: BaseException) -> None:
            self._on_refused((), str(error))
            self._on_guard_over()

        self.saving.emit()
        self._guards += 1
        self._desk.hub.perform(self, action, done, refused)

    def _on_guard_over(self) -> None:
        self._guards = max(self._guards - 1, 0)
        self._is_guard_unread = self._is_reading  # everybody was told, so it is being read
        if not self._is_guard_unread:
            self.settled.emit()

    def _on_done(self, places: tuple[Place, ...], change: Change) -> None:
        self._settle(places)
        for older in self.unsaved.drop_older(places):
            self._settle(older.places)
        if self.unsaved.words:  # there is room again
            self.try_again()
        self.saved.emit(change.at)
        self.done.emit(change)

    def _on_refused(self, places: tuple[Place, ...], why: str) -> None:
        self._settle(places)
        self.not_saved.emit(why)
        self.refused.emit(tuple(dict.fromkeys(item for item, _ in places)), why)

    def _on_crashed(self, error: object) -> None:
        # A bug on the database thread names no owner, so everything still waiting goes back to what is stored.
        self._guards, self._is_guard_unread = 0, False
        places = tuple(self.pending)
        if places:
            self.pending.clear()
            self.unsaved.take()
            self._on_refused(places, "The last answer was not saved. What was saved before is safe. Give it again.")

    def _settle(self, places: tuple[Place, ...]) -> None:
        self.pending.subtract(places)
        self.pending = +self.pending

    def _on_changed(self, change: Change) -> None:
        if self._visit is not None and change.visit == self._visit and self.file is not None:
            self.read_again()

    def _on_exam_chosen(self, visit: VisitId) -> None:
        if visit == self._visit:
            self.open(visit)

    def _on_opened(self, visit: VisitId, opened: tuple[ExamFile, Change | None]) -> None:
        file, moved = opened
        if visit != self._visit:
            return
        self._show(file)
        if moved is not None:
            self._desk.hub.tell(moved)

    def _on_read(self, visit: VisitId, file: ExamFile) -> None:
        if visit != self._visit:
            return
        self._is_reading = False
        if self._is_stale:  # an answer came in meanwhile: showing this would take it off the screen for a moment
            self._is_stale = False
            self.read_again()
            return
        before = self.file
        self._show(file)
        if before is not None and _differs(before.record.visit, file.record.visit):
            self._tell_boards(file)

    def _show(self, file: ExamFile) -> None:
        self.file = file
        self.file_read.emit(file)
        self._pause.start()
        self._is_guard_unread = False
        self.settled.emit()

    def _tell_boards(self, file: ExamFile) -> None:
        """Boards read the visit when the answer came; its urgency and flags followed a moment later."""
        visit = file.record.visit
        if visit is not None:
            self._desk.hub.tell(Change(self._desk.clinic.now(), visit=visit.id, patient=visit.patient_id))

    def _on_unread(self, error: BaseException) -> None:
        self._is_reading = self._is_guard_unread = False
        self.cannot_read.emit(str(error))

    def _assess(self) -> None:
        if (file := self.file) is not None:
            work = partial(_worked_out, file, self._desk.person)
            self._desk.jobs.run_in_pool(self, work, partial(self._on_assessed, file))

    def _on_assessed(self, file: ExamFile, worked_out: tuple[Assessment, Mapping[str, Limits]]) -> None:
        if file is self.file:
            self.assessed.emit(*worked_out)


def _opened(clinic: Clinic, visit: VisitId, person: StaffMember, wanted: int | None) -> tuple[ExamFile, Change | None]:
    """The exam, made when there is none, and the move into the exam room if there was one."""
    file = file_for(clinic, visit, person.id, wanted)
    if file.record.exam is None:
        exam_room.open_exam(clinic, visit, by=person.id)
    status = file.record.visit.status if file.record.visit else None
    moved = None
    if status in (VisitStatus.EXPECTED, VisitStatus.WAITING) and person.role is not Role.FRONT_DESK:
        moved = exam_room.start(clinic, visit, by=person.id)
    return refreshed_for(clinic, visit, person.id, wanted), moved


def _worked_out(file: ExamFile, person: StaffMember) -> tuple[Assessment, Mapping[str, Limits]]:
    is_vet = person.role is Role.VETERINARIAN
    return boards.full_assessment(file, for_veterinarian=is_vet), usual_ranges(file.engine, file.record.case)


def _differs(before: Visit | None, after: Visit | None) -> bool:
    if before is None or after is None:
        return before is not after
    return (before.urgency, before.untold_flags, before.complaint, before.status) != (
        after.urgency, after.untold_flags, after.complaint, after.status,
    )  # fmt: skip
