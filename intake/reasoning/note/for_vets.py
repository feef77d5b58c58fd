"""What only a veterinarian reads: patterns by name, what tests show, their order, and the sources."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from intake.reasoning.assessment import MatchedPattern, Reason
from intake.reasoning.note.findings import said
from intake.reasoning.note.layout import hung, joined
from intake.reasoning.note.page import Page, cited, fit_words, plain, weight_words
from intake.reasoning.words import open_words, test_words

_NONE = ("", "n/a")
_CITED = re.compile(r"\[([^]]+)\]")
_READ = "R read whole, E abstract or excerpt, S snippet, C textbook consensus not checked against the text"


def patterns(page: Page) -> Iterator[str]:
    """The patterns with their findings; a weak fit that calls for no test by its name only."""
    found = page.assessment.patterns
    if not found:
        yield from hung("The recorded findings do not point to a pattern yet.")
    folded = [one for one in found if one.fit == "weak" and one.id not in page.letters]
    for pattern in found:
        if pattern not in folded:
            yield from _pattern(page, pattern)
    yield from joined("Weak fit", [f"{one.name} ({weight_words(round(one.score * 100))})" for one in folded], "")


def what_tests_show(page: Page) -> Iterator[str]:
    """For each test before "more" what it shows and when it is not useful."""
    for workup in page.assessment.workups[: page.tests_before_more]:
        about = page.workups[workup.id]
        shows = plain(page, about.shows) if about.shows not in _NONE else ""
        spare = f"Not useful when: {plain(page, about.not_useful_when)}" if about.not_useful_when not in _NONE else ""
        words = ". ".join(part for part in (shows, spare) if part)
        if words:
            yield from hung(f"- {test_words(about)}: {words}{cited(page, about.source)}")


def order(page: Page) -> Iterator[str]:
    """The rules of order that apply, each once."""
    applied = dict.fromkeys(rule for workup in page.assessment.workups for rule in workup.order)
    for rule in page.knowledge.order_rules:
        if rule.id in applied:
            yield from hung(f"- {plain(page, rule.rule)}{cited(page, rule.source)}")


def sources(page: Page, lines: Iterable[str]) -> Iterator[str]:
    """The sources that lines cite in square brackets, by code."""
    cited = {code for found in _CITED.findall(" ".join(lines)) for code in found.split(", ")}
    rows = [row for row in page.knowledge.sources if row.id in cited]
    if rows:
        yield from hung(f"How far each was read: {_READ}.")
    for row in rows:
        yield from hung(f"{row.id} ({row.read}): {row.title}" + (f", {row.year}" if row.year[:1].isdigit() else ""))


def _pattern(page: Page, pattern: MatchedPattern) -> Iterator[str]:
    score = weight_words(round(pattern.score * 100))
    yield from hung(f"- Findings fit the pattern of {pattern.name}: {fit_words(pattern)}, {score}")
    yield from joined("For", _weighed(page, pattern.reasons_for))
    yield from joined("Against", _weighed(page, pattern.reasons_against))
    yield from joined("Not known", open_words(page.items, pattern.missing))


def _weighed(page: Page, reasons: Iterable[Reason]) -> Iterator[str]:
    for reason in reasons:
        yield f"{' + '.join(said(page, [reason]).parts)} ({weight_words(reason.hundredths)}){cited(page, reason.source)}"
