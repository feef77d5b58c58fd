"""Texts broken into lines of a given width."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field

from intake.reports.direction import bidi_levels
from intake.reports.glyphs import GlyphSetter, Piece, clean
from intake.reports.typefaces import Weight

INK = "#14201D"
GREY = "#43524D"
FLAG_INK = "#A31621"


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of text in one weight and colour; its direction never reaches into its neighbours."""

    text: str
    weight: Weight = Weight.REGULAR
    colour: str = INK


@dataclass(frozen=True, slots=True)
class Line:
    """Pieces from left to right, each with its place and colour."""

    pieces: tuple[tuple[float, str, Piece], ...]
    width: float


@dataclass(frozen=True, slots=True)
class Type:
    """A size of type with the distance of its lines, in points."""

    size: float
    leading: float


@dataclass(slots=True)
class _Open:
    """The line being filled: stretches of spans as (span, start, end)."""

    parts: list[tuple[int, int, int]] = field(default_factory=list)
    width: float = 0

    def add(self, span: int, start: int, end: int, width: float) -> None:
        if self.parts and self.parts[-1][0] == span and self.parts[-1][2] == start:
            self.parts[-1] = (span, self.parts[-1][1], end)
        else:
            self.parts.append((span, start, end))
        self.width += width


_TOKENS = re.compile(r"\n|[ \u2000-\u200a\u3000]+|[^ \n\u2000-\u200a\u3000]+")
# Scripts written without spaces may be broken between any two of their letters.
_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uff60]")
_BREAK_BEHIND = re.compile(r"(?<=[\w)][-/–—,;])(?=\w)")


class Typesetter:
    """Breaks texts into lines."""

    def __init__(self, glyphs: GlyphSetter) -> None:
        self._glyphs = glyphs

    def width(self, text: str, weight: Weight, size: float) -> float:
        """The width of a text on one line."""
        return self._glyphs.width(clean(text), weight, size)

    def font_name(self, weight: Weight) -> str:
        """What ReportLab calls the face of that weight."""
        return self._glyphs.font_name(weight)

    def lines(self, spans: tuple[Span, ...], type_: Type, width: float) -> tuple[Line, ...]:
        """The text in lines no wider than `width`, unless a single letter is."""
        spans = tuple(Span(clean(span.text), span.weight, span.colour) for span in spans if span.text)
        levels = [None if self._glyphs.is_plain(s.text, s.weight) else bidi_levels(s.text) for s in spans]
        broken = self._broken(spans, type_.size, width)
        return tuple(self._line(parts, spans, levels, type_.size) for parts in broken)

    def _broken(self, spans: tuple[Span, ...], size: float, width: float) -> list[list[tuple[int, int, int]]]:
        done: list[list[tuple[int, int, int]]] = []
        line = _Open()
        for number, span in enumerate(spans):
            for start, end in self._atoms(span, size, width):
                atom = span.text[start:end]
                wide = 0.0 if atom == "\n" else self._glyphs.width(atom, span.weight, size)
                is_space = atom.isspace()
                # A space may hang over the edge; it is cut off when the line is drawn.
                if atom == "\n" or (line.parts and not is_space and line.width + wide > width + 0.001):
                    done.append(line.parts)
                    line = _Open()
                if atom != "\n" and not (is_space and not line.parts and done):
                    line.add(number, start, end, wide)
        return [*done, line.parts] if line.parts or not done else done

    def _atoms(self, span: Span, size: float, width: float) -> Iterator[tuple[int, int]]:
        """What may not be broken: words, letters of scripts without spaces, pieces of overlong words."""
        for token in _TOKENS.finditer(span.text):
            word = token.group()
            if word.isspace() or self._is_whole(word, span.weight, size, width):
                yield token.span()
                continue
            yield from self._parts_of(word, token.start(), span, size, width)

    def _is_whole(self, word: str, weight: Weight, size: float, width: float) -> bool:
        return len(word) < 12 and not _UNSPACED.search(word) and self._glyphs.width(word, weight, size) <= width

    def _parts_of(self, word: str, at: int, span: Span, size: float, width: float) -> Iterator[tuple[int, int]]:
        for part in _BREAK_BEHIND.split(word):
            for piece in self._pieces_of(part, span.weight, size, width):
                yield at, at + len(piece)
                at += len(piece)

    def _pieces_of(self, part: str, weight: Weight, size: float, width: float) -> list[str]:
        if _UNSPACED.search(part):
            return grapheme_clusters(part)
        if self._glyphs.width(part, weight, size) <= width:
            return [part]
        pieces, letters = [], grapheme_clusters(part)
        while letters:
            # Joined letters have other widths than single ones: each piece is measured as a whole.
            fits = bisect_right(
                range(1, len(letters)), width, key=lambda n: self._glyphs.width("".join(letters[:n]), weight, size)
            )
            pieces.append("".join(letters[: max(fits, 1)]))
            letters = letters[max(fits, 1) :]
        return pieces

    def _line(
        self, parts: list[tuple[int, int, int]], spans: tuple[Span, ...], levels: list[list[int] | None], size: float
    ) -> Line:
        x, placed = 0.0, []
        for place, (number, start, end) in enumerate(parts):
            span, of_span = spans[number], levels[number]
            text = span.text[start:end]
            text = text.rstrip(" ") if place == len(parts) - 1 else text
            of_text = None if of_span is None else of_span[start : start + len(text)]
            for piece in self._glyphs.pieces(text, span.weight, size, of_text):
                placed.append((x, span.colour, piece))
                x += piece.width
        return Line(tuple(placed), x)


_JOINERS = frozenset("\u200d\u094d\u09cd\u0a4d\u0acd\u0b4d\u0bcd\u0c4d\u0ccd\u0d4d\u17d2")
"""After these the next letter belongs to the one before: the zero width joiner and the viramas."""
_LEADING = frozenset("\u0e40\u0e41\u0e42\u0e43\u0e44\u0ec0\u0ec1\u0ec2\u0ec3\u0ec4")
"""Thai and Lao vowels that are written before their consonant."""
_TRAILING = frozenset("\u0e30\u0e32\u0e33\u0e45\u0eb0\u0eb2\u0eb3\u3001\u3002\uff0c\uff01\uff1f")
"""Vowels and marks that never begin a line."""


def grapheme_clusters(text: str) -> list[str]:
    """Letters with everything that belongs to them."""
    clusters: list[str] = []
    for character in text:
        if clusters and (_belongs(character) or clusters[-1][-1] in _JOINERS | _LEADING):
            clusters[-1] += character
        else:
            clusters.append(character)
    return clusters


def _belongs(character: str) -> bool:
    return (
        character in _TRAILING or character == "\u200d" or unicodedata.category(character) in {"Mn", "Mc", "Me", "Cf"}
    )
