"""The condition language of the knowledge files: parsed once into objects, printed back the same.

condition  = conjunction { "OR" conjunction }
conjunction = part { "AND" part }
part       = "NOT" atom | atom
atom       = "(" condition ")" | finding | name | sign.state
finding    = item [ "[" site "]" ] ( ":" value { "/" value } | ( ">" | ">=" | "<" | "<=" ) number )
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Literal, TypeAlias, Union, get_args

import msgspec

Site: TypeAlias = Literal["L", "R", "LF", "RF", "LH", "RH", "both", "asym"]
SITES: tuple[Site, ...] = get_args(Site)


class Finding(msgspec.Struct, frozen=True, tag="f", array_like=True, gc=False):
    """`item:v1/v2`: a recorded value is one of these. No site: any side."""

    item: str
    values: tuple[str, ...]
    site: Site | None = None


class Compare(msgspec.Struct, frozen=True, tag="c", array_like=True, gc=False):
    """`item>41`: a recorded number compares so. No site: any side."""

    item: str
    op: Literal[">", ">=", "<", "<="]
    limit: float
    site: Site | None = None


class Name(msgspec.Struct, frozen=True, tag="n", array_like=True, gc=False):
    """A name of sign_names.toml, standing for its expression."""

    name: str


class StateIs(msgspec.Struct, frozen=True, tag="s", array_like=True, gc=False):
    """`sign.state`: that state is the sign's state. Only in drivers."""

    sign: str
    state: str


class AllOf(msgspec.Struct, frozen=True, tag="a", array_like=True, gc=False):
    """Every part is true."""

    parts: tuple[Condition, ...]


class AnyOf(msgspec.Struct, frozen=True, tag="o", array_like=True, gc=False):
    """At least one part is true."""

    parts: tuple[Condition, ...]


class Not(msgspec.Struct, frozen=True, tag="x", array_like=True, gc=False):
    """The part is not true, which includes "not assessed"."""

    part: Condition


Condition: TypeAlias = Union[Finding, Compare, Name, StateIs, AllOf, AnyOf, Not]  # noqa: UP007  msgspec resolves it

CONDITIONS = (Finding, Compare, Name, StateIs, AllOf, AnyOf, Not)


class ConditionError(ValueError):
    """A condition that cannot be read: the position (from 1) and what was expected there."""

    def __init__(self, position: int, message: str) -> None:
        super().__init__(f"position {position}: {message}")
        self.position = position


class _Token(msgspec.Struct, frozen=True):
    text: str
    position: int


_END = "the end"
# Patterns are compiled when first used: a start that finds the cache never parses.
_TOKEN = r"[()]|[^\s()]+"
_NAME = r"[a-z][a-z0-9_]*"
_STATE = r"([a-z][a-z0-9_]*)\.([a-z][a-z0-9_]*)"
_HEAD = r"([a-z][a-z0-9_]*)(\[[^\]]*\])?(:|<=|>=|<|>)(.*)"
_VALUE = r"[a-z0-9_]+"
_NUMBER = r"-?[0-9]+(\.[0-9]+)?"
_WORDS = ("AND", "OR", "NOT")
_MOST_NESTED = 40


def parse(text: str, *, states: bool = False) -> Condition:
    """The condition `text` says; `states` allows `sign.state` as well.

    Raises:
        ConditionError: it does not follow the grammar.
    """
    return _Parser(text, states=states).whole()


class _Parser:
    """Reads one condition from left to right."""

    def __init__(self, text: str, *, states: bool) -> None:
        self._tokens = [_Token(found.group(), found.start() + 1) for found in re.finditer(_TOKEN, text)]
        self._tokens.append(_Token(_END, len(text) + 1))
        self._next = 0
        self._nested = 0
        self._states = states

    def whole(self) -> Condition:
        condition = self._any_of()
        if self._peek() != _END:
            raise self._wrong("AND, OR or the end")
        return condition

    def _any_of(self) -> Condition:
        parts = [self._all_of()]
        while self._took("OR"):
            parts.append(self._all_of())
        return parts[0] if len(parts) == 1 else AnyOf(tuple(parts))

    def _all_of(self) -> Condition:
        parts = [self._part()]
        while self._took("AND"):
            parts.append(self._part())
        return parts[0] if len(parts) == 1 else AllOf(tuple(parts))

    def _part(self) -> Condition:
        if self._took("NOT"):
            return Not(self._atom('a finding, a name or "("'))
        return self._atom('a finding, a name, NOT or "("')

    def _atom(self, expected: str) -> Condition:
        if self._took("("):
            return self._inside()
        token = self._tokens[self._next]
        if token.text in (*_WORDS, ")", _END):
            raise self._wrong(expected)
        self._next += 1
        return _term(token, states=self._states)

    def _inside(self) -> Condition:
        self._nested += 1
        if self._nested > _MOST_NESTED:
            raise self._wrong(f"at most {_MOST_NESTED} parentheses inside each other")
        inner = self._any_of()
        if not self._took(")"):
            raise self._wrong('AND, OR or ")"')
        self._nested -= 1
        return inner

    def _peek(self) -> str:
        return self._tokens[self._next].text

    def _took(self, text: str) -> bool:
        if self._peek() != text:
            return False
        self._next += 1
        return True

    def _wrong(self, expected: str) -> ConditionError:
        token = self._tokens[self._next]
        found = token.text if token.text == _END else f'"{token.text}"'
        return ConditionError(token.position, f"expected {expected}, found {found}")


def _term(token: _Token, *, states: bool) -> Condition:
    """A finding, a name or a state."""
    text = token.text
    if re.fullmatch(_NAME, text):
        return Name(text)
    if found := re.fullmatch(_STATE, text):
        if not states:
            raise ConditionError(token.position, f'"{text}": a state of a sign is not allowed here')
        return StateIs(found.group(1), found.group(2))
    head = re.fullmatch(_HEAD, text)
    if head is None:
        raise ConditionError(token.position, f'expected item:value, item>number or a name, found "{text}"')
    item, _, op, rest = head.groups()
    site = _site(head, token)
    after = token.position + head.start(4)
    if op == ":":
        return Finding(item, _values(rest, after), site)
    return _compare(item, op, _Token(rest, after), site)


def _site(head: re.Match[str], token: _Token) -> Site | None:
    if head.group(2) is None:
        return None
    written = head.group(2)[1:-1]
    for site in SITES:
        if written == site:
            return site
    raise ConditionError(token.position + head.start(2) + 1, f'expected one of {" ".join(SITES)}, found "{written}"')


def _values(text: str, position: int) -> tuple[str, ...]:
    values = tuple(text.split("/"))
    for value in values:
        if not re.fullmatch(_VALUE, value):
            raise ConditionError(position, f'expected a value, found "{value}"')
        position += len(value) + 1
    return values


def _compare(item: str, op: str, number: _Token, site: Site | None) -> Compare:
    if not re.fullmatch(_NUMBER, number.text):
        raise ConditionError(number.position, f'expected a number, found "{number.text}"')
    limit = float(number.text)
    match op:
        case ">=":
            return Compare(item, ">=", limit, site)
        case "<=":
            return Compare(item, "<=", limit, site)
        case ">":
            return Compare(item, ">", limit, site)
        case _:
            return Compare(item, "<", limit, site)


def unparse(condition: Condition) -> str:
    """The text that `parse` reads back as the same condition."""
    match condition:
        case Finding(item, values, site):
            return f"{item}{_bracket(site)}:{'/'.join(values)}"
        case Compare(item, op, limit, site):
            return f"{item}{_bracket(site)}{op}{number_text(limit)}"
        case Name(name):
            return name
        case StateIs(sign, state):
            return f"{sign}.{state}"
        case AllOf(parts):
            return " AND ".join(_nested(part, AllOf, AnyOf) for part in parts)
        case AnyOf(parts):
            return " OR ".join(_nested(part, AnyOf) for part in parts)
        case Not(part):
            return f"NOT {_nested(part, AllOf, AnyOf, Not)}"


def _bracket(site: Site | None) -> str:
    return f"[{site}]" if site else ""


def _nested(part: Condition, *kinds: type) -> str:
    text = unparse(part)
    return f"({text})" if isinstance(part, kinds) else text


def number_text(number: float) -> str:
    """A number as people write it: 3, not 3.0; 0.0001, not 1e-04."""
    text = format(Decimal(repr(number)), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def leaves(condition: Condition) -> Iterator[Finding | Compare | Name | StateIs]:
    """Every finding, name and state in the condition, from left to right, those under NOT too."""
    match condition:
        case AllOf(parts) | AnyOf(parts):
            for part in parts:
                yield from leaves(part)
        case Not(part):
            yield from leaves(part)
        case _:
            yield condition


def items_of(condition: Condition) -> tuple[str, ...]:
    """The items the condition names itself, each once, in order; not those behind a name."""
    found = (leaf.item for leaf in leaves(condition) if isinstance(leaf, Finding | Compare))
    return tuple(dict.fromkeys(found))


def names_of(condition: Condition) -> tuple[str, ...]:
    """The names in the condition, each once, in order."""
    found = (leaf.name for leaf in leaves(condition) if isinstance(leaf, Name))
    return tuple(dict.fromkeys(found))
