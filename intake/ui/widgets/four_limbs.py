"""Four answers placed as the limbs lie, with the dog from above between them."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QVBoxLayout, QWidget

from intake.knowledge.model import Item
from intake.reasoning.words import SITE_WORDS
from intake.ui.theme import Theme
from intake.ui.widgets.body_map import BodyMap
from intake.ui.widgets.buttons import Button, Size, Variant
from intake.ui.widgets.controls import Control
from intake.ui.widgets.states import LOOKS, State
from intake.ui.widgets.text import IconLabel, Text, repolish

LIMB_PARTS = {"LF": "front_left", "RF": "front_right", "LH": "rear_left", "RH": "rear_right"}


class FourLimbGrid(QWidget):
    """The four controls of an item around a body map whose limbs follow the answers.

    `all_button` answers all four at once; the row puts it beside its label.
    """

    all_normal_asked = Signal()

    def __init__(self, theme: Theme, item: Item, controls: Mapping[str, Control]) -> None:
        super().__init__()
        self._icons: dict[str, IconLabel] = {}
        self._columns: dict[str, QVBoxLayout] = {}
        self._theme, self._heads = theme, list[Text]()
        grid = self._grid = QGridLayout(self)
        self.map = BodyMap(theme, "dorsal")
        self.map.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.map.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        grid.addWidget(self.map, 0, 1, 2, 1, Qt.AlignmentFlag.AlignCenter)
        for number, (site, control) in enumerate(controls.items()):
            line, column = divmod(number, 2)
            grid.addWidget(self._limb(theme, site, control), line, column * 2)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(2, 1)
        theme.measure(self, self._fit)
        self.all_button = self._all_button(theme, item) if item.normal else None

    def show_states(self, states: Mapping[str, State]) -> None:
        """Colour the limbs, and give each its icon."""
        self.map.set_states({LIMB_PARTS[site]: state for site, state in states.items()})
        for site, state in states.items():
            self._icons[site].set_icon(LOOKS[state].icon, LOOKS[state].token)

    def add_strip(self, site: str, strip: QWidget) -> None:
        """Put a "no value" strip where the limb's answers stand."""
        self._columns[site].addWidget(strip)

    def _fit(self) -> None:
        """For fingers a larger dog between answers that are a third of the width each."""
        theme, grid, is_touch = self._theme, self._grid, self._theme.is_touch
        grid.setContentsMargins(*((0, 10, 0, 4) if is_touch else (26, 0, 6, 8)))
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(theme.px(24) if is_touch else 6)
        grid.setColumnStretch(1, 1 if is_touch else 0)
        self.map.setFixedSize(theme.either(74, 122), theme.either(136, 232))
        for head in self._heads:
            head.setProperty("role", "strong" if is_touch else "group")
            repolish(head)

    def _limb(self, theme: Theme, site: str, control: Control) -> QWidget:
        limb = QWidget()
        column = QVBoxLayout(limb)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        head = QGridLayout()
        head.setHorizontalSpacing(6)
        self._icons[site] = IconLabel(theme, "circle-dashed", "text3", 15)
        head.addWidget(self._icons[site], 0, 0)
        words = Text(SITE_WORDS[site].capitalize(), "group")
        self._heads.append(words)
        head.addWidget(words, 0, 1)
        head.setColumnStretch(1, 1)
        column.addLayout(head)
        column.addWidget(control)
        self._columns[site] = column
        return limb

    def _all_button(self, theme: Theme, item: Item) -> Button:
        normal = next((option.label for option in item.options if option.value == item.normal), item.normal)
        button = Button(theme, f"All four: {normal.lower()}", icon="list-checks", variant=Variant.SECONDARY)
        button = button.in_size(Size.SMALL).with_tone("normal")
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.clicked.connect(self.all_normal_asked)
        return button
