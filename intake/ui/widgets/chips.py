"""Status chips: an icon and a word on a soft ground."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from intake.domain.visits import URGENCY_WORDS
from intake.ui.theme import Theme
from intake.ui.widgets.drawing import Outline, box, painting, picture, width_of

Tone = Literal["plain", "primary", "normal", "abn", "flag", "flag_solid", "notex", "info", "outline", "abn_outline"]

# ground, ink, edge, dashed
_LOOKS: dict[str, tuple[str, str, str, bool]] = {
    "plain": ("sunken", "text2", "", False),
    "primary": ("primary_soft", "primary", "", False),
    "normal": ("normal_bg", "normal", "", False),
    "abn": ("abn_bg", "abn", "", False),
    "flag": ("flag_bg", "flag", "", False),
    "flag_solid": ("flag_solid", "on_flag", "", False),
    "notex": ("notex_bg", "notex", "notex_line", True),
    "info": ("info_bg", "info", "", False),
    "outline": ("", "text2", "line_strong", False),
    "abn_outline": ("", "abn", "abn_line", False),
}
URGENCY_CHIPS: dict[str, tuple[str, str, Tone]] = {
    "emergency": (URGENCY_WORDS["emergency"], "octagon-alert", "flag_solid"),
    "urgent": (URGENCY_WORDS["urgent"], "clock-alert", "abn_outline"),
    "soon": (URGENCY_WORDS["soon"], "clock", "abn"),
    "routine": (URGENCY_WORDS["routine"], "circle", "plain"),
}


def chip_ink(tone: str) -> str:
    """The colour of the words of a chip."""
    return _LOOKS[tone][1]


class StatusChip(QLabel):
    """A 24 px chip; never truncates."""

    def __init__(
        self, theme: Theme, text: str, *, icon: str = "", tone: Tone = "plain", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._text, self._icon, self._tone = text, icon, tone
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(text)
        theme.changed.connect(self.updateGeometry)
        theme.changed.connect(self.update)

    def text(self) -> str:
        """The words shown."""
        return self._text

    def ink(self) -> QColor:
        """The colour of its words."""
        return self._theme.colour(_LOOKS[self._tone][1])

    def set_words(self, text: str, icon: str = "", tone: Tone | None = None) -> None:
        """Show other words, and another icon and look when given."""
        self._text, self._icon = text, icon or self._icon
        self._tone = tone or self._tone
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Room for icon and words."""
        theme = self._theme
        width = width_of(self._text, theme.font("group")) + theme.px(18)
        if self._icon:
            width += theme.px(13) + theme.px(5)
        return QSize(round(width) + 1, theme.px(24))

    def minimumSizeHint(self) -> QSize:
        """The same: words are never cut off."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the chip."""
        theme = self._theme
        ground, ink, edge, dashed = _LOOKS[self._tone]
        with painting(self) as painter:
            rect = QRectF(self.rect())
            outline = Outline(theme.colour(edge), 1.0, dashed) if edge else None
            box(painter, rect, rect.height() / 2, theme.colour(ground) if ground else None, outline)
            x = float(theme.px(9))
            if self._icon:
                x = picture(painter, theme.pixmap(self._icon, ink, 13), theme.px(8), rect.center().y())
                x += theme.px(5)
            painter.setFont(theme.font("group"))
            painter.setPen(theme.colour(ink))
            painter.drawText(rect.adjusted(x, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, self._text)


def urgency_chip(theme: Theme, urgency: str, parent: QWidget | None = None) -> StatusChip:
    """The chip of an urgency level in its one word."""
    words, icon, tone = URGENCY_CHIPS[urgency]
    return StatusChip(theme, words, icon=icon, tone=tone, parent=parent)
