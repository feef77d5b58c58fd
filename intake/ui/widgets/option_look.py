"""How answers side by side look and measure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF

from intake.knowledge.model import AnswerClass, Option
from intake.ui.theme import Theme
from intake.ui.widgets.cells import Room
from intake.ui.widgets.drawing import width_of


class Look(StrEnum):
    """Joined cells as in the exam, or separate chips as on the intake."""

    JOINED = "joined"
    CHIPS = "chips"


@dataclass(frozen=True, slots=True)
class Tone:
    """How a set answer is coloured, and its icon."""

    ground: str
    ink: str
    edge: str
    icon: str


TONES: dict[str, Tone] = {
    "normal": Tone("normal_bg", "normal", "normal_line", "check"),
    "abn": Tone("abn_bg", "abn", "abn_line", "triangle-alert"),
    "judge": Tone("info_bg", "info", "info_line", "scale"),
    "noted": Tone("primary_soft", "primary", "primary", "check"),
    "flag": Tone("flag_bg", "flag", "flag_line", "octagon-alert"),
    "soon": Tone("abn_bg", "abn", "abn_line", "clock"),
}
_TONE_OF_CLASS = {
    AnswerClass.NORMAL: "normal",
    AnswerClass.ABNORMAL: "abn",
    AnswerClass.BORDERLINE: "judge",
    AnswerClass.INFORMATIONAL: "noted",
}


@dataclass(frozen=True, slots=True)
class GroupLook:
    """How a group of answers is drawn and keyed."""

    look: Look = Look.JOINED
    first_digit: int = 1  # the key of the first answer
    equal: bool = False  # cells of one width
    by_class: bool = True  # colour a set answer by its clinical class
    shows_digits: bool = True

    def tone(self, option: Option, tones: Mapping[str, str]) -> Tone:
        """The tone of an answer when it is set; `tones` go before its class."""
        if option.value in tones:
            return TONES[tones[option.value]]
        return TONES[_TONE_OF_CLASS[option.cls] if self.by_class else "noted"]


class Measures:
    """The sizes of cells at the current text size."""

    def __init__(self, theme: Theme, look: GroupLook) -> None:
        self._theme, self._look = theme, look

    @property
    def is_joined(self) -> bool:
        """Whether cells touch."""
        return self._look.look is Look.JOINED

    @property
    def line(self) -> int:
        """The height of one line of cells."""
        return self._theme.metric("answer") if self.is_joined else self._theme.either(38, 48)

    @property
    def pad(self) -> int:
        """The room beside the words."""
        return self._theme.either(5, 10) if self.is_joined else self._theme.px(11)

    @property
    def icon(self) -> int:
        """The size of the icon of a set answer."""
        desktop = 14 if self.is_joined else 16
        return desktop + 3 if self._theme.is_touch else desktop

    @property
    def icon_room(self) -> int:
        """What the icon takes with the gap behind it."""
        return self._theme.px(self.icon) + (self._theme.either(3, 6) if self.is_joined else self._theme.px(6))

    def font(self, *, is_set: bool) -> QFont:
        """The font of an answer; bold when it is set."""
        return self._theme.font_of(13 if self.is_joined else 14, 600 if is_set else 400)

    def width(self, label: str, *, is_set: bool) -> float:
        """What one cell would like."""
        words = width_of(label, self.font(is_set=is_set))
        if not self.is_joined and is_set:
            return words + self.icon_room + self.pad + 2  # the icon takes over half of the room beside the words
        return words + 2 * self.pad + (self.icon_room if is_set else 0)

    def height(self, label: str, width: float) -> float:
        """What a cell as wide as the whole group needs, so that words are never cut."""
        area = QRectF(0, 0, max(width - 2 * self.pad - self.icon_room, 40), 1000)
        bounds = QFontMetricsF(self.font(is_set=True)).boundingRect(area, int(Qt.TextFlag.TextWordWrap), label)
        return max(self.line, bounds.height() + self._theme.px(14))

    def room(self, width: float) -> Room:
        """What the cells must fit into."""
        gap = 0 if self.is_joined else self._theme.either(7, 8)
        return Room(max(width, 1), gap, fill=self.is_joined, equal=self._look.equal)
