"""The controls of a clip: play, step, speed, and where it stands."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSlider, QVBoxLayout, QWidget

from intake.domain.media import MediaMark
from intake.ui.media.player import SPEEDS, Player
from intake.ui.media.words import moment_words
from intake.ui.theme import Theme
from intake.ui.widgets.buttons import Button, Size
from intake.ui.widgets.cards import row
from intake.ui.widgets.drawing import focus_ring, painting
from intake.ui.widgets.text import Text

SPEED_WORDS = {1.0: "1", 0.5: "1/2", 0.25: "1/4", 0.125: "1/8"}


class Position(QSlider):
    """Where the clip stands, frame by frame; marks are drawn over it."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._theme = theme
        self._marks: tuple[float, ...] = ()  # parts of the length
        self.setAccessibleName("Position in the clip")
        self.setPageStep(10)
        theme.measure(self, lambda: self.setMinimumHeight(theme.either(28, 44)))

    def show_marks(self, marks: tuple[float, ...]) -> None:
        """Show where marks are, as parts of the length."""
        self._marks = marks
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """A line, the part played, the marks, and the knob."""
        theme, left, wide = self._theme, 8.0, self.width() - 16.0
        middle = self.height() / 2
        part = (self.value() - self.minimum()) / max(self.maximum() - self.minimum(), 1)
        with painting(self) as painter:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("line_strong"))
            painter.drawRoundedRect(QRectF(left, middle - 2, wide, 4), 2, 2)
            painter.setBrush(theme.colour("primary"))
            painter.drawRoundedRect(QRectF(left, middle - 2, wide * part, 4), 2, 2)
            painter.setBrush(theme.colour("abn_line"))
            for mark in self._marks:
                painter.drawRect(QRectF(left + wide * mark - 1.5, middle - 9, 3, 18))
            painter.setBrush(theme.colour("primary"))
            painter.drawEllipse(QRectF(left + wide * part - 7, middle - 7, 14, 14))
            if self.hasFocus():
                focus_ring(painter, QRectF(self.rect()), theme.px(7), theme)


class Transport(QWidget):
    """`marked` asks for a mark at the frame on the screen."""

    marked = Signal()

    def __init__(self, theme: Theme, player: Player) -> None:
        super().__init__()
        self._theme, self._player = theme, player
        self.play = Button(theme, "Play", icon="play", key="Space").in_size(Size.SMALL)
        self.back = _icon(theme, "chevron-left", "Frame before", ",")
        self.on = _icon(theme, "chevron-right", "Next frame", ".")
        self.mark = Button(theme, "Mark", icon="flag", key="M").in_size(Size.SMALL)
        self.position = Position(theme)
        self.where = Text("", "small").in_figures()
        self.speeds = {speed: self._speed(speed) for speed in SPEEDS}
        self._build()
        self._connect()

    def show_marks(self, marks: tuple[MediaMark, ...]) -> None:
        """Show where the marks are."""
        seconds = self._player.seconds or 1.0
        self.position.show_marks(tuple(min(mark.seconds / seconds, 1.0) for mark in marks))

    def take_key(self, event: QKeyEvent) -> bool:
        """Space plays; comma, full stop and arrows step; Home and End jump; M marks; [ and ] change the speed."""
        player, key = self._player, event.key()
        if event.modifiers() & ~(Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.GroupSwitchModifier):
            return False
        acts: dict[Qt.Key, Callable[[], object]] = {
            Qt.Key.Key_Space: player.toggle,
            Qt.Key.Key_K: player.toggle,
            Qt.Key.Key_Comma: lambda: player.step(-1),
            Qt.Key.Key_Left: lambda: player.step(-1),
            Qt.Key.Key_Period: lambda: player.step(1),
            Qt.Key.Key_Right: lambda: player.step(1),
            Qt.Key.Key_PageUp: lambda: player.step(-10),
            Qt.Key.Key_PageDown: lambda: player.step(10),
            Qt.Key.Key_Home: lambda: player.go_to(0),
            Qt.Key.Key_End: lambda: player.go_to(len(player.times) - 1),
            Qt.Key.Key_M: self.marked.emit,
            Qt.Key.Key_BracketLeft: lambda: self._change_speed(1),
            Qt.Key.Key_BracketRight: lambda: self._change_speed(-1),
        }
        act = acts.get(Qt.Key(key))
        if act is not None:
            act()
        return act is not None

    def show_state(self) -> None:
        """Show where the clip stands and whether it plays."""
        player = self._player
        number, count = player.number, len(player.times)
        self.play.setText("Stop" if player.is_playing else "Play")
        self.play.set_icon("minus" if player.is_playing else "play")
        self.position.blockSignals(True)
        self.position.setMaximum(max(count - 1, 0))
        self.position.setValue(number)
        self.position.blockSignals(False)
        at = player.frame.seconds if player.frame is not None else 0.0
        shown = player.frame.number if player.frame is not None else 0
        self.where.setText(f"{moment_words(at)} of {moment_words(player.seconds)} · frame {shown + 1} of {count}")
        self.position.setAccessibleDescription(self.where.text())
        for speed, button in self.speeds.items():
            button.setChecked(speed == player.speed)
        controls: tuple[QWidget, ...] = (self.play, self.back, self.on, self.mark, self.position)
        for control in controls:
            control.setEnabled(count > 0)

    def _change_speed(self, steps: int) -> None:
        place = min(max(SPEEDS.index(self._player.speed) + steps, 0), len(SPEEDS) - 1)
        self._player.choose_speed(SPEEDS[place])

    def _speed(self, speed: float) -> Button:
        button = Button(self._theme, SPEED_WORDS[speed]).in_size(Size.SMALL)
        button.setCheckable(True)
        button.setAccessibleName(f"Speed {SPEED_WORDS[speed]}")
        button.clicked.connect(lambda: self._player.choose_speed(speed))
        return button

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.position)
        line = QHBoxLayout()
        line.setSpacing(6)
        for button in (self.play, self.back, self.on, self.mark):
            line.addWidget(button)
        line.addStretch(1)
        line.addWidget(Text("Speed", "small"))
        line.addLayout(row(*self.speeds.values(), gap=4))
        column.addLayout(line)
        column.addWidget(self.where)

    def _connect(self) -> None:
        player = self._player
        self.play.clicked.connect(player.toggle)
        self.back.clicked.connect(lambda: player.step(-1))
        self.on.clicked.connect(lambda: player.step(1))
        self.mark.clicked.connect(self.marked)
        self.position.valueChanged.connect(player.go_to)
        for signal in (player.opened, player.changed, player.shown):
            signal.connect(self.show_state)


def _icon(theme: Theme, icon: str, name: str, key: str) -> Button:
    button = Button(theme, "", icon=icon, key=key).in_size(Size.SMALL)
    button.setToolTip(name)
    button.setAccessibleName(name)
    return button
