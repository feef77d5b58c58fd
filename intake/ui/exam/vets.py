"""Asking which vet: whose finding it is, who clears, who was told."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QLineEdit, QSizePolicy, QWidget

from intake.domain.ids import StaffId
from intake.domain.staff import StaffMember
from intake.ui.theme import Theme
from intake.ui.widgets.buttons import Button, Size, Variant
from intake.ui.widgets.cards import row
from intake.ui.widgets.popover import Popover
from intake.ui.widgets.text import Text

NO_VET = "No vet is set up yet. An admin adds people under Settings."


def vets_among(staff: Sequence[StaffMember]) -> tuple[StaffMember, ...]:
    """The vets, by name."""
    return tuple(person for person in staff if person.is_veterinarian and person.is_active)


class WhichVet(Popover):
    """The vets by name; a digit picks one. `chosen(StaffMember)`."""

    chosen = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "Which vet?")
        self._vets: tuple[StaffMember, ...] = ()
        self.title = Text("", "strong", wrap=True)
        self.hint = Text("", "hint", wrap=True)
        self.column.addWidget(self.title)
        self.column.addWidget(self.hint)
        self.buttons: list[Button] = []
        theme.measure(self, lambda: self.setFixedWidth(theme.px(340)))

    def ask(self, anchor: QWidget, title: str, vets: Sequence[StaffMember]) -> None:
        """Open beside a widget."""
        self._fill(title, vets)
        self.open_beside(anchor, focus=self.buttons[0] if self.buttons else self)

    def _fill(self, title: str, vets: Sequence[StaffMember]) -> None:
        for button in self.buttons:
            self.column.removeWidget(button)
            button.hide()
            button.deleteLater()
        self._vets = tuple(vets)
        self.buttons = [self._make_button(number, vet) for number, vet in enumerate(vets, 1)]
        self.title.setText(title)
        self.setAccessibleName(title)
        self.hint.setText("" if vets else NO_VET)
        self.hint.setVisible(not vets)
        self.column.invalidate()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A digit picks; arrows move."""
        place = event.key() - Qt.Key.Key_1
        if 0 <= place < len(self._vets):
            self._pick(self._vets[place])
        elif event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.focusNextPrevChild(event.key() == Qt.Key.Key_Down)
        else:
            super().keyPressEvent(event)

    def _make_button(self, number: int, vet: StaffMember) -> Button:
        button = Button(
            self._theme, vet.name.replace("&", "&&"), icon="user-check", variant=Variant.QUIET, key=str(number)
        )
        button = button.in_size(Size.SMALL)
        button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        button.clicked.connect(lambda: self._pick(vet))
        self.column.addWidget(button)
        return button

    def _pick(self, vet: StaffMember) -> None:
        self.close_up()
        self.chosen.emit(vet)


class WhoWasTold(WhichVet):
    """The vets by name, and a field for anybody else. `told(name)`."""

    told = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self.other = QLineEdit()
        self.other.setPlaceholderText("Another vet's name, then Enter")
        self.other.setAccessibleName("Another vet's name")
        self.other.returnPressed.connect(self._on_other)
        self.chosen.connect(lambda vet: self.told.emit(vet.name))

    def ask(self, anchor: QWidget, title: str, vets: Sequence[StaffMember]) -> None:
        """Open beside a widget; without vets the field is all there is."""
        self.column.removeWidget(self.other)
        self._fill(title, vets)
        self.hint.hide()
        self.column.addWidget(self.other)
        self.other.clear()
        self.open_beside(anchor, focus=self.buttons[0] if vets else self.other)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Digits belong to the field while it has the focus."""
        if self.other.hasFocus() and event.key() != Qt.Key.Key_Escape:
            event.accept()
            return
        super().keyPressEvent(event)

    def _on_other(self) -> None:
        if name := self.other.text().strip():
            self.close_up()
            self.told.emit(name)


class VetChoice(QComboBox):
    """The vets by name."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)

    def show_vets(self, vets: Sequence[StaffMember], chosen: StaffId | None) -> None:
        """List the vets; what was chosen before stays chosen."""
        before = self.vet() or chosen
        if [self.itemData(place) for place in range(self.count())] == [vet.id for vet in vets]:
            return
        self.clear()
        for vet in vets:
            self.addItem(vet.name, vet.id)
        if (place := self.findData(before)) >= 0:
            self.setCurrentIndex(place)

    def vet(self) -> StaffId | None:
        """Who is chosen."""
        chosen = self.currentData()
        return StaffId(chosen) if chosen is not None else None


class PinField(QLineEdit):
    """A PIN: figures only, never shown."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self.setMaxLength(12)
        self.setInputMethodHints(Qt.InputMethodHint.ImhDigitsOnly | Qt.InputMethodHint.ImhSensitiveData)
        self.setPlaceholderText("PIN")
        self.setAccessibleName(name)


class ClearVetFirst(Popover):
    """A vet clears the "vet first" checks by name and PIN. `asked(StaffId, str)`."""

    asked = Signal(str, str)

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "Vet clears these checks", stays_open=True)
        self.vet = VetChoice("Vet who clears")
        self.pin = PinField("PIN of this vet")
        self.message = Text("", "hint", tone="flag", wrap=True)
        self.message.hide()
        self.button = Button(theme, "Clear for this visit", icon="user-check", variant=Variant.PRIMARY)
        cancel = Button(theme, "Cancel")
        self.column.addWidget(Text("A vet clears the “Vet first” checks once for this visit", "strong", wrap=True))
        self.column.addWidget(Text("The vet's name and the time are kept.", "hint", wrap=True))
        self.column.addWidget(self.vet)
        self.column.addWidget(self.pin)
        self.column.addWidget(self.message)
        self.column.addLayout(row(self.button, 1, cancel))
        self.button.clicked.connect(self._on_pressed)
        self.pin.returnPressed.connect(self._on_pressed)
        cancel.clicked.connect(self.close_up)
        theme.measure(self, lambda: self.setFixedWidth(theme.px(380)))

    def ask(self, anchor: QWidget, vets: Sequence[StaffMember], chosen: StaffId | None) -> None:
        """Open beside a widget, ready for the PIN."""
        self.vet.show_vets(vets, chosen)
        self.pin.clear()
        self.refuse("" if vets else NO_VET)
        self.open_beside(anchor, focus=self.pin)

    def refuse(self, why: str) -> None:
        """Say why it was not taken, ready for another try."""
        self.pin.clear()
        self.button.setEnabled(True)
        self.message.setText(why)
        self.message.setVisible(bool(why))
        self.adjustSize()

    def _on_pressed(self) -> None:
        vet = self.vet.vet()
        if vet is not None and self.pin.text():
            self.button.setEnabled(False)
            self.asked.emit(vet, self.pin.text())
