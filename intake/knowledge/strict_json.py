"""JSON read strictly: no key twice, nothing but real numbers and text, not too deep, not too long."""

from __future__ import annotations

import json
import math
import re
from typing import Any, NoReturn

from intake.domain.errors import BadInput, Problem

MOST_BYTES = 1024 * 1024
MOST_NESTED = 20

_BRACKETS = r'"(?:[^"\\]|\\.)*"|[\[\]{}]'
_SURROGATE = "[\ud800-\udfff]"


class _Pairs(list[tuple[str, Any]]):
    """An object as it was written, doubled keys and all."""


class _Constant(str):
    """NaN or Infinity."""


def parse_json(data: bytes) -> tuple[object, tuple[Problem, ...]]:
    """What the bytes say, as dicts, lists, text, numbers, truth values and None; and what is wrong in it.

    The problems are those that leave the rest readable (a key twice, a number too large), each with its path.

    Raises:
        BadInput: it is not JSON at all, too long, or too deep.
    """
    text = _text_of(data)
    _refuse_depth(text)
    problems: list[Problem] = []
    try:
        raw = json.loads(text, object_pairs_hook=_Pairs, parse_constant=_Constant)
    except ValueError as error:
        _refuse(f"is not JSON: {error}")
    value = _plain(raw, "", problems)
    return value, tuple(problems)


def path_to(path: str, key: str) -> str:
    """The path of a key inside the object at `path`."""
    return f"{path}.{key}" if path else key


def shown(value: object) -> str:
    """A value as people see it in the file, shortened when it is long."""
    text = json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= 60 else text[:57] + "..."


def _text_of(data: bytes) -> str:
    if len(data) > MOST_BYTES:
        _refuse(f"is {len(data)} bytes long; a case has at most {MOST_BYTES} (1 MiB)")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        _refuse(f"is not UTF-8 text: byte {error.start + 1} cannot be read")


def _refuse_depth(text: str) -> None:
    depth = 0
    for bracket in re.findall(_BRACKETS, text):
        depth += {"[": 1, "{": 1, "]": -1, "}": -1}.get(bracket, 0)
        if depth > MOST_NESTED:
            _refuse(f"is nested more than {MOST_NESTED} deep")


def _refuse(message: str) -> NoReturn:
    raise BadInput((Problem("", message),))


def _plain(value: Any, path: str, problems: list[Problem]) -> Any:
    match value:
        case _Pairs():
            return _object(value, path, problems)
        case list():
            return [_plain(part, f"{path}[{number}]", problems) for number, part in enumerate(value)]
        case _Constant():
            problems.append(Problem(path, f"{value} is not a number"))
        case str() if re.search(_SURROGATE, value):
            problems.append(Problem(path, "holds half a character (a lone surrogate)"))
        case float() if not math.isfinite(value):
            problems.append(Problem(path, "is too large for a number"))
    return value


def _object(pairs: _Pairs, path: str, problems: list[Problem]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        here = path_to(path, key)
        if re.search(_SURROGATE, key):
            problems.append(Problem(path, "a key holds half a character (a lone surrogate)"))
            continue
        if key in found:
            problems.append(Problem(here, "is given twice"))
        found[key] = _plain(value, here, problems)
    return found
