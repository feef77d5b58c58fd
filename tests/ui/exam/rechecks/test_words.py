"""What is said of intervals, times, plans and exams."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

import pytest

from intake.app.rechecks import ExamsOfVisit
from intake.domain.exams import ExamKind
from intake.domain.ids import StaffId
from intake.domain.rechecks import Due
from intake.ui.exam.rechecks.words import exam_words, minutes_in, plan_words, wall_time, which_words
from intake.ui.today.due import due_words
from tests.builders import MORNING, an_exam
from tests.domain.test_rechecks import a_plan, done

BERLIN = "Europe/Berlin"


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("4 h", 240), ("4", 240), ("every 4 hours", 240), ("1.5 h", 90), ("1,5h", 90), ("90 min", 90), ("15 min", 15),
        ("24 h", 1440), ("14 min", None), ("25 h", None), ("often", None), ("", None), ("-4 h", None),
    ],
)  # fmt: skip
def test_an_interval_is_read_as_people_write_it(text, minutes):
    assert minutes_in(text) == minutes


@pytest.mark.parametrize(
    ("text", "expected"), [("14:00", time(14)), ("8.30", time(8, 30)), ("24:00", None), ("8", None), ("12:60", None)]
)
def test_a_time_is_read_as_the_clock_shows_it(text, expected):
    assert wall_time(text) == expected


@pytest.mark.parametrize(
    ("late", "is_begun", "text", "icon"),
    [
        (timedelta(hours=-2), False, "Neuro check due 12:30", "clock"),
        (timedelta(hours=-13), False, "Neuro check due 23:30, in 13 h 0 min", "clock"),
        (timedelta(0), False, "Neuro check due now", "clock-alert"),
        (timedelta(minutes=25), False, "Neuro check overdue 25 min", "clock-alert"),
        (timedelta(hours=3, minutes=5), False, "Neuro check overdue 3 h 5 min", "clock-alert"),
        (timedelta(minutes=-5), True, "Neuro check begun", "clipboard-pen"),
        (timedelta(minutes=25), True, "Neuro check begun, overdue 25 min", "clipboard-pen"),
    ],
)
def test_what_is_due_is_said_in_words_and_by_an_icon(late, is_begun, text, icon):
    said = due_words(Due("Neuro check", MORNING - late, is_begun), MORNING, BERLIN)

    assert (said.text, said.icon) == (text, icon)


def test_which_exam_is_on_the_screen_is_said():
    recheck = done(MORNING + timedelta(hours=4))
    both = ExamsOfVisit((an_exam(), recheck), (a_plan(),), shown=recheck)

    assert which_words(both, BERLIN) == "Exam 2 of 2, neuro check 14:30"
    assert which_words(ExamsOfVisit((an_exam(), recheck), shown=an_exam()), BERLIN) == "Exam 1 of 2, 10:30"
    assert which_words(ExamsOfVisit(), BERLIN) == ""


def test_a_line_of_the_list_says_when_who_and_how_far():
    recheck = done(MORNING + timedelta(hours=4))
    second = an_exam("e3", ordinal=3, kind=ExamKind.SECOND, started_by=StaffId("tess"), started_at=MORNING)
    several = ExamsOfVisit(
        (an_exam(), recheck, second),
        (a_plan(),),
        signed=frozenset({an_exam().id}),
        names={StaffId("tess"): "Tess Example"},
    )

    assert exam_words(several, an_exam(), MORNING, BERLIN) == "1 · Exam 10:30 · signed"
    assert exam_words(several, recheck, MORNING, BERLIN) == "2 · Neuro check 14:30 · finished"
    assert exam_words(several, second, MORNING, BERLIN) == "3 · Second exam 10:30 · Tess Example · begun"
    tomorrow = datetime(2026, 11, 25, 9, tzinfo=UTC)
    assert "24 Nov 2026 10:30" in exam_words(several, recheck, tomorrow, BERLIN).replace("14:30", "10:30")


def test_a_plan_is_said_in_a_line():
    assert plan_words(a_plan(), BERLIN) == "Neuro check every 4 h, 1 check"
    until = a_plan(until=MORNING + timedelta(hours=8), checks=("a", "b"))
    assert plan_words(until, BERLIN) == "Neuro check every 4 h until 18:30, 2 checks"
