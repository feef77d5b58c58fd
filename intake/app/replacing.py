"""What answers replaced, and whether what replaced them still stands."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TypeAlias

from intake.app.changes import AnswerBefore, Stood
from intake.domain.errors import ChangedElsewhere
from intake.domain.exams import RecordedAnswer

Standing: TypeAlias = Mapping[str, Mapping[str | None, RecordedAnswer]]
"""The rows in force: item -> side -> row."""

ANSWERED_SINCE = (
    "Somebody has answered this since. What they recorded stays and is shown now. Nothing was put back. "
    "Look at it, and change it there if it is wrong."
)


def replaced(before: Standing, after: Standing, places: Iterable[tuple[str, str | None]]) -> tuple[AnswerBefore, ...]:
    """What stood wherever an action at these places changed something."""
    found: list[AnswerBefore] = []
    for item, site in places:
        sides = before.get(item, {})
        whole = sides.get(None)
        if site is None or whole is not None:
            found.append(_before(item, None, whole, after))
            found += [_before(item, side, row, after) for side, row in sides.items() if side is not None]
        else:
            found.append(_before(item, site, sides.get(site), after))
    return tuple(dict.fromkeys(found))


def _before(item: str, site: str | None, row: RecordedAnswer | None, after: Standing) -> AnswerBefore:
    left = _standing_at(after, item, site)
    if row is None:
        return AnswerBefore(item, site, None, left=left)
    return AnswerBefore(item, site, row.answer, row.by, row.said_by, row.made_at, row.source, left)


def check_unchanged(standing: Standing, before: Iterable[AnswerBefore]) -> None:
    """Pass when everywhere still stands what the action left.

    Raises:
        ChangedElsewhere: somebody has answered since.
    """
    if any(_standing_at(standing, one.item, one.site) != one.left for one in before):
        raise ChangedElsewhere(ANSWERED_SINCE)


def _standing_at(standing: Standing, item: str, site: str | None) -> frozenset[Stood]:
    """What stands at a side, be it for the whole item; at the whole item, all its sides."""
    sides = standing.get(item, {})
    at = {side: row for side, row in sides.items() if site is None or side in (None, site)}
    return frozenset(Stood(side, row.answer, row.made_at) for side, row in at.items() if row.answer is not None)
