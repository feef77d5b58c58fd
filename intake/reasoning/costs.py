"""What it costs to ask a check, and whether it may be asked now."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import TypeVar

from intake.knowledge.model import Item, Knowledge, SafetyRule, Who
from intake.reasoning.assessment import OpenCheck
from intake.reasoning.constants import Constants
from intake.reasoning.matching import Compiler, Reading, Test

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class CheckRule:
    """One check: its cost, the words for it, when it may be asked."""

    item: Item
    sites: tuple[str | None, ...]
    cost: float
    word: str
    never: bool
    when: Test | None
    gates: tuple[Test, ...]


def prepare_checks(knowledge: Knowledge, constants: Constants, compiler: Compiler) -> Mapping[str, CheckRule]:
    """The cost and limits of every item, in exam order."""
    by_who = {
        Who.TECHNICIAN_CLEARED: constants.check_cost_factor_cleared,
        Who.VETERINARIAN: constants.check_cost_factor_vet,
    }
    costs = [(pattern, row) for row in knowledge.check_costs for pattern in row.items]
    limits = [(row.item, row) for row in knowledge.check_limits]
    rules: dict[str, CheckRule] = {}
    for item in knowledge.items:
        cost, limit = _most_specific(item.id, costs), _most_specific(item.id, limits)
        rules[item.id] = CheckRule(
            item=item,
            sites=item.sites or (None,),
            cost=(cost.cost if cost else constants.check_cost_factor_vet) * by_who.get(item.who, 1),
            word=cost.word if cost else "",
            never=cost is None or (limit is not None and limit.never),
            when=compiler.compile(limit.when) if limit is not None and limit.when is not None else None,
            gates=tuple(_gates(knowledge.safety_rules, item, compiler)),
        )
    return rules


def may_ask(rule: CheckRule, reading: Reading, *, for_veterinarian: bool) -> bool:
    """Whether a check is open to be asked now: not recorded, allowed, no safety gate closed."""
    if rule.never or rule.item.id in reading.facts or (rule.item.who is Who.VETERINARIAN and not for_veterinarian):
        return False
    if rule.when is not None and not rule.when.holds(reading.truths):
        return False
    for gate in rule.gates:  # noqa: SIM110  a generator costs twice the time here
        if gate.holds(reading.truths):
            return False
    return True


def open_checks(
    rules: Mapping[str, CheckRule], items: Iterable[str], reading: Reading, most: int
) -> tuple[OpenCheck, ...]:
    """The open sides of items, as many whole items as fit, in the order given."""
    found: list[OpenCheck] = []
    for item in dict.fromkeys(items):
        if len(found) == most:
            break
        recorded = reading.facts.get(item, {})
        missing = [OpenCheck(item, site) for site in rules[item].sites if site not in recorded]
        if len(found) + len(missing) <= most:
            found += missing
    return tuple(found)


def _most_specific(item: str, rows: list[tuple[str, _T]]) -> _T | None:
    matching = [(len(pattern) + 1000 * (pattern == item), row) for pattern, row in rows if fnmatchcase(item, pattern)]
    return max(matching, key=lambda found: found[0])[1] if matching else None


def _gates(rules: tuple[SafetyRule, ...], item: Item, compiler: Compiler) -> Iterable[Test]:
    for rule in rules:
        is_gated = item.id in rule.items or rule.id in item.safety_rules
        if is_gated and rule.closed_when is not None:
            yield compiler.compile(rule.closed_when)
