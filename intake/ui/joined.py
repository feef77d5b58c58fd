"""Words of different people's writing on one line, each read in its own direction."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

_START, _END = "\u2068", "\u2069"  # first strong isolate, and its end
_RIGHT_TO_LEFT = frozenset(("R", "AL", "AN"))


def joined(parts: Iterable[str], between: str = " · ") -> str:
    """The parts that say something on one line; a phone number beside an Arabic name keeps the order of its digits."""
    said = [part for part in parts if part]
    if any(_runs_left(part) for part in said):
        said = [part if part.startswith(_START) else f"{_START}{part}{_END}" for part in said]
    return between.join(said)


def apart(name: str) -> str:
    """A name to stand inside a sentence, without turning the words around it."""
    return joined((name,))


def _runs_left(text: str) -> bool:
    return any(unicodedata.bidirectional(letter) in _RIGHT_TO_LEFT for letter in text)
