"""Lines of a note: as wide as a screen, continued under their own first word."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable, Iterator, Sequence

WIDTH = 100
_KEEP = "\u00a0"
_BRACKETS = re.compile(r"\[[^]]{,60}\]")


def hung(words: str, indent: str = "", hang: str = "  ") -> list[str]:
    """One statement; what does not fit goes on indented."""
    return _broken(words, WIDTH, indent, indent + hang)


def _broken(words: str, width: int, first: str, then: str) -> list[str]:
    """Lines of so many characters; what stands in square brackets is not broken unless it has to be."""
    kept = _BRACKETS.sub(lambda match: match.group().replace(" ", _KEEP), words)
    lines = textwrap.wrap(kept, width, initial_indent=first, subsequent_indent=then, break_on_hyphens=False)
    return [line.replace(_KEEP, " ") for line in lines]


def joined(title: str, parts: Iterable[str], indent: str = "   ") -> list[str]:
    """Such as "   For: this; that"; nothing without parts."""
    found = list(dict.fromkeys(part for part in parts if part))
    return hung(f"{title}: {'; '.join(found)}", indent) if found else []


def packed(statements: Iterable[tuple[str, Sequence[str]]]) -> Iterator[str]:
    """Several such lines; short ones share a line."""
    line = ""
    for title, parts in statements:
        words = "; ".join(dict.fromkeys(part for part in parts if part))
        if not words:
            continue
        if line and len(f"   {line}. {title}: {words}") > WIDTH:
            yield from hung(line, "   ")
            line = ""
        line = f"{line}. {title}: {words}" if line else f"{title}: {words}"
    yield from hung(line, "   ") if line else ()


def section(title: str, lines: Iterable[str]) -> Iterator[str]:
    """A heading with its lines; nothing without lines."""
    found = list(lines)
    if found:
        yield ""
        yield from hung(title)
        yield from found


def table(rows: Iterable[tuple[str, Sequence[str]]], column: int = 8) -> Iterator[str]:
    """Words at the left, short columns at the right of their first line."""
    for words, cells in rows:
        room = WIDTH - column * len(cells)
        first, *rest = _broken(words, room - 1, "   ", "     ") or [""]
        yield (first.ljust(room) + "".join(cell.rjust(column) for cell in cells)).rstrip()
        yield from rest


def sentence(words: str) -> str:
    """The words with a capital at the front and one mark at the end."""
    capital = words[:1].upper() + words[1:]
    return capital if capital.endswith((".", "?", "!")) else capital + "."


def listed(parts: Sequence[str]) -> str:
    """Such as "this, that and the other"; parts that hold commas themselves are parted by semicolons."""
    if len(parts) < 2:
        return "".join(parts)
    comma = "; " if any("," in part for part in parts) else ", "
    return f"{comma.join(parts[:-1])} and {parts[-1]}"
