"""Answers with more than nine options: the set answer and a list that filters as you type."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QListView, QSizePolicy, QWidget

from intake.knowledge.model import Option
from intake.ui.accessible.chosen import ChosenRows
from intake.ui.theme import Theme
from intake.ui.widgets.announce import announce
from intake.ui.widgets.buttons import Button
from intake.ui.widgets.drawing import RING
from intake.ui.widgets.popover import Popover
from intake.ui.widgets.segmented import MultiAnswer, SegmentedAnswer, toggled
from intake.ui.widgets.text import Text

_Index = QModelIndex | QPersistentModelIndex


class OptionRows(QAbstractListModel):
    """The options whose words hold what was typed."""

    def __init__(self, options: Sequence[Option]) -> None:
        super().__init__()
        self._all = tuple(options)
        self._shown = self._all
        self._set: tuple[str, ...] = ()

    def show_matching(self, typed: str) -> None:
        """Keep the options with every typed word in them; those that start with it come first."""
        kept = self._matching(typed)
        kept.sort(key=lambda option: not option.label.casefold().startswith(typed.strip().casefold()))
        self.beginResetModel()
        self._shown = tuple(kept)
        self.endResetModel()

    def fits(self, typed: str) -> bool:
        """Whether any option has these words in it."""
        return bool(self._matching(typed))

    def _matching(self, typed: str) -> list[Option]:
        words = typed.casefold().split()
        return [option for option in self._all if all(word in option.label.casefold() for word in words)]

    def show_set(self, values: tuple[str, ...]) -> None:
        """Tick what is saved."""
        self._set = values
        if self._shown:
            self.dataChanged.emit(self.index(0), self.index(len(self._shown) - 1))

    def option(self, row: int) -> Option:
        """The option of a shown row."""
        return self._shown[row]

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008  Qt's own default
        """How many options are shown."""
        return 0 if parent.isValid() else len(self._shown)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The words of a row, and whether it is ticked."""
        if not index.isValid():
            return None
        option = self._shown[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return f"✓ {option.label}" if option.value in self._set else option.label
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{option.label}, set" if option.value in self._set else option.label
        return None


class FilterList(Popover):
    """A field to type in over the list of options; `picked(value)` for each choice."""

    picked = Signal(str)

    def __init__(self, theme: Theme, name: str, options: Sequence[Option], *, several: bool) -> None:
        super().__init__(theme, f"Choose: {name}")
        self._several = several
        self.rows = OptionRows(options)
        self.field = QLineEdit()
        self.field.setPlaceholderText("Type to find")
        self.field.setAccessibleName(f"Find an answer: {name}")
        self.list = QListView()
        self.list.setModel(self.rows)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setProperty("bare", True)
        self.list.setAccessibleName(name)
        self.list.setMinimumSize(theme.px(340), theme.px(280))
        self.column.addWidget(self.field)
        self.column.addWidget(self.list)
        self.column.addWidget(Text("Enter ticks, Esc closes" if several else "Enter chooses, Esc closes", "small"))
        self.field.textChanged.connect(self._on_typed)
        self.field.installEventFilter(self)
        self.list.clicked.connect(lambda index: self._pick(index.row()))
        ChosenRows(self.list, lambda index: self._pick(index.row()))

    def start(self, anchor: QWidget, values: tuple[str, ...], typed: str = "") -> None:
        """Open with everything listed, or with what fits the key that opened it where anything does."""
        self.rows.show_set(values)
        self.field.setText(typed if self.rows.fits(typed) else "")
        self._on_typed(self.field.text())
        self.open_beside(anchor, focus=self.field)

    def eventFilter(self, watched: object, event: object) -> bool:
        """Arrows and Enter in the field act on the list."""
        if watched is self.field and isinstance(event, QKeyEvent) and event.type() == QKeyEvent.Type.KeyPress:
            return self._take(event)
        return super().eventFilter(watched, event)  # type: ignore[arg-type]

    def _take(self, event: QKeyEvent) -> bool:
        row = self.list.currentIndex().row()
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            step = 1 if event.key() == Qt.Key.Key_Down else -1
            self._mark(min(max(row + step, 0), self.rows.rowCount() - 1))
            return True
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._pick(row)
            return True
        return False

    def _mark(self, row: int) -> None:
        self.list.setCurrentIndex(self.rows.index(row))

    def _on_typed(self, typed: str) -> None:
        self.rows.show_matching(typed)
        self._mark(0)
        if typed:
            count = self.rows.rowCount()
            announce(self.list, f"{count} {'answer' if count == 1 else 'answers'}")

    def _pick(self, row: int) -> None:
        if not 0 <= row < self.rows.rowCount():
            return
        value = self.rows.option(row).value
        self.picked.emit(value)
        if self._several:
            self.field.selectAll()
        else:
            self.close_up()


class _LongAnswer(QFrame):
    """The set answers and the button that opens the list."""

    cleared = Signal()
    finished = Signal()  # the list was closed: the row takes the focus back
    entered = Signal()  # one answer was chosen in it: go on
    _several = False

    def __init__(self, theme: Theme, name: str, options: Sequence[Option], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._name, self.options = theme, name, tuple(options)
        self._values: tuple[str, ...] = ()
        self._shown: SegmentedAnswer | MultiAnswer | None = None
        self._list: FilterList | None = None
        self._was_chosen = False
        self.button = Button(theme, "Choose…")
        self.button.clicked.connect(self.open_list)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFocusProxy(self.button)
        self._line = QHBoxLayout(self)
        self._line.setContentsMargins(RING, RING, RING, RING)
        self._line.setSpacing(6)
        self._line.addWidget(self.button)
        self._line.addStretch(1)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self.set_name(name)
        self._describe()

    def set_name(self, name: str) -> None:
        """Change the spoken name."""
        self._name = name
        self.setAccessibleName(name)
        self.button.setAccessibleName(f"Choose: {name}")

    def set_active(self, *, is_active: bool) -> None:
        """Show the focus mark on what opens the list."""
        self.button.setProperty("active", is_active)
        self.button.update()

    def take_key(self, event: QKeyEvent) -> bool:
        """A digit or Space opens the list; Backspace clears."""
        if Qt.Key.Key_0 <= event.key() <= Qt.Key.Key_9 or event.key() == Qt.Key.Key_Space:
            self._open(event.text().strip())
            return True
        if event.key() in (Qt.Key.Key_Backspace, Qt.Key.Key_Delete) and self._values:
            self.cleared.emit()
            return True
        return False

    def open_list(self) -> None:
        """Show the list of options."""
        self._open("")

    def _open(self, typed: str) -> None:
        if self._list is None:
            self._list = FilterList(self._theme, self._name, self.options, several=self._several)
            self._list.picked.connect(self._on_picked)
            self._list.closed.connect(self._on_list_closed)
            self.destroyed.connect(self._list.deleteLater)
        self._was_chosen = False
        self._list.start(self.button, self._values, typed)

    def _on_list_closed(self) -> None:
        if self.button.hasFocus():
            self.finished.emit()
        if self._was_chosen:
            self.entered.emit()

    def _on_picked(self, value: str) -> None:
        raise NotImplementedError

    def _show(self, values: tuple[str, ...]) -> None:
        self._values = values
        if self._shown is not None:
            self._line.removeWidget(self._shown)
            self._shown.deleteLater()
        chosen = [option for option in self.options if option.value in values]
        self._shown = self._make_shown(chosen) if chosen else None
        if self._shown is not None:
            self._line.insertWidget(0, self._shown, 1)
        self._line.setStretch(self._line.count() - 1, 0 if chosen else 1)
        self.button.setText("Change…" if values else "Choose…")
        if self._list is not None:
            self._list.rows.show_set(values)
        self._describe()

    def _make_shown(self, chosen: list[Option]) -> SegmentedAnswer | MultiAnswer:
        answer = MultiAnswer(self._theme, self._name, chosen)
        answer.set_value(tuple(option.value for option in chosen))
        answer.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        answer.answered.connect(self._on_untick)
        answer.cleared.connect(self.cleared)
        return answer

    def _on_untick(self, values: tuple[str, ...]) -> None:
        raise NotImplementedError

    def _describe(self) -> None:
        words = "; ".join(option.label for option in self.options if option.value in self._values)
        self.setAccessibleDescription(words or f"To do, {len(self.options)} answers in a list")


class ChoiceField(_LongAnswer):
    """One of ten or more answers. `answered(value)` asks; `set_value` shows what is saved."""

    answered = Signal(str)

    def value(self) -> str | None:
        """The answer shown as saved."""
        return self._values[0] if self._values else None

    def set_value(self, value: str | None) -> None:
        """Show what is saved; None is to do."""
        self._show((value,) if value is not None else ())

    def set_pending(self, value: str | None) -> None:
        """Nothing: the list closes at once and the answer follows."""

    def _on_picked(self, value: str) -> None:
        self._was_chosen = True
        if value != self.value():
            self.answered.emit(value)

    def _on_untick(self, values: tuple[str, ...]) -> None:
        self.cleared.emit()


class MultiChoiceField(_LongAnswer):
    """Several of ten or more answers. `answered(values)` asks with the whole new set."""

    answered = Signal(tuple)
    _several = True

    def values(self) -> tuple[str, ...]:
        """The answers shown as saved."""
        return self._values

    def set_value(self, values: tuple[str, ...] | None) -> None:
        """Show what is saved; None is to do."""
        self._asked = tuple(values or ())
        self._show(self._asked)

    def set_pending(self, values: tuple[str, ...] | None) -> None:
        """Remember what was asked for, so that a quick second tick adds to it."""
        self._asked = values or ()

    def _on_picked(self, value: str) -> None:
        number = [option.value for option in self.options].index(value)
        after = toggled(self.options, getattr(self, "_asked", self._values), number)
        self._asked = after
        if after:
            self.answered.emit(after)
        else:
            self.cleared.emit()

    def _on_untick(self, values: tuple[str, ...]) -> None:
        self._asked = values
        self.answered.emit(values)


SingleAnswer = SegmentedAnswer | ChoiceField
SeveralAnswers = MultiAnswer | MultiChoiceField
