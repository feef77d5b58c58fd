"""The lists of Review: what was found, what was not examined, and what was normal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from intake.app.boards import ExamFile
from intake.domain.cases import NoValue, WhyMissing
from intake.domain.staff import Role
from intake.knowledge.model import Item, Kind, Option
from intake.reasoning.words import SITE_WORDS, WHY_WORDS, number_words
from intake.ui.exam.checks import Check, checks_of
from intake.ui.widgets.states import LOOKS, State

_FINDINGS = (State.ABNORMAL, State.TO_JUDGE)
_FINE = (State.NOTED, State.NORMAL)
_WITHOUT = (State.NOT_DONE, State.UNABLE)
_KNOWN = frozenset((*_FINDINGS, *_FINE))
_Site = str | None


@dataclass(frozen=True, slots=True)
class Found:
    """One line of a list: what puts the check there, and how the other sides stand."""

    item: str
    where: str  # the page it stands on, in a word
    label: str
    words: str
    state: State
    note: str = ""
    rest: str = ""


@dataclass(frozen=True, slots=True)
class FoundLists:
    """Every recorded check by what is known of it; sides without a value have lines of their own."""

    abnormal: tuple[Found, ...]
    to_judge: tuple[Found, ...]
    not_done: tuple[Found, ...]
    unable: tuple[Found, ...]
    part: tuple[Found, ...]  # nothing found so far, and a side still to do
    noted: tuple[Found, ...]
    normal: tuple[Found, ...]
    to_do: int  # checks of the default exam nobody has said anything about, counted as on the sheet
    begun: int  # checks with an answer on one side and nothing on another


def found_lists(file: ExamFile) -> FoundLists:
    """The lists of an exam."""
    knowledge = file.engine.knowledge
    where = {region.id: region.short for region in knowledge.regions_of_exam}
    checks = checks_of(file, Role.VETERINARIAN, knowledge.items)
    lists: dict[State, list[Found]] = {state: [] for state in State}
    for check in checks.values():
        for found in _lines_of(check, where.get(check.item.region, "")):
            lists[found.state].append(found)
    answers = file.record.case.answers
    return FoundLists(
        abnormal=tuple(lists[State.ABNORMAL]),
        to_judge=tuple(lists[State.TO_JUDGE]),
        not_done=tuple(lists[State.NOT_DONE]),
        unable=tuple(lists[State.UNABLE]),
        part=tuple(lists[State.PART]),
        noted=tuple(lists[State.NOTED]),
        normal=tuple(lists[State.NORMAL]),
        to_do=sum(_is_asked(file, item) and item.id not in answers for item in knowledge.items),
        begun=sum(_is_begun(check) for check in checks.values()),
    )


def _is_asked(file: ExamFile, item: Item) -> bool:
    """Of the default exam, or among the checks chosen for this one."""
    exam = file.record.exam
    return item.id in exam.checks if exam is not None and exam.checks else item.core


def _is_begun(check: Check) -> bool:
    return State.TO_DO in check.states.values() and len(set(check.states.values())) > 1


def _lines_of(check: Check, where: str) -> Iterator[Found]:
    """A line per list the check stands in; a side without a value never lets it stand as normal."""
    for state, sites in _placed(check):
        strong = _missing_words(check, sites) if state in _WITHOUT else _said(check, sites)
        others = [site for site in check.states if site not in sites]
        rest = ", ".join(_said(check, others))
        words = _capital(", ".join(strong) if state is not State.PART else rest)
        label = check.item.short_label or check.item.label
        rest = ", ".join(strong) if state is State.PART else rest
        yield Found(check.item.id, where, label, words, state, check.note, rest)


def _placed(check: Check) -> Iterator[tuple[State, list[_Site]]]:
    """The lists a check stands in, with the sides that put it there."""
    states = check.states
    findings = [site for site, state in states.items() if state in _FINDINGS]
    fine = [site for site, state in states.items() if state in _FINE]
    if findings:
        yield _first(_FINDINGS, check), findings
    missing = [(kind, [site for site, state in states.items() if state is kind]) for kind in _WITHOUT]
    yield from ((kind, sites) for kind, sites in missing if sites)
    if fine and not findings and not any(sites for _, sites in missing):
        yield State.PART if State.TO_DO in states.values() else _first(_FINE, check), fine


def _first(states: Iterable[State], check: Check) -> State:
    known = set(check.states.values())
    return next(state for state in states if state in known)


def _missing_words(check: Check, sites: Sequence[_Site]) -> list[str]:
    """Why there is no value, such as ["pain or distress, left"]."""
    reasons = {site: _reason(check.answer(site)) for site in sites}
    return [
        f"{why}, {_sides(check.item, where)}" if check.item.sites else why for why, where in _grouped(reasons).items()
    ]


def _said(check: Check, sites: Sequence[_Site]) -> list[str]:
    """What is known of these sides, such as ["delayed left", "right: to do"]."""
    values = {site: _value_words(check.item, check.answer(site)) for site in sites if check.states[site] in _KNOWN}
    without = {site: LOOKS[check.states[site]].words.lower() for site in sites if check.states[site] not in _KNOWN}
    if not check.item.sites:
        return [*values.values(), *without.values()]
    parts = [f"{said} {_sides(check.item, where)}" for said, where in _grouped(values).items()]
    return [
        *map(_lower, parts),
        *[f"{_sides(check.item, where)}: {said}" for said, where in _grouped(without).items()],
    ]


def _grouped(words: dict[_Site, str]) -> dict[str, list[_Site]]:
    """The sides of which the same is said, together."""
    sites_of: dict[str, list[_Site]] = {}
    for site, said in words.items():
        sites_of.setdefault(said, []).append(site)
    return sites_of


def _reason(answer: object) -> str:
    if not isinstance(answer, NoValue) or answer.reason is None:
        return "reason not given"
    if answer.reason is WhyMissing.OTHER:
        return answer.text or WHY_WORDS[answer.reason]
    return f"{WHY_WORDS[answer.reason]}{': ' + answer.text if answer.text else ''}"


def _value_words(item: Item, answer: object) -> str:
    """One answer, such as "Delayed" or "39.4 °C"."""
    if item.kind is Kind.TEXT:
        return f"“{answer}”"
    if item.kind is Kind.NUM and isinstance(answer, int | float):
        return f"{number_words(answer)} {item.unit}".strip()
    chosen = answer if isinstance(answer, tuple) else (answer,)
    words = [_option_words(option) for option in item.options if option.value in chosen]
    return ", ".join([*words[:1], *map(_lower, words[1:])])


def _option_words(option: Option) -> str:
    # The figure of a reflex alone would not say what it means.
    return option.label if not option.short or option.short.isdigit() else option.short


def _sides(item: Item, sites: Iterable[_Site]) -> str:
    named = [site for site in sites if site]
    if len(named) == len(item.sites):
        return "both sides" if len(named) == 2 else "all four"
    short = [SITE_WORDS[site] for site in named]
    if len(item.sites) == 2:
        short = [words.split()[0] for words in short]
    return " and ".join(short)


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _lower(words: str) -> str:
    return words[:1].lower() + words[1:] if words[1:2].islower() else words
