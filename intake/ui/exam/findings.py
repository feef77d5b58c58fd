"""What the engine says, in the words of the screen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from intake.app.boards import ExamFile
from intake.domain.decisions import FlagTold, told_in_force
from intake.knowledge.model import Item, Kind, Knowledge, Region
from intake.reasoning.assessment import (
    Assessment,
    ChangeIf,
    Evidence,
    FiredFlag,
    NextCheck,
    OpenCheck,
    Place,
    Reason,
    SuggestedWorkup,
)
from intake.ui.clock import time_of
from intake.ui.widgets.chips import FIT_WORDS, Tone
from intake.ui.widgets.flags import FlagWords
from intake.ui.widgets.number import as_entered
from intake.ui.widgets.places import PlaceWords
from intake.ui.widgets.states import SITE_WORDS
from intake.ui.widgets.suggestions import SuggestionWords, Why

MOST_PLACES = 3
_MOST_CHANGES = 2
_MOST_NAMED = 6
_MOST_PARTS = 4
_WHOLE_NAMES = frozenset(
    {"More than one area", "Whole-body movement", "Not the nervous system", "Nerve-muscle junction"}
)
_SIDES = {
    frozenset({"LF", "RF", "LH", "RH"}): "all four legs",
    frozenset({"LF", "RF"}): "both front",
    frozenset({"LH", "RH"}): "both hind",
    frozenset({"L", "R"}): "both sides",
}


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
        self._places: Mapping[str, Region] = {region.id: region for region in knowledge.regions}
        self._workups = {workup.id: workup.name for workup in knowledge.workups}
        self._pages = {region.id: region.name for region in knowledge.regions_of_exam}

    def speaks(self, knowledge: Knowledge) -> bool:
        """Whether these are the words of that knowledge."""
        return knowledge is self._knowledge

    # Findings

    def whys(self, reasons: Iterable[Reason]) -> tuple[Why, ...]:
        """The findings behind a suggestion, sides put together, each once with its check."""
        return tuple(
            Why(self._finding(item, value, sites), item) for (item, value), sites in _by_finding(reasons).items()
        )

    def finding(self, item: str, site: str | None, value: str | float) -> str:
        """One answer, such as "Paw placement: delayed, left hind"."""
        return self._finding(item, value, [site] if site else [])

    def signs(self, reasons: Iterable[Reason]) -> tuple[str, ...]:
        """One line per reason of a place: its findings, of which the first few are named."""
        lines = []
        for reason in reasons:
            if reason.item is None:
                continue
            parts = [self._finding(item, value, sites) for (item, value), sites in _by_finding((reason,)).items()]
            more = f" and {len(parts) - _MOST_PARTS} more" if len(parts) > _MOST_PARTS else ""
            lines.append(", ".join(parts[:_MOST_PARTS]) + more)
        return tuple(lines)

    def checks(self, missing: Iterable[OpenCheck]) -> tuple[str, ...]:
        """The names of open checks, each once."""
        return tuple(dict.fromkeys(self.check(one.item) for one in missing))

    def check(self, item: str) -> str:
        """The name of a check."""
        known = self._items.get(item)
        return (known.short_label or known.label) if known else item

    def _finding(self, item_id: str, value: str | float, sites: Sequence[str]) -> str:
        item = self._items.get(item_id)
        if item is None:
            return f"{item_id} {value}"
        where = _sides(item, sites)
        return f"{self.check(item_id).rstrip('?')}: {_value(item, value)}{', ' + where if where else ''}"

    # Places

    def place_name(self, place: Place) -> str:
        """The plain words of a place, with its own name where those alone would not say which."""
        region = self._places.get(place.id)
        plain = region.plain_name if region else ""
        name = _joined(plain, place.name)
        return f"{name}, {place.side} side" if place.side in ("left", "right") else name

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
            )
            for rank, place in enumerate(assessment.localisation[:MOST_PLACES], 1)
        )

    # Tests

    def suggestions(self, assessment: Assessment, changes: Mapping[str, str]) -> tuple[SuggestionWords, ...]:
        """The tests in the order of the list; one that nobody could explain is left out.

        `changes` says what would change a test where the assessment has not worked that out yet.
        """
        shown = (self._suggestion(assessment, one) for one in assessment.workups if self.whys(one.because))
        return tuple(one if one.would_change else replace(one, would_change=changes.get(one.id, "")) for one in shown)

    def _suggestion(self, assessment: Assessment, workup: SuggestedWorkup) -> SuggestionWords:
        chip, tone = self._chip(assessment, workup)
        return SuggestionWords(
            id=workup.id,
            name=workup.name,
            group=workup.group,
            chip=chip,
            chip_tone=tone,
            why=self.whys(workup.because),
            against=tuple(why.words for why in self.whys(workup.against))[:_MOST_NAMED],
            not_known=self.checks(workup.missing)[:_MOST_NAMED],
            would_change=self._would_change(workup.would_change),
            cautions=workup.cautions,
        )

    def _chip(self, assessment: Assessment, workup: SuggestedWorkup) -> tuple[str, Tone]:
        if workup.tier == "first":
            return "Routine first step", "plain"
        if workup.tier == "specialist":
            return f"Only after {_first_needed(workup)}", "plain"
        return ("Strong match" if self._is_strong(assessment, workup) else "Match"), "primary"

    def _is_strong(self, assessment: Assessment, workup: SuggestedWorkup) -> bool:
        """Whether the first place and a matching pattern both call for it."""
        first = self._places.get(assessment.localisation[0].id) if assessment.localisation else None
        if first is None or workup.id not in first.workups_first + first.workups_then:
            return False
        patterns = {pattern.id: pattern for pattern in self._knowledge.patterns}
        matched = (patterns.get(match.id) for match in assessment.patterns if match.fit in ("strong", "good"))
        return any(workup.id == wish.workup for pattern in matched if pattern for wish in pattern.workups)

    def _would_change(self, changes: Sequence[ChangeIf]) -> str:
        return "; ".join(self._change(change) for change in changes[:_MOST_CHANGES])

    def _change(self, change: ChangeIf) -> str:
        reason = Reason(None, None, None, also=change.answers)
        answers = " and ".join(why.words for why in self.whys((reason,)))
        if change.effect == "drops" or change.other is None:
            return f"{answers} (it drops out)"
        return f"{answers} ({self._workups.get(change.other, change.other)} moves ahead)"

    # The next check

    def next_check(self, check: NextCheck) -> NextWords:
        """What, where, and what each answer would do."""
        item = self._items[check.item]
        side = f", {SITE_WORDS[check.site]}" if check.site else ", each side" if item.sites else ""
        return NextWords(
            check.item, f"{item.label}{side}", self._pages.get(item.region, ""), self._outcomes(item, check)
        )

    def _plain(self, words: str) -> str:
        """The same words with places by the names of the screen."""
        for region in self._knowledge.regions:
            if region.plain_name:
                words = words.replace(region.name, _joined(region.plain_name, region.name))
        return words

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
                answers.setdefault(says, []).append(_value(item, outcome.value))
        parts = [f"{_capital(' or '.join(values))}: {says}" for says, values in answers.items()]
        return _sentence(". ".join([*parts, f"Otherwise: {usual}"]))


def _first_needed(workup: SuggestedWorkup) -> str:
    """What the order rules put before a specialist's test."""
    if "order_mri_csf" in workup.order and workup.group == "spinal_fluid":
        return "imaging"
    return "bloodwork" if "order_mdb" in workup.order else "the first steps"


def flag_words(file: ExamFile, flags: Iterable[FiredFlag], *, zone: str, is_vet: bool) -> tuple[FlagWords, ...]:
    """The flags with who was told when; the vet's text only for a vet."""
    told = told_in_force(file.record.told)
    return tuple(
        FlagWords(
            id=flag.id,
            level=flag.level,
            message=flag.message,
            first_action=flag.first_action,
            for_vet=flag.message_vet if is_vet else "",
            told=_told(file, told.get(flag.id), zone),
        )
        for flag in flags
    )


def _told(file: ExamFile, told: FlagTold | None, zone: str) -> str:
    if told is None:
        return ""
    by = file.record.staff_names.get(told.by, "")
    return f"Vet told {time_of(told.at, zone)}: {told.told_to}" + (f", by {by}" if by and by != told.told_to else "")


def _by_finding(reasons: Iterable[Reason]) -> dict[tuple[str, str | float], list[str]]:
    found: dict[tuple[str, str | float], list[str]] = {}
    for reason in reasons:
        parts = [Evidence(reason.item, reason.site, reason.value)] if reason.item and reason.value is not None else []
        for one in (*parts, *reason.also):
            sites = found.setdefault((one.item, one.value), [])
            if one.site and one.site not in sites:
                sites.append(one.site)
    return found


def _value(item: Item, value: str | float) -> str:
    if item.kind is Kind.NUM and not isinstance(value, str):
        return f"{as_entered(value)} {item.unit}".strip()
    label = next((option.label for option in item.options if option.value == value), str(value))
    return label[:1].lower() + label[1:] if label[1:2].islower() else label


def _sides(item: Item, sites: Sequence[str]) -> str:
    if not sites:
        return ""
    together = _SIDES.get(frozenset(sites))
    return together or " and ".join(SITE_WORDS[site] for site in item.sites if site in sites)


def _joined(plain: str, name: str) -> str:
    if not plain or plain == name:
        return name
    return plain if "(" in plain or plain in _WHOLE_NAMES else f"{plain}: {name[:1].lower()}{name[1:]}"


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _sentence(words: str) -> str:
    return _capital(words.rstrip(".")) + "."
