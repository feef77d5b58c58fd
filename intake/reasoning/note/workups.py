"""The tests to consider, each with what calls for it; combinations of findings are written out once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from intake.reasoning.assessment import MatchedPattern, OpenCheck, Place, Reason, SuggestedWorkup
from intake.reasoning.note.findings import said
from intake.reasoning.note.layout import hung, joined, packed
from intake.reasoning.note.page import Page, by_weight, cited, owner_of, weight_words
from intake.reasoning.reasons import evidence_of
from intake.reasoning.tiers import tier_words
from intake.reasoning.words import lower_first, open_words, short_test_words, test_words

_FOLDED, _SECOND_SCAN = "method.md 9.5", "method.md 9.6"


def workups(page: Page) -> Iterator[str]:
    """The list, best match first, eight before "more"."""
    ranked = list(enumerate(page.assessment.workups, start=1))
    if ranked:
        known = "pattern" if page.for_veterinarian else "combination"
        yield from hung(
            f"What speaks against a test and what is not known stands with the place or {known} named first."
        )
    for rank, workup in ranked[: page.tests_before_more]:
        yield from _workup(page, rank, workup)
    if ranked[page.tests_before_more :]:
        yield "More:"
        yield from _more(page, ranked[page.tests_before_more :])


def _more(page: Page, ranked: Sequence[tuple[int, SuggestedWorkup]]) -> Iterator[str]:
    """The rest; for a technician those called for by the same stand together."""
    alike: dict[str, list[str]] = {}
    for rank, workup in ranked:
        if page.for_veterinarian or [*_details(page, workup)]:
            yield from _workup(page, rank, workup)
        else:
            name = f"{rank}. {short_test_words(page.workups[workup.id])} (step {workup.step}{_care(workup)})"
            alike.setdefault("; ".join(_clauses(page, workup)), []).append(name)
    for because, names in alike.items():
        yield from hung(f"{', '.join(names)}: {because}", hang="   ")


def _care(workup: SuggestedWorkup) -> str:
    return "; take care, below" if workup.cautions else ""


def combinations(page: Page) -> Iterator[str]:
    """The combinations that the tests name by a letter, for a reader who is not told what they fit."""
    patterns = {pattern.id: pattern for pattern in page.assessment.patterns}
    for owner, letter in page.letters.items():
        pattern = patterns[owner]
        found = said(page, pattern.reasons_for)
        yield from hung(f"Combination {letter}: {'; '.join(found.parts)}", hang="   ")
        against = said(page, pattern.reasons_against).without(found)
        yield from packed([("Against", against.parts), ("Not known", open_words(page.items, pattern.missing))])


def _workup(page: Page, rank: int, workup: SuggestedWorkup) -> Iterator[str]:
    yield from hung(f"{rank}. {_head(page, workup)}: {'; '.join(_clauses(page, workup))}", hang="   ")
    yield from _details(page, workup)


def _head(page: Page, workup: SuggestedWorkup) -> str:
    chip = lower_first(tier_words(page.knowledge, page.assessment, workup))
    score = f"; score {weight_words(workup.hundredths)}" if page.for_veterinarian else ""
    about = page.workups[workup.id]
    name = test_words(about) if page.for_veterinarian else short_test_words(about)
    return f"{name} ({chip}; step {workup.step}{score}{_care(workup)})"


def _details(page: Page, workup: SuggestedWorkup) -> Iterator[str]:
    yield from joined("Against", _against(page, workup))
    if workup.missing != _known_missing(page, workup):
        yield from joined("Not known", open_words(page.items, workup.missing))


def _clauses(page: Page, workup: SuggestedWorkup) -> list[str]:
    """What calls for a test, the most first; places together, combinations together."""
    clauses: dict[str, list[str]] = {}
    for reason in by_weight(workup):
        kind, words = _clause(page, workup, reason)
        weight = f" ({weight_words(reason.hundredths)})" if page.for_veterinarian else ""
        clauses.setdefault(kind, []).append(words + weight)
    return [f"{kind} {', '.join(words)}" for kind, words in clauses.items()]


_BY_PLACE, _BY_FINDING, _BY_PART = "findings fit", "called for by", "takes in"
_BY_PATTERN, _BY_COMBINATION = "pattern", "combination"


def _clause(page: Page, workup: SuggestedWorkup, reason: Reason) -> tuple[str, str]:
    owner = owner_of(reason)
    if owner in {place.id for place in page.shown_places}:
        return _BY_PLACE, page.short_places[owner]
    if owner in page.letters:
        names = {pattern.id: pattern.name for pattern in page.assessment.patterns}
        return (_BY_PATTERN, names[owner]) if page.for_veterinarian else (_BY_COMBINATION, page.letters[owner])
    if owner == _FOLDED:
        return _BY_PART, short_test_words(page.workups[reason.source[1]])
    return _BY_FINDING, _sign_words(page, workup, reason)


def _sign_words(page: Page, workup: SuggestedWorkup, reason: Reason) -> str:
    """The sign that calls for a test by itself; its findings where it is named for the first time."""
    codes = cited(page, reason.source) if page.for_veterinarian else ""
    findings = " + ".join(said(page, [reason]).parts) + codes
    labels = {sign.id: lower_first(sign.label) for sign in page.knowledge.signs}
    if reason.sign not in labels:
        return findings
    first = next(one for one in page.assessment.workups if _names(one, reason))
    return f"{labels[reason.sign]} ({findings})" if first is workup else labels[reason.sign]


def _names(workup: SuggestedWorkup, reason: Reason) -> bool:
    return any(_by_itself(one) == _by_itself(reason) for one in workup.because)


def _by_itself(reason: Reason) -> tuple[object, ...]:
    return reason.sign, reason.state, reason.source


def _against(page: Page, workup: SuggestedWorkup) -> Iterator[str]:
    """Discounts, and doubts that do not already stand with the place or combination named first."""
    known = set(evidence_of(_known_against(page, workup)))
    for reason in workup.against:
        if reason.item is None:
            yield from _discount(page, reason)
        elif not known.issuperset(evidence_of([reason])):
            yield from said(page, [reason]).parts


def _discount(page: Page, reason: Reason) -> Iterator[str]:
    """What a test counts less for because of a better one; a technician reads it of scans only."""
    after = " and ".join(short_test_words(page.workups[one]) for one in reason.source[1:] if one in page.workups)
    if page.for_veterinarian:
        kind = "a second scan of the same part" if owner_of(reason) == _SECOND_SCAN else "a further test of its kind"
        yield f"{kind}, after {after} ({weight_words(reason.hundredths)})"
    elif owner_of(reason) == _SECOND_SCAN:
        yield f"a second scan of the same part, after {after}"


def _known_against(page: Page, workup: SuggestedWorkup) -> tuple[Reason, ...]:
    named = _named_first(page, workup)
    return named.reasons_against if named else ()


def _known_missing(page: Page, workup: SuggestedWorkup) -> tuple[OpenCheck, ...]:
    named = _named_first(page, workup)
    return named.missing if named else ()


def _named_first(page: Page, workup: SuggestedWorkup) -> MatchedPattern | Place | None:
    owner = owner_of(by_weight(workup)[0])
    everything: tuple[MatchedPattern | Place, ...] = (*page.shown_places, *page.assessment.patterns)
    return next((one for one in everything if one.id == owner), None)
