"""What has been decided on the suggestions of an exam, in words."""

from __future__ import annotations

from intake.app.boards import ExamFile
from intake.domain.decisions import Decision, Verdict, decisions_in_force
from intake.ui.review.workup import OwnTest, WorkupStand
from intake.ui.widgets.suggestions import SuggestionWords

_WORDS = {Verdict.ACCEPTED: "Accepted", Verdict.DECLINED: "Declined", Verdict.ADDED: "Added"}


def workup_stand(file: ExamFile, tests: tuple[SuggestionWords, ...]) -> WorkupStand:
    """The suggestions with the decisions in force; what is decided and no longer suggested stays listed."""
    decisions = decisions_in_force(file.record.decisions)
    words = {test: _words(file, decision) for test, decision in decisions.items()}
    suggested = {test.id for test in tests}
    names = {workup.id: workup.name for workup in file.engine.knowledge.workups}
    own = tuple(
        OwnTest(
            test,
            names.get(test, test),
            words[test],
            decision.reason,
            is_added=decision.verdict is not Verdict.DECLINED,
            is_signed=file.record.is_signed,
        )
        for test, decision in decisions.items()
        if test not in suggested
    )
    return WorkupStand(tests, decisions, words, own, file.record.is_signed)


def _words(file: ExamFile, decision: Decision) -> str:
    by = file.record.staff_names.get(decision.by, "")
    return f"{_WORDS[decision.verdict]}{' by ' + by if by else ''}"
