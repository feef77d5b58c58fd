"""Whether a clinic's rules do what their cases say, tried with the engine."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType

from intake.domain.cases import Case, NoValue, SidedAnswer
from intake.knowledge.model import AnswerClass, Knowledge
from intake.knowledge.rule_cases import RuleCase
from intake.reasoning.assess import assess_core, reckon
from intake.reasoning.assessment import Assessment
from intake.reasoning.classes import noted_signs
from intake.reasoning.engine import Engine
from intake.reasoning.facts import recorded
from intake.reasoning.matching import Test
from intake.reasoning.reckoning import Reckoning


def failing(knowledge: Knowledge, cases: tuple[RuleCase, ...]) -> tuple[RuleCase, ...]:
    """The cases that do not do what they say."""
    if not cases:
        return ()
    bench = Bench(Engine(knowledge))
    return tuple(case for case in cases if fires(Tried(bench, case.case), case.kind, case.rule) != case.fires)


@dataclass(frozen=True)
class Bench:
    """An engine to try cases on."""

    engine: Engine

    @cached_property
    def conditions(self) -> Mapping[tuple[str, str], Test]:
        """The rules that are true or not by themselves, by kind and id."""
        rules, knowledge = self.engine.rules, self.engine.knowledge
        names = zip(knowledge.names, rules.reader.names, strict=True)
        return {
            **{("red_flag", rule.flag.id): rule.test for rule in rules.flags},
            **{("trap", rule.trap.id): rule.test for rule in rules.traps},
            **{("name", name.id): test for name, (_, test) in names},
            **{("urgency_rule", rule): test for rule, test in rules.urgency.when},
            **{("driver", rule.driver.id): rule.test for rule in rules.workups.wants.drivers},
        }


@dataclass(frozen=True)
class Tried:
    """One case with what the engine says of it, worked out when it is asked for."""

    bench: Bench
    case: Case

    @cached_property
    def assessment(self) -> Assessment:
        """Everything the engine says."""
        return assess_core(self.bench.engine, self.case)

    @cached_property
    def reckoning(self) -> Reckoning:
        """What is true of the dog, and the state of every sign."""
        rules = self.bench.engine.rules
        return reckon(rules, recorded(rules.facts, self.case))


def fires(tried: Tried, kind: str, rule: str) -> bool:
    """Whether the rule fires in the case; what that means for each kind stands in docs/clinic_rules.md."""
    return _FIRES[kind](tried, rule)


def _pattern(tried: Tried, rule: str) -> bool:
    return any(kept.id == rule for kept in tried.reckoning.kept)


def _workup(tried: Tried, rule: str) -> bool:
    return any(workup.id == rule for workup in tried.assessment.workups)


def _caution(tried: Tried, rule: str) -> bool:
    knowledge = tried.bench.engine.knowledge
    (says,) = (caution.says for caution in knowledge.cautions if caution.id == rule)
    naming = {workup.id for workup in knowledge.workups if rule in workup.cautions}
    return any(says in shown.cautions for shown in tried.assessment.workups if shown.id in naming)


def _condition(kind: str) -> Callable[[Tried, str], bool]:
    def holds(tried: Tried, rule: str) -> bool:
        return tried.bench.conditions[kind, rule].holds(tried.reckoning.reading.truths)

    return holds


def _state(tried: Tried, rule: str) -> bool:
    states = tried.bench.engine.rules.texts.signs.states
    in_force = (states[number] for number in tried.reckoning.states if number is not None)
    return any(f"{state.sign}.{state.state}" == rule for state in in_force)


def _item(tried: Tried, rule: str) -> bool:
    item = tried.bench.engine.items[rule]
    findings = (AnswerClass.ABNORMAL, AnswerClass.BORDERLINE)
    can_be = any(option.cls in findings for option in item.options) or bool(item.bands)
    return _is_noted(tried, rule) if can_be else _has_value(tried.case, rule)


def _is_noted(tried: Tried, item: str) -> bool:
    classes = tried.bench.engine.rules.classes
    return any(sign.item == item for sign in noted_signs(classes, tried.reckoning.reading))


def _has_value(case: Case, item: str) -> bool:
    answer = case.answers.get(item)
    sides = answer.sites.values() if isinstance(answer, SidedAnswer) else (answer,)
    return any(one is not None and not isinstance(one, NoValue) for one in sides)


def _band(tried: Tried, rule: str) -> bool:
    (item,) = (band.item for band in tried.bench.engine.knowledge.bands if band.id == rule)
    return _is_noted(tried, item)


_FIRES: Mapping[str, Callable[[Tried, str], bool]] = MappingProxyType(
    {
        "item": _item,
        "band": _band,
        "name": _condition("name"),
        "sign": _state,
        "pattern": _pattern,
        "workup": _workup,
        "caution": _caution,
        "driver": _condition("driver"),
        "red_flag": _condition("red_flag"),
        "urgency_rule": _condition("urgency_rule"),
        "trap": _condition("trap"),
    }
)
