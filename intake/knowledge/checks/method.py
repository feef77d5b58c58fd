"""What has to hold for the method: every number, series and list the engine asks for, and no other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from intake.domain.errors import Problem
from intake.knowledge.checks.book import Book

WORDS = ("nearly_always", "often", "sometimes", "seldom", "hardly_ever")
STRENGTHS = ("pathognomonic", "strong", "moderate", "weak")
SERIES = ("place_first", "place_then", "cause", "finding")
NUMBERS = tuple(
    [
        "pattern_further_share",
        "pattern_alternatives_most",
        "pattern_moderate_matches",
        "pattern_fit_strong",
        "pattern_fit_good",
        "pattern_fit_possible",
        "pattern_part_best",
        "pattern_part_score",
        "pattern_part_divisor",
        "pattern_part_most",
        "fit_lead_strong",
        "fit_lead_good",
        "fit_lead_alone",
        "fit_within_family",
        "fit_possible_within",
        "multifocal_names_most",
        "missing_most",
        "enough_checks",
        "enough_others_beside_placing",
        "adult_months",
        "small_kg",
        "medium_kg",
        "large_kg",
        "giant_kg",
        "tremor_medium_hz",
        "tremor_fast_hz",
        "side_votes_level",
        "urgency_pattern_share",
        "urgency_kinds_for_urgent",
        "urgency_triage_needed",
        "share_factor",
        "place_regions",
        "place_share_least",
        "place_none_nonneuro_mdb",
        "cause_best",
        "cause_score",
        "cause_fit_base",
        "cause_fit_slope",
        "cause_fit_share",
        "cause_value_least",
        "cause_value_share",
        "cause_most",
        "cause_want",
        "cause_value_base",
        "cause_value_divisor",
        "finding_want",
        "spine_images_share",
        "mdb_parts_needed",
        "mdb_part_share",
        "mdb_keeps_patterns",
        "mdb_keeps_places",
        "alternative_factor",
        "beyond_first_pattern_value",
        "cut_want",
        "second_first_want",
        "shown_most",
        "calm_level_most",
        "check_unchanged_least",
        "check_cost_factor_cleared",
        "check_cost_factor_vet",
        "check_shown_most",
        "check_value_least",
        "change_checks",
        "change_each_most",
        "change_pair_checks",
        "change_pair_tests",
    ]
)
LISTS = {
    "spine_images": "workup",
    "cord_and_lumbosacral": "region",
    "spine_sore_names": "name",
    "mdb_parts": "workup",
    "mdb_parts_never_kept": "workup",
    "calm_regions": "region",
    "calm_patterns": "pattern",
    "calm_spoilt_by": "",  # states of signs
    "beyond_first_signs": "sign",
    "not_named_in_multifocal": "region",
    "paw_placement": "item",
    "neurological_sections": "",
    "examined_sections": "",
}
"""What each list names: a kind of row, or something else ("")."""


def method_problems(book: Book) -> Iterator[Problem]:
    """Everything missing from the method, or there without a use."""
    method = book.knowledge.method
    yield from _same(book, "words", method.words, WORDS)
    yield from _same(book, "strengths", method.strengths, STRENGTHS)
    yield from _same(book, "numbers", method.numbers, NUMBERS)
    yield from _same(book, "series", method.series, SERIES)
    yield from _same(book, "lists", method.lists, LISTS)
    for word, value in method.words.items():
        if not 0 < value < 1:
            yield _wrong(book, f"words.{word}", f"{value:g} is not between 0 and 1")
    for key, series in method.series.items():
        if not series:
            yield _wrong(book, f"series.{key}", "a series needs at least one number")
    yield from _named(book)


def _same(book: Book, part: str, found: Iterable[str], expected: Iterable[str]) -> Iterator[Problem]:
    there, wanted = set(found), set(expected)
    for key in sorted(wanted - there):
        yield _wrong(book, f"{part}.{key}", "missing")
    for key in sorted(there - wanted):
        yield _wrong(book, f"{part}.{key}", "is not something the method uses")


def _named(book: Book) -> Iterator[Problem]:
    states = {f"{sign.id}.{state.state}" for sign in book.knowledge.signs for state in sign.states}
    for key, named in book.knowledge.method.lists.items():
        kind = LISTS.get(key)
        if kind:
            for missing in book.missing(kind, named):
                yield _wrong(book, f"lists.{key}", f'"{missing}" is not a known {kind}')
    for state in book.knowledge.method.lists.get("calm_spoilt_by", ()):
        if state not in states and not book.draft.unread["sign"]:
            yield _wrong(book, "lists.calm_spoilt_by", f'"{state}" is not a state of a sign')


def _wrong(book: Book, key: str, message: str) -> Problem:
    return Problem(f"{book.draft.single['method'][0]}: method: {key}", message)
