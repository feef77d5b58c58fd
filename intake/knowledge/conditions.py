"""The condition language of the knowledge files: parsed once into objects."""

from typing import Literal, TypeAlias, Union

import msgspec

Site: TypeAlias = Literal["L", "R", "LF", "RF", "LH", "RH", "both", "asym"]


class Finding(msgspec.Struct, frozen=True, tag="f", array_like=True):
    """`item:v1/v2`: a recorded value is one of these. No site: any side."""

    item: str
    values: tuple[str, ...]
    site: Site | None = None


class Compare(msgspec.Struct, frozen=True, tag="c", array_like=True):
    """`item>41`: a recorded number compares so. No site: any side."""

    item: str
    op: Literal[">", ">=", "<", "<="]
    limit: float
    site: Site | None = None


class Name(msgspec.Struct, frozen=True, tag="n", array_like=True):
    """A name of signs.md (a), standing for its expression."""

    name: str


class StateIs(msgspec.Struct, frozen=True, tag="s", array_like=True):
    """`sign.state`: that state is the sign's state. Only in drivers."""

    sign: str
    state: str


class AllOf(msgspec.Struct, frozen=True, tag="a", array_like=True):
    """Every part is true."""

    parts: tuple["Condition", ...]


class AnyOf(msgspec.Struct, frozen=True, tag="o", array_like=True):
    """At least one part is true."""

    parts: tuple["Condition", ...]


class Not(msgspec.Struct, frozen=True, tag="x", array_like=True):
    """The part is not true, which includes "not assessed"."""

    part: "Condition"


Condition: TypeAlias = Union[Finding, Compare, Name, StateIs, AllOf, AnyOf, Not]  # noqa: UP007  msgspec resolves it
