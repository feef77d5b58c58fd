"""The first sentences: how soon, what first, where, which tests, and what is missing most."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from intake.domain.visits import URGENCY_WORDS
from intake.reasoning.assessment import FiredFlag, OpenCheck, Place, Reason, SuggestedWorkup
from intake.reasoning.localisation import BODY
from intake.reasoning.note.findings import Said, said
from intake.reasoning.note.layout import hung, joined, listed, sentence
from intake.reasoning.note.page import Page, cited, fit_words, place_words
from intake.reasoning.note.record import checks_recorded, stated_words, tried
from intake.reasoning.tiers import tier_words
from intake.reasoning.words import (
    LEVEL_WORDS,
    NOT_EXAMINED,
    TOO_LITTLE,
    asked_words,
    lower_first,
    open_words,
    short_test_words,
)

NOTHING_OPEN = "Nothing that is still open would change the place much."
_BY_FLAG = ("u1", "u2")
_NOTHING_RAISED = "u14"
_WHY = "Why"
_MOST_FINDINGS = 4
_MOST_TESTS = 4
_MOST_PATTERNS = 3
_MOST_CHECKS = 3


def opening(page: Page) -> Iterator[str]:
    """What has to be read in ten seconds."""
    yield from hung(_urgency(page))
    flags = page.assessment.red_flags
    if flags:
        yield from hung(f"Do first: {sentence(flags[0].first_action)}")
    yield from hung(_where(page))
    if page.for_veterinarian:
        yield from hung(_patterns(page))
    yield from hung(_tests(page))
    yield from hung(_missing(page))


def flag_at_the_top(page: Page) -> FiredFlag | None:
    """The flag that the first sentence is about."""
    assessment = page.assessment
    return assessment.red_flags[0] if assessment.red_flags and assessment.urgency_rule in _BY_FLAG else None


def why_this_urgency(page: Page) -> Iterator[str]:
    """The line that set the urgency with all its findings, where the note does not name them elsewhere."""
    assessment = page.assessment
    found = said(page, assessment.urgency_because)
    if not page.for_veterinarian and (flag_at_the_top(page) or not _are_too_many(found) or _is_named(page, found)):
        return
    rule = next(rule for rule in page.knowledge.urgency_rules if rule.id == assessment.urgency_rule)
    line = f" (line {rule.id}){cited(page, rule.source)}" if page.for_veterinarian else ""
    yield from hung(sentence(rule.says).rstrip(".") + line)
    yield from joined("Because", found.parts)


def _is_named(page: Page, found: Said) -> bool:
    """Whether a place or a combination below names these findings."""
    named = [reason for place in page.shown_places for reason in (*place.reasons_for, *place.reasons_against)]
    named += [reason for one in page.assessment.patterns if one.id in page.letters for reason in one.reasons_for]
    return not found.without(said(page, named)).found


def _urgency(page: Page) -> str:
    assessment = page.assessment
    words = f"Urgency: {URGENCY_WORDS[assessment.urgency]}"
    flag = flag_at_the_top(page)
    if flag is not None:
        lead = LEVEL_WORDS[flag.level] if flag.level == "red" else _WHY
        return f"{words}. {lead}: {message_of(page, flag)} ({_all(page, flag.because)})."
    if assessment.urgency_rule == _NOTHING_RAISED:
        return f"{words}. {_not_raised(page)}"
    rule = next(rule for rule in page.knowledge.urgency_rules if rule.id == assessment.urgency_rule)
    return f"{words}. {_WHY}: {rule.says} ({_first_findings(page, assessment.urgency_because)})."


def message_of(page: Page, flag: FiredFlag) -> str:
    """The flag's text for this reader."""
    return flag.message_vet if page.for_veterinarian else flag.message


def _not_raised(page: Page) -> str:
    assessment = page.assessment
    reasons = said(page, assessment.urgency_because)
    because = f" ({'; '.join(reasons.parts)})" if reasons.parts else ""
    if assessment.routine_needs:
        needs = open_words(page.items, assessment.routine_needs)
        return f"Nothing recorded raises it{because}, but routine needs these recorded normal: {'; '.join(needs)}."
    unearned = ", but routine is not earned by what is recorded" if assessment.urgency != "routine" else ""
    return f"Nothing recorded raises it{unearned}{because}."


def _all(page: Page, reasons: Iterable[Reason]) -> str:
    return "; ".join(said(page, reasons).parts)


def _first_findings(page: Page, reasons: Iterable[Reason]) -> str:
    found = said(page, reasons)
    if not found.found:
        return "; ".join(found.parts)
    if not _are_too_many(found):
        return "; ".join(found.words)
    return "; ".join(found.words[:_MOST_FINDINGS]) + f"; and {len(found.words) - _MOST_FINDINGS} more, below"


def _are_too_many(found: Said) -> bool:
    # "and 1 more" is hardly shorter than the finding.
    return len(found.words) > _MOST_FINDINGS + 1


def _where(page: Page) -> str:
    places = page.assessment.localisation
    if not places:
        return f"{TOO_LITTLE}: no recorded finding points to a place."
    first = places[0]
    if not page.assessment.enough:
        why = NOT_EXAMINED if first.id == BODY else "The order may still change much."
        return (
            f"{TOO_LITTLE} where the findings point{_how_little(page)}. So far first: {place_words(page, first)}. {why}"
        )
    return f"{_fits_best(page, first)}{_others(page, places[1:])}."


def _how_little(page: Page) -> str:
    checks, needed = checks_recorded(page), int(page.engine.rules.constants.enough_checks)
    if checks is None:
        return ""
    if checks < needed:
        return f" ({checks} of the {needed} checks of the nervous system it takes)"
    return " (too few checks of paw placement and beside it)"


def _fits_best(page: Page, first: Place) -> str:
    if first.id == BODY:
        return f"The findings point outside the nervous system ({fit_words(first)}), which does not mean healthy"
    return f"The findings fit best: {place_words(page, first)} ({fit_words(first)})"


def _others(page: Page, places: Sequence[Place]) -> str:
    near = [place for place in places[:2] if place.fit != "weak"]
    if not near:
        return ""
    fits = {fit_words(place) for place in near}
    words = [f"{page.places[place.id]}" for place in near]
    if len(fits) == 1:
        return f"; next {listed(words)} ({'both ' if len(words) > 1 else ''}{fits.pop()})"
    return f"; next {listed([f'{one} ({fit_words(place)})' for one, place in zip(words, near, strict=True)])}"


def _tests(page: Page) -> str:
    workups = page.assessment.workups[:_MOST_TESTS]
    if not workups:
        return "No test is called for by what is recorded."
    first = [short_test_words(page.workups[workup.id]) for workup in workups if workup.tier == "first"]
    then = [_later(page, workup) for workup in workups if workup.tier != "first"]
    if not first:
        return f"Tests to consider: {'; '.join(then)}."
    return f"First tests to consider: {'; '.join(first)}." + (f" Then: {'; '.join(then)}." if then else "")


def _later(page: Page, workup: SuggestedWorkup) -> str:
    name = short_test_words(page.workups[workup.id])
    if workup.tier != "specialist":
        return name
    return f"{name} ({lower_first(tier_words(page.knowledge, page.assessment, workup))})"


def _patterns(page: Page) -> str:
    """For a veterinarian only."""
    words = [f"{one.name} ({fit_words(one)})" for one in page.assessment.patterns[:_MOST_PATTERNS]]
    return f"Patterns to weigh: {'; '.join(words)}." if words else ""


def _missing(page: Page) -> str:
    checks = [asked_words(page.items, check.item) for check in page.assessment.next_checks[:_MOST_CHECKS]]
    lead = "Most useful to check next" if page.assessment.enough else "What would tell"
    said_open = f"{lead}: {'; '.join(checks)}." if checks else NOTHING_OPEN
    could_not = tried(page)
    return said_open + (f" Tried, could not: {_short(page, could_not)}." if could_not else "")


def _short(page: Page, checks: Sequence[OpenCheck]) -> str:
    words = stated_words(page, checks)
    more = len(words) - _MOST_CHECKS
    return "; ".join(words[:_MOST_CHECKS]) + (f"; and {more} more" if more > 0 else "")
