"""Icons, body maps and QR codes drawn as vectors."""

from __future__ import annotations

import math
from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import Any

from reportlab.lib.colors import HexColor

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


class Artwork:
    """Draws from the icons and body maps of the resources folder."""

    def __init__(self, icons: Path, body_maps: Path) -> None:
        self._icons = icons
        self._body_maps = body_maps

    def icon(self, pen: Pen, name: str, x: float, y: float, size: float, colour: str = INK) -> None:
        """An icon with its top left corner at x, y; drawn once per file and repeated by reference."""
        form = f"icon-{name}-{colour[1:]}"
        canvas = pen.canvas
        if not canvas.hasForm(form):
            self._define(canvas, form, read_drawing(self._icons / f"{name}.svg"), colour)
        canvas.saveState()
        canvas.translate(x, pen.height - y - size)
        canvas.scale(size / 24, size / 24)
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
            canvas.drawPath(_path(canvas, shape), stroke=1, fill=0)
        canvas.endForm()

    def body(self, pen: Pen, view: str, x: float, y: float, height: float, hatched: Mapping[str, Hatch]) -> float:
        """A body map of that height; gives back its scale."""
        drawing = self.body_drawing(view)
        scale = height / drawing.box[3]
        canvas = pen.canvas
        canvas.saveState()
        canvas.transform(
            scale, 0, 0, -scale, x - drawing.box[0] * scale, pen.height - y + drawing.box[1] * scale
        )
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
    path = _path(canvas, shape)
    if shape.group == "detail":
        canvas.setStrokeColor(HexColor("#5B6C67"))
        canvas.setFillColor(HexColor("#5B6C67"))
        canvas.setLineWidth(2)
        canvas.drawPath(path, stroke=1, fill=int(shape.is_filled))
        return
    tint, colour, gap, angle = _HATCHES[hatch] if hatch else ("#FFFFFF", "#586661", 0.0, 0)
    canvas.setFillColor(HexColor(tint))
    canvas.setStrokeColor(HexColor(colour))
    canvas.setLineWidth(3.4 if hatch else 2.4)
    if hatch:
        canvas.saveState()
        canvas.clipPath(path, stroke=0, fill=1)
        _hatch(canvas, shape, gap, angle)
        canvas.restoreState()
        canvas.drawPath(_path(canvas, shape), stroke=1, fill=0)
        return
    canvas.drawPath(path, stroke=1, fill=1)


def _hatch(canvas: Any, shape: Shape, gap: float, angle: int) -> None:
    xs = [v for _, values in shape.strokes for v in values[::2]]
    ys = [v for _, values in shape.strokes for v in values[1::2]]
    left, right, top, bottom = min(xs), max(xs), min(ys), max(ys)
    slope = math.copysign(1, angle)
    span = bottom - top
    canvas.setLineWidth(1.5)
    lines, at = [], left - span
    while at < right + span:
        start, end = (at, at + span) if slope > 0 else (at + span, at)
        lines.append((start, bottom, end, top))
        at += gap * math.sqrt(2)
    canvas.lines(lines)


def _path(canvas: Any, shape: Shape) -> Any:
    path = canvas.beginPath()
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

    rows = [bytes(row) for row in segno.make(text, error="m", micro=False, boost_error=False).matrix]
    cell = size / len(rows)
    canvas = pen.canvas
    canvas.setFillColor(HexColor("#000000"))
    path = canvas.beginPath()
    for number, row in enumerate(rows):
        for start, count in _runs(row):
            top = pen.height - y - number * cell
            path.rect(x + start * cell, top - cell, count * cell, cell)
    canvas.drawPath(path, stroke=0, fill=1)


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


def evidence_squares(pen: Pen, counts: tuple[int, int, int], x: float, y: float) -> None:
    """Filled: fits; crossed: speaks against; dashed: not known. At most six dashed are drawn."""
    canvas, size, gap = pen.canvas, 5.4, 7.0
    kinds = ["for"] * counts[0] + ["against"] * counts[1] + ["open"] * min(counts[2], 6)
    canvas.setStrokeColor(HexColor(INK))
    canvas.setFillColor(HexColor(INK))
    canvas.setLineWidth(0.8)
    for place, kind in enumerate(kinds[:18]):
        left, bottom = x + place * gap, pen.height - y - size
        if kind == "open":
            canvas.setStrokeColor(HexColor(GREY))
            canvas.setDash(1.2, 1.1)
        canvas.rect(left, bottom, size, size, stroke=1, fill=int(kind == "for"))
        if kind == "against":
            canvas.line(left, bottom, left + size, bottom + size)
    canvas.setDash()
