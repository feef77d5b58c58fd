"""What every part of a note needs: the case, what was made of it, and the names people see."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import count

from intake.domain.cases import Case
from intake.knowledge.model import AnswerClass, Item, Knowledge, Workup
from intake.reasoning.assess import classes
from intake.reasoning.assessment import Assessment, MatchedPattern, Place, Reason, SuggestedWorkup
from intake.reasoning.engine import Engine
from intake.reasoning.note.layout import listed
from intake.reasoning.words import (
    FIT_WORDS,
    SIDE_WORDS,
    lower_first,
    names_of_places,
    short_names_of_places,
    short_test_words,
)

MOST_PLACES = 3
_ID = re.compile(r"\b[a-z0-9]+(?:_[a-z0-9]+)+\b")
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@dataclass(frozen=True, slots=True)
class Page:
    """One assessment with the words of its knowledge."""

    engine: Engine
    assessment: Assessment
    case: Case | None
    for_veterinarian: bool
    places: Mapping[str, str]
    short_places: Mapping[str, str]
    workups: Mapping[str, Workup]
    letters: Mapping[str, str]  # of the combinations of findings that the tests refer to
    classes: Mapping[tuple[str, str | None], AnswerClass]  # of the recorded answers, where the case is known

    @property
    def knowledge(self) -> Knowledge:
        """The rules that were read."""
        return self.engine.knowledge

    @property
    def items(self) -> Mapping[str, Item]:
        """The checks by id."""
        return self.engine.items

    @property
    def shown_places(self) -> tuple[Place, ...]:
        """The places that are written out."""
        return self.assessment.localisation[:MOST_PLACES]

    @property
    def tests_before_more(self) -> int:
        """How many tests stand before "more"."""
        return int(self.knowledge.method.numbers["shown_most"])


def page_of(assessment: Assessment, engine: Engine, case: Case | None, *, for_veterinarian: bool) -> Page:
    """The page of one assessment."""
    regions = engine.knowledge.regions
    return Page(
        engine=engine,
        assessment=assessment,
        case=case,
        for_veterinarian=for_veterinarian,
        places=names_of_places(regions),
        short_places=short_names_of_places(regions, with_vertebrae=for_veterinarian),
        workups={workup.id: workup for workup in engine.knowledge.workups},
        letters=_letters(assessment),
        classes=classes(engine, case) if case is not None else {},
    )


def _letters(assessment: Assessment) -> dict[str, str]:
    """A letter for each combination that calls for a test, in the order of the tests."""
    known = {pattern.id for pattern in assessment.patterns}
    owners = (owner_of(reason) for workup in assessment.workups for reason in by_weight(workup))
    found = dict.fromkeys(owner for owner in owners if owner in known)
    return {owner: _letter(number) for owner, number in zip(found, count(), strict=False)}


def _letter(number: int) -> str:
    turn, place = divmod(number, len(_LETTERS))
    return _LETTERS[place] + (str(turn + 1) if turn else "")


def by_weight(workup: SuggestedWorkup) -> list[Reason]:
    """What calls for a test, the most first."""
    return sorted(workup.because, key=lambda reason: -reason.hundredths)


def owner_of(reason: Reason) -> str:
    """The place or pattern whose share this is: the first of its sources."""
    return reason.source[0] if reason.source else ""


def place_words(page: Page, place: Place) -> str:
    """A place with its side and form, such as "Spinal cord, mid-back (T3–L3), left side"."""
    words = [page.places.get(place.id, place.name)]
    if place.side != "none":
        words.append(SIDE_WORDS[place.side])
    words += [lower_first(form.label) for form in page.knowledge.forms if form.id == place.form]
    together = listed([page.short_places[region] for region in place.regions])
    return ", ".join(words) + (f" (together: {together})" if together else "")


def fit_words(one: Place | MatchedPattern) -> str:
    """The fit in the middle of a line."""
    return FIT_WORDS[one.fit].lower()


def plain(page: Page, words: str) -> str:
    """The same words with the ids of checks and tests by the names people see."""

    def named(match: re.Match[str]) -> str:
        one = match.group()
        if one in page.workups:
            return short_test_words(page.workups[one])
        return page.items[one].short_label if one in page.items else one.replace("_", " ")

    return _ID.sub(named, words)


def weight_words(hundredths: int) -> str:
    """What something counted, such as "+1.15"."""
    return f"{hundredths / 100:+.2f}"


def tests_words(page: Page, tests: Iterable[str]) -> str:
    """Tests by their short names, such as "MRI spine, CT spine and Blood pressure"."""
    return listed([short_test_words(page.workups[test]) for test in tests])


def cited(page: Page, source: Iterable[str]) -> str:
    """The codes of published sources in square brackets, such as " [C:PO, OLBY22]"; parts of the method have none."""
    known = {row.id for row in page.knowledge.sources}
    codes = [code for code in dict.fromkeys(source) if code in known]
    return f" [{', '.join(codes)}]" if codes else ""
