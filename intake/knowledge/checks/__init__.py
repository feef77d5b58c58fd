"""What has to hold across the rows of the knowledge."""

from __future__ import annotations

from collections.abc import Iterator

from intake.domain.errors import Problem
from intake.knowledge.assembly import Draft
from intake.knowledge.checks.book import Book
from intake.knowledge.checks.conditions import condition_problems
from intake.knowledge.checks.items import band_problems, item_problems
from intake.knowledge.checks.method import method_problems
from intake.knowledge.checks.rechecks import recheck_problems
from intake.knowledge.checks.references import reference_problems
from intake.knowledge.checks.short_forms import short_form_problems
from intake.knowledge.checks.sides import side_problems
from intake.knowledge.checks.signs import sign_problems
from intake.knowledge.checks.stations import station_problems
from intake.knowledge.checks.words import word_problems
from intake.knowledge.model import Knowledge


def problems_in(draft: Draft, knowledge: Knowledge) -> Iterator[Problem]:
    """Every rule that the rows of the draft break."""
    book = Book(draft, knowledge)
    yield from item_problems(book)
    yield from band_problems(book)
    yield from condition_problems(book)
    yield from reference_problems(book)
    yield from method_problems(book)
    yield from side_problems(book)
    yield from sign_problems(book)
    yield from word_problems(book)
    yield from station_problems(book)
    yield from recheck_problems(book)
    yield from short_form_problems(book)
