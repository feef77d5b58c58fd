"""The tests the recorded findings call for, ranked, each with its exact reasons."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from itertools import islice

from intake.knowledge.model import Caution, Knowledge, OrderRule, Workup
from intake.reasoning.assessment import Evidence, OpenCheck, Reason, SuggestedWorkup, Urgency
from intake.reasoning.costs import may_ask, open_checks
from intake.reasoning.matching import Compiler, Test, findings
from intake.reasoning.patterns import KeptPattern
from intake.reasoning.reasons import evidence_of, weighted_reason, with_finding, without_weight
from intake.reasoning.reckoning import Reckoning
from intake.reasoning.wants import (
    MDB,
    Cause,
    Part,
    WantRules,
    Wants,
    add_by_cause,
    add_by_finding,
    causes,
    total,
    wants_by_place,
)

_FOLD, _SECOND_IMAGE, _SAME_KIND = "method.md 9.5", "method.md 9.6", "method.md 9.6, same kind"
_UNEARNED = "u14"
_MOST_AGAINST = 3
_SCANS = frozenset({"ct", "mri"})
_ALIKE = frozenset({"blood", "other"})


@dataclass(frozen=True, slots=True)
class WorkupRules:
    """What ranks the tests once they are wanted."""

    wants: WantRules
    lists: Mapping[str, tuple[str, ...]]
    sore_spine: tuple[Test, ...]
    keys: Mapping[str, frozenset[int]]
    cautions: Mapping[str, tuple[tuple[Caution, Test], ...]]
    orders: tuple[tuple[OrderRule, Test | None], ...]


@dataclass(frozen=True, slots=True)
class Raised:
    """The urgency and the line that set it."""

    level: Urgency
    rule: str


@dataclass(frozen=True, slots=True)
class RankedTest:
    """A test in the list, with the parts of its score."""

    workup: Workup
    parts: tuple[Part, ...]

    @property
    def hundredths(self) -> int:
        """The test's score."""
        return sum(part.hundredths for part in self.parts)


def prepare_workups(knowledge: Knowledge, compiler: Compiler, wants: WantRules) -> WorkupRules:
    """The ranking rules of the knowledge, compiled."""
    names = {name.id: name.when for name in knowledge.names}
    lists = knowledge.method.lists
    states = {f"{rule.sign}.{rule.state}": rule.key for rule in wants.texts.signs.states}
    by_sign: dict[str, set[int]] = {}
    for rule in wants.texts.signs.states:
        by_sign.setdefault(rule.sign, set()).add(rule.key)
    keys = {
        "calm": frozenset({states["context.fear_or_cold"]}),
        "not_calm": frozenset(states[state] for state in lists["calm_spoilt_by"]),
        "beyond_first": frozenset(key for sign in lists["beyond_first_signs"] for key in by_sign[sign]),
    }
    cautions = {caution.id: (caution, compiler.compile(caution.when)) for caution in knowledge.cautions}
    return WorkupRules(
        wants=wants,
        lists=lists,
        sore_spine=tuple(compiler.compile(names[name]) for name in lists["spine_sore_names"]),
        keys=keys,
        cautions={workup.id: tuple(cautions[one] for one in workup.cautions) for workup in knowledge.workups},
        orders=tuple(
            (rule, compiler.compile(rule.when) if rule.when is not None else None) for rule in knowledge.order_rules
        ),
    )


def ranked_tests(rules: WorkupRules, case: Reckoning, raised: Raised) -> tuple[RankedTest, ...]:
    """The tests that pass the cut, best first."""
    found = causes(rules.wants, case)
    wants = wants_by_place(rules.wants, case)
    add_by_cause(rules.wants, case, found, wants)
    calm = _calm_pattern(rules, case, raised, found)
    if calm is None:
        add_by_finding(rules.wants, case, wants)
    _drop_spine_images(rules, case, wants)
    _fold_database(rules, found, wants)
    if calm is not None:
        wants = _calm_only(rules, calm, wants)
    _discount_second_scans(rules, wants)
    _discount_same_kind(rules, wants)
    wants = _nothing_beyond_first(rules, case, raised, found, wants)
    return _in_order(rules, wants)


def suggested(rules: WorkupRules, case: Reckoning, ranked: tuple[RankedTest, ...]) -> tuple[SuggestedWorkup, ...]:
    """The ranked tests as they are shown."""
    steps = _steps(ranked)
    order = _order_rules(rules, case, ranked)
    return tuple(_suggested(rules, case, one, steps[one.workup.id], order.get(one.workup.id, ())) for one in ranked)


def _calm_pattern(rules: WorkupRules, case: Reckoning, raised: Raised, found: tuple[Cause, ...]) -> KeptPattern | None:
    """The harmless pattern that explains everything, when nothing at all speaks against it."""
    truths = case.reading.truths.keys()
    if (
        not case.listed
        or case.listed[0].id not in rules.lists["calm_regions"]
        or raised.level not in ("routine", "soon")
    ):
        return None
    if rules.keys["calm"].isdisjoint(truths) or not rules.keys["not_calm"].isdisjoint(truths):
        return None
    if not found or found[0].kept.id not in rules.lists["calm_patterns"]:
        return None
    return found[0].kept


def _calm_only(rules: WorkupRules, calm: KeptPattern, wants: Wants) -> Wants:
    kept = {MDB, *(wish.workup for wish in calm.rule.pattern.workups)}
    return {test: parts for test, parts in wants.items() if test in kept and _is_first(rules, test)}


def _is_first(rules: WorkupRules, test: str) -> bool:
    return rules.wants.workups[test].level <= rules.wants.constants.calm_level_most


def _drop_spine_images(rules: WorkupRules, case: Reckoning, wants: Wants) -> None:
    if any(test.holds(case.reading.truths) for test in rules.sore_spine):
        return
    number = rules.wants.texts.places.number
    share = sum(case.stand.shares[number[region]] for region in rules.lists["cord_and_lumbosacral"])
    if share < rules.wants.constants.spine_images_share:
        for test in rules.lists["spine_images"]:
            wants.pop(test, None)


def _fold_database(rules: WorkupRules, found: tuple[Cause, ...], wants: Wants) -> None:
    """Put the parts of the minimum database into its one line."""
    parts = [test for test in rules.lists["mdb_parts"] if test in wants]
    if MDB not in wants and len(parts) < rules.wants.constants.mdb_parts_needed:
        return
    constants = rules.wants.constants
    best = [cause.kept.rule.pattern for cause in found[: int(constants.mdb_keeps_patterns)]]
    early = {wish.workup for pattern in best for wish in pattern.workups[: int(constants.mdb_keeps_places)]}
    for test in parts:
        if test not in early or test in rules.lists["mdb_parts_never_kept"]:
            folded = _folded(rules, test, wants.pop(test))
            if folded.hundredths:
                wants.setdefault(MDB, []).append(folded)


def _folded(rules: WorkupRules, test: str, parts: list[Part]) -> Part:
    def because(weight: int) -> Reason:
        return _part_reason(weight, (_FOLD, test), [part.because(part.hundredths) for part in parts])

    return Part(round(total(parts) * rules.wants.constants.mdb_part_share), because)


def _part_reason(weight: int, source: tuple[str, ...], reasons: list[Reason]) -> Reason:
    """A part that belongs to no finding; what it was made of stands beside it."""
    also: dict[Evidence, None] = {}
    for reason in reasons:
        if reason.item is not None and reason.value is not None:
            also[Evidence(reason.item, reason.site, reason.value)] = None
        also.update(dict.fromkeys(reason.also))
    return Reason(None, None, None, weight, source, tuple(also))


def _discount_second_scans(rules: WorkupRules, wants: Wants) -> None:
    seen: dict[str, str] = {}
    for test in _by_want(wants):
        kind, body = rules.wants.workups[test].kind, test.rsplit("_", 1)[-1]
        if kind not in _SCANS:
            continue
        if body in seen:
            _discount(rules, wants, test, (_SECOND_IMAGE, seen[body]))
        seen.setdefault(body, test)


def _discount_same_kind(rules: WorkupRules, wants: Wants) -> None:
    """A further blood test adds less than the first picture or tap, so the list does not open with five of a kind.

    The minimum database is many tests in one and keeps its want.
    """
    seen: dict[str, str] = {}
    for test in _by_want(wants):
        kind = rules.wants.workups[test].kind
        if kind in _ALIKE:
            if kind in seen and test != MDB:
                _discount(rules, wants, test, (_SAME_KIND, seen[kind]))
            seen.setdefault(kind, test)


def _discount(rules: WorkupRules, wants: Wants, test: str, source: tuple[str, ...]) -> None:
    less = round(total(wants[test]) * rules.wants.constants.alternative_factor) - total(wants[test])
    wants[test].append(Part(less, _discount_reason(source)))


def _discount_reason(source: tuple[str, ...]) -> Callable[[int], Reason]:
    return lambda weight: Reason(None, None, None, weight, source)


def _by_want(wants: Wants) -> list[str]:
    return sorted(wants, key=lambda test: (-total(wants[test]), test))


def _nothing_beyond_first(
    rules: WorkupRules, case: Reckoning, raised: Raised, found: tuple[Cause, ...], wants: Wants
) -> Wants:
    if raised.rule != _UNEARNED or not rules.keys["beyond_first"].isdisjoint(case.reading.truths):
        return wants
    named: set[str] = set()
    if found and found[0].value >= rules.wants.constants.beyond_first_pattern_value:
        named = {wish.workup for wish in found[0].kept.rule.pattern.workups}
    return {test: parts for test, parts in wants.items() if test in named or _is_first(rules, test)}


def _in_order(rules: WorkupRules, wants: Wants) -> tuple[RankedTest, ...]:
    cut = rules.wants.constants.cut_want * 100
    kept = [
        test
        for test in _by_want(wants)
        if total(wants[test]) > 0 and (_is_first(rules, test) or total(wants[test]) >= cut)
    ]
    first = [test for test in kept if _is_first(rules, test)]
    front = first[:1] + [
        test for test in first[1:2] if total(wants[test]) >= rules.wants.constants.second_first_want * 100
    ]
    ordered = front + [test for test in kept if test not in front]
    return tuple(RankedTest(rules.wants.workups[test], tuple(wants[test])) for test in ordered)


def _steps(ranked: tuple[RankedTest, ...]) -> dict[str, int]:
    def key(one: RankedTest) -> tuple[int, bool, int, str]:
        return one.workup.level, one.workup.kind == "csf", -one.hundredths, one.workup.id

    return {one.workup.id: step for step, one in enumerate(sorted(ranked, key=key), start=1)}


def _order_rules(rules: WorkupRules, case: Reckoning, ranked: tuple[RankedTest, ...]) -> dict[str, tuple[str, ...]]:
    listed = [one.workup.id for one in ranked]
    order: dict[str, tuple[str, ...]] = {}
    for rule, when in rules.orders:
        spoken_of = [test for test in listed if test in rule.workups]
        applies = when.holds(case.reading.truths) if when is not None else len(spoken_of) > 1
        if applies:
            order |= {test: (*order.get(test, ()), rule.id) for test in spoken_of}
    return order


def _suggested(
    rules: WorkupRules, case: Reckoning, one: RankedTest, step: int, order: tuple[str, ...]
) -> SuggestedWorkup:
    workup = one.workup
    reasons = [part.because(part.hundredths) for part in one.parts]
    because = tuple(reason for reason in reasons if reason.hundredths > 0)
    doubts = _unsaid(_speaks_against(rules, case, one), because)
    return SuggestedWorkup(
        id=workup.id,
        name=workup.name,
        group=workup.group,
        kind=workup.kind,
        tier=workup.tier,
        step=step,
        hundredths=one.hundredths,
        because=because,
        against=tuple(reason for reason in reasons if reason.hundredths < 0) + doubts,
        missing=_missing(rules, case, one),
        cautions=tuple(caution.says for caution, test in rules.cautions[workup.id] if test.holds(case.reading.truths)),
        order=order,
    )


def _best_part(one: RankedTest) -> Part:
    return max(one.parts, key=lambda part: part.hundredths)


def _speaks_against(rules: WorkupRules, case: Reckoning, one: RankedTest) -> tuple[Reason, ...]:
    """The findings that speak against what calls for the test most; they weigh nothing here."""
    part, reader = _best_part(one), rules.wants.texts.reader
    if part.place is not None:
        reasons = (reason for reason in reversed(case.reasons[part.place.id]) if reason.hundredths < 0)
        return without_weight(islice(with_finding(reasons), _MOST_AGAINST))
    if part.kept is None:
        return ()
    groups = [group for group in part.kept.groups if not group.is_for]
    found = [weighted_reason(findings(reader, case.reading, *group.tests), 0, group.source) for group in groups]
    return tuple(found)[:_MOST_AGAINST]


def _unsaid(doubts: Iterable[Reason], because: tuple[Reason, ...]) -> tuple[Reason, ...]:
    """The doubts without the findings that call for the same test: one finding is not shown on both sides."""
    said = set(evidence_of(because))
    left = []
    for doubt in doubts:
        kept = [evidence for evidence in evidence_of((doubt,)) if evidence not in said]
        if kept:
            first, *also = kept
            left.append(doubt._replace(item=first.item, site=first.site, value=first.value, also=tuple(also)))
    return tuple(left)


def _missing(rules: WorkupRules, case: Reckoning, one: RankedTest) -> tuple[OpenCheck, ...]:
    part = _best_part(one)
    if part.place is not None:
        return case.missing[part.place.id]
    return missing_of_pattern(rules.wants, case, part.kept) if part.kept is not None else ()


def missing_of_pattern(rules: WantRules, case: Reckoning, kept: KeptPattern) -> tuple[OpenCheck, ...]:
    """The open checks of a pattern's rows, strongest rows first."""
    checks = rules.texts.checks
    items = [item for item in kept.rule.items if may_ask(checks[item], case.reading, for_veterinarian=True)]
    return open_checks(checks, items, case.reading, int(rules.texts.constants.missing_most))
