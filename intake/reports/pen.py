"""Draws lines of text, rules and boxes on a page, measured from its top left corner."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from reportlab.lib.colors import HexColor

from intake.reports.glyphs import Cluster, Piece
from intake.reports.paragraphs import INK, Line, Type
from intake.reports.typefaces import Face

_ASCENT = 0.969
_DESCENT = 0.242
"""Inter's, in parts of the size: a line of type sits in the middle of its leading."""


@cache
def _fill(colour: str) -> str:
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return f"{red:.3f} {green:.3f} {blue:.3f} rg"


@dataclass(frozen=True, slots=True)
class BoxStyle:
    """How a box is outlined."""

    colour: str = "#7C8A85"
    thickness: float = 0.75
    radius: float = 4.5


PLAIN_BOX = BoxStyle()


class Pen:
    """A canvas with the origin at the top left and y downwards."""

    def __init__(self, canvas: Any, height: float) -> None:
        self.canvas = canvas
        self.height = height

    def line_of_text(self, line: Line, x: float, y: float, type_: Type) -> None:
        """One line of a text whose box begins at x, y."""
        baseline = self.height - y - (type_.leading + (_ASCENT - _DESCENT) * type_.size) / 2
        for at, colour, piece in line.pieces:
            self._write(_fill(colour))
            self._piece(piece, x + at, baseline, type_.size)

    def _piece(self, piece: Piece, x: float, y: float, size: float) -> None:
        if not piece.clusters:
            self._show(piece.face, piece.text, (x, y), size)
            return
        if piece.is_spoken:
            self._speak(piece.text)
        for cluster in piece.clusters:
            is_said = piece.is_spoken or self._can_speak(piece.face, cluster)
            if not is_said:
                self._speak(cluster.text)
            for glyph in cluster.glyphs:
                self._show(piece.face, glyph.drawn, (x + glyph.x, y + glyph.y), size)
            if not is_said:
                self._end_speech()
        if piece.is_spoken:
            self._end_speech()

    def _show(self, face: Face, text: str, place: tuple[float, float], size: float) -> None:
        # What canvas.drawString writes, without the text object: a sheet has hundreds of short texts.
        document, font = self.canvas._doc, face.font
        parts = [f"BT 1 0 0 1 {place[0]:.2f} {place[1]:.2f} Tm"]
        for subset, letters in font.splitString(text, document):
            name = font.getSubsetInternalName(subset, document)
            parts.append(f"{name} {size:g} Tf ({self.canvas._escape(letters)}) Tj")
        self._write(" ".join([*parts, "ET"]))

    def _write(self, operators: str) -> None:
        self.canvas._code.append(operators)

    def _can_speak(self, face: Face, cluster: Cluster) -> bool:
        glyphs = cluster.glyphs
        return len(glyphs) == 1 and bool(face.font.can_speak(self.canvas._doc, glyphs[0].drawn, cluster.text))

    def _speak(self, text: str) -> None:
        # ReportLab has no public way to say which letters stand behind glyphs: PDF 32000-1, 14.9.4.
        letters = text.encode("utf-16-be", "replace").hex().upper()
        self._write(f"/Span <</ActualText <FEFF{letters}>>> BDC")

    def _end_speech(self) -> None:
        self._write("EMC")

    def rule(self, x: float, y: float, width: float, *, thickness: float = 0.5, colour: str = INK) -> None:
        """A horizontal line."""
        self.canvas.setStrokeColor(HexColor(colour))
        self.canvas.setLineWidth(thickness)
        self.canvas.line(x, self.height - y, x + width, self.height - y)

    def box(self, x: float, y: float, width: float, height: float, style: BoxStyle) -> None:
        """An outline with round corners."""
        self.canvas.setStrokeColor(HexColor(style.colour))
        self.canvas.setLineWidth(style.thickness)
        self.canvas.roundRect(x, self.height - y - height, width, height, style.radius, stroke=1, fill=0)

    def square(self, x: float, y: float, size: float, *, is_filled: bool) -> None:
        """A small tick box, filled or empty."""
        self.canvas.setStrokeColor(HexColor(INK))
        self.canvas.setFillColor(HexColor(INK))
        self.canvas.setLineWidth(0.8)
        self.canvas.rect(x, self.height - y - size, size, size, stroke=1, fill=int(is_filled))
