"""The header of a visit: the dog, the four steps, the save state."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from PySide6.QtCore import QRectF, QSize, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from intake.app.boards import ExamFile
from intake.domain.ages import age_on
from intake.domain.patients import Patient, Sex
from intake.domain.visits import VisitStatus
from intake.knowledge.model import Knowledge
from intake.reasoning.words import number_words
from intake.ui.joined import joined
from intake.ui.theme import Theme
from intake.ui.visit.step_menu import StepMenu
from intake.ui.widgets.buttons import Button, Size
from intake.ui.widgets.chips import StatusChip
from intake.ui.widgets.drawing import box, painting, picture
from intake.ui.widgets.navigation import StepBar
from intake.ui.widgets.text import Text
from intake.ui.widgets.toast import SaveState

SEX_WORDS = {
    Sex.MALE_INTACT: "M intact",
    Sex.MALE_NEUTERED: "M neutered",
    Sex.FEMALE_INTACT: "F intact",
    Sex.FEMALE_SPAYED: "F spayed",
    Sex.MALE_UNKNOWN: "M, neutered not known",
    Sex.FEMALE_UNKNOWN: "F, spayed not known",
}

_COMPLAINT = "hx_complaint"
_ALL = 1000  # a stretch that leaves nothing to others
NO_BREAK = "\N{NO-BREAK SPACE}"


def signalment(patient: Patient, today: date) -> str:
    """Such as "Dachshund cross · F spayed · 7 y 2 m"; only what is known."""
    age = age_on(patient.birth_date, today) if patient.birth_date else ""
    sex = SEX_WORDS[patient.sex] if patient.sex else ""
    about = "about " if age and patient.is_birth_estimated else ""
    return joined((patient.breed, sex, (about + age).replace(" ", NO_BREAK)))


def needed_at_intake(knowledge: Knowledge) -> frozenset[str]:
    """What the intake is not done without: why they came, and every question asked at the door."""
    return frozenset(item.id for item in knowledge.items if item.id == _COMPLAINT or (item.urgent and item.core))


class VisitHeader(QFrame):
    """`step_wanted(step)` from one of the four steps; for fingers also `back_wanted` and `lock_wanted`."""

    step_wanted = Signal(str)
    back_wanted = Signal()
    lock_wanted = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setProperty("frame", "header")
        self.name = Text("", "name")
        self.line = Text("", "hint", tone="text2", wrap=True)
        self.line.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.name.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.handling = StatusChip(theme, "", icon="triangle-alert", tone="abn")
        self.save_state = SaveState(theme)
        self._step, self._done = "intake", dict.fromkeys(("intake", "exam", "review"), False)
        self._part = {"intake": False}
        self.steps, self.step_menu = StepBar(theme), StepMenu(theme)
        self.back = _square(theme, "arrow-left", "Back to Today")
        self.lock = _square(theme, "lock", "Lock")
        self._acts: tuple[QWidget, ...] = ()
        self._has_visit = False
        self._whole_line = self._short_line = ""  # breed and visit number only where there is room for them
        self._build()
        for steps in (self.steps, self.step_menu):
            steps.chosen.connect(self.step_wanted)
        self.back.clicked.connect(self.back_wanted)
        self.lock.clicked.connect(self.lock_wanted)
        theme.measure(self, self._fit)

    def show_new(self) -> None:
        """A visit that is only being made."""
        self.name.setText("New intake")
        self._whole_line = self._short_line = "Find the dog, or register a new one."
        self._fit_words()
        self.handling.hide()
        self._done, self._part = dict.fromkeys(self._done, False), {"intake": False}
        self._enable(has_visit=False)

    def show_file(self, file: ExamFile, today: date) -> None:
        """Whose visit this is, and how far it has come."""
        patient, visit = file.record.patient, file.record.visit
        if patient is None or visit is None:
            return
        weight = file.record.case.answers.get("pe_weight_kg")
        parts = [signalment(patient, today), f"Visit {visit.number}"]
        if isinstance(weight, int | float):
            parts.insert(1, f"{number_words(weight)} kg")
        self.name.setText(patient.name or "Unnamed dog")
        self._whole_line = joined(parts)
        self._short_line = joined(
            part for part in (signalment(replace(patient, breed=""), today), *parts[1:-1]) if part
        )
        self.line.setToolTip(self._whole_line)
        self._fit_words()
        self.handling.set_words(patient.handling)
        self.handling.setVisible(bool(patient.handling))
        self._enable(has_visit=True)
        self._tick(visit.status, file)

    def renew_save_state(self) -> None:
        """Another visit: nothing of it has been saved yet."""
        fresh = SaveState(self._theme)
        self._line.replaceWidget(self.save_state, fresh)
        self.save_state.deleteLater()
        self.save_state = fresh

    def show_step(self, step: str) -> None:
        """Mark the step on the screen."""
        self._step = step
        self.steps.set_current(step, self._done, self._part)
        self.step_menu.show_step(step, has_visit=self._has_visit)

    def show_acts(self, acts: tuple[QWidget, ...]) -> None:
        """What the step on the screen has to offer here, for fingers."""
        for act in self._acts:
            act.hide()
        self._acts = acts
        for act in acts:
            if self._line.indexOf(act) < 0:
                self._line.insertWidget(self._line.indexOf(self.lock), act)
            act.setVisible(self._theme.is_touch)

    def add_tool(self, tool: QWidget) -> None:
        """A button that stands there at every step."""
        self._line.insertWidget(self._line.indexOf(self.save_state), tool)

    def _fit(self) -> None:
        """For the mouse the dog's badge and all steps; for fingers the way back, one button for the steps, and Lock."""
        theme, is_touch = self._theme, self._theme.is_touch
        self.setFixedHeight(theme.metric("header") + (3 if is_touch else 0))  # targets stay 8 px off the edge
        side = theme.px(14 if is_touch else 20)
        self._line.setContentsMargins(side, 0, side, 0)
        self._line.setSpacing(theme.px(10 if is_touch else 6))
        for widget in (self.back, self.lock, self.step_menu, *self._acts):
            widget.setVisible(is_touch)
        for widget in (self.badge, self.steps):
            widget.setVisible(not is_touch)

        self._fit_words()

    def _fit_words(self) -> None:
        """As wide as the words and no wider, so that the chip stands beside them; longer ones go on two lines."""
        self.line.setText(self._short_line if self._theme.is_touch else self._whole_line)
        widths = []
        for label in (self.name, self.line):
            label.ensurePolished()
            widths.append(label.fontMetrics().horizontalAdvance(label.text()))
        self._words.setMaximumWidth(max(widths) + self._theme.px(4))

    def _enable(self, *, has_visit: bool) -> None:
        self._has_visit = has_visit
        self.step_menu.show_step(self._step, has_visit=has_visit)
        for step, button in self.steps.buttons.items():
            button.setEnabled(has_visit or step == "intake")

    def _tick(self, status: VisitStatus, file: ExamFile) -> None:
        is_past_exam = status in (VisitStatus.FOR_VET, VisitStatus.DONE)
        is_past_intake = is_past_exam or status is VisitStatus.IN_EXAM
        needed = needed_at_intake(file.engine.knowledge)
        answered = needed & set(file.record.case.answers)
        self._part = {"intake": is_past_intake or bool(answered)}
        self._done = {"intake": answered == needed, "exam": is_past_exam, "review": file.record.is_signed}
        self.steps.set_current(self._step, self._done, self._part)

    def _build(self) -> None:
        self._line = line = QHBoxLayout(self)
        self.badge = _DogBadge(self._theme)
        line.addWidget(self.back)
        line.addWidget(self.badge)
        self._words = QWidget()
        words = QVBoxLayout(self._words)
        words.setContentsMargins(0, 0, 0, 0)
        words.setSpacing(0)
        words.addStretch(1)
        words.addWidget(self.name)
        words.addWidget(self.line)
        words.addStretch(1)
        line.addWidget(self._words, _ALL)
        line.addWidget(self.handling)
        line.addStretch(1)
        line.addWidget(self.steps)
        line.addSpacing(self._theme.px(8))
        line.addWidget(self.save_state)
        line.addWidget(self.step_menu)
        line.addWidget(self.lock)
        self.handling.hide()


def _square(theme: Theme, icon: str, name: str) -> Button:
    button = Button(theme, "", icon=icon).in_size(Size.SMALL)
    button.setToolTip(name)
    button.setAccessibleName(name)
    return button


class _DogBadge(QWidget):
    """The dog on a soft square; decoration."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(40), self._theme.px(40))

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._theme
        with painting(self) as painter:
            box(painter, QRectF(self.rect()), theme.px(10), theme.colour("primary_soft"))
            side = theme.px(22)
            picture(painter, theme.pixmap("dog", "primary", 22), (self.width() - side) / 2, self.height() / 2)
