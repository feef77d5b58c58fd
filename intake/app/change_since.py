"""What is the same, changed, better, worse or unclear since an earlier exam, answer by answer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from intake.domain.cases import Answer, NoValue
from intake.domain.exams import Exam, RecordedAnswer
from intake.knowledge.model import AnswerClass, Item, Kind, Knowledge

Place = tuple[str, str | None]
Rows = Mapping[str, Mapping[str | None, RecordedAnswer]]
Classes = Mapping[Place, AnswerClass]
Ranks = Mapping[str, Mapping[str, tuple[str, int]]]
_UNORDERED = frozenset({AnswerClass.BORDERLINE, AnswerClass.INFORMATIONAL})


class Since(StrEnum):
    """How an answer stands to the one before."""

    WORSE = "worse"
    BETTER = "better"
    CHANGED = "changed"
    UNCLEAR = "unclear"  # there is no value on one side
    SAME = "same"


@dataclass(frozen=True, slots=True)
class Taken:
    """What an exam holds at one place; the class of a number is that of its own exam."""

    answer: Answer | None
    cls: AnswerClass | None = None


@dataclass(frozen=True, slots=True)
class Earlier:
    """The exam another one is set beside."""

    exam: Exam
    rows: Rows
    classes: Classes

    def at(self, item: str, site: str | None) -> Taken:
        """What it holds at a place."""
        sides = self.rows.get(item, {})
        row = sides.get(site) or sides.get(None)
        return Taken(row.answer if row is not None else None, self.classes.get((item, site)))


@dataclass(frozen=True, slots=True)
class ChangeAt:
    """How one check stands on one side since the exam before."""

    item: str
    site: str | None
    since: Since
    before: Answer | None
    after: Answer | None


def ranks_of(knowledge: Knowledge) -> Ranks:
    """How bad each answer is where the knowledge says so; only answers of one direction can be set beside each other."""
    ranks: dict[str, dict[str, tuple[str, int]]] = {}
    for side in knowledge.side_items:
        ranks[side.item] = {value: (_direction(value), rank) for value, rank in side.severity.items()}
    for order in knowledge.check_orders:
        ranks[order.item] = {value: ("", rank) for rank, step in enumerate(order.worse) for value in step}
    return ranks


def _direction(value: str) -> str:
    # A reflex that was weak and is brisk now has changed; it is neither better nor worse.
    return {"r0": "low", "r1": "low", "r3": "high", "r4": "high"}.get(value, "")


@dataclass(frozen=True, slots=True)
class Comparing:
    """What two answers of a check are compared by."""

    items: Mapping[str, Item]
    ranks: Ranks
    rising: frozenset[str]  # numbers that are worse the higher they are

    @classmethod
    def by(cls, knowledge: Knowledge) -> Comparing:
        """The rules of the knowledge."""
        rising = frozenset(order.item for order in knowledge.check_orders if order.rises)
        return cls({item.id: item for item in knowledge.items}, ranks_of(knowledge), rising)

    def since(self, item: str, before: Taken, after: Taken) -> Since:
        """How an answer stands to the one before; without a value on one side nobody can say."""
        old, new = before.answer, after.answer
        if old is None or new is None or isinstance(old, NoValue) or isinstance(new, NoValue):
            return Since.UNCLEAR
        if _as_set(old) == _as_set(new):
            return Since.SAME
        found = self.items[item]
        if found.kind is Kind.NUM:
            return self._of_numbers(item, before, after)
        classes = [self._classes(found, _as_set(one)) for one in (old, new)]
        if _is_unordered(classes, found, _as_set(old) ^ _as_set(new)):
            return Since.CHANGED
        was, now = (AnswerClass.ABNORMAL in one for one in classes)
        return _step(int(was), int(now)) if was != now else self._of_ranks(item, old, new)

    def _of_numbers(self, item: str, before: Taken, after: Taken) -> Since:
        if _UNORDERED & {before.cls, after.cls} or not isinstance(before.answer, int | float):
            return Since.CHANGED
        if item in self.rising and isinstance(after.answer, int | float):
            return _step(before.answer, after.answer)
        was, now = before.cls is AnswerClass.ABNORMAL, after.cls is AnswerClass.ABNORMAL
        return Since.CHANGED if None in (before.cls, after.cls) else _step(int(was), int(now))

    def _of_ranks(self, item: str, old: Answer, new: Answer) -> Since:
        ranks = self.ranks.get(item, {})
        one, other = (ranks.get(value) if isinstance(value, str) else None for value in (old, new))
        if one is None or other is None or one[0] != other[0]:
            return Since.CHANGED
        return _step(one[1], other[1])

    def _classes(self, item: Item, values: frozenset[object]) -> frozenset[AnswerClass]:
        return frozenset(option.cls for option in item.options if option.value in values)


def changes_since(comparing: Comparing, earlier: Earlier, now: Earlier, items: Iterable[str]) -> Iterator[ChangeAt]:
    """How each of these checks stands, side by side; what neither exam asked is left out."""
    for item in items:
        for site in comparing.items[item].sites or (None,):
            before, after = earlier.at(item, site), now.at(item, site)
            if before.answer is not None or after.answer is not None:
                since = comparing.since(item, before, after)
                yield ChangeAt(item, site, since, before.answer, after.answer)


def _is_unordered(classes: Iterable[frozenset[AnswerClass]], item: Item, differing: frozenset[object]) -> bool:
    """A change in a value that is for the vet to judge, or only noted, is neither better nor worse."""
    of_difference = {option.cls for option in item.options if option.value in differing}
    return item.kind is Kind.TEXT or bool(_UNORDERED & of_difference) or not all(classes)


def _as_set(answer: Answer) -> frozenset[object]:
    return frozenset(answer) if isinstance(answer, tuple) else frozenset((answer,))


def _step(before: float, after: float) -> Since:
    if before == after:
        return Since.CHANGED
    return Since.WORSE if after > before else Since.BETTER
