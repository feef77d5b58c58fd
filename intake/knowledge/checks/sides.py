"""What has to hold for the votes for a side: items, values and places that exist, and a rank for every finding."""

from __future__ import annotations

from collections.abc import Iterator

from intake.domain.errors import Problem
from intake.knowledge.checks.book import Book
from intake.knowledge.model import AnswerClass, Item, SideItem, SideVote


def side_problems(book: Book) -> Iterator[Problem]:
    """Everything that would leave a vote uncounted."""
    for told in book.knowledge.side_items:
        item = book.items.get(told.item)
        if item is not None:
            for key, message in _about_sided(item, told) if item.sites else _about_unsided(item, told):
                yield book.wrong("side_item", told.item, key, message)
        elif not book.known("item", told.item):
            yield book.wrong("side_item", told.item, "item", f'"{told.item}" is not an item')
    for vote in book.knowledge.side_votes:
        yield from _about_vote(book, vote)


def _about_sided(item: Item, told: SideItem) -> Iterator[tuple[str, str]]:
    """An item with sides ranks each of its findings, and nothing else."""
    if told.left or told.both:
        yield "left", f"{item.id} has sides of its own; give severity"
    expected = {option.value for option in item.options if option.cls is not AnswerClass.NORMAL}
    for value in sorted(expected - set(told.severity)):
        yield "severity", f'"{value}" has no rank'
    for value in sorted(set(told.severity) - expected):
        yield "severity", f'"{value}" is not a finding of {item.id}'
    if any(rank < 1 for rank in told.severity.values()):
        yield "severity", "ranks start at 1"


def _about_unsided(item: Item, told: SideItem) -> Iterator[tuple[str, str]]:
    """An item without sides names the values that mean left, each with a mirror that means right."""
    if told.severity:
        yield "severity", f"{item.id} has no sides; give left"
    options = {option.value: option for option in item.options}
    if not told.left:
        yield "left", "missing; some value has to name a side"
    for key, values in (("left", told.left), ("both", told.both)):
        for value in values:
            if value not in options:
                yield key, f'"{value}" is not a value of {item.id}'
            elif key == "left" and not options[value].mirror:
                yield key, f'"{value}" has no mirror, so no value names the right'


def _about_vote(book: Book, vote: SideVote) -> Iterator[Problem]:
    for region in book.missing("region", vote.regions):
        yield book.wrong("side_vote", vote.id, "regions", f'"{region}" is not a region')
    for item in vote.items:
        if book.known("item", item) and not book.known("side_item", item):
            yield book.wrong("side_vote", vote.id, "items", f'"{item}" needs a [[side_item]] with its ranks')
    if vote.votes <= 0 or (vote.votes * 2) % 1:
        yield book.wrong("side_vote", vote.id, "votes", f"{vote.votes:g} is not a number of whole or half votes")
