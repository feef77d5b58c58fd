"""The emergency signs: each one seen, or not known."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from intake.app.exam_room import Given
from intake.domain.cases import Answer
from intake.knowledge.model import Item, Option
from intake.ui.theme import Theme
from intake.ui.widgets.buttons import Button, Size
from intake.ui.widgets.cards import line, row
from intake.ui.widgets.drawing import Outline, box, focus_ring, painting, picture, width_of
from intake.ui.widgets.option_look import TONES, Tone
from intake.ui.widgets.text import Text

SEEN, UNSURE = "hx_emergency_now", "hx_emergency_unsure"
NONE = "none"
_INKS = {"flag": "flag", "soon": "abn"}
Ticked = tuple[str, ...]


def after_press(seen: Ticked, unsure: Ticked, sign: str, *, is_seen: bool) -> tuple[Ticked, Ticked]:
    """The two lists after one more press on a sign; a second press takes it back.

    A sign is seen or not known, never both. With a sign seen or not known, "none of these" no longer holds.
    """
    seen_set, unsure_set = set(seen) - {NONE}, set(unsure)
    mine, other = (seen_set, unsure_set) if is_seen else (unsure_set, seen_set)
    other.discard(sign)
    mine ^= {sign}
    return tuple(sorted(seen_set)), tuple(sorted(unsure_set))


class EmergencySigns(QWidget):
    """`answered(tuple[Given, ...])` asks; `show_answers` shows what is saved."""

    answered = Signal(tuple)

    def __init__(self, theme: Theme, item: Item) -> None:
        super().__init__()
        self._theme = theme
        self._seen: Ticked = ()
        self._unsure: Ticked = ()
        signs = [option for option in item.options if option.value != NONE]
        self.none = Button(theme, "None of these", icon="check").in_size(Size.SMALL)
        self.none.setCheckable(True)
        self.none.clicked.connect(self._on_none)
        self.state = Text("", "small", tone="text3")
        self.rows = {option.value: _SignRow(theme, option) for option in signs}
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        head = row(self.none, 1, self.state)
        column.addLayout(head)
        column.addSpacing(theme.px(6))
        for sign, shown in self.rows.items():
            shown.pressed.connect(lambda is_seen, sign=sign: self._on_pressed(sign, is_seen=is_seen))
            column.addWidget(line())
            column.addWidget(shown)
        column.addWidget(line())

    def set_call_now(self, signs: Collection[str]) -> None:
        """Which signs call the vet at once; the others are for within the hour."""
        for sign, shown in self.rows.items():
            shown.set_tone("flag" if sign in signs else "soon")

    def show_answers(self, answers: Mapping[str, Answer | None]) -> None:
        """Show both lists as saved."""
        self._seen, self._unsure = _ticked(answers.get(SEEN)), _ticked(answers.get(UNSURE))
        is_none = NONE in self._seen
        self.none.setChecked(is_none)
        self.none.setText("None of the others" if self._unsure and not is_none else "None of these")
        self.state.setText("" if self._seen or self._unsure else "To do")
        for sign, shown in self.rows.items():
            shown.show_state(is_seen=sign in self._seen, is_unsure=sign in self._unsure)

    def set_enabled(self, *, is_enabled: bool) -> None:
        """Take answers, or only show them."""
        self.setEnabled(is_enabled)

    def take_focus(self) -> None:
        """Put the focus on "None of these"."""
        self.none.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_none(self) -> None:
        is_set = NONE in self._seen
        self.none.setChecked(is_set)  # shown as set only when it is saved
        seen = tuple(sign for sign in self._seen if sign != NONE)
        if seen:
            return  # a sign that was seen is taken back by itself, never swept away
        self.answered.emit((Given(SEEN, None, None if is_set else (NONE,)),))

    def _on_pressed(self, sign: str, *, is_seen: bool) -> None:
        seen, unsure = after_press(self._seen, self._unsure, sign, is_seen=is_seen)
        before = {SEEN: self._seen, UNSURE: self._unsure}
        given = [
            Given(item, None, after or None)
            for item, after in ((SEEN, seen), (UNSURE, unsure))
            if set(after) != set(before[item])
        ]
        self.answered.emit(tuple(given))


class _SignRow(QWidget):
    """A sign with "Yes" and "?"; keys 1 and 2."""

    pressed = Signal(bool)  # True: seen

    def __init__(self, theme: Theme, option: Option) -> None:
        super().__init__()
        self.label = Text(option.label, "body", wrap=True)
        self.yes = _Choice(theme, "Yes", f"{option.label}: yes", TONES["flag"])
        self.unsure = _Choice(theme, "?", f"{option.label}: not known", TONES["noted"])
        self.yes.clicked.connect(lambda: self._on_clicked(is_seen=True))
        self.unsure.clicked.connect(lambda: self._on_clicked(is_seen=False))
        self._is_seen = self._is_unsure = False
        self._tone = "flag"
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        layout = QHBoxLayout(self)
        theme.measure(self, lambda: layout.setContentsMargins(0, theme.either(2, 4), 0, theme.either(2, 4)))
        theme.measure(self, lambda: layout.setSpacing(theme.either(6, 8)))
        layout.addWidget(self.label, 1)
        layout.addWidget(self.yes)
        layout.addWidget(self.unsure)

    def set_tone(self, tone: str) -> None:
        """The colour of "Yes" once it is saved."""
        self._tone = tone
        self.yes.set_tone(TONES[tone])

    def show_state(self, *, is_seen: bool, is_unsure: bool) -> None:
        """Show what is saved of this sign."""
        self._is_seen, self._is_unsure = is_seen, is_unsure
        for button, is_set in ((self.yes, is_seen), (self.unsure, is_unsure)):
            if button.isChecked() != is_set:
                button.setChecked(is_set)
                button.updateGeometry()
        self.label.setProperty("role", "strong" if is_seen else "body")
        self.label.set_tone(_INKS[self._tone] if is_seen else "text")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """1 is yes, 2 is not known."""
        if event.key() == Qt.Key.Key_1:
            self.yes.click()
        elif event.key() == Qt.Key.Key_2:
            self.unsure.click()
        else:
            super().keyPressEvent(event)

    def _on_clicked(self, *, is_seen: bool) -> None:
        self.yes.setChecked(self._is_seen)  # shown as set only when it is saved
        self.unsure.setChecked(self._is_unsure)
        self.pressed.emit(is_seen)


class _Choice(QPushButton):
    """Yes in the colours of a flag once it is saved, "?" in those of a note."""

    def __init__(self, theme: Theme, text: str, name: str, tone: Tone) -> None:
        super().__init__(text)
        self._theme, self._tone = theme, tone
        self.setCheckable(True)
        self.setAccessibleName(name)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.updateGeometry)

    def set_tone(self, tone: Tone) -> None:
        """The colours once it is set."""
        self._tone = tone
        self.update()

    def sizeHint(self) -> QSize:
        theme = self._theme
        icon = theme.px(19) if self.isChecked() else 0
        width = round(width_of(self.text(), theme.font("strong"))) + theme.px(20) + icon
        return QSize(max(width, theme.either(0, 44)), theme.either(30, 44))

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, rect, radius = self._theme, QRectF(self.rect()), self._theme.px(7)
        is_set = self.isChecked()
        with painting(self) as painter:
            ground = self._tone.ground if is_set else "sunken" if self.underMouse() and self.isEnabled() else "surface"
            edge = Outline(theme.colour(self._tone.edge if is_set else "line_strong"), 1.5 if is_set else 1.0)
            inner = rect.adjusted(3, 3, -3, -3) if self.hasFocus() else rect
            box(painter, inner, radius, theme.colour(ground), edge)
            if self.hasFocus():
                focus_ring(painter, rect, radius + 2, theme)
            ink = self._tone.ink if is_set else "text" if self.isEnabled() else "text3"
            if is_set:
                picture(painter, theme.pixmap(self._tone.icon, ink, 14), theme.px(9), rect.center().y())
            painter.setFont(theme.font_of(13, 600 if is_set else 500))
            painter.setPen(theme.colour(ink))
            room = rect.adjusted(theme.px(19) if is_set else 0, 0, 0, 0)
            painter.drawText(room, Qt.AlignmentFlag.AlignCenter, self.text())


def _ticked(answer: Answer | None) -> Ticked:
    return answer if isinstance(answer, tuple) else ()
