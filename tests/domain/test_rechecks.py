"""When rechecks are due: by plan, by what was done, and by the clinic's clock."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake.domain.exams import Exam, ExamKind
from intake.domain.ids import StaffId, VisitId
from intake.domain.rechecks import Due, RecheckPlan, next_due, next_time, plan_problems
from tests.builders import MORNING, an_exam

BERLIN = "Europe/Berlin"
HOURS = st.integers(min_value=-200, max_value=200).map(lambda quarter: MORNING + timedelta(minutes=15 * quarter))
INTERVALS = st.sampled_from((15, 60, 120, 240, 360, 480, 720, 1440))


def a_plan(**changed) -> RecheckPlan:
    given = {
        "visit_id": VisitId("visit"),
        "name": "Neuro check",
        "every_minutes": 240,
        "checks": ("head_mentation",),
        "first_due": MORNING + timedelta(hours=4),
        "by": StaffId("tess"),
        "at": MORNING,
    } | changed
    return RecheckPlan(**given)


def a_recheck(started: datetime, finished: datetime | None, ordinal: int = 2) -> Exam:
    return an_exam(f"e{ordinal}", ordinal=ordinal, kind=ExamKind.RECHECK, started_at=started, finished_at=finished)


def done(started: datetime, ordinal: int = 2) -> Exam:
    return a_recheck(started, started + timedelta(minutes=5), ordinal)


def test_the_first_is_due_as_planned_whatever_exam_came_before():
    assert next_due(a_plan(), (an_exam(),)) == Due("Neuro check", MORNING + timedelta(hours=4))


def test_without_a_plan_or_with_a_stopped_one_nothing_is_due():
    assert next_due(None, ()) is None
    assert next_due(a_plan(is_stopped=True), ()) is None


def test_a_late_one_puts_the_next_off_from_its_own_start():
    late = MORNING + timedelta(hours=7)

    assert next_due(a_plan(), (an_exam(), done(late))) == Due("Neuro check", late + timedelta(hours=4))


def test_one_that_is_only_begun_stays_due():
    begun = a_recheck(MORNING + timedelta(hours=4), None)

    assert next_due(a_plan(), (an_exam(), begun)) == Due("Neuro check", MORNING + timedelta(hours=4), is_begun=True)


def test_a_second_examiner_puts_nothing_off():
    second = an_exam("e2", ordinal=2, kind=ExamKind.SECOND, finished_at=MORNING + timedelta(hours=1))

    assert next_due(a_plan(), (an_exam(), second)) == Due("Neuro check", MORNING + timedelta(hours=4))


def test_what_was_finished_before_the_plan_changed_does_not_count_for_it():
    before = done(MORNING - timedelta(hours=1))

    assert next_due(a_plan(), (an_exam(), before)) == Due("Neuro check", MORNING + timedelta(hours=4))


def test_what_is_due_at_the_very_end_is_due_and_what_comes_after_it_is_not():
    until = MORNING + timedelta(hours=4)

    assert next_due(a_plan(until=until), ()) == Due("Neuro check", until)
    assert next_due(a_plan(until=until), (done(until),)) is None


def test_one_that_was_missed_stays_due_after_the_end():
    plan = a_plan(until=MORNING + timedelta(hours=5))

    assert next_due(plan, (an_exam(),)) == Due("Neuro check", MORNING + timedelta(hours=4))


@given(every=INTERVALS, starts=st.lists(HOURS, max_size=6), until=st.none() | HOURS)
def test_the_next_is_one_interval_after_the_newest_that_counts_and_never_past_the_end(every, starts, until):
    plan = a_plan(every_minutes=every, until=until)
    rechecks = [done(start, place) for place, start in enumerate(starts, 2)]

    due = next_due(plan, rechecks)

    counted = [one.started_at for one in rechecks if one.finished_at and one.finished_at > plan.at]
    expected = max(counted) + timedelta(minutes=every) if counted else plan.first_due
    assert expected is not None
    assert (due is None) == (until is not None and expected > until)
    assert due is None or due.at == expected


@given(every=INTERVALS, start=st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31), timezones=st.just(UTC)))
def test_an_interval_is_as_long_when_the_clocks_change(every, start):
    here = start.astimezone(ZoneInfo(BERLIN))
    plan = a_plan(every_minutes=every, at=start - timedelta(hours=1), first_due=start)

    due = next_due(plan, (done(here),))

    assert due is not None
    assert (due.at - start) == timedelta(minutes=every)


def test_four_hours_across_the_spring_change_read_five_on_the_clock():
    before = datetime(2026, 3, 29, 0, 0, tzinfo=ZoneInfo(BERLIN))  # the clocks go from 2 to 3
    due = next_due(a_plan(at=before - timedelta(hours=1)), (done(before),))

    assert due is not None
    assert due.at.astimezone(ZoneInfo(BERLIN)).hour == 5


@pytest.mark.parametrize(
    ("now", "wall", "expected"),
    [
        (datetime(2026, 11, 24, 9, 30), time(14, 0), datetime(2026, 11, 24, 14, 0)),
        (datetime(2026, 11, 24, 14, 0), time(14, 0), datetime(2026, 11, 25, 14, 0)),
        (datetime(2026, 11, 24, 23, 30), time(1, 0), datetime(2026, 11, 25, 1, 0)),
        (datetime(2026, 3, 28, 23, 0), time(2, 30), datetime(2026, 3, 29, 1, 30, tzinfo=UTC)),  # no such time there
        (datetime(2026, 10, 25, 0, 0), time(2, 30), datetime(2026, 10, 25, 0, 30, tzinfo=UTC)),  # twice: the first
    ],
)
def test_a_time_of_the_clock_is_the_next_one_to_come(now, wall, expected):
    zone = ZoneInfo(BERLIN)
    local = expected if expected.tzinfo else expected.replace(tzinfo=zone)

    assert next_time(wall, now.replace(tzinfo=zone), BERLIN) == local.astimezone(UTC)


def test_the_second_half_past_two_is_next_once_the_first_is_over():
    now = datetime(2026, 10, 25, 0, 45, tzinfo=UTC)  # 02:45, summer time still

    assert next_time(time(2, 30), now, BERLIN) == datetime(2026, 10, 25, 1, 30, tzinfo=UTC)


@given(
    now=st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31), timezones=st.just(UTC)),
    wall=st.times().map(lambda one: one.replace(second=0, microsecond=0)),
)
def test_the_next_time_lies_ahead_and_within_a_long_day(now, wall):
    ahead = next_time(wall, now, BERLIN) - now

    assert timedelta(0) < ahead <= timedelta(hours=25)


@pytest.mark.parametrize(
    ("changed", "where"),
    [
        ({"name": "  "}, "name"),
        ({"every_minutes": 14}, "every_minutes"),
        ({"every_minutes": 1441}, "every_minutes"),
        ({"checks": ()}, "checks"),
        ({"until": MORNING}, "until"),
    ],
)
def test_a_plan_that_cannot_be_kept_is_refused_by_its_part(changed, where):
    assert [problem.path for problem in plan_problems(a_plan(**changed))] == [where]


def test_a_sound_plan_has_no_problems():
    assert plan_problems(a_plan()) == ()
