"""Reasons: the recorded findings behind a statement, and what they counted."""

from __future__ import annotations

from collections.abc import Iterable

from intake.reasoning.assessment import Evidence, OpenCheck, Place, Reason


def plain_reasons(found: Iterable[Evidence], source: tuple[str, ...]) -> tuple[Reason, ...]:
    """One weightless reason for each finding."""
    return tuple(Reason(one.item, one.site, one.value, source=source) for one in found)


def weighted_reason(
    found: tuple[Evidence, ...], weight: int, source: tuple[str, ...], sign: str | None = None, state: str | None = None
) -> Reason:
    """One reason for several findings: the first in exam order, the others beside it."""
    if not found:
        return Reason(None, None, None, weight, source, (), sign, state)
    first, *others = found
    return Reason(first.item, first.site, first.value, weight, source, tuple(others), sign, state)


def without_weight(reasons: Iterable[Reason]) -> tuple[Reason, ...]:
    """The same findings where they weigh nothing: in a flag, an urgency, a trap."""
    return tuple(
        Reason(one.item, one.site, one.value, 0, one.source, one.also, one.sign, one.state)
        for one in reasons
        if one.item is not None
    )


def evidence_of(reasons: Iterable[Reason]) -> tuple[Evidence, ...]:
    """The findings of several reasons, each once, in the order given."""
    found: dict[Evidence, None] = {}
    for reason in reasons:
        if reason.item is not None and reason.value is not None:
            found[Evidence(reason.item, reason.site, reason.value)] = None
        found.update(dict.fromkeys(reason.also))
    return tuple(found)


def by_finding(reasons: Iterable[Reason]) -> dict[tuple[str, str | float], list[str]]:
    """The sides of each finding behind several reasons: each finding once, in the order given."""
    found: dict[tuple[str, str | float], list[str]] = {}
    for one in evidence_of(reasons):
        sites = found.setdefault((one.item, one.value), [])
        if one.site is not None:
            sites.append(one.site)
    return found


def with_finding(reasons: Iterable[Reason]) -> tuple[Reason, ...]:
    """The reasons that rest on a recorded finding; parts of the reckoning do not."""
    return tuple(reason for reason in reasons if reason.item is not None)


def open_items(missing: Iterable[OpenCheck]) -> tuple[str, ...]:
    """The checks that are not known, each once however many sides are open."""
    return tuple(dict.fromkeys(check.item for check in missing))


def counts_of(place: Place) -> tuple[int, int, int]:
    """How many reasons speak for a place and against it, and how many checks are not known."""
    return (
        len(with_finding(place.reasons_for)),
        len(with_finding(place.reasons_against)),
        len(open_items(place.missing)),
    )
