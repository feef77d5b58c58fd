"""The newest decision is in force, and what was taken back is not."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from intake.domain.audit import AuditEntry, seal
from intake.domain.cases import Case
from intake.domain.decisions import (
    Decision,
    FlagTold,
    GateAnswer,
    Verdict,
    decisions_in_force,
    gates_in_force,
    told_in_force,
)
from intake.domain.errors import IntakeError, Problem
from intake.domain.ids import ExamId, StaffId
from intake.domain.records import ExamRecord

NOW = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
EXAM, VET = ExamId("e1"), StaffId("v1")


def decision(workup: str, verdict: Verdict) -> Decision:
    return Decision(EXAM, workup, verdict, "", VET, NOW)


def test_the_newest_verdict_per_workup_is_in_force() -> None:
    journal = (
        decision("wu_ua", Verdict.ACCEPTED),
        decision("wu_csf", Verdict.ACCEPTED),
        decision("wu_csf", Verdict.DECLINED),
    )
    force = decisions_in_force(journal)
    assert {workup: kept.verdict for workup, kept in force.items()} == {
        "wu_ua": Verdict.ACCEPTED,
        "wu_csf": Verdict.DECLINED,
    }


def test_a_decision_taken_back_is_no_decision() -> None:
    assert decisions_in_force((decision("wu_ua", Verdict.ACCEPTED), decision("wu_ua", Verdict.REOPENED))) == {}


def test_a_mistaken_told_leaves_the_flag_untold() -> None:
    told = FlagTold(EXAM, "rf_door", "Dr Sample", VET, NOW)
    back = FlagTold(EXAM, "rf_door", "", VET, NOW, withdrawn=True)
    assert told_in_force((told,)) == {"rf_door": told}
    assert told_in_force((told, back)) == {}
    assert told_in_force((told, back, told)) == {"rf_door": told}


def test_the_newest_answer_to_a_gate_counts() -> None:
    safe, unsafe = (GateAnswer(EXAM, "safe_spine", is_safe, VET, NOW) for is_safe in (True, False))
    assert gates_in_force((safe, unsafe)) == {"safe_spine": unsafe}
    assert gates_in_force((safe, replace(safe, withdrawn=True))) == {}


def test_a_seal_depends_on_everything_before_it() -> None:
    entry = AuditEntry(NOW, VET, "sign", "exam:e1")
    changed = AuditEntry(NOW, VET, "sign", "exam:e2")
    assert seal(entry, "") != seal(entry, "x")
    assert seal(entry, "") != seal(changed, "")
    assert seal(entry, "x") == seal(AuditEntry(NOW, VET, "sign", "exam:e1"), "x")


def test_a_refusal_always_has_a_problem_to_show() -> None:
    refusal = IntakeError("The folder is missing.")
    assert refusal.problems == (Problem("", "The folder is missing."),)
    assert str(refusal.problems[0]) == "The folder is missing."


def test_a_record_from_a_case_file_is_not_signed() -> None:
    assert not ExamRecord(case=Case()).is_signed
