"""Details of a dog and its owner, typed at the desk."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QCompleter, QGridLayout, QLineEdit, QVBoxLayout, QWidget

from intake.app.boards import same_phone
from intake.app.front_desk import NewDog
from intake.domain.errors import BadInput, IntakeError
from intake.domain.ids import OwnerId, PatientId
from intake.domain.patients import Owner, Patient, Sex
from intake.domain.staff import Role
from intake.knowledge.model import Knowledge
from intake.ui.clock import day_of
from intake.ui.desk import Desk
from intake.ui.intake.birth import HOW, read_birth
from intake.ui.joined import apart
from intake.ui.widgets.buttons import Button, Variant
from intake.ui.widgets.cards import row
from intake.ui.widgets.number import read_number
from intake.ui.widgets.strips import InlineError, Strip
from intake.ui.widgets.text import Text, repolish

SEXES: tuple[tuple[str, Sex | None], ...] = (
    ("Not said", None),
    ("Male, intact", Sex.MALE_INTACT),
    ("Male, neutered", Sex.MALE_NEUTERED),
    ("Female, intact", Sex.FEMALE_INTACT),
    ("Female, spayed", Sex.FEMALE_SPAYED),
    ("Male, neutered not known", Sex.MALE_UNKNOWN),
    ("Female, spayed not known", Sex.FEMALE_UNKNOWN),
)
_NOBODY = Patient(PatientId(""), OwnerId(""))
NO_NAME = "No name: unnamed dog? Enter the name, or save once more to register the dog without one."
LIGHTEST_KG, HEAVIEST_KG = 0.1, 120.0


def breed_names(knowledge: Knowledge) -> list[str]:
    """Breeds to offer while one types; anything else may be typed too."""
    names = {breed for breeds in knowledge.breed_groups.values() for breed in breeds}
    return sorted(name.title() for name in names)


class DogForm(QWidget):
    """A new dog, or corrected details of a known one. `registered(NewDog, weight)`, `changed(Patient, Owner | None)`."""

    registered = Signal(object, object)
    changed = Signal(object, object)
    dropped = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk, self._patient = desk, _NOBODY
        self._twin: Owner | None = None
        self._owner: Owner | None = None
        self._seen_owner: Owner | None = None  # of a known dog, as shown when the form was opened
        self._may_be_unnamed = False
        self.title = Text("", "strong", wrap=True)
        self.owner_name, self.phone = _field("Owner's name"), _field("Phone")
        self.name, self.breed = _field("Dog's name"), _field("Breed")
        self.sex = QComboBox()
        self.birth, self.weight_kg = _field("Birth date or age"), _field("Weight, in kg")
        self.handling = _field("Handling, such as may bite when lifted")
        self.birth_hint = Text(HOW, "hint", wrap=True)
        self.twin_strip, self.trouble = Strip(desk.theme), InlineError(desk.theme)
        self.save = Button(desk.theme, "Save", icon="check", variant=Variant.PRIMARY)
        self.drop = Button(desk.theme, "Back")
        self._build()
        self._connect()

    def show_new(self, owner: Owner | None, typed: str) -> None:
        """An empty form, for a known owner or for both; what was typed goes where it belongs."""
        self._owner, self._patient, self._twin, self._seen_owner = owner, _NOBODY, None, None
        self._fill(_NOBODY)
        self.owner_name.clear()
        self.phone.clear()
        self.weight_kg.clear()
        self.title.setText(f"New dog for {apart(owner.name)}" if owner else "New owner and dog")
        self._show_owner_fields(is_shown=owner is None)
        self._show_weight(is_shown=self._desk.person.role is not Role.FRONT_DESK)
        is_phone = sum(c.isdigit() for c in typed) >= len(typed) / 2 > 0
        (self.phone if is_phone else self.owner_name).setText(typed)
        (self.name if owner else self.owner_name).setFocus(Qt.FocusReason.OtherFocusReason)
        self._ask_twin()

    def show_known(self, patient: Patient, owner: Owner) -> None:
        """The details of a known dog and its owner, to be corrected."""
        self._owner, self._patient, self._twin, self._seen_owner = None, patient, None, owner
        self.title.setText("Details of owner and dog")
        self._fill(patient)
        self.owner_name.setText(owner.name)
        self.phone.setText(owner.phone)
        self._show_owner_fields(is_shown=True)
        self._show_weight(is_shown=False)
        self.name.setFocus(Qt.FocusReason.OtherFocusReason)

    def offer_breeds(self, names: Iterable[str]) -> None:
        """Complete what is typed as a breed from these."""
        completer = QCompleter(list(names), self.breed)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self.breed.setCompleter(completer)

    def refuse(self, error: BaseException) -> None:
        """Say what cannot be stored, at the fields it is about."""
        problems = error.problems if isinstance(error, IntakeError) else ()
        fields = {
            "owner.name": self.owner_name, "owner.phone": self.phone, "patient.name": self.name,
            "patient.breed": self.breed, "patient.birth_date": self.birth,
        }  # fmt: skip
        for problem in problems:
            if problem.path in fields:
                _mark(fields[problem.path], is_wrong=True)
        words = " ".join(problem.message for problem in problems) or str(error)
        self.trouble.show_words(f"{words} Nothing was stored yet." if isinstance(error, BadInput) else words)
        self.save.setEnabled(True)

    # Parts

    def _fill(self, patient: Patient) -> None:
        self.name.setText(patient.name)
        self.breed.setText(patient.breed)
        self.sex.setCurrentIndex([sex for _, sex in SEXES].index(patient.sex))
        self.birth.setText(day_of(patient.birth_date) if patient.birth_date else "")
        self.handling.setText(patient.handling)
        self.save.setEnabled(True)
        self._may_be_unnamed = False
        self.trouble.hide()
        self.twin_strip.hide()
        for field in self.findChildren(QLineEdit):
            _mark(field, is_wrong=False)

    def _on_save(self) -> None:
        self.trouble.hide()
        for field in self.findChildren(QLineEdit):
            _mark(field, is_wrong=False)
        today = self._desk.clinic.calendar.today()
        problems = self._birth_problem(today) + self._weight_problem()
        if problems:
            self.trouble.show_words(" ".join(problems))
            return
        if self._asks_for_name():
            return
        details = self._details(today)
        self.save.setEnabled(False)
        if self._patient is not _NOBODY:
            self.changed.emit(details, self._corrected_owner())
            return
        owner = self._owner
        dog = NewDog(details.name, owner.id if owner else None, self.owner_name.text(), self.phone.text(), details)
        self.registered.emit(dog, read_number(self.weight_kg.text()) if self.weight_kg.text().strip() else None)

    def _asks_for_name(self) -> bool:
        """Once for a new dog without a name: keys pressed too fast must not make an unnamed dog."""
        if self.name.text().strip() or self._may_be_unnamed or self._patient is not _NOBODY:
            return False
        self._may_be_unnamed = True
        _mark(self.name, is_wrong=True)
        self.trouble.show_words(NO_NAME)
        self.name.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def _corrected_owner(self) -> Owner | None:
        seen = self._seen_owner
        if seen is None:
            return None
        typed = replace(seen, name=self.owner_name.text().strip(), phone=self.phone.text().strip())
        return None if typed == seen else typed

    def _details(self, today: date) -> Patient:
        birth = read_birth(self.birth.text(), today)
        base = self._patient
        is_same = base.birth_date is not None and birth is not None and birth.on == base.birth_date
        return replace(
            base,
            name=self.name.text().strip(),
            breed=self.breed.text().strip(),
            sex=SEXES[self.sex.currentIndex()][1],
            birth_date=birth.on if birth else None,
            is_birth_estimated=base.is_birth_estimated if is_same else bool(birth and birth.is_estimated),
            handling=self.handling.text().strip(),
        )

    def _birth_problem(self, today: date) -> list[str]:
        if not self.birth.text().strip() or read_birth(self.birth.text(), today) is not None:
            return []
        _mark(self.birth, is_wrong=True)
        return [f"“{self.birth.text().strip()}” is neither a date nor an age. {HOW}"]

    def _weight_problem(self) -> list[str]:
        text = self.weight_kg.text().strip()
        number = read_number(text)
        if not text or (number is not None and LIGHTEST_KG <= number <= HEAVIEST_KG):
            return []
        _mark(self.weight_kg, is_wrong=True)
        return [f"“{text}” kg is not possible. Check the number."]

    def _on_birth(self, text: str) -> None:
        birth = read_birth(text, self._desk.clinic.calendar.today())
        self.birth_hint.setText(birth.words.capitalize() + "." if birth else HOW)

    def _ask_twin(self) -> None:
        if self._owner is not None or self._patient is not _NOBODY:
            return
        phone = self.phone.text()
        self._desk.jobs.run(self, partial(same_phone, self._desk.clinic, phone), partial(self._on_twins, phone))

    def _on_twins(self, phone: str, owners: tuple[Owner, ...]) -> None:
        if phone != self.phone.text():
            return
        self._twin = owners[0] if owners else None
        if self._twin is None:
            self.twin_strip.hide()
        else:
            words = f"Same phone as {apart(self._twin.name)}. Same person?"
            self.twin_strip.show_words(words, "info", "Use this owner")

    def _on_same_person(self) -> None:
        if self._twin is not None:
            self._owner = self._twin
            self.title.setText(f"New dog for {apart(self._twin.name)}")
            self._show_owner_fields(is_shown=False)
            self.twin_strip.hide()
            self.name.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_owner_fields(self, *, is_shown: bool) -> None:
        self._owner_part.setVisible(is_shown)

    def _show_weight(self, *, is_shown: bool) -> None:
        self._weight_part.setVisible(is_shown)

    def _connect(self) -> None:
        self.save.clicked.connect(self._on_save)
        self.drop.clicked.connect(self.dropped)
        self.birth.textChanged.connect(self._on_birth)
        self.phone.textChanged.connect(self._ask_twin)
        self.twin_strip.acted.connect(self._on_same_person)
        for field in (self.owner_name, self.phone, self.name, self.birth, self.weight_kg, self.handling):
            field.returnPressed.connect(self._on_save)

    def _build(self) -> None:
        for words, _ in SEXES:
            self.sex.addItem(words)
        self.sex.setAccessibleName("Sex and neuter status")
        self._owner_part = _grid((("Owner", self.owner_name), ("Phone", self.phone)))
        dog = _grid(
            (("Dog's name", self.name), ("Breed", self.breed), ("Sex", self.sex), ("Birth date or age", self.birth))
        )
        self._weight_part = _grid((("Weight, kg", self.weight_kg),))
        more = _grid((("Handling", self.handling),))
        for field, width in ((self.weight_kg, 110), (self.birth, 220), (self.phone, 220), (self.sex, 260)):
            field.setMaximumWidth(self._desk.theme.px(width))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(self._desk.theme.px(8))
        for part in (self.title, self.trouble, self._owner_part, self.twin_strip, dog, self.birth_hint):
            column.addWidget(part)
        column.addWidget(self._weight_part, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(more)
        column.addLayout(row(self.drop, 1, self.save))


def _field(name: str) -> QLineEdit:
    field = QLineEdit()
    field.setAccessibleName(name)
    return field


def _mark(field: QLineEdit, *, is_wrong: bool) -> None:
    state = "wrong" if is_wrong else ""
    if field.property("state") != state:
        field.setProperty("state", state)
        repolish(field)


def _grid(parts: Iterable[tuple[str, QWidget]]) -> QWidget:
    """Labels over fields, two beside each other."""
    holder = QWidget()
    grid = QGridLayout(holder)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(12)
    grid.setVerticalSpacing(4)
    for number, (words, field) in enumerate(parts):
        line, column = divmod(number, 2)
        label = Text(words, "question")
        label.setBuddy(field)
        grid.addWidget(label, line * 2, column)
        grid.addWidget(field, line * 2 + 1, column)
        grid.setColumnStretch(column, 1)
    return holder
