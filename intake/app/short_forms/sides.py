"""Which sides of a check a word stands for, and the words of each side."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from intake.app.short_forms.names import ShortForms
from intake.app.short_forms.outcomes import Wrong
from intake.app.short_forms.sentences import figures_of, name_of, sides_words
from intake.app.short_forms.tokens import Kind as TokenKind
from intake.app.short_forms.tokens import Line, Token
from intake.app.short_forms.values import asks_for_words
from intake.knowledge.model import Item, Kind

_GLUED = re.compile(r"([a-z]{1,2})([0-9][0-9.,]*)")
_SEVERAL = ("both", "all", "front", "hind")
_LONGEST_SIDE = 2
_PAIR = 2


@dataclass(frozen=True, slots=True)
class Segment:
    """Sides and the words for them; no sides for what stands before the first."""

    sites: tuple[str, ...]
    line: Line
    at: int  # tokens of the line before it


@dataclass(frozen=True, slots=True)
class _Side:
    """A word for sides in the line: how many tokens it takes, and what may be glued behind it."""

    word: str
    length: int
    rest: Token | None = None


def segments_of(forms: ShortForms, item: Item, line: Line) -> tuple[Segment, ...] | Wrong:
    """The line of a check with sides, cut where sides are named."""
    segments: list[Segment] = []
    sites: tuple[str, ...] = ()
    words: list[Token] = []
    place = start = 0
    is_free = False  # the words of a reason follow, which may name sides
    while place < len(line.tokens):
        side = None if is_free else _side_at(forms, item, line.tokens, place)
        if side is None:
            words.append(line.tokens[place])
            is_free = is_free or asks_for_words(line.part(words))
            place += 1
            continue
        found = _sites(item, side.word)
        if found is None:
            return Wrong(_no_such_side(item, line.tokens[place : place + side.length], line), place)
        if side.rest is not None and sites and not words:
            return Wrong(f"{name_of(item)}: type a value for each side.", place, is_meant=True)
        if (kept := line.part(words)).tokens:
            segments.append(Segment(sites, kept, start))
            sites, start = (), place
        sites, words = (*sites, *found), [side.rest] if side.rest else []
        place += side.length
    return (*segments, Segment(sites, line.part(words), start))


def is_side(forms: ShortForms, word: str) -> bool:
    """Whether a word names a side at some check."""
    return (word,) in forms.sites or word in _SEVERAL


def _side_at(forms: ShortForms, item: Item, tokens: Sequence[Token], place: int) -> _Side | None:
    for length in range(_LONGEST_SIDE, 0, -1):
        words = tuple(token.word for token in tokens[place : place + length] if token.kind is TokenKind.WORD)
        if len(words) == length and words in forms.sites:
            return _Side(forms.sites[words], length)
    token = tokens[place]
    if token.kind is not TokenKind.WORD:
        return None
    return _Side(token.word, 1) if token.word in _SEVERAL else _glued(forms, item, token)


def _glued(forms: ShortForms, item: Item, token: Token) -> _Side | None:
    """l3: a side and a figure, where the check takes figures."""
    found = _GLUED.fullmatch(token.word)
    takes_figures = item.kind is Kind.NUM or bool(figures_of(item))
    if found is None or not takes_figures or (found.group(1),) not in forms.sites:
        return None
    rest = replace(token, word=found.group(2), start=token.start + len(found.group(1)))
    return _Side(forms.sites[(found.group(1),)], 1, rest)


def _sites(item: Item, word: str) -> tuple[str, ...] | None:
    """The sides a word stands for here; None where it stands for none, or could be two legs."""
    known = item.sites
    match word:
        case "all":
            return known
        case "both":
            return known if len(known) == _PAIR else None
        case "front" | "hind":
            legs = tuple(site for site in known if site.endswith("F" if word == "front" else "H"))
            return legs or None
        case "L" | "R":
            own = tuple(site for site in known if site.startswith(word))
            return own if len(own) == 1 else None
    return (word,) if word in known else None


def _no_such_side(item: Item, tokens: Sequence[Token], line: Line) -> str:
    raw = line.text[tokens[0].start : tokens[-1].end]
    return f"{name_of(item)} has the sides {sides_words(item)}. “{raw}” is not one of them."
