"""The spine as an answer: one cell per vertebra, marked by a tap, by Space, or by its name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from intake.knowledge.model import Item, Option
from intake.reasoning.words import SITE_WORDS
from intake.ui.theme import Theme
from intake.ui.widgets.drawing import RING, Outline, box, focus_ring, painting
from intake.ui.widgets.option_look import GroupLook
from intake.ui.widgets.option_paint import Cell
from intake.ui.widgets.segmented import SegmentedAnswer
from intake.ui.widgets.text import Text

_GAP, _TOUCH_GAP = 4, 8
_NARROWEST, _TOUCH_NARROWEST = 33, 44
_BAR, _BAR_GAP = 5, 4


class SpineStrip(SegmentedAnswer):
    """One vertebra of the spine: cells of one width in as few lines as fit."""

    _bar_forward, _bar_words = 0, ""
    _typed = ""

    def set_bar(self, forward: int, words: str) -> None:
        """Draw a bar from a marked vertebra so many forward; the words say what it means."""
        self._bar_forward, self._bar_words = forward, words
        self._describe()
        self.updateGeometry()

    def bar(self) -> tuple[str, ...]:
        """The vertebrae over the bar, front to back; none when nothing is marked."""
        covered = {place for marked in self._marked() for place in range(marked - self._bar_forward, marked + 1)}
        return tuple(
            option.label for place, option in enumerate(self.options) if self._bar_forward and place in covered
        )

    def take_key(self, event: QKeyEvent) -> bool:
        """A vertebra typed by its name marks it, such as l2 or t13; Backspace clears."""
        typed = event.text().casefold()
        if not typed.isalnum():
            self._typed = ""
            return super().take_key(event)
        starts = [start for start in (self._typed + typed, typed) if self._starting(start)]
        self._typed = starts[0] if starts else ""
        if len(found := self._starting(self._typed)) == 1 and found[0].value == self._typed:
            self._typed = ""
            return self._press(self.options.index(found[0]), by_key=True)
        return bool(starts)

    def move_mark(self, key: int) -> bool:
        """One vertebra to the side, from the marked one; Space marks."""
        if not self._shows_cursor and (marked := self._marked()):
            self._cursor, self._shows_cursor = marked[0], True
        return super().move_mark(key)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._typed = ""

    def heightForWidth(self, width: int) -> int:
        """The lines of cells, and the bar under each."""
        return super().heightForWidth(width) + (self._bar_room if self._bar_forward else 0)

    def sizeHint(self) -> QSize:
        """All vertebrae on one line, when there is the room."""
        width = round(len(self.options) * (self._narrowest + self._gap)) + 2 * RING
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """A few cells."""
        return QSize(6 * (self._narrowest + self._gap), self._measures.line + 2 * RING)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the cells, the bar and the focus mark."""
        is_focused = self._is_active or self.hasFocus()
        with painting(self) as painter:
            painter.translate(RING, RING)
            cells = self._painted_cells(shows_keys=False)
            for place, cell in enumerate(cells):
                self._paint_cell(painter, cell, place)
            self._paint_bar(painter, [cell.rect for cell in cells])
            if is_focused:
                mark = cells[self._cursor if self._shows_cursor else (self._marked() or [0])[0]].rect
                focus_ring(painter, mark.adjusted(-RING, -RING, RING, RING), self._theme.px(7) + RING, self._theme)

    # Parts

    def _marked(self) -> list[int]:
        return [place for place, option in enumerate(self.options) if option.value in self._set]

    def _starting(self, typed: str) -> list[Option]:
        return [option for option in self.options if typed and option.value.startswith(typed)]

    @property
    def _narrowest(self) -> int:
        return self._theme.either(_NARROWEST, _TOUCH_NARROWEST)

    @property
    def _gap(self) -> int:
        return _TOUCH_GAP if self._theme.is_touch else _GAP

    @property
    def _bar_room(self) -> int:
        return self._theme.px(_BAR_GAP + _BAR)

    def _describe(self) -> None:
        super()._describe()
        if covered := self.bar():
            span = f"{covered[0]} to {covered[-1]}"
            self.setAccessibleDescription(f"{self.accessibleDescription()}. {self._bar_words}: {span}")

    def _measured_rects(self, width: float, *, for_height: bool) -> list[QRectF]:
        gap, line = self._gap, self._measures.line
        at_once = max(int((width + gap) // (self._narrowest + gap)), 1)
        lines = -(-len(self.options) // at_once)
        in_line = -(-len(self.options) // lines)
        wide = (width - gap * (in_line - 1)) / in_line
        step = line + gap + (self._bar_room if self._bar_forward else 0)
        return [
            QRectF(place % in_line * (wide + gap), place // in_line * step, wide, line)
            for place in range(len(self.options))
        ]

    def _paint_cell(self, painter: QPainter, cell: Cell, place: int) -> None:
        theme, radius = self._theme, self._theme.px(7)
        ground = cell.tone.ground if cell.is_set else "sunken" if cell.is_hot or not self.isEnabled() else "surface"
        edge = Outline(theme.colour("line_strong"))
        if cell.is_set or cell.waits:
            edge = Outline(theme.colour(cell.tone.edge), 2.0, dashed=not cell.is_set)
        box(painter, cell.rect, radius, theme.colour(ground), edge)
        painter.setFont(self._measures.font(is_set=cell.is_set))
        painter.setPen(theme.colour(cell.tone.ink if cell.is_set else "text2"))
        painter.drawText(cell.rect, Qt.AlignmentFlag.AlignCenter, cell.label)

    def _paint_bar(self, painter: QPainter, rects: Sequence[QRectF]) -> None:
        covered, theme = self.bar(), self._theme
        for option, rect in zip(self.options, rects, strict=True):
            if option.label in covered:
                bar = QRectF(rect.left(), rect.bottom() + theme.px(_BAR_GAP), rect.width(), theme.px(_BAR))
                box(painter, bar, 2, theme.colour("abn_line"))


def make_spine(theme: Theme, name: str, item: Item) -> SpineStrip:
    """The strip of one side of an item."""
    strip = SpineStrip(theme, name, item.options, GroupLook(equal=True, shows_digits=False))
    strip.set_bar(item.bar_forward, item.bar_words)
    return strip


class SpineStrips(QWidget):
    """The strips of an item under one another, each across the whole row, with its side and the words of the bar."""

    def __init__(self, theme: Theme, item: Item, controls: Mapping[str, QWidget]) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setSpacing(2)
        theme.measure(self, lambda: column.setContentsMargins(*((0, 0, 0, 4) if theme.is_touch else (26, 0, 6, 8))))
        self._columns: dict[str, QVBoxLayout] = {}
        for number, (site, control) in enumerate(controls.items()):
            part = QVBoxLayout()
            part.setSpacing(2)
            head = QGridLayout()
            head.addWidget(Text(SITE_WORDS[site].capitalize() if site else "", "group"), 0, 0)
            head.addWidget(Text("" if number else item.bar_words, "small", tone="text3"), 0, 1)
            head.setColumnStretch(0, 1)
            part.addLayout(head)
            part.addWidget(control)
            self._columns[site] = part
            column.addLayout(part)

    def add_strip(self, site: str, strip: QWidget) -> None:
        """Put a "no value" strip where the vertebrae of a side stand."""
        self._columns[site].addWidget(strip)
