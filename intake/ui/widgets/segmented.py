"""Answers shown side by side: one of several, several of several, and the reflex scale."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetricsF, QKeyEvent, QPainter, QPainterPath, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QRadioButton, QSizePolicy, QWidget

from intake.knowledge.model import AnswerClass, Option
from intake.ui.theme import Theme
from intake.ui.widgets.cells import Room, break_lines, place
from intake.ui.widgets.drawing import RING, Outline, box, focus_ring, painting, picture, width_of
from intake.ui.widgets.states import LOOKS, OF_CLASS

MOST_OPTIONS = 9


class Look(StrEnum):
    """Joined cells as in the exam, or separate chips as on the intake."""

    JOINED = "joined"
    CHIPS = "chips"


@dataclass(frozen=True, slots=True)
class Tone:
    """How a set answer is coloured, and its icon."""

    ground: str
    ink: str
    edge: str
    icon: str


TONES: dict[str, Tone] = {
    "normal": Tone("normal_bg", "normal", "normal_line", "check"),
    "abn": Tone("abn_bg", "abn", "abn_line", "triangle-alert"),
    "judge": Tone("info_bg", "info", "info_line", "scale"),
    "noted": Tone("primary_soft", "primary", "primary", "check"),
    "flag": Tone("flag_bg", "flag", "flag_line", "octagon-alert"),
    "soon": Tone("abn_bg", "abn", "abn_line", "clock"),
}
_TONE_OF_CLASS = {
    AnswerClass.NORMAL: "normal",
    AnswerClass.ABNORMAL: "abn",
    AnswerClass.BORDERLINE: "judge",
    AnswerClass.INFORMATIONAL: "noted",
}


@dataclass(frozen=True, slots=True)
class GroupLook:
    """How a group of answers is drawn and keyed."""

    look: Look = Look.JOINED
    first_digit: int = 1  # the key of the first answer
    equal: bool = False  # cells of one width
    by_class: bool = True  # colour a set answer by its clinical class
    shows_digits: bool = True


class _RadioCell(QRadioButton):
    """The target and the spoken radio button of one answer; the group paints it."""

    def nextCheckState(self) -> None:
        """Nothing: an answer is shown as set only when it is saved."""

    def hitButton(self, pos: object) -> bool:
        """The whole cell is the target."""
        return True

    def paintEvent(self, event: QPaintEvent) -> None:
        """Nothing: the group paints."""


class _CheckCell(QCheckBox):
    """The target and the spoken check box of one answer; the group paints it."""

    def nextCheckState(self) -> None:
        """Nothing: an answer is shown as set only when it is saved."""

    def hitButton(self, pos: object) -> bool:
        """The whole cell is the target."""
        return True

    def paintEvent(self, event: QPaintEvent) -> None:
        """Nothing: the group paints."""


class OptionGroup(QWidget):
    """What single and multi answers share: cells, keys, painting. Use the classes below."""

    cleared = Signal()
    _spreads_growth = False  # whether several cells may be set, so all of them need room to grow
    _cell_class: type[QAbstractButton] = _RadioCell

    def __init__(
        self,
        theme: Theme,
        name: str,
        options: Sequence[Option],
        look: GroupLook | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme, self.options = theme, tuple(options)
        self._look = look or GroupLook()
        self._set: tuple[str, ...] = ()
        self._pending: tuple[str, ...] | None = None
        self._tones: Mapping[str, str] = {}
        self._cursor = 0
        self._shows_cursor = False
        self._is_active = False
        self._cells = [self._make_cell(option) for option in self.options]
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAccessibleName(name)
        self._describe()
        theme.changed.connect(self._on_theme_changed)

    # What a screen tells it

    def set_name(self, name: str) -> None:
        """Change the spoken name, such as "Paw placement, left hind"."""
        self.setAccessibleName(name)

    def set_tones(self, tones: Mapping[str, str]) -> None:
        """Colour some answers by a name in TONES instead of by their class."""
        self._tones = tones
        self.update()

    def set_active(self, *, is_active: bool) -> None:
        """Show the focus mark and the key digits, when a row holds the focus for this control."""
        self._is_active = is_active
        self._shows_cursor = self._shows_cursor and is_active
        self.update()

    def take_key(self, event: QKeyEvent) -> bool:
        """Act on a digit, Space or Backspace; False when the key means nothing here."""
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return False
        key = event.key()
        if Qt.Key.Key_0 <= key <= Qt.Key.Key_9:
            return self._press(key - Qt.Key.Key_0 - self._look.first_digit, by_key=True)
        if key in (Qt.Key.Key_Backspace, Qt.Key.Key_Delete) and self._set:
            self.cleared.emit()
            return True
        return False

    def move_mark(self, key: int) -> bool:
        """Move the mark with Left and Right; Space chooses the answer it stands on."""
        if key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            step = 1 if key == Qt.Key.Key_Right else -1
            self._cursor = min(max(self._cursor + (step if self._shows_cursor else 0), 0), len(self.options) - 1)
            self._shows_cursor = True
            self.update()
            return True
        return key == Qt.Key.Key_Space and self._press(self._cursor, by_key=False)

    # Qt

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Digits choose; arrows move the mark and Space or Enter chooses what it stands on."""
        if self.take_key(event) or self.move_mark(event.key()):
            event.accept()
            return
        super().keyPressEvent(event)

    def hasHeightForWidth(self) -> bool:
        """Cells wrap, so height follows width."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Room for as many lines as the widest answers need."""
        rects = self._rects(width - 2 * RING, for_height=True)
        return round(max(rect.bottom() for rect in rects)) + 2 * RING

    def sizeHint(self) -> QSize:
        """All cells on one line, when there is the room."""
        wide = sum(self._widths(for_height=True)) + self._room(0).gap * (len(self.options) - 1)
        width = round(wide) + 2 * RING
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """One line of the widest cell."""
        return QSize(min(120, round(max(self._widths(for_height=True)))), self._line() + 2 * RING)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place the cells."""
        self._place_cells()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw cells, set answers, digits and the focus mark."""
        with painting(self) as painter:
            painter.translate(RING, RING)
            rects = self._rects(self.width() - 2 * RING)
            if self._look.look is Look.JOINED:
                self._paint_joined(painter, rects)
            else:
                self._paint_chips(painter, rects)

    # For the subclasses

    def _press(self, number: int, *, by_key: bool) -> bool:
        raise NotImplementedError

    def _show(self, values: tuple[str, ...]) -> None:
        self._set, self._pending = values, None
        for cell, option in zip(self._cells, self.options, strict=True):
            cell.setChecked(option.value in values)
        self._place_cells()
        self._describe()
        self.update()

    def _label(self, option: Option) -> str:
        return option.short or option.label

    def _describe(self) -> None:
        shown = [option for option in self.options if option.value in self._set]
        if not shown:
            self.setAccessibleDescription(f"To do, {len(self.options)} answers")
            return
        words = "; ".join(f"{option.label}, {LOOKS[OF_CLASS[option.cls]].words.lower()}" for option in shown)
        place_words = f", {self.options.index(shown[0]) + 1} of {len(self.options)}" if len(shown) == 1 else ""
        self.setAccessibleDescription(words + place_words)

    # Parts

    def _make_cell(self, option: Option) -> QAbstractButton:
        cell = self._cell_class(self)
        cell.setAutoExclusive(False)
        cell.setCheckable(True)
        cell.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        cell.setAttribute(Qt.WidgetAttribute.WA_Hover)
        cell.setCursor(Qt.CursorShape.PointingHandCursor)
        cell.setAccessibleName(option.label)
        if option.note or (option.short and option.short != option.label):
            cell.setToolTip(option.label + (f" ({option.note})" if option.note else ""))
        cell.clicked.connect(lambda: self._on_clicked(option))
        return cell

    def _on_clicked(self, option: Option) -> None:
        self._cursor = self.options.index(option)
        self._press(self._cursor, by_key=False)

    def _tone(self, option: Option) -> Tone:
        if option.value in self._tones:
            return TONES[self._tones[option.value]]
        return TONES[_TONE_OF_CLASS[option.cls] if self._look.by_class else "noted"]

    # Measures

    def _line(self) -> int:
        return self._theme.metric("answer") if self._look.look is Look.JOINED else self._theme.px(38)

    def _font(self, *, is_set: bool) -> QFont:
        pixels = 13 if self._look.look is Look.JOINED else 14
        return self._theme.font_of(pixels, 600 if is_set else 400)

    def _pad(self) -> int:
        return self._theme.px(7 if self._look.look is Look.JOINED else 11)

    def _icon_room(self) -> int:
        return self._theme.px(17 if self._look.look is Look.JOINED else 22)

    def _width(self, option: Option, *, is_set: bool) -> float:
        return (
            width_of(self._label(option), self._font(is_set=is_set))
            + 2 * self._pad()
            + (self._icon_room() if is_set else 0)
        )

    def _widths(self, *, for_height: bool = False) -> list[float]:
        if not for_height:
            return [self._width(option, is_set=option.value in self._set) for option in self.options]
        # Lines may not move when an answer is set, so the room for the largest growth is kept from the start.
        grown = [self._width(option, is_set=True) for option in self.options]
        if self._spreads_growth or self._look.look is Look.CHIPS:
            return grown
        plain = [self._width(option, is_set=False) for option in self.options]
        largest = max(range(len(plain)), key=lambda cell: grown[cell] - plain[cell])
        return [grown[cell] if cell == largest else plain[cell] for cell in range(len(plain))]

    def _room(self, width: float) -> Room:
        joined = self._look.look is Look.JOINED
        return Room(width, 0 if joined else self._theme.px(7), fill=joined, equal=self._look.equal)

    def _heights(self, width: float) -> list[float]:
        font = self._font(is_set=True)
        line, spare = self._line(), 2 * self._pad() + self._icon_room()
        result: list[float] = []
        for option in self.options:
            flags = int(Qt.TextFlag.TextWordWrap)
            area = QRectF(0, 0, max(width - spare, 40), 1000)
            needed = QFontMetricsF(font).boundingRect(area, flags, self._label(option)).height()
            result.append(max(line, needed + self._theme.px(14)))
        return result

    def _rects(self, width: float, *, for_height: bool = False) -> list[QRectF]:
        room = self._room(max(width, 1))
        steady = self._widths(for_height=True)
        lines = break_lines(steady, room)
        wanted = steady if for_height or self._look.look is Look.CHIPS else self._widths()
        return place(lines, wanted, self._heights(width), room)

    def _place_cells(self) -> None:
        for cell, rect in zip(self._cells, self._rects(self.width() - 2 * RING), strict=True):
            cell.setGeometry(rect.translated(RING, RING).toRect())

    def _on_theme_changed(self) -> None:
        self.updateGeometry()
        self._place_cells()
        self.update()

    # Painting

    def _paint_joined(self, painter: QPainter, rects: list[QRectF]) -> None:
        theme, radius = self._theme, self._theme.px(8)
        whole = QRectF(0, 0, self.width() - 2 * RING, max(rect.bottom() for rect in rects))
        shape = QPainterPath()
        shape.addRoundedRect(whole, radius, radius)
        painter.save()
        painter.setClipPath(shape)
        painter.fillPath(shape, theme.colour("surface" if self.isEnabled() else "sunken"))
        for number, rect in enumerate(rects):
            self._paint_dividers(painter, rect, whole)
            self._paint_ground(painter, number, rect)
        painter.restore()
        box(painter, whole, radius, None, Outline(theme.colour("line_strong")))
        for number, rect in enumerate(rects):
            self._paint_edge(painter, number, rect, whole)
            self._paint_words(painter, number, rect)
        if self._is_active or self.hasFocus():
            if self._shows_cursor:
                box(painter, rects[self._cursor].adjusted(3, 3, -3, -3), 4, None, Outline(theme.colour("focus"), 1.5))
            focus_ring(painter, whole.adjusted(-RING, -RING, RING, RING), radius + RING, theme)

    def _paint_chips(self, painter: QPainter, rects: list[QRectF]) -> None:
        theme, radius = self._theme, self._theme.px(8)
        is_focused = self._is_active or self.hasFocus()
        for number, rect in enumerate(rects):
            fill = theme.colour("surface" if self.isEnabled() else "sunken")
            box(painter, rect, radius, fill, Outline(theme.colour("line_strong")))
            self._paint_ground(painter, number, rect)
            self._paint_edge(painter, number, rect, rect)
            self._paint_words(painter, number, rect)
            if is_focused and number == self._cursor:
                focus_ring(painter, rect.adjusted(-RING, -RING, RING, RING), radius + RING, theme)

    def _paint_dividers(self, painter: QPainter, rect: QRectF, whole: QRectF) -> None:
        painter.setPen(QPen(self._theme.colour("line"), 1))
        if rect.right() < whole.right() - 1:
            painter.drawLine(QPointF(rect.right(), rect.top()), QPointF(rect.right(), rect.bottom()))
        if rect.top() > 0:
            painter.drawLine(rect.topLeft(), rect.topRight())

    def _paint_ground(self, painter: QPainter, number: int, rect: QRectF) -> None:
        option, radius = self.options[number], self._theme.px(8)
        inner = rect if self._look.look is Look.JOINED else rect.adjusted(1, 1, -1, -1)
        if option.value in self._set:
            box(
                painter,
                inner,
                0 if self._look.look is Look.JOINED else radius,
                self._theme.colour(self._tone(option).ground),
            )
        elif self._cells[number].underMouse() and self.isEnabled():
            box(painter, inner, 0 if self._look.look is Look.JOINED else radius, self._theme.colour("sunken"))

    def _paint_edge(self, painter: QPainter, number: int, rect: QRectF, whole: QRectF) -> None:
        option = self.options[number]
        waits = self._pending is not None and option.value in self._pending and option.value not in self._set
        if option.value not in self._set and not waits:
            return
        edge = Outline(self._theme.colour(self._tone(option).edge), 1.5, dashed=waits)
        radius = self._theme.px(8)
        if self._look.look is Look.CHIPS or (rect.width() >= whole.width() - 1 and rect.height() >= whole.height() - 1):
            box(painter, rect, radius, None, edge)
            return
        shape = QPainterPath()
        shape.addRoundedRect(whole, radius, radius)
        painter.save()
        painter.setClipPath(shape)
        corner = radius if _touches_corner(rect, whole) else 0
        _edge_path(painter, rect, whole, corner, edge)
        painter.restore()

    def _paint_words(self, painter: QPainter, number: int, rect: QRectF) -> None:
        option, theme = self.options[number], self._theme
        is_set = option.value in self._set
        tone = self._tone(option)
        token = tone.ink if is_set else "text2" if self._look.look is Look.JOINED else "text"
        font = self._font(is_set=is_set)
        label, room = self._label(option), rect.adjusted(self._pad() / 2, 0, -self._pad() / 2, 0)
        left = room.left()
        if is_set:
            wide = min(width_of(label, font), room.width() - self._icon_room())
            left = room.left() + (room.width() - wide - self._icon_room()) / 2
            size = 14 if self._look.look is Look.JOINED else 16
            picture(painter, theme.pixmap(tone.icon, tone.ink, size), left, rect.center().y())
            left += self._icon_room()
            room = QRectF(left, room.top(), room.right() - left, room.height())
        painter.setFont(font)
        painter.setPen(theme.colour(token if self.isEnabled() or is_set else "text3"))
        align = Qt.AlignmentFlag.AlignVCenter | (
            Qt.AlignmentFlag.AlignLeft if is_set else Qt.AlignmentFlag.AlignHCenter
        )
        painter.drawText(room, int(align | Qt.TextFlag.TextWordWrap), label)
        self._paint_digit(painter, number, rect)

    def _paint_digit(self, painter: QPainter, number: int, rect: QRectF) -> None:
        if not (self._look.shows_digits and self.isEnabled() and (self._is_active or self.hasFocus())):
            return
        if self.options[number].value in self._set or number > MOST_OPTIONS - 1:
            return
        font = self._theme.font_of(9.5, 600)
        painter.setFont(font)
        painter.setPen(self._theme.colour("focus"))
        ascent = QFontMetricsF(font).ascent()
        painter.drawText(QPointF(rect.left() + 4, rect.top() + 2 + ascent), str(number + self._look.first_digit))


def _touches_corner(rect: QRectF, whole: QRectF) -> bool:
    beside = rect.left() <= whole.left() + 1 or rect.right() >= whole.right() - 1
    above = rect.top() <= whole.top() + 1 or rect.bottom() >= whole.bottom() - 1
    return beside and above


def _edge_path(painter: QPainter, rect: QRectF, whole: QRectF, corner: float, edge: Outline) -> None:
    """Outline a cell, rounded only where it lies in a corner of the whole."""
    shape = QPainterPath()
    shape.addRect(rect)
    if corner:
        outer = QPainterPath()
        outer.addRoundedRect(whole, corner, corner)
        shape = shape.intersected(outer)
    pen = QPen(edge.colour, edge.width * 2)  # the outer half is clipped away
    if edge.dashed:
        pen.setDashPattern([2.0, 1.5])
    painter.setClipPath(shape)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(pen)
    painter.drawPath(shape)


class SegmentedAnswer(OptionGroup):
    """One of two to nine answers. `answered(value)` asks; `set_value` shows what is saved."""

    answered = Signal(str)

    def value(self) -> str | None:
        """The answer shown as saved."""
        return self._set[0] if self._set else None

    def set_value(self, value: str | None) -> None:
        """Show what is saved; None is to do."""
        self._show((value,) if value is not None else ())

    def set_pending(self, value: str | None) -> None:
        """Show an answer as asked for and not yet saved."""
        self._pending = (value,) if value is not None else None
        self.update()

    def _press(self, number: int, *, by_key: bool) -> bool:
        if not 0 <= number < len(self.options) or not self.isEnabled():
            return False
        chosen = self.options[number].value
        if chosen != self.value():
            self.set_pending(chosen)
            self.answered.emit(chosen)
        elif not by_key:  # a second tap takes the answer back; a second key press is a slip
            self.cleared.emit()
        return True


class ReflexScale(SegmentedAnswer):
    """A reflex from 0 to 4 (withdrawal 0 to 3) in equal cells; its digit is its key."""

    def __init__(self, theme: Theme, name: str, options: Sequence[Option], parent: QWidget | None = None) -> None:
        look = GroupLook(first_digit=0, equal=True, shows_digits=False)
        super().__init__(theme, name, options, look, parent)

    def _label(self, option: Option) -> str:
        return option.value.removeprefix("r")

    def _describe(self) -> None:
        shown = next((option for option in self.options if option.value in self._set), None)
        last = self._label(self.options[-1])
        if shown is None:
            self.setAccessibleDescription(f"To do, 0 to {last}")
            return
        words = shown.label.removeprefix(f"{self._label(shown)} ").lower()
        meaning = LOOKS[OF_CLASS[shown.cls]].words.lower()
        self.setAccessibleDescription(f"{self._label(shown)}, {words}, {meaning}, 0 to {last}")


class MultiAnswer(OptionGroup):
    """Several of two to nine answers. `answered(values)` asks with the whole new set, in the item's order."""

    answered = Signal(tuple)
    _spreads_growth = True
    _cell_class = _CheckCell

    def values(self) -> tuple[str, ...]:
        """The answers shown as saved."""
        return self._set

    def set_value(self, values: tuple[str, ...] | None) -> None:
        """Show what is saved; None is to do."""
        self._show(tuple(values or ()))

    def set_pending(self, values: tuple[str, ...] | None) -> None:
        """Show answers as asked for and not yet saved."""
        self._pending = values
        self.update()

    def _press(self, number: int, *, by_key: bool) -> bool:
        if not 0 <= number < len(self.options) or not self.isEnabled():
            return False
        after = toggled(self.options, self._pending if self._pending is not None else self._set, number)
        if after:
            self.set_pending(after)
            self.answered.emit(after)
        else:
            self.cleared.emit()
        return True


def toggled(options: Sequence[Option], before: Sequence[str], number: int) -> tuple[str, ...]:
    """The ticked values after one more press, in the item's order; an exclusive option stands alone."""
    chosen = options[number]
    if chosen.value in before:
        after = set(before) - {chosen.value}
    elif chosen.exclusive:
        after = {chosen.value}
    else:
        exclusive = {option.value for option in options if option.exclusive}
        after = (set(before) - exclusive) | {chosen.value}
    return tuple(option.value for option in options if option.value in after)
