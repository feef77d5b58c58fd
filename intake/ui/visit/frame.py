"""The frame of a visit: header, not-saved strip, the step on the screen, undo."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from intake.app.boards import ExamFile, PatientHit
from intake.app.changes import Change
from intake.app.rechecks import ExamsOfVisit
from intake.app.second_exam import file_for
from intake.domain.ids import VisitId
from intake.ui.clock import time_with_seconds
from intake.ui.desk import Desk, VisitScreen
from intake.ui.exam.rechecks.of_visit import SeveralExams
from intake.ui.focus import next_pane
from intake.ui.media.of_visit import MediaOfVisit
from intake.ui.visit.header import VisitHeader, needed_at_intake
from intake.ui.visit.replaying import Replaying
from intake.ui.visit.undo import Step, UndoStack
from intake.ui.widgets.strips import InlineError
from intake.ui.widgets.toast import Toast

_NOT_BLIND = ("review", "sheets")
_HEADER_ITEMS = frozenset({"pe_weight_kg"})


class VisitFrame(QWidget):
    """One visit at a time; its screens are built when first opened."""

    today_wanted = Signal()
    lock_wanted = Signal()
    visit_changed = Signal(object)  # VisitId or None

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk, self._visit, self._step = desk, VisitId(""), "intake"
        self._file: ExamFile | None = None
        self._is_blind = False  # at a second exam, so that nothing of the first is shown
        self._screens: dict[str, VisitScreen] = {}
        self._shown: dict[str, VisitId] = {}  # the visit each screen shows
        self.replaying = Replaying(desk, self)
        self._told_of: Step | None = None  # what the message on the screen can take back
        self.header = VisitHeader(desk.theme)
        self.trouble = InlineError(desk.theme)
        self.stack = QStackedWidget()
        self.toast = Toast(desk.theme, self, bottom=desk.theme.metric("footer") + 8)
        self.toast.lane = self._toast_lane
        self.media = MediaOfVisit(desk, self, self.stack)
        self.exams = SeveralExams(desk, self)
        self._build()
        self._connect_media()
        self._connect_exams()
        self.header.step_wanted.connect(self.show_step)
        self.header.back_wanted.connect(self.today_wanted)
        self.header.lock_wanted.connect(self.lock_wanted)
        self.toast.undone.connect(self._on_toast_undone)
        self.replaying.saving.connect(self._on_saving)
        self.replaying.saved.connect(self._on_saved)
        self.replaying.failed.connect(self._on_not_saved)
        self.replaying.said.connect(lambda words, icon: self.toast.show_words(words, icon, can_undo=False))
        desk.hub.changed.connect(self._on_changed)

    @property
    def visit(self) -> VisitId:
        """The visit on the screen; empty for a new intake."""
        return self._visit

    @property
    def step(self) -> str:
        """The step on the screen."""
        return self._step

    def show_new(self, hit: PatientHit | None = None) -> None:
        """A new intake, for this dog if one was chosen already."""
        from intake.ui.intake.screen import IntakeScreen

        self._open(VisitId(""))
        self.header.show_new()
        self._bring("intake")
        screen = self._screens["intake"]
        if isinstance(screen, IntakeScreen):
            screen.show_new(hit)

    def show_visit(self, visit: VisitId, step: str) -> None:
        """A visit at one of its steps."""
        if visit != self._visit:
            self._open(visit)
            self._ask_header()
        self.show_step(step)

    def show_step(self, step: str) -> None:
        """Another step of the same visit."""
        if not self._visit:
            self._bring("intake")
            return
        if step in _NOT_BLIND and self.exams.exams.is_blind:
            self.toast.show_words("Finish your second exam first: Review and Sheets show the first.", can_undo=False)
            step = "exam"
        self._bring(step)
        screen = self._screens[step]
        self._shown[step] = self._visit
        screen.show_visit(self._visit)

    def leave(self) -> None:
        """Flush what is typed on the step on the screen."""
        self.media.leave()
        self.exams.close_up()
        screen = self._screens.get(self._step)
        if screen is not None:
            screen.leave()

    def next_pane(self, *, is_forward: bool) -> None:
        """Move the focus to the next part: header, then those of the step."""
        screen = self._screens.get(self._step)
        next_pane(self, (self.header, self.exams.bar, *(screen.panes() if screen else ())), is_forward=is_forward)

    # Undo

    @property
    def undo_stack(self) -> UndoStack:
        """What can be taken back, and given again."""
        return self.replaying.stack

    def undo(self) -> None:
        """Take back the newest act."""
        self.leave()
        self.replaying.undo()

    def redo(self) -> None:
        """Give again what was taken back."""
        self.leave()
        self.replaying.redo()

    def undo_words(self) -> str:
        """Such as "Undo: note on Patellar"; empty when there is nothing to take back."""
        return self.replaying.undo_words()

    def redo_words(self) -> str:
        """Such as "Redo: note on Patellar"; empty when there is nothing to give again."""
        return self.replaying.redo_words()

    def _on_toast_undone(self) -> None:
        """Take back what the message was about, though something else may have been given since."""
        self.leave()
        self.replaying.undo(self._told_of)

    # Parts

    def _toast_lane(self) -> tuple[QWidget, QWidget] | None:
        screen = None if self.media.is_open else self._screens.get(self._step)
        return screen.toast_lane() if screen is not None else None

    def _open(self, visit: VisitId) -> None:
        self.leave()
        self._visit, self._file, self._is_blind = visit, None, False
        self.replaying.start_visit(visit)
        self.toast.hide()
        self.header.renew_save_state()
        self.trouble.hide()
        self.visit_changed.emit(visit or None)

    def _bring(self, step: str) -> None:
        if step != self._step:
            self.leave()
        if step not in self._screens:
            self._add_screen(step)
        self._step = step
        self.header.show_step(step)
        self.header.show_acts(self._screens[step].header_acts())
        self.stack.setCurrentWidget(self._screens[step])

    def _add_screen(self, step: str) -> None:
        screen = SCREENS[step](self._desk)
        screen.step_wanted.connect(self.show_step)
        screen.item_wanted.connect(self._on_item_wanted)
        screen.saving.connect(self._on_saving)
        screen.saved.connect(self._on_saved)
        screen.not_saved.connect(self._on_not_saved)
        if step == "intake":
            screen.visit_opened.connect(self._on_visit_opened)  # type: ignore[attr-defined]
            screen.today_wanted.connect(self.today_wanted)  # type: ignore[attr-defined]
        self._screens[step] = screen
        self.stack.addWidget(screen)

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addWidget(self.trouble)
        column.addWidget(self.exams.bar)
        column.addWidget(self.media.strips)
        column.addWidget(self.stack, 1)
        self.header.add_tool(self.media.button)
        self.header.add_tool(self.exams.button)

    def _connect_media(self) -> None:
        self.media.left.connect(lambda: self.show_step(self._step))
        self.media.said.connect(lambda words: self.toast.show_words(words, can_undo=False))
        self.media.saved.connect(self._on_saved)
        self.media.opening.connect(self._on_media_opening)
        self.visit_changed.connect(self.media.open)

    def _connect_exams(self) -> None:
        self.exams.read.connect(self._on_exams)
        self.exams.exam_wanted.connect(lambda: self.show_step("exam"))
        self.exams.saved.connect(self._on_saved)
        self.exams.refused.connect(self.trouble.show_words)
        self.visit_changed.connect(self.exams.open)

    def _on_exams(self, several: ExamsOfVisit) -> None:
        """Whoever is at a second exam sees nothing of the visit but that exam and the history."""
        if several.is_blind != self._is_blind:
            self._is_blind = several.is_blind
            self.media.open(None if several.is_blind else self._visit)
            self._ask_header()
        if several.is_blind and self._step in _NOT_BLIND:
            self.show_step("exam")

    def _on_media_opening(self) -> None:
        screen, file = self._screens.get(self._step), self._file
        item = screen.item_in_focus() if screen is not None else ""
        label = file.engine.items[item].label if item and file is not None else ""
        self.media.show_page(item if label else "", label)
        self.header.show_acts(())  # those of the step act on what is not on the screen now
        self._ask_header()  # flags stay in sight there too

    def _ask_header(self) -> None:
        desk, visit = self._desk, self._visit
        read = partial(file_for, desk.clinic, visit, desk.person.id)
        desk.jobs.run(self, read, lambda file: self._on_file(visit, file))

    def _on_file(self, visit: VisitId, file: ExamFile) -> None:
        if visit == self._visit:
            self._file = file
            self.replaying.know(file.engine.knowledge)
            self.header.show_file(file, self._desk.clinic.calendar.today())
            self.media.show_flags(file)

    def _on_visit_opened(self, visit: VisitId) -> None:
        self._visit = visit
        self.replaying.start_visit(visit)
        self._shown = {"intake": visit}
        self.visit_changed.emit(visit)
        self._ask_header()

    def _on_item_wanted(self, item: str) -> None:
        self.show_step("exam")
        self._screens["exam"].show_item(item)

    def _on_saving(self) -> None:
        self.header.save_state.show_saving()

    def _on_saved(self, at: datetime) -> None:
        self.trouble.hide()
        self.header.save_state.show_saved(time_with_seconds(at, self._desk.clinic.zone))

    def _on_not_saved(self, words: str) -> None:
        self.header.save_state.show_not_saved(words)
        self.trouble.show_words(words)

    def _header_items(self) -> frozenset[str]:
        needed = needed_at_intake(self._file.engine.knowledge) if self._file is not None else frozenset()
        return _HEADER_ITEMS | needed

    def _on_changed(self, change: Change) -> None:
        if not self._visit or change.visit != self._visit:
            if self._file and self._file.record.patient and change.patient == self._file.record.patient.id:
                self._ask_header()
            return
        step = self.replaying.remember(change)
        if change.says:
            self._told_of = step
            self.toast.show_words(change.says, can_undo=step is not None)
            self.toast.undo_button.setToolTip(f"{self.undo_words()} (Ctrl Z)" if step is not None else "")
        if not change.items or self._header_items() & set(change.items):
            self._ask_header()


def _intake(desk: Desk) -> VisitScreen:
    from intake.ui.intake.screen import IntakeScreen

    return IntakeScreen(desk)


def _exam(desk: Desk) -> VisitScreen:
    from intake.ui.exam.screen import ExamScreen

    return ExamScreen(desk)


def _review(desk: Desk) -> VisitScreen:
    from intake.ui.review.screen import ReviewScreen

    return ReviewScreen(desk)


def _sheets(desk: Desk) -> VisitScreen:
    from intake.ui.sheets.screen import SheetsScreen

    return SheetsScreen(desk)


# Each step is imported when it is first opened, so that the window is not held up by all of them.
SCREENS: dict[str, Callable[[Desk], VisitScreen]] = {
    "intake": _intake,
    "exam": _exam,
    "review": _review,
    "sheets": _sheets,
}
