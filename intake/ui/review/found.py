"""The lists of Review: what was found, what was not examined, and what was normal."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from intake.app.boards import ExamFile
from intake.domain.cases import NoValue, WhyMissing
from intake.domain.staff import Role
from intake.knowledge.model import Item, Kind, Option
from intake.ui.exam.checks import Check, checks_of, pages_of
from intake.ui.widgets.states import SITE_WORDS, WHY_WORDS, State

_WITHOUT = frozenset({State.NOT_DONE, State.UNABLE})


@dataclass(frozen=True, slots=True)
class Found:
    """One line of a list."""

    item: str
    where: str  # the page it stands on, in a word
    label: str
    words: str
    state: State
    note: str = ""


@dataclass(frozen=True, slots=True)
class FoundLists:
    """Every recorded check in exactly one list, and how many of the core set are to do."""

    abnormal: tuple[Found, ...]
    to_judge: tuple[Found, ...]
    not_done: tuple[Found, ...]
    unable: tuple[Found, ...]
    noted: tuple[Found, ...]
    normal: tuple[Found, ...]
    to_do: int


def found_lists(file: ExamFile) -> FoundLists:
    """The lists of an exam."""
    knowledge = file.engine.knowledge
    where = {region.id: region.short for region in knowledge.regions_of_exam}
    checks = checks_of(file, Role.VETERINARIAN, knowledge.items)
    on_pages = {item.id for page in pages_of(knowledge) for item in page.items}
    lists: dict[State, list[Found]] = {state: [] for state in State}
    for check in checks.values():
        if (state := _list_of(check)) is not State.TO_DO:
            lists[state].append(_found(check, where.get(check.item.region, ""), state))
    return FoundLists(
        abnormal=tuple(lists[State.ABNORMAL]),
        to_judge=tuple(lists[State.TO_JUDGE]),
        not_done=tuple(lists[State.NOT_DONE]),
        unable=tuple(lists[State.UNABLE]),
        noted=tuple(lists[State.NOTED]),
        normal=tuple(lists[State.NORMAL]),
        to_do=sum(
            check.item.core and not check.is_accounted_for for check in checks.values() if check.item.id in on_pages
        ),
    )


def _list_of(check: Check) -> State:
    """Findings first; a side without a value never lets the check stand as normal."""
    states = set(check.states.values()) - {State.TO_DO}
    for state in (State.ABNORMAL, State.TO_JUDGE, State.UNABLE, State.NOT_DONE, State.NOTED, State.NORMAL):
        if state in states:
            return state
    return State.TO_DO


def _found(check: Check, where: str, state: State) -> Found:
    words = reason_words(check) if state in _WITHOUT and not _values(check) else answer_words(check)
    return Found(check.item.id, where, check.item.short_label or check.item.label, words, state, check.note)


def _values(check: Check) -> bool:
    return any(state not in _WITHOUT | {State.TO_DO} for state in check.states.values())


def reason_words(check: Check) -> str:
    """Why there is no value, such as "Dog not still" or "left pain or distress, right dog not still"."""
    reasons = {site: _reason(check.answer(site)) for site in check.states}
    return _by_side(check.item, reasons)


def _reason(answer: object) -> str:
    if not isinstance(answer, NoValue):
        return "to do"
    if answer.reason is None:
        return "reason not given"
    return answer.text if answer.reason is WhyMissing.OTHER and answer.text else WHY_WORDS[answer.reason]


def answer_words(check: Check) -> str:
    """What is recorded, such as "Delayed left, normal right", "Delayed both sides" or "39.4 °C"."""
    return _by_side(check.item, {site: value_words(check.item, check.answer(site)) for site in check.states})


def value_words(item: Item, answer: object) -> str:
    """One answer in words."""
    if answer is None:
        return "to do"
    if isinstance(answer, NoValue):
        kind = "not examined" if answer.kind.value == "not_done" else "tried, could not"
        return f"{kind} ({_reason(answer)})"
    if item.kind is Kind.TEXT:
        return f"“{answer}”"
    if item.kind is Kind.NUM:
        return f"{answer:g} {item.unit}".strip()
    chosen = answer if isinstance(answer, tuple) else (answer,)
    return ", ".join(_option_words(option) for option in item.options if option.value in chosen)


def _option_words(option: Option) -> str:
    # The figure of a reflex alone would not say what it means.
    return option.label if not option.short or option.short.isdigit() else option.short


def _by_side(item: Item, words: Mapping[str | None, str]) -> str:
    if not item.sites:
        return _capital(words[None])
    sites_of: dict[str, list[str]] = {}
    for site in item.sites:
        sites_of.setdefault(words[site], []).append(site)
    parts = [
        f"{said} {_sides(item, sites)}" for said, sites in sites_of.items() if said != "to do" or len(sites_of) == 1
    ]
    return _capital(", ".join(parts))


def _sides(item: Item, sites: Iterable[str]) -> str:
    named = list(sites)
    if len(named) == len(item.sites):
        return "both sides" if len(named) == 2 else "all four"
    short = {site: SITE_WORDS[site] for site in named}
    if len(item.sites) == 2:
        short = {site: SITE_WORDS[site].split()[0] for site in named}
    return " and ".join(short.values())


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
