"""The steps of a page's station: shown first, never demanded."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import groupby

from intake.domain.cases import Value
from intake.knowledge.model import AnswerClass, Item
from intake.ui.exam.checks import Check, Page
from intake.ui.exam.groups import Group, groups_of


class Steps:
    """Which checks of a page are shown by its station, under which heading, with which line, and what follows which."""

    def __init__(self, page: Page) -> None:
        self._items = page.items
        self._headings = {item: station.group for station in page.stations for item in station.items}
        self._says = {station.items[0]: station.says for station in page.stations if station.items}
        self._shaking: set[str] = set()  # steps whose last answer was abnormal
        self.is_over = False  # the whole page is open: its checks are asked for like any other

    def shown_with(self, asked: Iterable[Item]) -> tuple[Item, ...]:
        """The checks asked for and those of the station, in the order of the page."""
        wanted = {item.id for item in asked} | set(self._headings)
        return tuple(item for item in self._items if item.id in wanted)

    def groups(self, items: Sequence[Item]) -> tuple[Group, ...]:
        """The checks under their headings; those of the station under its own."""
        parts = groupby(items, key=lambda item: self._headings.get(item.id, ""))
        made = ((Group(name, tuple(members)),) if name else groups_of(members) for name, members in parts)
        return tuple(group for groups in made for group in groups)

    def line_of(self, item: Item) -> str:
        """What to do at this step, in one line; nothing for a check outside the station."""
        return (self._says.get(item.id) or item.how_to) if item.id in self._headings else ""

    def is_offered(self, item: Item, check: Check | None) -> bool:
        """Shown by the station only: not core, and nobody has said anything there."""
        if self.is_over or item.core or item.id not in self._headings:
            return False
        return check is None or not (check.rows or check.note)

    def note_answer(self, item: Item, value: Value) -> None:
        """Remember whether a step found something: then the next step is where the keys go on."""
        found = (option.cls for option in item.options if option.value == value)
        if item.id in self._headings and AnswerClass.ABNORMAL in found:
            self._shaking.add(item.id)
        else:
            self._shaking.discard(item.id)

    def after(self, item: Item, behind: Sequence[Item], is_offered: Callable[[Item], bool]) -> Item | None:
        """Where keys go on: a dog that shakes is taken through the steps, another one past what is only offered."""
        goes_on = item.id in self._shaking or is_offered(item)
        return next((one for one in behind if goes_on or not is_offered(one)), None)
