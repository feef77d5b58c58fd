"""Ways of being wrong that threaten in this case."""

from __future__ import annotations

from dataclasses import dataclass

from intake.knowledge.model import Knowledge, Trap
from intake.reasoning.assessment import ShownTrap
from intake.reasoning.matching import Compiler, Reader, Reading, Test, findings
from intake.reasoning.reasons import plain_reasons


@dataclass(frozen=True, slots=True)
class TrapRule:
    """A trap with its compiled trigger."""

    trap: Trap
    test: Test


def prepare_traps(knowledge: Knowledge, compiler: Compiler) -> tuple[TrapRule, ...]:
    """The traps in the knowledge's order."""
    return tuple(TrapRule(trap, compiler.compile(trap.when)) for trap in knowledge.traps)


def threatening(rules: tuple[TrapRule, ...], reading: Reading) -> tuple[TrapRule, ...]:
    """The traps whose trigger matches."""
    return tuple(rule for rule in rules if rule.test.holds(reading.truths))


def capped_places(threats: tuple[TrapRule, ...]) -> frozenset[str]:
    """The regions whose fit is at most good; `*` stands for all."""
    return frozenset(region for rule in threats for region in rule.trap.caps)


def checks_called_for(threats: tuple[TrapRule, ...]) -> dict[str, str]:
    """The items the traps ask for next, each with what the first of its traps says."""
    asked: dict[str, str] = {}
    for rule in threats:
        for item in rule.trap.next_checks:
            asked.setdefault(item, rule.trap.says)
    return asked


def shown_traps(threats: tuple[TrapRule, ...], reader: Reader, reading: Reading) -> tuple[ShownTrap, ...]:
    """The traps as they are shown, with the findings of their trigger."""
    return tuple(
        ShownTrap(
            id=rule.trap.id,
            says=rule.trap.says,
            because=plain_reasons(findings(reader, reading, rule.test), rule.trap.source),
            lead=rule.trap.lead,
        )
        for rule in threats
    )
