"""What stands behind a check's name: sides and values."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice, product

from intake.app.recording import Given
from intake.app.short_forms.names import Named, ShortForms
from intake.app.short_forms.outcomes import Found, Outcome, Unfinished, Wrong
from intake.app.short_forms.sentences import name_of, sides_words, takes_words
from intake.app.short_forms.sides import Segment, is_side, segments_of
from intake.app.short_forms.tokens import Line
from intake.app.short_forms.values import NORMAL, Meanings, meanings
from intake.domain.cases import Answer, NoValue
from intake.knowledge.model import Item
from intake.reasoning.words import SITE_WORDS

MOST_MEANINGS = 24


def arguments(forms: ShortForms, check: Named, line: Line) -> Outcome:
    """What the rest of the line means for this check."""
    item = check.item
    if not line.tokens:
        side = "a side and " if item.sites else ""
        return Unfinished(f"{name_of(item)}: type {side}{takes_words(item)}.", 0)
    return _by_side(forms, check, line) if item.sites else _without_sides(forms, check, line)


def _without_sides(forms: ShortForms, check: Named, line: Line) -> Outcome:
    found = meanings(forms, check, line)
    if not isinstance(found, Wrong):
        return Found(tuple((Given(check.item.id, None, answer),) for answer in found))
    if not found.is_meant and is_side(forms, line.tokens[0].word):
        return Wrong(f"{name_of(check.item)} has no sides. It takes {takes_words(check.item)}.")
    return found


def _by_side(forms: ShortForms, check: Named, line: Line) -> Outcome:
    segments = segments_of(forms, check.item, line)
    if isinstance(segments, Wrong):
        return segments
    first, last = segments[0], segments[-1]
    if not first.sites:
        return _of_no_side(forms, check, segments)
    if wrong := _named_twice(segments):
        return wrong
    told: list[list[tuple[Given, ...]]] = []
    for segment in segments if last.line.tokens else segments[:-1]:
        found = meanings(forms, check, segment.line)
        if isinstance(found, Wrong):
            return Wrong(found.says, segment.at + 1, found.is_meant)
        told.append([_at(check.item, segment.sites, answer) for answer in found])
    if not last.line.tokens:
        taken = tuple(site for segment in segments[:-1] for site in segment.sites)
        says = f"{name_of(check.item)}: type {takes_words(check.item)} for {_sides(last.sites)}."
        return Unfinished(says, len(line.tokens), taken, last.sites)
    ways = islice(product(*told), MOST_MEANINGS)
    return Found(tuple(dict.fromkeys(_together(check.item, way) for way in ways)), len(line.tokens))


def _of_no_side(forms: ShortForms, check: Named, segments: tuple[Segment, ...]) -> Outcome:
    """A value without a side: for the whole check where that is what is said, else each side can be chosen."""
    item, first = check.item, segments[0]
    found = meanings(forms, check, first.line)
    if isinstance(found, Wrong):
        return found
    if len(segments) > 1:
        return Wrong(f"{name_of(item)}: type a side ({sides_words(item)}) before each value.", 1, is_meant=True)
    if first.line.words in NORMAL:
        return Found((_at(item, item.sites, found[0]),))
    return Found(tuple(dict.fromkeys(_places(item, found)))[:MOST_MEANINGS])


def _places(item: Item, found: Meanings) -> Iterable[tuple[Given, ...]]:
    for answer in found:
        if answer is None or isinstance(answer, NoValue):
            yield _together(item, (_at(item, item.sites, answer),))
            continue
        yield _at(item, item.sites, answer)
        yield from (_at(item, (site,), answer) for site in item.sites)


def _at(item: Item, sites: tuple[str, ...], answer: Answer | None) -> tuple[Given, ...]:
    return tuple(Given(item.id, site, answer) for site in sites)


def _together(item: Item, way: tuple[tuple[Given, ...], ...]) -> tuple[Given, ...]:
    """The sides in the item's order; one and the same "no value" on all of them is one for the whole check."""
    given = sorted((one for part in way for one in part), key=lambda one: item.sites.index(one.site or ""))
    answers = {one.answer for one in given}
    if len(given) == len(item.sites) and len(answers) == 1 and isinstance(given[0].answer, NoValue):
        return (Given(item.id, None, given[0].answer),)
    return tuple(given)


def _named_twice(segments: tuple[Segment, ...]) -> Wrong | None:
    seen: set[str] = set()
    for segment in segments:
        for site in segment.sites:
            if site in seen:
                return Wrong(f"The {SITE_WORDS[site]} side is named twice.", segment.at, is_meant=True)
            seen.add(site)
    return None


def _sides(sites: tuple[str, ...]) -> str:
    return " and ".join(SITE_WORDS[site] for site in sites)
