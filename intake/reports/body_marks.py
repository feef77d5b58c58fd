"""Numbers on the body map for findings that have a place on the body."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from intake.knowledge.model import Item, Knowledge
from intake.reports.exam_content import Entry, ListName, Mark

GROUP_WORDS: Mapping[str, str] = {
    "head": "Head",
    "neck": "Neck",
    "front_left": "Left front leg",
    "front_right": "Right front leg",
    "torso": "Torso and back",
    "rear_left": "Left hind leg",
    "rear_right": "Right hind leg",
    "anus": "Anus and perineum",
    "tail": "Tail",
}
_LIMBS = {"LF": "front_left", "RF": "front_right", "LH": "rear_left", "RH": "rear_right"}
_SHAKES_AT = {
    "hind_left": "rear_left",
    "hind_right": "rear_right",
    "fore_left": "front_left",
    "fore_right": "front_right",
    "head": "head",
    "face_jaw": "head",
    "trunk": "torso",
    "tail": "tail",
}
"""Where the parts of `mov_distribution` lie."""
Lists = dict[ListName, tuple[Entry, ...]]


def with_marks(knowledge: Knowledge, lists: Lists) -> tuple[Lists, tuple[Mark, ...]]:
    """The lists with the numbers of the map, and the map's legend in the order of the findings."""
    items = {item.id: item for item in knowledge.items}
    bodies = {region.id: region.body for region in knowledge.regions_of_exam}
    places: dict[str, list[Entry]] = {}
    for name in (ListName.ABNORMAL, ListName.JUDGE):
        for entry in lists[name]:
            for group in groups_of(items[entry.item], entry, bodies):
                places.setdefault(group, []).append(entry)
    numbers = {group: number for number, group in enumerate(places, 1)}
    marked = dict(lists)
    for name in (ListName.ABNORMAL, ListName.JUDGE):
        marked[name] = tuple(
            replace(entry, marks=tuple(numbers[group] for group in groups_of(items[entry.item], entry, bodies)))
            for entry in lists[name]
        )
    abnormal = {entry.item for entry in lists[ListName.ABNORMAL]}
    return marked, tuple(
        Mark(
            numbers[group],
            group,
            GROUP_WORDS[group],
            tuple(dict.fromkeys(entry.check for entry in entries)),
            any(entry.item in abnormal for entry in entries),
        )
        for group, entries in places.items()
    )


def groups_of(item: Item, entry: Entry, bodies: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """The drawing groups where a finding lies; none when it concerns the whole dog."""
    if item.id == "mov_distribution":
        options = (option for answer in entry.answers for option in answer.options)
        return tuple(dict.fromkeys(_SHAKES_AT[option] for option in options if option in _SHAKES_AT))
    sites = [answer.site for answer in entry.answers if answer.site and answer.is_finding]
    limbs = tuple(_LIMBS[site] for site in sites if site in _LIMBS)
    if limbs:
        return limbs
    body = bodies[item.region]
    if len(body) == 2 and sites:
        sides = {"L": "left", "R": "right"}
        return tuple(group for group in body if group.rpartition("_")[2] in {sides[site] for site in sites})
    return body if len(body) <= 2 else ()
