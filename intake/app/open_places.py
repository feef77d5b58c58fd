"""Where nothing is recorded yet among some checks, for acts that fill in the rest."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from intake.app.replacing import Standing
from intake.knowledge.model import Item, Knowledge


def open_items(knowledge: Knowledge, shown: Collection[str], standing: Standing) -> Iterator[Item]:
    """The checks among those shown with at least one side to do, in the exam's order."""
    return (item for item in knowledge.items if item.id in shown and open_sides(item, standing))


def open_sides(item: Item, standing: Standing) -> tuple[str | None, ...]:
    """The sides to do; None stands for a check without sides."""
    recorded = standing.get(item.id, {})
    if None in recorded:
        return ()
    return tuple(site for site in item.sites or (None,) if site not in recorded)


def open_places(item: Item, standing: Standing) -> tuple[str | None, ...]:
    """As `open_sides`, but the whole check at once when nothing of it is recorded."""
    return (None,) if item.id not in standing else open_sides(item, standing)
