"""One case in, one assessment out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from intake.domain.cases import Case
from intake.knowledge.model import AnswerClass
from intake.reasoning.again import Again, Known, again
from intake.reasoning.assessment import Assessment, Evidence, FiredFlag, MatchedPattern, NextCheck, Place, Reason
from intake.reasoning.classes import classes_in, noted_signs
from intake.reasoning.engine import Engine, Rules
from intake.reasoning.facts import Recorded, facts_from, neurological_checks, recorded, without_item
from intake.reasoning.gates import settled
from intake.reasoning.localisation import BODY, ranking, standing
from intake.reasoning.matching import Facts, FactSite, answers_of, findings, read
from intake.reasoning.next_check import ValuedCheck, best_checks, shown_checks
from intake.reasoning.patterns import GroupMatch, KeptPattern, evidence_for_places, matched_patterns
from intake.reasoning.places import places, with_pages
from intake.reasoning.reasons import weighted_reason
from intake.reasoning.reckoning import Reckoning
from intake.reasoning.red_flags import fired_flag, firing
from intake.reasoning.scores import score_results
from intake.reasoning.signs import states_of
from intake.reasoning.traps import capped_places, shown_traps, threatening
from intake.reasoning.urgency import Looked, routine_needs, urgency_of
from intake.reasoning.workups import Raised, missing_of_pattern, ranked_tests, suggested
from intake.reasoning.would_change import Doubt, Ranked, changes, with_changes


def assess(engine: Engine, case: Case, *, for_veterinarian: bool = False) -> Assessment:
    """Everything the engine says of a case; for a vet also the next checks that only a vet does."""
    told = recorded(engine.rules.facts, case)
    reckoned = reckon(engine.rules, told)
    most = int(engine.rules.constants.change_checks)
    checks = best_checks(engine.rules.next, told, reckoned, most, for_veterinarian=for_veterinarian)
    core = _assessment(engine, reckoned)
    shown = shown_checks(engine.rules.next, reckoned, checks, for_veterinarian=for_veterinarian)
    return _with_would_change(engine, told, replace(core, next_checks=shown), checks)


def assess_core(engine: Engine, case: Case) -> Assessment:
    """Flags, urgency, signs, places, patterns, tests, traps and scores: what is worked out after every answer."""
    return _assessment(engine, reckon(engine.rules, recorded(engine.rules.facts, case)))


def next_checks(engine: Engine, case: Case, *, for_veterinarian: bool = False) -> tuple[NextCheck, ...]:
    """The open checks most worth doing next; those only a vet does when a vet asks."""
    told = recorded(engine.rules.facts, case)
    reckoned = reckon(engine.rules, told)
    most = int(engine.rules.constants.change_checks)
    checks = best_checks(engine.rules.next, told, reckoned, most, for_veterinarian=for_veterinarian)
    return shown_checks(engine.rules.next, reckoned, checks, for_veterinarian=for_veterinarian)


def with_would_change(engine: Engine, case: Case, core: Assessment) -> Assessment:
    """The same assessment with the open answers that would move each test."""
    told = recorded(engine.rules.facts, case)
    most = int(engine.rules.constants.change_checks)
    checks = best_checks(engine.rules.next, told, reckon(engine.rules, told), most, for_veterinarian=False)
    return _with_would_change(engine, told, core, checks)


def if_this_were_wrong(engine: Engine, case: Case) -> dict[str, Ranked]:
    """For each recorded item whose removal changes the list of tests: the list without it, best first."""
    now, doubts = doubted(engine, case)
    return {doubt.item: doubt.then.workups for doubt in doubts if doubt.then.workups != now.workups}


def doubted(engine: Engine, case: Case) -> tuple[Again, tuple[Doubt, ...]]:
    """What is listed, and what would be without each recorded item that changes places or tests."""
    told = recorded(engine.rules.facts, case)
    known = _known(engine.rules, told)
    now = again(engine.rules.again, known, told)
    without = ((item, again(engine.rules.again, known, without_item(told, item))) for item in told.values)
    return now, tuple(Doubt(item, _answers(known, item), then) for item, then in without if then != now)


def _answers(known: Known, item: str) -> tuple[Evidence, ...]:
    reading = known.case.reading
    return tuple(Evidence(*answer) for answer in answers_of(reading, item) if item not in reading.derived)


def facts_of(engine: Engine, case: Case) -> Facts:
    """Item -> {side: value} as the rules read it: recorded values, twins dropped, derived items added."""
    return facts_from(engine.rules.facts, recorded(engine.rules.facts, case))[0]


def classes(engine: Engine, case: Case) -> Mapping[tuple[str, FactSite], AnswerClass]:
    """The class of every recorded answer, numbers by their band."""
    return classes_in(engine.rules.classes, read(engine.rules.reader, facts_of(engine, case)))


def red_flags(engine: Engine, case: Case) -> tuple[FiredFlag, ...]:
    """The flags that fire, and nothing else: for records that are only looked through."""
    reading = read(engine.rules.reader, *facts_from(engine.rules.facts, recorded(engine.rules.facts, case)))
    return tuple(fired_flag(flag, engine.rules.reader, reading) for flag in firing(engine.rules.flags, reading))


def gates_settled(engine: Engine, case: Case) -> frozenset[str]:
    """The safety rules whose question what is recorded already answers with "safe"."""
    return settled(engine.rules.gates, read(engine.rules.reader, facts_of(engine, case)))


def reckon(rules: Rules, told: Recorded) -> Reckoning:
    """What the rules find: facts, signs, patterns, traps and ranked places."""
    facts, derived = facts_from(rules.facts, told)
    reading = read(rules.reader, facts, derived)
    states = states_of(rules.texts.signs, reading)
    kept = matched_patterns(rules.patterns, rules.constants, reading)
    parts = evidence_for_places(kept, rules.constants)
    stand = standing(rules.texts.places, rules.texts.signs, states, parts, rules.constants.share_factor)
    threats = threatening(rules.traps, reading)
    listed = ranking(rules.texts.places, stand, rules.constants, capped_places(threats))
    return Reckoning(reading, states, kept, stand, threats, listed)


def _known(rules: Rules, told: Recorded) -> Known:
    case = reckon(rules, told)
    return Known(told, case, firing(rules.flags, case.reading), noted_signs(rules.classes, case.reading))


def _assessment(engine: Engine, bare: Reckoning) -> Assessment:
    rules = engine.rules
    case = with_pages(rules.texts, bare)
    flags = firing(rules.flags, case.reading)
    noted = noted_signs(rules.classes, case.reading)
    looked = Looked(rules.urgency, case, flags, noted)
    line = urgency_of(looked)
    ranked = ranked_tests(rules.workups, case, Raised(line.level, line.rule))
    listed = places(rules.texts, case)
    return Assessment(
        knowledge_version=engine.knowledge.version,
        knowledge_digest=engine.knowledge.digest,
        enough=_is_enough(rules, case.reading.facts, listed),
        urgency=line.level,
        urgency_rule=line.rule,
        urgency_because=line.because(),
        red_flags=tuple(fired_flag(flag, rules.reader, case.reading) for flag in flags),
        signs=noted,
        localisation=listed,
        patterns=tuple(_pattern(rules, case, kept) for kept in case.kept),
        workups=suggested(rules.workups, case, ranked),
        traps=shown_traps(case.threats, rules.reader, case.reading),
        scores=score_results(rules.scores, case.reading),
        routine_needs=routine_needs(looked, line),
    )


def _is_enough(rules: Rules, facts: Facts, listed: tuple[Place, ...]) -> bool:
    checks = neurological_checks(rules.facts, facts)
    if checks < rules.constants.enough_checks:
        return False
    if not listed or listed[0].id != BODY:
        return True
    # "Not the nervous system" is a claim about the nervous system: placing has to be among the checks.
    placing = [item for item in rules.facts.placing if item in facts]
    return bool(placing) and checks - len(placing) >= rules.constants.enough_others_beside_placing


def _pattern(rules: Rules, case: Reckoning, kept: KeptPattern) -> MatchedPattern:
    reasons = [_group_reason(rules, case, group) for group in kept.groups]
    return MatchedPattern(
        id=kept.id,
        name=kept.rule.pattern.name,
        fit=kept.fit,
        score=kept.hundredths / 100,
        urgency=kept.rule.pattern.urgency,
        reasons_for=tuple(reason for reason in reasons if reason.hundredths > 0),
        reasons_against=tuple(reason for reason in reasons if reason.hundredths < 0),
        missing=missing_of_pattern(rules.workups.wants, case, kept),
    )


def _group_reason(rules: Rules, case: Reckoning, group: GroupMatch) -> Reason:
    found = findings(rules.reader, case.reading, *group.tests)
    return weighted_reason(found, group.hundredths, group.source)


def _with_would_change(engine: Engine, told: Recorded, core: Assessment, checks: tuple[ValuedCheck, ...]) -> Assessment:
    now = tuple(workup.id for workup in core.workups)
    known = _known(engine.rules, told)

    def rank(answered: Recorded) -> Ranked:
        return again(engine.rules.again, known, answered).workups

    found = changes(told, now, checks, rank, engine.rules.constants)
    return replace(core, workups=with_changes(core.workups, found))
