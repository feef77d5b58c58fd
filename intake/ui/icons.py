"""Icons from resources/icons, tinted in a token colour."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

MARK = "app-mark"
_SMALL = 18  # under this size thin strokes fade, so they are drawn heavier
_STROKE = re.compile(r'stroke-width="2"')


class IconStore:
    """Tinted icons, each drawn once per name, colour, size and pixel ratio."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._texts: Mapping[str, str] = {}
        self._pixmaps: dict[tuple[str, str, int, float], QPixmap] = {}
        self._icons: dict[tuple[str, str, str, int, float], QIcon] = {}

    def read_all(self) -> Mapping[str, str]:
        """Every icon's file by its name; reads files, so not for the GUI thread."""
        return {file.stem: file.read_text(encoding="utf-8") for file in self._folder.glob("*.svg")}

    def keep(self, texts: Mapping[str, str]) -> None:
        """Draw from these texts from now on, and open no more files."""
        self._texts = texts

    def pixmap(self, name: str, colour: QColor, size: int, ratio: float = 1.0) -> QPixmap:
        """One icon in one colour; `size` in device-independent pixels."""
        key = (name, colour.name(QColor.NameFormat.HexArgb), size, ratio)
        if key not in self._pixmaps:
            self._pixmaps[key] = self._draw(name, colour, size, ratio)
        return self._pixmaps[key]

    def icon(self, name: str, colour: QColor, disabled: QColor, size: int, ratio: float = 1.0) -> QIcon:
        """The icon with its normal and its disabled colour."""
        key = (name, colour.name(), disabled.name(), size, ratio)
        if key not in self._icons:
            made = QIcon(self.pixmap(name, colour, size, ratio))
            made.addPixmap(self.pixmap(name, disabled, size, ratio), QIcon.Mode.Disabled)
            self._icons[key] = made
        return self._icons[key]

    def _draw(self, name: str, colour: QColor, size: int, ratio: float) -> QPixmap:
        kept = self._texts.get(name)  # until all are read, each is read when it is first shown
        text = kept if kept is not None else (self._folder / f"{name}.svg").read_text(encoding="utf-8")
        text = text.replace("currentColor", colour.name())
        if size < _SMALL:
            text = _STROKE.sub('stroke-width="2.25"', text)
        pixmap = QPixmap(round(size * ratio), round(size * ratio))
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        QSvgRenderer(QByteArray(text.encode())).render(painter, QRectF(pixmap.rect()))
        painter.end()
        pixmap.setDevicePixelRatio(ratio)
        return pixmap
