"""The short form of an answer: what to type so that it is understood."""

from __future__ import annotations

from collections.abc import Sequence

from intake.app.recording import Given
from intake.app.short_forms.names import Named, ShortForms, matching
from intake.app.short_forms.sentences import typed_side, typed_value
from intake.domain.cases import Answer, Missing, NoValue, WhyMissing
from intake.knowledge.model import Kind
from intake.knowledge.typed_words import words_of
from intake.reasoning.words import WHY_WORDS, number_words

_PHRASES = {Missing.NOT_DONE: "not done", Missing.UNABLE: "could not"}


def short_form_of(forms: ShortForms, given: Sequence[Given]) -> str:
    """The line that means these answers of one check."""
    check = next(check for check in forms.checks if check.item.id == given[0].item)
    parts = (
        " ".join((*((typed_side(one.site),) if one.site else ()), typed_answer(check, one.answer))) for one in given
    )
    return " ".join((forms.typed(check.item, with_side=given[0].site is not None), *parts))


def typed_answer(check: Named, answer: Answer | None) -> str:
    """What to type for one answer."""
    if answer is None:
        return "erase"
    if isinstance(answer, NoValue):
        return _without_value(answer)
    if isinstance(answer, tuple):
        return " + ".join(_option(check, value) for value in answer)
    if check.item.kind is Kind.TEXT:
        return str(answer)
    return _option(check, answer) if isinstance(answer, str) else number_words(answer)


def _without_value(missing: NoValue) -> str:
    if missing.reason is WhyMissing.OTHER:
        return f"{_PHRASES[missing.kind]} other {missing.text}"
    why = " ".join(words_of(WHY_WORDS[missing.reason])) if missing.reason else ""
    return f"{_PHRASES[missing.kind]} {why}".strip()


def _option(check: Named, value: str) -> str:
    """The words of the value, or its number where those mean another one as well."""
    place = next(place for place, option in enumerate(check.item.options, 1) if option.value == value)
    typed = typed_value(check.item, check.item.options[place - 1])
    return typed if matching(check.values, words_of(typed)) == (value,) else f"#{place}"
