"""Which exam is on the screen, what is due, and the way to the others: a strip at every step of a visit."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout

from intake.app.rechecks import ExamsOfVisit
from intake.domain.exams import ExamKind
from intake.ui.exam.rechecks.words import BLIND, which_words
from intake.ui.theme import Theme
from intake.ui.today.due import due_words
from intake.ui.widgets.announce import announce
from intake.ui.widgets.buttons import Button, Size, Variant
from intake.ui.widgets.chips import StatusChip
from intake.ui.widgets.text import IconLabel, Text


class ExamBar(QFrame):
    """Hidden while a visit has one exam and no plan."""

    others_wanted = Signal()
    finish_wanted = Signal()
    start_wanted = Signal()

    def __init__(self, theme: Theme, zone: str) -> None:
        super().__init__()
        self._zone = zone
        self._several = ExamsOfVisit()
        self.setProperty("frame", "info")
        self.icon = IconLabel(theme, "layers", "info", 18)
        self.words = Text("", "label", wrap=True)
        self.due = StatusChip(theme, "", icon="clock")
        self.start_button = Button(theme, "Start", icon="play", variant=Variant.PRIMARY).in_size(Size.SMALL)
        self.finish_button = Button(theme, "Finish", icon="check", variant=Variant.PRIMARY).in_size(Size.SMALL)
        self.others_button = Button(theme, "Other exams…", icon="layers").in_size(Size.SMALL)
        line = QHBoxLayout(self)
        line.setContentsMargins(20, 4, 14, 4)
        line.setSpacing(10)
        for part in (self.icon, self.words, self.due, self.start_button, self.finish_button, self.others_button):
            line.addWidget(part)
        line.setStretch(1, 1)
        self.start_button.clicked.connect(self.start_wanted)
        self.finish_button.clicked.connect(self.finish_wanted)
        self.others_button.clicked.connect(self.others_wanted)
        self.setAccessibleName("Exams of this visit")
        self.hide()

    def show_exams(self, several: ExamsOfVisit, now: datetime, *, may_examine: bool) -> None:
        """Say which exam is on the screen."""
        self._several = several
        shown = several.shown
        words = BLIND if several.is_blind else which_words(several, self._zone)
        if words != self.words.text():
            self.words.setText(words)
            self.setAccessibleDescription(words)
            if not self.isHidden():
                announce(self.words)
        is_own_end = shown is not None and shown.kind is not ExamKind.FULL and shown.finished_at is None
        self.finish_button.setVisible(
            is_own_end and may_examine and shown is not None and shown.id not in several.signed
        )
        self.others_button.setVisible(not several.is_blind)
        plan = several.plan
        self.start_button.setVisible(plan is not None and may_examine and not is_own_end)
        if plan is not None:
            begun = several.due is not None and several.due.is_begun
            self.start_button.setText(f"Go on: {plan.name}" if begun else f"Start: {plan.name}")
        self.setVisible(len(several.exams) > 1 or plan is not None)
        self.tick(now)

    def tick(self, now: datetime) -> None:
        """Bring what is due up to date; nothing is read for it."""
        due = None if self._several.is_blind else self._several.due
        self.due.setVisible(due is not None)
        if due is not None:
            said = due_words(due, now, self._zone)
            if said.text != self.due.text():
                self.due.set_words(said.text, said.icon, said.tone)
