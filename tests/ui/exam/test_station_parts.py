"""Watches, clocks and steps of the station without a screen."""

import shutil

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake.knowledge.exam_order import listed_items
from intake.knowledge.loader import load
from intake.ui.exam.checks import pages_of
from intake.ui.exam.station.clocks import EventClock, monotonic
from intake.ui.exam.station.steps import Steps
from intake.ui.exam.station.watch import Watch, face
from intake.ui.exam.station.words import with_line
from tests.ui.real_clinic import engine
from tests.ui.samples import RESOURCES

NEW_STEP = """
[[station]]
id = "station_palm"
region = "shaking"
group = "Movement station"
items = ["mov_palpable_only"]
source = ["S02"]

[[check_tool]]
item = "mov_palpable_only"
kind = "countdown"
seconds = 10
source = ["S02"]
"""


def test_a_step_and_a_tool_are_added_by_data_alone(tmp_path):
    folder = tmp_path / "knowledge"
    shutil.copytree(RESOURCES / "knowledge", folder)
    (folder / "stations_more.toml").write_text(NEW_STEP, encoding="utf-8")
    page = next(page for page in pages_of(load(folder)) if page.id == "shaking")
    shown = Steps(page).shown_with(item for item in page.items if item.core)
    assert "mov_palpable_only" in {item.id for item in shown}
    assert "mov_palpable_only" in {tool.item for tool in page.tools}
    assert Steps(page).groups(shown)[0].name == "Movement station"


def test_a_listed_exam_holds_every_check_once_and_the_station_ahead_of_its_page():
    knowledge = engine().knowledge
    listed = [item.id for item in listed_items(knowledge)]
    assert sorted(listed) == sorted(item.id for item in knowledge.items)
    steps = [item for station in knowledge.stations for item in station.items]
    start = listed.index(steps[0])
    assert listed[start : start + len(steps)] == steps
    assert listed[start + len(steps)] == "mov_evidence"
    rest = [item.id for item in knowledge.items if item.id not in steps]
    assert [item for item in listed if item not in steps] == rest


def test_taps_are_timed_by_their_stamps_and_not_by_when_they_are_handled():
    now = [7.0]
    clock = EventClock(lambda: now[0])
    first = clock.at(1000)
    now[0] = 9.5  # the window was busy
    assert clock.at(1200) - first == pytest.approx(0.2)
    assert clock.at(0) == 9.5  # a press without a stamp


def test_a_counter_of_stamps_that_starts_again_takes_no_time_back():
    now = [1.0]
    clock = EventClock(lambda: now[0])
    before = clock.at(2**32 - 10)
    now[0] = 1.5
    assert clock.at(190) - before == pytest.approx(0.5)


def test_a_monotonic_clock_never_goes_back():
    now = monotonic()
    assert 0 <= now() <= now()


@given(st.floats(0, 10_000), st.floats(0, 700))
def test_a_stopwatch_says_the_time_to_its_mark(start, passed):
    watch = Watch().start(start)
    assert watch.is_running(start + passed)
    marked = watch.mark(start + passed)
    assert marked.marked == pytest.approx(passed, abs=1e-6)
    assert not marked.is_running(start + passed)
    assert marked.passed(start + passed + 99) == marked.marked
    assert marked.mark(start + passed + 5) == marked


@given(st.floats(0.5, 200), st.floats(0, 400))
def test_a_countdown_ends_and_goes_no_further(limit, passed):
    watch = Watch(limit).start(10)
    assert watch.is_over(10 + passed) == (watch.passed(10 + passed) >= limit)
    assert 0 <= watch.shown(10 + passed) <= limit + 1
    assert watch.passed(10 + limit + 1) == limit


def test_a_countdown_runs_on_behind_its_mark():
    watch = Watch(60).start(0).mark(12)
    assert watch.marked == 12
    assert watch.is_running(30)
    assert watch.shown(30) == 30
    assert watch.stop(40).shown(50) == 20


def test_a_watch_that_was_not_started_marks_nothing():
    assert Watch(60).mark(5) == Watch(60)
    assert Watch().passed(5) == 0
    assert Watch(60).shown(0) == 60


def test_a_face_shows_minutes_and_seconds():
    assert [face(0), face(7), face(60), face(754)] == ["0:00", "0:07", "1:00", "12:34"]


def test_a_line_is_added_to_a_note_and_never_written_over_it():
    assert with_line("", "5 Hz") == "5 Hz"
    assert with_line("left leg\n", "5 Hz") == "left leg\n5 Hz"
