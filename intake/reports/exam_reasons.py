"""What the engine says, in the words of the sheet: flags, places, tests, cares and scores."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import tzinfo

from intake.domain.decisions import Decision, FlagTold, Verdict, decisions_in_force, told_in_force
from intake.domain.records import ExamRecord
from intake.knowledge.model import Item, Knowledge
from intake.reasoning.assessment import (
    Assessment,
    Evidence,
    FiredFlag,
    OpenCheck,
    Place,
    Reason,
    ScoreResult,
    SuggestedWorkup,
)
from intake.reports.exam_content import FlagLine, PlaceLine, ScoreLine, WorkupLine
from intake.reports.exam_words import (
    labelled,
    listed,
    lower_first,
    moment_words,
    number_words,
    sites_words,
    time_words,
    value_words,
)

FIT_WORDS = {"strong": "Strong fit", "good": "Good fit", "possible": "Possible", "weak": "Weak fit"}
TOO_LITTLE = "Too little recorded to say"
LEVEL_WORDS = {"red": "Call now", "amber": "Within the hour"}
_SIDE_WORDS = {"left": "left side", "right": "right side"}
_TIER_WORDS = {"first": "Routine first step", "matched": "Match", "specialist": "Specialist step"}
_MOST_PLACES = 3
_MOST_WORKUPS = 8
_MOST_FINDINGS = 5
_MOST_AGAINST = 2
_MOST_MISSING = 3


@dataclass(frozen=True, slots=True)
class Speaker:
    """What is needed to put reasons into words."""

    knowledge: Knowledge
    record: ExamRecord
    zone: tzinfo
    items: Mapping[str, Item]

    def name(self, staff: str | None) -> str:
        """Who that was."""
        names: Mapping[str, str] = {str(key): name for key, name in self.record.staff_names.items()}
        return names.get(staff or "", "somebody of the clinic")

    def check(self, item: str) -> str:
        """The short name of a check."""
        found = self.items.get(item)
        return found.short_label if found else item

    def findings(self, reasons: Iterable[Reason]) -> list[str]:
        """Recorded findings in words, sides put together, each once."""
        sites: dict[tuple[str, str | float], list[str]] = {}
        for reason in reasons:
            for item, site, value in _evidence(reason):
                of_finding = sites.setdefault((item, value), [])
                if site is not None and site not in of_finding:
                    of_finding.append(site)
        return [self._finding(item, value, where) for (item, value), where in sites.items()]

    def _finding(self, item_id: str, value: str | float, sites: list[str]) -> str:
        item = self.items.get(item_id)
        if item is None:
            return f"{item_id} {value}"
        words = value_words(item, value)
        ordered = [site for site in item.sites if site in sites]
        where = f" ({sites_words(ordered)})" if ordered else ""
        return f"{labelled(item.short_label, lower_first(words))}{where}"

    def checks(self, missing: Iterable[OpenCheck]) -> list[str]:
        """Names of open checks, each once."""
        return list(dict.fromkeys(self.check(one.item) for one in missing))


def _evidence(reason: Reason) -> list[tuple[str, str | None, str | float]]:
    first = [] if reason.item is None or reason.value is None else [(reason.item, reason.site, reason.value)]
    return first + [(one.item, one.site, one.value) for one in reason.also]


def flag_lines(speaker: Speaker, flags: Iterable[FiredFlag]) -> tuple[FlagLine, ...]:
    """The flags with who was told; `message` only, for everybody."""
    told = told_in_force(speaker.record.told)
    return tuple(
        FlagLine(
            LEVEL_WORDS[flag.level],
            flag.message,
            flag.first_action,
            _told_words(speaker, told.get(flag.id), is_red=flag.level == "red"),
            flag.level == "red",
        )
        for flag in flags
    )


def _told_words(speaker: Speaker, told: FlagTold | None, *, is_red: bool) -> str:
    if told is None:
        return "no vet told yet" if is_red else ""
    moment = time_words(told.at, speaker.zone)
    return f"vet told {moment}: {told.told_to}, by {speaker.name(told.by)}"


def place_lines(speaker: Speaker, assessment: Assessment) -> tuple[PlaceLine, ...]:
    """The first places, with findings for, against and not known."""
    regions = {region.id: region for region in speaker.knowledge.regions}
    lines = []
    for place in assessment.localisation[:_MOST_PLACES]:
        plain = regions[place.id].plain_name if place.id in regions else ""
        name = _place_name(place.name, plain)
        within = [_place_name(regions[r].name, regions[r].plain_name) for r in place.regions if r in regions]
        side = _SIDE_WORDS.get(place.side, "")
        parts = [", ".join(within), side, _not_examined_words(place, assessment)]
        fit = FIT_WORDS[place.fit] if assessment.enough else "Too little recorded"
        lines.append(PlaceLine(name, fit, _counts(place), "; ".join(part for part in parts if part)))
    return tuple(lines)


def _not_examined_words(place: Place, assessment: Assessment) -> str:
    if place.id == "none_nonneuro" and not assessment.enough:
        return "the nervous system was not examined"
    return ""


def _place_name(name: str, plain: str) -> str:
    # Plain words that name the place in brackets say all of it: "Spinal cord, mid-back (T3–L3)".
    if not plain or plain == name:
        return name
    return plain if "(" in plain or plain in _WHOLE_NAMES else f"{plain}: {name[0].lower()}{name[1:]}"


_WHOLE_NAMES = frozenset(
    {"More than one area", "Whole-body movement", "Not the nervous system", "Nerve-muscle junction"}
)


def _counts(place: Place) -> tuple[int, int, int]:
    found_for = sum(1 for reason in place.reasons_for if reason.item is not None)
    against = sum(1 for reason in place.reasons_against if reason.item is not None)
    return found_for, against, len(place.missing)


def score_lines(speaker: Speaker, scores: Iterable[ScoreResult]) -> tuple[tuple[ScoreLine, ...], tuple[str, ...]]:
    """The scores that are complete, and the names of those that are not."""
    rows = {row.id: row for row in speaker.knowledge.scores}
    complete, still_open = [], []
    for score in scores:
        row = rows.get(score.id)
        if row is None or len(row.items) == 1:
            continue  # says no more than the one answer it comes from
        if score.value is None:
            still_open += [row.name] if any(item in speaker.record.case.answers for item in row.items) else []
            continue
        value = number_words(round(score.value, 2))
        of = f" of {number_words(score.max)}" if score.max else ""
        complete.append(ScoreLine(row.name, value + of, score.meaning))
    return tuple(complete), tuple(still_open)


def workup_lines(speaker: Speaker, assessment: Assessment) -> tuple[tuple[WorkupLine, ...], tuple[str, ...]]:
    """The suggestions a vet sees first or has decided on, tests of the vet's own, and the names of the rest."""
    decisions = decisions_in_force(speaker.record.decisions)
    shown, more = [], []
    for place, workup in enumerate(assessment.workups):
        decision = decisions.pop(workup.id, None)
        if place < _MOST_WORKUPS or decision is not None:
            shown.append(_workup_line(speaker, workup, decision))
        else:
            more.append(workup.name)
    return tuple(shown) + tuple(_own_line(speaker, d) for d in decisions.values()), tuple(more)


def _workup_line(speaker: Speaker, workup: SuggestedWorkup, decision: Decision | None) -> WorkupLine:
    return WorkupLine(
        workup.name,
        workup.group,
        _TIER_WORDS[workup.tier],
        listed(speaker.findings(workup.because), _MOST_FINDINGS),
        listed(speaker.findings(workup.against), _MOST_AGAINST),
        listed(speaker.checks(workup.missing), _MOST_MISSING),
        workup.cautions,
        _change_words(speaker, workup),
        None if decision is None else decision.verdict is not Verdict.DECLINED,
        _decision_words(speaker, decision),
    )


def _own_line(speaker: Speaker, decision: Decision) -> WorkupLine:
    """A decision on a test that is not suggested now, or one the vet added."""
    known = {workup.id: workup for workup in speaker.knowledge.workups}.get(decision.workup)
    name, group = (known.name, known.group) if known else (decision.workup, "other")
    tier = "Added by the vet" if decision.verdict is Verdict.ADDED else "No longer called for by the findings"
    is_accepted = decision.verdict is not Verdict.DECLINED
    return WorkupLine(name, group, tier, "", is_accepted=is_accepted, decision=_decision_words(speaker, decision))


def _change_words(speaker: Speaker, workup: SuggestedWorkup) -> str:
    changes = []
    names = {test.id: test.name for test in speaker.knowledge.workups}
    for change in workup.would_change[:1]:
        answers = speaker.findings(_as_reason(one) for one in change.answers)
        other = names.get(change.other or "", "another test")
        effect = "it drops out" if change.effect == "drops" else f"{lower_first(other)} comes first"
        changes.append(f"{' and '.join(answers)} (then {effect})")
    return "; ".join(changes)


def _as_reason(answer: Evidence) -> Reason:
    return Reason(answer.item, answer.site, answer.value)


def _decision_words(speaker: Speaker, decision: Decision | None) -> str:
    if decision is None:
        return ""
    word = {Verdict.DECLINED: "Declined", Verdict.ADDED: "Added"}.get(decision.verdict, "Accepted")
    reason = f": {decision.reason}" if decision.reason else ""
    return f"{word} by {speaker.name(decision.by)}, {moment_words(decision.at, speaker.zone)}{reason}"
