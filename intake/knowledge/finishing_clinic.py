"""What follows for the knowledge from rows that a clinic added: rows with an author."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import msgspec

from intake.knowledge.checks.items import raising_items
from intake.knowledge.model import Item, NeverShown, Pattern, RedFlag, SignName, WordGroup, author_mark


def signed(row: Any) -> Any:
    """The row with its author among its sources, so that he stands wherever they are shown."""
    if not row.author:
        return row
    mark = (author_mark(row.author),)
    parts: dict[str, Any] = {"source": (*row.source, *mark)} if row.source else {}
    for key in ("rows", "states"):
        if hasattr(row, key):
            parts[key] = tuple(_marked(part, mark) for part in getattr(row, key))
    return msgspec.structs.replace(row, **parts)


def _marked(part: Any, mark: tuple[str]) -> Any:
    return msgspec.structs.replace(part, source=(*part.source, *mark)) if part.source else part


def in_exam_order(items: tuple[Item, ...]) -> tuple[Item, ...]:
    """The items of the clinic behind the last one of their group, or of their page."""
    ordered = [item for item in items if not item.author]
    for item in items:
        if item.author:
            ordered.insert(_place_for(item, ordered), item)
    return tuple(ordered)


def _place_for(item: Item, ordered: list[Item]) -> int:
    for alike in (_same_group, _same_section, _same_page):
        places = [place for place, other in enumerate(ordered, start=1) if alike(item, other)]
        if places:
            return places[-1]
    return len(ordered)


def _same_group(one: Item, other: Item) -> bool:
    return _same_section(one, other) and one.group == other.group


def _same_section(one: Item, other: Item) -> bool:
    return _same_page(one, other) and one.section == other.section


def _same_page(one: Item, other: Item) -> bool:
    return one.region == other.region


def not_set_in_bulk(items: tuple[Item, ...], flags: Iterable[RedFlag], names: Iterable[SignName]) -> tuple[Item, ...]:
    """The items of the program that can raise a flag of the clinic are not set in bulk any more."""
    raising = raising_items((flag for flag in flags if flag.author), names)
    return tuple(
        msgspec.structs.replace(item, bulk_ok=False) if item.id in raising and not item.author else item
        for item in items
    )


def with_words_of_patterns(never_shown: NeverShown, patterns: Iterable[Pattern]) -> NeverShown:
    """The words never shown with those that clinics' patterns bring along."""
    bringing = [pattern for pattern in patterns if pattern.never_shown_words or pattern.ordinary_words]
    if not bringing:
        return never_shown
    groups = tuple(
        WordGroup(words=each.never_shown_words, patterns=each.id) for each in bringing if each.never_shown_words
    )
    ordinary = tuple(word for each in bringing for word in each.ordinary_words)
    return msgspec.structs.replace(
        never_shown, groups=(*never_shown.groups, *groups), ordinary=(*never_shown.ordinary, *ordinary)
    )
