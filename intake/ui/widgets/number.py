"""A number with its unit and its usual range."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QLineEdit, QSizePolicy

from intake.knowledge.model import AnswerClass
from intake.reasoning.words import number_words
from intake.ui.theme import Theme
from intake.ui.widgets.drawing import RING
from intake.ui.widgets.number_text import NumberRange, can_go_on, problem_of, read_number, side_of
from intake.ui.widgets.text import Text, repolish

__all__ = ["NumberField", "NumberRange", "read_number"]

_TO_JUDGE = "vet to judge"
PAUSE_MS = 700
"""Text put in from outside, as by a screen reader, never leaves the field: it is asked for after this pause."""


class _Field(QLineEdit):
    """A line that tells when it is left."""

    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter ends the number; it is not also the list's "next check"."""
        super().keyPressEvent(event)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.accept()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() is not Qt.FocusReason.ActiveWindowFocusReason:
            self.left.emit()


class NumberField(QFrame):
    """A number answer: `answered(number)` when Enter is pressed or the field is left; `refused(sentence)` when not possible.

    Where nothing that could still be typed would make another possible number, it ends by itself.
    """

    answered = Signal(object)  # int or float, as entered
    cleared = Signal()
    refused = Signal(str)
    finished = Signal()  # Enter or Esc: the row takes the focus back
    entered = Signal()  # Enter on something acceptable: go on
    filled = Signal()  # the number ended by itself: go on, and an Enter that follows belongs to it

    def __init__(self, theme: Theme, name: str, limits: NumberRange, *, is_stacked: bool = False) -> None:
        super().__init__()
        self._theme, self._limits = theme, limits
        self._value: float | None = None
        self._pending: float | None = None  # asked for: Enter and leaving the field are one answer
        self._cls: AnswerClass | None = None
        self._is_showing, self._is_refused, self._ends_itself = False, False, True
        self._outside = QTimer(self, interval=PAUSE_MS, singleShot=True)
        self._outside.timeout.connect(self._ask)
        self.field = _Field()
        self.field.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.hint = Text("", "small", tone="text3", wrap=True)
        self._unit = Text(limits.unit, "body", tone="text2")
        layout = QGridLayout(self)
        layout.setContentsMargins(RING, RING, RING, RING)
        layout.setHorizontalSpacing(8)
        layout.setVerticalSpacing(3)
        layout.addWidget(self.field, 0, 0)
        layout.addWidget(self._unit, 0, 1)
        layout.addWidget(self.hint, 1 if is_stacked else 0, 0 if is_stacked else 2, 1, 3 if is_stacked else 1)
        layout.setColumnStretch(2, 1)
        self.setFocusProxy(self.field)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self.field.returnPressed.connect(self._on_return)
        self.field.left.connect(self._on_left)
        self.field.textEdited.connect(self._on_typed)
        self.field.textChanged.connect(self._on_changed)
        theme.changed.connect(self._on_theme_changed)
        self.set_name(name)
        self._on_theme_changed()
        self.set_value(None)

    def set_name(self, name: str) -> None:
        """Change the spoken name, such as "Temperature, in °C"."""
        unit = f", in {self._limits.unit}" if self._limits.unit else ""
        self.field.setAccessibleName(name + unit)
        self.setAccessibleName(name + unit)

    def set_usual(self, usual: tuple[float | None, float | None], words: str) -> None:
        """Another usual range, such as when the dog's size is known."""
        self._limits = replace(self._limits, usual=usual, usual_words=words)
        self.set_value(self._value)

    def set_class(self, cls: AnswerClass | None) -> None:
        """What the record says of the number, where the usual range depends on more than the number."""
        self._cls = cls
        self._comment(self._value)

    def value(self) -> float | None:
        """The number shown as saved."""
        return self._value

    def set_value(self, value: float | None) -> None:
        """Show what is saved; None is to do."""
        is_same, self._value, self._pending = value == self._value, value, None
        is_typed = self.field.hasFocus() and self.field.isModified()
        if is_same and (is_typed or self._is_refused):  # what is being typed, or was refused, stays to be looked at
            return
        self._show_saved()

    def set_pending(self, value: float | None) -> None:
        """Forget what was asked for, when saving was refused."""
        self._pending = value

    def set_ends_itself(self, *, ends_itself: bool) -> None:
        """Settings: a number that is complete goes on by itself."""
        self._ends_itself = ends_itself

    def set_active(self, *, is_active: bool) -> None:
        """Show that typing a figure goes here."""
        self._mark("active" if is_active and not self.field.hasFocus() else self._state())

    def take_key(self, event: QKeyEvent) -> bool:
        """A figure starts typing; Backspace clears."""
        if event.text() and event.text() in "0123456789.,-":
            self.field.setFocus(Qt.FocusReason.OtherFocusReason)
            self._begin(event.text())
            return True
        if event.key() in (Qt.Key.Key_Backspace, Qt.Key.Key_Delete) and self._value is not None:
            self.cleared.emit()
            return True
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc puts the saved number back."""
        if event.key() == Qt.Key.Key_Escape and self.field.hasFocus():
            self._show_saved()
            self.finished.emit()
            return
        super().keyPressEvent(event)

    def _begin(self, typed: str) -> None:
        """A first figure typed on the row is typed like every further one."""
        self.field.clear()
        self.field.insert(typed)
        self.field.setModified(True)
        self._on_typed(self.field.text())

    def _show_saved(self) -> None:
        self._is_refused, self._is_showing = False, True
        self.field.setText("" if self._value is None else number_words(self._value))
        self._is_showing = False
        self._outside.stop()
        self._comment(self._value)

    def _on_return(self) -> None:
        if self._ask():
            self.finished.emit()
            self.entered.emit()

    def _on_left(self) -> None:
        self._ask()

    def _on_changed(self, text: str) -> None:
        if not self._is_showing and not self.field.hasFocus():
            self._on_edited(text)
            self._outside.start()

    def _on_edited(self, text: str) -> None:
        self._pending, self._is_refused = None, False
        self._mark("")
        self._say(self._usual_hint(), "text3")
        is_final = not can_go_on(text, self._limits)
        if is_final and (problem := problem_of(text, self._limits)):
            self._say(problem, "flag")  # at once; it is told when it is entered
            self._mark("wrong")

    def _on_typed(self, text: str) -> None:
        self._on_edited(text)
        is_final = not can_go_on(text, self._limits) and not problem_of(text, self._limits)
        if is_final and self._ends_itself and self._ask():
            self.finished.emit()
            self.filled.emit()

    def _ask(self) -> bool:
        """Ask for what was typed; False when it was refused."""
        text = self.field.text().strip()
        if not text:
            if self._value is not None:
                self.cleared.emit()
            return True
        number = read_number(text)
        problem = problem_of(text, self._limits)
        if problem or number is None:
            self._refuse(problem)
            return False
        if number not in (self._value, self._pending):
            self._pending = number
            self.answered.emit(number)
        return True

    def _refuse(self, problem: str) -> None:
        self._is_refused = True
        self._say(problem, "flag")
        self._mark("wrong")
        self.field.setAccessibleDescription(problem)
        self.refused.emit(problem)

    def _comment(self, value: float | None) -> None:
        side = self._side(value)
        if side == _TO_JUDGE:
            self._say(", ".join(part for part in (side, self._usual_hint()) if part), "info")
        elif side:
            self._say(f"{side} usual {self._limits.usual_words}".strip(), "abn")
        else:
            self._say(self._usual_hint(), "text3")
        self._mark(self._state())
        spoken = "To do" if value is None else f"{number_words(value)} {self._limits.unit}".strip()
        self.field.setAccessibleDescription(", ".join(part for part in (spoken, self.hint.text()) if part))
        self.setAccessibleDescription(self.field.accessibleDescription())

    def _state(self) -> str:
        side = self._side(self._value)
        return "unusual" if side and side != _TO_JUDGE else ""

    def _side(self, value: float | None) -> str:
        if value is None:
            return ""
        if self._cls is AnswerClass.BORDERLINE:
            return _TO_JUDGE
        side = side_of(value, self._limits.usual)
        return "outside" if not side and self._cls is AnswerClass.ABNORMAL else side

    def _usual_hint(self) -> str:
        return f"usual {self._limits.usual_words}" if self._limits.usual_words else ""

    def _say(self, words: str, tone: str) -> None:
        self.hint.setText(words)
        self.hint.set_tone(tone)

    def _mark(self, state: str) -> None:
        if self.field.property("state") != state:
            self.field.setProperty("state", state)
            repolish(self.field)

    def _on_theme_changed(self) -> None:
        self.field.setFixedWidth(self._theme.px(96))
