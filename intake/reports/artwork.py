"""Icons, body maps and QR codes drawn as vectors."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

from reportlab.lib.colors import HexColor
from reportlab.pdfgen.pathobject import PDFPathObject

from intake.reports.drawings import Drawing, Shape, read_drawing
from intake.reports.paragraphs import GREY, INK
from intake.reports.pen import Pen


class Hatch(StrEnum):
    """How a part of the body is filled; the kinds differ without colour."""

    ABNORMAL = "abnormal"
    JUDGE = "judge"


_HATCHES = {Hatch.ABNORMAL: ("#FFF6E8", "#B8741A", 7.0, 45), Hatch.JUDGE: ("#FFFFFF", "#586661", 11.0, -45)}


_MARKS: Mapping[str, Mapping[str, tuple[float, float]]] = {
    "dog_side": {
        "head": (130, 118),
        "neck": (205, 150),
        "front_left": (262, 290),
        "front_right": (205, 418),
        "torso": (400, 215),
        "rear_left": (512, 250),
        "rear_right": (470, 424),
        "anus": (596, 244),
        "tail": (670, 198),
    },
    "dog_dorsal": {
        "head": (200, 80),
        "neck": (200, 160),
        "front_left": (84, 178),
        "front_right": (316, 178),
        "torso": (200, 290),
        "rear_left": (112, 402),
        "rear_right": (288, 402),
        "anus": (200, 446),
        "tail": (200, 512),
    },
}


@dataclass(frozen=True, slots=True)
class Icon:
    """An icon of a size and colour."""

    name: str
    size: float = 9
    colour: str = INK


class Artwork:
    """Draws from the icons and body maps of the resources folder."""

    def __init__(self, icons: Path, body_maps: Path) -> None:
        self._icons = icons
        self._body_maps = body_maps

    def icon(self, pen: Pen, icon: Icon, x: float, y: float) -> None:
        """An icon with its top left corner at x, y; drawn once per file and repeated by reference."""
        form = f"icon-{icon.name}-{icon.colour[1:]}"
        canvas = pen.canvas
        if not canvas.hasForm(form):
            self._define(canvas, form, read_drawing(self._icons / f"{icon.name}.svg"), icon.colour)
        canvas.saveState()
        canvas.translate(x, pen.height - y - icon.size)
        canvas.scale(icon.size / 24, icon.size / 24)
        canvas.doForm(form)
        canvas.restoreState()

    def _define(self, canvas: Any, form: str, drawing: Drawing, colour: str) -> None:
        canvas.beginForm(form, 0, 0, 24, 24)
        canvas.setStrokeColor(HexColor(colour))
        canvas.setLineWidth(2.25)
        canvas.setLineCap(1)
        canvas.setLineJoin(1)
        canvas.transform(1, 0, 0, -1, 0, 24)
        for shape in drawing.shapes:
            canvas.drawPath(_path(shape), stroke=1, fill=0)
        canvas.endForm()

    def body(self, pen: Pen, view: str, frame: tuple[float, float, float], hatched: Mapping[str, Hatch]) -> float:
        """A body map with its top left corner at x, y and a height; gives back its scale."""
        x, y, height = frame
        drawing = self.body_drawing(view)
        scale = height / drawing.box[3]
        canvas = pen.canvas
        canvas.saveState()
        canvas.transform(scale, 0, 0, -scale, x - drawing.box[0] * scale, pen.height - y + drawing.box[1] * scale)
        canvas.setLineCap(1)
        canvas.setLineJoin(1)
        for shape in drawing.shapes:
            _part_of_body(canvas, shape, hatched.get(shape.group))
        canvas.restoreState()
        return scale

    def body_drawing(self, view: str) -> Drawing:
        """The shapes of `dog_side` or `dog_dorsal`."""
        return read_drawing(self._body_maps / f"{view}.svg")

    def mark_at(self, view: str, group: str) -> tuple[float, float]:
        """Where the number of a part of the body stands, in the drawing's own numbers."""
        return _MARKS[view][group]


def _part_of_body(canvas: Any, shape: Shape, hatch: Hatch | None) -> None:
    path = _path(shape)
    if shape.group == "detail":
        canvas.setStrokeColor(HexColor("#5B6C67"))
        canvas.setFillColor(HexColor("#5B6C67"))
        canvas.setLineWidth(2)
        canvas.drawPath(path, stroke=1, fill=int(shape.is_filled))
        return
    tint, colour, gap, angle = _HATCHES[hatch] if hatch else ("#FFFFFF", "#586661", 0.0, 0)
    canvas.setFillColor(HexColor(tint))
    canvas.setStrokeColor(HexColor(colour))
    if hatch:
        canvas.saveState()
        canvas.clipPath(path, stroke=0, fill=1)
        canvas.setLineWidth(1.5)
        canvas.drawPath(_hatching(shape, gap, angle), stroke=1, fill=0)
        canvas.restoreState()
    canvas.setLineWidth(3.4 if hatch else 2.4)
    canvas.drawPath(path, stroke=1, fill=int(hatch is None))


@cache
def _hatching(shape: Shape, gap: float, angle: int) -> Any:
    """Slanting lines over the whole of a shape."""
    xs = [v for _, values in shape.strokes for v in values[::2]]
    ys = [v for _, values in shape.strokes for v in values[1::2]]
    left, right, top, bottom = min(xs), max(xs), min(ys), max(ys)
    span, at, path = bottom - top, min(xs) - (bottom - top), PDFPathObject()
    while at < right + span and left < right:
        start, end = (at, at + span) if angle > 0 else (at + span, at)
        path.moveTo(start, bottom)
        path.lineTo(end, top)
        at += gap * math.sqrt(2)
    return path


@cache
def _path(shape: Shape) -> Any:
    path = PDFPathObject()
    draw = {"M": path.moveTo, "L": path.lineTo, "C": path.curveTo, "Z": path.close}
    for kind, values in shape.strokes:
        draw[kind](*values)
    return path


def mark(pen: Pen, font: str, number: int, place: tuple[float, float], radius: float = 5.6) -> None:
    """A number in a circle."""
    x, y = place
    canvas = pen.canvas
    canvas.setFillColor(HexColor("#FFFFFF"))
    canvas.setStrokeColor(HexColor(INK))
    canvas.setLineWidth(0.9)
    canvas.circle(x, pen.height - y, radius, stroke=1, fill=1)
    canvas.setFillColor(HexColor(INK))
    canvas.setFont(font, 7.5)
    canvas.drawCentredString(x, pen.height - y - 2.7, str(number))


def qr_code(pen: Pen, text: str, x: float, y: float, size: float) -> None:
    """A QR code as filled rectangles, without its quiet zone: the paper around it stays empty."""
    import segno

    # Looking for the best of the eight masks takes longer than everything else; readers take any of them.
    rows = [bytes(row) for row in segno.make(text, error="q", micro=False, boost_error=False, mask=2).matrix]
    canvas, count = pen.canvas, len(rows)
    canvas.saveState()
    canvas.setFillColor(HexColor("#000000"))
    canvas.transform(size / count, 0, 0, -size / count, x, pen.height - y)
    cells = [f"{start} {number} {width} 1 re" for number, row in enumerate(rows) for start, width in _runs(row)]
    canvas._code.append(" ".join([*cells, "f"]))
    canvas.restoreState()


def _runs(row: bytes) -> list[tuple[int, int]]:
    """Dark cells side by side as (start, count)."""
    runs, start = [], None
    for place, dark in enumerate([*row, 0]):
        if dark and start is None:
            start = place
        elif not dark and start is not None:
            runs.append((start, place - start))
            start = None
    return runs


def evidence_squares(pen: Pen, counts: tuple[int, int, int], place: tuple[float, float], room: float) -> None:
    """Filled: fits; crossed: speaks against; dashed: not known. At most six dashed are drawn."""
    kinds = ["for"] * counts[0] + ["against"] * counts[1] + ["open"] * min(counts[2], 6)
    canvas, gap = pen.canvas, min(7.0, room / max(len(kinds), 1))
    size = gap - 1.6 if gap > 4 else gap * 0.7
    canvas.saveState()
    canvas.setFillColor(HexColor(INK))
    canvas.setLineWidth(0.7)
    for number, kind in enumerate(kinds):
        left, bottom = place[0] + number * gap, pen.height - place[1] - size
        canvas.setStrokeColor(HexColor(GREY if kind == "open" else INK))
        canvas.setDash(*((1.2, 1.1) if kind == "open" else ()))
        canvas.rect(left, bottom, size, size, stroke=1, fill=int(kind == "for"))
        if kind == "against":
            canvas.line(left, bottom, left + size, bottom + size)
    canvas.restoreState()
