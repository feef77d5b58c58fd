"""Findings, fits and urgencies in plain words; no cause is ever named here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from intake.knowledge.model import Item, Kind
from intake.reasoning.assessment import Evidence, Fit, OpenCheck, Reason, Side, Urgency

URGENCY_WORDS: Mapping[Urgency, str] = MappingProxyType(
    {"emergency": "See now", "urgent": "Within the hour", "soon": "See soon", "routine": "Routine"}
)
FIT_WORDS: Mapping[Fit, str] = MappingProxyType(
    {"strong": "Strong fit", "good": "Good fit", "possible": "Possible", "weak": "Weak fit"}
)
TOO_LITTLE = "Too little recorded to say"
SIDE_WORDS: Mapping[Side, str] = MappingProxyType(
    {"left": "left side", "right": "right side", "both": "both sides", "none": "side not known"}
)
SITE_WORDS: Mapping[str, str] = MappingProxyType(
    {
        "L": "left",
        "R": "right",
        "LF": "left front",
        "RF": "right front",
        "LH": "left hind",
        "RH": "right hind",
    }
)
PART_WORDS: Mapping[str, str] = MappingProxyType(
    {
        "start": "how often this place is affected",
        "pattern": "matching combination of findings",
        "multifocal_cost": "two places have to be earned",
    }
)


def finding_words(items: Mapping[str, Item], item: str, site: str | None, value: str | float) -> str:
    """A recorded answer, such as "Paw placement, left hind: Delayed"."""
    return f"{check_words(items, item, site)}: {value_words(items[item], value)}"


def check_words(items: Mapping[str, Item], item: str, site: str | None) -> str:
    """A check and its side, such as "Paw placement, left hind"."""
    label = items[item].short_label
    return label if site is None else f"{label}, {SITE_WORDS[site]}"


def value_words(item: Item, value: str | float) -> str:
    """One answer: an option's label, a number with its unit, a text as written."""
    if isinstance(value, str):
        if item.kind is Kind.TEXT:
            return value
        return next((option.label for option in item.options if option.value == value), value)
    return f"{value:g} {item.unit}".rstrip()


def evidence_words(items: Mapping[str, Item], found: Iterable[Evidence]) -> list[str]:
    """Findings in words; sides with the same answer stand together."""
    sides: dict[tuple[str, str | float], list[str | None]] = {}
    for one in found:
        sides.setdefault((one.item, one.value), []).append(one.site)
    return [_with_sides(items, item, value, sites) for (item, value), sites in sides.items()]


def reason_words(items: Mapping[str, Item], reason: Reason) -> str:
    """A reason: its findings, or which part of the reckoning it is."""
    found = list(reason.also)
    if reason.item is not None and reason.value is not None:
        found.insert(0, Evidence(reason.item, reason.site, reason.value))
    if found:
        return "; ".join(evidence_words(items, found))
    return PART_WORDS.get(reason.sign or "", "a second scan of the same part of the body")


def open_words(items: Mapping[str, Item], checks: Iterable[OpenCheck]) -> list[str]:
    """Open checks in words; the open sides of one check stand together."""
    sides: dict[str, list[str | None]] = {}
    for check in checks:
        sides.setdefault(check.item, []).append(check.site)
    return [_label(items[item], sites) for item, sites in sides.items()]


def _with_sides(items: Mapping[str, Item], item: str, value: str | float, sites: list[str | None]) -> str:
    return f"{_label(items[item], sites)}: {value_words(items[item], value)}"


def _label(item: Item, sites: list[str | None]) -> str:
    named = [SITE_WORDS[site] for site in sites if site is not None]
    return item.short_label if not named else f"{item.short_label}, {' and '.join(named)}"
