"""What has to hold for items, their numbers and the rules that gate them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import pairwise

from intake.domain.errors import Problem
from intake.knowledge.checks.book import Book
from intake.knowledge.conditions import AllOf, AnyOf, Compare, Condition, Finding, Name, Not
from intake.knowledge.model import AnswerClass, Item, Kind, NumberBand, Option, RedFlag, SignName, Who

CHOICES = (Kind.ENUM, Kind.MULTI)
SHORT_LABEL_MOST = 24
MOST_DECIMALS = 4
_VERTEBRA = re.compile("(c[1-7]|t([1-9]|1[0-3])|l[1-7]|s[1-3])")
NEVER_IN_BULK = ("torso_spinal_step", "anus_bladder")


def item_problems(book: Book) -> Iterator[Problem]:
    """Everything wrong with single items."""
    raising = flag_raising_items(book)
    for item in book.items.values():
        for key, message in (
            *_about_options(item),
            *_about_number(item),
            *_about_spine(item),
            *_about_screen(item, raising),
        ):
            yield book.wrong("item", item.id, key, message)
        if not book.known("exam_region", item.region):
            yield book.wrong("item", item.id, "region", f'"{item.region}" is not a page of the exam')
        for rule in book.missing("safety_rule", item.safety_rules):
            yield book.wrong("item", item.id, "safety_rules", f'"{rule}" is not a safety rule')
        beaten_by = book.items.get(item.twin_of) if item.twin_of else None
        if item.twin_of and (beaten_by is None or beaten_by.kind is not Kind.NUM):
            yield book.wrong("item", item.id, "twin_of", f'"{item.twin_of}" is not an item with a number')


def _about_options(item: Item) -> Iterator[tuple[str, str]]:
    options = {option.value: option for option in item.options}
    if bool(options) != (item.kind in CHOICES):
        yield "options", f"an item of kind {item.kind} {'has no' if options else 'needs'} options"
    for value, count in Counter(option.value for option in item.options).items():
        if count > 1:
            yield "options", f'value "{value}" stands {count} times'
    for option in item.options:
        if option.exclusive and item.kind is not Kind.MULTI:
            yield "options", f'"{option.value}": only a multi item has exclusive options'
        if option.mirror and not _mirrors(options.get(option.mirror), option):
            yield "options", f'"{option.value}" mirrors "{option.mirror}", which does not mirror it'
    yield from _about_choosing(item, options)


def _mirrors(other: Option | None, option: Option) -> bool:
    return other is not None and other.mirror == option.value


def _about_choosing(item: Item, options: dict[str, Option]) -> Iterator[tuple[str, str]]:
    if item.accepts_single and item.kind is not Kind.MULTI:
        yield "accepts_single", "only a multi item takes a single value for a list"
    if item.normal and (item.normal not in options or options[item.normal].cls is not AnswerClass.NORMAL):
        yield "normal", f'"{item.normal}" is not an option of class N'


def _about_number(item: Item) -> Iterator[tuple[str, str]]:
    is_number = item.kind is Kind.NUM
    if is_number and (item.minimum is None or item.maximum is None):
        yield "minimum", "a number needs a plausible range, minimum and maximum"
    if not is_number and (item.minimum is not None or item.maximum is not None or item.whole_number):
        yield "minimum", f"an item of kind {item.kind} has no plausible range"
    if item.minimum is not None and item.maximum is not None and item.minimum > item.maximum:
        yield "minimum", f"{item.minimum:g} is above the maximum {item.maximum:g}"
    if item.decimals is None:
        return
    if not is_number or item.whole_number:
        yield "decimals", "only a number that need not be whole has decimals"
    if not 0 <= item.decimals <= MOST_DECIMALS:
        yield "decimals", f"expected 0 to {MOST_DECIMALS}, found {item.decimals}"


def _about_spine(item: Item) -> Iterator[tuple[str, str]]:
    if not item.shown_as:
        if item.bar_forward or item.bar_words:
            yield "bar_forward", "only an item shown as the spine has a bar"
        return
    odd = [option.value for option in item.options if not _VERTEBRA.fullmatch(option.value)]
    if item.kind is not Kind.ENUM:
        yield "shown_as", "only an item with one answer of several is shown as the spine"
    if odd:
        yield "shown_as", f"every option is a vertebra such as t13 or l2: {', '.join(odd)}"
    if bool(item.bar_forward) != bool(item.bar_words) or item.bar_forward < 0:
        yield "bar_forward", "a bar has a length in vertebrae, and words"


def _about_screen(item: Item, raising: frozenset[str]) -> Iterator[tuple[str, str]]:
    if not 0 < len(item.short_label) <= SHORT_LABEL_MOST:
        yield "short_label", f"expected 1 to {SHORT_LABEL_MOST} characters, found {len(item.short_label)}"
    if item.asked_when is not None and not item.asked_because:
        yield "asked_because", "missing; a follow-up says why it is asked"
    if not item.bulk_ok:
        return
    if item.id in raising:
        yield "bulk_ok", "a value of this item can raise a red flag, so it is never set in bulk"
    if not item.normal or item.who not in (Who.CLIENT, Who.TECHNICIAN) or item.id in NEVER_IN_BULK:
        yield "bulk_ok", "only a technician's check with one normal value is set in bulk"


def flag_raising_items(book: Book) -> frozenset[str]:
    """Items with a value that can raise a red flag."""
    return raising_items(book.knowledge.red_flags, book.knowledge.names)


def raising_items(flags: Iterable[RedFlag], names: Iterable[SignName]) -> frozenset[str]:
    """Items with a value that can raise one of these flags."""
    expressions = {name.id: name.when for name in names}
    found: set[str] = set()
    for flag in flags:
        found.update(_raising(flag.when, expressions, raises=True))
    return frozenset(found)


def _raising(condition: Condition, names: dict[str, Condition], *, raises: bool) -> Iterator[str]:
    match condition:
        case AllOf(parts) | AnyOf(parts):
            for part in parts:
                yield from _raising(part, names, raises=raises)
        case Not(part):
            yield from _raising(part, names, raises=not raises)
        case Name(name) if name in names:
            yield from _raising(names[name], names, raises=raises)
        case Finding(item) | Compare(item) if raises:
            yield item


def band_problems(book: Book) -> Iterator[Problem]:
    """Everything wrong with the classes of numbers."""
    for band in book.knowledge.bands:
        item = book.items.get(band.item)
        if item is None and not book.known("item", band.item):
            yield book.wrong("band", band.id, "item", f'"{band.item}" is not an item')
        elif item is not None and item.kind is not Kind.NUM:
            yield book.wrong("band", band.id, "item", f'"{band.item}" is not a number')
        for key, message in _about_ranges(band):
            yield book.wrong("band", band.id, key, message)


def _about_ranges(band: NumberBand) -> Iterator[tuple[str, str]]:
    ends = [(_low(low), _high(high)) for low, high in (band.normal, *band.borderline)]
    for low, high in ends:
        if low > high:
            yield "normal" if (low, high) == ends[0] else "borderline", f"{low:g} is above {high:g}"
    ends.sort()
    for (_, high), (low, _) in pairwise(ends):
        if low < high:
            yield "borderline", f"ranges overlap between {low:g} and {high:g}"


def _low(end: float | None) -> float:
    return float("-inf") if end is None else end


def _high(end: float | None) -> float:
    return float("inf") if end is None else end
