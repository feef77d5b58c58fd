"""Words as people type them: without case, accents and marks."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from intake.knowledge.model import Item

_APOSTROPHES = re.compile("['\u2019\u02bc]")
_WORDS = re.compile(r"[^\W_]+(?:(?<=\d)[.,](?=\d)\d+)*")


def folded(text: str) -> str:
    """The text in small letters, without accents and apostrophes."""
    plain = _APOSTROPHES.sub("", unicodedata.normalize("NFKD", text)).casefold()
    return "".join(char for char in plain if not unicodedata.combining(char))


@cache
def words_of(text: str) -> tuple[str, ...]:
    """The words of a name that does not change, in order: "Mid-back (T-L)" is mid, back, t, l."""
    return tuple(_WORDS.findall(folded(text)))


def names_of(item: Item) -> tuple[tuple[str, ...], ...]:
    """The check's own names as typed: short name, whole name, the whole name without its brackets, id."""
    bare = item.label.split(" (")[0]
    names = (words_of(name) for name in (item.short_label, item.label, bare, item.id))
    return tuple(dict.fromkeys(name for name in names if name))


def names_of_value(item: Item, value: str) -> tuple[tuple[str, ...], ...]:
    """A value's own names as typed: label, short label, id."""
    option = next(option for option in item.options if option.value == value)
    names = (words_of(name) for name in (option.label, option.short, option.value))
    return tuple(dict.fromkeys(name for name in names if name))
