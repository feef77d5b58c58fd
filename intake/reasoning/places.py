"""The listed places with their reasons, side and what is still missing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from intake.knowledge.model import AnswerClass, Knowledge
from intake.reasoning.assessment import Evidence, OpenCheck, Place, Reason
from intake.reasoning.constants import Constants
from intake.reasoning.costs import CheckRule, may_ask, open_checks
from intake.reasoning.localisation import MULTIFOCAL, Listed, PlaceRules, Standing, named_places
from intake.reasoning.matching import Compiler, Reader, Reading, answers_of, findings
from intake.reasoning.reasons import evidence_of, weighted_reason
from intake.reasoning.reckoning import Reckoning
from intake.reasoning.sides import SIDE_ONLY, side_of
from intake.reasoning.signs import SignRules, StateRule

START, PATTERN, COST = "start", "pattern", "multifocal_cost"


@dataclass(frozen=True, slots=True)
class PlaceTexts:
    """What the page of a place needs beside the scores."""

    places: PlaceRules
    signs: SignRules
    checks: Mapping[str, CheckRule]
    reader: Reader
    always: Mapping[str, frozenset[str]]
    severity: Mapping[tuple[str, str], int]
    constants: Constants


def prepare_always(knowledge: Knowledge, compiler: Compiler) -> dict[str, frozenset[str]]:
    """The items of every region's `always` rows."""
    return {
        region.id: frozenset(
            item
            for row in region.rows
            if row.strength == "always"
            for alternative in row.alternatives
            for item in compiler.compile(alternative).items
        )
        for region in knowledge.regions
    }


def prepare_severity(knowledge: Knowledge) -> dict[tuple[str, str], int]:
    """How bad a value is: its place in the item's own order, which runs from normal to worst; normal has none."""
    return {
        (item.id, option.value): rank
        for item in knowledge.items
        for rank, option in enumerate(item.options, start=1)
        if option.cls is not AnswerClass.NORMAL
    }


def with_pages(texts: PlaceTexts, case: Reckoning) -> Reckoning:
    """The same case with what every page of it needs, looked up once."""
    signs = zip(texts.signs.items, case.states, strict=True)
    return replace(
        case,
        cheapest=tuple(_cheapest_open(texts, items, case.reading) if state is None else None for items, state in signs),
        found={state.key: findings(texts.reader, case.reading, state.test) for state in case.stand.states},
    )


def places(texts: PlaceTexts, case: Reckoning) -> tuple[Place, ...]:
    """The listed regions as they are shown, best first."""
    return tuple(_place(texts, case, one) for one in case.listed)


def place_reasons(texts: PlaceTexts, case: Reckoning, one: Listed) -> list[Reason]:
    """Every part of a place's score, largest first; the parts without a finding last among equals."""
    reasons = [state_reason(case, state, one.profile) for state in case.stand.states]
    reasons += _parts_without_finding(texts, case.stand, one)
    reasons.sort(key=lambda reason: -reason.hundredths)
    return [reason for reason in reasons if reason.hundredths]


def state_reason(case: Reckoning, state: StateRule, profile: int) -> Reason:
    """A sign's weight for a place, with the findings that put the sign in its state."""
    return weighted_reason(case.found[state.key], state.weights[profile], state.source, state.sign, state.state)


def missing_of(texts: PlaceTexts, case: Reckoning, one: Listed) -> tuple[OpenCheck, ...]:
    """The open checks that could change a place most, the cheapest of each sign without a state."""
    always, spread = texts.always[one.id], texts.signs.spread[one.profile]
    wanted = [(item not in always, -span, item) for item, span in zip(case.cheapest, spread, strict=True) if item]
    wanted.sort(key=lambda want: want[:2])
    return open_checks(texts.checks, (item for *_, item in wanted), case.reading, int(texts.constants.missing_most))


def _cheapest_open(texts: PlaceTexts, items: frozenset[str], reading: Reading) -> str | None:
    rules = [texts.checks[item] for item in items]
    asked = [rule for rule in rules if may_ask(rule, reading, for_veterinarian=True)]
    order = texts.reader.ranks
    best = min(asked, key=lambda rule: (rule.cost, order[rule.item.id][0]), default=None)
    return None if best is None else best.item.id


def _parts_without_finding(texts: PlaceTexts, stand: Standing, one: Listed) -> list[Reason]:
    region = texts.places.regions[one.number]
    start = texts.signs.profiles[one.profile].start
    parts = [Reason(None, None, None, start, ("signs.md (d)",), (), START)]
    if region.cost:
        parts.append(Reason(None, None, None, region.cost, ("signs.md (e)",), (), COST))
    if one.id in stand.parts:
        part, match = stand.parts[one.id]
        source = (match.id, *match.rule.pattern.source)
        parts.append(Reason(None, None, None, part, source, (), PATTERN))
    return parts


def _place(texts: PlaceTexts, case: Reckoning, one: Listed) -> Place:
    reasons = place_reasons(texts, case, one)
    reasons_for = tuple(reason for reason in reasons if reason.hundredths > 0)
    voters = (*evidence_of(reasons_for), *_side_only(case.reading))
    return Place(
        id=one.id,
        name=texts.places.regions[one.number].name,
        side=side_of(one.id, voters, texts.severity),
        fit=one.fit,
        hundredths=one.hundredths,
        reasons_for=reasons_for,
        reasons_against=tuple(reason for reason in reversed(reasons) if reason.hundredths < 0),
        missing=missing_of(texts, case, one),
        regions=named_places(texts.places, case.stand, case.listed, texts.constants.multifocal_names_most)
        if one.id == MULTIFOCAL
        else (),
        form=texts.signs.profiles[one.profile].form,
    )


def _side_only(reading: Reading) -> tuple[Evidence, ...]:
    return tuple(Evidence(*answer) for item in SIDE_ONLY for answer in answers_of(reading, item))
