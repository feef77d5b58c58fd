"""From a typed line to what it means: readings to choose from, checks, and what may come next."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from intake.app.recording import Given
from intake.app.short_forms.arguments import arguments
from intake.app.short_forms.following import Next, following
from intake.app.short_forms.names import Named, ShortForms
from intake.app.short_forms.outcomes import Found, Outcome, Unfinished, Wrong
from intake.app.short_forms.sentences import name_of, reading_words
from intake.app.short_forms.tokens import Kind as TokenKind
from intake.app.short_forms.tokens import Line, line_of
from intake.domain.cases import Missing, NoValue
from intake.knowledge.model import Item, Kind

MOST_READINGS = 12
MOST_CHECKS = 12
_LONGEST_NAME = 14
_MOST_NAMED = 4


@dataclass(frozen=True, slots=True)
class Stand:
    """How one check stands: why it is shut, and where something is recorded (None: for the whole check)."""

    shut: str = ""
    recorded: frozenset[str | None] = frozenset()


@dataclass(frozen=True, slots=True)
class Shown:
    """The exam on the screen: why it takes nothing, and how its checks stand."""

    read_only: str = ""
    stands: Mapping[str, Stand] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Reading:
    """One thing the line can mean, in a sentence; `refusal` says why it cannot be recorded now."""

    item: Item
    given: tuple[Given, ...]
    sentence: str
    refusal: str = ""


@dataclass(frozen=True, slots=True)
class Understood:
    """What a line means. It is recorded only when `exact` is there, or a reading was chosen."""

    readings: tuple[Reading, ...] = ()
    more: int = 0  # readings beyond those listed
    says: str = ""  # what was understood, and what is wrong or expected
    checks: tuple[Item, ...] = ()
    following: tuple[Next, ...] = ()
    is_exact: bool = False

    @property
    def exact(self) -> Reading | None:
        """The one reading that Enter records."""
        return self.readings[0] if self.is_exact else None


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A check the first words may name, and what the rest means for it."""

    check: Named
    words: tuple[str, ...]
    name_words: int
    outcome: Outcome

    @property
    def is_own(self) -> bool:
        """Whether the words are the name the check is shown by, not only another word for it."""
        return self.words in self.check.names.own

    @property
    def is_whole(self) -> bool:
        """Whether the words are a whole name of the check."""
        return self.check.is_called(self.words)

    @property
    def reach(self) -> tuple[bool, int]:
        """How well the line was understood, and how far."""
        return self.is_whole, self.name_words + self.outcome.at


def understand(forms: ShortForms, typed: str, shown: Shown) -> Understood:
    """Everything the line can mean for this exam; nothing is guessed."""
    line = line_of(typed)
    if not line.words:
        return Understood()
    candidates = _without_mistaken(_candidates(forms, line))
    meant = _best(one for one in candidates if _is_meant(one.outcome))
    found = {one.check.item.id for one in meant if isinstance(one.outcome, Found)}
    wrongs = [one.outcome.says for one in meant if isinstance(one.outcome, Wrong) and one.check.item.id not in found]
    readings = _readings(meant, shown)
    open_ones = [one for one in meant if isinstance(one.outcome, Unfinished)]
    return Understood(
        readings=readings[:MOST_READINGS],
        more=max(len(readings) - MOST_READINGS, 0),
        says=_says(candidates, readings, wrongs),
        checks=_checks(forms, line, open_ones)[:MOST_CHECKS],
        following=following([(one.check, one.outcome) for one in open_ones if not readings], typed),
        is_exact=len(readings) == 1 and not wrongs and not readings[0].refusal,
    )


def _candidates(forms: ShortForms, line: Line) -> Iterator[_Candidate]:
    """Every way to cut the line into a name and the rest."""
    for length in range(1, min(len(line.tokens), _LONGEST_NAME) + 1):
        name, rest = line.tokens[:length], line.part(line.tokens[length:])
        if any(token.kind not in (TokenKind.WORD, TokenKind.COMMA) for token in name):
            return
        words = tuple(token.word for token in name if token.kind is TokenKind.WORD)
        fitting = forms.fitting(words)
        if not fitting:
            return  # more words cannot fit where fewer do not
        for check in fitting:
            if check.is_called(words) or (check.begins(words) and _may_be_short(forms, check, words, rest)):
                yield _Candidate(check, words, length, arguments(forms, check, rest))


def _may_be_short(forms: ShortForms, check: Named, words: tuple[str, ...], rest: Line) -> bool:
    """Whether the beginning of a name will do: a side is no part of one, and free text follows whole names only."""
    if check.item.kind is Kind.TEXT:
        return not rest.tokens
    return not (check.item.sites and words[-1:] in forms.sites)


def _without_mistaken(candidates: Iterable[_Candidate]) -> tuple[_Candidate, ...]:
    """Without checks that only begin with what is the very name of another: "weight" is never the weight-bearing test."""
    known = tuple(candidates)
    named = max((one.name_words for one in known if one.is_own), default=0)
    return tuple(one for one in known if one.is_whole or one.name_words > named)


def _is_meant(outcome: Outcome) -> bool:
    return not isinstance(outcome, Wrong) or outcome.is_meant


def _best(candidates: Iterable[_Candidate]) -> list[_Candidate]:
    """Those called by their whole name, if there are any."""
    known = list(candidates)
    return [one for one in known if one.is_whole] or known


def _readings(candidates: Iterable[_Candidate], shown: Shown) -> tuple[Reading, ...]:
    found: dict[tuple[Given, ...], Reading] = {}
    for one in candidates:
        if isinstance(one.outcome, Found):
            for meaning in one.outcome.meanings:
                reading = _reading(one.check.item, meaning, shown)
                found.setdefault(reading.given, reading)
    useful = tuple(one for one in found.values() if not _clears(one) or not one.refusal)
    return useful or tuple(found.values())  # "clear" may be a value, where there is nothing to clear


def _clears(reading: Reading) -> bool:
    return any(one.answer is None for one in reading.given)


def _reading(item: Item, meaning: tuple[Given, ...], shown: Shown) -> Reading:
    stand = shown.stands.get(item.id, Stand())
    given = _cleared(item, meaning, stand)
    return Reading(item, given, reading_words(item, given), _refusal(item, given, stand, shown))


def _cleared(item: Item, meaning: tuple[Given, ...], stand: Stand) -> tuple[Given, ...]:
    """What was recorded for the whole check is cleared for the whole check."""
    is_whole = None in stand.recorded and len(meaning) == max(len(item.sites), 1)
    if is_whole and all(one.answer is None for one in meaning):
        return (Given(item.id, None, None),)
    return meaning


def _refusal(item: Item, given: tuple[Given, ...], stand: Stand, shown: Shown) -> str:
    if shown.read_only:
        return shown.read_only
    answers = [one.answer for one in given]
    is_left_out = all(isinstance(one, NoValue) and one.kind is Missing.NOT_DONE for one in answers)
    if None in answers:
        return _cannot_clear(item, given, stand)
    return f"{name_of(item)}: {stand.shut}" if stand.shut and not is_left_out else ""


def _cannot_clear(item: Item, given: tuple[Given, ...], stand: Stand) -> str:
    cleared = {one.site for one in given if one.answer is None}
    if cleared & stand.recorded:
        return ""
    if None in stand.recorded:
        return f"{name_of(item)} has one entry for all sides. Clear it without naming a side."
    return f"{name_of(item)}: nothing is recorded there, so there is nothing to clear."


def _checks(forms: ShortForms, line: Line, open_ones: Iterable[_Candidate]) -> tuple[Item, ...]:
    """The checks that go by these words: those with this very name, then those that begin with it, the core first."""
    words = line.words if len(line.words) == len(line.tokens) else ()
    named = forms.beginning(words) if words else ()
    ranked = sorted(named, key=lambda check: (not check.is_called(words), not check.starts(words), not check.item.core))
    found = [check.item for check in ranked] + [one.check.item for one in open_ones]
    return tuple({item.id: item for item in found}.values())


def _says(candidates: tuple[_Candidate, ...], readings: tuple[Reading, ...], wrongs: list[str]) -> str:
    if wrongs:
        return wrongs[0]
    if readings:
        return readings[0].refusal if len(readings) == 1 else ""
    if not candidates:
        return ""
    reach = max(one.reach for one in candidates)
    furthest = [one for one in candidates if one.reach == reach]
    names = list(dict.fromkeys(name_of(one.check.item) for one in furthest))
    if len(names) == 1 and not isinstance(furthest[0].outcome, Found):
        return furthest[0].outcome.says
    listed = ", ".join(names[:_MOST_NAMED]) + ("…" if len(names) > _MOST_NAMED else "")
    return f"This could be {listed}. Type more of the name."
