"""The dog's body, each region drawn by its state: colour, outline weight and dash."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Literal

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPainterPath, QPaintEvent, QPen, QResizeEvent, QTransform
from PySide6.QtWidgets import QFrame, QPushButton, QSizePolicy, QWidget

from intake.ui.theme import Theme
from intake.ui.widgets.drawing import painting
from intake.ui.widgets.states import LOOKS, State

View = Literal["side", "dorsal"]
_TOKEN = re.compile(r"[A-Za-z]|-?\d*\.?\d+(?:e-?\d+)?")
PART_WORDS = {
    "head": "Head", "neck": "Neck", "front_left": "Left front leg", "front_right": "Right front leg",
    "torso": "Torso", "rear_left": "Left hind leg", "rear_right": "Right hind leg", "anus": "Anus", "tail": "Tail",
}  # fmt: skip
# ground, edge, width, dashed
_LOOKS: dict[State, tuple[str, str, float, bool]] = {
    State.TO_DO: ("surface", "ghost", 1.2, False),
    State.PART: ("surface", "primary", 1.4, False),
    State.NORMAL: ("normal_bg", "normal_line", 1.2, False),
    State.NOTED: ("primary_soft", "primary", 1.2, False),
    State.TO_JUDGE: ("info_bg", "info_line", 1.8, False),
    State.ABNORMAL: ("abn_bg", "abn_line", 2.2, False),
    State.NOT_DONE: ("notex_bg", "notex_line", 1.4, True),
    State.UNABLE: ("notex_bg", "notex_line", 1.8, True),
}


@dataclass(frozen=True, slots=True)
class Drawing:
    """The outlines of one view, in the order they are drawn."""

    frame: QRectF
    parts: tuple[tuple[str, QPainterPath], ...]  # ("head", outline), several may carry one name
    details: tuple[tuple[QPainterPath, bool, bool], ...]  # outline, whether it is filled, whether it is dotted


@lru_cache(maxsize=4)
def read_drawing(file: Path) -> Drawing:
    """The outlines of a body-map file."""
    root = ET.parse(file).getroot()
    x, y, width, height = (float(number) for number in root.get("viewBox", "0 0 100 100").split())
    parts: list[tuple[str, QPainterPath]] = []
    details: list[tuple[QPainterPath, bool, bool]] = []
    for group in (each for each in root.iter() if _tag(each) == "g"):
        name = group.get("id", "")
        for shape in group:
            outline = _outline(shape)
            if outline is None:
                continue
            if name in PART_WORDS and shape.get("fill") != "none":
                parts.append((name, outline))
            else:
                is_filled = shape.get("fill", group.get("fill", "none")) != "none"
                details.append((outline, is_filled, shape.get("stroke-dasharray") is not None))
    return Drawing(QRectF(x, y, width, height), tuple(parts), tuple(details))


class BodyMap(QFrame):
    """The dog from its left side or from above; a press on a part says `part_clicked(name)`."""

    part_clicked = Signal(str)

    def __init__(self, theme: Theme, view: View = "dorsal", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._drawing = read_drawing(theme.body_maps / f"dog_{view}.svg")
        self._states: dict[str, State] = {}
        self._hovered = ""
        self._height = 212 if view == "dorsal" else 170
        self._is_on_nav = False
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.setAccessibleName("Body map")
        self._buttons = {name: self._make_button(name) for name in dict(self._drawing.parts)}
        theme.changed.connect(self.update)
        self.set_states({})

    def set_states(self, states: Mapping[str, State]) -> None:
        """Show every part by its state; parts not named are to do."""
        self._states = dict(states)
        spoken = []
        for name, button in self._buttons.items():
            state = self._states.get(name, State.TO_DO)
            button.setAccessibleDescription(LOOKS[state].words)
            spoken.append(f"{PART_WORDS[name]}: {LOOKS[state].words.lower()}")
        self.setAccessibleDescription("; ".join(spoken))
        self.update()

    def state(self, part: str) -> State:
        """The state a part is shown in."""
        return self._states.get(part, State.TO_DO)

    def show_on_nav(self) -> None:
        """Draw it as decoration on the dark navigation colour, as on the lock screen."""
        self._is_on_nav = True
        for button in self._buttons.values():
            button.hide()
        self.update()

    def part_at(self, point: QPointF) -> str:
        """The topmost part under a point of this widget, or nothing."""
        place = self._transform().inverted()[0].map(point)
        hits = [name for name, outline in self._drawing.parts if outline.contains(place)]
        return hits[-1] if hits else ""

    def sizeHint(self) -> QSize:
        """The height of the rail's map; the width follows the drawing."""
        frame, height = self._drawing.frame, self._theme.px(self._height)
        return QSize(round(height * frame.width() / frame.height()), height)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Mark the part under the mouse."""
        self._hover(self.part_at(event.position()))

    def leaveEvent(self, event: QEvent) -> None:
        """Mark nothing."""
        self._hover("")

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A press on a part opens it."""
        part = self.part_at(event.position())
        if part and event.button() is Qt.MouseButton.LeftButton:
            self.part_clicked.emit(part)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the spoken parts where they are drawn."""
        transform = self._transform()
        for name, button in self._buttons.items():
            outlines = [outline for part, outline in self._drawing.parts if part == name]
            button.setGeometry(transform.mapRect(outlines[0].boundingRect()).toRect())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the dog."""
        transform = self._transform()
        with painting(self) as painter:
            for name, outline in self._drawing.parts:
                self._paint_part(painter, name, transform.map(outline))
            ink = self._theme.colour("on_nav" if self._is_on_nav else "text3")
            for outline, is_filled, is_dotted in self._drawing.details:
                style = Qt.PenStyle.DotLine if is_dotted else Qt.PenStyle.SolidLine
                painter.setPen(QPen(ink, 0.9, style, Qt.PenCapStyle.RoundCap))
                painter.setBrush(ink if is_filled else Qt.BrushStyle.NoBrush)
                painter.drawPath(transform.map(outline))

    def _paint_part(self, painter: QPainter, name: str, outline: QPainterPath) -> None:
        theme = self._theme
        ground, edge, width, dashed = _LOOKS[self.state(name)]
        if self._is_on_nav:
            ground, edge, width, dashed = "nav_active", "on_nav", 1.2, False
        pen = QPen(theme.colour("focus" if name == self._hovered else edge), width + (name == self._hovered))
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        if dashed:
            pen.setDashPattern([3.0, 2.0])
        painter.setPen(pen)
        painter.setBrush(theme.colour(ground))
        painter.drawPath(outline)

    def _hover(self, part: str) -> None:
        part = "" if self._is_on_nav else part
        if part != self._hovered:
            self._hovered = part
            self.setCursor(Qt.CursorShape.PointingHandCursor if part else Qt.CursorShape.ArrowCursor)
            self.setToolTip(PART_WORDS.get(part, ""))
            self.update()

    def _transform(self) -> QTransform:
        frame = self._drawing.frame
        scale = min(max(self.width() - 4, 1) / frame.width(), max(self.height() - 4, 1) / frame.height())
        left = (self.width() - frame.width() * scale) / 2
        top = (self.height() - frame.height() * scale) / 2
        return QTransform().translate(left, top).scale(scale, scale).translate(-frame.left(), -frame.top())

    def _make_button(self, name: str) -> QPushButton:
        button = _Part(self)
        button.setAccessibleName(PART_WORDS[name])
        button.clicked.connect(lambda: self.part_clicked.emit(name))
        return button


class _Part(QPushButton):
    """A part as screen readers find it; the map paints it and takes the mouse."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Nothing: the map paints."""


def _tag(element: ET.Element) -> str:
    return element.tag.rpartition("}")[2]


def _outline(shape: ET.Element) -> QPainterPath | None:
    if _tag(shape) == "path":
        return _path(shape.get("d", ""))
    if _tag(shape) in ("ellipse", "circle"):
        path = QPainterPath()
        across = float(shape.get("rx") or shape.get("r") or 0)
        down = float(shape.get("ry") or shape.get("r") or 0)
        path.addEllipse(QPointF(float(shape.get("cx", 0)), float(shape.get("cy", 0))), across, down)
        return path
    return None


def _path(text: str) -> QPainterPath:
    """The path of the commands our drawings use: M, L, C, Q and Z with absolute points."""
    path = QPainterPath()
    tokens = _TOKEN.findall(text)
    command, place = "M", 0
    while place < len(tokens):
        if tokens[place].isalpha():
            command, place = tokens[place], place + 1
        if command in "Zz":
            path.closeSubpath()
            continue
        count = {"M": 1, "L": 1, "Q": 2, "C": 3}[command]
        numbers = [float(token) for token in tokens[place : place + 2 * count]]
        _draw(path, command, [QPointF(numbers[n], numbers[n + 1]) for n in range(0, 2 * count, 2)])
        place += 2 * count
        command = "L" if command == "M" else command
    return path


def _draw(path: QPainterPath, command: str, points: list[QPointF]) -> None:
    match command:
        case "M":
            path.moveTo(points[0])
        case "L":
            path.lineTo(points[0])
        case "Q":
            path.quadTo(points[0], points[1])
        case _:
            path.cubicTo(points[0], points[1], points[2])
