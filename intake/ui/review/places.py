"""Where it points: the body by what was found, and the ranking."""

from __future__ import annotations

from collections.abc import Hashable, Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from intake.reasoning.words import NOT_EXAMINED, TOO_LITTLE
from intake.ui.exam.keyed import KeyedColumn
from intake.ui.exam.pointing import Pointing
from intake.ui.theme import Theme
from intake.ui.widgets.body_map import BodyMap
from intake.ui.widgets.buttons import Button, Size
from intake.ui.widgets.cards import Card, row
from intake.ui.widgets.places import EvidenceLegend, PlaceRow, PlaceWords
from intake.ui.widgets.states import State
from intake.ui.widgets.text import IconLabel, Text


class PlacesCard(Card):
    """The dog from the side over the first places; a vet may open the reasoning."""

    reasoning_asked = Signal()
    finding_opened = Signal(str)  # the check of a finding

    def __init__(self, theme: Theme, *, is_vet: bool) -> None:
        super().__init__("card", margin=12, gap=2)
        self._theme = theme
        self.map = BodyMap(theme, "side")
        theme.measure(self.map, lambda: self.map.setFixedHeight(theme.px(96)))
        self.places = KeyedColumn(0)
        theme.measure(self.places, lambda: self.places.set_gap(theme.either(0, 8)))
        self.too_little = QWidget()
        line = row(IconLabel(theme, "hourglass", "text2", 16), Text(TOO_LITTLE, "strong", wrap=True))
        line.setStretch(1, 1)
        self.too_little.setLayout(line)
        self.not_examined = Text(NOT_EXAMINED, "hint", tone="info", wrap=True)
        self.reasoning = Button(theme, "Reasoning", icon="network").in_size(Size.SMALL)
        self.reasoning.setToolTip("The matching patterns by name, for a vet")
        self.reasoning.clicked.connect(self.reasoning_asked)
        for part in (self.map, self.too_little, self.places, self.not_examined, EvidenceLegend(theme)):
            self.column.addWidget(part)
        for part in (self.too_little, self.not_examined):  # nothing is said before it is known
            part.hide()
        if not is_vet:
            self.reasoning.hide()

    def show_pointing(self, pointing: Pointing, body: Mapping[str, State]) -> None:
        """Show the places and the body."""
        self.map.set_states(body)
        self.places.show_values(pointing.places, self._make_place, _renewed)
        self.too_little.setVisible(not pointing.enough)
        self.not_examined.setVisible(pointing.says_not_examined)

    def _make_place(self, place: Hashable) -> QWidget:
        assert isinstance(place, PlaceWords)
        shown = PlaceRow(self._theme, place)
        shown.finding_opened.connect(self.finding_opened)
        return shown


def _renewed(shown: QWidget, place: Hashable) -> bool:
    assert isinstance(shown, PlaceRow)
    assert isinstance(place, PlaceWords)
    return shown.renew(place)
