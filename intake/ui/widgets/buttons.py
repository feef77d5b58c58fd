"""Buttons painted by the theme, with an icon and a key hint."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Self

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from intake.ui.theme import Theme
from intake.ui.widgets.drawing import Outline, box, focus_ring, painting, picture, width_of
from intake.ui.widgets.pressing import EnterButton


class Variant(StrEnum):
    """How much a button asks to be pressed."""

    PRIMARY = "primary"
    SECONDARY = "secondary"
    QUIET = "quiet"
    DANGER = "danger"


class Size(StrEnum):
    """Button heights: 30, 36, 44 and 52 px; in the touch layout 44 and 52."""

    SMALL = "small"
    MEDIUM = "medium"
    LARGE = "large"
    EXTRA = "extra"


@dataclass(frozen=True, slots=True)
class _Shape:
    height: int
    side: int
    text: float
    gap: int
    radius: int


_SHAPES = {
    Size.SMALL: _Shape(30, 10, 13, 6, 7),
    Size.MEDIUM: _Shape(36, 14, 14, 8, 8),
    Size.LARGE: _Shape(44, 18, 15, 8, 10),
    Size.EXTRA: _Shape(52, 22, 16, 8, 10),
}
_TOUCH_SHAPES = {
    Size.SMALL: _Shape(44, 12, 13, 6, 8),
    Size.MEDIUM: _Shape(52, 14, 14, 8, 10),
    Size.LARGE: _Shape(52, 18, 15, 8, 10),
    Size.EXTRA: _Shape(52, 22, 16, 8, 10),
}
_ICON_SIZES = {Size.SMALL: (15, 18), Size.MEDIUM: (17, 20), Size.LARGE: (18, 20), Size.EXTRA: (20, 20)}
# fill, hover, edge, text
_COLOURS = {
    Variant.PRIMARY: ("primary", "primary_hover", "primary", "on_primary"),
    Variant.SECONDARY: ("surface", "sunken", "line_strong", "text"),
    Variant.QUIET: ("", "primary_soft", "", "primary"),
    Variant.DANGER: ("flag_solid", "flag_solid", "flag_solid", "on_flag"),
}


class Button(EnterButton):
    """A button with an optional icon, and its key shown behind the words."""

    def __init__(
        self,
        theme: Theme,
        text: str,
        *,
        icon: str = "",
        variant: Variant = Variant.SECONDARY,
        key: str = "",
    ) -> None:
        super().__init__(text)
        self._theme = theme
        self._icon, self._icon_tone, self._icon_behind = icon, "", False
        self._is_left = False
        self._given_key = key
        self._variant, self._size = variant, Size.MEDIUM
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        if key:
            self.setAccessibleDescription(f"Key {key}")
        theme.changed.connect(self._on_theme_changed)

    def in_size(self, size: Size) -> Self:
        """The same button, smaller or larger."""
        self._size = size
        self.updateGeometry()
        return self

    @property
    def _shape(self) -> _Shape:
        return (_TOUCH_SHAPES if self._theme.is_touch else _SHAPES)[self._size]

    @property
    def _key(self) -> str:
        return "" if self._theme.is_touch else self._given_key  # the room is for the words

    def with_icon_behind(self) -> Self:
        """The same button with the icon behind the words, as for "Next"."""
        self._icon_behind = True
        return self

    def with_tone(self, token: str) -> Self:
        """The same button with its icon in a token colour."""
        self._icon_tone = token
        return self

    def with_words_left(self) -> Self:
        """The same button with its words at the left, as in a list."""
        self._is_left = True
        return self

    def set_variant(self, variant: Variant) -> None:
        """Ask more or less loudly to be pressed."""
        self._variant = variant
        self.update()

    def set_icon(self, name: str, tone: str = "") -> None:
        """Show another icon."""
        self._icon, self._icon_tone = name, tone
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Room for icon, words and key."""
        shape, theme = self._shape, self._theme
        width = 2 * theme.px(shape.side) + width_of(self.text(), self._bold())
        if self._icon:
            width += theme.px(self._icon_size()) + (theme.px(shape.gap) if self.text() else 0)
        if self._key:
            width += theme.px(shape.gap) + self._key_width()
        square = not self.text() and not self._key
        height = theme.px(shape.height)
        return QSize(height if square else round(width) + 1, height)

    def minimumSizeHint(self) -> QSize:
        """The same: words are never cut off."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the button."""
        with painting(self) as painter:
            ink = self._paint_ground(painter)
            self._paint_content(painter, ink)

    def _paint_ground(self, painter: QPainter) -> QColor:
        theme, rect = self._theme, QRectF(self.rect())
        radius = theme.px(self._shape.radius)
        fill, hover, edge, ink = _COLOURS[self._variant]
        if not self.isEnabled():
            fill, hover, edge, ink = "sunken", "sunken", "line", "text3"
        elif self.isChecked():
            fill, hover, edge, ink = "primary_soft", "primary_soft", "primary", "primary"
        ground = hover if (self.underMouse() or self.isDown()) and self.isEnabled() else fill
        if self.hasFocus() or self.property("active"):
            focus_ring(painter, rect, radius, theme)
            rect, radius = rect.adjusted(3, 3, -3, -3), radius - 3
        outline = Outline(theme.colour(edge), 1.5 if self.isChecked() else 1.0) if edge else None
        box(painter, rect, radius, theme.colour(ground) if ground else None, outline)
        return theme.colour(ink)

    def _paint_content(self, painter: QPainter, ink: QColor) -> None:
        theme, shape = self._theme, self._shape
        spare = self.width() - (self.sizeHint().width() - 2 * theme.px(shape.side))
        x = float(spare / 2) if self.text() or self._key else (self.width() - theme.px(self._icon_size())) / 2
        x = float(theme.px(shape.side)) if self._is_left else x
        if self._icon and not self._icon_behind:
            x = self._paint_icon(painter, x, ink) + theme.px(shape.gap)
        font = self._bold()
        painter.setFont(font)
        painter.setPen(ink)
        wide = width_of(self.text(), font)
        painter.drawText(QRectF(x, 0, wide + 2, self.height()), Qt.AlignmentFlag.AlignVCenter, self._shown())
        x += wide + theme.px(shape.gap)
        if self._icon and self._icon_behind:
            x = self._paint_icon(painter, x, ink) + theme.px(shape.gap)
        if self._key:
            x = self.width() - theme.px(shape.side) - self._key_width() if self._is_left else x
            paint_key(painter, theme, self._key, QRectF(x, 0, self._key_width(), self.height()), ink)

    def _paint_icon(self, painter: QPainter, x: float, ink: QColor) -> float:
        token = self._icon_tone if self.isEnabled() and not self.isChecked() else ""
        colour = self._theme.colour(token) if token else ink
        ratio = self.devicePixelRatioF()
        size = self._theme.px(self._icon_size())
        return picture(painter, self._theme.icons.pixmap(self._icon, colour, size, ratio), x, self.height() / 2)

    def _shown(self) -> str:
        return self.text().replace("&&", "&")

    def _icon_size(self) -> int:
        return _ICON_SIZES[self._size][self._theme.is_touch]

    def _bold(self) -> QFont:
        weight = 500 if self._variant is Variant.SECONDARY and not self.isChecked() else 600
        return self._theme.font_of(self._shape.text, weight)

    def _key_width(self) -> int:
        return key_width(self._theme, self._key)

    def _on_theme_changed(self) -> None:
        self.updateGeometry()
        self.update()


def key_width(theme: Theme, key: str) -> int:
    """How wide a key hint is."""
    return max(theme.px(18), round(width_of(key, theme.font("key"))) + theme.px(10))


def paint_key(painter: QPainter, theme: Theme, key: str, room: QRectF, ink: QColor) -> None:
    """A small key cap in the middle of `room`."""
    height = theme.px(18)
    cap = QRectF(room.left(), round(room.center().y() - height / 2), room.width(), height)
    edge = QColor(ink)
    edge.setAlphaF(_CAP_EDGE)
    box(painter, cap, theme.px(4), None, Outline(edge, 1.0))
    painter.setFont(theme.font("key"))
    painter.setPen(ink)
    painter.drawText(cap, Qt.AlignmentFlag.AlignCenter, key)


_CAP_EDGE = 0.5  # the outline of a key is quieter than its word
_TO = "–"  # between the first and the last of several keys; not a key itself


class KeyHints(QLabel):
    """Keys and what they do in one quiet line: `KeyHints(theme, (("↑ ↓", "check"), ("?", "keys")))`."""

    def __init__(self, theme: Theme, pairs: tuple[tuple[str, str], ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._pairs = theme, pairs
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("Keys: " + ", ".join(f"{keys} {what}" for keys, what in pairs))
        theme.changed.connect(self.updateGeometry)
        theme.changed.connect(self.update)

    def without_in_touch(self) -> Self:
        """The same hints, gone in the touch layout."""
        self._theme.measure(self, self._fit_layout)
        return self

    def _fit_layout(self) -> None:
        if self._theme.is_touch or self.parentWidget() is not None:  # alone it would come up as a window of its own
            self.setVisible(not self._theme.is_touch)

    def sizeHint(self) -> QSize:
        """One line; hints that do not fit are left out."""
        return QSize(round(sum(self._width(pair) for pair in self._pairs)), self._theme.px(22))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw as many hints as fit."""
        with painting(self) as painter:
            x = 0.0
            for pair in self._pairs:
                if x + self._width(pair) - self._theme.px(10) > self.width():
                    return
                x = self._paint(painter, x, pair)

    def _width(self, pair: tuple[str, str]) -> float:
        caps = sum(self._key_width(key) + self._theme.px(4) for key in pair[0].split())
        return caps + width_of(pair[1], self._theme.font("small")) + self._theme.px(12)

    def _key_width(self, key: str) -> float:
        return width_of(key, self._theme.font("small")) if key == _TO else key_width(self._theme, key)

    def _paint(self, painter: QPainter, x: float, pair: tuple[str, str]) -> float:
        theme = self._theme
        for key in pair[0].split():
            width, room = self._key_width(key), QRectF(x, 0, self._key_width(key), self.height())
            if key == _TO:
                painter.setPen(theme.colour("text3"))
                painter.drawText(room, Qt.AlignmentFlag.AlignCenter, key)
            else:
                paint_key(painter, theme, key, room, theme.colour("text2"))
            x += width + theme.px(4)
        font = theme.font("small")
        painter.setFont(font)
        painter.setPen(theme.colour("text3"))
        middle = self.height() / 2 + QFontMetricsF(font).capHeight() / 2
        painter.drawText(round(x), round(middle), pair[1])
        return x + width_of(pair[1], font) + theme.px(12)


class RowButton(EnterButton):
    """A 30 px icon button of a row, such as note and how-to; `name` is its tooltip and its spoken name."""

    def __init__(self, theme: Theme, icon: str, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._icon = theme, icon
        self._is_on = False
        self.setToolTip(name)
        self.setAccessibleName(name)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.updateGeometry)

    def set_on(self, *, is_on: bool) -> None:
        """Show it filled: there is a note, the panel is open."""
        self._is_on = is_on
        self.update()

    def is_on(self) -> bool:
        """Whether it is shown filled."""
        return self._is_on

    def sizeHint(self) -> QSize:
        """A square of the smallest target."""
        side = self._theme.metric("target")
        return QSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the icon, on a soft ground when on or under the mouse."""
        theme = self._theme
        with painting(self) as painter:
            rect = QRectF(self.rect())
            if self._is_on or (self.underMouse() and self.isEnabled()):
                box(painter, rect, theme.px(7), theme.colour("primary_soft" if self._is_on else "sunken"))
            if self.hasFocus():
                focus_ring(painter, rect, theme.px(7), theme)
            pixmap = theme.pixmap(self._icon, "primary" if self._is_on else "text3", 20 if theme.is_touch else 17)
            picture(painter, pixmap, (self.width() - pixmap.deviceIndependentSize().width()) / 2, self.height() / 2)
