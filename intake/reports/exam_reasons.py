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
    FiredFlag,
    OpenCheck,
    Place,
    Reason,
    ScoreResult,
    SuggestedWorkup,
)
from intake.reasoning.localisation import BODY
from intake.reasoning.reasons import counts_of, open_items
from intake.reasoning.tiers import tier_words
from intake.reasoning.words import (
    FIT_WORDS,
    LEVEL_WORDS,
    NOT_EXAMINED,
    SIDE_WORDS,
    TOO_LITTLE_FIT,
    check_words,
    evidence_words,
    findings_words,
    lower_first,
    names_of_places,
    number_words,
)
from intake.reports.exam_content import FlagLine, PlaceLine, ScoreLine, WorkupLine
from intake.reports.exam_words import listed, moment_words, time_words

_MOST_PLACES = 3
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

    def findings(self, reasons: Iterable[Reason]) -> list[str]:
        """Recorded findings in words, sides put together, each once."""
        return findings_words(self.items, reasons)

    def checks(self, missing: Iterable[OpenCheck]) -> list[str]:
        """Names of open checks, each once."""
        return [check_words(self.items, item) for item in open_items(missing)]


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
    names = names_of_places(speaker.knowledge.regions)
    lines = []
    for place in assessment.localisation[:_MOST_PLACES]:
        within = [names[region] for region in place.regions if region in names]
        side = SIDE_WORDS[place.side] if place.side in ("left", "right") else ""
        parts = [", ".join(within), side, _not_examined_words(place, assessment)]
        fit = FIT_WORDS[place.fit] if assessment.enough else TOO_LITTLE_FIT
        remark = "; ".join(part for part in parts if part)
        lines.append(PlaceLine(names.get(place.id, place.name), fit, counts_of(place), remark))
    return tuple(lines)


def _not_examined_words(place: Place, assessment: Assessment) -> str:
    if place.id == BODY and not assessment.enough:
        return lower_first(NOT_EXAMINED.rstrip("."))
    return ""


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
    most = int(speaker.knowledge.method.numbers["shown_most"])
    shown, more = [], []
    for place, workup in enumerate(assessment.workups):
        decision = decisions.pop(workup.id, None)
        if place < most or decision is not None:
            shown.append(_workup_line(speaker, workup, decision, tier_words(speaker.knowledge, assessment, workup)))
        else:
            more.append(workup.name)
    return tuple(shown) + tuple(_own_line(speaker, d) for d in decisions.values()), tuple(more)


def _workup_line(speaker: Speaker, workup: SuggestedWorkup, decision: Decision | None, tier: str) -> WorkupLine:
    return WorkupLine(
        workup.name,
        workup.group,
        tier,
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
        answers = evidence_words(speaker.items, change.answers)
        other = names.get(change.other or "", "another test")
        effect = "it drops out" if change.effect == "drops" else f"{lower_first(other)} comes first"
        changes.append(f"{' and '.join(answers)} (then {effect})")
    return "; ".join(changes)


def _decision_words(speaker: Speaker, decision: Decision | None) -> str:
    if decision is None:
        return ""
    word = {Verdict.DECLINED: "Declined", Verdict.ADDED: "Added"}.get(decision.verdict, "Accepted")
    reason = f": {decision.reason}" if decision.reason else ""
    return f"{word} by {speaker.name(decision.by)}, {moment_words(decision.at, speaker.zone)}{reason}"
