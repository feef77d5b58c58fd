"""The exams of a visit, the plan of rechecks, and a second examiner, in one place."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from intake.app.rechecks import ExamsOfVisit
from intake.domain.exams import Exam
from intake.ui.exam.keyed import empty
from intake.ui.exam.rechecks.words import exam_words, plan_words
from intake.ui.theme import Theme
from intake.ui.widgets.buttons import Button, Size, Variant
from intake.ui.widgets.cards import line, row
from intake.ui.widgets.popover import Popover
from intake.ui.widgets.text import Text


class ExamsPopover(Popover):
    """`chosen(ordinal)` from the list; the other signals are its buttons."""

    chosen = Signal(int)
    plan_wanted = Signal()
    stop_wanted = Signal()
    start_wanted = Signal()
    second_wanted = Signal()

    def __init__(self, theme: Theme, zone: str) -> None:
        super().__init__(theme, "Exams of this visit")
        self._zone = zone
        self.exams: dict[int, Button] = {}
        self._list = QVBoxLayout()
        self._list.setSpacing(6)
        self.plan = Text("", "body", wrap=True)
        self.start_button = Button(theme, "Start", icon="play", variant=Variant.PRIMARY).in_size(Size.SMALL)
        self.plan_button = Button(theme, "Plan rechecks…", icon="calendar-days").in_size(Size.SMALL)
        self.stop_button = Button(theme, "Stop", icon="ban").in_size(Size.SMALL)
        self.second_button = Button(theme, "Second exam, blind", icon="eye-off").in_size(Size.SMALL)
        self.second = Text("", "hint", wrap=True)
        self._build()
        self.setMinimumWidth(theme.px(400))

    def show_exams(self, several: ExamsOfVisit, now: datetime, *, may_examine: bool) -> None:
        """The exams as they stand, and what this person may start."""
        self._show_list(several, now)
        plan = several.plan
        self.plan.setText(plan_words(plan, self._zone) if plan else "No recheck is planned.")
        can_plan = may_examine and several.is_open
        self.plan_button.setText("Change…" if plan else "Plan rechecks…")
        self.plan_button.setVisible(can_plan)
        self.stop_button.setVisible(can_plan and plan is not None)
        self.start_button.setVisible(can_plan and plan is not None)
        if plan is not None:
            begun = several.due is not None and several.due.is_begun
            self.start_button.setText(f"{'Go on' if begun else 'Start'}: {plan.name}")
        can_second = may_examine and several.is_open and not several.no_second
        self.second_button.setVisible(can_second)
        why = several.no_second if may_examine else "Rechecks are planned and done by technicians and vets."
        about = "You will see nothing of what was found so far until you have finished."
        self.second.setText(about if can_second else why)

    def first(self) -> QWidget:
        """Where the keys go when it opens."""
        return next(iter(self.exams.values()), self.plan_button)

    def _show_list(self, several: ExamsOfVisit, now: datetime) -> None:
        empty(self._list)
        self.exams = {exam.ordinal: self._button(several, exam, now) for exam in several.exams}
        for button in self.exams.values():
            self._list.addWidget(button)

    def _button(self, several: ExamsOfVisit, exam: Exam, now: datetime) -> Button:
        is_shown = several.shown is not None and several.shown.id == exam.id
        words = exam_words(several, exam, now, self._zone) + (" · on screen" if is_shown else "")
        icon = "eye" if is_shown else "eye-off" if exam.is_blind else "file-text"
        button = Button(self._theme, words, icon=icon)
        button.setEnabled(not exam.is_blind)
        if exam.is_blind:
            button.setToolTip("It is shown once its examiner has finished.")
        button.clicked.connect(lambda: self._on_chosen(exam.ordinal))
        return button

    def _on_chosen(self, ordinal: int) -> None:
        self.close_up()
        self.chosen.emit(ordinal)

    def _build(self) -> None:
        self.column.addWidget(Text("Exams of this visit", "heading"))
        self.column.addLayout(self._list)
        self.column.addWidget(line())
        self.column.addWidget(self.plan)
        self.column.addLayout(row(self.start_button, self.plan_button, self.stop_button, 1))
        self.column.addWidget(line())
        self.column.addLayout(row(self.second_button, 1))
        self.column.addWidget(self.second)
        for button, wanted in (
            (self.start_button, self.start_wanted),
            (self.stop_button, self.stop_wanted),
            (self.second_button, self.second_wanted),
        ):
            button.clicked.connect(self.close_up)
            button.clicked.connect(wanted)
        self.plan_button.clicked.connect(self.plan_wanted)
