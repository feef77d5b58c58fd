"""An assessment as a colleague's note; causes are named to a veterinarian only."""

from __future__ import annotations

from collections.abc import Iterator

from intake.domain.cases import Case
from intake.reasoning.assessment import Assessment
from intake.reasoning.engine import Engine
from intake.reasoning.note.cares import cares
from intake.reasoning.note.changes import changes
from intake.reasoning.note.checks import checks
from intake.reasoning.note.flags import flags, flags_title
from intake.reasoning.note.for_vets import order, patterns, sources, what_tests_show
from intake.reasoning.note.layout import hung, section
from intake.reasoning.note.opening import opening, why_this_urgency
from intake.reasoning.note.page import Page, page_of
from intake.reasoning.note.places import places, places_title
from intake.reasoning.note.record import record, scores
from intake.reasoning.note.workups import combinations, workups

DECIDES = "Findings and suggestions only. This note names no disease. A licensed vet decides."
DECIDES_VET = "Findings, patterns and suggestions, no diagnosis. A licensed vet decides."
_SOURCES = "Where each rule comes from: the veterinarian's note (--vet) ends with the sources."


def as_text(assessment: Assessment, engine: Engine, *, case: Case | None = None, for_veterinarian: bool = False) -> str:
    """The note: first what matters now, then places, tests, checks and cares, each with its recorded findings.

    Args:
        case: the record, for what was tried and could not be done; without it that part is left out.
    """
    page = page_of(assessment, engine, case, for_veterinarian=for_veterinarian)
    lines = [*opening(page), *_now(page), *_what_to_do(page)]
    if for_veterinarian:
        lines += _for_veterinarian(page)
        lines += section("SOURCES", sources(page, lines))
        return "\n".join([*lines, "", DECIDES_VET])
    return "\n".join([*lines, "", *hung(_SOURCES), DECIDES])


def _now(page: Page) -> Iterator[str]:
    yield from section(flags_title(page), flags(page))
    yield from section("WHY THIS URGENCY", why_this_urgency(page))
    yield from section(places_title(page), places(page))


def _what_to_do(page: Page) -> Iterator[str]:
    yield from section("TESTS TO CONSIDER, best match first; the step is the order to do them in", _tests(page))
    yield from section("WHAT WOULD CHANGE THE TESTS", changes(page))
    yield from section("NEXT MOST USEFUL CHECK", checks(page))
    yield from section("TAKE CARE", cares(page))
    yield from section("THE RECORD", (*record(page), *scores(page)))


def _tests(page: Page) -> Iterator[str]:
    yield from workups(page)
    if not page.for_veterinarian:
        yield from combinations(page)


def _for_veterinarian(page: Page) -> Iterator[str]:
    yield from section("PATTERNS, FOR YOUR DECISION", patterns(page))
    yield from section("WHAT THE TESTS SHOW", what_tests_show(page))
    yield from section("ORDER OF TESTS", order(page))
