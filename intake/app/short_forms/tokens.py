"""A typed line in words, signs and separators, each with its place in the line."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from intake.knowledge.typed_words import folded

_TOKEN = re.compile(
    r"""(?P<ordinal>\#[0-9]{1,2}(?![0-9]))
      | (?P<dash>(?<!\S)[-\u2013\u2014](?!\S))
      | (?P<word>(?:(?<!\S)[+-](?=[0-9]))?(?:[^\W_]|(?<=\w)['\u2019\u02bc](?=\w)|(?<=[0-9])[.,](?=[0-9]))+)
      | (?P<comma>[,;])
      | (?P<plus>\+)""",
    re.VERBOSE,
)


class Kind(StrEnum):
    """What a token is."""

    WORD = "word"
    ORDINAL = "ordinal"  # #2
    DASH = "dash"  # a minus that stands alone
    COMMA = "comma"
    PLUS = "plus"


@dataclass(frozen=True, slots=True)
class Token:
    """One word as it is compared, and where it stands in the line."""

    kind: Kind
    word: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Line:
    """What was typed, and some of its tokens."""

    text: str
    tokens: tuple[Token, ...]

    @property
    def words(self) -> tuple[str, ...]:
        """The words without separators."""
        return tuple(token.word for token in self.tokens if token.kind is Kind.WORD)

    @property
    def raw(self) -> str:
        """As typed, from the first token to the last."""
        return self.text[self.tokens[0].start : self.tokens[-1].end] if self.tokens else ""

    @property
    def raw_to_end(self) -> str:
        """As typed, from the first token to the end of the line."""
        return self.text[self.tokens[0].start :].strip() if self.tokens else ""

    def part(self, tokens: Sequence[Token]) -> Line:
        """Some of the tokens of the same line, without the commas around them."""
        kept = list(tokens)
        while kept and kept[-1].kind is Kind.COMMA:
            kept.pop()
        while kept and kept[0].kind is Kind.COMMA:
            kept.pop(0)
        return Line(self.text, tuple(kept))

    def split_at(self, kind: Kind) -> tuple[Line, ...]:
        """The parts between the separators of one kind."""
        parts: list[list[Token]] = [[]]
        for token in self.tokens:
            if token.kind is kind:
                parts.append([])
            else:
                parts[-1].append(token)
        return tuple(self.part(part) for part in parts)


def line_of(typed: str) -> Line:
    """The line in tokens; whatever is neither word nor sign says nothing."""
    text = unicodedata.normalize("NFC", typed)
    return Line(text, tuple(_token(found) for found in _TOKEN.finditer(text)))


def _token(found: re.Match[str]) -> Token:
    kind = Kind(found.lastgroup or "word")
    return Token(kind, folded(found.group()), found.start(), found.end())
