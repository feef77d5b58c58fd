"""What the panel says beside the places it lists: places with little support, and what to record while it is too little."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from typing import TypeAlias

from intake.app.boards import ExamFile
from intake.domain.cases import Answer, CaseAnswer, NoValue, SidedAnswer
from intake.knowledge.conditions import items_of
from intake.knowledge.model import AnswerClass, Item, Knowledge, Region
from intake.reasoning.assessment import Assessment
from intake.reasoning.reasons import counts_of
from intake.reasoning.words import MISSING_WORDS, lower_first, place_counts_words

FEWEST_NORMAL = 4
"""Fewer normal checks than this are no reason to set a place aside."""
MOST_LINES = 2
_MOST_NEXT = 3
_MOST_MISSING = 2
_KEY_ROWS = frozenset({"always", "commonly"})
_SUM_OF_OTHERS = "multifocal"


Classes: TypeAlias = Mapping[str, AnswerClass]


@dataclass(frozen=True, slots=True)
class Area:
    """Places that share their plain words, and the checks that commonly speak for them."""

    name: str
    places: frozenset[str]
    checks: Mapping[str, Classes]  # of every answer, by check


def areas_of(knowledge: Knowledge) -> tuple[Area, ...]:
    """The areas of the body that can be set aside, in the order of the knowledge."""
    sections = knowledge.method.lists["neurological_sections"]
    nerves = {
        item.id: {option.value: option.cls for option in item.options}
        for item in knowledge.items
        if item.section in sections
    }
    by_name: dict[str, list[Region]] = {}
    for region in knowledge.regions:
        if region.id != _SUM_OF_OTHERS:
            by_name.setdefault(region.plain_name or region.name, []).append(region)
    made = (Area(name, frozenset(one.id for one in same), _key_checks(same, nerves)) for name, same in by_name.items())
    return tuple(area for area in made if area.checks)


def _key_checks(regions: Iterable[Region], nerves: Mapping[str, Classes]) -> dict[str, Classes]:
    rows = (row for region in regions for row in region.rows if row.strength in _KEY_ROWS)
    asked = (item for row in rows for one in row.alternatives for item in items_of(one))
    return {item: nerves[item] for item in asked if item in nerves}


def set_aside(file: ExamFile, assessment: Assessment, areas: Sequence[Area], shown: Sequence[str]) -> tuple[str, ...]:
    """A line for each area that is not among the places shown and why: what was normal, or how little speaks for it."""
    if not assessment.enough:
        return ()
    shared = {check for area in areas if area.places & set(shown) for check in area.checks}
    others = [area for area in areas if not area.places & set(shown)]
    found = [line for area in others if (line := _line(file, assessment, area, shared)) is not None]
    return tuple(words for _, words in sorted(found, key=lambda one: -one[0]))[:MOST_LINES]


def _line(file: ExamFile, assessment: Assessment, area: Area, shared: Set[str]) -> tuple[int, str] | None:
    """How many checks were normal, and what is said of the area; of checks that tell it from the places shown."""
    own = {check: classes for check, classes in area.checks.items() if check not in shared}
    normal, words = _normal_words(file, own)
    if words:
        return normal, f"{area.name}: little support so far. {words}"
    place = next((place for place in assessment.localisation if place.id in area.places), None)
    speaks_for, against, _ = counts_of(place) if place is not None else (0, 0, 0)
    if place is None or against <= speaks_for:
        return None
    return 0, f"{area.name}: less support so far. {_capital(place_counts_words(place))}."


def _normal_words(file: ExamFile, checks: Mapping[str, Classes]) -> tuple[int, str]:
    """Such as "10 of 12 checks normal, gag not examined."; no words while too few were, or one was not normal."""
    items, answers = file.engine.items, file.record.case.answers
    asked = [items[one] for one in checks if one in items and (items[one].core or one in answers)]
    stands = {item.id: _stand(item, checks[item.id], answers.get(item.id)) for item in asked}
    normal = sum(stand is AnswerClass.NORMAL for stand in stands.values())
    is_clear = not {AnswerClass.ABNORMAL, AnswerClass.BORDERLINE} & set(stands.values())
    if normal < max(FEWEST_NORMAL, len(asked) // 2) or not is_clear:
        return normal, ""
    missing = [
        f"{lower_first(items[one].short_label.split(' (')[0])} {lower_first(str(stand))}"
        for one, stand in stands.items()
        if stand and not isinstance(stand, AnswerClass)
    ]
    return normal, ", ".join([f"{normal} of {len(asked)} checks normal", *missing[:_MOST_MISSING]]) + "."


def _stand(item: Item, classes: Classes, answer: CaseAnswer | None) -> AnswerClass | str | None:
    """Normal, the class of what is not, the words of a missing value, or nothing: to do or information."""
    if answer is None:
        return None
    sides = [*answer.sites.values()] if isinstance(answer, SidedAnswer) else [answer]
    missing = next((side for side in sides if isinstance(side, NoValue)), None)
    if missing is not None:
        return MISSING_WORDS[missing.kind]
    if isinstance(answer, SidedAnswer) and len(sides) < len(item.sites):
        return None
    return _worst(classes, [side for side in sides if not isinstance(side, NoValue)])


def _worst(classes: Classes, sides: Sequence[Answer]) -> AnswerClass | None:
    values = [value for side in sides for value in (side if isinstance(side, tuple) else (side,))]
    found = {classes.get(str(value)) for value in values}
    for cls in (AnswerClass.ABNORMAL, AnswerClass.BORDERLINE, AnswerClass.NORMAL):
        if cls in found:
            return cls
    return None


def record_next(file: ExamFile, assessment: Assessment, label: Callable[[str], str]) -> str:
    """Such as "3 of 10 checks recorded. Record next: paw placement, patellar."; empty once there is enough."""
    if assessment.enough:
        return ""
    nerves, answers = file.engine.rules.facts.neurological, file.record.case.answers
    done, needed = sum(_has_value(answers.get(item)) for item in nerves), int(file.engine.rules.constants.enough_checks)
    counted = f"{done} of {needed}" if done < needed else str(done)
    wanted = dict.fromkeys(check.item for check in assessment.next_checks if not _has_any(answers.get(check.item)))
    named = ", ".join(lower_first(label(item)) for item in [*wanted][:_MOST_NEXT])
    return f"{counted} neurological checks recorded." + (f" Record next: {named.rstrip('?')}." if named else "")


def _has_value(answer: CaseAnswer | None) -> bool:
    sides = answer.sites.values() if isinstance(answer, SidedAnswer) else (answer,)
    return any(side is not None and not isinstance(side, NoValue) for side in sides)


def _has_any(answer: CaseAnswer | None) -> bool:
    return answer is not None and not isinstance(answer, SidedAnswer)


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
