"""The checks worth doing next: what each tells apart, and which answers would put another place first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from intake.knowledge.model import AnswerClass, Item, Kind
from intake.reasoning.assessment import CheckOutcome, NextCheck
from intake.reasoning.note.layout import hung, sentence
from intake.reasoning.note.opening import NOTHING_OPEN
from intake.reasoning.note.page import Page
from intake.reasoning.words import asked_words, lower_first, value_words

_FIRST = " would come first"
_MOST_VALUES = 4


def checks(page: Page) -> Iterator[str]:
    """What each check tells apart; checks with the same effect stand together."""
    if not page.assessment.next_checks:
        yield from hung(NOTHING_OPEN)
    effects: dict[tuple[str, str], list[NextCheck]] = {}
    for check in page.assessment.next_checks:
        if check.outcomes:
            groups = _groups(page, check)
            only = next(iter(groups)) if len(groups) == 1 else check.item if groups else ""
            effects.setdefault((_short(page, check.because), only), []).append(check)
    for (because, _), alike in sorted(effects.items(), key=lambda one: not one[0][1]):
        yield from hung(f"- {_statement(page, because, alike)}")
    yield from _asked_by_traps(page)


def _statement(page: Page, because: str, alike: list[NextCheck]) -> str:
    first, *others = alike
    groups = _groups(page, first)
    if not groups:
        names = "; ".join(asked_words(page.items, check.item) for check in alike)
        tells = because.replace("tells ", "tell ", 1) if others else because
        return f"{names}: {tells}, but would not change which place is first."
    if not others:
        return f"{_asked(page, first)} {because}. {_effects(page, first)}"
    says = next(iter(groups))
    answers = [f"{_asked(page, one)} {_values(page.items[one.item], one, _groups(page, one)[says])}" for one in alike]
    return f"{'; or '.join(answers)} → {_effect(page, says)}; otherwise as now. Each {because}."


def _asked_by_traps(page: Page) -> Iterator[str]:
    cared = {trap.says for trap in page.assessment.traps}
    for check in page.assessment.next_checks:
        if not check.outcomes:
            why = "see Take care." if check.because in cared else sentence(check.because)
            yield from hung(f"- {_asked(page, check)} {why}")


def _asked(page: Page, check: NextCheck) -> str:
    name = asked_words(page.items, check.item)
    return name if name.endswith("?") else f"{name}:"


def _effects(page: Page, check: NextCheck) -> str:
    """The answers that change what stands first; the others by one word."""
    item, groups = page.items[check.item], _groups(page, check)
    parts = [f"{_values(item, check, outcomes)} → {_effect(page, says)}" for says, outcomes in groups.items()]
    if sum(map(len, groups.values())) < len(check.outcomes):
        parts.append("otherwise as now")
    return sentence("; ".join(parts))


def _groups(page: Page, check: NextCheck) -> dict[str, list[CheckOutcome]]:
    """The outcomes that put another place first, by what they say."""
    groups: dict[str, list[CheckOutcome]] = {}
    for outcome in check.outcomes:
        if outcome.says != _now(page):
            groups.setdefault(outcome.says, []).append(outcome)
    return groups


def _now(page: Page) -> str:
    places = page.assessment.localisation
    return f"{places[0].name}{_FIRST}" if places else "no place could be named yet"


def _effect(page: Page, says: str) -> str:
    return f"{_short(page, says.removesuffix(_FIRST))} first" if says.endswith(_FIRST) else says


def _values(item: Item, check: NextCheck, outcomes: list[CheckOutcome]) -> str:
    """The answers of one effect, with those that count the same; a long row is said by what it leaves out."""
    if item.kind is Kind.NUM:
        return "such as " + " or ".join(value_words(item, outcome.value) for outcome in outcomes)
    both, one_side = _answers(outcomes)
    if len(both) <= _MOST_VALUES:
        words = [_either(item, both)] if both else []
        words += [f"{_either(item, more)} (on one side only)" for more in [one_side - both] if more]
        return ", or ".join(words)
    left_out = _answers(check.outcomes)[0] - both
    if not left_out:
        return "any answer"
    normal = {option.value for option in item.options if option.cls is AnswerClass.NORMAL}
    if len(left_out) < _MOST_VALUES:
        return f"anything but {'normal' if left_out == normal else _either(item, left_out)}"
    return _either(item, both)


def _answers(outcomes: Iterable[CheckOutcome]) -> tuple[set[str | float], set[str | float]]:
    """The answers on all sides, and those on one side."""
    found = [answer for outcome in outcomes for answer in ((outcome.site, outcome.value), *outcome.alike)]
    return {value for site, value in found if site is None}, {value for site, value in found if site is not None}


def _either(item: Item, values: set[str | float]) -> str:
    """Answers in the exam's order."""
    return " or ".join(lower_first(option.label) for option in item.options if option.value in values)


def _short(page: Page, words: str) -> str:
    """The same words with places by their short names."""
    for region in page.knowledge.regions:
        words = words.replace(region.name, page.short_places[region.id])
    return words
