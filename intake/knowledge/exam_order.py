"""The order of the checks on screen and paper: the station of a page first, then the rest as the exam has them."""

from __future__ import annotations

import msgspec

from intake.knowledge.model import Item, Knowledge


def listed_items(knowledge: Knowledge) -> tuple[Item, ...]:
    """Every check, those of a page's station before the others of that page; rules read `knowledge.items` instead."""
    by_id = {item.id: item for item in knowledge.items}
    first = [by_id[item] for station in knowledge.stations for item in station.items if item in by_id]
    ahead, listed, begun = {item.id for item in first}, [], set()
    for item in knowledge.items:
        if item.region not in begun:
            begun.add(item.region)
            listed += [one for one in first if one.region == item.region]
        if item.id not in ahead:
            listed.append(item)
    return tuple(listed)


def asked(item: Item) -> Item:
    """The check as one of those asked for: in an exam of chosen checks every one of them is."""
    return item if item.core else msgspec.structs.replace(item, core=True)
