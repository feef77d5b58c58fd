"""The first start: a name for the clinic, an admin and a vet with their PINs."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from intake.app import staff
from intake.app.clinic import Clinic
from intake.domain.errors import BadInput, Problem
from intake.domain.staff import Role
from intake.settings import Settings, write_settings
from intake.ui.jobs import JobRunner
from intake.ui.lock.side import SidePanel
from intake.ui.main_window import Opening
from intake.ui.theme import Theme
from intake.ui.widgets.buttons import Button, Size, Variant
from intake.ui.widgets.cards import Card, row
from intake.ui.widgets.strips import InlineError
from intake.ui.widgets.text import Text

PIN_LENGTH = 12
ADMIN_HINT = (
    "Adds people and sets new PINs. Add a second admin soon (command “staff add”): only another admin can give "
    "an admin who forgot the PIN a new one, here or with the command “staff set-pin”."
)


class PersonFields(Card):
    """Name and PIN, the PIN twice."""

    def __init__(self, theme: Theme, title: str, hint: str) -> None:
        super().__init__(margin=theme.px(14), gap=theme.px(4))
        self.name, self.pin, self.again = QLineEdit(), QLineEdit(), QLineEdit()
        self._title = title
        self.column.addWidget(Text(title, "heading"))
        self.column.addWidget(Text(hint, "hint", wrap=True))
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.px(12))
        for place, (words, field) in enumerate(
            (("Name", self.name), ("PIN, 4 to 12 digits", self.pin), ("PIN again", self.again))
        ):
            grid.addWidget(Text(words, "question"), 0, place)
            grid.addWidget(field, 1, place)
            grid.setColumnStretch(place, 2 if field is self.name else 1)
            field.setAccessibleName(f"{title}: {words}")
        for field in (self.pin, self.again):
            field.setEchoMode(QLineEdit.EchoMode.Password)
            field.setMaxLength(PIN_LENGTH)
            field.setInputMethodHints(Qt.InputMethodHint.ImhDigitsOnly | Qt.InputMethodHint.ImhSensitiveData)
        self.column.addLayout(grid)

    @property
    def fields(self) -> tuple[QLineEdit, QLineEdit, QLineEdit]:
        """Name, PIN, PIN again."""
        return self.name, self.pin, self.again

    @property
    def is_empty(self) -> bool:
        """Nothing was typed at all."""
        return not (self.name.text().strip() or self.pin.text() or self.again.text())

    def problems(self) -> list[Problem]:
        """What is wrong with what was typed."""
        found = []
        if not self.name.text().strip():
            found.append(Problem("", f"{self._title}: enter a name."))
        pin = self.pin.text()
        if not (staff.SHORTEST_PIN <= len(pin) <= staff.LONGEST_PIN and pin.isascii() and pin.isdigit()):
            found.append(Problem("", f"{self._title}: a PIN has {staff.SHORTEST_PIN} to {staff.LONGEST_PIN} digits."))
        elif pin != self.again.text():
            found.append(Problem("", f"{self._title}: the two PINs are not the same. Type them again."))
        return found


class FirstPerson(QWidget):
    """Shown while nobody works here yet; `finished(Settings)` once somebody does."""

    finished = Signal(object)

    def __init__(self, theme: Theme, jobs: JobRunner, clinic: Clinic, opening: Opening) -> None:
        super().__init__()
        self._jobs, self._clinic, self._opening = jobs, clinic, opening
        self.side = SidePanel(theme)
        self.side.headline.setText("Welcome.")
        self.side.line.setText("Two minutes, then the first dog.")
        self.side.foot.setText("Records stay on your own computers. Nothing is sent anywhere.")
        self.clinic_name = QLineEdit(opening.settings.clinic_name)
        self.clinic_name.setAccessibleName("Name of the clinic")
        self.admin = PersonFields(theme, "Admin", ADMIN_HINT)
        self.vet = PersonFields(theme, "Vet", "Decides on suggestions and signs. May be left empty and added later.")
        self.tech = PersonFields(theme, "Vet tech", "Records the exam. May be left empty and added later.")
        self.trouble = InlineError(theme)
        self.start = Button(theme, "Start", icon="chevron-right", variant=Variant.PRIMARY).in_size(Size.LARGE)
        self.start.clicked.connect(self._on_start)
        for field in self._fields():
            field.textChanged.connect(self._on_typed)
            field.returnPressed.connect(partial(self._on_enter, field))
        self._build(theme)
        self.setFocusProxy(self.clinic_name)

    def _on_start(self) -> None:
        if wrong := self._wrong():
            self.trouble.show_words(wrong)
            return
        asked = self._asked()
        settings = replace(self._opening.settings, clinic_name=self.clinic_name.text().strip())
        typed = [(fields.name.text(), role, fields.pin.text()) for fields, role in asked]
        self.start.setEnabled(False)
        work = partial(_begin, self._clinic, self._opening, settings, typed)
        self._jobs.run(self, work, self.finished.emit, self.refuse)

    def _asked(self) -> list[tuple[PersonFields, Role]]:
        people = [(self.admin, Role.ADMIN), (self.vet, Role.VETERINARIAN), (self.tech, Role.TECHNICIAN)]
        return [(fields, role) for fields, role in people if role is Role.ADMIN or not fields.is_empty]

    def _wrong(self) -> str:
        problems = [problem for fields, _ in self._asked() for problem in fields.problems()]
        if not self.clinic_name.text().strip():
            problems.insert(0, Problem("", "Enter the name of the clinic."))
        return " ".join(problem.message for problem in problems)

    def _on_typed(self) -> None:
        """What was put right is no longer said to be wrong."""
        if not self.trouble.text():
            return
        wrong = self._wrong()
        if not wrong:
            self.trouble.hide()
        elif wrong != self.trouble.text():
            self.trouble.words.setText(wrong)

    def _on_enter(self, field: QLineEdit) -> None:
        """Enter goes to the next field, past people who are left empty, and at the end presses Start."""
        fields = self._fields()
        here = fields.index(field)
        is_left_empty = any(field is person.name and person.is_empty for person in (self.vet, self.tech))
        after = here + (3 if is_left_empty else 1)
        if after < len(fields):
            fields[after].setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self.start.click()

    def _fields(self) -> list[QLineEdit]:
        people = [field for person in (self.admin, self.vet, self.tech) for field in person.fields]
        return [self.clinic_name, *people]

    def refuse(self, error: BaseException) -> None:
        """Say why nothing could be written, ready for another try."""
        self.start.setEnabled(True)
        words = " ".join(problem.message for problem in error.problems) if isinstance(error, BadInput) else str(error)
        self.trouble.show_words(words)

    def resizeEvent(self, event: object) -> None:
        self.side.fit(self.width())

    def _build(self, theme: Theme) -> None:
        px = theme.px
        inner = QWidget()
        inner.setProperty("surface", "none")
        middle = QHBoxLayout(inner)
        middle.setContentsMargins(px(36), px(24), px(36), px(16))
        middle.addStretch(1)
        middle.addWidget(self._make_form(theme), 12)
        middle.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidget(inner)
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.side)
        whole.addWidget(scroll, 1)

    def _make_form(self, theme: Theme) -> QWidget:
        px = theme.px
        form = QWidget()
        form.setMaximumWidth(px(860))
        column = QVBoxLayout(form)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(10))
        name = Card(margin=px(14), gap=px(4))
        name.column.addWidget(Text("Clinic", "heading"))
        name.column.addWidget(Text("Its name stands on the lock screen and on every sheet.", "hint", wrap=True))
        name.column.addWidget(self.clinic_name)
        column.addWidget(Text("Who works here?", "display"))
        column.addWidget(Text("Nothing is written until you choose Start.", "body", tone="text2", wrap=True))
        for part in (name, self.admin, self.vet, self.tech, self.trouble):
            column.addWidget(part)
        column.addLayout(row(1, self.start))
        column.addStretch(1)
        return form


def _begin(clinic: Clinic, opening: Opening, settings: Settings, people: list[tuple[str, Role, str]]) -> Settings:
    """The settings once they are written and the people added, the admin first."""
    write_settings(opening.paths.settings_file, settings)
    admin = None
    for name, role, pin in people:
        person = staff.add(clinic, name, role, pin, by=admin)
        admin = admin or person.id
    return settings
