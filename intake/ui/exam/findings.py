"""What the engine says, in the words of the screen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from intake.app.boards import ExamFile, told_flags, told_trail
from intake.domain.cases import CaseAnswer, NoValue, SidedAnswer
from intake.domain.decisions import FlagTold
from intake.knowledge.model import Item, Knowledge
from intake.reasoning.assessment import (
    Assessment,
    ChangeIf,
    FiredFlag,
    NextCheck,
    OpenCheck,
    Place,
    Reason,
    SuggestedWorkup,
)
from intake.reasoning.reasons import by_finding, evidence_of, open_items, with_finding
from intake.reasoning.tiers import tier_words
from intake.reasoning.words import (
    FIT_WORDS,
    SITE_WORDS,
    finding_words,
    lower_first,
    names_of_places,
    value_words,
    with_plain_places,
)
from intake.ui.clock import time_of
from intake.ui.exam.set_aside import areas_of
from intake.ui.widgets.flags import FlagWords
from intake.ui.widgets.places import PlaceWords
from intake.ui.widgets.suggestions import SuggestionWords, Why

MOST_PLACES = 3
_MOST_CHANGES = 2
_MOST_NAMED = 6
_MOST_PARTS = 4


@dataclass(frozen=True, slots=True)
class NextWords:
    """The next most useful check as shown."""

    item: str
    title: str
    where: str
    outcomes: str


class Speaker:
    """Puts reasons, places and tests of one knowledge into words."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._knowledge = knowledge
        self._items: Mapping[str, Item] = {item.id: item for item in knowledge.items}
        self._place_names = names_of_places(knowledge.regions)
        self._workups = {workup.id: workup.name for workup in knowledge.workups}
        self._sources = {row.id: row.title for row in knowledge.sources}
        self._pages = {region.id: region.name for region in knowledge.regions_of_exam}
        self.areas = areas_of(knowledge)
        self._said: dict[tuple[str, str | float, tuple[str, ...]], Why] = {}

    def speaks(self, knowledge: Knowledge) -> bool:
        """Whether these are the words of that knowledge."""
        return knowledge is self._knowledge

    # Findings

    def whys(self, reasons: Iterable[Reason]) -> tuple[Why, ...]:
        """The findings behind a suggestion, sides put together, each once with its check."""
        return tuple(self._why(item, value, tuple(sites)) for (item, value), sites in by_finding(reasons).items())

    def _why(self, item: str, value: str | float, sites: tuple[str, ...]) -> Why:
        """The same finding stands under several places and tests: its words are made once."""
        key = (item, value, sites)
        if key not in self._said:
            self._said[key] = Why(finding_words(self._items, item, value, sites), item)
        return self._said[key]

    def finding(self, item: str, site: str | None, value: str | float) -> str:
        """One answer, such as "Paw placement: delayed, left hind"."""
        return finding_words(self._items, item, value, [site] if site else [])

    def signs(self, reasons: Iterable[Reason]) -> tuple[str, ...]:
        """One line per reason of a place: its findings, of which the first few are named."""
        lines = []
        for reason in with_finding(reasons):
            parts = [why.words for why in self.whys((reason,))]
            more = f" and {len(parts) - _MOST_PARTS} more" if len(parts) > _MOST_PARTS else ""
            lines.append(", ".join(parts[:_MOST_PARTS]) + more)
        return tuple(lines)

    def checks(self, missing: Iterable[OpenCheck]) -> tuple[str, ...]:
        """The names of open checks, each once."""
        return tuple(self.check(item) for item in open_items(missing))

    def check(self, item: str) -> str:
        """The name of a check."""
        known = self._items.get(item)
        return known.short_label if known else item

    def answered(self, item: str, answer: CaseAnswer | None) -> str:
        """A check with its newest answer in few words, such as "patellar 3"; the check alone where sides differ."""
        name = lower_first(self.check(item))
        sides = set(answer.sites.values()) if isinstance(answer, SidedAnswer) else {answer}
        one = next(iter(sides)) if len(sides) == 1 else None
        if item not in self._items or one is None or isinstance(one, NoValue | tuple):
            return name
        digit = next((option.short for option in self._items[item].options if option.value == one), "")
        return f"{name} {digit if digit.isdigit() else lower_first(value_words(self._items[item], one))}"

    def sources(self, reasons: Iterable[Reason]) -> tuple[str, ...]:
        """The sources behind reasons, such as "Tremor syndromes in dogs and cats: an update (S02)"."""
        codes = dict.fromkeys(code for reason in reasons for code in reason.source)
        return tuple(f"{self._sources[code]} ({code})" if code in self._sources else code for code in codes)

    # Places

    def place_name(self, place: Place) -> str:
        """The plain words of a place, with its own name where those alone would not say which."""
        name = self._place_names.get(place.id, place.name)
        return f"{name}, {place.side} side" if place.side in ("left", "right") else name

    def names_of_places(self, places: Iterable[str]) -> tuple[str, ...]:
        """The plain words of places by id."""
        return tuple(self._place_names.get(place, place) for place in places)

    def places(self, assessment: Assessment) -> tuple[PlaceWords, ...]:
        """The first places; without fit words while too little is recorded."""
        return tuple(
            PlaceWords(
                id=place.id,
                rank=rank,
                name=self.place_name(place),
                fit=FIT_WORDS[place.fit] if assessment.enough else "",
                speaks_for=self.signs(place.reasons_for),
                speaks_against=self.signs(place.reasons_against),
                not_known=self.checks(place.missing),
                is_first=rank == 1,
                links=self._links(place),
            )
            for rank, place in enumerate(assessment.localisation[:MOST_PLACES], 1)
        )

    def _links(self, place: Place) -> tuple[tuple[Why, ...], ...]:
        """Every finding for and against a place, and every open check, each with its check."""
        open_checks = tuple(Why(self.check(item), item) for item in open_items(place.missing))
        return self.whys(place.reasons_for), self.whys(place.reasons_against), open_checks

    # Tests

    def suggestions(self, assessment: Assessment, changes: Mapping[str, str]) -> tuple[SuggestionWords, ...]:
        """The tests in the order of the list; one that nobody could explain is left out.

        `changes` says what would change a test where the assessment has not worked that out yet.
        """
        shown = (self._suggestion(assessment, one) for one in assessment.workups if self.whys(one.because))
        return tuple(one if one.would_change else replace(one, would_change=changes.get(one.id, "")) for one in shown)

    def test_name(self, test: str) -> str:
        """The name of a test."""
        return self._workups.get(test, test)

    def _suggestion(self, assessment: Assessment, workup: SuggestedWorkup) -> SuggestionWords:
        # What calls for the test by one rule may speak against its place by another: it is named once, as a reason.
        named = frozenset(evidence_of(workup.because))
        against = Reason(None, None, None, also=tuple(one for one in evidence_of(workup.against) if one not in named))
        return SuggestionWords(
            id=workup.id,
            name=workup.name,
            group=workup.group,
            chip=tier_words(self._knowledge, assessment, workup),
            chip_tone="primary" if workup.tier == "matched" else "plain",
            why=self.whys(workup.because),
            against=tuple(why.words for why in self.whys((against,)))[:_MOST_NAMED],
            not_known=self.checks(workup.missing)[:_MOST_NAMED],
            would_change=self._would_change(workup.would_change),
            cautions=workup.cautions,
        )

    def _would_change(self, changes: Sequence[ChangeIf]) -> str:
        return "; ".join(self._change(change) for change in changes[:_MOST_CHANGES])

    def _change(self, change: ChangeIf) -> str:
        reason = Reason(None, None, None, also=change.answers)
        answers = " and ".join(why.words for why in self.whys((reason,)))
        if change.effect == "drops" or change.other is None:
            return f"{answers} (it drops out)"
        return f"{answers} ({self.test_name(change.other)} moves ahead)"

    # The next check

    def next_check(self, check: NextCheck) -> NextWords:
        """What, where, and what each answer would do."""
        item = self._items[check.item]
        side = f", {SITE_WORDS[check.site]}" if check.site else ", each side" if item.sites else ""
        return NextWords(
            check.item, f"{item.short_label}{side}", self._pages.get(item.region, ""), self._outcomes(item, check)
        )

    def _plain(self, words: str) -> str:
        """The same words with places by the names of the screen."""
        return with_plain_places(self._knowledge.regions, words)

    def _outcomes(self, item: Item, check: NextCheck) -> str:
        said = Counter(self._plain(outcome.says) for outcome in check.outcomes)
        if not said:
            return _sentence(self._plain(check.because))
        usual = said.most_common(1)[0][0]
        if len(said) == 1:
            return _sentence(f"{self._plain(check.because)}. Whatever is found: {usual}")
        answers: dict[str, list[str]] = {}
        for outcome in check.outcomes:
            if (says := self._plain(outcome.says)) != usual:
                on_one_side = " on one side" if outcome.site is not None else ""
                answers.setdefault(says, []).append(lower_first(value_words(item, outcome.value)) + on_one_side)
        # Left and right each have their line; here one side stands for either.
        parts = [f"{_capital(' or '.join(dict.fromkeys(values)))}: {says}" for says, values in answers.items()]
        return _sentence(". ".join([*parts, f"Otherwise: {usual}"]))


def flag_words(file: ExamFile, flags: Iterable[FiredFlag], *, zone: str, is_vet: bool) -> tuple[FlagWords, ...]:
    """The flags with who was told when; the vet's text only for a vet."""
    told = told_flags(file)
    return tuple(
        FlagWords(
            id=flag.id,
            level=flag.level,
            message=flag.message,
            first_action=flag.first_action,
            for_vet=flag.message_vet if is_vet else "",
            told=_told(file, told.get(flag.id), zone),
            trail=_trail(file, told_trail(file, flag.id), zone),
            may_take_back=flag.id in told and not file.record.is_signed,
        )
        for flag in flags
    )


def _told(file: ExamFile, told: FlagTold | None, zone: str) -> str:
    if told is None:
        return ""
    by = file.record.staff_names.get(told.by, "")
    return f"Vet told {time_of(told.at, zone)}: {told.told_to}" + (f", by {by}" if by and by != told.told_to else "")


def _trail(file: ExamFile, rows: Sequence[FlagTold], zone: str) -> str:
    """Such as "Told 10:26 to Dr Robin Sample by Pat Example. Taken back 10:31 by Pat Example."; only when taken back."""
    if not any(row.withdrawn for row in rows):
        return ""
    said, last = [], rows[0].at
    for row in rows:
        by = file.record.staff_names.get(row.by, "")
        of = f"{time_of(row.at, zone)}" + ("" if row.withdrawn else f" to {row.told_to}") + (f" by {by}" if by else "")
        again = " stands again" if row.at < last else ""
        said.append(f"{'Taken back' if row.withdrawn else 'Told'} {of}{again}.")
        last = max(last, row.at)
    return " ".join(said)


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _sentence(words: str) -> str:
    return _capital(words.rstrip(".")) + "."
