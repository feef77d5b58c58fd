"""Scores: help to grade and follow, never a forecast."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from intake.knowledge.model import Item, Knowledge, Score, ScoreLevel
from intake.reasoning.assessment import OpenCheck, ScoreResult
from intake.reasoning.facts import number
from intake.reasoning.matching import Compiler, Facts, Reading, Test


@dataclass(frozen=True, slots=True)
class LevelRule:
    """One level of a score, proposed when its condition holds."""

    level: ScoreLevel
    test: Test | None


@dataclass(frozen=True, slots=True)
class ScoreRule:
    """A score that is shown, with its levels."""

    score: Score
    levels: tuple[LevelRule, ...]
    components: tuple[str, ...]
    items: Mapping[str, Item]


def prepare_scores(knowledge: Knowledge, items: Mapping[str, Item], compiler: Compiler) -> tuple[ScoreRule, ...]:
    """The scores that are switched on."""
    return tuple(_rule(score, items, compiler) for score in knowledge.scores if score.status == "include")


def score_results(rules: tuple[ScoreRule, ...], reading: Reading) -> tuple[ScoreResult, ...]:
    """Every score; one with a missing part has no value, there are no partial totals."""
    return tuple(_result(rule, reading) for rule in rules)


def _rule(score: Score, items: Mapping[str, Item], compiler: Compiler) -> ScoreRule:
    levels = tuple(
        LevelRule(level, compiler.compile(level.when) if level.when is not None else None) for level in score.levels
    )
    components = tuple(dict.fromkeys(level.component for level in score.levels if level.component))
    return ScoreRule(score, levels, components, items)


def _result(rule: ScoreRule, reading: Reading) -> ScoreResult:
    if rule.components:
        return _added(rule, reading)
    if rule.levels:
        return _graded(rule, reading)
    return _reckoned(rule, reading)


def _added(rule: ScoreRule, reading: Reading) -> ScoreResult:
    """The sum of component levels: the vet's entry, else the level the findings propose."""
    parts = {component: _component(rule, component, reading) for component in rule.components}
    if any(part is None for part in parts.values()):
        vet_items = tuple(f"{rule.score.id}_{component}" for component, part in parts.items() if part is None)
        return _unknown(rule, vet_items, reading)
    levels = [level for level in parts.values() if level is not None]
    meaning = "; ".join(level.meaning for level in levels)
    return _known(rule, sum(level.value for level in levels), meaning)


def _component(rule: ScoreRule, component: str, reading: Reading) -> ScoreLevel | None:
    entered = number(reading.facts, f"{rule.score.id}_{component}")
    for one in rule.levels:
        if one.level.component == component:
            is_proposed = one.test is not None and one.test.holds(reading.truths)
            if one.level.value == entered or (entered is None and is_proposed):
                return one.level
    return None


def _graded(rule: ScoreRule, reading: Reading) -> ScoreResult:
    for one in rule.levels:
        if one.test is not None and one.test.holds(reading.truths):
            return _known(rule, one.level.value, one.level.meaning)
    return _unknown(rule, rule.score.items, reading)


def _reckoned(rule: ScoreRule, reading: Reading) -> ScoreResult:
    work_out = _FORMULAS.get(rule.score.id)
    value = work_out(reading.facts) if work_out is not None else None
    if value is None:
        return _unknown(rule, rule.score.items, reading)
    return _known(rule, round(value, 2), rule.score.note)


def _known(rule: ScoreRule, value: float, meaning: str) -> ScoreResult:
    return ScoreResult(rule.score.id, value, rule.score.maximum, meaning, ())


def _unknown(rule: ScoreRule, items: tuple[str, ...], reading: Reading) -> ScoreResult:
    missing = [
        OpenCheck(item, site)
        for item in items
        for site in rule.items[item].sites or (None,)
        if site not in reading.facts.get(item, {})
    ]
    return ScoreResult(rule.score.id, None, rule.score.maximum, "", tuple(missing))


def _ratio(over: str, under: str) -> Callable[[Facts], float | None]:
    def work_out(facts: Facts) -> float | None:
        top, bottom = number(facts, over), number(facts, under)
        return top / bottom if top is not None and bottom else None

    return work_out


def _difference(one: str, other: str) -> Callable[[Facts], float | None]:
    def work_out(facts: Facts) -> float | None:
        first, second = number(facts, one), number(facts, other)
        return first - second if first is not None and second is not None else None

    return work_out


def _thigh_asymmetry(facts: Facts) -> float | None:
    sides = [value for value in facts.get("pe_thigh_cm", {}).values() if isinstance(value, int | float)]
    return abs(sides[0] - sides[1]) if len(sides) > 1 else None


def _as_entered(item: str) -> Callable[[Facts], float | None]:
    return lambda facts: number(facts, item)


_FORMULAS: Mapping[str, Callable[[Facts], float | None]] = MappingProxyType(
    {
        "na_k_ratio": _ratio("lab_na", "lab_k"),
        "shock_index": _ratio("pe_hr", "pe_bp_sys"),
        "thigh_asymmetry": _thigh_asymmetry,
        "glucose_difference": _difference("lab_glucose", "lab_glucose_hind"),
        "dose_per_day": _as_entered("hx_metronidazole_mg_kg_day"),
        "seizure_count": _as_entered("hx_seizures_24h"),
        "tremor_rate": _as_entered("mov_frequency_hz"),
    }
)
