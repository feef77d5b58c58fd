"""Drawings from SVG files as vectors: icons, and the body maps."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TypeAlias
from xml.etree import ElementTree

Point: TypeAlias = tuple[float, float]
Stroke: TypeAlias = tuple[str, tuple[float, ...]]
"""("M", x y), ("L", x y), ("C", six numbers) or ("Z",)."""


@dataclass(frozen=True, slots=True)
class Shape:
    """One outline with the group it belongs to."""

    group: str
    name: str
    strokes: tuple[Stroke, ...]
    is_filled: bool


@dataclass(frozen=True, slots=True)
class Drawing:
    """A file's shapes and the part of the plane it shows."""

    box: tuple[float, float, float, float]
    shapes: tuple[Shape, ...]


@cache
def read_drawing(path: Path) -> Drawing:
    """The drawing in an SVG file of our own: paths, lines, circles, ellipses, rectangles and groups."""
    root = ElementTree.parse(path).getroot()
    left, top, width, height = (float(n) for n in root.attrib["viewBox"].split())
    return Drawing((left, top, width, height), tuple(_shapes(root, "", is_filled=root.get("fill") != "none")))


def _shapes(parent: ElementTree.Element, group: str, *, is_filled: bool) -> Iterator[Shape]:
    for element in parent:
        tag = str(element.tag).rpartition("}")[2]
        fill = element.get("fill")
        filled = is_filled if fill is None else fill != "none"
        if tag == "g":
            inner = element.get("id", group) if element.get("class") else group
            yield from _shapes(element, inner, is_filled=filled)
        elif tag in _OUTLINES:
            yield Shape(group, element.get("id", ""), tuple(_OUTLINES[tag](element)), filled)


def _path(element: ElementTree.Element) -> Iterator[Stroke]:
    return path_strokes(element.attrib["d"])


def _line(element: ElementTree.Element) -> Iterator[Stroke]:
    yield "M", (float(element.attrib["x1"]), float(element.attrib["y1"]))
    yield "L", (float(element.attrib["x2"]), float(element.attrib["y2"]))


def _points(element: ElementTree.Element) -> Iterator[Stroke]:
    numbers = [float(n) for n in re.split(r"[ ,]+", element.attrib["points"].strip())]
    for number, point in enumerate(zip(numbers[::2], numbers[1::2], strict=True)):
        yield ("L" if number else "M"), point


def _round(element: ElementTree.Element) -> Iterator[Stroke]:
    x, y = float(element.attrib["cx"]), float(element.attrib["cy"])
    rx = float(element.get("rx") or element.attrib["r"])
    ry = float(element.get("ry") or rx)
    yield "M", (x + rx, y)
    for quarter in range(4):
        yield from _arc_part((x, y), (rx, ry), quarter * math.pi / 2, math.pi / 2)
    yield "Z", ()


def _rectangle(element: ElementTree.Element) -> Iterator[Stroke]:
    x, y = float(element.get("x", 0)), float(element.get("y", 0))
    w, h = float(element.attrib["width"]), float(element.attrib["height"])
    r = float(element.get("rx") or element.get("ry") or 0)
    yield "M", (x + r, y)
    for corner, start in (((x + w, y), -90), ((x + w, y + h), 0), ((x, y + h), 90), ((x, y), 180)):
        centre = (corner[0] + (r if corner[0] == x else -r), corner[1] + (r if corner[1] == y else -r))
        angle = math.radians(start)
        yield "L", (centre[0] + r * math.cos(angle), centre[1] + r * math.sin(angle))
        yield from _arc_part(centre, (r, r), angle, math.pi / 2) if r else ()
    yield "Z", ()


_OUTLINES = {
    "path": _path,
    "line": _line,
    "polyline": _points,
    "polygon": _points,
    "circle": _round,
    "ellipse": _round,
    "rect": _rectangle,
}


def _arc_part(centre: Point, radii: Point, start: float, sweep: float) -> Iterator[Stroke]:
    """Up to a quarter of an ellipse as one curve."""
    handle = 4 / 3 * math.tan(sweep / 4)
    (cx, cy), (rx, ry), end = centre, radii, start + sweep
    a, b, c, d = math.cos(start), math.sin(start), math.cos(end), math.sin(end)
    points = (a - handle * b, b + handle * a, c + handle * d, d - handle * c, c, d)
    yield "C", tuple(cx + rx * p if place % 2 == 0 else cy + ry * p for place, p in enumerate(points))


_NUMBERS = {"M": 2, "L": 2, "H": 1, "V": 1, "C": 6, "S": 4, "A": 7, "Z": 0}
_NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?", re.IGNORECASE)


def path_strokes(data: str) -> Iterator[Stroke]:
    """The strokes of a path with absolute places."""
    here: Point = (0.0, 0.0)
    start = here
    handle: Point | None = None
    for letter, numbers in _commands(data):
        kind = letter.upper()
        values = _absolute(kind, numbers, here) if letter.islower() else numbers
        if kind == "S":
            first = here if handle is None else (2 * here[0] - handle[0], 2 * here[1] - handle[1])
            kind, values = "C", (*first, *values)
        handle = (values[2], values[3]) if kind == "C" else None
        yield from _stroke(kind, values, here)
        here = _end(kind, values, here, start)
        start = here if kind == "M" else start


def _commands(data: str) -> Iterator[tuple[str, tuple[float, ...]]]:
    for letter, rest in re.findall(r"([MLHVCSAZmlhvcsaz])([^MLHVCSAZmlhvcsaz]*)", data):
        count = _NUMBERS[letter.upper()]
        numbers = _arc_numbers(rest) if letter in "Aa" else [float(n) for n in _NUMBER.findall(rest)]
        if count == 0:
            yield letter, ()
        for at in range(0, len(numbers), count or 1):
            # Further pairs behind a "move" are lines.
            repeated = {"M": "L", "m": "l"}.get(letter, letter) if at else letter
            yield repeated, tuple(numbers[at : at + count])


def _arc_numbers(text: str) -> list[float]:
    """The two flags of an arc may stand without space: "a2 2 0 011.4.6"."""
    numbers: list[float] = []
    at = 0
    while found := (
        re.compile(r"[ ,]*([01])") if len(numbers) % 7 in (3, 4) else re.compile(rf"[ ,]*({_NUMBER.pattern})")
    ).match(text, at):
        numbers.append(float(found[1]))
        at = found.end()
    return numbers


def _absolute(kind: str, numbers: tuple[float, ...], here: Point) -> tuple[float, ...]:
    if kind == "A":
        return (*numbers[:5], numbers[5] + here[0], numbers[6] + here[1])
    if kind == "V":
        return (numbers[0] + here[1],)
    return tuple(number + here[place % 2] for place, number in enumerate(numbers))


def _end(kind: str, values: tuple[float, ...], here: Point, start: Point) -> Point:
    match kind:
        case "H":
            return values[0], here[1]
        case "V":
            return here[0], values[0]
        case "Z":
            return start
    return values[-2], values[-1]


def _stroke(kind: str, values: tuple[float, ...], here: Point) -> Iterator[Stroke]:
    match kind:
        case "H" | "V":
            yield "L", _end(kind, values, here, here)
        case "A":
            yield from _arc(here, values)
        case _:
            yield kind, values


def _arc(here: Point, values: tuple[float, ...]) -> Iterator[Stroke]:
    """An upright elliptical arc as curves (SVG 1.1, F.6.5; our files turn no ellipse)."""
    rx, ry, _, is_large, is_clockwise, x, y = values
    dx, dy = (here[0] - x) / 2, (here[1] - y) / 2
    grow = max(1.0, math.hypot(dx / rx, dy / ry))
    rx, ry = rx * grow, ry * grow
    inside = (rx * dy) ** 2 + (ry * dx) ** 2
    root = math.sqrt(max(0.0, (rx * ry) ** 2 / inside - 1)) * (-1 if is_large == is_clockwise else 1)
    mid_x, mid_y = root * rx * dy / ry, -root * ry * dx / rx
    centre = (mid_x + (here[0] + x) / 2, mid_y + (here[1] + y) / 2)
    start = math.atan2((dy - mid_y) / ry, (dx - mid_x) / rx)
    sweep = (math.atan2((-dy - mid_y) / ry, (-dx - mid_x) / rx) - start) % (2 * math.pi)
    sweep -= 0 if is_clockwise else 2 * math.pi
    parts = max(1, math.ceil(abs(sweep) / (math.pi / 2) - 1e-9))
    for part in range(parts):
        yield from _arc_part(centre, (rx, ry), start + part * sweep / parts, sweep / parts)
