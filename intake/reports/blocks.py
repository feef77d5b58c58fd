"""The parts a page is filled with: each knows its height, how to be cut in two, and how to be drawn."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol, TypeAlias

from intake.reports.paragraphs import INK, Line, Type
from intake.reports.pen import PLAIN_BOX, BoxStyle, Pen

RULE = "#DAE1DD"
_CUT_ROWS_OVER = 220.0
"""A table row higher than this may be cut; a lower one moves to the next page."""
_KEEP_UNDER = 130.0
"""A section lower than this is not torn apart."""


class Block(Protocol):
    """A part of a page."""

    @property
    def height(self) -> float:
        """How much of the page it takes."""

    def split(self, room: float) -> Halves:
        """What fits into `room`, and the rest; None for nothing."""

    def draw(self, pen: Pen, x: float, y: float) -> None:
        """Draw it with its top left corner at x, y."""


Halves: TypeAlias = tuple[Block | None, Block | None]


@dataclass(frozen=True, slots=True)
class Text:
    """Lines of one type size."""

    lines: tuple[Line, ...]
    type: Type

    @property
    def height(self) -> float:
        """All lines."""
        return len(self.lines) * self.type.leading

    def split(self, room: float) -> Halves:
        """Cut so that no line stands alone."""
        count = min(int(room / self.type.leading + 0.001), len(self.lines))
        if count == len(self.lines):
            return self, None
        count = min(count, len(self.lines) - 2)
        if count < 2:
            return None, self
        return Text(self.lines[:count], self.type), Text(self.lines[count:], self.type)

    def draw(self, pen: Pen, x: float, y: float) -> None:
        """Draw the lines."""
        for number, line in enumerate(self.lines):
            pen.line_of_text(line, x, y + number * self.type.leading, self.type)


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing that is never cut."""

    height: float
    paint: Callable[[Pen, float, float], None]

    def split(self, room: float) -> Halves:
        """All of it or nothing."""
        return (self, None) if self.height <= room else (None, self)

    def draw(self, pen: Pen, x: float, y: float) -> None:
        """Paint it."""
        self.paint(pen, x, y)


@dataclass(frozen=True, slots=True)
class Gap:
    """Nothing, so high; it is not carried over to the next page."""

    height: float

    def split(self, room: float) -> Halves:
        """The page ends here."""
        return None, None

    def draw(self, pen: Pen, x: float, y: float) -> None:
        """Leave the paper as it is."""


def space(height: float) -> Gap:
    """Nothing, so high."""
    return Gap(height)


@dataclass(frozen=True, slots=True)
class Stack:
    """Blocks one below the other."""

    blocks: tuple[Block, ...]
    height: float = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "height", sum(block.height for block in self.blocks))

    def split(self, room: float) -> Halves:
        """Cut between two blocks, or within one."""
        kept: list[Block] = []
        for number, block in enumerate(self.blocks):
            if block.height <= room + 0.001:
                kept.append(block)
                room -= block.height
                continue
            head, tail = block.split(room)
            kept += [head] if head else []
            return _stacked(kept), _stacked([*([tail] if tail else []), *self.blocks[number + 1 :]])
        return self, None

    def draw(self, pen: Pen, x: float, y: float) -> None:
        """Draw them in order."""
        for block in self.blocks:
            block.draw(pen, x, y)
            y += block.height


def _stacked(blocks: list[Block]) -> Stack | None:
    """The blocks without gaps at the top; None when there is nothing but gaps."""
    first = next((number for number, block in enumerate(blocks) if not isinstance(block, Gap)), None)
    return None if first is None else Stack(tuple(blocks[first:]))


@dataclass(frozen=True, slots=True)
class Beside:
    """Blocks next to each other, each at its own x."""

    columns: tuple[tuple[float, Block], ...]
    height: float = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "height", max((block.height for _, block in self.columns), default=0.0))

    def split(self, room: float) -> Halves:
        """Cut every column by itself; none if the first lines of one do not fit."""
        if self.height <= room + 0.001:
            return self, None
        halves = [(x, block.split(room)) for x, block in self.columns]
        if any(
            head is None and block.height > 0 for (_, (head, _)), (_, block) in zip(halves, self.columns, strict=True)
        ):
            return None, self
        heads = tuple((x, head) for x, (head, _) in halves if head)
        tails = tuple((x, tail) for x, (_, tail) in halves if tail)
        return Beside(heads), Beside(tails) if tails else None

    def draw(self, pen: Pen, x: float, y: float) -> None:
        """Draw them from the same top."""
        for at, block in self.columns:
            block.draw(pen, x + at, y)


@dataclass(frozen=True, slots=True)
class Row:
    """Cells of a table with a rule below."""

    cells: Beside
    width: float
    pad: float = 2.6
    rule: tuple[float, str] = (0.5, RULE)

    @property
    def height(self) -> float:
        """The highest cell with its padding."""
        return self.cells.height + 2 * self.pad

    def split(self, room: float) -> Halves:
        """A low row stays whole."""
        if self.height <= room + 0.001:
            return self, None
        if self.height < _CUT_ROWS_OVER:
            return None, self
        head, tail = self.cells.split(room - 2 * self.pad)
        if not isinstance(head, Beside):
            return None, self
        return replace(self, cells=head), replace(self, cells=tail) if isinstance(tail, Beside) else None

    def draw(self, pen: Pen, x: float, y: float) -> None:
        """Draw the cells and the rule."""
        self.cells.draw(pen, x, y + self.pad)
        thickness, colour = self.rule
        pen.rule(x, y + self.height, self.width, thickness=thickness, colour=colour)


@dataclass(frozen=True, slots=True)
class Headed:
    """Blocks under a head that is repeated where they go on."""

    head: Block
    head_again: Block
    body: Stack
    is_kept: bool = False

    @property
    def height(self) -> float:
        """Head and body."""
        return self.head.height + self.body.height

    def split(self, room: float) -> Halves:
        """The head never stands alone."""
        if self.height <= room + 0.001:
            return self, None
        if self.is_kept and self.height < _KEEP_UNDER:
            return None, self
        first, rest = self.body.split(room - self.head.height)
        if not isinstance(first, Stack):
            return None, self
        again = Headed(self.head_again, self.head_again, rest) if isinstance(rest, Stack) else None
        return replace(self, body=first), again

    def draw(self, pen: Pen, x: float, y: float) -> None:
        """Draw head and body."""
        self.head.draw(pen, x, y)
        self.body.draw(pen, x, y + self.head.height)


@dataclass(frozen=True, slots=True)
class Framed:
    """A block in a box; each part gets a box of its own when it is cut."""

    body: Block
    width: float
    style: BoxStyle = PLAIN_BOX
    pad: tuple[float, float] = (7.5, 6.0)  # sides, top and bottom
    full_height: float = 0  # as high as its neighbour

    @property
    def height(self) -> float:
        """The body with its padding."""
        return max(self.body.height + 2 * self.pad[1], self.full_height)

    def split(self, room: float) -> Halves:
        """Cut the body."""
        if self.height <= room + 0.001:
            return self, None
        head, tail = self.body.split(room - 2 * self.pad[1])
        if head is None:
            return None, self
        return replace(self, body=head, full_height=0), replace(self, body=tail, full_height=0) if tail else None

    def draw(self, pen: Pen, x: float, y: float) -> None:
        """Draw the box and what is in it."""
        pen.box(x, y, self.width, self.height, self.style)
        self.body.draw(pen, x + self.pad[0], y + self.pad[1])


def table(header: Row | None, rows: Sequence[Row]) -> Block:
    """Rows under a header that is repeated on the next page."""
    body = Stack(tuple(rows))
    return body if header is None else Headed(header, header, body)


HEADER_RULE = (0.75, INK)


def pages(blocks: Sequence[Block], room: float) -> list[list[tuple[float, Block]]]:
    """Every page as blocks with their distance from the top."""
    done: list[list[tuple[float, Block]]] = [[]]
    y, waiting = 0.0, list(reversed(blocks))
    while waiting:
        block = waiting.pop()
        head, tail = (block, None) if block.height <= room - y + 0.001 else block.split(room - y)
        if head is None and tail is not None and not done[-1]:
            head, tail = block, None  # higher than a page and not to be cut: nothing this sheet has is
        if head is not None:
            done[-1].append((y, head))
            y += head.height
        if tail is not None:
            waiting.append(tail)
            done.append([])
            y = 0.0
    return done
