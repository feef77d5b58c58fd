"""The answers that a few words can mean at one check."""

from __future__ import annotations

import re

from intake.app.short_forms.names import Named, ShortForms, Words, matching
from intake.app.short_forms.outcomes import Wrong
from intake.app.short_forms.sentences import figures_of, name_of, takes_words
from intake.app.short_forms.tokens import Kind as TokenKind
from intake.app.short_forms.tokens import Line
from intake.domain.cases import Answer, Missing, NoValue, WhyMissing
from intake.knowledge.legal import problem_with, too_long
from intake.knowledge.model import Item, Kind
from intake.reasoning.words import number_words

Meanings = tuple[Answer | None, ...]
NORMAL = (("n",), ("normal",))
_CLEAR = (("clear",), ("erase",))
_PHRASES: tuple[tuple[Words, Missing], ...] = (
    (("tried", "could", "not"), Missing.UNABLE),
    (("could", "not"), Missing.UNABLE),
    (("not", "examined"), Missing.NOT_DONE),
    (("not", "done"), Missing.NOT_DONE),
    (("unable",), Missing.UNABLE),
    (("cn",), Missing.UNABLE),
    (("nd",), Missing.NOT_DONE),
)
_NUMBER = re.compile(r"\s*([+-]?[0-9]{1,9}(?:[.,][0-9]{1,9})?)\s*(.*)", re.DOTALL)
_UNIT_MARKS = re.compile(r"[\s.°]+")


def meanings(forms: ShortForms, check: Named, line: Line) -> Meanings | Wrong:
    """Every answer the line can mean here; more than one has to be chosen from."""
    if _asks_for_normal(check.item, line):
        return _normal(check.item)
    by_word = _by_keyword(forms, line)
    if by_word and not isinstance(by_word, Wrong) and check.item.kind is Kind.TEXT:
        return by_word  # words of the grammar are hardly ever meant as somebody's own
    by_kind = _by_kind(forms, check, line)
    if isinstance(by_kind, Wrong):
        return by_word or by_kind
    return tuple(dict.fromkeys((*by_kind, *(by_word if not isinstance(by_word, Wrong) else ()))))


def _by_keyword(forms: ShortForms, line: Line) -> Meanings | Wrong:
    """What the words of the grammar mean: clear, not done, could not."""
    words = line.words
    if words in _CLEAR:
        return (None,)
    if line.tokens[0].kind is TokenKind.DASH:
        return _without_value(forms, Missing.NOT_DONE, line.part(line.tokens[1:]))
    for phrase, kind in _PHRASES:
        if words[: len(phrase)] == phrase:
            return _without_value(forms, kind, line.part(line.tokens[len(phrase) :]))
    return ()


def asks_for_words(line: Line) -> bool:
    """Whether the words of a reason follow: "could not other", "- other"."""
    if line.words[-1:] != ("other",):
        return False
    is_dash = line.tokens[0].kind is TokenKind.DASH
    return is_dash or any(line.words == (*phrase, "other") for phrase, _ in _PHRASES)


def _asks_for_normal(item: Item, line: Line) -> bool:
    """Whether N is meant; "normal" may also be a value of a check that has no single normal one."""
    is_word = line.words in NORMAL and len(line.tokens) == 1
    return is_word and (bool(item.normal) or not item.options or line.words == NORMAL[0])


def _normal(item: Item) -> Meanings | Wrong:
    if not item.normal:
        return Wrong(f"{name_of(item)} has no single normal value. It takes {takes_words(item)}.", is_meant=True)
    return ((item.normal,) if item.kind is Kind.MULTI else item.normal,)


def _without_value(forms: ShortForms, kind: Missing, why: Line) -> Meanings | Wrong:
    """Every kind of "no value" needs its reason; without one each can be chosen."""
    if not why.tokens:
        return tuple(NoValue(kind, reason) for reason in WhyMissing if reason is not WhyMissing.OTHER)
    if why.words[:1] == ("other",):
        text = why.part(why.tokens[1:]).raw_to_end
        if not text or too_long(text):
            return Wrong("Say the reason in a few words after other.", is_meant=True)
        return (NoValue(kind, WhyMissing.OTHER, text),)
    reasons = [WhyMissing(found) for found in matching(forms.reasons, why.words)]
    if not reasons:
        known = "unsafe, pain, not still, not needed, no equipment, vet, owner, not known or other"
        return Wrong(f"“{why.raw}” is not a reason. The reasons are {known}.", is_meant=True)
    return tuple(NoValue(kind, reason) for reason in reasons if reason is not WhyMissing.OTHER)


def _by_kind(forms: ShortForms, check: Named, line: Line) -> Meanings | Wrong:
    match check.item.kind:
        case Kind.NUM:
            return _number(forms, check.item, line)
        case Kind.TEXT:
            return _text(check.item, line)
        case Kind.MULTI:
            return _ticked(check, line)
    return _chosen(check, line)


def _number(forms: ShortForms, item: Item, line: Line) -> Meanings | Wrong:
    found = _NUMBER.fullmatch(line.raw)
    if found is None:
        return Wrong(f"{name_of(item)} takes {takes_words(item)}. “{line.raw}” is not a number.")
    number, unit = _read(found.group(1)), found.group(2)
    if unit and _bare(unit) not in {_bare(known) for known in (item.unit, *forms.units.get(item.unit, ()))}:
        expected = f"its unit is {item.unit}" if item.unit else "it has no unit"
        return Wrong(f"{name_of(item)}: {expected}. “{unit}” is not understood.")
    if problem_with(item, item.sites[0] if item.sites else None, number) is None:
        return (number,)
    said = f"{number_words(number)} {item.unit}".strip()
    if item.whole_number and number != int(number):
        return Wrong(f"{name_of(item)} takes whole numbers. {said} is not one.", is_meant=True)
    says = f"{said} is not possible: {name_of(item)} takes {takes_words(item)}. Check the number."
    return Wrong(says, is_meant=True)


def _read(figures: str) -> float:
    plain = figures.replace(",", ".")
    return float(plain) if "." in plain else int(plain)


def _bare(unit: str) -> str:
    return _UNIT_MARKS.sub("", unit).casefold().replace("\u03bc", "\u00b5")


def _text(item: Item, line: Line) -> Meanings | Wrong:
    text = line.raw_to_end
    if (why := too_long(text)) is not None:
        return Wrong(f"{name_of(item)}: {why}.", is_meant=True)
    return (text,)


def _chosen(check: Named, line: Line) -> Meanings | Wrong:
    if any(token.kind is TokenKind.PLUS for token in line.tokens):
        return Wrong(f"{name_of(check.item)} takes one answer: {takes_words(check.item)}.")
    return _options(check, line)


def _options(check: Named, line: Line) -> tuple[str, ...] | Wrong:
    """The options a few words can mean."""
    item = check.item
    if line.tokens and line.tokens[0].kind is TokenKind.ORDINAL and len(line.tokens) == 1:
        return _numbered(item, int(line.tokens[0].word[1:]))
    is_all_words = bool(line.tokens) and all(one.kind in (TokenKind.WORD, TokenKind.COMMA) for one in line.tokens)
    if is_all_words and (found := matching(check.values, line.words)):
        return found
    is_figure = bool(figures_of(item)) and line.raw.lstrip("+-").isdecimal()
    said = line.raw if is_figure else f"“{line.raw}”"
    return Wrong(f"{name_of(item)} takes {takes_words(item)}. {said} is not one of them.", is_meant=is_figure)


def _numbered(item: Item, number: int) -> tuple[str, ...] | Wrong:
    if 1 <= number <= len(item.options):
        return (item.options[number - 1].value,)
    return Wrong(f"{name_of(item)} has {len(item.options)} answers. There is no #{number}.", is_meant=True)


def _ticked(check: Named, line: Line) -> Meanings | Wrong:
    """Several options: parts joined by a plus, or by commas where the words between are no option by themselves."""
    ways: list[tuple[str, ...]] = [()]
    for part in line.split_at(TokenKind.PLUS):
        found = _part_options(check, part)
        if isinstance(found, Wrong):
            return found
        ways = [(*way, *more) for way in ways for more in found][:_MOST_WAYS]
    answers = dict.fromkeys(_in_order(check.item, way) for way in ways)
    legal = tuple(answer for answer in answers if problem_with(check.item, _a_side(check.item), answer) is None)
    if not legal:
        alone = next(option.label for option in check.item.options if option.exclusive and option.value in ways[0])
        return Wrong(f"{name_of(check.item)}: {alone} stands alone, with no other answer beside it.", is_meant=True)
    return legal


def _part_options(check: Named, part: Line) -> list[tuple[str, ...]] | Wrong:
    """The ways to read one part: as one option, else as several with commas between."""
    whole = _options(check, part)
    if not isinstance(whole, Wrong):
        return [(value,) for value in whole]
    ways: list[tuple[str, ...]] = [()]
    for piece in part.split_at(TokenKind.COMMA):
        found = _options(check, piece)
        if isinstance(found, Wrong):
            return found
        ways = [(*way, value) for way in ways for value in found][:_MOST_WAYS]
    return ways


def _in_order(item: Item, values: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(option.value for option in item.options if option.value in values)


def _a_side(item: Item) -> str | None:
    return item.sites[0] if item.sites else None


_MOST_WAYS = 12
