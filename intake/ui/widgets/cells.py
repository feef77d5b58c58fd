"""Where the cells of an answer stand: lines of cells that never cut a word."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF

MOST_IN_ONE_LINE = 6


@dataclass(frozen=True, slots=True)
class Room:
    """What the cells must fit into."""

    width: float
    gap: float  # between cells and between lines; 0 where they touch
    fill: bool  # stretch every line over the whole width
    equal: bool = False  # all cells as wide as the widest


def break_lines(widths: Sequence[float], room: Room) -> list[list[int]]:
    """The cell numbers of each line: as few lines as fit, evenly filled where that fits too."""
    lines = _greedy(widths, room)
    if room.fill and len(widths) > MOST_IN_ONE_LINE and len(lines) == 1:
        return _even(len(widths), 2)
    if room.fill and len(lines) > 1:
        even = _even(len(widths), len(lines))
        if all(_length(widths, line, room) <= room.width for line in even):
            return even
    return lines


def place(
    lines: Sequence[Sequence[int]], widths: Sequence[float], heights: Sequence[float], room: Room
) -> list[QRectF]:
    """The rectangle of every cell, in the order of the cells."""
    rects: dict[int, QRectF] = {}
    top = 0.0
    for cells in lines:
        wide = _stretched(widths, cells, room)
        height = max(heights[cell] for cell in cells)
        left = 0.0
        for cell, width in zip(cells, wide, strict=True):
            rects[cell] = QRectF(left, top, width, height)
            left += width + room.gap
        top += height + room.gap
    return [rects[cell] for cell in sorted(rects)]


def _greedy(widths: Sequence[float], room: Room) -> list[list[int]]:
    lines: list[list[int]] = [[]]
    for cell in range(len(widths)):
        trial = [*lines[-1], cell]
        if lines[-1] and _length(widths, trial, room) > room.width:
            lines.append([cell])
        else:
            lines[-1] = trial
    return lines


def _even(count: int, lines: int) -> list[list[int]]:
    small, more = divmod(count, lines)
    result: list[list[int]] = []
    start = 0
    for number in range(lines):
        size = small + (1 if number < more else 0)
        result.append(list(range(start, start + size)))
        start += size
    return result


def _length(widths: Sequence[float], cells: Sequence[int], room: Room) -> float:
    return sum(widths[cell] for cell in cells) + room.gap * (len(cells) - 1)


def _stretched(widths: Sequence[float], cells: Sequence[int], room: Room) -> list[float]:
    if room.equal:
        return [(room.width - room.gap * (len(cells) - 1)) / len(cells)] * len(cells)
    natural = [min(widths[cell], room.width) for cell in cells]
    if not room.fill:
        return natural
    spare = room.width - sum(natural) - room.gap * (len(cells) - 1)
    if spare >= 0:
        return [width + spare / len(cells) for width in natural]
    return [width * (room.width / sum(natural)) for width in natural]
