"""A visit takes legal steps only."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake.domain.errors import NotAllowed
from intake.domain.ids import PatientId, VisitId
from intake.domain.visits import STATUS_WORDS, URGENCY_WORDS, UrgencyLevel, Visit, VisitStatus, move

NOW = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)


def visit(status: VisitStatus) -> Visit:
    return Visit(VisitId("v1"), PatientId("p1"), status, NOW, None, number=7)


def test_a_dog_goes_from_expected_to_done() -> None:
    now = visit(VisitStatus.EXPECTED)
    for step in (VisitStatus.WAITING, VisitStatus.IN_EXAM, VisitStatus.FOR_VET, VisitStatus.DONE):
        now = move(now, step, NOW)
        assert now.status is step
    assert now.waiting_since == NOW


def test_a_done_visit_does_not_go_back_to_waiting() -> None:
    with pytest.raises(NotAllowed, match="Visit 7 is done today; it cannot go to waiting"):
        move(visit(VisitStatus.DONE), VisitStatus.WAITING, NOW)


def test_a_cancellation_says_why() -> None:
    with pytest.raises(NotAllowed, match="Say why"):
        move(visit(VisitStatus.WAITING), VisitStatus.CANCELLED, NOW, "  ")
    assert move(visit(VisitStatus.WAITING), VisitStatus.CANCELLED, NOW, "no show").cancelled_because == "no show"


@given(st.sampled_from(VisitStatus), st.sampled_from(VisitStatus))
def test_a_step_either_happens_whole_or_not_at_all(here: VisitStatus, there: VisitStatus) -> None:
    before = visit(here)
    try:
        after = move(before, there, NOW, "left unseen")
    except NotAllowed:
        assert before == visit(here)
    else:
        assert after.status is there
        assert there is not here


def test_every_status_and_urgency_has_its_word() -> None:
    assert set(STATUS_WORDS) == set(VisitStatus)
    assert set(URGENCY_WORDS) == {level.value for level in UrgencyLevel}
