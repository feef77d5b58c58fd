"""What every part of a note needs: the case, what was made of it, and the names people see."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import count

from intake.domain.cases import Case
from intake.knowledge.model import AnswerClass, Item, Knowledge, Workup
from intake.reasoning.assess import classes
from intake.reasoning.assessment import Assessment, MatchedPattern, Place, Reason, SuggestedWorkup
from intake.reasoning.engine import Engine
from intake.reasoning.note.layout import listed
from intake.reasoning.reasons import by_finding
from intake.reasoning.words import (
    FIT_WORDS,
    SIDE_WORDS,
    check_words,
    finding_words,
    lower_first,
    names_of_places,
    short_names_of_places,
    short_test_words,
    sites_words,
    value_words,
)

MOST_PLACES = 3
_ID = re.compile(r"\b[a-z0-9]+(?:_[a-z0-9]+)+\b")
_NORMAL = "looked for and normal"
_OF_EVERY_DOG = "sig_"
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


@dataclass(frozen=True, slots=True)
class Said:
    """Findings in words: those that were found, and those looked for and normal."""

    found: tuple[str, ...]
    normal: tuple[str, ...]

    @property
    def parts(self) -> tuple[str, ...]:
        """Both, the normal ones by that name and last."""
        return self.found + self.normal_parts

    @property
    def normal_parts(self) -> tuple[str, ...]:
        """The normal ones by that name."""
        return (f"{_NORMAL}: {self.normal[0]}", *self.normal[1:]) if self.normal else ()

    def without(self, other: Said) -> Said:
        """What is not said there already."""
        return Said(
            tuple(words for words in self.found if words not in other.found),
            tuple(words for words in self.normal if words not in other.normal),
        )

    def __len__(self) -> int:
        return len(self.found) + len(self.normal)


def said(page: Page, reasons: Iterable[Reason]) -> Said:
    """The findings behind reasons, each once; what is known of every dog, such as its age, after the others."""
    found: dict[tuple[str, tuple[str, ...]], list[str | float]] = {}
    normal: list[str] = []
    for (item, value), sites in by_finding(reasons).items():
        if is_normal(page, item, value, sites):
            normal.append(_normal_words(page, item, value, sites))
        else:
            found.setdefault((item, tuple(sites)), []).append(value)
    ordered = sorted(found.items(), key=lambda one: one[0][0].startswith(_OF_EVERY_DOG))
    return Said(tuple(_found_words(page, item, values, sites) for (item, sites), values in ordered), tuple(normal))


def is_normal(page: Page, item: str, value: str | float, sites: Iterable[str]) -> bool:
    """Whether this answer says "looked for and normal"; a number is classed only where the case is known."""
    if isinstance(value, str):
        options = page.items[item].options if item in page.items else ()
        return any(option.value == value and option.cls is AnswerClass.NORMAL for option in options)
    return all(page.classes.get((item, site)) is AnswerClass.NORMAL for site in tuple(sites) or (None,))


def _found_words(page: Page, item: str, values: Sequence[str | float], sites: Sequence[str]) -> str:
    """One finding; several ticks of one check are said in one breath."""
    first = finding_words(page.items, item, values[0])
    words = ", ".join([first, *(lower_first(value_words(page.items[item], value)) for value in values[1:])])
    where = sites_words(sites)
    return f"{words}, {where}" if where else words


def _normal_words(page: Page, item: str, value: str | float, sites: Sequence[str]) -> str:
    """A check that was normal, and in which words when that does not go without saying."""
    if isinstance(value, str) and value_words(page.items[item], value).lower() == "normal":
        return check_words(page.items, item, sites)
    return finding_words(page.items, item, value, sites)


def place_words(page: Page, place: Place) -> str:
    """A place with its side and form, such as "Spinal cord, mid-back (T3–L3), left side"."""
    words = [page.places.get(place.id, place.name)]
    if place.side != "none":
        words.append(SIDE_WORDS[place.side])
    words += [lower_first(form.label) for form in page.knowledge.forms if form.id == place.form]
    together = " and ".join(page.short_places[region] for region in place.regions)
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
