"""The vet's signature: who, a note, what stands in the way, and the PIN."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QCheckBox, QPlainTextEdit, QVBoxLayout, QWidget

from intake.domain.ids import StaffId
from intake.domain.staff import StaffMember
from intake.ui.exam.keyed import empty
from intake.ui.exam.vets import NO_VET, PinField, VetChoice
from intake.ui.review.fitted import beside
from intake.ui.theme import Theme
from intake.ui.widgets.buttons import Button, Size, Variant
from intake.ui.widgets.cards import Card, row
from intake.ui.widgets.text import IconLabel, Text

READ = "I have read the findings, the flags and what was not examined."


@dataclass(frozen=True, slots=True)
class Standing:
    """What the card says: what blocks signing, what only warns."""

    hindrances: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()


class SignOffCard(Card):
    """The form a vet signs with. `sign_asked(vet, pin, note)`."""

    sign_asked = Signal(str, str, str)

    def __init__(self, theme: Theme) -> None:
        super().__init__("card", margin=14, gap=6)
        self._theme = theme
        self._standing = Standing()
        self.vet = VetChoice("Signing vet")
        self.note = QPlainTextEdit()
        self.note.setAccessibleName("Vet's note")
        self.note.setPlaceholderText("Stands beside the signature")
        self.note.setTabChangesFocus(True)
        theme.measure(self.note, lambda: self.note.setFixedHeight(theme.px(52)))
        self.read = QCheckBox()
        self.read.setAccessibleName(READ)
        self.pin = PinField("PIN of the signing vet")
        self.button = Button(theme, "Sign with PIN", icon="lock", variant=Variant.PRIMARY).in_size(Size.LARGE)
        self.message = Text("", "hint", tone="flag", wrap=True)
        self.message.hide()
        self.notices = QVBoxLayout()
        self.notices.setSpacing(6)
        self._lay_out()
        self.read.toggled.connect(self._refresh)
        self.pin.textChanged.connect(self._refresh)
        self.pin.returnPressed.connect(self.button.click)
        self.button.clicked.connect(self._on_pressed)
        self._refresh()

    def show_vets(self, vets: Sequence[StaffMember], chosen: StaffId | None) -> None:
        """List who may sign."""
        self.vet.show_vets(vets, chosen)
        if not vets:
            self.refuse(NO_VET)

    def show_standing(self, standing: Standing) -> None:
        """Say what blocks signing and what only warns."""
        if standing != self._standing:
            self._standing = standing
            empty(self.notices)
            for words in standing.hindrances:
                self.notices.addWidget(_notice(self._theme, words, "flag", "octagon-alert"))
            for words in standing.warnings:
                self.notices.addWidget(_notice(self._theme, words, "abn", "triangle-alert"))
        self._refresh()

    def refuse(self, why: str) -> None:
        """Say why it was not signed; the note stays."""
        self.pin.clear()
        self.message.setText(why)
        self.message.setVisible(bool(why))
        self._refresh()

    def clear(self) -> None:
        """An empty form for another visit."""
        self.note.clear()
        self.read.setChecked(False)
        self.refuse("")

    def _lay_out(self) -> None:
        title = row(IconLabel(self._theme, "pen-line", "primary", 20), Text("Vet sign-off", "heading"), 1)
        self.column.addLayout(title)
        who = beside(self._theme, Text("Signing vet", "question"), self.vet)
        who.setStretch(1, 1)
        self.column.addLayout(who)
        self.column.addWidget(Text("Vet's note", "question"))
        self.column.addWidget(self.note)
        words = _PressableText(READ, "hint", tone="text", wrap=True)
        words.pressed.connect(self.read.toggle)
        line = row(self.read, words)
        line.setStretch(1, 1)
        line.setAlignment(self.read, Qt.AlignmentFlag.AlignTop)
        self.column.addLayout(line)
        self.column.addLayout(self.notices)
        sign = beside(self._theme, self.pin, self.button)
        sign.setStretch(0, 1)
        sign.setStretch(1, 3)
        self.column.addLayout(sign)
        self.column.addWidget(self.message)
        after = "After signing, changes are added as dated notes. Nothing is overwritten."
        self.column.addWidget(Text(after, "small", tone="text3", wrap=True))

    def _refresh(self) -> None:
        may = not self._standing.hindrances and self.read.isChecked() and bool(self.pin.text())
        self.button.setEnabled(may and self.vet.vet() is not None)

    def _on_pressed(self) -> None:
        vet = self.vet.vet()
        if vet is not None and self.button.isEnabled():
            self.button.setEnabled(False)
            self.message.hide()
            self.sign_asked.emit(vet, self.pin.text(), self.note.toPlainText())


def _notice(theme: Theme, words: str, tone: str, icon: str) -> QWidget:
    card = Card("flag" if tone == "flag" else "amber", margin=8, gap=4)
    line = row(IconLabel(theme, icon, tone, 16), Text(words, "hint", tone="text", wrap=True))
    line.setStretch(1, 1)
    card.column.addLayout(line)
    card.setAccessibleName(words)
    return card


class _PressableText(Text):
    """The words of a check box, which wrap and may be pressed."""

    pressed = Signal()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """The same as a press on the box."""
        self.pressed.emit()


class SignedCard(Card):
    """What stands in place of the form once the exam is signed. `note_asked(text)`."""

    note_asked = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__("card", margin=16, gap=8)
        self._theme = theme
        self.who = Text("", "label", wrap=True)
        self.said = Text("", "body", wrap=True)
        self.amendments = QVBoxLayout()
        self.note = QPlainTextEdit()
        self.note.setAccessibleName("Note to add")
        self.note.setPlaceholderText("A dated note; what was signed stays as it is")
        self.note.setTabChangesFocus(True)
        theme.measure(self.note, lambda: self.note.setFixedHeight(theme.px(76)))
        self.button = Button(theme, "Add a note", icon="plus")
        self.button.setEnabled(False)
        self.message = Text("", "hint", tone="flag", wrap=True)
        self.message.hide()
        self.column.addLayout(row(IconLabel(theme, "badge-check", "normal", 20), Text("Signed", "heading"), 1))
        for widget in (self.who, self.said):
            self.column.addWidget(widget)
        self.column.addLayout(self.amendments)
        self.column.addWidget(self.note)
        self.column.addWidget(self.button)
        self.column.addWidget(self.message)
        self.note.textChanged.connect(lambda: self.button.setEnabled(bool(self.note.toPlainText().strip())))
        self.button.clicked.connect(lambda: self.note_asked.emit(self.note.toPlainText()))

    def show_signature(self, who: str, said: str, amendments: Sequence[str]) -> None:
        """Say who signed when, with the note and what was added since."""
        self.who.setText(who)
        self.said.setText(f"“{said}”" if said else "")
        self.said.setVisible(bool(said))
        empty(self.amendments)
        for words in amendments:
            self.amendments.addWidget(Text(words, "hint", tone="text2", wrap=True))

    def clear_note(self) -> None:
        """The note is kept: empty the field."""
        self.note.clear()
        self.message.hide()

    def refuse(self, why: str) -> None:
        """Say why the note was not kept."""
        self.message.setText(why)
        self.message.show()


class WaitingCard(Card):
    """What a technician sees in place of the form."""

    def __init__(self, theme: Theme) -> None:
        super().__init__("info", margin=16, gap=6)
        self.column.addLayout(row(IconLabel(theme, "hourglass", "info", 20), Text("Waiting for the vet", "heading"), 1))
        words = "A vet reads this, decides on each suggestion, and signs."
        self.column.addWidget(Text(words, "hint", tone="text2", wrap=True))
        self.button = Button(theme, "Hand to the vet", icon="clipboard-check", variant=Variant.PRIMARY)
        self.column.addWidget(self.button)
