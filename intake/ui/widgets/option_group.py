"""What answers side by side share: cells to press, keys, and what is spoken."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QFrame, QRadioButton, QSizePolicy, QWidget

from intake.knowledge.model import Option
from intake.ui.theme import Theme
from intake.ui.widgets.cells import break_lines, place
from intake.ui.widgets.drawing import RING, painting
from intake.ui.widgets.option_look import GroupLook, Measures
from intake.ui.widgets.option_paint import Cell, Group, GroupPainter
from intake.ui.widgets.states import LOOKS, OF_CLASS

MOST_OPTIONS = 9


class RadioCell(QRadioButton):
    """The target and the spoken radio button of one answer; the group paints it."""

    def nextCheckState(self) -> None:
        """Nothing: an answer is shown as set only when it is saved."""

    def hitButton(self, pos: object) -> bool:
        """The whole cell is the target."""
        return True

    def paintEvent(self, event: QPaintEvent) -> None:
        """Nothing: the group paints."""


class CheckCell(QCheckBox):
    """The target and the spoken check box of one answer; the group paints it."""

    def nextCheckState(self) -> None:
        """Nothing: an answer is shown as set only when it is saved."""

    def hitButton(self, pos: object) -> bool:
        """The whole cell is the target."""
        return True

    def paintEvent(self, event: QPaintEvent) -> None:
        """Nothing: the group paints."""


class OptionGroup(QFrame):  # a frame is read as a group
    """What single and multi answers share: cells, keys, painting. Use the classes below."""

    cleared = Signal()
    _spreads_growth = False  # whether several cells may be set, so all of them need room to grow
    _cell_class: type[QAbstractButton] = RadioCell

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
        self._measures = Measures(theme, self._look)
        self._set: tuple[str, ...] = ()
        self._pending: tuple[str, ...] | None = None
        self._tones: Mapping[str, str] = {}
        self._known_rects: dict[tuple[float, tuple[str, ...], bool], list[QRectF]] = {}
        self._cursor = 0
        self._shows_cursor = False
        self._is_active = self._is_showing = False
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
        wide = sum(self._widths(for_height=True)) + self._measures.room(1).gap * (len(self.options) - 1)
        width = round(wide) + 2 * RING
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """One line of the widest cell."""
        return QSize(min(120, round(max(self._widths(for_height=True)))), self._measures.line + 2 * RING)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place the cells."""
        self._place_cells()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw cells, set answers, digits and the focus mark."""
        is_focused = self._is_active or self.hasFocus()
        group = Group(self.isEnabled(), is_focused, self._cursor if self._shows_cursor else -1)
        with painting(self) as painter:
            painter.translate(RING, RING)
            drawing = GroupPainter(painter, self._theme, self._measures, group)
            cells = self._painted_cells(shows_keys=is_focused and self.isEnabled() and self._look.shows_digits)
            if self._measures.is_joined:
                drawing.joined(cells, self.width() - 2 * RING)
            else:
                drawing.chips(cells)

    # For the subclasses

    def _press(self, number: int, *, by_key: bool) -> bool:
        raise NotImplementedError

    def _show(self, values: tuple[str, ...]) -> None:
        self._set, self._pending = values, None
        self._check_cells()
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
        cell.setCheckable(True)
        cell.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        cell.setAttribute(Qt.WidgetAttribute.WA_Hover)
        cell.setCursor(Qt.CursorShape.PointingHandCursor)
        cell.setAccessibleName(option.label)
        if option.note or (option.short and option.short != option.label):
            cell.setToolTip(option.label + (f" ({option.note})" if option.note else ""))
        cell.clicked.connect(lambda: self._on_clicked(option))
        cell.toggled.connect(self._on_toggled)
        return cell

    def _check_cells(self) -> None:
        """Check the cells of what is saved; Qt lets nobody uncheck the last of cells that stand for one another."""
        self._is_showing = True
        for cell, option in zip(self._cells, self.options, strict=True):
            if cell.isChecked() != (option.value in self._set):
                is_one_of = cell.autoExclusive()
                cell.setAutoExclusive(False)
                cell.setChecked(option.value in self._set)
                cell.setAutoExclusive(is_one_of)
        self._is_showing = False

    def _on_toggled(self) -> None:
        if not self._is_showing:
            QTimer.singleShot(0, self, self._on_toggled_from_outside)  # once the cell it stands for is off too

    def _on_toggled_from_outside(self) -> None:
        """A screen reader checked or unchecked a cell: that is a press, and nothing is shown before it is saved."""
        pairs = list(zip(self._cells, self.options, strict=True))
        changed = [pair for pair in pairs if pair[0].isChecked() != (pair[1].value in self._set)]
        self._check_cells()
        changed.sort(key=lambda pair: pair[1].value in self._set)  # what was checked before what was unchecked for it
        if changed:
            self._on_clicked(changed[0][1])

    def _on_clicked(self, option: Option) -> None:
        self._cursor = self.options.index(option)
        self._press(self._cursor, by_key=False)

    def _painted_cells(self, *, shows_keys: bool) -> list[Cell]:
        rects = self._rects(self.width() - 2 * RING)
        return [self._painted(number, rect, shows_keys=shows_keys) for number, rect in enumerate(rects)]

    def _painted(self, number: int, rect: QRectF, *, shows_keys: bool) -> Cell:
        option = self.options[number]
        is_set = option.value in self._set
        shows_key = shows_keys and not is_set and number < MOST_OPTIONS
        return Cell(
            rect,
            self._label(option),
            self._look.tone(option, self._tones),
            is_set=is_set,
            waits=self._pending is not None and option.value in self._pending,
            is_hot=self._cells[number].underMouse() and self.isEnabled(),
            key=str(number + self._look.first_digit) if shows_key else "",
        )

    def _widths(self, *, for_height: bool = False) -> list[float]:
        labels, measures = [self._label(option) for option in self.options], self._measures
        if not for_height:
            pairs = zip(labels, self.options, strict=True)
            return [measures.width(label, is_set=option.value in self._set) for label, option in pairs]
        # Lines may not move when an answer is set, so the room for the largest growth is kept from the start.
        grown = [measures.width(label, is_set=True) for label in labels]
        if self._spreads_growth or not measures.is_joined:
            return grown
        plain = [measures.width(label, is_set=False) for label in labels]
        largest = max(range(len(plain)), key=lambda cell: grown[cell] - plain[cell])
        return [grown[cell] if cell == largest else plain[cell] for cell in range(len(plain))]

    def _rects(self, width: float, *, for_height: bool = False) -> list[QRectF]:
        # Layouts ask for the same widths many times over; measuring text is what costs.
        key = (width, () if for_height else self._set, for_height)
        if key not in self._known_rects:
            self._known_rects[key] = self._measured_rects(width, for_height=for_height)
        return self._known_rects[key]

    def _measured_rects(self, width: float, *, for_height: bool) -> list[QRectF]:
        room = self._measures.room(width)
        steady = self._widths(for_height=True)
        wanted = steady if for_height or not self._measures.is_joined else self._widths()
        heights = [self._measures.height(self._label(option), width) for option in self.options]
        return place(break_lines(steady, room), wanted, heights, room)

    def _place_cells(self) -> None:
        for cell, rect in zip(self._cells, self._rects(self.width() - 2 * RING), strict=True):
            cell.setGeometry(rect.translated(RING, RING).toRect())

    def _on_theme_changed(self) -> None:
        self._known_rects.clear()
        self.updateGeometry()
        self._place_cells()
        self.update()
