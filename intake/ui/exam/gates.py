"""The safety questions of a page, one at a time, and what waits for a vet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from intake.app import permissions
from intake.app.boards import ExamFile
from intake.app.gates import safe_gates
from intake.domain.decisions import gates_in_force
from intake.domain.staff import Role
from intake.knowledge.model import Item, SafetyRule, Who
from intake.ui.clock import time_of
from intake.ui.exam.keyed import KeyedColumn
from intake.ui.theme import Theme
from intake.ui.widgets.buttons import Button, Size, Variant
from intake.ui.widgets.cards import row
from intake.ui.widgets.flags import SafetyGate
from intake.ui.widgets.strips import Strip
from intake.ui.widgets.text import Text

UNREAD_MS = 600


@dataclass(frozen=True, slots=True)
class GateState:
    """A safety question that guards a check on the page, and how it was answered."""

    rule: SafetyRule
    is_safe: bool | None
    by: str = ""

    def __hash__(self) -> int:
        return hash((self.rule.id, self.is_safe, self.by))


@dataclass(frozen=True, slots=True)
class PageGates:
    """What stands between a person and some checks of a page."""

    gates: tuple[GateState, ...] = ()
    waiting_for_vet: int = 0  # "vet first" checks nobody has cleared


def gates_of_page(file: ExamFile, items: Sequence[Item], role: Role, zone: str) -> PageGates:
    """The questions that guard these checks."""
    knowledge, record = file.engine.knowledge, file.record
    if not permissions.may_answer_gates(role) or record.is_signed:
        return PageGates()
    answers = gates_in_force(record.gates)
    asked = {rule.id for item in items for rule in permissions.gates_of(knowledge, item)}
    gates = []
    safe = safe_gates(file)
    for rule in (rule for rule in knowledge.safety_rules if rule.id in asked):
        answer = answers.get(rule.id)
        if answer is not None:
            by = f"{record.staff_names.get(answer.by, '')} {time_of(answer.at, zone)}".strip()
            gates.append(GateState(rule, answer.is_safe, by))
        else:
            gates.append(GateState(rule, *((True, "from what is recorded") if rule.id in safe else (None,))))
    needs_clearing = role is not Role.VETERINARIAN and record.clearance is None
    waiting = sum(item.who is Who.TECHNICIAN_CLEARED for item in items) if needs_clearing else 0
    return PageGates(tuple(gates), waiting)


class GateStrips(QWidget):
    """The first open question as a strip, the settled ones as a line each may be changed from."""

    answered = Signal(str, bool)  # rule, safe
    clearing_asked = Signal()
    left = Signal()  # the last question with the focus is settled

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._reopened = ""
        self._is_unfolded = self._was_answered = False
        self._shown = PageGates()
        self.questions, self.settled = KeyedColumn(6), KeyedColumn(0)
        self.questions.focus_lost.connect(self._on_focus_lost)
        self.count = Text("", "small", tone="text3")
        self.vet_first = Strip(theme)
        self.vet_first.acted.connect(self.clearing_asked)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        self.fold = Button(theme, "", icon="chevron-right", variant=Variant.QUIET).in_size(Size.SMALL)
        self.fold.clicked.connect(self._on_fold)
        for part in (self.questions, self.count, self.vet_first):
            column.addWidget(part)
        column.addWidget(self.fold, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.settled)

    def show_gates(self, shown: PageGates) -> None:
        """Show where the questions of the page stand."""
        if shown != self._shown:
            self._reopened = ""
        self._shown = shown
        open_gates = [gate for gate in shown.gates if gate.is_safe is None]
        reopened = [gate for gate in shown.gates if gate.rule.id == self._reopened]
        self.questions.show_values((reopened or open_gates)[:1], self._make_gate)
        more = len(open_gates) - 1
        self.count.setText(f"{more} more safety {'question' if more == 1 else 'questions'} after this one")
        self.count.setVisible(more > 0 and not reopened)
        self._show_settled(shown.gates)
        self._show_waiting(shown.waiting_for_vet)
        self.setVisible(bool(shown.gates) or shown.waiting_for_vet > 0)

    def tab_stops(self) -> tuple[QWidget, ...]:
        """What Tab stops at, in the order it is read."""
        questions = [part for part in self.questions.widgets() if isinstance(part, SafetyGate)]
        answers = [button for one in questions for button in (one.safe_button, one.unsafe_button)]
        return (*answers, self.vet_first.button, self.fold, *self.settled.findChildren(Button))

    def _show_settled(self, gates: Sequence[GateState]) -> None:
        """What keeps checks shut is always said; what is settled folds into one line."""
        unsafe = [gate for gate in gates if gate.is_safe is False]
        safe = [gate for gate in gates if gate.is_safe]
        self.settled.show_values(unsafe + (safe if self._is_unfolded else []), self._make_settled)
        self.fold.setVisible(bool(safe))
        count = len(safe)
        self.fold.setText(f"{count} safety {'question' if count == 1 else 'questions'} settled")
        self.fold.set_icon("chevron-down" if self._is_unfolded else "chevron-right")

    def _on_fold(self) -> None:
        self._is_unfolded = not self._is_unfolded
        self.show_gates(self._shown)

    def _show_waiting(self, count: int) -> None:
        if not count:
            self.vet_first.hide()
            return
        checks = "1 check here waits" if count == 1 else f"{count} checks here wait"
        words = f"Vet first: {checks} until a vet has cleared this dog once for the visit."
        if self.vet_first.text() != words:
            self.vet_first.show_words(words, "info", "Vet clears…")

    def _make_gate(self, gate: object) -> QWidget:
        assert isinstance(gate, GateState)
        rule = gate.rule
        strip = SafetyGate(self._theme, rule.rule, rule.question, (rule.safe_answer, rule.unsafe_answer))
        strip.set_answer(gate.is_safe, gate.by)
        strip.answered.connect(lambda is_safe: self._on_answered(rule.id, is_safe=is_safe))
        if self._was_answered:  # the second press of a double click must not answer a question nobody has read
            strip.setEnabled(False)
            QTimer.singleShot(UNREAD_MS, strip, lambda: self._open_up(strip))
        return strip

    def _on_answered(self, rule: str, *, is_safe: bool) -> None:
        self._was_answered = True
        self.answered.emit(rule, is_safe)

    def _on_focus_lost(self) -> None:
        gate = next((one for one in self.questions.widgets() if isinstance(one, SafetyGate)), None)
        if gate is None:
            self.left.emit()
        else:
            self.setFocus(Qt.FocusReason.OtherFocusReason)

    def _open_up(self, gate: SafetyGate) -> None:
        gate.setEnabled(True)
        if self.hasFocus():  # somebody who has gone on to a check is not called back
            gate.safe_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _make_settled(self, gate: object) -> QWidget:
        assert isinstance(gate, GateState)
        words = gate.rule.safe_answer if gate.is_safe else gate.rule.unsafe_answer
        button = Button(
            self._theme,
            f"{words} · {gate.by}",
            icon="shield-alert" if not gate.is_safe else "check",
            variant=Variant.QUIET,
        ).in_size(Size.SMALL)
        button.setToolTip(f"{gate.rule.question} Press to change the answer.")
        button.setAccessibleName(f"{gate.rule.question} {words}, {gate.by}. Press to change the answer.")
        button.clicked.connect(lambda: self._reopen(gate.rule.id))
        holder = QWidget()
        holder.setLayout(row(button, 1))
        return holder

    def _reopen(self, rule: str) -> None:
        self._reopened = "" if self._reopened == rule else rule
        self.show_gates(self._shown)
