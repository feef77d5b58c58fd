"""The knowledge made ready for reasoning: built once, then only read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from intake.knowledge.model import Item, Knowledge
from intake.reasoning.again import AgainRules, by_key
from intake.reasoning.classes import BandRule, ClassRules, prepare_classes
from intake.reasoning.constants import Constants, constants_of
from intake.reasoning.costs import prepare_checks
from intake.reasoning.facts import FactRules, prepare_facts
from intake.reasoning.gates import GateRule, prepare_gates
from intake.reasoning.localisation import prepare_places
from intake.reasoning.matching import Compiler, Reader
from intake.reasoning.next_check import NextRules
from intake.reasoning.patterns import PatternRule, prepare_patterns
from intake.reasoning.places import PlaceTexts, prepare_always, prepare_cheapest, prepare_widest
from intake.reasoning.red_flags import FlagRule, prepare_flags
from intake.reasoning.scores import ScoreRule, prepare_scores
from intake.reasoning.sides import prepare_sides
from intake.reasoning.signs import SignRules, prepare_signs
from intake.reasoning.traps import TrapRule, prepare_traps
from intake.reasoning.trying import prepare_trying
from intake.reasoning.urgency import UrgencyRules, prepare_urgency
from intake.reasoning.wants import prepare_wants
from intake.reasoning.workups import WorkupRules, prepare_workups


@dataclass(frozen=True, slots=True)
class Rules:
    """The compiled rules, one part for each module of the reasoning."""

    constants: Constants
    facts: FactRules
    classes: ClassRules
    flags: tuple[FlagRule, ...]
    traps: tuple[TrapRule, ...]
    patterns: tuple[PatternRule, ...]
    texts: PlaceTexts
    urgency: UrgencyRules
    workups: WorkupRules
    scores: tuple[ScoreRule, ...]
    next: NextRules
    gates: tuple[GateRule, ...]
    again: AgainRules

    @property
    def reader(self) -> Reader:
        """Every finding that any rule asks for."""
        return self.texts.reader


@dataclass(frozen=True, slots=True)
class Engine:
    """The knowledge and its compiled rules; holds nothing of any dog."""

    knowledge: Knowledge
    items: Mapping[str, Item] = field(init=False, repr=False, compare=False)
    rules: Rules = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        items = {item.id: item for item in self.knowledge.items}
        object.__setattr__(self, "items", items)
        object.__setattr__(self, "rules", _compiled(self.knowledge, items))


def _compiled(knowledge: Knowledge, items: Mapping[str, Item]) -> Rules:
    compiler = Compiler(items)
    for name in knowledge.names:
        compiler.name(name)
    constants = constants_of(knowledge.method)
    signs = prepare_signs(knowledge, compiler)
    checks = prepare_checks(knowledge, constants, compiler)
    texts = PlaceTexts(
        places=prepare_places(knowledge, signs),
        signs=signs,
        checks=checks,
        reader=compiler.reader,
        always=prepare_always(knowledge, compiler),
        sides=prepare_sides(knowledge, items),
        cheapest=prepare_cheapest(signs, checks, compiler.reader),
        widest=prepare_widest(signs),
        constants=constants,
    )
    facts = prepare_facts(knowledge, items)
    trying = prepare_trying(items, facts, signs, compiler.reader)
    classes = prepare_classes(knowledge, items, compiler)
    flags, traps = prepare_flags(knowledge, compiler), prepare_traps(knowledge, compiler)
    patterns = prepare_patterns(knowledge, compiler)
    urgency = prepare_urgency(knowledge, compiler, constants, texts)
    workups = prepare_workups(knowledge, compiler, prepare_wants(knowledge, compiler, constants, texts))
    return Rules(
        constants=constants,
        facts=facts,
        classes=classes,
        flags=flags,
        traps=traps,
        patterns=patterns,
        texts=texts,
        urgency=urgency,
        workups=workups,
        scores=prepare_scores(knowledge, items, compiler),
        next=NextRules(texts, trying, constants),
        gates=prepare_gates(knowledge, compiler),
        again=AgainRules(
            trying=trying,
            places=texts.places,
            patterns=patterns,
            traps=traps,
            flags=flags,
            classes=classes,
            urgency=urgency,
            workups=workups,
            constants=constants,
            signs_by_key=by_key((number, _keys_of(signs, states)) for number, states in enumerate(signs.of_sign)),
            patterns_by_key=by_key((number, _pattern_keys(rule)) for number, rule in enumerate(patterns)),
            flags_by_key=by_key((number, rule.test.keys) for number, rule in enumerate(flags)),
            numbers_by_key=by_key((item, _band_keys(bands)) for item, bands in classes.bands.items()),
        ),
    )


def _keys_of(signs: SignRules, states: tuple[int, ...]) -> set[int]:
    return {key for state in states for key in signs.states[state].test.keys}


def _pattern_keys(rule: PatternRule) -> set[int]:
    return {key for row in rule.rows for test in row.alternatives for key in test.keys}


def _band_keys(bands: tuple[BandRule, ...]) -> set[int]:
    tests = [test for band in bands for test in (band.applies, band.unless) if test is not None]
    return {key for test in tests for key in test.keys}
