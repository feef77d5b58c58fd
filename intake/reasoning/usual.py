"""The usual range of every number for one dog."""

from __future__ import annotations

from collections.abc import Mapping

from intake.domain.cases import Case
from intake.reasoning.classes import Limits
from intake.reasoning.engine import Engine
from intake.reasoning.facts import facts_from, recorded
from intake.reasoning.matching import read


def usual_ranges(engine: Engine, case: Case) -> Mapping[str, Limits]:
    """The usual range by item, for this dog's age and size as far as they are recorded."""
    facts, derived = facts_from(engine.rules.facts, recorded(engine.rules.facts, case))
    truths = read(engine.rules.reader, facts, derived).truths
    ranges: dict[str, Limits] = {}
    for item, rules in engine.rules.classes.bands.items():
        for rule in rules:
            if rule.applies is None or rule.applies.holds(truths):
                ranges[item] = rule.band.normal
                break
    return ranges
