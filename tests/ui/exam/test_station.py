"""The movement station: what stands first on a page, the tools that time and count, and what they never do."""

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from intake.app import exam_room
from intake.ui.exam.station import words
from tests.ui.at_work import at_work
from tests.ui.exam.at_exam import exam_of, open_gates, opened, press, record, row, settled, words_in
from tests.ui.real_clinic import engine

STEPS = (
    "mov_stand_effect", "mov_time_to_shake_s", "mov_walk_effect", "mov_rest_effect", "mov_lift_test",
    "mov_auscultation", "mov_sleep", "mov_distract", "mov_frequency_hz", "mov_frequency_class", "mov_rhythm",
)  # fmt: skip


@pytest.fixture
def work(tmp_path, theme, qtbot):
    with at_work(tmp_path, theme, qtbot) as made:
        open_gates(made)
        yield made


class Clock:
    """A clock that says what it is told."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


def at_station(work, item):
    """The page with the keys at a check, its tools on a made-up clock."""
    screen = opened(work, "shaking")
    page = screen.centre.page
    page.tools.now = Clock()
    page.focus_row(item)
    return screen, page.tools.now


def tap(seconds):
    """Space, pressed at this moment by the time stamps of the system."""
    target = QApplication.focusWidget()
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        event = QKeyEvent(kind, Qt.Key.Key_Space, Qt.KeyboardModifier.NoModifier, " ")
        event.setTimestamp(round(seconds * 1000))
        QApplication.sendEvent(target, event)


def tap_along(hz, *, beats, without=(), start=50.0):
    for beat in range(beats):
        if beat not in without:
            tap(start + beat / hz)


def answers(work):
    return work.answers()


def notes(work):
    return dict(work.file().record.case.notes)


def test_the_page_opens_with_the_station_in_its_order(work):
    screen = opened(work, "shaking")
    assert tuple(screen.centre.page.rows)[: len(STEPS)] == STEPS
    assert row(screen, "mov_stand_effect").hasFocus()
    assert "Stand square 60 s" in words_in(row(screen, "mov_stand_effect"))
    assert "Movement station" in words_in(screen.centre.page)
