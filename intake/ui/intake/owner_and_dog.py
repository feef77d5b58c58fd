"""Owner and dog: found, new, or known."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QVBoxLayout, QWidget

from intake.app.boards import ExamFile
from intake.domain.ages import age_on
from intake.domain.patients import Owner, Patient
from intake.knowledge.model import Item
from intake.ui.desk import Desk
from intake.ui.exam.checks import Check
from intake.ui.intake.birth import Birth
from intake.ui.intake.dog_form import SEXES, DogForm
from intake.ui.intake.find import FindDog
from intake.ui.intake.groups import QuestionGroup
from intake.ui.intake.question import Question
from intake.ui.joined import joined
from intake.ui.widgets.buttons import Button, Size
from intake.ui.widgets.cards import Card, SectionHeader, row
from intake.ui.widgets.chips import StatusChip
from intake.ui.widgets.text import Text

NOT_SAID = "Not said"
AT_REGISTRATION = frozenset(("sig_breed", "sig_sex", "sig_age_months"))


class OwnerAndDog(Card):
    """The search box, the form of a new dog, or the dog of the visit."""

    chosen = Signal(object)  # PatientHit
    registered = Signal(object, object)  # NewDog, weight
    changed = Signal(object, object)  # Patient, and the Owner when that was corrected too

    def __init__(self, desk: Desk, make_question: Callable[[Item], Question]) -> None:
        theme = desk.theme
        super().__init__(margin=theme.px(18), gap=10)
        self._desk, self._make = desk, make_question
        self._patient: Patient | None = None
        self._owner_shown: Owner | None = None
        self.groups: tuple[QuestionGroup, ...] = ()
        self.finder, self.form = FindDog(desk), DogForm(desk)
        self._chip = StatusChip(theme, "Found", icon="circle-check", tone="normal")
        self._name, self._owner = Text("", "strong", wrap=True), Text("", "body", tone="text2", wrap=True)
        self._breed, self._born = Text("", "body", wrap=True), Text("", "body", wrap=True)
        self.sex = QComboBox()
        self.sex.setAccessibleName("Sex and neuter status")
        for words, _ in SEXES:
            self.sex.addItem(words)
        self.edit = Button(theme, "Change details", icon="pencil").in_size(Size.SMALL)
        self._known = self._make_known()
        head = SectionHeader(theme, "1. Owner and dog")
        head.add(self._chip)
        self.column.addWidget(head)
        for page in (self.finder, self.form, self._known):
            self.column.addWidget(page)
        self._connect()
        self.show_find()

    def show_find(self) -> None:
        """Only the search box."""
        self._patient = None
        self._chip.hide()
        self._show(self.finder)
        self.finder.start()
        self.finder.setFocus()

    def go_on(self) -> None:
        """The main act of the page: a new owner from what was typed, or saving the form."""
        if self.form.isVisible():
            self.form.save.click()
        else:
            self.finder.pick_new()

    def ask(self, items: Sequence[Item], weight: Item | None) -> None:
        """Questions about the dog itself: weight first, the rest behind a fold."""
        for group in self.groups:
            group.hide()
            group.deleteLater()
        shown = [item for item in items if item.asked_when is not None]
        rest = [item for item in items if item.asked_when is None]
        made = [QuestionGroup(self._desk.theme, "", [weight], self._make)] if weight else []
        made.append(_FoldedGroup(self._desk.theme, "", [*rest, *shown], self._make))
        self.groups = tuple(made)
        for group in self.groups:
            self._questions.addWidget(group)

    def show_file(self, file: ExamFile, checks: Mapping[str, Check], *, is_read_only: bool) -> None:
        """The dog of the visit; a form being filled in is left alone."""
        patient, owner = file.record.patient, file.record.owner
        if patient is None or owner is None:
            return
        is_new_file = self._patient is None or self._patient.id != patient.id
        if is_new_file or self._patient != patient:
            self._patient = patient
            self._show(self._known)
        self._owner_shown = owner
        self._chip.show()
        self._name.setText(patient.name or "Unnamed dog")
        self._show_signalment(patient)
        self.sex.setEnabled(not is_read_only)
        self._owner.setText(joined((owner.name, owner.phone)))
        self.edit.setEnabled(not is_read_only)

    def _show_signalment(self, patient: Patient) -> None:
        born = Birth(patient.birth_date, patient.is_birth_estimated) if patient.birth_date else None
        age = age_on(born.on, self._desk.clinic.calendar.today()) if born else ""
        self._breed.setText(patient.breed or NOT_SAID)
        self._born.setText(joined((born.words.removeprefix("born "), age)) if born else NOT_SAID)
        self.sex.setCurrentIndex([sex for _, sex in SEXES].index(patient.sex))

    def _on_sex(self, place: int) -> None:
        """Shown as chosen only when it is saved."""
        if (patient := self._patient) is None:
            return
        self.sex.setCurrentIndex([sex for _, sex in SEXES].index(patient.sex))
        if SEXES[place][1] is not patient.sex:
            self.changed.emit(replace(patient, sex=SEXES[place][1]), None)

    def _make_known(self) -> QWidget:
        page = QWidget()
        self._questions = QVBoxLayout()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(self._desk.theme.px(4))
        line = row(self._name, self.edit)
        line.setStretch(0, 1)
        column.addLayout(line)
        column.addWidget(self._owner)
        lines = QGridLayout()
        lines.setHorizontalSpacing(self._desk.theme.px(12))
        lines.setVerticalSpacing(self._desk.theme.px(4))
        lines.setColumnStretch(1, 1)
        for number, (words, shown) in enumerate((("Breed", self._breed), ("Sex", self.sex), ("Born", self._born))):
            lines.addWidget(Text(words, "hint"), number, 0)
            lines.addWidget(shown, number, 1)
        column.addLayout(lines)
        column.addSpacing(self._desk.theme.px(4))
        column.addLayout(self._questions)
        return page

    def _connect(self) -> None:
        self.finder.chosen.connect(self.chosen)
        self.finder.new_wanted.connect(self._on_new_wanted)
        self.form.registered.connect(self.registered)
        self.form.changed.connect(self.changed)
        self.form.dropped.connect(self._on_dropped)
        self.edit.clicked.connect(self._on_edit)
        self.sex.activated.connect(self._on_sex)

    def _on_new_wanted(self, owner: object, typed: str) -> None:
        self._show(self.form)
        self.form.show_new(owner, typed)  # type: ignore[arg-type]

    def _on_edit(self) -> None:
        if self._patient is not None and self._owner_shown is not None:
            self._show(self.form)
            self.form.show_known(self._patient, self._owner_shown)

    def _on_dropped(self) -> None:
        if self._patient is None:
            self.show_find()
        else:
            self._show(self._known)
            self.edit.setFocus()

    def _show(self, page: QWidget) -> None:
        for each in (self.finder, self.form, self._known):
            each.setVisible(each is page)


class _FoldedGroup(QuestionGroup):
    """As a group, but every question that is always asked stands behind the fold."""

    def _folds(self, item: Item) -> bool:
        return item.asked_when is None

    def _unfolds(self, item: Item, check: Check) -> bool:
        # What the registration says of the dog stands in the lines above.
        return item.id not in AT_REGISTRATION and super()._unfolds(item, check)
