"""Draws lines of text, rules and boxes on a page, measured from its top left corner."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from reportlab.lib.colors import HexColor

from intake.reports.glyphs import Piece
from intake.reports.paragraphs import INK, Line, Type

_ASCENT = 0.969
_DESCENT = 0.242
"""Inter's, in parts of the size: a line of type sits in the middle of its leading."""


@dataclass(frozen=True, slots=True)
class BoxStyle:
    """How a box is outlined."""

    colour: str = "#7C8A85"
    thickness: float = 0.75
    radius: float = 4.5


class Pen:
    """A canvas with the origin at the top left and y downwards."""

    def __init__(self, canvas: Any, height: float) -> None:
        self.canvas = canvas
        self.height = height

    def line_of_text(self, line: Line, x: float, y: float, type_: Type) -> None:
        """One line of a text whose box begins at x, y."""
        baseline = self.height - y - (type_.leading + (_ASCENT - _DESCENT) * type_.size) / 2
        for at, colour, piece in line.pieces:
            self.canvas.setFillColor(HexColor(colour))
            self.canvas.setFont(piece.face.font.fontName, type_.size)
            self._piece(piece, x + at, baseline)

    def _piece(self, piece: Piece, x: float, y: float) -> None:
        if not piece.clusters:
            self.canvas.drawString(x, y, piece.text)
            return
        if piece.is_spoken:
            self._speak(piece.text)
        for cluster in piece.clusters:
            is_said = piece.is_spoken or self._can_speak(piece, cluster.text, len(cluster.glyphs), cluster.glyphs[0].drawn)
            if not is_said:
                self._speak(cluster.text)
            for glyph in cluster.glyphs:
                self.canvas.drawString(x + glyph.x, y + glyph.y, glyph.drawn)
            if not is_said:
                self._end_speech()
        if piece.is_spoken:
            self._end_speech()

    def _can_speak(self, piece: Piece, text: str, count: int, glyph: str) -> bool:
        return count == 1 and bool(piece.face.font.can_speak(self.canvas._doc, glyph, text))

    def _speak(self, text: str) -> None:
        # ReportLab has no public way to say which letters stand behind glyphs: PDF 32000-1, 14.9.4.
        letters = text.encode("utf-16-be", "replace").hex().upper()
        self.canvas._code.append(f"/Span <</ActualText <FEFF{letters}>>> BDC")

    def _end_speech(self) -> None:
        self.canvas._code.append("EMC")

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
