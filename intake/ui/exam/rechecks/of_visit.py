"""The several exams of a visit within its frame: the strip, the list, the plan, and what is started from there."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from intake.app import permissions, rechecks, second_exam
from intake.app.changes import Change
from intake.app.rechecks import ExamsOfVisit, NewPlan
from intake.domain.ids import VisitId
from intake.knowledge.exam_order import listed_items
from intake.ui.desk import Desk
from intake.ui.exam.checks import pages_of
from intake.ui.exam.rechecks.bar import ExamBar
from intake.ui.exam.rechecks.exams_popover import ExamsPopover
from intake.ui.exam.rechecks.plan_form import Offered, PlanForm
from intake.ui.palette.actions import PaletteAction
from intake.ui.widgets.buttons import Button, Size

TICK_MS = 15_000


class SeveralExams(QObject):
    """Belongs to the frame of a visit. `read` after every change of its exams."""

    read = Signal(object)  # ExamsOfVisit
    exam_wanted = Signal()  # the exam step: an exam was started
    refused = Signal(str)
    saved = Signal(object)

    def __init__(self, desk: Desk, frame: QWidget) -> None:
        super().__init__(frame)
        self._desk, self._frame, self._visit = desk, frame, VisitId("")
        theme, zone = desk.theme, desk.clinic.zone
        self.exams = ExamsOfVisit()
        self.bar, self.list, self.form = ExamBar(theme, zone), ExamsPopover(theme, zone), PlanForm(theme, zone)
        for popover in (self.list, self.form):
            self.destroyed.connect(popover.deleteLater)
        self.button = Button(theme, "", icon="layers").in_size(Size.SMALL)
        self.button.setToolTip("Exams and rechecks")
        self.button.setAccessibleName("Exams and rechecks")
        self.button.hide()
        self._may_examine = permissions.may_answer_gates(desk.person.role)
        self._clock = QTimer(self, interval=TICK_MS)
        self._clock.timeout.connect(lambda: self.bar.tick(desk.clinic.now()))
        self._clock.start()
        self._connect()
        desk.actions.add(self, self._actions)

    def open(self, visit: VisitId | None) -> None:
        """Another visit, or none."""
        self._visit, self.exams = visit or VisitId(""), ExamsOfVisit()
        self.close_up()
        self.bar.hide()
        self.button.setVisible(bool(visit))
        self._ask()

    def close_up(self) -> None:
        """Nothing stays open."""
        self.list.close_up()
        self.form.close_up()

    def show_list(self) -> None:
        """The exams of the visit, and what can be started."""
        if self.exams.is_blind or not self._visit:
            return
        self.list.show_exams(self.exams, self._desk.clinic.now(), may_examine=self._may_examine)
        self.list.open_beside(self._anchor(), focus=self.list.first())

    def show_form(self) -> None:
        """Plan rechecks, or change the plan."""
        self.list.close_up()
        knowledge = self._desk.clinic.rulebooks.current.knowledge
        pages = {region.id: region.short for region in knowledge.regions_of_exam}
        shown = {item.id for page in pages_of(knowledge) for item in page.items}
        items = tuple(item for item in listed_items(knowledge) if item.id in shown)
        self.form.ask(Offered(knowledge.recheck_sets, items, pages), self._desk.clinic.now(), self.exams.plan)
        self.form.open_beside(self._anchor(), focus=self.form.sets)

    # Acts

    def start(self) -> None:
        """The recheck that is planned."""
        visit, by = self._visit, self._desk.person.id
        self._perform(lambda: rechecks.start(self._desk.clinic, visit, by=by), self._on_started)

    def start_second(self) -> None:
        """A second exam, of all checks."""
        visit, by = self._visit, self._desk.person.id
        self._perform(lambda: second_exam.start(self._desk.clinic, visit, by=by), self._on_started)

    def finish(self) -> None:
        """The exam on the screen is done."""
        exam, by = self.exams.shown, self._desk.person.id
        if exam is not None:
            self._perform(lambda: rechecks.finish(self._desk.clinic, exam.id, by=by), self._on_finished)

    def stop(self) -> None:
        """The plan ends."""
        visit, by = self._visit, self._desk.person.id
        self._perform(lambda: rechecks.stop(self._desk.clinic, visit, by=by))

    def _on_planned(self, new: NewPlan) -> None:
        desk, visit = self._desk, self._visit
        act = partial(rechecks.plan, desk.clinic, visit, new, by=desk.person.id)
        desk.hub.perform(self, act, self._on_plan_kept, lambda error: self.form.refuse(str(error)))

    def _on_plan_kept(self, change: Change) -> None:
        self.form.close_up()
        self.saved.emit(change.at)

    def _perform(self, act: Callable[[], Change], done: Callable[[Change], None] | None = None) -> None:
        def kept(change: Change) -> None:
            self.saved.emit(change.at)
            if done is not None:
                done(change)

        self._desk.hub.perform(self, act, kept, lambda error: self.refused.emit(str(error)))

    def _on_started(self, change: Change) -> None:
        self._desk.exams.choose(self._visit, None)
        self._ask()
        self.exam_wanted.emit()

    def _on_finished(self, change: Change) -> None:
        # The second examiner's own exam is no longer the one to show: from now on it is read beside the first.
        self._desk.exams.choose(self._visit, None)

    # Reading

    def _ask(self) -> None:
        if visit := self._visit:
            desk = self._desk
            question = partial(second_exam.exams_shown, desk.clinic, visit, desk.person.id, desk.exams.of(visit))
            desk.jobs.run(self, question, partial(self._on_read, visit), lambda error: self._on_unread(visit, error))

    def _on_read(self, visit: VisitId, exams: ExamsOfVisit) -> None:
        if visit == self._visit:
            self.exams = exams
            self.bar.show_exams(exams, self._desk.clinic.now(), may_examine=self._may_examine)
            self.button.setVisible(not exams.is_blind)
            self.read.emit(exams)

    def _on_unread(self, visit: VisitId, error: BaseException) -> None:
        if self._desk.exams.of(visit) is not None:
            self._desk.exams.choose(visit, None)
        self.refused.emit(str(error))

    def _on_changed(self, change: Change) -> None:
        if change.visit == self._visit and not change.items:
            self._ask()

    # Parts

    def _anchor(self) -> QWidget:
        return self.bar.others_button if self.bar.others_button.isVisible() else self.button

    def _actions(self) -> Iterator[PaletteAction]:
        """What can be done here by name, while the visit is on the screen."""
        if not self._visit or not self._frame.isVisible():
            return
        if self.exams.is_blind:
            yield PaletteAction("Finish the second exam", "", self.finish, icon="check", other_words="blind")
            return
        yield PaletteAction("Exams of this visit…", "", self.show_list, icon="layers", other_words="other recheck")
        if not self._may_examine or not self.exams.is_open:
            return
        plan = self.exams.plan
        words = "Change the recheck plan…" if plan else "Plan rechecks…"
        yield PaletteAction(words, "", self.show_form, icon="calendar-days", other_words="neuro check every 4 h serial")
        if plan is not None:
            yield PaletteAction(f"Start: {plan.name}", "", self.start, icon="play", other_words="recheck exam")
            yield PaletteAction(f"Stop: {plan.name}", "", self.stop, icon="ban", other_words="recheck plan")
        if self.bar.finish_button.isVisible():
            yield PaletteAction("Finish this exam", "", self.finish, icon="check", other_words="recheck")
        if not self.exams.no_second:
            yield PaletteAction("Second exam, blind", "", self.start_second, icon="eye-off", other_words="examiner")

    def _connect(self) -> None:
        self.button.clicked.connect(self.show_list)
        self.bar.others_wanted.connect(self.show_list)
        self.bar.start_wanted.connect(self.start)
        self.bar.finish_wanted.connect(self.finish)
        self.list.chosen.connect(lambda ordinal: self._desk.exams.choose(self._visit, ordinal))
        self.list.plan_wanted.connect(self.show_form)
        self.list.start_wanted.connect(self.start)
        self.list.stop_wanted.connect(self.stop)
        self.list.second_wanted.connect(self.start_second)
        self.form.given.connect(self._on_planned)
        self._desk.hub.changed.connect(self._on_changed)
        self._desk.exams.changed.connect(lambda visit: self._ask() if visit == self._visit else None)
