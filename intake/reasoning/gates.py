"""Which safety gates the recorded findings open by themselves."""

from __future__ import annotations

from dataclasses import dataclass

from intake.knowledge.model import Knowledge
from intake.reasoning.matching import Compiler, Reading, Test


@dataclass(frozen=True, slots=True)
class GateRule:
    """A safety rule with the compiled findings that open and shut its gate."""

    rule: str
    opens: Test
    shuts: Test | None


def prepare_gates(knowledge: Knowledge, compiler: Compiler) -> tuple[GateRule, ...]:
    """The gates that findings can open; the others wait for their question."""
    return tuple(
        GateRule(
            rule.id, compiler.compile(rule.open_when), compiler.compile(rule.closed_when) if rule.closed_when else None
        )
        for rule in knowledge.safety_rules
        if rule.open_when is not None
    )


def settled(rules: tuple[GateRule, ...], reading: Reading) -> frozenset[str]:
    """The rules whose findings are recorded harmless, with nothing recorded that shuts the gate."""
    truths = reading.truths
    return frozenset(
        gate.rule
        for gate in rules
        if gate.opens.holds(truths) and not (gate.shuts is not None and gate.shuts.holds(truths))
    )
