"""The listed places with their reasons, side and what is still missing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import TypeAlias

from intake.knowledge.model import Knowledge
from intake.reasoning.assessment import Evidence, OpenCheck, Place, Reason, Side
from intake.reasoning.constants import Constants
from intake.reasoning.costs import CheckRule, may_ask, open_checks
from intake.reasoning.localisation import MULTIFOCAL, Listed, PlaceRules, Standing, named_places
from intake.reasoning.matching import Compiler, Reader, Reading, answers_of, findings
from intake.reasoning.reasons import weighted_reason
from intake.reasoning.reckoning import Reckoning
from intake.reasoning.sides import SideRules, Voice, side_of, voices_in
from intake.reasoning.signs import SignRules, StateRule

Said: TypeAlias = Sequence[tuple[tuple[int, ...], Reason]]
"""The signs of a dog with their weights by profile, each as a reason without weight."""

Voices: TypeAlias = Sequence[tuple[tuple[int, ...], tuple[Voice, ...]]]
"""The signs of a dog with their weights by profile, each with what its findings say of the sides."""

START, PATTERN, COST = "start", "pattern", "multifocal_cost"


@dataclass(frozen=True, slots=True)
class PlaceTexts:
    """What the page of a place needs beside the scores."""

    places: PlaceRules
    signs: SignRules
    checks: Mapping[str, CheckRule]
    reader: Reader
    always: Mapping[str, frozenset[str]]
    sides: SideRules
    cheapest: tuple[tuple[CheckRule, ...], ...]
    widest: tuple[tuple[int, ...], ...]
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


def prepare_cheapest(
    signs: SignRules, checks: Mapping[str, CheckRule], reader: Reader
) -> tuple[tuple[CheckRule, ...], ...]:
    """For each sign the checks it reads, the cheapest first."""
    return tuple(
        tuple(sorted((checks[item] for item in items), key=lambda rule: (rule.cost, reader.ranks[rule.item.id][0])))
        for items in signs.items
    )


def prepare_widest(signs: SignRules) -> tuple[tuple[int, ...], ...]:
    """For each profile the signs, the one that can change its score most first."""
    return tuple(tuple(sorted(range(len(spread)), key=lambda sign: -spread[sign])) for spread in signs.spread)


def with_pages(texts: PlaceTexts, case: Reckoning) -> Reckoning:
    """The same case with what the pages of its places need, looked up once."""
    found = {state.key: findings(texts.reader, case.reading, state.test) for state in case.stand.states}
    said = [(state.weights, _weightless(state, found[state.key])) for state in case.stand.states]
    cheapest = _cheapest_open(texts, case)
    return replace(
        case,
        found=found,
        reasons={one.id: _reasons(texts, case.stand, said, one) for one in case.listed},
        missing={one.id: _missing(texts, case.reading, cheapest, one) for one in case.listed},
    )


def places(texts: PlaceTexts, case: Reckoning) -> tuple[Place, ...]:
    """The listed regions as they are shown, best first."""
    voices = [(state.weights, voices_in(texts.sides, case.found[state.key])) for state in case.stand.states]
    anyway = voices_in(texts.sides, _side_only(texts.sides, case.reading))
    sides = {one.id: _side(texts, voices, anyway, one) for one in case.listed}
    return tuple(_place(texts, case, one, sides[one.id]) for one in case.listed)


def _side(texts: PlaceTexts, voices: Voices, anyway: tuple[Voice, ...], one: Listed) -> Side:
    """What the findings that count for a place say together of its side."""
    speaking = [said for weights, said in voices if weights[one.profile] > 0]
    return side_of(texts.sides, one.id, chain(*speaking, anyway))


def _weightless(state: StateRule, found: tuple[Evidence, ...]) -> Reason:
    """A sign as a reason, with the findings that put it in its state."""
    return weighted_reason(found, 0, state.source, state.sign, state.state)


def _reasons(texts: PlaceTexts, stand: Standing, said: Said, one: Listed) -> tuple[Reason, ...]:
    """Every part of a place's score, largest first; the parts without a finding last among equals."""
    profile = one.profile
    reasons = [
        Reason(item, site, value, weights[profile], source, also, sign, state)
        for weights, (item, site, value, _, source, also, sign, state) in said
        if weights[profile]
    ]
    reasons += [part for part in _parts_without_finding(texts, stand, one) if part.hundredths]
    reasons.sort(key=lambda reason: -reason.hundredths)
    return tuple(reasons)


def _missing(texts: PlaceTexts, reading: Reading, cheapest: Mapping[int, str], one: Listed) -> tuple[OpenCheck, ...]:
    """The open checks that could change a place most, the cheapest of each sign without a state."""
    always = texts.always[one.id]
    wanted = [cheapest[sign] for sign in texts.widest[one.profile] if sign in cheapest]
    first = [item for item in wanted if item in always]
    return open_checks(texts.checks, (*first, *wanted), reading, int(texts.constants.missing_most))


def _cheapest_open(texts: PlaceTexts, case: Reckoning) -> dict[int, str]:
    """The cheapest check that may be asked, by sign without a state."""
    cheapest: dict[int, str] = {}
    for sign, state in enumerate(case.states):
        for rule in texts.cheapest[sign] if state is None else ():
            if may_ask(rule, case.reading, for_veterinarian=True):
                cheapest[sign] = rule.item.id
                break
    return cheapest


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


def _place(texts: PlaceTexts, case: Reckoning, one: Listed, side: Side) -> Place:
    reasons = case.reasons[one.id]
    reasons_for = tuple([reason for reason in reasons if reason.hundredths > 0])
    return Place(
        id=one.id,
        name=texts.places.regions[one.number].name,
        side=side,
        fit=one.fit,
        hundredths=one.hundredths,
        reasons_for=reasons_for,
        reasons_against=tuple(reason for reason in reversed(reasons) if reason.hundredths < 0),
        missing=case.missing[one.id],
        regions=named_places(texts.places, case.stand, case.listed, texts.constants.multifocal_names_most)
        if one.id == MULTIFOCAL
        else (),
        form=texts.signs.profiles[one.profile].form,
    )


def _side_only(sides: SideRules, reading: Reading) -> tuple[Evidence, ...]:
    return tuple(Evidence(*answer) for item in sides.asked_anyway for answer in answers_of(reading, item))
