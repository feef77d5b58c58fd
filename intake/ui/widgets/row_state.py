"""What is known about one check and its sides, without a pixel."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

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
    asked: Mapping[str, Answer | None] = field(default_factory=dict)  # given and not yet saved; None: taken back

    @property
    def sites(self) -> tuple[str, ...]:
        """The sides in display order."""
        return self.item.sites or ("",)

    @property
    def whole(self) -> NoValue | None:
        """The one "no value" that stands for every side, if there is one."""
        return _one_for_all([self.shown[site].answer if site in self.shown else None for site in self.sites])

    @property
    def whole_given(self) -> NoValue | None:
        """The same with what is on its way."""
        return _one_for_all([self.given(site) for site in self.sites])

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

    def asking(self, sites: tuple[str, ...], answer: Answer | None) -> RowState:
        """The same with an answer that is on its way: the next key must not speak as if it had not been given."""
        return replace(self, asked={**self.asked, **dict.fromkeys(sites or self.sites, answer)})

    def given(self, site: str) -> Answer | None:
        """What stands on a side, saved or on its way; None is to do."""
        if site in self.asked:
            return self.asked[site]
        return self.shown[site].answer if site in self.shown else None

    @property
    def is_open(self) -> bool:
        """Whether a side has neither an answer nor one on its way."""
        return any(self.given(site) is None for site in self.sites)

    def meant(self, site: str) -> tuple[str, ...]:
        """The sides N and X speak of: all of a row nobody has answered, else the one in focus."""
        return (site,) if any(self.given(one) is not None for one in self.sites) else self.sites

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
        value = self.given(site)
        if value is None or isinstance(value, NoValue):
            return None
        option = next((option for option in self.item.options if option.value == value), None)
        return option.mirror if option is not None and option.mirror else value

    def _class_of(self, value: Value) -> AnswerClass:
        chosen = value if isinstance(value, tuple) else (value,)
        classes = {option.cls for option in self.item.options if option.value in chosen}
        return next((cls for cls in _LOUDEST if cls in classes), AnswerClass.INFORMATIONAL)


def _one_for_all(answers: list[Answer | None]) -> NoValue | None:
    first = answers[0]
    return first if isinstance(first, NoValue) and all(answer == first for answer in answers) else None


def real(sites: tuple[str, ...]) -> tuple[str, ...]:
    """The sides as the record names them: none for an item without sides."""
    return tuple(site for site in sites if site)
