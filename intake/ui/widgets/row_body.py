"""What stands in an answer row, and where."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QAbstractButton, QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from intake.domain.cases import NoValue
from intake.knowledge.model import Item, Scope
from intake.ui.accessible.spoken import SpokenButton
from intake.ui.theme import Theme
from intake.ui.widgets.buttons import RowButton
from intake.ui.widgets.choice import ChoiceField, MultiChoiceField
from intake.ui.widgets.controls import Control, make_control, show_value
from intake.ui.widgets.four_limbs import FourLimbGrid
from intake.ui.widgets.no_value import NoValueStrip
from intake.ui.widgets.number import NumberField
from intake.ui.widgets.row_parts import RowLabel, ShutNotice
from intake.ui.widgets.row_state import RowState, Shown
from intake.ui.widgets.spine_strip import SpineStrips
from intake.ui.widgets.states import LOOKS
from intake.ui.widgets.text import IconLabel
from intake.ui.widgets.writing import NoteEditor, TextAnswer

_NARROWEST_SIDE = 150
LABEL_ROOM = 150
# Gaps are columns of their own: Qt drops the spacing beside a column whose widgets are all hidden.
_ICON, _LABEL, _LEFT, _ACTS, _COLUMNS = 0, 2, 4, 8, 9
_UNDER = 1  # the line under the label


class RowBody(QWidget):
    """The widgets of a row; it shows and forwards, the row decides."""

    control_answered = Signal(str, object)  # site, value
    control_cleared = Signal(str)
    whole_cleared = Signal()
    control_left = Signal()
    control_entered = Signal(str)  # Enter closed the field of a side
    control_filled = Signal(str)  # the number of a side ended by itself
    control_refused = Signal(str)
    all_normal_asked = Signal()
    note_changed = Signal(str)
    note_left = Signal()
    missing_asked = Signal()  # by a screen reader; hands have a key
    clearing_asked = Signal()

    def __init__(self, theme: Theme, item: Item, sub: str) -> None:
        super().__init__()
        self._theme, self._item = theme, item
        self._sites: tuple[str, ...] = item.sites or ("",)
        self.controls: dict[str, Control] = {}
        self.limbs: FourLimbGrid | None = None
        self.spine: SpineStrips | None = None
        self.note: NoteEditor | None = None
        self._strips: dict[str, NoValueStrip] = {}
        self._whole_strip: NoValueStrip | None = None
        self.icon = IconLabel(theme, "circle-dashed", "text3", 18)
        self.label = RowLabel(theme, item.short_label, item.who, sub)
        self.shut = ShutNotice(theme)
        self.note_button = RowButton(theme, "sticky-note", f"Note: {item.short_label}")
        self.how_to_button = RowButton(theme, "circle-question-mark", f"How to: {item.short_label}")
        if not item.how_to:  # a widget without a parent would be shown as a window
            self.how_to_button.hide()
        self.missing_button: RowButton | None = None  # for fingers; hands on a keyboard have X
        self._is_read_only = False
        self._lay_out()
        self.shut.hide()
        theme.measure(self, self._arrange)

    def show_state(self, state: RowState, *, is_read_only: bool) -> None:
        """Show what is saved."""
        is_shut = not self.shut.isHidden()
        whole = None if is_shut else state.whole
        self._is_read_only = is_read_only
        self._show_missing()
        self._clear.setVisible(bool(state.shown) and not is_read_only)
        look = LOOKS[state.state]
        self.icon.set_icon(look.icon, look.token)
        self._show_whole(whole, state, is_read_only=is_read_only)
        for site in self._sites:
            self._show_site(site, state.shown.get(site), is_hidden=is_shut or state.whole is not None)
            self.controls[site].setEnabled(not is_read_only)
            if site in self._strips:
                self._strips[site].clear_button.setVisible(not is_read_only)
        if self.spine is not None:
            self.spine.setVisible(not is_shut and whole is None)
        if self.limbs is not None:
            self.limbs.setVisible(not is_shut and whole is None)
            if self.limbs.all_button is not None:
                self.limbs.all_button.setVisible(not is_shut and whole is None and not is_read_only)
            self.limbs.show_states({site: state.state_of(site) for site in self._sites})

    def make_note(self) -> NoteEditor:
        """The note editor, made when first needed."""
        if self.note is None:
            self.note = NoteEditor(self._theme, self._item.short_label)
            self.note.note_changed.connect(self.note_changed)
            self.note.finished.connect(self.note_left)
            self._grid.addWidget(self.note, 2, _LABEL, 1, _COLUMNS - _LABEL)
        return self.note

    def add_tool(self, button: QAbstractButton) -> None:
        """Put a button behind the name of the check; the answers stay where they are in the other rows."""
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._grid.addWidget(button, 0, _LABEL + 1, Qt.AlignmentFlag.AlignVCenter)

    def share_width(self, width: int) -> None:
        """Divide the width of the row between label and answers; for fingers the answers have a line of their own."""
        theme = self._theme
        if theme.is_touch:
            return
        spare = width - theme.px(26 + 60) - theme.px(LABEL_ROOM) - 60
        side = max(min(theme.metric("side_column"), spare // 2), _NARROWEST_SIDE)
        if self.limbs is None and self._grid.columnMinimumWidth(_LEFT) != side:
            self._grid.setColumnMinimumWidth(_LEFT, side)
            self._grid.setColumnMinimumWidth(_LEFT + 2, side)

    def _show_site(self, site: str, shown: Shown | None, *, is_hidden: bool) -> None:
        control = self.controls[site]
        answer = shown.answer if shown is not None else None
        missing = answer if isinstance(answer, NoValue) else None
        show_value(control, None if isinstance(answer, NoValue) else answer)
        if isinstance(control, NumberField):
            control.set_class(shown.cls if shown is not None else None)
        control.setVisible(not is_hidden and missing is None)
        if missing is not None and shown is not None and not is_hidden:
            self._strip(site).set_value(missing, shown.by)
        if site in self._strips:
            self._strips[site].setVisible(missing is not None and not is_hidden)

    def _show_whole(self, missing: NoValue | None, state: RowState, *, is_read_only: bool) -> None:
        if missing is not None:
            if self._whole_strip is None:
                self._whole_strip = NoValueStrip(self._theme, self._item.short_label)
                self._whole_strip.cleared.connect(self.whole_cleared)
                self._place(self._whole_strip, 0, across=True)
            self._whole_strip.set_value(missing, state.shown[self._sites[0]].by)
            self._whole_strip.clear_button.setVisible(not is_read_only)
        if self._whole_strip is not None:
            self._whole_strip.setVisible(missing is not None)

    def _strip(self, site: str) -> NoValueStrip:
        if site not in self._strips:
            strip = NoValueStrip(self._theme, self.controls[site].accessibleName())
            strip.cleared.connect(lambda: self.control_cleared.emit(site))
            self._strips[site] = strip
            if (under := self.limbs or self.spine) is not None:
                under.add_strip(site, strip)
            else:
                self._place(strip, self._sites.index(site), across=False)
        return self._strips[site]

    def _lay_out(self) -> None:
        self._grid = grid = QGridLayout(self)
        grid.setSpacing(0)
        self._placed: list[tuple[QWidget, int, bool]] = []
        self._across, self._sides = QVBoxLayout(), (QVBoxLayout(), QVBoxLayout())  # under the label, for fingers
        beside = QHBoxLayout()
        beside.setSpacing(16)
        for column in self._sides:
            beside.addLayout(column, 1)
        under = QVBoxLayout()
        under.setContentsMargins(0, 5, 0, 0)
        under.addLayout(self._across)
        under.addLayout(beside)
        grid.addLayout(under, _UNDER, 0, 1, _COLUMNS)
        for gap in range(1, _COLUMNS, 2):
            grid.setColumnMinimumWidth(gap, 8)
        grid.setColumnStretch(_LABEL, 1)
        acts = QHBoxLayout()
        self._acts = acts
        for button in (self.note_button, self.how_to_button):
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            acts.addWidget(button)
        grid.addWidget(self.icon, 0, _ICON)
        grid.addWidget(self.label, 0, _LABEL)
        self._place(self.shut, 0, across=True)
        for site in self._sites:
            self.controls[site] = self._make_control(site)
        self._add_controls()
        grid.addLayout(acts, 0, _ACTS)  # last, so that the answers are read first
        self._add_spoken()

    def _show_missing(self) -> None:
        """Fingers have a button for "no value"; otherwise it is there for screen readers."""
        is_touch = self._theme.is_touch
        if is_touch and self.missing_button is None:
            name = f"No value: {self._item.short_label}"
            self.missing_button = RowButton(self._theme, "circle-slash", name, self)
            self.missing_button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            self.missing_button.clicked.connect(self.missing_asked)
            self._acts.insertWidget(0, self.missing_button)
        if self.missing_button is not None:
            self.missing_button.setVisible(is_touch and not self._is_read_only)
        self._missing.setVisible(not is_touch and not self._is_read_only)

    def _add_spoken(self) -> None:
        name = self._item.short_label
        self._missing = SpokenButton(f"No value: {name}", self)
        self._missing.clicked.connect(self.missing_asked)
        self._clear = SpokenButton(f"Clear: {name}", self)
        self._clear.clicked.connect(self.clearing_asked)
        for button in (self._missing, self._clear):
            button.raise_()  # read last
            button.setGeometry(0, 0, self._theme.px(26), self._theme.metric("row"))

    def _add_controls(self) -> None:
        if self._item.scope is Scope.FOUR:
            self.limbs = FourLimbGrid(self._theme, self._item, self.controls)
            self.limbs.all_normal_asked.connect(self.all_normal_asked)
            self._grid.addWidget(self.limbs, _UNDER, 0, 1, _COLUMNS)
            if self.limbs.all_button is not None:
                self._grid.addWidget(self.limbs.all_button, 0, _LEFT, 1, 3, Qt.AlignmentFlag.AlignRight)
            return
        if self._item.shown_as == "spine":
            self.spine = SpineStrips(self._theme, self._item, self.controls)
            self._grid.addWidget(self.spine, _UNDER, 0, 1, _COLUMNS)
            return
        for place, site in enumerate(self._sites):
            self._place(self.controls[site], place, across=len(self._sites) == 1)

    def _place(self, widget: QWidget, side: int, *, across: bool) -> None:
        """Put a widget into a side column, or across both; it takes exactly the width there."""
        policy = widget.sizePolicy()
        policy.setHorizontalPolicy(QSizePolicy.Policy.Ignored)
        widget.setSizePolicy(policy)
        self._placed.append((widget, side, across))
        self._put(widget, side, across=across)

    def _put(self, widget: QWidget, side: int, *, across: bool) -> None:
        if self._theme.is_touch and across:
            self._across.addWidget(widget)
        elif self._theme.is_touch:
            self._sides[side].addWidget(widget)
        else:
            span = 3 if across else 1
            self._grid.addWidget(widget, 0, _LEFT + 2 * side, 1, span, Qt.AlignmentFlag.AlignVCenter)

    def _arrange(self) -> None:
        """Answers beside the label, or for fingers under it across the whole width."""
        theme, grid, is_touch = self._theme, self._grid, self._theme.is_touch
        for widget, side, across in self._placed:
            self._put(widget, side, across=across)
        grid.setContentsMargins(*((18, 5, 18, 12) if is_touch else (10, 1, 6, 1)))
        grid.setColumnMinimumWidth(_ICON, theme.px(26))
        grid.setRowMinimumHeight(0, 0 if is_touch else theme.metric("row") - 2)
        self._acts.setSpacing(8 if is_touch else 0)
        self._show_missing()
        if is_touch:
            for column in (_LEFT, _LEFT + 2):
                grid.setColumnMinimumWidth(column, 0)
        else:
            self.share_width(self.width())

    def _make_control(self, site: str) -> Control:
        control = make_control(self._theme, self._item, site)
        control.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        control.answered.connect(lambda value: self.control_answered.emit(site, value))
        control.cleared.connect(lambda: self.control_cleared.emit(site))
        if isinstance(control, NumberField | TextAnswer | ChoiceField | MultiChoiceField):
            control.finished.connect(self.control_left)
        if isinstance(control, NumberField | ChoiceField):
            control.entered.connect(lambda: self.control_entered.emit(site))
        if isinstance(control, NumberField):
            control.refused.connect(self.control_refused)
            control.filled.connect(lambda: self.control_filled.emit(site))
        return control
