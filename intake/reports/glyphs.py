"""Text as it is drawn: cleaned, split by font and direction, shaped, and put in the order of the eye."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from intake.reports.direction import bidi_levels
from intake.reports.typefaces import BOX, PRIVATE, UNKNOWN, Face, Typefaces, Weight, is_unseen

# Direction overrides in a name could turn a whole line around; the order comes from the letters alone.
_OVERRIDES = dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A)])
_BREAKS = {ord(c): "\n" for c in "\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"}
_CONTROLS = {code: UNKNOWN for code in (*range(9), *range(0x0E, 0x1C), 0x1F, *range(0x7F, 0x85), *range(0x86, 0xA0))}
_CLEAN = {0x09: " ", 0xAD: None, 0xFEFF: None} | _BREAKS | _CONTROLS | _OVERRIDES


@dataclass(frozen=True, slots=True)
class Glyph:
    """One private character and where it stands from the start of its piece."""

    x: float
    y: float
    drawn: str


@dataclass(frozen=True, slots=True)
class Cluster:
    """Glyphs that together stand for a few letters, which is what a reader copies or searches."""

    text: str
    glyphs: tuple[Glyph, ...]


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of one face, ready to be drawn: plain text, or glyphs with their places.

    `is_spoken` says that `text` stands for the glyphs as a whole; from right to left each cluster has its own.
    """

    face: Face
    text: str
    width: float
    clusters: tuple[Cluster, ...] = ()
    is_spoken: bool = False


def clean(text: str) -> str:
    """The text without what cannot be drawn: a control character leaves a visible mark."""
    if text.isascii() and text.isprintable():
        return text
    text = text.replace("\r\n", "\n").replace("\r", "\n").translate(_CLEAN)
    text = "".join(UNKNOWN if 0xD800 <= ord(c) <= 0xDFFF else c for c in text)
    return unicodedata.normalize("NFC", text)


class GlyphSetter:
    """Turns text of one size and weight into pieces."""

    def __init__(self, faces: Typefaces) -> None:
        self._faces = faces

    def is_plain(self, text: str, weight: Weight) -> bool:
        """True when the text can be drawn as it is, in one face, from left to right."""
        return self._faces.inter(weight).plain.issuperset(text)

    def font_name(self, weight: Weight) -> str:
        """What ReportLab calls the face of that weight."""
        return self._faces.inter(weight).name

    def width(self, text: str, weight: Weight, size: float) -> float:
        """The width of the text on one line."""
        face = self._faces.inter(weight)
        if face.plain.issuperset(text):
            return face.width(text, size)
        return sum(piece.width for piece in self.pieces(text, weight, size))

    def pieces(self, text: str, weight: Weight, size: float, levels: list[int] | None = None) -> list[Piece]:
        """The text as drawn from left to right; `levels` are those of a longer text it was cut from."""
        face = self._faces.inter(weight)
        if face.plain.issuperset(text):
            return [Piece(face, text, face.width(text, size))]
        levels = levels if levels is not None else bidi_levels(text)
        runs = self._runs(text, levels, weight)
        return [self._piece(run, size) for run in _in_order_of_the_eye(runs)]

    def _runs(self, text: str, levels: list[int], weight: Weight) -> list[_Run]:
        runs: list[_Run] = []
        for character, level in zip(text, levels, strict=True):
            before = runs[-1].face if runs else None
            face = before if is_unseen(character) and before else self._faces.face_for(character, weight, before)
            face, is_missing = face or self._faces.inter(weight), face is None
            if runs and runs[-1].joins(face, level, is_missing=is_missing):
                runs[-1].text += character
            else:
                runs.append(_Run(character, face, level, is_missing))
        return _neutral_to_inter(runs, self._faces.inter(weight))

    def _piece(self, run: _Run, size: float) -> Piece:
        if run.is_missing:
            return _boxes(run, size)
        if run.face.plain.issuperset(run.text) and (run.level % 2 == 0 or run.text.isspace()):
            return Piece(run.face, run.text, run.face.width(run.text, size))
        return shape(run.face, run.text, size, is_rtl=run.level % 2 == 1)


@dataclass(slots=True)
class _Run:
    text: str
    face: Face
    level: int
    is_missing: bool

    def joins(self, face: Face, level: int, *, is_missing: bool) -> bool:
        return face is self.face and level == self.level and is_missing == self.is_missing


def _boxes(run: _Run, size: float) -> Piece:
    """A visible box for every character no font has; the characters themselves stay in the file."""
    width = run.face.width(BOX, size)
    seen = [c for c in run.text if not is_unseen(c)]
    clusters = tuple(Cluster(c, (Glyph(place * width, 0, BOX),)) for place, c in enumerate(seen))
    return Piece(run.face, run.text, width * len(seen), clusters, is_spoken=True)


def _neutral_to_inter(runs: list[_Run], inter: Face) -> list[_Run]:
    # A space behind a Thai word was given to the Thai face; latin text that follows belongs to Inter.
    for run in runs:
        if run.face is not inter and run.level % 2 == 0 and not run.is_missing and inter.plain.issuperset(run.text):
            run.face = inter
    return runs


def _in_order_of_the_eye(runs: list[_Run]) -> list[_Run]:
    """The runs from left to right (Unicode bidirectional algorithm, rule L2)."""
    highest = max((run.level for run in runs), default=0)
    lowest_odd = min((run.level for run in runs if run.level % 2), default=highest + 1)
    for level in range(highest, lowest_odd - 1, -1):
        ordered: list[_Run] = []
        turned: list[_Run] = []
        for run in runs:
            if run.level >= level:
                turned.append(run)
                continue
            ordered += [*reversed(turned), run]
            turned = []
        runs = ordered + turned[::-1]
    return runs


def shape(face: Face, text: str, size: float, *, is_rtl: bool) -> Piece:
    """A text in one direction as glyphs with their places."""
    import uharfbuzz

    shaper = face.shaper
    buffer = uharfbuzz.Buffer()
    buffer.cluster_level = uharfbuzz.BufferClusterLevel.MONOTONE_CHARACTERS
    buffer.add_str(text)
    buffer.guess_segment_properties()
    buffer.direction = "rtl" if is_rtl else "ltr"
    uharfbuzz.shape(shaper, buffer, {"kern": True, "liga": True})
    ends = _cluster_ends({info.cluster for info in buffer.glyph_infos}, len(text))
    scale, x = size / shaper.face.upem, 0.0
    clusters: dict[int, list[Glyph]] = {}
    for info, place in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
        glyph = Glyph(x + place.x_offset * scale, place.y_offset * scale, chr(PRIVATE + info.codepoint))
        clusters.setdefault(info.cluster, []).append(glyph)
        x += place.x_advance * scale
    drawn = tuple(Cluster(text[at : ends[at]], tuple(glyphs)) for at, glyphs in clusters.items())
    return Piece(face, text, x, drawn, is_spoken=not is_rtl)


def _cluster_ends(starts: set[int], length: int) -> dict[int, int]:
    ordered = sorted(starts)
    return dict(zip(ordered, [*ordered[1:], length], strict=True))
