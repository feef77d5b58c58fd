"""The lines of the found list and the colours of its parts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import IntEnum

from PySide6.QtCore import Qt


class Roles(IntEnum):
    """What a line tells besides its words."""

    LINE = Qt.ItemDataRole.UserRole + 1


@dataclass(frozen=True, slots=True)
class Tint:
    """The token colours of one list."""

    ink: str
    ground: str
    icon: str


TINTS = {
    "flag": Tint("flag", "flag_bg", "octagon-alert"),
    "abnormal": Tint("abn", "abn_bg", "triangle-alert"),
    "judge": Tint("info", "info_bg", "scale"),
    "not_done": Tint("notex", "notex_bg", "circle-slash"),
    "unable": Tint("notex", "notex_bg", "hand"),
    "part": Tint("text2", "sunken", "circle-dot"),
    "noted": Tint("primary", "primary_soft", "circle-check"),
    "normal": Tint("normal", "normal_bg", "circle-check"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """A heading, or one check; `item` is what Enter opens."""

    key: str  # unique in the list
    tint: str
    label: str
    words: str = ""
    where: str = ""
    note: str = ""
    rest: str = ""  # how the other sides stand, in no colour
    item: str = ""
    icon: str = ""  # another icon than the list's
    ink: str = ""  # another colour than the list's
    short: str = ""  # of a heading, for a narrow list
    is_heading: bool = False
    is_last: bool = False

    @property
    def spoken(self) -> str:
        """The line for a screen reader."""
        if self.is_heading:
            return f"{self.label}, {self.words}"
        note = f"note: {self.note}" if self.note else ""
        return f"{self.label}: " + ", ".join(part for part in (self.words, self.rest, self.where, note) if part)


def section(tint: str, title: str, lines: Sequence[Line], short: str = "") -> list[Line]:
    """A heading with its count and its lines; nothing for an empty list."""
    if not lines:
        return []
    head = Line(f"head {title}", tint, title, str(len(lines)), is_heading=True, short=short)
    return [head, *lines[:-1], replace(lines[-1], is_last=True)]
