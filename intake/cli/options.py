"""Options that every command takes, and what their values may be."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeVar

State = TypeVar("State", bound=StrEnum)


class OptionParser(argparse.ArgumentParser):
    """A parser that takes the global options, as the parsers of its commands do."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(allow_abbrev=False, **settings)
        # Without a default of its own, a command does not undo what stands before it.
        silent: Any = argparse.SUPPRESS
        self.add_argument("--home", type=Path, metavar="DIR", default=silent, help="keep everything in this folder")
        self.add_argument("--database", metavar="URL", default=silent, help="use this database (sqlite:///FILE)")
        self.add_argument("--json", action="store_true", default=silent, help="answer with one JSON document")

    def commands(self) -> Any:
        """Where commands are added; one of them has to be given."""
        return self.add_subparsers(metavar="COMMAND", required=True)


def one_of(states: type[State]) -> Callable[[str], State]:
    """Reads one of a closed set of words."""

    def read(text: str) -> State:
        try:
            return states(text)
        except ValueError as error:
            raise argparse.ArgumentTypeError(f'"{text}" is not one of {" ".join(states)}') from error

    return read


def day(text: str) -> date:
    """A day as typed."""
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f'"{text}" is not a day such as 2026-11-24') from error


def moment(text: str) -> datetime:
    """A time as typed, without a zone when none was given."""
    try:
        return datetime.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f'"{text}" is not a time such as 2026-11-24T14:30') from error


def ordinal(text: str) -> int:
    """A number that counts from one."""
    if not (text.isascii() and text.isdigit() and int(text) > 0):
        raise argparse.ArgumentTypeError(f'"{text}" is not a number such as 1')
    return int(text)
