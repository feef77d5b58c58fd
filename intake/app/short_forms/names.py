"""The checks by everything they are called, ready to be looked up while somebody types."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from intake.domain.cases import WhyMissing
from intake.knowledge.model import ExamRegion, Item, Knowledge
from intake.knowledge.typed_words import names_of, names_of_value, words_of
from intake.reasoning.words import WHY_WORDS

Words = tuple[str, ...]
Key = TypeVar("Key")


@dataclass(frozen=True, slots=True)
class Names:
    """What one thing is called: whole names, other whole names, and every word of either behind a space."""

    own: frozenset[Words]
    other: frozenset[Words]
    words: str


@dataclass(frozen=True, slots=True)
class Named:
    """A check with its names, and those of its values."""

    item: Item
    names: Names
    page: str  # words of the page it stands on: they narrow, they do not name
    values: Mapping[str, Names]

    def is_called(self, words: Words) -> bool:
        """Whether this is one of its whole names."""
        return words in self.names.own or words in self.names.other

    def starts(self, words: Words) -> bool:
        """Whether a name starts with these words."""
        typed = " ".join(words)
        return any(" ".join(name).startswith(typed) for name in (*self.names.own, *self.names.other))

    def fits(self, words: Words) -> bool:
        """Whether every word begins one of the name or of the page."""
        known = self.names.words + self.page
        return all(f" {word}" in known for word in words)

    def begins(self, words: Words) -> bool:
        """Whether every word fits, and one at least belongs to the name."""
        return any(f" {word}" in self.names.words for word in words) and self.fits(words)


@dataclass(frozen=True, slots=True)
class ShortForms:
    """Everything that can be typed for one exam's checks; made once per knowledge."""

    checks: tuple[Named, ...]
    pages: Mapping[str, str]  # name of the page of each check
    sites: Mapping[Words, str]
    reasons: Mapping[str, Names]
    units: Mapping[str, tuple[str, ...]]  # other words for a unit

    def called(self, words: Words) -> tuple[Named, ...]:
        """The checks with this whole name."""
        return tuple(check for check in self.checks if check.is_called(words))

    def beginning(self, words: Words) -> tuple[Named, ...]:
        """The checks whose name these words begin, in any order."""
        return tuple(check for check in self.checks if check.begins(words))

    def fitting(self, words: Words) -> tuple[Named, ...]:
        """The checks of whose name or page these words begin some."""
        return tuple(check for check in self.checks if check.fits(words))

    def typed(self, item: Item, *, with_side: bool = False) -> str:
        """What to type for a check: its short name, or its id where that and a side would mean another check too."""
        words = words_of(item.short_label)
        rivals = [check.item for check in self.called(words) if check.item.id != item.id]
        is_told = all(with_side and one.sites and not set(item.sites) & set(one.sites) for one in rivals)
        return " ".join(words if words and is_told else words_of(item.id))


def forms_of(knowledge: Knowledge, items: Iterable[Item]) -> ShortForms:
    """The short forms of these checks."""
    pages = {region.id: region for region in knowledge.regions_of_exam}
    shown = tuple(items)
    return ShortForms(
        checks=tuple(_named(knowledge, item, pages.get(item.region)) for item in shown),
        pages={item.id: pages[item.region].name for item in shown if item.region in pages},
        sites={words_of(word): site for site, words in knowledge.short_words.sites.items() for word in words},
        reasons={why.value: _reason(knowledge, why) for why in WhyMissing},
        units=knowledge.short_words.units,
    )


def matching(names: Mapping[str, Names], words: Words) -> tuple[str, ...]:
    """What these words mean: a whole name, else another whole name, else whatever they begin."""
    if not words:
        return ()
    own = tuple(key for key, name in names.items() if words in name.own)
    other = own or tuple(key for key, name in names.items() if words in name.other)
    return other or tuple(key for key, name in names.items() if all(f" {word}" in name.words for word in words))


def _named(knowledge: Knowledge, item: Item, page: ExamRegion | None) -> Named:
    form = next((form for form in knowledge.short_forms if form.item == item.id), None)
    general, own = knowledge.short_words.values, form.values if form else {}
    values = {
        option.value: _names(
            names_of_value(item, option.value), (*general.get(option.value, ()), *own.get(option.value, ()))
        )
        for option in item.options
    }
    on = _spaced((words_of(page.name), words_of(page.short))) if page else ""
    return Named(item, _names(names_of(item), form.names if form else ()), on, values)


def _reason(knowledge: Knowledge, why: WhyMissing) -> Names:
    own = (words_of(WHY_WORDS[why]), words_of(why.value))
    return _names(own, knowledge.short_words.reasons.get(why.value, ()))


def _names(own: Iterable[Words], aliases: Iterable[str]) -> Names:
    whole, other = frozenset(own), frozenset(words_of(alias) for alias in aliases)
    return Names(whole, other, _spaced((*whole, *other)))


def _spaced(names: Iterable[Words]) -> str:
    """Every word once, each behind a space: a word begins one of them where it stands behind a space."""
    return "".join(f" {word}" for word in sorted({word for name in names for word in name}))
