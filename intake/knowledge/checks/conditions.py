"""What has to hold for every condition: items, values, sides, names and states that exist."""

from __future__ import annotations

from collections.abc import Iterator

from intake.domain.errors import Problem
from intake.knowledge.checks.book import Book
from intake.knowledge.checks.items import CHOICES
from intake.knowledge.conditions import Compare, Finding, Name, StateIs, leaves, names_of
from intake.knowledge.model import AnswerClass, Item, Kind, Scope

_BOTH_OR_ASYM = ("both", "asym")
_SIDE_NEEDED = ("sign", "name", "urgency_rule")


def condition_problems(book: Book) -> Iterator[Problem]:
    """Everything the conditions name that is not there."""
    for kind, row_id, key, condition in book.each_condition():
        for leaf in leaves(condition):
            for message in _about(book, leaf, strict=kind in _SIDE_NEEDED):
                yield book.wrong(kind, row_id, key, message)
    yield from _names_in_order(book)


def _about(book: Book, leaf: Finding | Compare | Name | StateIs, *, strict: bool) -> Iterator[str]:
    match leaf:
        case Name(name):
            if not book.known("name", name):
                yield f'"{name}" is not a name, and a finding needs a value'
        case StateIs(sign, state):
            if sign not in book.signs or state not in {each.state for each in book.signs[sign].states}:
                yield f'"{sign}.{state}" is not a state of a sign'
        case _:
            yield from _about_item(book, leaf, strict=strict)


def _about_item(book: Book, leaf: Finding | Compare, *, strict: bool) -> Iterator[str]:
    item = book.items.get(leaf.item)
    if item is None:
        if not book.known("item", leaf.item):
            yield f'"{leaf.item}" is not an item'
    elif isinstance(leaf, Finding):
        yield from _about_finding(item, leaf, strict=strict)
    else:
        yield from _about_compare(item, leaf)


def _about_finding(item: Item, leaf: Finding, *, strict: bool) -> Iterator[str]:
    yield from _about_site(item, leaf.site)
    if item.kind not in CHOICES:
        yield f'"{item.id}" is of kind {item.kind} and has no values to name'
        return
    options = {option.value: option for option in item.options}
    for value in leaf.values:
        if value not in options:
            yield f'"{value}" is not a value of {item.id}; expected one of {" ".join(options)}'
    named = [options[value].cls for value in leaf.values if value in options]
    is_normal = bool(named) and all(cls is AnswerClass.NORMAL for cls in named)
    if strict and is_normal and leaf.site is None and item.scope is not Scope.ONE:
        yield f"the normal value of the paired item {item.id} needs [both] or a side"


def _about_compare(item: Item, leaf: Compare) -> Iterator[str]:
    yield from _about_site(item, leaf.site)
    if item.kind is not Kind.NUM:
        yield f'"{item.id}" is of kind {item.kind} and is not compared with a number'
        return
    low, high = item.minimum, item.maximum
    if low is not None and high is not None and not low <= leaf.limit <= high:
        yield f"{leaf.limit:g} is outside the plausible range of {item.id}, {low:g} to {high:g}"


def _about_site(item: Item, site: str | None) -> Iterator[str]:
    if site is None or site in item.sites or (item.sites and site in _BOTH_OR_ASYM):
        return
    allowed = " ".join((*item.sites, *_BOTH_OR_ASYM)) if item.sites else "no side"
    yield f"{item.id} has no side {site}; expected {allowed}"


def _names_in_order(book: Book) -> Iterator[Problem]:
    """A name may use names above it only, so that none can stand for itself."""
    above: set[str] = set()
    prefixes = {item_id.split("_")[0] for item_id, item in book.items.items() if not item.author}
    for name in book.knowledge.names:
        for used in names_of(name.when):
            if used not in above and book.known("name", used):
                yield book.wrong("name", name.id, "when", f'"{used}" stands below; a name may only use names above')
        if name.id in book.items or ("_" in name.id and name.id.split("_")[0] in prefixes):
            yield book.wrong("name", name.id, "id", "looks like an item")
        above.add(name.id)
