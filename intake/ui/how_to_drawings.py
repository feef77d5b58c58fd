"""The drawings of the how-to cards: resources/how_to/<item>.svg, in the colours of the theme."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QByteArray, QSize, Qt
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from intake.ui.theme import Theme

TOKENS = ("text2", "sunken", "surface", "primary", "primary_soft", "abn_line")
"""A drawing is made in the light colours of these tokens and in no others."""
_SAYS = re.compile(r'aria-label="([^"]+)"')


@dataclass(frozen=True, slots=True)
class Drawing:
    """One drawing as read: its file's text, and what it shows in words."""

    svg: str
    says: str


Drawings = Mapping[str, Drawing]
"""By item."""


def read_drawings(folder: Path) -> Drawings:
    """Every drawing of the folder by its item; reads files, so not for the GUI thread."""
    return {file.stem: _read(file) for file in sorted(folder.glob("*.svg"))}


def _read(file: Path) -> Drawing:
    svg = file.read_text(encoding="utf-8")
    said = _SAYS.search(svg)
    return Drawing(svg, said.group(1) if said else "")


def painted(drawing: Drawing, theme: Theme, width: int, ratio: float) -> QPixmap:
    """The drawing in the colours of now, `width` device-independent pixels wide."""
    renderer = QSvgRenderer(QByteArray(_in_colours_of(theme, drawing.svg).encode()))
    size = renderer.defaultSize().scaled(QSize(width, width), Qt.AspectRatioMode.KeepAspectRatio)
    pixmap = QPixmap(size * ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    renderer.render(painter)
    painter.end()
    pixmap.setDevicePixelRatio(ratio)
    return pixmap


def _in_colours_of(theme: Theme, svg: str) -> str:
    light = theme.tokens.colours["light"]
    now = {light[token].upper(): theme.colour(token).name() for token in TOKENS}
    return re.sub("|".join(now), lambda found: now[found.group()], svg)
