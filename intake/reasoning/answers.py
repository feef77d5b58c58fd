"""The answers a check may get, tried out to see what they would change."""

from __future__ import annotations

from collections.abc import Iterator
from types import MappingProxyType

from intake.knowledge.model import AnswerClass, Item, Kind, Option
from intake.reasoning.matching import FactSite, FactValue, Sites

_TWO_SIDES = 2
_OTHER_SIDE = MappingProxyType({"L": "R", "R": "L", "LF": "RF", "RF": "LF", "LH": "RH", "RH": "LH"})


def likely_answers(item: Item, limits: tuple[float, ...]) -> Iterator[Sites]:
    """Each option on all sides; with two sides each abnormal one on one side; numbers beside every limit.

    Left and right follow each other, so that of answers that mean the same the first pair is the same in the mirror.
    """
    sites: tuple[FactSite, ...] = item.sites or (None,)
    if item.kind is Kind.NUM:
        for value in _numbers(item, limits):
            yield dict.fromkeys(sites, value)
        return
    for option in _in_pairs(item):
        yield dict.fromkeys(sites, _as_answer(item, option))
    normal = next((option for option in item.options if option.cls is AnswerClass.NORMAL), None)
    if len(sites) == _TWO_SIDES and normal is not None:
        for option in item.options:
            if option.cls is AnswerClass.ABNORMAL:
                one_sided = {sites[0]: _as_answer(item, option), sites[1]: _as_answer(item, normal)}
                yield from (one_sided, in_the_mirror(item, one_sided))


def in_the_mirror(item: Item, sites: Sites) -> Sites:
    """The same answer of the dog seen in a mirror."""
    mirrors = {option.value: option.mirror for option in item.options if option.mirror}
    swapped = {_OTHER_SIDE[site] if site else site: _mirrored(value, mirrors) for site, value in sites.items()}
    return {site: swapped[site] for site in item.sites or (None,) if site in swapped}


def _mirrored(value: FactValue, mirrors: dict[str, str]) -> FactValue:
    if isinstance(value, tuple):
        return tuple(mirrors.get(one, one) for one in value)
    return mirrors.get(value, value) if isinstance(value, str) else value


def _in_pairs(item: Item) -> list[Option]:
    """The options in their order, each with its mirror behind it."""
    places = {option.value: place for place, option in enumerate(item.options)}
    return sorted(item.options, key=lambda option: min(places[option.value], places[option.mirror or option.value]))


def _numbers(item: Item, limits: tuple[float, ...]) -> list[float]:
    step = 1 if item.whole_number else 0.1
    beside = {round(limit + side * step, 2) for limit in limits for side in (-1, 1)}
    low = item.minimum if item.minimum is not None else min(beside, default=0)
    high = item.maximum if item.maximum is not None else max(beside, default=0)
    return sorted(value for value in beside if low <= value <= high)


def _as_answer(item: Item, option: Option) -> FactValue:
    return (option.value,) if item.kind is Kind.MULTI else option.value
