"""Short forms in whole sentences: what will be recorded, what a check takes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from intake.app.recording import Given
from intake.domain.cases import Answer, Missing, NoValue, WhyMissing
from intake.knowledge.model import AnswerClass, Item, Kind, Option
from intake.knowledge.typed_words import words_of
from intake.reasoning.words import (
    MISSING_WORDS,
    SITE_WORDS,
    WHY_WORDS,
    lower_first,
    number_words,
    sites_words,
    value_words,
)

MOST_NAMED = 9
_CLASS_WORDS = {
    AnswerClass.ABNORMAL: "abnormal",
    AnswerClass.BORDERLINE: "vet to judge",
    AnswerClass.INFORMATIONAL: "noted",
    AnswerClass.NORMAL: "normal",
}
"""The worst first: it is said of several ticked answers together."""
_LETTERS = {"L": "l", "R": "r", "LF": "lf", "RF": "rf", "LH": "lh", "RH": "rh"}
_BEFORE_BRACKETS = re.compile(r"^[^(:]*")


def name_of(item: Item) -> str:
    """The check in a sentence: "Patellar reflex" rather than "Patellar", where the longer name only adds to it."""
    found = _BEFORE_BRACKETS.match(item.label)
    longer = found.group().strip() if found else ""
    return longer if longer.startswith(item.short_label) else item.short_label


def reading_words(item: Item, given: Sequence[Given]) -> str:
    """What will be recorded: "Patellar reflex: left hind 3 brisk, vet to judge; right hind 2 normal"."""
    sides: dict[Answer | None, list[str]] = {}
    for one in given:
        sides.setdefault(one.answer, []).extend([one.site] if one.site else item.sites)
    parts = (f"{sites_words(sites)} {answer_words(item, answer)}".strip() for answer, sites in sides.items())
    mark = "" if name_of(item).endswith("?") else ":"
    return f"{name_of(item)}{mark} {'; '.join(parts)}"


def answer_words(item: Item, answer: Answer | None) -> str:
    """One answer with what it counts as."""
    if answer is None:
        return "cleared"
    if isinstance(answer, NoValue):
        return no_value_words(answer)
    if item.kind is Kind.TEXT:
        return f"“{answer}”"
    chosen = answer if isinstance(answer, tuple) else (answer,)
    options = [option for option in item.options if option.value in chosen]
    if not options:
        return ", ".join(value_words(item, one) for one in chosen)
    labels = " + ".join(_option_words(option) for option in options)
    worst = next(words for cls, words in _CLASS_WORDS.items() if any(option.cls is cls for option in options))
    return labels if worst in labels.split() else f"{labels}, {worst}"


def no_value_words(missing: NoValue) -> str:
    """Such as "not examined (dog not still)"."""
    why = missing.text if missing.reason is WhyMissing.OTHER and missing.text else ""
    reason = why or (WHY_WORDS[missing.reason] if missing.reason else "")
    head = "tried, could not" if missing.kind is Missing.UNABLE else lower_first(MISSING_WORDS[missing.kind])
    return f"{head} ({reason})" if reason else head


def takes_words(item: Item) -> str:
    """What a check takes: "0 to 4", "normal, delayed or absent", "a number from 30 to 44 °C"."""
    match item.kind:
        case Kind.NUM:
            unit = f" {item.unit}" if item.unit else ""
            return f"a number from {number_words(item.minimum or 0)} to {number_words(item.maximum or 0)}{unit}"
        case Kind.TEXT:
            return "words"
    if figures := figures_of(item):
        return f"{figures[0]} to {figures[-1]}"
    return _either([lower_first(option.label) for option in item.options])


def sides_words(item: Item) -> str:
    """The sides as they are typed: "lh or rh"."""
    return _either([_LETTERS[site] for site in item.sites])


def figures_of(item: Item) -> tuple[str, ...]:
    """The figures of a scale; empty when its values are words."""
    shorts = tuple(option.short for option in item.options)
    return shorts if shorts and all(re.fullmatch("[0-9]", short) for short in shorts) else ()


def typed_side(site: str) -> str:
    """What to type for a side."""
    return _LETTERS[site]


def typed_value(item: Item, option: Option) -> str:
    """What to type for a value."""
    return option.short if figures_of(item) else " ".join(words_of(option.label))


def side_label(site: str) -> str:
    """A side as a row of its own."""
    words = SITE_WORDS[site]
    return words[:1].upper() + words[1:]


def _option_words(option: Option) -> str:
    label = lower_first(option.label)
    return f"{option.short} {label}" if re.fullmatch("[0-9]", option.short) else label


def _either(words: Iterable[str]) -> str:
    known = list(words)
    if len(known) > MOST_NAMED:
        return f"{', '.join(known[:MOST_NAMED])} or one of {len(known) - MOST_NAMED} more"
    return " or ".join(part for part in (", ".join(known[:-1]), *known[-1:]) if part)
