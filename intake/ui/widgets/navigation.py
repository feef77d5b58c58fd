"""The strip at the left of every screen and the steps of a visit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from intake.ui.icons import MARK
from intake.ui.theme import Theme
from intake.ui.widgets.drawing import Outline, box, focus_ring, painting, picture, width_of
from intake.ui.widgets.pressing import EnterButton
from intake.ui.widgets.text import IconLabel


@dataclass(frozen=True, slots=True)
class Place:
    """Somewhere to go: an id, an icon, a word."""

    id: str
    icon: str
    words: str
    keys: str = ""  # shown in the tooltip, such as "Ctrl 1"


STEPS = (
    Place("intake", "clipboard-pen", "Intake", "Ctrl 1"),
    Place("exam", "stethoscope", "Exam", "Ctrl 2"),
    Place("review", "clipboard-check", "Review", "Ctrl 3"),
    Place("sheets", "printer", "Sheets", "Ctrl 4"),
)


class _NavButton(EnterButton):
    """One place of the strip: icon over word."""

    def __init__(self, theme: Theme, place: Place) -> None:
        super().__init__()
        self._theme, self._place = theme, place
        self.setCheckable(True)
        self.setAccessibleName(place.words)
        self.setToolTip(f"{place.words} ({place.keys})" if place.keys else place.words)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.updateGeometry)

    def nextCheckState(self) -> None:
        """Nothing: the strip shows where one is, not what was pressed."""

    def sizeHint(self) -> QSize:
        """58 × 54, wider with larger text."""
        wide = width_of(self._place.words, self._theme.font("key", 600)) + 8
        return QSize(max(self._theme.px(58), round(wide)), self._theme.px(54))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw icon and word."""
        theme, is_here = self._theme, self.isChecked()
        with painting(self) as painter:
            rect = QRectF(self.rect())
            if is_here or self.underMouse():
                box(painter, rect, theme.px(10), theme.colour("nav_active"))
            ink = "on_nav_active" if is_here else "on_nav"
            pixmap = theme.pixmap(self._place.icon, ink, 20)
            left = rect.center().x() - pixmap.deviceIndependentSize().width() / 2
            picture(painter, pixmap, left, theme.px(19))
            painter.setFont(theme.font("key", 600 if is_here else 500))
            painter.setPen(theme.colour(ink))
            painter.drawText(
                rect.adjusted(0, theme.px(30), 0, -theme.px(6)), Qt.AlignmentFlag.AlignCenter, self._place.words
            )
            if self.hasFocus():
                _ring_on_nav(painter, rect, theme)


class _Person(EnterButton):
    """The initials of who is signed in, in a circle."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.hide()

    def sizeHint(self) -> QSize:
        """A circle of 40, or 44 for fingers."""
        side = self._theme.either(40, 44)
        return QSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the circle and the initials."""
        theme, rect = self._theme, QRectF(self.rect())
        with painting(self) as painter:
            box(painter, rect, rect.width() / 2, theme.colour("nav_active"))
            painter.setFont(theme.font_of(13, 600))
            painter.setPen(theme.colour("on_nav_active"))
            painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, self.text())
            if self.hasFocus():
                _ring_on_nav(painter, rect, theme)


class NavStrip(QFrame):
    """The strip: places on top, Lock and the signed-in person at the bottom. `chosen(id)`, `locked()`, `person_pressed()`."""

    chosen = Signal(str)
    locked = Signal()
    person_pressed = Signal()

    def __init__(self, theme: Theme, places: Sequence[Place], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("surface", "nav")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName("Navigation")
        column = QVBoxLayout(self)
        theme.measure(self, lambda: column.setContentsMargins(*((8, 12, 8, 10) if theme.is_touch else (5, 12, 5, 10))))
        theme.measure(self, lambda: column.setSpacing(8 if theme.is_touch else 4))
        column.addWidget(_Mark(theme), 0, Qt.AlignmentFlag.AlignHCenter)
        column.addSpacing(10)
        self.buttons = {place.id: self._add(theme, column, place) for place in places}
        column.addStretch(1)
        self.lock_button = _NavButton(theme, Place("lock", "lock", "Lock", "Ctrl L"))
        self.lock_button.clicked.connect(self.locked)
        self.person = _Person(theme)
        self.person.clicked.connect(self.person_pressed)
        column.addWidget(self.lock_button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self.person, 0, Qt.AlignmentFlag.AlignHCenter)

    def set_current(self, place: str) -> None:
        """Show where one is."""
        for each, button in self.buttons.items():
            button.setChecked(each == place)
            button.setAccessibleDescription("current" if each == place else "")

    def set_person(self, initials: str, name: str) -> None:
        """Show who is signed in."""
        self.person.setText(initials)
        self.person.setToolTip(name)
        self.person.setAccessibleName(f"Signed in: {name}")
        self.person.setVisible(bool(initials))

    def _add(self, theme: Theme, column: QVBoxLayout, place: Place) -> _NavButton:
        button = _NavButton(theme, place)
        button.clicked.connect(lambda: self.chosen.emit(place.id))
        column.addWidget(button, 0, Qt.AlignmentFlag.AlignHCenter)
        return button


class _Mark(QWidget):
    """The mark of the program on its tile."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setFixedSize(44, 44)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the tile and the paw."""
        with painting(self) as painter:
            box(painter, QRectF(self.rect()), 12, self._theme.colour("nav_active"))
            pixmap = self._theme.icons.pixmap(MARK, self._theme.colour("on_nav_active"), 26, self.devicePixelRatioF())
            picture(painter, pixmap, 9, 22)


class _Step(EnterButton):
    """One step of a visit; a finished one has a tick in place of its icon."""

    def __init__(self, theme: Theme, place: Place) -> None:
        super().__init__(place.words)
        self._theme, self._place, self.is_done, self.is_part = theme, place, False, False
        self.setCheckable(True)
        self.setToolTip(f"{place.words} ({place.keys})")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.updateGeometry)

    def nextCheckState(self) -> None:
        """Nothing: the bar shows the open step, not what was pressed."""

    def sizeHint(self) -> QSize:
        """Room for icon and word."""
        theme = self._theme
        wide = width_of(self.text(), theme.font_of(13.5, 600)) + theme.px(48)
        return QSize(round(wide), theme.px(36))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw icon and word."""
        theme, is_here = self._theme, self.isChecked()
        with painting(self) as painter:
            rect = QRectF(self.rect())
            if is_here or self.underMouse():
                box(painter, rect, theme.px(8), theme.colour("primary_soft" if is_here else "sunken"))
            ink = "primary" if is_here else "text2"
            is_ticked = self.is_done and not is_here
            icon, token = ("circle-check", "normal") if is_ticked else (self._place.icon, ink)
            if self.is_part and not is_here and not self.is_done:
                icon, token = "circle-dashed", "abn"
            x = picture(painter, theme.pixmap(icon, token, 17), theme.px(12), rect.center().y()) + theme.px(7)
            painter.setFont(theme.font_of(13.5, 600 if is_here else 500))
            painter.setPen(theme.colour(ink))
            painter.drawText(rect.adjusted(x, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, self.text())
            if self.hasFocus():
                focus_ring(painter, rect, theme.px(8), theme)


class StepBar(QFrame):
    """Intake, Exam, Review, Sheets: `chosen(id)`; they open in any order."""

    chosen = Signal(str)

    def __init__(self, theme: Theme, steps: Sequence[Place] = STEPS, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        self.buttons: dict[str, _Step] = {}
        for number, step in enumerate(steps):
            if number:
                layout.addWidget(IconLabel(theme, "chevron-right", "ghost", 14))
            button = _Step(theme, step)
            button.clicked.connect(lambda _checked=False, id=step.id: self.chosen.emit(id))
            self.buttons[step.id] = button
            layout.addWidget(button)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("Steps of the visit")
        self.set_current("")

    def set_current(
        self, step: str, done: Mapping[str, bool] | None = None, part: Mapping[str, bool] | None = None
    ) -> None:
        """Show the open step, which are finished, and which in part."""
        for each, button in self.buttons.items():
            button.is_done = (done or {}).get(each, button.is_done)
            button.is_part = (part or {}).get(each, button.is_part)
            button.setChecked(each == step)
            is_part = button.is_part and not button.is_done
            states = (("current", each == step), ("finished", button.is_done), ("in part", is_part))
            words = [word for word, holds in states if holds]
            button.setAccessibleDescription(", ".join(words))
            button.update()


def _ring_on_nav(painter: QPainter, rect: QRectF, theme: Theme) -> None:
    """The focus mark on the dark strip, in a colour that stands out there."""
    box(painter, rect, theme.px(10), None, Outline(theme.colour("on_nav_active"), 2.0))
