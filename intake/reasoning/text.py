"""An assessment as a note to read; causes are named to a veterinarian only."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from intake.domain.visits import URGENCY_WORDS
from intake.knowledge.model import Item, Knowledge, Workup
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
from intake.reasoning.reasons import with_finding
from intake.reasoning.tiers import tier_words
from intake.reasoning.words import (
    FIT_WORDS,
    LEVEL_WORDS,
    NOT_EXAMINED,
    SIDE_WORDS,
    TOO_LITTLE,
    TOO_LITTLE_FIT,
    check_words,
    evidence_words,
    finding_words,
    findings_words,
    names_of_places,
    number_words,
    open_words,
    place_counts_words,
    reason_words,
    trap_words,
    with_plain_places,
)

DECIDES = "Findings and suggestions only. This note names no disease. A licensed vet decides."
DECIDES_VET = "Findings, patterns and suggestions, no diagnosis. A licensed vet decides."
_MOST_PLACES = 3
_SAME_AGAIN = "the same findings again"


@dataclass(frozen=True, slots=True)
class _Page:
    """What every section needs."""

    items: Mapping[str, Item]
    knowledge: Knowledge
    assessment: Assessment
    for_veterinarian: bool
    places: Mapping[str, str]
    workups: Mapping[str, Workup]


def as_text(assessment: Assessment, engine: Engine, *, for_veterinarian: bool = False) -> str:
    """The note: flags, urgency, places, tests, next checks, cautions and scores, each with its reasons."""
    knowledge = engine.knowledge
    workups = {workup.id: workup for workup in knowledge.workups}
    names = names_of_places(knowledge.regions)
    page = _Page(engine.items, knowledge, assessment, for_veterinarian, names, workups)
    lines = [
        *_urgency(page),
        *_section("Flags", (line for flag in assessment.red_flags for line in _flag(page, flag))),
        *_section("Where in the body", _places(page)),
        *_section("Workup to consider", _workups(page)),
        *_section("Next most useful check", _checks(page)),
        *_section("Take care", _cares(page)),
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
    yield f"! {LEVEL_WORDS[flag.level]}: {message}"
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
        yield f"{rank}. {', '.join(_place_words(page, place))} ({place_counts_words(place)})"
        if place.id == BODY and not assessment.enough:
            yield f"  {NOT_EXAMINED}"
        yield from _listed(page, "For", place.reasons_for)
        yield from _listed(page, "Against", place.reasons_against)
        yield from _joined("Not known", open_words(page.items, place.missing))
    rest = assessment.localisation[_MOST_PLACES:]
    yield from _joined("Also considered", [", ".join(_place_words(page, place)) for place in rest])


def _place_words(page: _Page, place: Place) -> Iterator[str]:
    yield page.places.get(place.id, place.name)
    yield FIT_WORDS[place.fit] if page.assessment.enough else TOO_LITTLE_FIT.lower()
    if place.side != "none":
        yield SIDE_WORDS[place.side]
    yield from (form.label.lower() for form in page.knowledge.forms if form.id == place.form)
    if place.regions:
        yield "together: " + " and ".join(page.places[region] for region in place.regions)


def _workups(page: _Page) -> Iterator[str]:
    most = int(page.knowledge.method.numbers["shown_most"])
    for rank, workup in enumerate(page.assessment.workups, start=1):
        if rank == most + 1:
            yield "More:"
        yield f"{rank}. {workup.name} ({tier_words(page.knowledge, page.assessment, workup)}; step {workup.step})"
        yield from _workup_details(page, workup)
        for change in workup.would_change:
            yield f"  {_change(page, change)}"


def _workup_details(page: _Page, workup: SuggestedWorkup) -> Iterator[str]:
    yield from _listed(page, "Because", workup.because)
    yield from _listed(page, "Against", workup.against)
    yield from _joined("Not known", open_words(page.items, workup.missing))
    yield from (f"  Care: {caution}" for caution in workup.cautions)
    about = page.workups.get(workup.id) if page.for_veterinarian else None
    if about is not None:
        yield from _joined("Shows", [about.shows])
        yield from _joined("Not useful when", [about.not_useful_when])


def _change(page: _Page, change: ChangeIf) -> str:
    answers = " and ".join(evidence_words(page.items, change.answers))
    effect = "drops out" if change.other is None else f"{change.effect} {page.workups[change.other].name}"
    return f"Would change: with {answers} it {effect}"


def _checks(page: _Page) -> Iterator[str]:
    if not page.assessment.next_checks:
        yield "Nothing that is still open would change the place much."
    for check in page.assessment.next_checks:
        because = with_plain_places(page.knowledge.regions, check.because)
        yield f"- {check_words(page.items, check.item, _sites(check.site))}: {because}"
        yield from (f"    {line}" for line in _outcomes(page, check))


def _outcomes(page: _Page, check: NextCheck) -> Iterator[str]:
    for outcome in check.outcomes:
        said = finding_words(page.items, check.item, outcome.value, _sites(outcome.site))
        yield f"{said}: {with_plain_places(page.knowledge.regions, outcome.says)}"


def _sites(site: str | None) -> tuple[str, ...]:
    return () if site is None else (site,)


def _cares(page: _Page) -> Iterator[str]:
    happens = {trap.id: trap.happens for trap in page.knowledge.traps}
    for trap in page.assessment.traps:
        yield f"- {trap_words(trap)}"
        if page.for_veterinarian:
            yield from _joined("What happens", [happens.get(trap.id, "")])


def _scores(page: _Page) -> Iterator[str]:
    names = {score.id: score.name for score in page.knowledge.scores}
    for score in page.assessment.scores:
        if score.value is not None:
            of = "" if score.max is None else f" of {number_words(score.max)}"
            meaning = f": {score.meaning}" if score.meaning else ""
            yield f"- {names[score.id]} {number_words(round(score.value, 2))}{of}{meaning}"


def _patterns(page: _Page) -> Iterator[str]:
    if not page.assessment.patterns:
        yield "The recorded findings do not point to a pattern yet."
    for pattern in page.assessment.patterns:
        yield f"- Findings fit the pattern of {_pattern_words(pattern)}; for your decision"
        yield from _listed(page, "For", pattern.reasons_for)
        yield from _listed(page, "Against", pattern.reasons_against)
        yield from _joined("Not known", open_words(page.items, pattern.missing))


def _pattern_words(pattern: MatchedPattern) -> str:
    return f"{pattern.name} ({FIT_WORDS[pattern.fit].lower()}, {number_words(pattern.score)})"


def _listed(page: _Page, title: str, reasons: Iterable[Reason]) -> Iterator[str]:
    """The findings behind a statement, each once; what they counted is for a vet."""
    if page.for_veterinarian:
        yield from _joined(title, _weighed(page, reasons))
    else:
        yield from _joined(title, findings_words(page.items, with_finding(reasons)))


def _weighed(page: _Page, reasons: Iterable[Reason]) -> Iterator[str]:
    """Each reason with the findings not named yet and its weight; the weight of those named before comes last."""
    said: set[str] = set()
    again = 0
    for reason in reasons:
        words = findings_words(page.items, (reason,)) or [reason_words(page.items, reason)]
        new = [one for one in words if one not in said]
        said.update(new)
        if new:
            yield " and ".join(new) + _weight_words(reason.hundredths)
        else:
            again += reason.hundredths
    if again:
        yield _SAME_AGAIN + _weight_words(again)


def _weight_words(hundredths: int) -> str:
    return f" ({hundredths / 100:+.2f})" if hundredths else ""


def _joined(title: str, parts: Iterable[str]) -> Iterator[str]:
    found = list(dict.fromkeys(part for part in parts if part))
    if found:
        yield f"  {title}: {'; '.join(found)}"
