"""One history question with its answers."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from intake.domain.cases import Answer, Missing, NoValue, Value, WhyMissing
from intake.knowledge.model import AnswerClass, Item, Kind, Option
from intake.ui.exam.checks import Check
from intake.ui.theme import Theme
from intake.ui.widgets.buttons import Button, RowButton, Size
from intake.ui.widgets.controls import CHIPS, Control, forget_pending, make_choice, make_control, show_value
from intake.ui.widgets.drawing import painting
from intake.ui.widgets.no_value import NoValueStrip
from intake.ui.widgets.row_parts import ShutNotice
from intake.ui.widgets.segmented import OptionGroup
from intake.ui.widgets.text import Text
from intake.ui.widgets.writing import TextAnswer

NOT_SURE = "~not sure"  # no value of any item is spelled so
NOT_KNOWN = NoValue(Missing.NOT_DONE, WhyMissing.NOT_KNOWN)
_UNKNOWN = "unknown"
_YES_NO = frozenset({"yes", "no", _UNKNOWN})
_LINES = 3  # of a free-text answer


def with_not_sure(item: Item) -> tuple[Option, ...]:
    """The options as asked at the desk: "Not sure" is the item's own unknown value, or stands for not known."""
    if any(option.value == _UNKNOWN for option in item.options):
        return tuple(
            Option(value=o.value, label="Not sure", cls=o.cls, exclusive=True) if o.value == _UNKNOWN else o
            for o in item.options
        )
    own = Option(value=NOT_SURE, label="Not sure", cls=AnswerClass.INFORMATIONAL, exclusive=True)
    return (*item.options, own)


def _short(option: Option) -> Option:
    words = {"yes": "Yes", "no": "No"}.get(option.value, "?")
    return Option(value=option.value, label=option.label, short=words, cls=option.cls, exclusive=option.exclusive)


class Question(QWidget):
    """Asks; `answered(item, Answer)` and `cleared(item)` say what was chosen, `show_check` shows what is saved."""

    answered = Signal(str, object)
    cleared = Signal(str)
    no_value_asked = Signal(str, object)  # item, the button to open beside
    refused = Signal(str)

    def __init__(self, theme: Theme, item: Item, *, is_follow_up: bool = False, is_urgent: bool = False) -> None:
        super().__init__()
        self._theme, self.item, self._is_follow_up = theme, item, is_follow_up
        self._is_one_line = is_urgent and {option.value for option in item.options} <= _YES_NO
        self._shown: Check | None = None
        self.label = Text(item.short_label if self._is_one_line else item.label, "question", wrap=True)
        self.because = Text(f"asked because: {item.asked_because}" if item.asked_because else "", "small", tone="text3")
        self.control = self._make_control()
        self.not_sure: Button | None = self._make_not_sure() if item.kind in (Kind.NUM, Kind.TEXT) else None
        self.more = RowButton(theme, "circle-slash", f"No value: {item.label}")
        self._strip: NoValueStrip | None = None
        self._shut = ShutNotice(theme)
        self._build()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self.setToolTip(item.how_to)

    def show_check(self, check: Check, *, is_read_only: bool = False) -> None:
        """Show what is saved, or that the question is shut."""
        answer = check.answer(None)
        is_same = self._shown is not None and self._shown.answer(None) == answer and self._shown.shut == check.shut
        self._shown = check
        if not is_same:
            self._show_answer(answer)
        else:
            forget_pending(self.control)
        self._shut.set_words(check.shut)
        self._shut.setVisible(bool(check.shut))
        can_answer = not check.shut and not is_read_only
        for widget in (self.control, self.not_sure, self.more):
            if widget is not None:
                widget.setEnabled(can_answer)

    def set_relevant(self, *, is_relevant: bool) -> None:
        """A follow-up shows when it fits, or while it still holds an answer."""
        has_answer = self._shown is not None and self._shown.answer(None) is not None
        self.setVisible(is_relevant or has_answer)
        words = f"asked because: {self.item.asked_because}"
        self.because.setText(words if is_relevant else "no longer asked; the answer stays until it is cleared")

    def forget_pending(self) -> None:
        """Take the look of "asked for" away, when saving was refused."""
        forget_pending(self.control)

    def take_focus(self) -> None:
        """Put the focus on the answers."""
        self.control.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """X asks for the reason there is no value, as in the exam."""
        if event.key() == Qt.Key.Key_X and not event.modifiers() and self.more.isVisible() and self.more.isEnabled():
            self.more.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """A follow-up has a bar at its left."""
        if self._is_follow_up:
            with painting(self) as painter:
                bar = QRectF(self._theme.px(12), 2, 3, self.height() - 4)
                painter.fillRect(bar, self._theme.colour("primary_soft"))

    # Parts

    def _make_control(self) -> Control:
        item = self.item
        if item.kind is Kind.NUM:
            return make_control(self._theme, item)
        if item.kind is Kind.TEXT:
            return TextAnswer(self._theme, item.label, lines=1 if item.section == "a1" else _LINES)
        options = with_not_sure(item)
        if self._is_one_line:
            options = tuple(_short(option) for option in options)
        return make_choice(self._theme, item.label, options, CHIPS, is_multi=item.kind is Kind.MULTI)

    def _make_not_sure(self) -> Button:
        button = Button(self._theme, "Not sure").in_size(Size.SMALL)
        button.setCheckable(True)
        button.setAccessibleName(f"Not sure: {self.item.label}")
        button.clicked.connect(self._on_not_sure)
        return button

    def _build(self) -> None:
        px = self._theme.px
        head = QHBoxLayout()
        head.setSpacing(px(8))
        head.addWidget(self.label, 1)
        self.more.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.more.clicked.connect(lambda: self.no_value_asked.emit(self.item.id, self.more))
        self._line = head if self._is_one_line else QHBoxLayout()
        self._line.setSpacing(px(8))
        if self._is_one_line:
            self._theme.measure(self, lambda: self.control.setFixedWidth(self.control.sizeHint().width() + px(8)))
            self.label.setProperty("role", "body")
        else:
            head.addWidget(self.more)
        self._line.addWidget(self.control, 0 if self._is_one_line else 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(28) if self._is_follow_up else 0, 0, 0, px(4))
        self._theme.measure(self, lambda: column.setSpacing(5 if self._theme.is_touch else 0))
        column.addLayout(head)
        column.addWidget(self.because)
        column.addWidget(self._shut)
        if not self._is_one_line:
            column.addLayout(self._line)
        self._place_not_sure(column)
        self.because.setVisible(self._is_follow_up)
        self._shut.hide()
        self.control.answered.connect(self._on_answered)
        self.control.cleared.connect(lambda: self.cleared.emit(self.item.id))
        if hasattr(self.control, "refused"):
            self.control.refused.connect(self.refused)

    def _place_not_sure(self, column: QVBoxLayout) -> None:
        """Beside a number, under a text."""
        if self.not_sure is None:
            return
        if self.item.kind is Kind.TEXT:
            column.addWidget(self.not_sure, 0, Qt.AlignmentFlag.AlignLeft)
            return
        self._theme.measure(self, lambda: self.control.setMaximumWidth(self._theme.px(210)))
        self._line.addWidget(self.not_sure, 0, Qt.AlignmentFlag.AlignVCenter)
        self._line.addStretch(1)

    def _show_answer(self, answer: Answer | None) -> None:
        is_not_known = answer == NOT_KNOWN
        is_strip = isinstance(answer, NoValue) and not is_not_known
        if is_strip and isinstance(answer, NoValue):
            self._no_value().set_value(answer)
        if self._strip is not None:
            self._strip.setVisible(is_strip)
        self.control.setVisible(not is_strip)
        if self.not_sure is not None:
            self.not_sure.setChecked(is_not_known)
            self.not_sure.setVisible(not is_strip)
        show_value(self.control, self._as_value(answer))

    def _as_value(self, answer: Answer | None) -> Value | None:
        if not isinstance(answer, NoValue):
            return answer
        if answer == NOT_KNOWN and isinstance(self.control, OptionGroup):
            return (NOT_SURE,) if self.item.kind is Kind.MULTI else NOT_SURE
        return None

    def _no_value(self) -> NoValueStrip:
        if self._strip is None:
            self._strip = NoValueStrip(self._theme, self.item.label)
            self._strip.cleared.connect(lambda: self.cleared.emit(self.item.id))
            self._line.insertWidget(self._line.indexOf(self.control), self._strip, 1)
        return self._strip

    def _on_answered(self, value: Value) -> None:
        is_not_sure = value == NOT_SURE or value == (NOT_SURE,)
        self.answered.emit(self.item.id, NOT_KNOWN if is_not_sure else value)

    def _on_not_sure(self) -> None:
        is_set = self._shown is not None and self._shown.answer(None) == NOT_KNOWN
        if self.not_sure is not None:
            self.not_sure.setChecked(is_set)  # shown as set only when it is saved
        if is_set:
            self.cleared.emit(self.item.id)
        else:
            self.answered.emit(self.item.id, NOT_KNOWN)
