"""What the record holds and what it does not: not examined and tried-could-not are told apart, and neither is normal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from intake.domain.cases import CasePatient, Missing, NoValue, SidedAnswer
from intake.knowledge.model import Item
from intake.reasoning.assess import facts_of
from intake.reasoning.assessment import OpenCheck, ScoreResult
from intake.reasoning.facts import neurological_checks
from intake.reasoning.note.layout import hung, joined
from intake.reasoning.note.page import Page
from intake.reasoning.words import (
    MISSING_WORDS,
    SEDATED,
    WHY_WORDS,
    asked_words,
    lower_first,
    number_words,
    open_words,
    option_words,
)

_SEDATED_ITEM = "hx_sedated_before_exam"
_MONTHS_OF_A_YEAR = 12


def record(page: Page) -> Iterator[str]:
    """The dog, how much of the nervous system was examined, and what has no value."""
    if page.case is None:
        return
    yield from _dog(page)
    if page.case.answers.get(_SEDATED_ITEM) == "yes":
        yield from hung(SEDATED)
    checks = checks_recorded(page)
    yield from hung(f"Checks of the nervous system with an answer: {checks}. What has no answer is to do, not normal.")
    for kind in (Missing.UNABLE, Missing.NOT_DONE):
        yield from joined(MISSING_WORDS[kind], _without_value(page, kind), "")


def scores(page: Page) -> Iterator[str]:
    """The scores that are complete; what each value means for a veterinarian."""
    rows = {row.id: row for row in page.knowledge.scores}
    complete = [score for score in page.assessment.scores if score.value is not None]
    # A score of one answer says no more than that answer.
    counted = [score for score in complete if page.for_veterinarian or len(rows[score.id].items) > 1]
    values = [f"{rows[score.id].name} {_value_words(score)}" for score in counted]
    if not page.for_veterinarian:
        yield from joined("Scores", values, "")
        return
    for score, words in zip(counted, values, strict=True):
        yield from hung(words + (f": {score.meaning}" if score.meaning else ""))


def _value_words(score: ScoreResult) -> str:
    value = number_words(round(score.value or 0, 2))
    return value if score.max is None else f"{value} of {number_words(score.max)}"


def checks_recorded(page: Page) -> int | None:
    """How many checks of the nervous system have an answer."""
    if page.case is None:
        return None
    return neurological_checks(page.engine.rules.facts, facts_of(page.engine, page.case))


def tried(page: Page) -> tuple[OpenCheck, ...]:
    """The checks that were tried and could not be done."""
    return tuple(check for check, missing in _missing(page) if missing.kind is Missing.UNABLE)


def _missing(page: Page) -> Iterator[tuple[OpenCheck, NoValue]]:
    for item, answer in page.case.answers.items() if page.case else ():
        if isinstance(answer, NoValue):
            yield OpenCheck(item), answer
        elif isinstance(answer, SidedAnswer):
            for site, one in answer.sites.items():
                if isinstance(one, NoValue):
                    yield OpenCheck(item, site), one


def _without_value(page: Page, kind: Missing) -> Iterator[str]:
    """The checks without a value, those for the same reason together."""
    by_reason: dict[str, list[OpenCheck]] = {}
    for check, missing in _missing(page):
        if missing.kind is kind:
            by_reason.setdefault(_reason_words(missing), []).append(check)
    for reason, checks in by_reason.items():
        yield "; ".join(stated_words(page, checks)) + f" ({reason})"


def stated_words(page: Page, checks: Sequence[OpenCheck]) -> list[str]:
    """Checks on the sides that somebody spoke of; a whole check with its legs where others share its name."""
    whole = [asked_words(page.items, check.item) for check in checks if check.site is None]
    return [*whole, *open_words(page.items, [check for check in checks if check.site is not None])]


def _reason_words(missing: NoValue) -> str:
    why = WHY_WORDS[missing.reason] if missing.reason else "reason not given"
    return f"{why}: {missing.text}" if missing.text else why


def _dog(page: Page) -> list[str]:
    about = (page.case.patient if page.case else None) or CasePatient()
    facts = facts_of(page.engine, page.case) if page.case else {}
    # A technician's note shows no word that could name a cause, and some breeds do.
    breed = (about.breed or _fact(facts, "sig_breed")) if page.for_veterinarian else ""
    sex = about.sex or _fact(facts, "sig_sex")
    months = facts.get("sig_age_months", {}).get(None)
    age = _age_words(months) if isinstance(months, int | float) else ""
    words = [about.name, breed, lower_first(option_words(_sex(page), str(sex))) if sex else "", age]
    found = [str(word) for word in words if word]
    return hung(f"Dog: {', '.join(found)}") if found else []


def _fact(facts: object, item: str) -> object:
    return facts.get(item, {}).get(None) if isinstance(facts, dict) else None


def _sex(page: Page) -> Item:
    return page.items["sig_sex"]


def _age_words(months: float) -> str:
    years, rest = divmod(int(months), _MONTHS_OF_A_YEAR)
    if years < 2:
        return f"{int(months)} months"
    return f"{years} years" + (f" and {rest} month{'s' if rest > 1 else ''}" if rest else "")
