"""What the rules find in one case, before anything is put into words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from intake.reasoning.assessment import Evidence, OpenCheck, Reason
from intake.reasoning.localisation import Listed, Standing
from intake.reasoning.matching import Reading
from intake.reasoning.patterns import KeptPattern
from intake.reasoning.signs import States
from intake.reasoning.traps import TrapRule


@dataclass(frozen=True, slots=True)
class Reckoning:
    """The facts of one dog with the signs, patterns, traps and places they give."""

    reading: Reading
    states: States
    kept: tuple[KeptPattern, ...]
    stand: Standing
    threats: tuple[TrapRule, ...]
    listed: tuple[Listed, ...]
    found: Mapping[int, tuple[Evidence, ...]] = field(default_factory=dict)  # the findings behind each state
    reasons: Mapping[str, tuple[Reason, ...]] = field(default_factory=dict)  # of each listed place, largest first
    missing: Mapping[str, tuple[OpenCheck, ...]] = field(default_factory=dict)  # of each listed place
