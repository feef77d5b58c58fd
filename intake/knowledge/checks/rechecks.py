"""What has to hold for the sets of checks that are repeated, and for the order of their answers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from intake.domain.errors import Problem
from intake.domain.rechecks import LONGEST_MINUTES, SHORTEST_MINUTES
from intake.knowledge.checks.book import Book
from intake.knowledge.model import AnswerClass, CheckOrder, Item, Kind, RecheckSet

_ONCE_A_VISIT = ("a1", "a2")


def recheck_problems(book: Book) -> Iterator[Problem]:
    """Sets of checks that cannot be repeated, and orders of answers that do not exist."""
    for chosen in book.knowledge.recheck_sets:
        yield from _set(book, chosen)
    for order in book.knowledge.check_orders:
        yield from _order(book, order)


def _set(book: Book, chosen: RecheckSet) -> Iterator[Problem]:
    if not SHORTEST_MINUTES <= chosen.every_minutes <= LONGEST_MINUTES:
        said = f"{chosen.every_minutes} is not from {SHORTEST_MINUTES} to {LONGEST_MINUTES}"
        yield book.wrong("recheck_set", chosen.id, "every_minutes", said)
    if not chosen.checks:
        yield book.wrong("recheck_set", chosen.id, "checks", "a set needs a check")
    for check, times in Counter(chosen.checks).items():
        if times > 1:
            yield book.wrong("recheck_set", chosen.id, "checks", f'"{check}" stands there twice')
        yield from _check(book, chosen, check)


def _check(book: Book, chosen: RecheckSet, check: str) -> Iterator[Problem]:
    item = book.items.get(check)
    if item is not None and item.section in _ONCE_A_VISIT:
        yield book.wrong("recheck_set", chosen.id, "checks", f'"{check}" is asked once a visit')
    elif not book.known("item", check):
        yield book.wrong("recheck_set", chosen.id, "checks", f'"{check}" is no item')


def _order(book: Book, order: CheckOrder) -> Iterator[Problem]:
    item = book.items.get(order.item)
    if item is None:
        if not book.known("item", order.item):
            yield book.wrong("check_order", order.item, "item", f'"{order.item}" is no item')
        return
    if order.rises != (item.kind is Kind.NUM) or order.rises == bool(order.worse):
        yield book.wrong("check_order", order.item, "rises", "numbers rise; choices have steps in worse")
    if item.sites and order.worse:
        yield book.wrong("check_order", order.item, "item", "a check with sides has its order in side_item")
    yield from _steps(book, order, item)


def _steps(book: Book, order: CheckOrder, item: Item) -> Iterator[Problem]:
    classes = {option.value: option.cls for option in item.options}
    for value, times in Counter(value for step in order.worse for value in step).items():
        if value not in classes:
            yield book.wrong("check_order", order.item, "worse", f'"{value}" is not a value of {order.item}')
        elif classes[value] in (AnswerClass.BORDERLINE, AnswerClass.INFORMATIONAL):
            yield book.wrong("check_order", order.item, "worse", f'"{value}" is neither normal nor abnormal')
        if times > 1:
            yield book.wrong("check_order", order.item, "worse", f'"{value}" stands there twice')
