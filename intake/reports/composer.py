"""Turns words into blocks: headings, tables, boxes and lines of facts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from intake.reports.artwork import Artwork, Icon
from intake.reports.blocks import HEADER_RULE, Beside, Block, Headed, Picture, Row, Stack, Text, space
from intake.reports.exam_content import Fact
from intake.reports.paragraphs import GREY, INK, Span, Type, Typesetter
from intake.reports.typefaces import Weight

BODY = Type(8.25, 10.6)
SMALL = Type(7.5, 9.6)
HEADING = Type(9, 12)
NAME = Type(9.5, 12)
TITLE = Type(15, 19)
_CELL_GAP = 6.0


class Composer:
    """Makes blocks for a column of a given width."""

    def __init__(self, typesetter: Typesetter, artwork: Artwork) -> None:
        self._typesetter = typesetter
        self.artwork = artwork

    @property
    def mark_font(self) -> str:
        """What ReportLab calls the face of the numbers on the body map."""
        return self._typesetter.font_name(Weight.BOLD)

    def text(self, spans: Sequence[Span], width: float, type_: Type = BODY) -> Text:
        """A text in lines."""
        return Text(self._typesetter.lines(tuple(spans), type_, width), type_)

    def words(self, text: str, width: float, type_: Type = BODY, weight: Weight = Weight.REGULAR) -> Text:
        """A text in one weight."""
        return self.text((Span(text, weight),), width, type_)

    def width(self, text: str, type_: Type, weight: Weight) -> float:
        """How wide a text is on one line."""
        return self._typesetter.width(text, weight, type_.size)

    def icon(self, name: str, size: float = 9, lower: float = 0.8, colour: str = INK) -> Picture:
        """An icon as high as a line of text."""
        draw, icon = self.artwork.icon, Icon(name, size, colour)
        return Picture(BODY.leading, lambda pen, x, y: draw(pen, icon, x, y + lower))

    def section(self, icon: str, title: str, body: Sequence[Block], *, is_kept: bool = True) -> Headed:
        """Blocks under a heading with an icon; the heading comes again where they go on."""
        again = self._heading(icon, f"{title}, continued")
        return Headed(self._heading(icon, title), again, Stack((*body, space(8))), is_kept=is_kept)

    def _heading(self, icon: str, title: str) -> Block:
        draw, drawn = self.artwork.icon, Icon(icon, 10.5)
        mark = Picture(HEADING.leading, lambda pen, x, y: draw(pen, drawn, x, y + 0.8))
        words = self.words(title, 500, HEADING, Weight.BOLD)
        return Stack((Beside(((0, mark), (14.5, words))), space(2)))

    def row(self, cells: Iterable[tuple[float, Block]], width: float, pad: float = 2.1) -> Row:
        """A row of a table."""
        return Row(Beside(tuple(cells)), width, pad)

    def header(self, titles: Sequence[tuple[float, str]], width: float) -> Row:
        """The first row of a table."""
        spans = ((x, (Span(title, Weight.SEMIBOLD, GREY),)) for x, title in titles)
        return Row(Beside(tuple((x, self.text(span, 200, SMALL)) for x, span in spans)), width, 1.6, HEADER_RULE)

    def facts(self, facts: Sequence[Fact], width: float, label_width: float = 0) -> Stack:
        """Labels and what there is to say, one below the other."""
        longest = max((self.width(fact.label, BODY, Weight.REGULAR) for fact in facts), default=0)
        at = label_width or min(longest + _CELL_GAP, width * 0.42)
        return Stack(tuple(self._fact(fact, at, width) for fact in facts))

    def _fact(self, fact: Fact, at: float, width: float) -> Block:
        label = self.text((Span(fact.label, colour=GREY),), at - _CELL_GAP)
        return Stack((Beside(((0, label), (at, self.words(fact.value, width - at)))), space(0.8)))

    def rule(self, width: float) -> Picture:
        """A thin line to write on."""
        return Picture(1, lambda pen, x, y: pen.rule(x, y + 0.5, width, thickness=0.75))

    def together(self, blocks: tuple[Block, ...]) -> Picture:
        """Blocks that are never parted."""
        stack = Stack(blocks)
        return Picture(stack.height, stack.draw)
