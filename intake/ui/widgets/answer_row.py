"""One check of the exam: its state, its name, the answers of its sides, note and how-to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QFrame, QSizePolicy, QVBoxLayout

from intake.domain.cases import Answer, Value
from intake.knowledge.model import Item, Kind
from intake.ui.swallowing import swallow_next
from intake.ui.theme import Theme
from intake.ui.widgets.buttons import RowButton
from intake.ui.widgets.controls import Control, forget_pending
from intake.ui.widgets.drawing import Outline, box, focus_ring, painting
from intake.ui.widgets.number import NumberField
from intake.ui.widgets.option_group import OptionGroup
from intake.ui.widgets.row_body import RowBody
from intake.ui.widgets.row_state import RowState, Shown, real
from intake.ui.widgets.spine_strip import SpineStrip
from intake.ui.widgets.states import LOOKS, State
from intake.ui.widgets.writing import NoteEditor

__all__ = ["AnswerRow", "Shown"]

_ARROWS: dict[int, tuple[int, int]] = {
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
}
_PAIR = 2


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
    keyed = Signal()  # a key of the list was pressed here
    finished = Signal()  # the last side was answered by key: go on to the next row

    def __init__(self, theme: Theme, item: Item, *, sub: str = "", note: str = "") -> None:
        super().__init__()
        self._theme, self.item = theme, item
        self._state = RowState(item)
        self._site = self._state.sites[0]
        self._single_keys = self._advances = True
        self._is_read_only = self._is_keyed = False
        self._is_first = self._is_last = False
        self._tool: QAbstractButton | None = None
        self.body = RowBody(theme, item, sub)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.body)
        self._connect()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self.set_note(note)
        self._refresh()

    # What a screen reads

    @property
    def controls(self) -> Mapping[str, Control]:
        """The answer controls by side ("" without sides)."""
        return self.body.controls

    @property
    def note(self) -> NoteEditor | None:
        """The note editor, once there is one."""
        return self.body.note

    @property
    def note_button(self) -> RowButton:
        """The button that opens the note."""
        return self.body.note_button

    @property
    def how_to_button(self) -> RowButton:
        """The button that opens the how-to."""
        return self.body.how_to_button

    @property
    def is_shut(self) -> bool:
        """Whether answers cannot be given now."""
        return not self.body.shut.isHidden()

    def state(self) -> State:
        """The state of the whole check."""
        return self._state.state

    def site(self) -> str:
        """The side keys go to."""
        return self._site

    # What a screen tells it

    def show_answers(self, shown: Mapping[str, Shown]) -> None:
        """Show what is saved, by site ("" without sides); a site not named is to do."""
        self._state = RowState(self.item, {site: shown[site] for site in self._state.sites if site in shown})
        self._refresh()

    def set_note(self, text: str) -> None:
        """Show the saved note."""
        if text and self.note is None:
            self.body.make_note()
        if self.note is not None:
            self.note.set_text(text)
            self.note.setVisible(bool(text) or self.note.edit.hasFocus())
        self.note_button.set_on(is_on=bool(text))

    def set_shut(self, why: str) -> None:
        """Shut the row and say why; an empty text opens it."""
        self.body.shut.set_words(why)
        self.body.shut.setVisible(bool(why))
        self.body.label.set_dim(is_dim=bool(why))
        self._refresh()

    def set_read_only(self, *, is_read_only: bool) -> None:
        """Keep the answers readable and take no new ones."""
        self._is_read_only = is_read_only
        self._refresh()

    def set_keys(self, *, single_keys: bool, advances: bool) -> None:
        """Settings: letter keys act, and answering by key moves on."""
        self._single_keys, self._advances = single_keys, advances
        for control in self.controls.values():
            if isinstance(control, NumberField):
                control.set_ends_itself(ends_itself=advances)

    def set_ends(self, *, is_first: bool, is_last: bool) -> None:
        """Round the corners of the first and the last row of a group."""
        self._is_first, self._is_last = is_first, is_last
        self.update()

    def add_tool(self, button: QAbstractButton) -> None:
        """Put what times or counts beside the name of the check; T presses it."""
        self._tool = button
        self.body.add_tool(button)

    @property
    def can_answer(self) -> bool:
        """Whether an answer can be given here now."""
        return self._can_answer

    @property
    def is_open(self) -> bool:
        """Whether a side has neither an answer nor one on its way."""
        return self._state.is_open

    def expect(self, sites: tuple[str, ...], answer: Answer | None) -> None:
        """An answer is on its way: further keys speak as if it stood, and nothing is shown as saved."""
        self._state = self._state.asking(sites, answer)

    def forget_pending(self) -> None:
        """Take the look of "asked for" away, when saving was refused."""
        self._state = replace(self._state, asked={})
        for control in self.controls.values():
            forget_pending(control)

    def choose_site(self, site: str) -> None:
        """Send keys to a side."""
        self._site = site
        self._mark_active()

    def open_note(self) -> None:
        """Open the note under the row and write in it."""
        if self._is_read_only:
            return
        note = self.body.make_note()
        note.show()
        note.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    # Keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows, digits and letters of the check list; anything else goes on to the screen."""
        is_plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if self._leave_field(event) or (is_plain and self._take_plain(event)):
            self.keyed.emit()
            event.accept()
        else:
            event.ignore()

    def _take_plain(self, event: QKeyEvent) -> bool:
        if event.key() in _ARROWS:
            return self._take_arrow(event.key())
        is_taken = self._take_letter(event.key()) or self._take_tool(event.key())
        return is_taken or (self._take_answer(event) if self._can_answer else self._refuse_shut(event))

    def _refuse_shut(self, event: QKeyEvent) -> bool:
        """An answer to a check that is shut: say why it is not taken."""
        is_answer = event.text().isdigit() or (self._single_keys and event.key() in (Qt.Key.Key_N, Qt.Key.Key_Equal))
        if self._is_read_only or not is_answer:
            return False
        self.refused.emit(self.item.id, f"{self.item.short_label}: {self.body.shut.words.text()}")
        return True

    def _take_tool(self, key: int) -> bool:
        if key != Qt.Key.Key_T or not self._single_keys or self._tool is None:
            return False
        self._tool.click()
        return True

    def _leave_field(self, event: QKeyEvent) -> bool:
        if event.key() == Qt.Key.Key_Escape and not self.hasFocus():
            self.setFocus(Qt.FocusReason.OtherFocusReason)
            return True
        return False

    def _take_arrow(self, key: int) -> bool:
        down, right = _ARROWS[key]
        control = self.controls[self._site]
        is_strip = isinstance(control, SpineStrip)
        if right and (is_strip or len(self._state.sites) == 1):
            return isinstance(control, OptionGroup) and self._can_answer and control.move_mark(key)
        target = self._state.neighbour(self._site, 0 if is_strip else down, down if is_strip else right)
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
                self._answer(self._state.meant(self._site), self._state.normal, by_key=True)
            case Qt.Key.Key_X if not self._is_read_only:  # a check that is shut may still be left out on purpose
                self._ask_missing()
            case Qt.Key.Key_Equal if self._can_answer and len(self._state.sites) > 1:
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
        self._is_keyed = True
        try:
            return control.take_key(event)
        finally:
            self._is_keyed = False

    # What it asks for

    @property
    def _can_answer(self) -> bool:
        return not self.is_shut and not self._is_read_only

    def _answer(self, sites: tuple[str, ...], value: Value, *, by_key: bool) -> None:
        self.expect(sites, value)
        self.answered.emit(self.item.id, real(sites), value)
        is_complete = self.item.kind is not Kind.MULTI or value == self._state.normal  # nothing can be added to normal
        if by_key and self._advances and is_complete:
            self._advance(sites[-1])

    def go_on(self) -> None:
        """An answer was given beside the row, such as a reason: on to what is still open."""
        if not self._advances:
            return
        following = next((site for site in self._state.sites if self._state.given(site) is None), "")
        self.choose_site(following or self._state.sites[0])
        if not following:
            self.finished.emit()

    def _advance(self, site: str) -> None:
        following = self._state.next_open(site)
        self.choose_site(following or self._state.sites[0])
        if not following:
            self.finished.emit()

    def _on_control_answered(self, site: str, value: Value) -> None:
        self.choose_site(site)
        is_number = isinstance(self.controls[site], NumberField)  # it says itself when it has ended
        self._answer((site,), value, by_key=self._is_keyed and not is_number)

    def _on_control_entered(self, site: str) -> None:
        self.keyed.emit()
        if self._advances:
            self._advance(site)

    def _on_control_filled(self, site: str) -> None:
        self.keyed.emit()
        swallow_next(self)  # Enter, typed out of habit, belongs to the number
        self._advance(site)
        if (focused := self.window().focusWidget()) is not self:
            swallow_next(focused)

    def _on_cleared(self, site: str) -> None:
        self.choose_site(site)
        self._take_back((site,))

    def _clear_by_key(self) -> bool:
        if self._state.whole_given is not None:
            self._take_back(self._state.sites)
        elif self._state.given(self._site) is not None:
            self._take_back((self._site,))
        return True

    def _take_back(self, sites: tuple[str, ...]) -> None:
        self.expect(sites, None)
        self.cleared.emit(self.item.id, real(sites))

    def _ask_missing(self) -> None:
        self.no_value_asked.emit(self.item.id, real(self._state.meant(self._site)))

    def _clear_all(self) -> None:
        self._take_back(tuple(site for site in self._state.sites if self._state.given(site) is not None))

    def _copy_side(self) -> None:
        here, other = self._site, self._state.opposite(self._site)
        if self._state.given(here) is not None:
            value, target = self._state.copied(here), other
        else:  # answering by key has gone on to the open side
            value, target = self._state.copied(other), here
        if value is not None:
            self.choose_site(target)
            self._answer((target,), value, by_key=target == here)

    # Showing

    def _refresh(self) -> None:
        self.body.show_state(self._state, is_read_only=self._is_read_only)
        self.setAccessibleName(self.item.short_label)
        self._mark_active()
        self.update()

    def _mark_active(self) -> None:
        for site, control in self.controls.items():
            control.set_active(is_active=self.hasFocus() and site == self._site and self._can_answer)
        self.setAccessibleDescription(self._spoken())

    def _spoken(self) -> str:
        if self.is_shut:
            return f"Shut. {self.body.shut.words.text()}"
        words = LOOKS[self._state.state].words
        if self._state.state is State.PART and len(self._state.sites) == _PAIR:
            words = "Left only" if self._state.sites[0] in self._state.shown else "Right only"
        active = self.controls[self._site]
        side = f" {active.accessibleName()}: {active.accessibleDescription()}" if not self._state.whole else ""
        return f"{words}.{side}"

    def _connect(self) -> None:
        body, item = self.body, self.item.id
        body.control_answered.connect(self._on_control_answered)
        body.control_cleared.connect(self._on_cleared)
        body.whole_cleared.connect(lambda: self._take_back(self._state.sites))
        body.control_left.connect(self._take_focus_back)
        body.control_entered.connect(self._on_control_entered)
        body.control_filled.connect(self._on_control_filled)
        body.control_refused.connect(lambda sentence: self.refused.emit(item, sentence))
        body.all_normal_asked.connect(lambda: self._answer(self._state.sites, self._state.normal, by_key=False))
        body.note_changed.connect(lambda text: self.note_changed.emit(item, text))
        body.note_left.connect(self._on_note_left)
        body.missing_asked.connect(self._ask_missing)
        body.clearing_asked.connect(self._clear_all)
        body.note_button.clicked.connect(self._on_note_pressed)
        body.how_to_button.clicked.connect(lambda: self.how_to_asked.emit(item))

    def _take_focus_back(self) -> None:
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_note_pressed(self) -> None:
        if self.note is not None and not self.note.isHidden() and not self.note.text():
            self.note.hide()
        else:
            self.open_note()

    def _on_note_left(self) -> None:
        if self.note is not None and not self.note.text():
            self.note.hide()
        self._take_focus_back()

    # Qt

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason):
            open_sites = [site for site in self._state.sites if self._state.given(site) is None]
            self._site = (open_sites or list(self._state.sites))[0]
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
        self.body.share_width(self.width())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the row's ground, its border and the focus mark."""
        theme = self._theme
        with painting(self) as painter:
            rect, radius = QRectF(self.rect()), theme.px(10)
            painter.setClipRect(rect)
            is_first, is_last = self._is_first or theme.is_touch, self._is_last or theme.is_touch
            tall = rect.adjusted(0, 0 if is_first else -2 * radius, 0, 0 if is_last else 2 * radius)
            box(
                painter,
                tall,
                radius,
                theme.colour("sunken" if self.is_shut else "surface"),
                Outline(theme.colour("line")),
            )
            if not is_last:
                painter.fillRect(QRectF(1, rect.bottom() - 1, rect.width() - 2, 1), theme.colour("line"))
            if self.hasFocus():
                focus_ring(painter, rect, radius, theme)
