"""Somebody at the program with a screen reader: finds things by role and name, presses, writes, hears."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.journeys.real_window import until

SYSTEM_PYTHON = "/usr/bin/python3"
PRESSES = ("Press", "Toggle", "ShowMenu")
_BINDINGS = "import gi; gi.require_version('Atspi', '2.0'); from gi.repository import Atspi"


def missing_bindings() -> str:
    """Why there is no AT-SPI here, or nothing."""
    if not Path(SYSTEM_PYTHON).exists():
        return f"no {SYSTEM_PYTHON}"
    tried = subprocess.run([SYSTEM_PYTHON, "-c", _BINDINGS], capture_output=True, text=True)
    return tried.stderr.strip().rpartition("\n")[2] if tried.returncode else ""


@dataclass(frozen=True)
class Thing:
    """Something a screen reader stands on, as it was when it was read."""

    number: int
    depth: int
    role: str
    name: str
    description: str
    states: tuple[str, ...]

    @property
    def is_enabled(self) -> bool:
        return "enabled" in self.states

    @property
    def is_checked(self) -> bool:
        return "checked" in self.states


class Reading(tuple[Thing, ...]):
    """What was read, in the order of reading."""

    __slots__ = ()

    def named(self, name: str, *roles: str) -> Thing:
        found = self.find(name, *roles)
        assert found is not None, f"no {' or '.join(roles)} {name!r} among {sorted({one.name for one in self})}"
        return found

    def find(self, name: str, *roles: str) -> Thing | None:
        return next((one for one in self if one.name == name and (not roles or one.role in roles)), None)

    def under(self, top: Thing) -> Reading:
        """What stands within a thing."""
        after = self[self.index(top) + 1 :]
        end = next((place for place, one in enumerate(after) if one.depth <= top.depth), len(after))
        return Reading(after[:end])

    def words(self) -> str:
        """All of it, a line each."""
        return "\n".join(f"{'  ' * one.depth}{one.role} {one.name!r} {one.description!r}" for one in self)

    def roles(self, *roles: str) -> Reading:
        return Reading(one for one in self if one.role in roles)


class ScreenReader:
    """Talks to the AT-SPI client, a program of its own."""

    def __init__(self, environment: dict[str, str]) -> None:
        command = [SYSTEM_PYTHON, str(Path(__file__).with_name("atspi_client.py"))]
        self._client = subprocess.Popen(
            command, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        self._said: list[str] = []

    def close(self) -> None:
        assert self._client.stdin is not None
        assert self._client.stdout is not None
        self._client.stdin.close()
        self._client.wait(timeout=10)
        self._client.stdout.close()

    def wait_for_program(self, name: str) -> None:
        until(lambda: self._ask("find_program", name), f"{name} on the accessibility bus")

    def read(self, top: Thing | None = None, deepest: int = 99) -> Reading:
        """All that shows in a thing, else in the whole program."""
        rows = self._ask("tree", top.number if top else 0, deepest)
        return Reading(Thing(*row[:5], states=tuple(row[5])) for row in rows)

    def wait_until(self, condition: Callable[[Reading], Any], what: str, top: Thing | None = None) -> Any:
        """What the condition finds in what is read; reads again until it does."""
        try:
            return until(lambda: self._found(condition, top), what)
        except AssertionError as never:
            raise AssertionError(f"{never}; on the screen:\n{self.read(top).words()}") from None

    def wait_for_frame(self, name: str) -> Thing:
        """A small frame over the window, by a pattern of its name."""
        return until(lambda: self.find_frame(name), f"the frame {name}")

    def find_frame(self, name: str) -> Thing | None:
        windows_and_frames = self.read(deepest=2).roles("panel")
        return next((one for one in windows_and_frames if re.search(name, one.name)), None)

    def look(self, thing: Thing) -> Thing:
        """The same thing as it is now."""
        role, name, description, states = self._ask("look", thing.number)
        return Thing(thing.number, thing.depth, role, name, description, tuple(states))

    def press(self, thing: Thing) -> str:
        return str(self._ask("act", thing.number, *PRESSES))

    def write(self, thing: Thing, text: str) -> None:
        assert self._ask("write", thing.number, text), f"{thing.name} takes no text"

    def heard(self) -> Sequence[str]:
        """Everything announced so far."""
        self._said += self._ask("heard")
        return tuple(self._said)

    def _found(self, condition: Callable[[Reading], Any], top: Thing | None) -> Any:
        try:
            return condition(self.read(top))
        except Gone:
            return None

    def _ask(self, *words: Any) -> Any:
        assert self._client.stdin is not None
        assert self._client.stdout is not None
        self._client.stdin.write(json.dumps(words) + "\n")
        self._client.stdin.flush()
        line = self._client.stdout.readline()
        assert line, "the AT-SPI client has ended"
        is_good, answer = json.loads(line)
        if not is_good:
            raise Gone(answer)
        return answer


class Gone(Exception):
    """What was read is not on the screen any more, or does not do that."""
