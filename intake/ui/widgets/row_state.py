"""What is known about one check and its sides, without a pixel."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from intake.domain.cases import Answer, NoValue, Value
from intake.knowledge.model import AnswerClass, Item, Kind
from intake.ui.widgets.states import OF_CLASS, OF_MISSING, State, together

_COLUMNS = 2
_LOUDEST = (AnswerClass.ABNORMAL, AnswerClass.BORDERLINE, AnswerClass.INFORMATIONAL, AnswerClass.NORMAL)


@dataclass(frozen=True, slots=True)
class Shown:
    """A saved answer with its class, when the class is not that of an option (numbers), and who gave it when."""

    answer: Answer
    cls: AnswerClass | None = None
    by: str = ""


@dataclass(frozen=True, slots=True)
class RowState:
    """The saved answers of an item by side ("" for an item without sides); a missing side is to do."""

    item: Item
    shown: Mapping[str, Shown] = field(default_factory=dict)

    @property
    def sites(self) -> tuple[str, ...]:
        """The sides in display order."""
        return self.item.sites or ("",)

    @property
    def whole(self) -> NoValue | None:
        """The one "no value" that stands for every side, if there is one."""
        answers = [self.shown[site].answer for site in self.sites if site in self.shown]
        first = answers[0] if answers else None
        same = len(answers) == len(self.sites) and all(answer == first for answer in answers)
        return first if same and isinstance(first, NoValue) else None

    @property
    def state(self) -> State:
        """The state of the whole check."""
        return together(self.state_of(site) for site in self.sites)

    @property
    def normal(self) -> Value:
        """The value N records."""
        return (self.item.normal,) if self.item.kind is Kind.MULTI else self.item.normal

    def state_of(self, site: str) -> State:
        """The state of one side."""
        shown = self.shown.get(site)
        if shown is None:
            return State.TO_DO
        if isinstance(shown.answer, NoValue):
            return OF_MISSING[shown.answer.kind]
        return OF_CLASS[shown.cls or self._class_of(shown.answer)]

    def meant(self, site: str) -> tuple[str, ...]:
        """The sides N and X speak of: all of a row nobody has answered, else the one in focus."""
        return (site,) if self.shown else self.sites

    def next_open(self, site: str) -> str:
        """The side after this one, or nothing after the last."""
        place = self.sites.index(site) + 1
        return self.sites[place] if place < len(self.sites) else ""

    def neighbour(self, site: str, down: int, right: int) -> str:
        """The side beside this one as the limbs lie, or nothing at the edge."""
        line, column = divmod(self.sites.index(site), _COLUMNS)
        line, column = line + down, column + right
        place = line * _COLUMNS + column
        is_inside = 0 <= column < _COLUMNS and line >= 0 and place < len(self.sites)
        return self.sites[place] if is_inside else ""

    def opposite(self, site: str) -> str:
        """The other side of the same pair."""
        return self.neighbour(site, 0, 1) or self.neighbour(site, 0, -1)

    def copied(self, site: str) -> Value | None:
        """The value of one side as it reads on the other; None when there is none to copy."""
        here = self.shown.get(site)
        if here is None or isinstance(here.answer, NoValue):
            return None
        value = here.answer
        option = next((option for option in self.item.options if option.value == value), None)
        return option.mirror if option is not None and option.mirror else value

    def _class_of(self, value: Value) -> AnswerClass:
        chosen = value if isinstance(value, tuple) else (value,)
        classes = {option.cls for option in self.item.options if option.value in chosen}
        return next((cls for cls in _LOUDEST if cls in classes), AnswerClass.INFORMATIONAL)


def real(sites: tuple[str, ...]) -> tuple[str, ...]:
    """The sides as the record names them: none for an item without sides."""
    return tuple(site for site in sites if site)
