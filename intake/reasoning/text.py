"""An assessment as a note to read; causes are named to a veterinarian only."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from intake.knowledge.model import Item, Knowledge
from intake.reasoning.assessment import (
    Assessment,
    ChangeIf,
    FiredFlag,
    MatchedPattern,
    NextCheck,
    Place,
    Reason,
    SuggestedWorkup,
)
from intake.reasoning.engine import Engine
from intake.reasoning.localisation import BODY
from intake.reasoning.words import (
    FIT_WORDS,
    SIDE_WORDS,
    TOO_LITTLE,
    URGENCY_WORDS,
    check_words,
    evidence_words,
    finding_words,
    open_words,
    reason_words,
)

DECIDES = "Findings and suggestions only. This note names no disease. A licensed vet decides."
DECIDES_VET = "Findings, patterns and suggestions, no diagnosis. A licensed vet decides."
NOT_EXAMINED = "The nervous system was not examined enough to say that it is not the cause."
_TIERS: Mapping[str, str] = {
    "first": "Routine first step",
    "matched": "Matches the findings",
    "specialist": "Only after the first steps",
}
_LEVELS: Mapping[str, str] = {"red": "Call the vet now", "amber": "Vet within the hour"}
_MOST_PLACES = 3
_MOST_TESTS = 8


@dataclass(frozen=True, slots=True)
class _Page:
    """What every section needs."""

    items: Mapping[str, Item]
    knowledge: Knowledge
    assessment: Assessment
    for_veterinarian: bool


def as_text(assessment: Assessment, engine: Engine, *, for_veterinarian: bool = False) -> str:
    """The note: flags, urgency, places, tests, next checks, cautions and scores, each with its reasons."""
    page = _Page(engine.items, engine.knowledge, assessment, for_veterinarian)
    lines = [
        *_urgency(page),
        *_section("Flags", (line for flag in assessment.red_flags for line in _flag(page, flag))),
        *_section("Where in the body", _places(page)),
        *_section("Workup to consider", _workups(page)),
        *_section("Next most useful check", _checks(page)),
        *_section("Take care", (f"- {trap.says}" for trap in assessment.traps)),
        *_section("Scores", _scores(page)),
    ]
    if for_veterinarian:
        lines += _section("Patterns, for your decision", _patterns(page))
    lines += ["", DECIDES_VET if for_veterinarian else DECIDES]
    return "\n".join(lines) + "\n"


def _section(title: str, lines: Iterable[str]) -> list[str]:
    found = list(lines)
    return ["", title.upper(), *found] if found else []


def _urgency(page: _Page) -> Iterator[str]:
    assessment = page.assessment
    rule = next(rule for rule in page.knowledge.urgency_rules if rule.id == assessment.urgency_rule)
    yield f"Urgency: {URGENCY_WORDS[assessment.urgency]}"
    yield f"  Line {rule.id}: {rule.says}"
    yield from _listed(page, "Because", assessment.urgency_because)
    yield from _joined("Routine needs these recorded normal", open_words(page.items, assessment.routine_needs))


def _flag(page: _Page, flag: FiredFlag) -> Iterator[str]:
    message = flag.message_vet if page.for_veterinarian else flag.message
    yield f"! {_LEVELS[flag.level]}: {message}"
    yield f"  First: {flag.first_action}"
    yield from _listed(page, "Because", flag.because)


def _places(page: _Page) -> Iterator[str]:
    assessment = page.assessment
    if not assessment.localisation:
        yield f"{TOO_LITTLE}: no recorded finding points to a place."
        return
    if not assessment.enough:
        yield f"{TOO_LITTLE}. The order below may still change much."
    for rank, place in enumerate(assessment.localisation[:_MOST_PLACES], start=1):
        yield f"{rank}. {', '.join(_place_words(page, place))}"
        if place.id == BODY and not assessment.enough:
            yield f"  {NOT_EXAMINED}"
        yield from _listed(page, "For", place.reasons_for)
        yield from _listed(page, "Against", place.reasons_against)
        yield from _joined("Not known", open_words(page.items, place.missing))
    rest = assessment.localisation[_MOST_PLACES:]
    yield from _joined("Also considered", [", ".join(_place_words(page, place)) for place in rest])


def _place_words(page: _Page, place: Place) -> Iterator[str]:
    yield place.name
    yield FIT_WORDS[place.fit] if page.assessment.enough else TOO_LITTLE.lower()
    if place.side != "none":
        yield SIDE_WORDS[place.side]
    yield from (form.label.lower() for form in page.knowledge.forms if form.id == place.form)
    if place.regions:
        names = {region.id: region.name for region in page.knowledge.regions}
        yield "together: " + " and ".join(names[region] for region in place.regions)


def _workups(page: _Page) -> Iterator[str]:
    names = {workup.id: workup.name for workup in page.knowledge.workups}
    for rank, workup in enumerate(page.assessment.workups, start=1):
        if rank == _MOST_TESTS + 1:
            yield "More:"
        yield f"{rank}. {workup.name} ({_TIERS[workup.tier]}; step {workup.step})"
        yield from _workup_details(page, workup)
        for change in workup.would_change:
            yield f"  {_change(page, change, names)}"


def _workup_details(page: _Page, workup: SuggestedWorkup) -> Iterator[str]:
    yield from _listed(page, "Because", workup.because)
    yield from _listed(page, "Against", workup.against)
    yield from _joined("Not known", open_words(page.items, workup.missing))
    yield from (f"  Care: {caution}" for caution in workup.cautions)


def _change(page: _Page, change: ChangeIf, names: Mapping[str, str]) -> str:
    answers = " and ".join(evidence_words(page.items, change.answers))
    effect = "drops out" if change.other is None else f"{change.effect} {names[change.other]}"
    return f"Would change: with {answers} it {effect}"


def _checks(page: _Page) -> Iterator[str]:
    if not page.assessment.next_checks:
        yield "Nothing that is still open would change the place much."
    for check in page.assessment.next_checks:
        yield f"- {check_words(page.items, check.item, check.site)}: {check.because}"
        yield from (f"    {line}" for line in _outcomes(page, check))


def _outcomes(page: _Page, check: NextCheck) -> Iterator[str]:
    for outcome in check.outcomes:
        yield f"{finding_words(page.items, check.item, outcome.site, outcome.value)}: {outcome.says}"


def _scores(page: _Page) -> Iterator[str]:
    names = {score.id: score.name for score in page.knowledge.scores}
    for score in page.assessment.scores:
        if score.value is not None:
            of = "" if score.max is None else f" of {score.max:g}"
            meaning = f": {score.meaning}" if score.meaning else ""
            yield f"- {names[score.id]} {score.value:g}{of}{meaning}"


def _patterns(page: _Page) -> Iterator[str]:
    if not page.assessment.patterns:
        yield "The recorded findings do not point to a pattern yet."
    for pattern in page.assessment.patterns:
        yield f"- Findings fit the pattern of {_pattern_words(pattern)}; for your decision"
        yield from _listed(page, "For", pattern.reasons_for)
        yield from _listed(page, "Against", pattern.reasons_against)
        yield from _joined("Not known", open_words(page.items, pattern.missing))


def _pattern_words(pattern: MatchedPattern) -> str:
    return f"{pattern.name} ({FIT_WORDS[pattern.fit].lower()}, {pattern.score:g})"


def _listed(page: _Page, title: str, reasons: Iterable[Reason]) -> Iterator[str]:
    yield from _joined(title, [_weighed(page, reason) for reason in reasons])


def _weighed(page: _Page, reason: Reason) -> str:
    words = reason_words(page.items, reason)
    return words if not reason.hundredths else f"{words} ({reason.weight:+.2f})"


def _joined(title: str, parts: Iterable[str]) -> Iterator[str]:
    found = list(dict.fromkeys(parts))
    if found:
        yield f"  {title}: {'; '.join(found)}"
