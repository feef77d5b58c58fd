"""What may come next behind what was typed so far."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from intake.app.short_forms.names import Named
from intake.app.short_forms.outcomes import Outcome, Unfinished
from intake.app.short_forms.sentences import side_label, takes_words, typed_side, typed_value
from intake.knowledge.model import Item, Kind
from intake.reasoning.words import sites_words

MOST_NEXT = 24


@dataclass(frozen=True, slots=True)
class Next:
    """A word that may come next: the line with it, and what it stands for."""

    line: str
    words: str
    hint: str = ""


def following(open_ones: Sequence[tuple[Named, Outcome]], typed: str) -> tuple[Next, ...]:
    """The sides and values that may follow, each once."""
    is_alone = len(open_ones) == 1
    found = (
        one for check, outcome in open_ones for one in _after(check.item, outcome, typed.rstrip(), with_all=is_alone)
    )
    return tuple({one.line: one for one in found}.values())[:MOST_NEXT]


def _after(item: Item, outcome: Outcome, typed: str, *, with_all: bool) -> Iterator[Next]:
    if not isinstance(outcome, Unfinished):
        return
    if item.sites and not outcome.sides:
        yield from _sides(item, outcome.taken, typed)
        if with_all and not outcome.taken:
            both = sites_words(item.sites)
            yield Next(f"{typed} all", both[:1].upper() + both[1:], takes_words(item))
    else:
        yield from _values(item, typed)


def _sides(item: Item, taken: tuple[str, ...], typed: str) -> Iterable[Next]:
    for site in item.sites:
        if site not in taken:
            yield Next(f"{typed} {typed_side(site)}", side_label(site), takes_words(item))


def _values(item: Item, typed: str) -> Iterator[Next]:
    if item.kind in (Kind.NUM, Kind.TEXT):
        return
    for option in item.options:
        yield Next(f"{typed} {typed_value(item, option)}", option.label)
