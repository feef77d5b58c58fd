"""What each recorded answer means before anybody interprets it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal, TypeAlias

from intake.knowledge.model import AnswerClass, Item, Kind, Knowledge, NumberBand
from intake.reasoning.assessment import NotedSign
from intake.reasoning.matching import Compiler, FactSite, Reading, Test, answers_of

Direction: TypeAlias = Literal["low", "high"]
Limits: TypeAlias = tuple[float | None, float | None]

_REFLEX: Mapping[str, Direction] = {"r0": "low", "r1": "low", "r3": "high", "r4": "high"}
_NOTED: Mapping[AnswerClass | None, Literal["abnormal", "borderline"]] = MappingProxyType(
    {AnswerClass.ABNORMAL: "abnormal", AnswerClass.BORDERLINE: "borderline"}
)
_WORST_FIRST = (AnswerClass.ABNORMAL, AnswerClass.BORDERLINE, AnswerClass.INFORMATIONAL, AnswerClass.NORMAL)


@dataclass(frozen=True, slots=True)
class BandRule:
    """A number band with its compiled conditions."""

    band: NumberBand
    applies: Test | None
    unless: Test | None


@dataclass(frozen=True, slots=True)
class ClassRules:
    """The class of every option, and the bands that class numbers."""

    items: Mapping[str, Item]
    options: Mapping[str, Mapping[str, AnswerClass]]
    bands: Mapping[str, tuple[BandRule, ...]]
    order: Mapping[str, int]


def prepare_classes(knowledge: Knowledge, items: Mapping[str, Item], compiler: Compiler) -> ClassRules:
    """The classes of the knowledge."""
    bands: dict[str, list[BandRule]] = {}
    for band in knowledge.bands:
        applies = compiler.compile(band.applies) if band.applies else None
        unless = compiler.compile(band.borderline_unless) if band.borderline_unless else None
        bands.setdefault(band.item, []).append(BandRule(band, applies, unless))
    options = {item.id: {option.value: option.cls for option in item.options} for item in knowledge.items}
    order = {item: place for place, item in enumerate(items)}
    return ClassRules(items, options, {item: tuple(rules) for item, rules in bands.items()}, order)


def class_of(rules: ClassRules, reading: Reading, item: str, value: str | float) -> AnswerClass | None:
    """The class of one answer; None for a text and for a number nobody has given a usual range."""
    if isinstance(value, str):
        return rules.options[item].get(value)
    rule = _band_for(rules, reading, item)
    return None if rule is None else _number_class(rule, reading, value)


def direction_of(rules: ClassRules, reading: Reading, item: str, value: str | float) -> Direction | None:
    """Whether a number lies below or above its usual range, a reflex below or above normal."""
    if isinstance(value, str):
        return _REFLEX.get(value)
    rule = _band_for(rules, reading, item)
    if rule is None:
        return None
    low, high = rule.band.normal
    if low is not None and value < low:
        return "low"
    return "high" if high is not None and value > high else None


def classes_in(rules: ClassRules, reading: Reading) -> dict[tuple[str, FactSite], AnswerClass]:
    """The class of every recorded answer; of several ticked options the worst."""
    classes: dict[tuple[str, FactSite], AnswerClass] = {}
    for item, site, value in answers_in(reading):
        cls = class_of(rules, reading, item, value)
        if cls is not None:
            classes[item, site] = min(cls, classes.get((item, site), cls), key=_WORST_FIRST.index)
    return classes


def answers_in(reading: Reading) -> list[tuple[str, FactSite, str | float]]:
    """Every recorded answer, each ticked option by itself."""
    return [answer for item in reading.facts for answer in answers_of(reading, item)]


def noted_signs(rules: ClassRules, reading: Reading) -> tuple[NotedSign, ...]:
    """The abnormal and borderline answers in exam order."""
    return noted_in(rules, reading, reading.facts)


def noted_in(rules: ClassRules, reading: Reading, items: Iterable[str]) -> tuple[NotedSign, ...]:
    """The abnormal and borderline answers of some recorded items, in exam order."""
    noted = []
    for item in sorted(items, key=rules.order.__getitem__):
        for _, site, value in answers_of(reading, item):
            cls = class_of(rules, reading, item, value)
            if cls in _NOTED:
                direction = direction_of(rules, reading, item, value) if _has_direction(rules, item) else None
                noted.append(NotedSign(item, site, value, _NOTED[cls], direction, item in reading.derived))
    return tuple(noted)


def _has_direction(rules: ClassRules, item: str) -> bool:
    return rules.items[item].kind is Kind.NUM or "r0" in rules.options[item]


def _band_for(rules: ClassRules, reading: Reading, item: str) -> BandRule | None:
    for rule in rules.bands.get(item, ()):
        if rule.applies is None or rule.applies.holds(reading.truths):
            return rule
    return None


def _number_class(rule: BandRule, reading: Reading, value: float) -> AnswerClass:
    band = rule.band
    if _within(value, band.normal):
        return AnswerClass.NORMAL
    is_borderline = any(_within(value, limits) for limits in band.borderline)
    if not is_borderline:
        return AnswerClass.ABNORMAL
    if rule.unless is not None and rule.unless.holds(reading.truths):
        return AnswerClass.ABNORMAL
    return AnswerClass.BORDERLINE


def _within(value: float, limits: Limits) -> bool:
    low, high = limits
    return (low is None or value >= low) and (high is None or value <= high)
