"""What is checked again, how often, from when and until when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QLineEdit, QListWidget, QListWidgetItem

from intake.app.rechecks import NewPlan, interval_words
from intake.domain.rechecks import RecheckPlan, next_time
from intake.knowledge.model import Item, RecheckSet
from intake.knowledge.typed_words import folded
from intake.ui.clock import time_of
from intake.ui.exam.rechecks.words import PRESETS, in_minutes, minutes_in, wall_time
from intake.ui.theme import Theme
from intake.ui.widgets.announce import announce
from intake.ui.widgets.buttons import Button, Variant
from intake.ui.widgets.cards import row
from intake.ui.widgets.popover import Popover
from intake.ui.widgets.row_parts import TAGS
from intake.ui.widgets.text import Text

_ID = Qt.ItemDataRole.UserRole
NO_INTERVAL = "Write an interval from 15 minutes to 24 hours, such as “4 h” or “30 min”."
NO_TIME = "Write the time as the clock reads it, such as “14:00”."


@dataclass(frozen=True, slots=True)
class Offered:
    """What can be chosen from: the sets of the knowledge, every check, and the names of the pages."""

    sets: tuple[RecheckSet, ...]
    items: tuple[Item, ...]
    pages: dict[str, str]


class PlanForm(Popover):
    """A set is offered; every check of it can be taken out, and any other added. `given(NewPlan)`."""

    given = Signal(object)

    def __init__(self, theme: Theme, zone: str) -> None:
        super().__init__(theme, "Plan rechecks", stays_open=True)
        self._zone, self._now = zone, datetime.min.replace(tzinfo=UTC)
        self._offered = Offered((), (), {})
        self.sets, self.every = QComboBox(), QComboBox()
        self.name, self.first, self.until, self.find_field = QLineEdit(), QLineEdit(), QLineEdit(), QLineEdit()
        self.checks = QListWidget()
        self.count = Text("", "hint")
        self.message = Text("", "hint", tone="flag", wrap=True)
        self.button = Button(theme, "Plan", icon="check", variant=Variant.PRIMARY)
        self.cancel = Button(theme, "Cancel", key="Esc")
        self._is_first_own = False  # somebody wrote when the first is due
        self._build()
        self._connect()

    # Showing

    def ask(self, offered: Offered, now: datetime, plan: RecheckPlan | None) -> None:
        """Fill the form: with the plan in force, or with the first set."""
        self._now, self._offered, self._is_first_own = now, offered, False
        self.message.hide()
        self.find_field.clear()
        self.until.setText(time_of(plan.until, self._zone) if plan is not None and plan.until is not None else "")
        self.sets.blockSignals(True)
        self.sets.clear()
        for chosen in offered.sets:
            self.sets.addItem(chosen.name, chosen.id)
        self.sets.setCurrentIndex(-1 if plan is not None else 0)
        self.sets.blockSignals(False)
        if plan is not None:
            self._fill(plan.name, plan.every_minutes, plan.checks)
        elif offered.sets:
            self._on_set(0)
        self.button.setText("Change the plan" if plan is not None else "Plan")

    def chosen(self) -> tuple[str, ...]:
        """The checks that are ticked, in the order of the exam."""
        rows = (self.checks.item(place) for place in range(self.checks.count()))
        return tuple(str(one.data(_ID)) for one in rows if one.checkState() is Qt.CheckState.Checked)

    def _on_set(self, place: int) -> None:
        if 0 <= place < len(self._offered.sets):
            chosen = self._offered.sets[place]
            self._fill(chosen.name, chosen.every_minutes, chosen.checks)

    def _fill(self, name: str, every: int, checks: Sequence[str]) -> None:
        self.name.setText(name)
        self.every.setCurrentText(interval_words(every))
        self._show_first()
        self.checks.blockSignals(True)
        self.checks.clear()
        for item in self._offered.items:
            self.checks.addItem(self._line(item, is_chosen=item.id in checks))
        self.checks.blockSignals(False)
        self._narrow()

    def _line(self, item: Item, *, is_chosen: bool) -> QListWidgetItem:
        tag = f" ({TAGS[item.who]})" if item.who in TAGS else ""
        made = QListWidgetItem(f"{item.short_label}{tag} · {self._offered.pages.get(item.region, '')}")
        made.setData(_ID, item.id)
        made.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsUserCheckable | Qt.ItemFlag.ItemIsSelectable)
        made.setCheckState(Qt.CheckState.Checked if is_chosen else Qt.CheckState.Unchecked)
        return made

    def _narrow(self) -> None:
        """The chosen checks, and while somebody types every check that is meant."""
        words = folded(self.find_field.text()).split()
        for place in range(self.checks.count()):
            one = self.checks.item(place)
            is_chosen = one.checkState() is Qt.CheckState.Checked
            is_meant = bool(words) and all(word in folded(one.text()) for word in words)
            one.setHidden(not (is_meant if words else is_chosen))
        count = len(self.chosen())
        self.count.setText(f"{count} {'check' if count == 1 else 'checks'} chosen")
        self.button.setEnabled(count > 0)

    def _show_first(self) -> None:
        minutes = minutes_in(self.every.currentText())
        if minutes is not None and not self._is_first_own:
            self.first.setText(in_minutes(self._now, minutes, self._zone))

    # Giving

    def _on_given(self) -> None:
        minutes, wall = minutes_in(self.every.currentText()), wall_time(self.first.text())
        if minutes is None:
            self.refuse(NO_INTERVAL)
            return
        end = wall_time(self.until.text()) if self.until.text().strip() else None
        if wall is None or (end is None and self.until.text().strip()):
            self.refuse(NO_TIME)
            return
        first = next_time(wall, self._now, self._zone)
        until = next_time(end, first, self._zone) if end is not None else None
        self.given.emit(NewPlan(self.name.text(), minutes, self.chosen(), first, until))

    def refuse(self, why: str) -> None:
        """Say why it was not planned; everything stays as it was written."""
        self.message.setText(why)
        self.message.show()
        announce(self.message)
        self._fit()

    # Building

    def _build(self) -> None:
        theme = self._theme
        self.every.setEditable(True)
        self.every.addItems([interval_words(minutes) for minutes in PRESETS])
        named = {
            "Set": self.sets, "Name": self.name, "Every": self.every, "First due": self.first, "Until": self.until,
        }  # fmt: skip
        grid = QGridLayout()
        grid.setHorizontalSpacing(10)
        for place, (words, field) in enumerate(named.items()):
            field.setAccessibleName(words)
            grid.addWidget(Text(words, "question"), place // 2, place % 2 * 2)
            grid.addWidget(field, place // 2, place % 2 * 2 + 1)
        self.until.setPlaceholderText("until it is stopped")
        self.until.setAccessibleDescription("Empty: until it is stopped")
        self.find_field.setPlaceholderText("Type to find and add a check")
        self.find_field.setAccessibleName("Find a check to add")
        self.checks.setAccessibleName("Checks; Space chooses")
        self.checks.setMinimumHeight(theme.px(220))
        self.checks.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.message.hide()
        self.column.addWidget(Text("Plan rechecks", "heading"))
        self.column.addLayout(grid)
        for part in (self.find_field, self.checks, self.count, self.message):
            self.column.addWidget(part)
        self.column.addLayout(row(self.button, 1, self.cancel))
        self.setMinimumWidth(theme.px(520))

    def _connect(self) -> None:
        self.sets.currentIndexChanged.connect(self._on_set)
        self.every.currentTextChanged.connect(lambda _: self._show_first())
        self.first.textEdited.connect(self._on_first)
        self.find_field.textChanged.connect(lambda _: self._narrow())
        self.checks.itemChanged.connect(lambda _: self._narrow())
        self.button.clicked.connect(self._on_given)
        self.cancel.clicked.connect(self.close_up)

    def _on_first(self) -> None:
        self._is_first_own = True
