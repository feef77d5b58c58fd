"""The typefaces of a sheet: loaded when a text first needs them, and which of them has a character."""

from __future__ import annotations

import re
import threading
import unicodedata
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any
from weakref import WeakKeyDictionary

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

PRIVATE = 0xE000
"""Glyph n of a shaped text is written as the private character PRIVATE + n, in every sheet the same."""
_PRIVATE_END = 0xF8FF
UNKNOWN = "\N{REPLACEMENT CHARACTER}"
"""What stands in a text for something that is no character."""
BOX = "\N{WHITE SQUARE}"
"""What is drawn for a character no font has."""


class Weight(StrEnum):
    """How heavy a text is set."""

    REGULAR = "Regular"
    MEDIUM = "Medium"
    SEMIBOLD = "SemiBold"
    BOLD = "Bold"


_FALLBACKS = (
    "NotoSansArabic-Regular",
    "NotoSansHebrew-Regular",
    "NotoSansThai-Regular",
    "NotoSansDevanagari-Regular",
    "DroidSansFallbackFull",
)
"""Tried in this order for what Inter lacks; the last one is large, so it is only opened when all others fail."""


@dataclass(frozen=True, slots=True, eq=False)
class Face:
    """One font file, registered with ReportLab once per process."""

    name: str
    path: Path
    font: Any
    widths: dict[str, float] = field(repr=False)  # character -> thousandths of the size
    plain: frozenset[str] = field(repr=False)  # set left to right without shaping
    shapers: dict[str, Any] = field(default_factory=dict, repr=False)  # filled on first use

    def has(self, character: str) -> bool:
        """True when the file has a glyph for it."""
        return character in self.widths

    def width(self, text: str, size: float) -> float:
        """The width of plain text in points."""
        return sum(map(self.widths.__getitem__, text)) * size / 1000

    @property
    def shaper(self) -> Any:
        """The file as HarfBuzz reads it, with every glyph given its private character in ReportLab."""
        if "font" not in self.shapers:
            self.shapers["font"] = self._open_shaper()
        return self.shapers["font"]

    def _open_shaper(self) -> Any:
        import uharfbuzz

        shaper = uharfbuzz.Font(uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(self.path))))
        face = self.font.face
        # DroidSansFallback has more glyphs than there are private characters; its scripts need no shaping.
        for glyph in range(min(shaper.face.glyph_count, _PRIVATE_END - PRIVATE + 1)):
            face.charToGlyph[PRIVATE + glyph] = glyph
            face.charWidths[PRIVATE + glyph] = shaper.get_glyph_h_advance(glyph) * 1000 / shaper.face.upem
        return shaper


class SpokenFont(TTFont):
    """A font that also tells a reader which letters its shaped glyphs stand for."""

    def __init__(self, name: str, path: Path) -> None:
        super().__init__(name, str(path))
        self._spoken: WeakKeyDictionary[Any, dict[int, str]] = WeakKeyDictionary()

    def can_speak(self, document: Any, glyph: str, text: str) -> bool:
        """Note in this document that the glyph stands for the text; False when it already stands for another."""
        return self._spoken.setdefault(document, {}).setdefault(ord(glyph), text) == text

    def addObjects(self, document: Any) -> None:  # noqa: N802  ReportLab's name
        """Write the font into the document, with the letters behind the private characters."""
        super().addObjects(document)
        spoken = self._spoken.pop(document, {})
        if not spoken:
            return
        prefix = "toUnicodeCMap:"
        for name, stream in document.idToObject.items():
            if name.startswith(prefix) and name.endswith(self.face.name.decode("latin-1").split("+")[-1]):
                stream.content = _with_letters(stream.content, spoken)


def _with_letters(cmap: str, spoken: dict[int, str]) -> str:
    def letters(match: re.Match[str]) -> str:
        text = spoken.get(int(match[2], 16))
        return match[0] if text is None else f"{match[1]} <{text.encode('utf-16-be').hex().upper()}>"

    return re.sub(r"^(<..>) <([0-9A-F]{4})>$", letters, cmap, flags=re.MULTILINE)


class Typefaces:
    """The faces of a fonts folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._faces: dict[str, Face] = {}

    def inter(self, weight: Weight) -> Face:
        """The face everything is set in."""
        return self._face(f"Inter-{weight}")

    def face_for(self, character: str, weight: Weight, before: Face | None = None) -> Face | None:
        """A face with that character, the one in use if it has it; None when no bundled font does.

        A space is always Inter's, so that words stand equally far apart.
        """
        if before is not None and character != " " and before.has(character):
            return before
        first = self.inter(weight)
        if first.has(character):
            return first
        return next((face for face in map(self._face, _FALLBACKS) if face.has(character)), None)

    def missing(self, text: str) -> tuple[str, ...]:
        """The characters of a text that no bundled font has, each once, as they come."""
        shown = dict.fromkeys(c for c in unicodedata.normalize("NFC", text) if not c.isspace())
        return tuple(c for c in shown if not is_unseen(c) and self.face_for(c, Weight.REGULAR) is None)

    def _face(self, name: str) -> Face:
        if name not in self._faces:
            with _registering:
                self._faces[name] = _load(name, self._folder / f"{name}.ttf")
        return self._faces[name]


_registering = threading.Lock()
"""ReportLab keeps its fonts per process, and sheets are made in a pool of threads."""


@cache
def _load(name: str, path: Path) -> Face:
    # Kept for the process: ReportLab sets wrongly when a file is registered twice.
    known = f"Intake-{name}"
    font = SpokenFont(known, path)
    pdfmetrics.registerFont(font)
    widths = {chr(code): float(width) for code, width in font.face.charWidths.items() if _is_offered(code, font)}
    return Face(known, path, font, widths, frozenset(c for c in widths if is_simple(c)))


def _is_offered(code: int, font: Any) -> bool:
    return code in font.face.charToGlyph and not PRIVATE <= code <= _PRIVATE_END


def is_simple(character: str) -> bool:
    """True for a character that stands by itself, left to right."""
    if character < "\u0300":
        return character >= " " and character not in "\x7f\xad" and not "\x80" <= character < "\xa0"
    direction = unicodedata.bidirectional(character)
    return direction not in _RIGHT_TO_LEFT and unicodedata.category(character)[0] not in "MC"


_RIGHT_TO_LEFT = frozenset({"R", "AL", "AN", "RLE", "RLO", "RLI", "LRE", "LRO", "LRI", "PDF", "PDI", "FSI"})


def is_unseen(character: str) -> bool:
    """True for what is not drawn by itself: joiners, direction marks, variation selectors."""
    return unicodedata.category(character) == "Cf" or "\ufe00" <= character <= "\ufe0f"
