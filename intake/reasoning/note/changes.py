"""Open answers that would move the tests; answers with the same effect stand together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeAlias

from intake.reasoning.assessment import Evidence
from intake.reasoning.note.findings import is_normal
from intake.reasoning.note.layout import hung
from intake.reasoning.note.page import Page, tests_words
from intake.reasoning.words import asked_words, evidence_words, lower_first, sites_words, value_words

_Answers: TypeAlias = tuple[Evidence, ...]
_Effect: TypeAlias = tuple[str | None, tuple[str, ...]]
_MOST_EFFECTS = 3
_MOST_NAMED = 3


def changes(page: Page) -> Iterator[str]:
    """One line for each effect on the tests before "more"; a technician reads those on the best tests."""
    effects = _effects(page)
    most = len(effects) if page.for_veterinarian else _MOST_EFFECTS
    for (other, tests), found in effects[:most]:
        yield from hung(f"- {'; or '.join(_together(page, found))} → {_effect(page, other, tests)}")
    if len(effects) > most:
        rest = len(effects) - most
        yield f"- and {rest} smaller move{'s' if rest > 1 else ''} further down the list"


def _effects(page: Page) -> list[tuple[_Effect, list[_Answers]]]:
    effects: dict[_Effect, list[_Answers]] = {}
    for (other, answers), moved in _moved(page).items():
        effects.setdefault((other, tuple(moved)), []).append(answers)
    ranks = {workup.id: rank for rank, workup in enumerate(page.assessment.workups)}
    return sorted(effects.items(), key=lambda one: ranks[one[0][1][0]])


def _effect(page: Page, other: str | None, tests: tuple[str, ...]) -> str:
    names = tests_words(page, tests) if len(tests) <= _MOST_NAMED else _first_of(page, tests)
    if other is not None:
        return f"{tests_words(page, [other])} goes ahead of {names}"
    return f"{names} {'drops' if len(tests) == 1 else 'drop'} out"


def _first_of(page: Page, tests: tuple[str, ...]) -> str:
    named = [tests_words(page, [test]) for test in tests[: _MOST_NAMED - 1]]
    return f"{', '.join(named)} and {len(tests) - len(named)} more"


def _moved(page: Page) -> dict[tuple[str | None, _Answers], list[str]]:
    moved: dict[tuple[str | None, _Answers], list[str]] = {}
    for workup in page.assessment.workups[: page.tests_before_more]:
        for change in workup.would_change:
            moved.setdefault((change.other, change.answers), []).append(workup.id)
    return moved


def _together(page: Page, found: Iterable[_Answers]) -> list[str]:
    """Answers in words; several answers of one check are said in one breath."""
    values: dict[str, dict[str, None]] = {}
    pairs: list[str] = []
    for answers in found:
        if len({answer.item for answer in answers}) == 1:
            values.setdefault(answers[0].item, {})[_value(page, answers)] = None
        else:
            pairs.append(" with ".join(evidence_words(page.items, answers)))
    return [f"{_asked(page, item)} {', '.join(words)}" for item, words in values.items()] + pairs


def _value(page: Page, answers: _Answers) -> str:
    """The answer of one check; where the sides differ, the one that is off."""
    off = [answer for answer in answers if not is_normal(page, answer.item, answer.value, ())] or list(answers)
    words = lower_first(value_words(page.items[off[0].item], off[0].value))
    if len(off) < len(answers):
        return f"{words} (on one side only)"
    where = sites_words(answer.site for answer in answers if answer.site)
    return words if not where or asked_words(page.items, off[0].item).endswith(where) else f"{words} ({where})"


def _asked(page: Page, item: str) -> str:
    name = asked_words(page.items, item)
    return name if name.endswith("?") else f"{name}:"
