"""The look of the window: one Theme made from resources/theme/tokens.json feeds the style sheet and every painter."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QIcon, QPalette, QPixmap
from PySide6.QtWidgets import QApplication

from intake.ui import fonts
from intake.ui.icons import IconStore

_PLACE = re.compile(r"\$\{([\w|]+)\}")
LARGEST_TEXT = 1.5
_EXTRA_ROLES = {"label": (14, 20, 500), "strong": (14, 20, 600), "group": (12, 16, 600)}


_SMALL_TYPE, _TITLE_TYPE = 13, 16
"""In the touch layout small type grows by one pixel, running text by two, headings by one, titles by two."""


def _touch_pixels(pixels: float) -> float:
    if pixels < _SMALL_TYPE:
        return pixels + 1
    return pixels + (1 if _TITLE_TYPE <= pixels < _TITLE_TYPE + 4 else 2)


class Mode(StrEnum):
    """Which colours are shown."""

    LIGHT = "light"
    DARK = "dark"
    SYSTEM = "system"


@dataclass(frozen=True, slots=True)
class Tokens:
    """The design tokens as read."""

    colours: Mapping[str, Mapping[str, str]]  # "light" and "dark"
    metrics: Mapping[str, Mapping[str, int]]  # "desktop" and "touch"
    roles: Mapping[str, tuple[int, int, int]]  # pixels, line height, weight
    radius: Mapping[str, int]


def read_tokens(file: Path) -> Tokens:
    """The tokens of one file."""
    raw: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    roles = {name: (int(a), int(b), int(c)) for name, (a, b, c) in raw["type"].items()}
    colours = {"light": raw["light"], "dark": raw["dark"]}
    return Tokens(colours, raw["metrics"], {**roles, **_EXTRA_ROLES}, raw["radius"])


class Theme(QObject):
    """Colours, fonts, sizes and icons; `changed` asks every painter to measure and paint again."""

    changed = Signal()

    def __init__(
        self, resources: Path, *, mode: Mode = Mode.SYSTEM, text_scale: float = 1.0, is_touch: bool = False
    ) -> None:
        super().__init__()
        self._folder = resources / "theme"
        self._fonts = resources / "fonts"
        self.body_maps = resources / "body_maps"
        self.how_to = resources / "how_to"
        self.tokens = read_tokens(self._folder / "tokens.json")
        self.icons = IconStore(resources / "icons")
        self._mode = mode
        self._scale, self._is_touch = text_scale, is_touch
        self._app: QApplication | None = None
        self._system_dark = False
        self._made: dict[tuple[float, int, bool], QFont] = {}

    # What painters ask

    @property
    def is_dark(self) -> bool:
        """Whether the dark colours are shown."""
        return self._system_dark if self._mode is Mode.SYSTEM else self._mode is Mode.DARK

    @property
    def mode(self) -> Mode:
        """The choice made in Settings."""
        return self._mode

    @property
    def text_scale(self) -> float:
        """The text size, 1.0 to 1.5."""
        return self._scale

    @property
    def is_touch(self) -> bool:
        """Whether sizes are those for fingers."""
        return self._is_touch

    def colour(self, token: str) -> QColor:
        """The colour a token stands for now."""
        return QColor(self.tokens.colours["dark" if self.is_dark else "light"][token])

    def px(self, length: float) -> int:
        """A length that grows with the text size."""
        return round(length * self._scale)

    def metric(self, name: str) -> int:
        """A size of the layout in use, for mouse or for fingers; it grows with the text size."""
        sizes = self.tokens.metrics
        own = sizes["touch"] if self._is_touch else sizes["desktop"]
        return self.px(own.get(name, sizes["desktop"].get(name, 0)))

    def either(self, desktop: float, touch: float) -> int:
        """A length for the mouse or for fingers, that grows with the text size."""
        return self.px(touch if self._is_touch else desktop)

    def font(self, role: str, weight: int = 0) -> QFont:
        """The font of a text role; `weight` 0 means the role's own."""
        pixels, _, own = self.tokens.roles[role]
        return self.font_of(pixels, weight or own)

    def font_of(self, pixels: float, weight: int, *, tabular: bool = False) -> QFont:
        """Inter at a size that grows with the text size."""
        key = (pixels, weight, tabular)
        if key not in self._made:
            shown = _touch_pixels(pixels) if self._is_touch else pixels
            self._made[key] = fonts.make_font(self.px(shown), weight, tabular=tabular)
        return self._made[key]

    def figures(self, role: str, weight: int = 0) -> QFont:
        """The font of a role with figures of one width, for counts and times."""
        pixels, _, own = self.tokens.roles[role]
        return self.font_of(pixels, weight or own, tabular=True)

    def icon(self, name: str, token: str = "text2", size: int = 18) -> QIcon:
        """A tinted icon for a button or a list."""
        return self.icons.icon(name, self.colour(token), self.colour("text3"), self.px(size), self._ratio())

    def pixmap(self, name: str, token: str = "text2", size: int = 18) -> QPixmap:
        """A tinted icon for a painter; its size grows with the text size."""
        return self.icons.pixmap(name, self.colour(token), self.px(size), self._ratio())

    # Showing and switching

    def show_on(self, app: QApplication) -> None:
        """Load the first font and dress the whole application."""
        self._app = app
        fonts.load_first(self._fonts)
        hints = app.styleHints()
        self._system_dark = hints.colorScheme() is Qt.ColorScheme.Dark
        hints.colorSchemeChanged.connect(self._on_scheme_changed)
        self._dress()

    def load_scripts(self) -> tuple[str, ...]:
        """The families of other scripts, loaded; call it after the first paint."""
        return fonts.load_scripts(self._fonts)

    def choose_mode(self, mode: Mode) -> None:
        """Show the light or the dark colours, or follow the system."""
        self._mode = mode
        self._dress()

    def choose_text_scale(self, scale: float) -> None:
        """Set all text larger or smaller, between 1.0 and 1.5."""
        self._scale = min(max(scale, 1.0), LARGEST_TEXT)
        self._made.clear()
        self._dress()

    def choose_layout(self, *, is_touch: bool) -> None:
        """Sizes for fingers, or for the mouse."""
        if is_touch != self._is_touch:
            self._is_touch = is_touch
            self._made.clear()
            self._dress()

    def choose_all(self, mode: Mode, scale: float, *, is_touch: bool) -> None:
        """Colours, text size and layout at once; what is shown already is left alone."""
        wanted = mode, min(max(scale, 1.0), LARGEST_TEXT), is_touch
        if wanted == (self._mode, self._scale, self._is_touch):
            return
        self._mode, self._scale, self._is_touch = wanted
        self._made.clear()
        self._dress()

    def measure(self, owner: QObject, measure: Callable[[], object]) -> None:
        """Run `measure` now, and after every change of the theme for as long as `owner` lives."""
        measure()
        self.changed.connect(_Measure(owner, measure).run)

    def style_sheet(self) -> str:
        """The Qt style sheet of the current colours and text size."""
        template = (self._folder / "style.qss").read_text(encoding="utf-8")
        return _PLACE.sub(lambda place: self._fill(place.group(1)), template)

    def palette(self) -> QPalette:
        """The palette for what the style sheet does not reach."""
        palette = QPalette()
        for role, token in _PALETTE.items():
            palette.setColor(role, self.colour(token))
        return palette

    def _fill(self, name: str) -> str:
        """A colour; a length, for mouse and fingers where two are given; a size of type behind an f."""
        if name[0].isdigit():
            desktop, _, touch = name.partition("|")
            return str(self.either(int(desktop), int(touch or desktop)))
        if name[0] == "f" and name[1:].isdigit():
            return str(self.font_of(int(name[1:]), 400).pixelSize())
        if name == "theme":
            return "dark" if self.is_dark else "light"
        return self._folder.as_posix() if name == "folder" else self.colour(name).name()

    def _dress(self) -> None:
        if self._app is None:
            return
        self._app.setPalette(self.palette())
        self._app.setFont(self.font("body"))
        self._app.setStyleSheet(self.style_sheet())
        self.changed.emit()

    def _on_scheme_changed(self, scheme: Qt.ColorScheme) -> None:
        self._system_dark = scheme is Qt.ColorScheme.Dark
        if self._mode is Mode.SYSTEM:
            self._dress()

    def _ratio(self) -> float:
        return self._app.devicePixelRatio() if self._app is not None else 1.0


class _Measure(QObject):
    """Lives and dies with what it measures."""

    def __init__(self, owner: QObject, measure: Callable[[], object]) -> None:
        super().__init__(owner)
        self._measure = measure

    def run(self) -> None:
        """Measure again."""
        self._measure()


_PALETTE: dict[QPalette.ColorRole, str] = {
    QPalette.ColorRole.Window: "canvas",
    QPalette.ColorRole.WindowText: "text",
    QPalette.ColorRole.Base: "surface",
    QPalette.ColorRole.AlternateBase: "sunken",
    QPalette.ColorRole.Text: "text",
    QPalette.ColorRole.PlaceholderText: "text3",
    QPalette.ColorRole.Button: "surface",
    QPalette.ColorRole.ButtonText: "text",
    QPalette.ColorRole.Highlight: "primary",
    QPalette.ColorRole.HighlightedText: "on_primary",
    QPalette.ColorRole.ToolTipBase: "text",
    QPalette.ColorRole.ToolTipText: "surface",
    QPalette.ColorRole.Link: "primary",
}
