"""One check of the exam: its state, its name, the answers of its sides, note and how-to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QSizePolicy, QWidget

from intake.domain.cases import Answer, NoValue, Value
from intake.knowledge.model import AnswerClass, Item, Kind, Scope
from intake.ui.theme import Theme
from intake.ui.widgets.buttons import RowButton
from intake.ui.widgets.controls import Control, forget_pending, make_control, show_value
from intake.ui.widgets.drawing import Outline, box, focus_ring, painting
from intake.ui.widgets.four_limbs import FourLimbGrid
from intake.ui.widgets.no_value import NoValueStrip
from intake.ui.widgets.row_parts import RowLabel, ShutNotice
from intake.ui.widgets.segmented import OptionGroup
from intake.ui.widgets.states import LOOKS, OF_CLASS, OF_MISSING, State, together
from intake.ui.widgets.text import IconLabel
from intake.ui.widgets.writing import NoteEditor

_ARROWS: dict[int, tuple[int, int]] = {
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
}
_NARROWEST_SIDE = 150
_LABEL_ROOM = 176
_LEFT = 4  # the column of the left side; the right one stands two further


@dataclass(frozen=True, slots=True)
class Shown:
    """A saved answer with its class, when the class is not that of an option (numbers), and who gave it when."""

    answer: Answer
    cls: AnswerClass | None = None
    by: str = ""


class AnswerRow(QFrame):
    """A row of the check list: one tab stop; keys and presses only ask, `show_answers` shows what is saved.

    Every signal names the item; `sites` are the sides asked about, empty for an item without sides.
    """

    answered = Signal(str, tuple, object)  # item, sites, Value
    cleared = Signal(str, tuple)
    no_value_asked = Signal(str, tuple)  # open NoValuePopover for these sites
    note_changed = Signal(str, str)
    how_to_asked = Signal(str)
    refused = Signal(str, str)  # item, the sentence
    moved = Signal(int)  # -1 the row above, +1 the row below
    finished = Signal()  # the last side was answered by key: go on to the next row

    def __init__(self, theme: Theme, item: Item, *, sub: str = "", note: str = "") -> None:
        super().__init__()
        self._theme, self.item = theme, item
        self._sites: tuple[str, ...] = item.sites or ("",)
        self._site = self._sites[0]
        self._shown: dict[str, Shown] = {}
        self._single_keys = self._advances = True
        self._is_read_only = False
        self._is_first = self._is_last = False
        self._strips: dict[str, NoValueStrip] = {}
        self._whole_strip: NoValueStrip | None = None
        self.note: NoteEditor | None = None
        self.controls: dict[str, Control] = {}
        self._grid_of_limbs: FourLimbGrid | None = None
        self._build(sub)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self.set_note(note)
        self._refresh()

    # What a screen tells it

    def show_answers(self, shown: Mapping[str, Shown]) -> None:
        """Show what is saved, by site ("" without sides); a site not named is to do."""
        self._shown = {site: shown[site] for site in self._sites if site in shown}
        self._refresh()

    def state(self) -> State:
        """The state of the whole check."""
        return together(self._state_of(site) for site in self._sites)

    def set_note(self, text: str) -> None:
        """Show the saved note."""
        if text and self.note is None:
            self._make_note().hide()
        if self.note is not None:
            self.note.set_text(text)
            self.note.setVisible(bool(text) or not self.note.isHidden())
        self.note_button.set_on(is_on=bool(text))

    def set_shut(self, why: str) -> None:
        """Shut the row and say why; an empty text opens it."""
        self._shut.set_words(why)
        self._shut.setVisible(bool(why))
        self._label.set_dim(is_dim=bool(why))
        self._refresh()

    @property
    def is_shut(self) -> bool:
        """Whether answers cannot be given now."""
        return not self._shut.isHidden()

    def set_read_only(self, *, is_read_only: bool) -> None:
        """Keep the answers readable and take no new ones."""
        self._is_read_only = is_read_only
        self._refresh()

    def set_keys(self, *, single_keys: bool, advances: bool) -> None:
        """Settings: letter keys act, and answering by key moves on."""
        self._single_keys, self._advances = single_keys, advances

    def set_ends(self, *, is_first: bool, is_last: bool) -> None:
        """Round the corners of the first and the last row of a group."""
        self._is_first, self._is_last = is_first, is_last
        self.update()

    def forget_pending(self) -> None:
        """Take the look of "asked for" away, when saving was refused."""
        for control in self.controls.values():
            forget_pending(control)

    def choose_site(self, site: str) -> None:
        """Send keys to a side."""
        self._site = site
        self._mark_active()

    # Keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows, digits and letters of the check list; anything else goes on to the screen."""
        is_plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if self._leave_field(event) or (is_plain and (self._take_arrow(event) or self._take_letter(event.key()))):
            event.accept()
            return
        if is_plain and self._can_answer and self._take_answer(event):
            event.accept()
            return
        event.ignore()

    def _leave_field(self, event: QKeyEvent) -> bool:
        if event.key() == Qt.Key.Key_Escape and not self.hasFocus():
            self.setFocus(Qt.FocusReason.OtherFocusReason)
            return True
        return False

    def _take_arrow(self, event: QKeyEvent) -> bool:
        if event.key() not in _ARROWS:
            return False
        down, right = _ARROWS[event.key()]
        control = self.controls[self._site]
        if right and len(self._sites) == 1:
            return isinstance(control, OptionGroup) and self._can_answer and control.move_mark(event.key())
        target = self._neighbour(down, right)
        if target:
            self.choose_site(target)
        elif down:
            self.moved.emit(down)
        return True

    def _take_letter(self, key: int) -> bool:
        if not self._single_keys:
            return False
        match key:
            case Qt.Key.Key_H:
                self.how_to_asked.emit(self.item.id)
            case Qt.Key.Key_M:
                self.open_note()
            case Qt.Key.Key_N if self._can_answer and self.item.normal:
                self._answer(self._meant_sites(), self._normal(), by_key=True)
            case Qt.Key.Key_X if self._can_answer:
                self.no_value_asked.emit(self.item.id, self._real(self._meant_sites()))
            case Qt.Key.Key_Equal if self._can_answer and len(self._sites) > 1:
                self._copy_side()
            case _:
                return False
        return True

    def _take_answer(self, event: QKeyEvent) -> bool:
        if event.key() in (Qt.Key.Key_Backspace, Qt.Key.Key_Delete):
            return self._clear_by_key()
        control = self.controls[self._site]
        if event.key() == Qt.Key.Key_Space and isinstance(control, OptionGroup):
            return control.move_mark(event.key())
        return control.take_key(event)

    # What it asks for

    def open_note(self) -> None:
        """Open the note under the row and write in it."""
        if self._is_read_only and self.note is None:
            return
        note = self.note or self._make_note()
        note.show()
        note.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def _answer(self, sites: tuple[str, ...], value: Value, *, by_key: bool) -> None:
        self.answered.emit(self.item.id, self._real(sites), value)
        if by_key and self._advances and self.item.kind is not Kind.MULTI:
            self._advance(sites[-1])

    def _advance(self, site: str) -> None:
        place = self._sites.index(site) + 1
        if place < len(self._sites):
            self.choose_site(self._sites[place])
        else:
            self.choose_site(self._sites[0])
            self.finished.emit()

    def _on_control_answered(self, site: str, value: Value) -> None:
        by_key = self.hasFocus() and not self.controls[site].underMouse()
        self.choose_site(site)
        self._answer((site,), value, by_key=by_key)

    def _on_cleared(self, site: str) -> None:
        self.choose_site(site)
        self.cleared.emit(self.item.id, self._real((site,)))

    def _clear_by_key(self) -> bool:
        if isinstance(self._whole(), NoValue):
            self.cleared.emit(self.item.id, self._real(self._sites))
        elif self._site in self._shown:
            self.cleared.emit(self.item.id, self._real((self._site,)))
        return True

    def _copy_side(self) -> None:
        here = self._shown.get(self._site)
        if here is None or isinstance(here.answer, NoValue):
            return
        target = self._opposite()
        self._answer((target,), self._mirrored(here.answer), by_key=False)
        self.choose_site(target)

    def _mirrored(self, value: Value) -> Value:
        if not isinstance(value, str):
            return value
        option = next((option for option in self.item.options if option.value == value), None)
        return option.mirror if option is not None and option.mirror else value

    def _meant_sites(self) -> tuple[str, ...]:
        """All sides of a row nobody has answered, else the side in focus."""
        return (self._site,) if self._shown else self._sites

    def _real(self, sites: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(site for site in sites if site)

    def _normal(self) -> Value:
        return (self.item.normal,) if self.item.kind is Kind.MULTI else self.item.normal

    # Showing

    @property
    def _can_answer(self) -> bool:
        return not self.is_shut and not self._is_read_only

    def _whole(self) -> NoValue | None:
        """The one "no value" that stands for every side, if there is one."""
        answers = [self._shown[site].answer for site in self._sites if site in self._shown]
        first = answers[0] if answers else None
        same = len(answers) == len(self._sites) and all(answer == first for answer in answers)
        return first if same and isinstance(first, NoValue) else None

    def _state_of(self, site: str) -> State:
        shown = self._shown.get(site)
        if shown is None:
            return State.TO_DO
        if isinstance(shown.answer, NoValue):
            return OF_MISSING[shown.answer.kind]
        return OF_CLASS[shown.cls or self._class_of(shown.answer)]

    def _class_of(self, value: Value) -> AnswerClass:
        chosen = value if isinstance(value, tuple) else (value,)
        classes = {option.cls for option in self.item.options if option.value in chosen}
        order = (AnswerClass.ABNORMAL, AnswerClass.BORDERLINE, AnswerClass.INFORMATIONAL, AnswerClass.NORMAL)
        return next((cls for cls in order if cls in classes), AnswerClass.INFORMATIONAL)

    def _refresh(self) -> None:
        state, whole, is_shut = self.state(), self._whole(), self.is_shut
        self._icon.set_icon(LOOKS[state].icon, LOOKS[state].token)
        self._show_whole(whole if not is_shut else None)
        for site in self._sites:
            self._show_site(site, is_hidden=is_shut or whole is not None)
        if self._grid_of_limbs is not None:
            self._grid_of_limbs.setVisible(not is_shut and whole is None)
            self._grid_of_limbs.show_states({site: self._state_of(site) for site in self._sites})
        self.setAccessibleName(self.item.label)
        self.setAccessibleDescription(self._spoken(state))
        self._mark_active()
        self.update()

    def _show_site(self, site: str, *, is_hidden: bool) -> None:
        shown, control = self._shown.get(site), self.controls[site]
        missing = shown.answer if shown is not None and isinstance(shown.answer, NoValue) else None
        show_value(control, None if shown is None or missing is not None else shown.answer)  # type: ignore[arg-type]
        control.setEnabled(not self._is_read_only)
        control.setVisible(not is_hidden and missing is None)
        if missing is not None and not is_hidden and shown is not None:
            self._strip(site).set_value(missing, shown.by)
        if site in self._strips:
            self._strips[site].setVisible(missing is not None and not is_hidden)
            self._strips[site].clear_button.setVisible(not self._is_read_only)

    def _show_whole(self, missing: NoValue | None) -> None:
        if missing is not None:
            if self._whole_strip is None:
                self._whole_strip = NoValueStrip(self._theme, self.item.label)
                self._whole_strip.cleared.connect(lambda: self.cleared.emit(self.item.id, self._real(self._sites)))
                _fill_width(self._whole_strip)
                self._grid.addWidget(self._whole_strip, 0, _LEFT, 1, 3, Qt.AlignmentFlag.AlignVCenter)
            self._whole_strip.set_value(missing, self._shown[self._sites[0]].by)
            self._whole_strip.clear_button.setVisible(not self._is_read_only)
        if self._whole_strip is not None:
            self._whole_strip.setVisible(missing is not None)

    def _spoken(self, state: State) -> str:
        if self.is_shut:
            return f"Shut. {self._shut.words.text()}"
        words = LOOKS[state].words
        if state is State.PART and len(self._sites) == 2:
            words = "Left only" if self._sites[0] in self._shown else "Right only"
        active = self.controls[self._site]
        side = f" {active.accessibleName()}: {active.accessibleDescription()}" if not self._whole() else ""
        return f"{words}.{side}"

    def _mark_active(self) -> None:
        for site, control in self.controls.items():
            control.set_active(is_active=self.hasFocus() and site == self._site and self._can_answer)

    # Building

    def _build(self, sub: str) -> None:
        theme = self._theme
        self._icon = IconLabel(theme, "circle-dashed", "text3", 18)
        self._label = RowLabel(theme, self.item.short_label or self.item.label, self.item.who, sub)
        self._shut = ShutNotice(theme)
        self._shut.hide()
        self.note_button = RowButton(theme, "sticky-note", f"Note: {self.item.label}")
        self.how_to_button = RowButton(theme, "circle-question-mark", f"How to: {self.item.label}")
        self.note_button.clicked.connect(self._on_note_pressed)
        self.how_to_button.clicked.connect(lambda: self.how_to_asked.emit(self.item.id))
        self.how_to_button.setVisible(bool(self.item.how_to))
        self._lay_out()

    def _lay_out(self) -> None:
        self._grid = grid = QGridLayout(self)
        grid.setContentsMargins(10, 1, 6, 1)
        grid.setSpacing(0)  # gaps are columns: Qt drops the spacing beside a column whose widgets are all hidden
        for gap in (1, 3, 5, 7):
            grid.setColumnMinimumWidth(gap, 8)
        grid.setColumnStretch(2, 1)
        acts = QHBoxLayout()
        acts.setSpacing(0)
        for button in (self.note_button, self.how_to_button):
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            acts.addWidget(button)
        grid.addWidget(self._icon, 0, 0)
        grid.addWidget(self._label, 0, 2)
        grid.addWidget(self._shut, 0, _LEFT, 1, 3)
        grid.addLayout(acts, 0, 8)
        grid.setColumnMinimumWidth(0, self._theme.px(26))
        grid.setRowMinimumHeight(0, self._theme.metric("row") - 2)
        self._add_controls()

    def _add_controls(self) -> None:
        for site in self._sites:
            control = make_control(self._theme, self.item, site)
            control.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            if self.item.scope is not Scope.FOUR:
                _fill_width(control)
            control.answered.connect(lambda value, site=site: self._on_control_answered(site, value))
            control.cleared.connect(lambda site=site: self._on_cleared(site))
            if hasattr(control, "finished"):
                control.finished.connect(lambda: self.setFocus(Qt.FocusReason.OtherFocusReason))
            if hasattr(control, "refused"):
                control.refused.connect(lambda sentence: self.refused.emit(self.item.id, sentence))
            self.controls[site] = control
        if self.item.scope is Scope.FOUR:
            self._grid_of_limbs = FourLimbGrid(self._theme, self.item, self.controls)
            self._grid_of_limbs.all_normal_asked.connect(
                lambda: self._answer(self._sites, self._normal(), by_key=False)
            )
            self._grid.addWidget(self._grid_of_limbs, 1, 0, 1, 9)
            return
        across = 3 if len(self._sites) == 1 else 1
        for place, site in enumerate(self._sites):
            self._grid.addWidget(self.controls[site], 0, _LEFT + 2 * place, 1, across, Qt.AlignmentFlag.AlignVCenter)

    def _strip(self, site: str) -> NoValueStrip:
        if site not in self._strips:
            strip = NoValueStrip(self._theme, self.controls[site].accessibleName())
            strip.cleared.connect(lambda: self._on_cleared(site))
            self._strips[site] = strip
            if self._grid_of_limbs is not None:
                self._grid_of_limbs.add_strip(site, strip)
            else:
                _fill_width(strip)
                self._grid.addWidget(strip, 0, _LEFT + 2 * self._sites.index(site), Qt.AlignmentFlag.AlignVCenter)
        return self._strips[site]

    def _make_note(self) -> NoteEditor:
        self.note = NoteEditor(self._theme, self.item.label)
        self.note.note_changed.connect(lambda text: self.note_changed.emit(self.item.id, text))
        self.note.finished.connect(self._on_note_finished)
        self._grid.addWidget(self.note, 2, 2, 1, 7)
        return self.note

    def _on_note_pressed(self) -> None:
        if self.note is not None and not self.note.isHidden() and not self.note.text():
            self.note.hide()
            return
        self.open_note()

    def _on_note_finished(self) -> None:
        if self.note is not None and not self.note.text():
            self.note.hide()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def _neighbour(self, down: int, right: int) -> str:
        columns = 2
        place = self._sites.index(self._site)
        line, column = divmod(place, columns)
        line, column = line + down, column + right
        place = line * columns + column
        inside = 0 <= column < columns and line >= 0 and place < len(self._sites)
        return self._sites[place] if inside else ""

    def _opposite(self) -> str:
        return self._neighbour(0, 1) or self._neighbour(0, -1)

    # Qt

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason):
            self._site = next((site for site in self._sites if site not in self._shown), self._sites[0])
        self._mark_active()
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._mark_active()
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A press beside the answers gives the row the focus."""
        self.setFocus(Qt.FocusReason.MouseFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width between label and answers."""
        super().resizeEvent(event)
        theme = self._theme
        spare = self.width() - theme.px(26 + 60) - theme.px(_LABEL_ROOM) - 60
        side = max(min(theme.metric("side_column"), spare // 2), _NARROWEST_SIDE)
        if self._grid_of_limbs is None and self._grid.columnMinimumWidth(_LEFT) != side:
            self._grid.setColumnMinimumWidth(_LEFT, side)
            self._grid.setColumnMinimumWidth(_LEFT + 2, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the row's ground, its border and the focus mark."""
        theme = self._theme
        with painting(self) as painter:
            rect, radius = QRectF(self.rect()), theme.px(10)
            ground = theme.colour("sunken" if self.is_shut else "surface")
            painter.setClipRect(rect)
            tall = rect.adjusted(0, 0 if self._is_first else -2 * radius, 0, 0 if self._is_last else 2 * radius)
            box(painter, tall, radius, ground, Outline(theme.colour("line")))
            if not self._is_last:
                painter.fillRect(QRectF(1, rect.bottom() - 1, rect.width() - 2, 1), theme.colour("line"))
            if self.hasFocus():
                focus_ring(painter, rect, radius, theme)


def _fill_width(widget: QWidget) -> None:
    """Take exactly the width of the column, whatever the words would like."""
    policy = widget.sizePolicy()
    policy.setHorizontalPolicy(QSizePolicy.Policy.Ignored)
    widget.setSizePolicy(policy)
