"""Patterns of findings, ranked; what they name is for a signed-in vet only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby

from intake.knowledge.model import FindingRow, Knowledge, Pattern
from intake.reasoning.assessment import Fit
from intake.reasoning.constants import Constants, hundredths
from intake.reasoning.matching import Compiler, Reading, Test, Truths, any_needs


@dataclass(frozen=True, slots=True)
class RowRule:
    """One row: its first match counts `weight` (hundredths), each further one a part of it."""

    strength: str
    is_for: bool
    weight: int
    alternatives: tuple[Test, ...]
    source: tuple[str, ...]
    needs: frozenset[int]


@dataclass(frozen=True, slots=True)
class PatternRule:
    """A pattern with its rows, those of one strength and direction side by side."""

    pattern: Pattern
    rows: tuple[RowRule, ...]
    items: tuple[str, ...]
    needs: frozenset[int]


@dataclass(frozen=True, slots=True)
class GroupMatch:
    """The matching alternatives of all rows of one strength and direction, and what they count."""

    strength: str
    is_for: bool
    hundredths: int
    tests: tuple[Test, ...]
    source: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class KeptPattern:
    """A pattern worth showing."""

    rule: PatternRule
    hundredths: int
    has_strong: bool
    fit: Fit
    groups: tuple[GroupMatch, ...]

    @property
    def id(self) -> str:
        """The pattern's key."""
        return self.rule.pattern.id


_STRONG = frozenset({"pathognomonic", "strong"})


def prepare_patterns(knowledge: Knowledge, compiler: Compiler) -> tuple[PatternRule, ...]:
    """The patterns with compiled rows."""
    strengths = knowledge.method.strengths
    return tuple(_pattern_rule(pattern, strengths, compiler) for pattern in knowledge.patterns)


def matched_patterns(rules: tuple[PatternRule, ...], constants: Constants, reading: Reading) -> tuple[KeptPattern, ...]:
    """The patterns that are kept, best first."""
    kept = [match for rule in rules if (match := _matched(rule, constants, reading))]
    return tuple(sorted(kept, key=lambda match: (-match.hundredths, match.id)))


def evidence_for_places(kept: tuple[KeptPattern, ...], constants: Constants) -> dict[str, tuple[int, KeptPattern]]:
    """What the best patterns add to their usual regions; a region takes the largest, not the sum."""
    parts: dict[str, tuple[int, KeptPattern]] = {}
    speaking = [match for match in kept if match.has_strong and match.hundredths >= constants.pattern_part_score * 100]
    for match in speaking[: int(constants.pattern_part_best)]:
        part = min(constants.pattern_part_most, match.hundredths / 100 / constants.pattern_part_divisor)
        for region in match.rule.pattern.regions:
            if hundredths(part) > parts.get(region, (0, match))[0]:
                parts[region] = (hundredths(part), match)
    return parts


def _pattern_rule(pattern: Pattern, strengths: Mapping[str, int], compiler: Compiler) -> PatternRule:
    rows = [_row_rule(pattern, row, strengths, compiler) for row in pattern.rows if row.alternatives]
    # Rows of one strength and direction are shown as one reason.
    rows.sort(key=lambda row: (not row.is_for, -abs(row.weight)))
    items = {item: None for row in rows if row.is_for for test in row.alternatives for item in sorted(test.items)}
    return PatternRule(pattern, tuple(rows), tuple(items), any_needs(row.needs for row in rows if row.is_for))


def _row_rule(pattern: Pattern, row: FindingRow, strengths: Mapping[str, int], compiler: Compiler) -> RowRule:
    is_for = row.direction == "+"
    weight = strengths[row.strength] * (100 if is_for else -100)
    tests = tuple(compiler.compile(alternative) for alternative in row.alternatives)
    return RowRule(
        row.strength, is_for, weight, tests, row.source or pattern.source, any_needs(test.needs for test in tests)
    )


def _matched(rule: PatternRule, constants: Constants, reading: Reading) -> KeptPattern | None:
    hits = _hits(rule, reading.truths)
    score = sum(_row_score(row, len(tests), constants) for row, tests in hits)
    strong = any(row.is_for and row.strength in _STRONG for row, _ in hits)
    moderate = sum(len(tests) for row, tests in hits if row.is_for and row.strength == "moderate")
    if score <= 0 or not (strong or moderate >= constants.pattern_moderate_matches):
        return None
    return KeptPattern(rule, score, strong, _fit(score / 100, constants), _groups(hits, constants))


def _hits(rule: PatternRule, truths: Truths) -> list[tuple[RowRule, tuple[Test, ...]]]:
    true = truths.keys()
    if rule.needs and true.isdisjoint(rule.needs):
        return []
    hits = []
    for row in rule.rows:
        if not row.needs or not true.isdisjoint(row.needs):
            tests = [test for test in row.alternatives if test.holds(truths)]
            if tests:
                hits.append((row, tuple(tests)))
    return hits


def _row_score(row: RowRule, matches: int, constants: Constants) -> int:
    further = min(matches, int(constants.pattern_alternatives_most)) - 1
    return round(row.weight * (1 + constants.pattern_further_share * further))


def _groups(hits: list[tuple[RowRule, tuple[Test, ...]]], constants: Constants) -> tuple[GroupMatch, ...]:
    groups = []
    for (is_for, strength), members in groupby(hits, key=lambda hit: (hit[0].is_for, hit[0].strength)):
        rows = list(members)
        total = sum(_row_score(row, len(tests), constants) for row, tests in rows)
        tests = tuple(test for _, found in rows for test in found)
        source = tuple(dict.fromkeys(code for row, _ in rows for code in row.source))
        groups.append(GroupMatch(strength, is_for, total, tests, source))
    return tuple(groups)


def _fit(score: float, constants: Constants) -> Fit:
    if score >= constants.pattern_fit_strong:
        return "strong"
    if score >= constants.pattern_fit_good:
        return "good"
    return "possible" if score >= constants.pattern_fit_possible else "weak"
