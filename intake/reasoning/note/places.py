"""Where the findings point: in words for a technician, with the whole sum for a veterinarian."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from intake.reasoning.assessment import Place, Reason
from intake.reasoning.note.findings import Said, said
from intake.reasoning.note.layout import hung, joined, packed, table
from intake.reasoning.note.page import MOST_PLACES, Page, cited, fit_words, owner_of, place_words, weight_words
from intake.reasoning.words import PART_WORDS, TOO_LITTLE, lower_first, open_words, place_counts_words

_MOST_OTHERS = 3
_FEWEST_SHARED = 2
_ALIKE = ("For", ["all that speaks for 1"])


def places(page: Page) -> Iterator[str]:
    """The first places with what speaks for and against them and what is not known; the others by name."""
    for rank, place in enumerate(page.shown_places, start=1):
        heading, spoken = f"{rank}. {_heading(page, place)}", [*_in_words(page, place)]
        if spoken[:1] == [_ALIKE]:
            heading, spoken = f"{heading}: {_ALIKE[1][0]}", spoken[1:]
        yield from hung(heading, hang="   ")
        yield from packed([*spoken, ("Not known", open_words(page.items, place.missing))])
    if page.for_veterinarian and page.shown_places:
        yield from _sum(page)
    yield from _also(page)


def places_title(page: Page) -> str:
    """What the section is called: nothing is claimed of a nervous system that was hardly examined."""
    little = "" if page.assessment.enough else f"; {lower_first(TOO_LITTLE)}, the order may still change much"
    return f"WHERE IN THE BODY{little}"


def _heading(page: Page, place: Place) -> str:
    fit = f": {fit_words(place)}" if page.assessment.enough else ""
    score = f", score {weight_words(place.hundredths)}" if page.for_veterinarian else ""
    return f"{place_words(page, place)}{fit}{score} ({place_counts_words(place)})"


def _in_words(page: Page, place: Place) -> Iterator[tuple[str, Sequence[str]]]:
    if page.for_veterinarian:
        return  # who reads the whole sum
    speaks_for = said(page, place.reasons_for)
    against = said(page, place.reasons_against).without(speaks_for)
    yield from _for(page, place, speaks_for, against)
    yield "Against", against.parts or _seen_otherwise(page, place)


def _seen_otherwise(page: Page, place: Place) -> list[str]:
    """Findings that speak for the place and also against it, by the sign they stand for there."""
    labels = {sign.id: lower_first(sign.label) for sign in page.knowledge.signs}
    reasons = [reason for reason in place.reasons_against if reason.item is not None]
    return [f"{' + '.join(said(page, [one]).parts)} (as to {labels[one.sign or '']})" for one in reasons]


def _for(page: Page, place: Place, own: Said, against: Said) -> Iterator[tuple[str, Sequence[str]]]:
    """What speaks for a place; of a later one only how it differs from the first, when that is shorter."""
    first = page.assessment.localisation[0]
    base = said(page, first.reasons_for)
    lacking, more = base.without(own), own.without(base)
    if place is first or len(base) - len(lacking) < max(_FEWEST_SHARED, len(lacking)):
        yield "For", own.parts
        return
    yield "For", [_like_the_first(lacking, against)]
    yield "Also for", more.parts


def _like_the_first(lacking: Said, against: Said) -> str:
    if not len(lacking):
        return _ALIKE[1][0]
    if not len(lacking.without(against)):
        return "the rest of what speaks for 1"
    return f"what speaks for 1, but not {'; '.join(lacking.words + lacking.normal)}"


def _also(page: Page) -> list[str]:
    rest = page.assessment.localisation[MOST_PLACES:]
    if page.for_veterinarian:
        return joined(
            "Also considered", [f"{place_words(page, one)} {weight_words(one.hundredths)}" for one in rest], ""
        )
    names = [_named_with_fit(page, place) for place in rest[:_MOST_OTHERS]]
    more = len(rest) - len(names)
    return joined("Also considered", [*names, f"and {more} more" if more > 0 else ""], "")


def _named_with_fit(page: Page, place: Place) -> str:
    is_worth_a_word = page.assessment.enough and place.fit != "weak"
    return page.places[place.id] + (f" ({fit_words(place)})" if is_worth_a_word else "")


def _sum(page: Page) -> Iterator[str]:
    """One row for each sign with its weight at each shown place; the columns add up to the scores."""
    shown = page.shown_places
    yield ""
    yield from table([("What each finding counts at place", [str(rank + 1) for rank in range(len(shown))])])
    rows = [_row(page, reasons) for reasons in _by_part(shown)]
    yield from table(rows)
    yield from table([("Score", [weight_words(place.hundredths) for place in shown])])


def _by_part(shown: Sequence[Place]) -> Iterable[list[Reason | None]]:
    """The reasons of all shown places, those of one sign side by side, in the order of the first place."""
    parts: dict[str | None, list[Reason | None]] = {}
    for column, place in enumerate(shown):
        for reason in (*place.reasons_for, *place.reasons_against):
            parts.setdefault(reason.sign, [None] * len(shown))[column] = reason
    return sorted(parts.values(), key=_is_without_finding)


def _is_without_finding(reasons: list[Reason | None]) -> bool:
    return all(reason is None or reason.item is None for reason in reasons)


def _row(page: Page, reasons: list[Reason | None]) -> tuple[str, list[str]]:
    one = next(reason for reason in reasons if reason is not None)
    words = " + ".join(said(page, [one]).parts) or _part_words(page, reasons)
    cells = [weight_words(reason.hundredths) if reason else "·" for reason in reasons]
    return words + cited(page, one.source), cells


def _part_words(page: Page, reasons: Iterable[Reason | None]) -> str:
    """A part of the score that is no finding; the pattern's part with the patterns' names."""
    names = {pattern.id: pattern.name for pattern in page.assessment.patterns}
    found = [reason for reason in reasons if reason is not None]
    patterns = dict.fromkeys(names[owner_of(reason)] for reason in found if owner_of(reason) in names)
    return PART_WORDS[found[0].sign or ""] + (f" ({'; '.join(patterns)})" if patterns else "")
