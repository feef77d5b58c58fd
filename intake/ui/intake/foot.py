"""The foot of the intake: back to Today, how far it is, and on to the exam."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy

from intake.domain.visits import VisitStatus
from intake.ui.theme import Theme
from intake.ui.widgets.buttons import Button, KeyHints, Variant
from intake.ui.widgets.cards import Card
from intake.ui.widgets.text import Text

KEYS = (("Tab", "next question"), ("1 – 9", "answer"), ("Alt U", "urgent signs"), ("F1", "keys"))
BEFORE_EXAM = (VisitStatus.EXPECTED, VisitStatus.WAITING)


class IntakeFoot(Card):
    """Signals for its three buttons."""

    today_wanted = Signal()
    waiting_wanted = Signal()
    exam_wanted = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__("bar", margin=0)
        theme.measure(self, lambda: self.setFixedHeight(theme.metric("footer")))
        self.today = Button(theme, "Today", icon="chevron-left")
        self.counts = Text("", "hint", tone="text2")
        self.waiting = Button(theme, "Put in waiting", icon="armchair")
        self.exam = Button(theme, "Start exam", icon="stethoscope", variant=Variant.PRIMARY, key="Ctrl Enter")
        hints = KeyHints(theme, KEYS).without_in_touch()
        line = QHBoxLayout()
        line.setContentsMargins(theme.px(20), 0, theme.px(20), 0)
        line.setSpacing(theme.px(12))
        for widget, stretch in ((self.today, 0), (hints, 1), (self.counts, 0), (self.waiting, 0), (self.exam, 0)):
            line.addWidget(widget, stretch)
        for button in (self.today, self.waiting, self.exam):
            button.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.column.addLayout(line)
        self.today.clicked.connect(self.today_wanted)
        self.waiting.clicked.connect(self.waiting_wanted)
        self.exam.clicked.connect(self.exam_wanted)

    def show_none(self) -> None:
        """No visit yet: only the way back."""
        self.counts.setText("")
        self.waiting.hide()
        self.exam.hide()

    def show_counts(self, answered: int, asked: int, unknown: int) -> None:
        """How many of the questions asked are answered, and how many answers are not known."""
        not_known = f", {unknown} not known" if unknown else ""
        self.counts.setText(f"{answered} of {asked} answered{not_known}")

    def show_status(self, status: VisitStatus, *, is_front_desk: bool) -> None:
        """What can be done from here."""
        self.waiting.setVisible(status is VisitStatus.EXPECTED or (status is VisitStatus.IN_EXAM and not is_front_desk))
        self.exam.setVisible(not is_front_desk)
        self.exam.setText("Start exam" if status in BEFORE_EXAM else "Exam")
        self.exam.updateGeometry()
