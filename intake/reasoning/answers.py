"""The answers a check may get, tried out to see what they would change."""

from __future__ import annotations

from collections.abc import Iterator

from intake.knowledge.model import AnswerClass, Item, Kind, Option
from intake.reasoning.matching import FactSite, FactValue, Sites

_TWO_SIDES = 2


def likely_answers(item: Item, limits: tuple[float, ...]) -> Iterator[Sites]:
    """Each option on all sides; with two sides each abnormal one on one side; numbers beside every limit."""
    sites: tuple[FactSite, ...] = item.sites or (None,)
    if item.kind is Kind.NUM:
        for value in _numbers(item, limits):
            yield dict.fromkeys(sites, value)
        return
    for option in item.options:
        yield dict.fromkeys(sites, _as_answer(item, option))
    normal = next((option for option in item.options if option.cls is AnswerClass.NORMAL), None)
    if len(sites) == _TWO_SIDES and normal is not None:
        for option in item.options:
            if option.cls is AnswerClass.ABNORMAL:
                yield {sites[0]: _as_answer(item, option), sites[1]: _as_answer(item, normal)}


def _numbers(item: Item, limits: tuple[float, ...]) -> list[float]:
    step = 1 if item.whole_number else 0.1
    beside = {round(limit + side * step, 2) for limit in limits for side in (-1, 1)}
    low = item.minimum if item.minimum is not None else min(beside, default=0)
    high = item.maximum if item.maximum is not None else max(beside, default=0)
    return sorted(value for value in beside if low <= value <= high)


def _as_answer(item: Item, option: Option) -> FactValue:
    return (option.value,) if item.kind is Kind.MULTI else option.value
