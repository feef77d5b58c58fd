"""What has to hold for the derived signs: words for every place, states that can be reached, no value forgotten."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from fnmatch import fnmatchcase

from intake.domain.errors import Problem
from intake.knowledge.checks.book import Book
from intake.knowledge.checks.items import CHOICES
from intake.knowledge.checks.reach import Reach
from intake.knowledge.conditions import Finding, items_of, leaves
from intake.knowledge.model import AnswerClass, Item, Sign, SignState

SAYS_NOTHING = ("unknown", "other", "unclear", "no")


def sign_problems(book: Book) -> Iterator[Problem]:
    """Everything wrong with signs, forms and left-out values."""
    yield from _words(book)
    yield from _forms(book)
    for sign in book.knowledge.signs:
        yield from _states(book, sign)
    used = _values_used(book)
    yield from _forgotten(book, used)
    yield from _left_out(book, used)
    yield from _costs(book, used)


def _words(book: Book) -> Iterator[Problem]:
    regions = [region.id for region in book.knowledge.regions]
    for sign in book.knowledge.signs:
        for state in sign.states:
            for message in _about_words(book, state, regions):
                yield book.wrong("sign", sign.id, f"{state.state}.words", message)


def _about_words(book: Book, state: SignState, regions: list[str]) -> Iterator[str]:
    yield from _unknown_words(book, state.words)
    for region in state.words:
        if not book.known("region", region):
            yield f'"{region}" is not a region'
    for region in regions:
        if region not in state.words:
            yield f'no word for the region "{region}", and no "others"'


def _unknown_words(book: Book, words: Mapping[str, str]) -> Iterator[str]:
    known = book.knowledge.method.words
    for word in dict.fromkeys(words.values()):
        if word not in known:
            yield f'"{word}" is not a word; expected one of {" ".join(known)}'


def _forms(book: Book) -> Iterator[Problem]:
    states = {f"{sign.id}.{state.state}" for sign in book.knowledge.signs for state in sign.states}
    for form in book.knowledge.forms:
        for message in _unknown_words(book, form.words):
            yield book.wrong("form", form.id, "words", message)
        for name in form.words:
            if name not in states and name.split(".")[0] not in book.draft.unread["sign"]:
                yield book.wrong("form", form.id, "words", f'"{name}" is not a state of a sign')


def _states(book: Book, sign: Sign) -> Iterator[Problem]:
    if sign.id in book.items:
        yield book.wrong("sign", sign.id, "id", "is an item as well")
    seen: set[str] = set()
    for state in sign.states:
        if state.state in seen:
            yield book.wrong("sign", sign.id, f"{state.state}.state", "used twice")
        seen.add(state.state)
    if not sign.states:
        yield book.wrong("sign", sign.id, "states", "a sign needs a state")
    for shadowed in Reach(book).shadowed(sign):
        yield book.wrong(
            "sign", sign.id, f"{shadowed}.when", "can never be the state: one above it is always true first"
        )


def _values_used(book: Book) -> dict[str, set[str]]:
    """Items that signs read, with the values they name."""
    used: dict[str, set[str]] = defaultdict(set)
    conditions = [state.when for sign in book.knowledge.signs for state in sign.states]
    # A name of a clinic stands for nothing that the program's signs read.
    conditions += [name.when for name in book.knowledge.names if not name.author]
    for condition in conditions:
        for item_id in items_of(condition):
            used[item_id].update()
        for leaf in leaves(condition):
            if isinstance(leaf, Finding):
                used[leaf.item].update(leaf.values)
    return used


def _silent(item: Item, used: set[str]) -> Iterator[str]:
    for option in item.options:
        heard = option.value in used or option.value in SAYS_NOTHING
        if not heard and option.cls is not AnswerClass.NORMAL:
            yield option.value


def _forgotten(book: Book, used: Mapping[str, set[str]]) -> Iterator[Problem]:
    left = {row.item: set(row.values) for row in book.knowledge.left_out}
    for item_id, values in used.items():
        item = book.items.get(item_id)
        if item is None or item.kind not in CHOICES:
            continue
        for value in _silent(item, values):
            if value not in left.get(item_id, set()):
                yield book.wrong("item", item_id, "options", f'no sign reads "{value}", and it is not left out')


def _left_out(book: Book, used: Mapping[str, set[str]]) -> Iterator[Problem]:
    for row in book.knowledge.left_out:
        item = book.items.get(row.item)
        if item is None:
            if not book.known("item", row.item):
                yield book.wrong("left_out", row.item, "item", f'"{row.item}" is not an item')
            continue
        options = {option.value for option in item.options}
        for value in row.values:
            if value not in options:
                yield book.wrong("left_out", row.item, "values", f'"{value}" is not a value of {row.item}')
        if row.item in used and not list(_silent(item, used[row.item])) and not row.values:
            yield book.wrong("left_out", row.item, "values", "nothing of this item is left out")


def _costs(book: Book, used: Mapping[str, set[str]]) -> Iterator[Problem]:
    globs = [glob for cost in book.knowledge.check_costs for glob in cost.items]
    for item_id in used:
        if item_id in book.items and not any(fnmatchcase(item_id, glob) for glob in globs):
            yield book.wrong("item", item_id, "id", "a sign reads it, but asking it has no cost")
