"""Entering a PIN by keys or by touch."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from intake.ui.theme import Theme
from intake.ui.widgets.drawing import Outline, box, focus_ring, painting, picture
from intake.ui.widgets.strips import announce
from intake.ui.widgets.text import Text


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
        """The size for wet or gloved hands."""
        return QSize(self._theme.px(84), self._theme.px(60))

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
        """Boxes of 46 × 54."""
        return QSize(self._length * self._theme.px(58) - self._theme.px(12), self._theme.px(54))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw boxes and dots; the next one has the focus mark."""
        theme = self._theme
        with painting(self) as painter:
            for number in range(self._length):
                rect = QRectF(number * theme.px(58), 0, theme.px(46), theme.px(54))
                box(painter, rect, theme.px(9), theme.colour("surface"), Outline(theme.colour("line_strong")))
                if number == self._typed and self._is_focused:
                    focus_ring(painter, rect, theme.px(9), theme)
                if number < self._typed:
                    dot = QRectF(0, 0, theme.px(12), theme.px(12))
                    dot.moveCenter(rect.center())
                    box(painter, dot, dot.width() / 2, theme.colour("text"))


class PinPad(QWidget):
    """A PIN pad: `entered(pin)` after the last digit; the digits are forgotten at once."""

    entered = Signal(str)

    def __init__(self, theme: Theme, length: int = 4, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._length, self._typed = length, ""
        self.dots = _Dots(theme, length)
        self.problem = Text("", "hint", tone="abn", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(20))
        column.addWidget(self.dots)
        column.addLayout(self._keys(theme))
        column.addWidget(self.problem)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("PIN")
        self._show()

    def set_length(self, length: int) -> None:
        """How many digits the chosen person's PIN has."""
        self._length = length
        self.clear()

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

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Digits and Backspace."""
        if event.text() and event.text() in "0123456789":
            self._type(event.text())
        elif event.key() == Qt.Key.Key_Backspace:
            self._take_back()
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
        grid.setSpacing(theme.px(12))
        for number, digit in enumerate("123456789"):
            grid.addWidget(self._key(theme, digit), number // 3, number % 3)
        grid.addWidget(self._key(theme, "0"), 3, 1)
        back = _Key(theme, "", "Take the last digit back")
        back.clicked.connect(self._take_back)
        grid.addWidget(back, 3, 2)
        grid.setColumnStretch(3, 1)
        return grid

    def _key(self, theme: Theme, digit: str) -> _Key:
        key = _Key(theme, digit, digit)
        key.clicked.connect(lambda: self._type(digit))
        return key

    def _type(self, digit: str) -> None:
        if not self.isEnabled():
            return
        self._typed += digit
        self._show()
        if len(self._typed) >= self._length:
            pin, self._typed = self._typed, ""
            self.entered.emit(pin)

    def _take_back(self) -> None:
        self._typed = self._typed[:-1]
        self._show()

    def _show(self) -> None:
        self.dots.show_typed(len(self._typed), self._length, is_focused=self.hasFocus())
        self.setAccessibleDescription(f"{len(self._typed)} of {self._length} digits")
