"""One suggestion with the vet's decision on it."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from intake.domain.decisions import Decision, Verdict
from intake.ui.review.fitted import beside
from intake.ui.theme import Theme
from intake.ui.widgets.buttons import Button, Size, Variant
from intake.ui.widgets.chips import StatusChip
from intake.ui.widgets.drawing import focus_ring, painting
from intake.ui.widgets.suggestions import SuggestionCard, SuggestionWords
from intake.ui.widgets.text import Text

ROOM_BESIDE = 330
"""For a name with its chip beside it, in the middle column of the window as it opens, whatever the size of text."""


class DecisionLine(QWidget):
    """Accept, Decline with a reason, or what was decided with Undo; a technician sees who is waited for."""

    decided = Signal(str, str)  # verdict, reason

    def __init__(self, theme: Theme, name: str, *, may_decide: bool) -> None:
        super().__init__()
        self._theme, self._may_decide = theme, may_decide
        self._verdict: Verdict | None = None
        self.accept = Button(theme, "Accept", icon="check", variant=Variant.PRIMARY, key="A").in_size(Size.SMALL)
        self.decline = Button(theme, "Decline…", icon="x", key="D").in_size(Size.SMALL)
        self.undo = Button(theme, "Undo", icon="undo-2", variant=Variant.QUIET).in_size(Size.SMALL)
        self.chip = StatusChip(theme, "Waiting for the vet", icon="hourglass", tone="plain")
        self.reason = QLineEdit()
        self.reason.setPlaceholderText("Why? A few words, then Enter")
        self.reason.setAccessibleName(f"Why {name} is declined")
        self.because = Text("", "hint", tone="text2", wrap=True)
        self.message = Text("", "hint", tone="flag", wrap=True)
        for button, words in ((self.accept, "Accept"), (self.decline, "Decline"), (self.undo, "Undo the decision on")):
            button.setAccessibleName(f"{words} {name}")
        self._lay_out()
        self.accept.clicked.connect(lambda: self.decided.emit(Verdict.ACCEPTED.value, ""))
        self.decline.clicked.connect(self.ask_why)
        self.undo.clicked.connect(lambda: self.decided.emit(Verdict.REOPENED.value, ""))
        self.reason.returnPressed.connect(self._on_reason)
        self.show_decision(None, "")

    def show_decision(self, decision: Decision | None, words: str) -> None:
        """Show what stands, such as "Accepted by CS"."""
        self._verdict = verdict = decision.verdict if decision else None
        reason = decision.reason if decision else ""
        self.because.setText(f"Reason: {reason}")
        self.because.setVisible(bool(reason))
        is_open = verdict is None
        for button in (self.accept, self.decline):
            button.setVisible(is_open and self._may_decide)
        self.undo.setVisible(not is_open and self._may_decide)
        self.chip.setVisible(not is_open or not self._may_decide)
        if verdict is not None:
            is_declined = verdict is Verdict.DECLINED
            self.chip.set_words(
                words, "circle-x" if is_declined else "circle-check", "plain" if is_declined else "normal"
            )
        else:
            self.chip.set_words("Waiting for the vet", "hourglass", "plain")
        self.reason.hide()
        self.message.hide()

    def set_read_only(self, *, is_read_only: bool) -> None:
        """After signing nothing is decided here any more."""
        if is_read_only:
            for widget in (self.accept, self.decline, self.undo, self.reason):
                widget.hide()
            self.chip.setVisible(True)
            if self._verdict is None:
                self.chip.set_words("Left open", "circle-dashed", "plain")

    def ask_why(self) -> None:
        """Open the field for the reason."""
        if self._verdict is None and self._may_decide:
            self.reason.show()
            self.reason.setFocus(Qt.FocusReason.OtherFocusReason)

    def take_back(self) -> None:
        """Leave the field without declining."""
        self.reason.clear()
        self.reason.hide()
        self.message.hide()

    def refuse(self, why: str) -> None:
        """Say why the decision was not kept."""
        self.message.setText(why)
        self.message.show()

    @property
    def is_open(self) -> bool:
        """Whether nobody has decided yet."""
        return self._verdict is None

    def _lay_out(self) -> None:
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self.accept)
        line.addWidget(self.decline)
        stands = beside(self._theme, self.chip, self.undo)
        stands.setAlignment(self.undo, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        line.addStretch(1)
        standing = QHBoxLayout()
        standing.addLayout(stands)
        standing.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(line)
        column.addLayout(standing)
        column.addWidget(self.because)
        column.addWidget(self.reason)
        column.addWidget(self.message)
        for part in (self.because, self.reason, self.message):
            part.hide()

    def _on_reason(self) -> None:
        self.decided.emit(Verdict.DECLINED.value, self.reason.text())


class DecisionCard(QFrame):
    """A suggestion card that can be walked to: A accepts, D declines, arrows go on."""

    decided = Signal(str, str, str)  # test, verdict, reason
    finding_opened = Signal(str)
    moved = Signal(int)

    def __init__(self, theme: Theme, words: SuggestionWords, *, may_decide: bool) -> None:
        super().__init__()
        self._theme, self.words = theme, words
        self.card = SuggestionCard(theme, words, is_open=True, room=ROOM_BESIDE)
        self.card.set_folds(folds=False)
        self.line = DecisionLine(theme, words.name, may_decide=may_decide)
        self.card.add_below(self.line)
        column = QVBoxLayout(self)
        column.setContentsMargins(3, 3, 3, 3)
        column.addWidget(self.card)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(f"{words.name}, {words.chip}")
        self.card.finding_opened.connect(self.finding_opened)
        self.line.decided.connect(lambda verdict, reason: self.decided.emit(words.id, verdict, reason))

    def show_decision(self, decision: Decision | None, words: str, *, is_read_only: bool) -> None:
        """Show what stands; the focus stays with the card when its button goes."""
        if any(part.hasFocus() for part in self.line.findChildren(QWidget)):
            self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.line.show_decision(decision, words)
        self.line.set_read_only(is_read_only=is_read_only)
        why = "Why: " + "; ".join(why.words for why in self.words.why)
        stands = f"{self.line.chip.text()}{': ' + decision.reason if decision.reason else ''}" if decision else "Open"
        self.setAccessibleDescription(f"{stands}. {why}")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A, D, arrows, Esc; nothing of it while a reason is typed."""
        key, is_plain = event.key(), not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if key == Qt.Key.Key_Escape and self.line.reason.isVisible():
            self.line.take_back()
            self.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self.line.reason.hasFocus() or not is_plain:
            super().keyPressEvent(event)
        elif key == Qt.Key.Key_A and self.line.accept.isVisible():
            self.line.accept.click()
        elif key == Qt.Key.Key_D and self.line.decline.isVisible():
            self.line.ask_why()
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.moved.emit(1 if key == Qt.Key.Key_Down else -1)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Draw the focus mark."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the focus mark away."""
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the focus mark around the card."""
        if self.hasFocus():
            with painting(self) as painter:
                focus_ring(painter, QRectF(self.rect()), self._theme.px(12), self._theme)
