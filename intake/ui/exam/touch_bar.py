"""The bar at the bottom of the exam for fingers: the first flag, what it points to, the rest normal, the next region."""

from __future__ import annotations

import re
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy

from intake.reasoning.words import TOO_LITTLE
from intake.ui.exam.pointing import Pointing
from intake.ui.theme import Theme
from intake.ui.widgets.buttons import Button, Variant
from intake.ui.widgets.cards import Card
from intake.ui.widgets.drawing import Outline, box, focus_ring, painting, picture, width_of
from intake.ui.widgets.flags import FlagWords
from intake.ui.widgets.places import PlaceWords
from intake.ui.widgets.pressing import EnterButton

_IN_BRACKETS = re.compile(r"\(([^()]+)\)(.*)$")
_TOLD_AT = re.compile(r"Vet told \d+:\d+")
_MOST_NAMED = 2
_SIDE, _ICON, _GAP = 14, 20, 10
_FLAG_SHARE = 0.42
"""The flag takes at most so much of the bar; the rest of a long one is in the panel the press opens."""


@dataclass(frozen=True, slots=True)
class Look:
    """How a tile is coloured: ground, edge, ink of the icon and of the two lines."""

    ground: str
    edge: str
    icon: str
    upper: str
    lower: str
    is_upper_first: bool  # the upper line is the one that counts


POINTS = Look("surface", "line_strong", "primary", "text3", "text", is_upper_first=False)
RED = Look("flag_bg", "flag_line", "flag", "flag", "flag", is_upper_first=True)
AMBER = Look("abn_bg", "abn_line", "abn", "abn", "abn", is_upper_first=True)


class TwoLines(EnterButton):
    """A button with an icon and two lines; words that have no room are in the tooltip and behind the press."""

    def __init__(self, theme: Theme, icon: str, look: Look, *, has_chevron: bool = False) -> None:
        super().__init__()
        self._theme, self._icon, self._look, self._has_chevron = theme, icon, look, has_chevron
        self._upper, self._lower = "", ""
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.updateGeometry)

    def show_words(self, upper: str, lower: str, icon: str = "", look: Look | None = None) -> None:
        """Show these two lines."""
        self._upper, self._lower = upper, lower
        self._icon, self._look = icon or self._icon, look or self._look
        self.setToolTip(f"{upper}\n{lower}")
        self.setAccessibleName(f"{upper}, {lower}")
        self.updateGeometry()
        self.update()

    def words(self) -> tuple[str, str]:
        """The two lines."""
        return self._upper, self._lower

    def sizeHint(self) -> QSize:
        """Room for the longer line."""
        wide = max(width_of(words, font) for words, font in self._lines())
        return QSize(round(wide + self._around()) + 1, self._theme.metric("button"))

    def minimumSizeHint(self) -> QSize:
        """Narrower where the bar is full."""
        return QSize(min(self.sizeHint().width(), self._theme.px(150)), self._theme.metric("button"))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw ground, icon and lines."""
        theme, look = self._theme, self._look
        with painting(self) as painter:
            rect = QRectF(self.rect())
            box(painter, rect, theme.px(10), theme.colour(look.ground), Outline(theme.colour(look.edge), 1.2))
            left = picture(painter, theme.pixmap(self._icon, look.icon, _ICON), theme.px(_SIDE), rect.center().y())
            end = rect.right() - theme.px(_SIDE)
            if self._has_chevron:
                end -= theme.px(18)
                picture(painter, theme.pixmap("chevron-right", "text3", 18), end, rect.center().y())
            self._paint_lines(painter, QRectF(left + theme.px(_GAP), 0, end - left - theme.px(_GAP), rect.height()))
            if self.hasFocus():
                focus_ring(painter, rect, theme.px(10), theme)

    def _paint_lines(self, painter: QPainter, room: QRectF) -> None:
        lines = self._fitted(room.width())
        heights = [QFontMetricsF(font).lineSpacing() * len(parts) for parts, font in lines]
        top = room.center().y() - sum(heights) / 2
        tokens = (self._look.upper, self._look.lower)
        for (parts, font), height, token in zip(lines, heights, tokens, strict=True):
            painter.setFont(font)
            painter.setPen(self._theme.colour(token))
            area = QRectF(room.left(), top, room.width() + 1, height)
            painter.drawText(area, int(Qt.AlignmentFlag.AlignVCenter), "\n".join(parts))
            top += height

    def _fitted(self, width: float) -> list[tuple[tuple[str, ...], QFont]]:
        """The lines as they fit: what does not in its own size is set smaller, on two lines."""
        fitted: list[tuple[tuple[str, ...], QFont]] = []
        for words, font in self._lines():
            if width_of(words, font) <= width:
                fitted.append(((words,), font))
                continue
            small = self._theme.font_of(11, font.weight())
            fitted.append((_two_lines(words, small, width), small))
        return fitted

    def _lines(self) -> tuple[tuple[str, QFont], tuple[str, QFont]]:
        large, small = self._theme.font_of(13, 600), self._theme.font_of(11, 500)
        fonts = (large, small) if self._look.is_upper_first else (small, large)
        return (self._upper, fonts[0]), (self._lower, fonts[1])

    def _around(self) -> int:
        return self._theme.px(2 * _SIDE + _ICON + _GAP + (18 if self._has_chevron else 0))


class TouchBar(Card):
    """`panel_wanted`, `rest_wanted` and `next_wanted`."""

    panel_wanted = Signal()
    rest_wanted = Signal()
    next_wanted = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__("bar", margin=0)
        self._theme = theme
        self.flag = TwoLines(theme, "octagon-alert", RED)
        self.points = TwoLines(theme, "compass", POINTS, has_chevron=True)
        self.rest = Button(theme, "Rest normal", icon="list-checks").with_tone("normal")
        self.rest.setAccessibleName("Rest of region normal")
        self.next = Button(theme, "", icon="chevron-right", variant=Variant.PRIMARY).with_icon_behind()
        line = QHBoxLayout()
        line.setContentsMargins(_SIDE, _GAP, _SIDE, _GAP)
        line.setSpacing(_GAP)
        for widget, stretch in ((self.flag, 0), (self.points, 1), (self.rest, 0), (self.next, 0)):
            line.addWidget(widget, stretch)
        for button in (self.rest, self.next):
            button.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.column.addLayout(line)
        self.setAccessibleName("Bar")
        self.flag.clicked.connect(self.panel_wanted)
        self.points.clicked.connect(self.panel_wanted)
        self.rest.clicked.connect(self.rest_wanted)
        self.next.clicked.connect(self.next_wanted)
        self.show_pointing(Pointing())
        theme.measure(self, self._fit)

    def show_pointing(self, pointing: Pointing) -> None:
        """The first flag the vet knows of, and the places."""
        docked = pointing.docked
        self.flag.setVisible(bool(docked))
        if docked:
            more = f" · {len(docked) - 1} more" if len(docked) > 1 else ""
            icon = "octagon-alert" if docked[0].level == "red" else "clock-alert"
            self.flag.show_words(docked[0].message, _state(docked[0]) + more, icon, _look(docked[0]))
        self.points.show_words("Points to", points_to(pointing))

    def show_next(self, words: str) -> None:
        """Name the region after this one."""
        self.next.setText(words)
        self.next.updateGeometry()

    def _fit(self) -> None:
        self.setFixedHeight(self._theme.metric("footer"))
        self.flag.setMaximumWidth(round(self._theme.px(1024) * _FLAG_SHARE / self._theme.text_scale))


def _two_lines(words: str, font: QFont, width: float) -> tuple[str, ...]:
    first, rest = "", words.split()
    while rest and width_of(f"{first} {rest[0]}".strip(), font) <= width:
        first = f"{first} {rest.pop(0)}".strip()
    second = QFontMetricsF(font).elidedText(" ".join(rest), Qt.TextElideMode.ElideRight, width)
    return (first, second) if first and second else (first or second,)


def points_to(pointing: Pointing) -> str:
    """The first places in short, such as "T3–L3 or L4–S3, possible"."""
    if not pointing.enough or not pointing.places:
        return TOO_LITTLE
    first = pointing.places[0]
    equal = [place for place in pointing.places if place.fit == first.fit][:_MOST_NAMED]
    return f"{' or '.join(_short(place) for place in equal)}: {first.fit.lower()}"


def _short(place: PlaceWords) -> str:
    in_brackets = _IN_BRACKETS.search(place.name)
    return "".join(in_brackets.groups()) if in_brackets else place.name


def _state(flag: FlagWords) -> str:
    told = _TOLD_AT.match(flag.told)
    return f"{flag.head} · {told.group().lower() if told else 'vet not told yet'}".lower()


def _look(flag: FlagWords) -> Look:
    return RED if flag.level == "red" else AMBER
