"""Flags that need a vet: the banner until the vet is told, the docked row after it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QEvent, QRectF, Qt, Signal
from PySide6.QtGui import QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from intake.reasoning.words import LEVEL_WORDS
from intake.ui.theme import Theme
from intake.ui.widgets.announce import announce
from intake.ui.widgets.buttons import Button, Variant
from intake.ui.widgets.chips import StatusChip
from intake.ui.widgets.drawing import box, painting, width_of
from intake.ui.widgets.text import IconLabel, Text

_ROOM_FOR_ALL = 900
_ROOM_BESIDE = 270  # of the panel, for message and chip; more than that and the chip goes under the words


@dataclass(frozen=True, slots=True)
class FlagWords:
    """A flag as shown; `told` is "Vet told 10:26 by FD" once somebody did, `for_vet` only when a vet is signed in."""

    id: str
    level: Literal["red", "amber"]
    message: str
    first_action: str = ""
    for_vet: str = ""
    told: str = ""
    dog: str = ""  # named on boards, where it is not clear whose flag this is
    trail: str = ""  # every time it was told and taken back, once it was taken back
    may_take_back: bool = False  # a "told" by mistake can still be taken back

    @property
    def head(self) -> str:
        """The words of its level."""
        return LEVEL_WORDS[self.level]


class CallNowBanner(QFrame):
    """The full-width banner of one flag nobody has told the vet about. It cannot be closed, only answered."""

    told_asked = Signal(str)  # the flag's id: ask who told the vet, then store it

    def __init__(self, theme: Theme, flag: FlagWords, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        tone = "flag" if flag.level == "red" else "abn"
        self.flag = flag
        self.setProperty("frame", "flag" if flag.level == "red" else "amber")
        self.button = Button(theme, "Vet has been told", icon="bell", variant=Variant.DANGER, key="Alt V")
        if flag.level == "amber":
            self.button.set_variant(Variant.SECONDARY)
        self.button.clicked.connect(lambda: self.told_asked.emit(flag.id))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(14, 7, 14, 7)
        layout.setSpacing(14)
        layout.addWidget(IconLabel(theme, "siren" if flag.level == "red" else "clock-alert", tone, 24))
        words = QVBoxLayout()
        words.setSpacing(1)
        lead = "Call the vet now" if flag.level == "red" else "Tell the vet within the hour"
        if flag.dog:
            lead = f"{flag.dog}: {_running(lead)}"
        words.addWidget(Text(f"{lead}: {_running(flag.message)}", "strong", tone=tone, wrap=True))
        for sentence in (flag.first_action, flag.for_vet):
            if sentence:
                words.addWidget(Text(sentence, "hint", tone="text", wrap=True))
        layout.addLayout(words, 1)
        stays = Text("Stays here until the vet has been told", "hint", wrap=True)
        stays.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        theme.measure(stays, lambda: stays.setFixedWidth(theme.px(130)))
        layout.addWidget(stays)
        self._theme, self._stays = theme, stays
        layout.addWidget(self.button)
        of = f" for {flag.dog}" if flag.dog else ""
        self.setAccessibleName(f"{flag.head}{of}: {_running(flag.message)}")
        self.setAccessibleDescription(" ".join(part for part in (flag.first_action, flag.for_vet) if part))

    def announce(self) -> None:
        """Have a screen reader say it now."""
        announce(self)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is little room, what is wrong and what to do have it."""
        super().resizeEvent(event)
        self._stays.setVisible(self.width() >= self._theme.either(_ROOM_FOR_ALL, _ROOM_FOR_ALL + 100))


class ChangedEdge(QFrame):
    """A 3 px edge at the right of a flag for a while after it was raised."""

    def __init__(self, theme: Theme, flag: QWidget) -> None:
        super().__init__(flag)
        self._theme, self._flag = theme, flag
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        flag.installEventFilter(self)
        self.hide()

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        """Keep to the side of the flag."""
        if event.type() == QEvent.Type.Resize:
            self.setGeometry(self._flag.width() - 6, 4, 3, self._flag.height() - 8)
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it."""
        with painting(self) as painter:
            box(painter, QRectF(self.rect()), 1, self._theme.colour("focus"))


class DockedFlag(QFrame):
    """A flag as a compact row at the top of the panel, told or not."""

    def __init__(self, theme: Theme, flag: FlagWords, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        is_red = flag.level == "red"
        tone = "flag" if is_red else "abn"
        self.flag = flag
        self.setProperty("frame", "flag" if is_red else "amber")
        grid = QGridLayout(self)
        grid.setContentsMargins(12, 7, 12, 7)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(2)
        grid.setColumnStretch(1, 1)
        icon = IconLabel(theme, "octagon-alert" if is_red else "clock-alert", tone, 18)
        grid.addWidget(icon, 0, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(Text(flag.message, "strong", tone=tone, wrap=True), 0, 1)
        chip = StatusChip(theme, flag.head, tone="flag_solid" if is_red else "abn_outline")
        words = width_of(flag.message, theme.font("strong")) + chip.sizeHint().width()
        if words > theme.px(_ROOM_BESIDE):
            grid.addWidget(chip, 2, 1, Qt.AlignmentFlag.AlignLeft)
        else:
            grid.addWidget(chip, 0, 2)
        under = " · ".join(part for part in (flag.first_action, flag.told) if part)
        if under:
            grid.addWidget(Text(under, "small", tone="text", wrap=True), 1, 1, 1, 2)
        if flag.trail:
            grid.addWidget(Text(flag.trail, "small", tone="text", wrap=True), 3, 1, 1, 2)
        self.setAccessibleName(f"{flag.head}: {_running(flag.message)}")
        self.setAccessibleDescription(f"{flag.first_action} {flag.told or 'Vet not told yet'}. {flag.trail}".strip())
        self.edge = ChangedEdge(theme, self)


class SafetyGate(QFrame):
    """The rule of a region with one question; its rows stay shut until it is answered safe."""

    answered = Signal(bool)  # True: safe to go on

    def __init__(self, theme: Theme, rule: str, question: str, answers: tuple[str, str]) -> None:
        super().__init__()
        self.setProperty("frame", "amber")
        self._answers = answers
        self.state_words = Text("", "small", tone="text2", wrap=True)
        self.state_words.setContentsMargins(26, 0, 0, 0)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 9, 12, 9)
        column.setSpacing(6)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(IconLabel(theme, "shield-alert", "abn", 18))
        head.addWidget(Text(rule, "strong", tone="abn", wrap=True), 1)
        column.addLayout(head)
        line = QHBoxLayout()
        line.setSpacing(8)
        line.setContentsMargins(26, 0, 0, 0)
        line.addWidget(Text(question, "body", wrap=True), 1)
        self.safe_button = Button(theme, answers[0], icon="check")
        self.unsafe_button = Button(theme, answers[1], icon="x")
        for button, is_safe in ((self.safe_button, True), (self.unsafe_button, False)):
            button.setCheckable(True)
            button.clicked.connect(lambda _checked=False, is_safe=is_safe: self._on_pressed(is_safe))
            line.addWidget(button)
        column.addLayout(line)
        column.addWidget(self.state_words)
        self.setAccessibleName(f"{rule} {question}")
        self.set_answer(None)

    def set_answer(self, is_safe: bool | None, by: str = "") -> None:  # noqa: FBT001  the answer itself
        """Show the stored answer; None is not answered yet."""
        self._is_safe = is_safe
        self.safe_button.setChecked(is_safe is True)
        self.unsafe_button.setChecked(is_safe is False)
        words = {None: "Not answered. The checks it guards stay shut.", True: self._answers[0], False: self._answers[1]}
        self.state_words.setText(words[is_safe] + (f" · {by}" if by else ""))
        self.setAccessibleDescription(self.state_words.text())

    def _on_pressed(self, is_safe: bool) -> None:  # noqa: FBT001  the answer itself
        self.set_answer(self._is_safe)  # a press is not yet an answer
        self.answered.emit(is_safe)


def _running(message: str) -> str:
    """The message as it runs on behind a colon."""
    keeps_capital = len(message) > 1 and message[1].isupper()
    return message if keeps_capital else message[:1].lower() + message[1:]
