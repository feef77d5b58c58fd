"""Findings that need a vet now."""

from __future__ import annotations

from dataclasses import dataclass

from intake.knowledge.model import Knowledge, RedFlag
from intake.reasoning.assessment import FiredFlag
from intake.reasoning.matching import Compiler, Reader, Reading, Test, findings
from intake.reasoning.reasons import plain_reasons


@dataclass(frozen=True, slots=True)
class FlagRule:
    """A red flag with its compiled trigger."""

    flag: RedFlag
    test: Test


def prepare_flags(knowledge: Knowledge, compiler: Compiler) -> tuple[FlagRule, ...]:
    """The flags in the order they are shown: red before amber, then airway, breathing and so on."""
    flags = sorted(knowledge.red_flags, key=lambda flag: (flag.level != "red", flag.rank))
    return tuple(FlagRule(flag, compiler.compile(flag.when)) for flag in flags)


def firing(rules: tuple[FlagRule, ...], reading: Reading) -> tuple[FlagRule, ...]:
    """Every flag whose trigger matches, red before amber."""
    return tuple(rule for rule in rules if rule.test.holds(reading.truths))


def fired_flag(rule: FlagRule, reader: Reader, reading: Reading) -> FiredFlag:
    """A flag as it is shown, with the findings of its trigger."""
    flag = rule.flag
    return FiredFlag(
        id=flag.id,
        level=flag.level,
        message=flag.message,
        message_vet=flag.message_vet,
        first_action=flag.first_action,
        because=plain_reasons(findings(reader, reading, rule.test), flag.source),
        source=flag.source,
    )
