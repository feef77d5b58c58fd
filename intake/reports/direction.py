"""The direction of every character of a text (Unicode bidirectional algorithm)."""

from __future__ import annotations

import unicodedata
from typing import Any

_RIGHT = frozenset({"R", "AL", "AN"})
_STRONG = {"L": "L", "R": "R", "EN": "R", "AN": "R"}
_BRACKETS = {"(": ")", "[": "]", "{": "}"}


def bidi_levels(text: str) -> list[int]:
    """The embedding level of every character; the first strong letter decides the direction of the whole.

    The text is clean: it holds no embeddings, overrides or isolates.
    """
    if not any(unicodedata.bidirectional(c) in _RIGHT for c in text):
        return [0] * len(text)
    from bidi import algorithm

    storage: dict[str, Any] = algorithm.get_empty_storage()
    base = algorithm.get_base_level(text)
    storage["base_level"], storage["base_dir"] = base, ("L", "R")[base]
    algorithm.get_embedding_levels(text, storage)
    algorithm.explicit_embed_and_overrides(storage)
    algorithm.resolve_weak_types(storage)
    _resolve_brackets(storage["chars"], storage["base_dir"])
    algorithm.resolve_neutral_types(storage, False)
    algorithm.resolve_implicit_levels(storage, False)
    levels = [int(char["level"]) for char in storage["chars"]]
    return levels if len(levels) == len(text) else [base] * len(text)


def _resolve_brackets(chars: list[dict[str, Any]], base: str) -> None:
    """Rule N0, which python-bidi's open half lacks: both brackets of a pair go the same way."""
    for opening, closing in _pairs([char["ch"] for char in chars]):
        inside = {_STRONG.get(char["type"]) for char in chars[opening + 1 : closing]}
        side = _side(inside, base, chars[:opening])
        if side:
            chars[opening]["type"] = chars[closing]["type"] = side


def _side(inside: set[str | None], base: str, before: list[dict[str, Any]]) -> str | None:
    if base in inside:
        return base
    if inside <= {None}:
        return None
    strong = (_STRONG[char["type"]] for char in reversed(before) if char["type"] in _STRONG)
    return next(strong, base)


def _pairs(letters: list[str]) -> list[tuple[int, int]]:
    pairs: list[tuple[int, int]] = []
    open_at: list[tuple[str, int]] = []
    for place, letter in enumerate(letters):
        if letter in _BRACKETS:
            open_at.append((_BRACKETS[letter], place))
        elif any(letter == closer for closer, _ in open_at):
            while open_at[-1][0] != letter:
                open_at.pop()
            pairs.append((open_at.pop()[1], place))
    return sorted(pairs)
