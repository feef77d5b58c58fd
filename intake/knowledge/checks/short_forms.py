"""What has to hold for words people type: they mean something, one thing, and hide nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations

from intake.domain.cases import WhyMissing
from intake.domain.errors import Problem
from intake.knowledge.checks.book import Book
from intake.knowledge.model import Item, Scope, ShortForm
from intake.knowledge.typed_words import names_of, names_of_value, words_of

KEPT = frozenset({"n", "normal", "clear", "erase", "not", "could", "unable", "nd", "cn"})
"""Words of the grammar itself (docs/short_forms.md), which may name nothing else."""
SEVERAL = frozenset({"all", "both", "front", "hind"})
"""Words for several sides."""
_SITES = tuple(dict.fromkeys(site for scope in Scope for site in scope.sites))
Words = tuple[str, ...]


def short_form_problems(book: Book) -> Iterator[Problem]:
    """Everything that would make a typed word mean nothing, or two things."""
    yield from _about_words(book)
    for form in book.knowledge.short_forms:
        item = book.items.get(form.item)
        if item is not None:
            for key, message in (*_about_names(book, form), *_about_values(book, form, item)):
                yield book.wrong("short_form", form.item, key, message)
        elif not book.known("item", form.item):
            yield book.wrong("short_form", form.item, "item", f'"{form.item}" is not an item')
    yield from _named_twice(book)


def _about_words(book: Book) -> Iterator[Problem]:
    words = book.knowledge.short_words
    values = {option.value for item in book.knowledge.items for option in item.options}
    units = {item.unit for item in book.knowledge.items}
    known = {"sites": set(_SITES), "units": units, "reasons": {why.value for why in WhyMissing}, "values": values}
    file = book.draft.single.get("short_words", ("", {}))[0]
    for key, expected in known.items():
        table: Mapping[str, Words] = getattr(words, key)
        for name in table:
            if name not in expected:
                yield Problem(f"{file}: short_words: {key}", f'"{name}" is not known')
        for message in _shapes(table) if key != "values" else ():
            yield Problem(f"{file}: short_words: {key}", message)


def _shapes(table: Mapping[str, Words]) -> Iterator[str]:
    """One word, one meaning; the sides L and R share theirs with the sides of legs."""
    seen: dict[Words, str] = {}
    for meaning, aliases in table.items():
        for alias in aliases:
            typed = words_of(alias)
            if not typed:
                yield f'"{alias}" has no letters'
            elif typed in seen:
                yield f'"{alias}" is used twice, for {seen[typed]} and {meaning}'
            seen[typed] = meaning


def _about_names(book: Book, form: ShortForm) -> Iterator[tuple[str, str]]:
    item = book.items[form.item]
    for message in _shapes({form.item: form.names}):
        yield "names", message
    for alias in form.names:
        typed = words_of(alias)
        # What follows the first word of a name could be a side: the name would swallow it.
        if set(typed) & KEPT or set(typed[1:]) & _sides(book):
            yield "names", f'"{alias}" has a word of the grammar in it'
        for other in book.knowledge.items:
            # A clinic's own checks come after ours: their names win, and need not know our short forms.
            if not other.author and typed in names_of(other) and _is_mistaken(item, other):
                what = "is its name already" if other is item else f"hides {other.id}"
                yield "names", f'"{alias}" {what}'


def _sides(book: Book) -> frozenset[str]:
    sites = book.knowledge.short_words.sites.values()
    return SEVERAL | {" ".join(words_of(alias)) for aliases in sites for alias in aliases}


def _is_mistaken(one: Item, other: Item) -> bool:
    """Whether no side tells the two checks apart."""
    return one is other or not (one.sites and other.sites) or bool(_legs(one) & _legs(other))


def _legs(item: Item) -> frozenset[str]:
    return frozenset(item.sites) | (frozenset(_SITES) if set(item.sites) & {"L", "R"} else frozenset())


def _about_values(book: Book, form: ShortForm, item: Item) -> Iterator[tuple[str, str]]:
    values = {option.value for option in item.options}
    for value, aliases in form.values.items():
        if value not in values:
            yield "values", f'"{value}" is not a value of {item.id}'
            continue
        for alias in aliases:
            typed = words_of(alias)
            if set(typed[:1]) & (KEPT | _sides(book) if item.sites else KEPT):
                yield "values", f'"{alias}" begins with a word of the grammar'
            if hidden := next((v for v in values if v != value and typed in names_of_value(item, v)), ""):
                yield "values", f'"{alias}" hides {hidden}'
    for message in _shapes({value: form.values[value] for value in form.values if value in values}):
        yield "values", message


def _named_twice(book: Book) -> Iterator[Problem]:
    for one, other in combinations(_known(book), 2):
        if _is_mistaken(book.items[one.item], book.items[other.item]):
            for alias in sorted({words_of(name) for name in one.names} & {words_of(name) for name in other.names}):
                yield book.wrong("short_form", other.item, "names", f'"{" ".join(alias)}" names {one.item} already')


def _known(book: Book) -> Iterable[ShortForm]:
    return [form for form in book.knowledge.short_forms if form.item in book.items]
