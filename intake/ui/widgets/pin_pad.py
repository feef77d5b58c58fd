"""Entering a PIN by keys or by touch."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from intake.ui.theme import Theme
from intake.ui.widgets.announce import announce
from intake.ui.widgets.drawing import Outline, box, focus_ring, painting, picture
from intake.ui.widgets.text import Text

FEWEST_DIGITS, MOST_DIGITS = 4, 12
_KEY, _GAP = (84, 60), 12
_PAD = 3 * _KEY[0] + 2 * _GAP
_ROOMY = 5  # boxes that stand apart; more of them stand close


class _Key(QPushButton):
    """One key of the pad, 84 × 60."""

    def __init__(self, theme: Theme, text: str, name: str) -> None:
        super().__init__(text)
        self._theme = theme
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(name)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """The size for wet or gloved hands; large enough for large text as it is."""
        return QSize(*_KEY)

    def minimumSizeHint(self) -> QSize:
        """The same: a key is never squeezed."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the key."""
        theme = self._theme
        with painting(self) as painter:
            rect = QRectF(self.rect())
            is_hot = self.isEnabled() and (self.underMouse() or self.isDown())
            ground = theme.colour("sunken" if is_hot or not self.isEnabled() else "surface")
            box(painter, rect, theme.px(10), ground, Outline(theme.colour("line_strong")))
            ink = "text" if self.isEnabled() else "text3"
            if self.text():
                painter.setFont(theme.font_of(22, 500))
                painter.setPen(theme.colour(ink))
                painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, self.text())
            else:
                pixmap = theme.pixmap("delete", ink, 20)
                middle = rect.center().x() - pixmap.deviceIndependentSize().width() / 2
                picture(painter, pixmap, middle, rect.center().y())


class _Dots(QWidget):
    """One box per digit, filled as they are typed; never shows a digit."""

    def __init__(self, theme: Theme, length: int) -> None:
        super().__init__()
        self._theme, self._length, self._typed = theme, length, 0
        self._is_focused = False
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_typed(self, typed: int, length: int, *, is_focused: bool) -> None:
        """How many digits are in."""
        if length != self._length:
            self._length = length
            self.updateGeometry()
        self._typed, self._is_focused = typed, is_focused
        self.update()

    def sizeHint(self) -> QSize:
        """Boxes of 46 × 54, narrower when they are many."""
        return QSize(_PAD, self._theme.px(54))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw boxes and dots; the next one has the focus mark."""
        theme = self._theme
        with painting(self) as painter:
            gap = theme.px(12 if self._length <= _ROOMY else 4)
            wide = min(theme.px(46), (_PAD - gap * (self._length - 1)) / self._length)
            for number in range(self._length):
                rect = QRectF(number * (wide + gap), 0, wide, theme.px(54))
                box(painter, rect, theme.px(9), theme.colour("surface"), Outline(theme.colour("line_strong")))
                if number == self._typed and self._is_focused:
                    focus_ring(painter, rect, theme.px(9), theme)
                if number < self._typed:
                    side = min(theme.px(12), wide * 0.6)
                    dot = QRectF(0, 0, side, side)
                    dot.moveCenter(rect.center())
                    box(painter, dot, dot.width() / 2, theme.colour("text"))


class PinPad(QFrame):
    """A PIN pad: `entered(pin)` after the last digit, or on Enter when the length is not known (0).

    The digits are forgotten at once.
    """

    entered = Signal(str)

    def __init__(self, theme: Theme, length: int = 4, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._length, self._typed, self._takes_keys = length, "", False
        self.dots = _Dots(theme, length or FEWEST_DIGITS)
        self.problem = Text("", "hint", tone="abn", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(20))
        column.addWidget(self.dots)
        column.addLayout(self._keys(theme))
        column.addWidget(self.problem)
        column.addStretch(1)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("PIN")
        self._show()

    def set_length(self, length: int) -> None:
        """How many digits the chosen person's PIN has; 0 is not known."""
        self._length = length
        self.clear()

    def show_takes_keys(self) -> None:
        """Show the mark of the next digit although the focus is elsewhere: the screen hands keys on."""
        self._takes_keys = True
        self._show()

    def clear(self) -> None:
        """Forget what was typed."""
        self._typed = ""
        self._show()

    def show_problem(self, sentence: str) -> None:
        """Say what was wrong, such as "That PIN was not right. 4 tries left."; empty takes it away."""
        self.problem.setText(sentence)
        self.clear()
        if sentence:
            self.setAccessibleName(f"PIN. {sentence}")
            announce(self)

    def type_digit(self, digit: str) -> None:
        """Add a digit."""
        if not self.isEnabled() or len(self._typed) >= MOST_DIGITS:
            return
        self._typed += digit
        self._show()
        if self._length and len(self._typed) >= self._length:
            self.try_pin()

    def take_back(self) -> None:
        """Take the last digit back."""
        self._typed = self._typed[:-1]
        self._show()

    def try_pin(self) -> None:
        """Hand over what was typed."""
        if self._typed:
            pin, self._typed = self._typed, ""
            self._show()
            self.entered.emit(pin)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Digits, Backspace and Enter."""
        if event.text() and event.text() in "0123456789":
            self.type_digit(event.text())
        elif event.key() == Qt.Key.Key_Backspace:
            self.take_back()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.try_pin()
        else:
            event.ignore()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._show()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._show()

    def _keys(self, theme: Theme) -> QGridLayout:
        grid = QGridLayout()
        grid.setSpacing(_GAP)
        for number, digit in enumerate("123456789"):
            grid.addWidget(self._key(theme, digit), number // 3, number % 3)
        grid.addWidget(self._key(theme, "0"), 3, 1)
        back = _Key(theme, "", "Take the last digit back")
        back.clicked.connect(self.take_back)
        grid.addWidget(back, 3, 2)
        grid.setColumnStretch(3, 1)
        return grid

    def _key(self, theme: Theme, digit: str) -> _Key:
        key = _Key(theme, digit, digit)
        key.clicked.connect(lambda: self.type_digit(digit))
        return key

    def _show(self) -> None:
        typed = len(self._typed)
        boxes = self._length or min(max(typed + 1, FEWEST_DIGITS), MOST_DIGITS)
        self.dots.show_typed(typed, boxes, is_focused=self.hasFocus() or self._takes_keys)
        of = f" of {self._length}" if self._length else ""
        self.setAccessibleDescription(f"{typed}{of} digits")
