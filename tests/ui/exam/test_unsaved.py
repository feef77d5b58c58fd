"""An answer the disk does not take stays on the screen, says why, and is saved once there is room."""

from contextlib import contextmanager
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt

from intake.domain.errors import DiskFull, StorageTrouble
from intake.ui.exam.unsaved import DISK_FULL
from tests.ui.at_work import at_work
from tests.ui.exam.at_exam import open_gates, opened, press, record, row, settled


class FullDisk:
    """The clinic's store on a disk that can be filled up."""

    def __init__(self, store):
        self._store, self.trouble = store, None

    def look(self):
        return self._store.look()

    @contextmanager
    def work(self):
        with self._store.work() as work:
            if self.trouble is not None:
                raise self.trouble
            yield work


@pytest.fixture
def disk(work):
    return work.desk.clinic.store


@pytest.fixture
def work(tmp_path, theme, qtbot):
    with at_work(tmp_path, theme, qtbot) as made:
        made.desk = replace(made.desk, clinic=replace(made.desk.clinic, store=FullDisk(made.desk.clinic.store)))
        open_gates(made)
        record(made, ("hx_complaint", None, "Shakes"))
        yield made


@pytest.fixture
def screen(work):
    return opened(work, "gait")


def answer(work, screen, item, key):
    screen.show_item(item)
    press(key)
    work.settle()
    work.settle()


def test_full_disk_is_said_in_words_and_the_answer_stays_until_it_is_saved(work, screen, disk):
    disk.trouble = DiskFull("The disk is full.")
    with work.qtbot.waitSignal(screen.not_saved) as said:
        answer(work, screen, "gait_ambulation", Qt.Key.Key_1)
    assert said.args == [DISK_FULL]
    assert screen.centre.trouble.text() == DISK_FULL
    assert screen.keeper.is_pending("gait_ambulation", None)
    assert not row(screen, "gait_ambulation").is_open
    assert "gait_ambulation" not in work.answers()
    disk.trouble = None
    screen.centre.trouble.button.click()
    work.wait(lambda: "gait_ambulation" in work.answers())
    settled(work, screen)
    work.wait(lambda: not screen.centre.trouble.isVisible())
    assert not screen.keeper.is_pending("gait_ambulation", None)


def test_trying_again_too_early_says_the_same_again(work, screen, disk):
    disk.trouble = DiskFull("The disk is full.")
    answer(work, screen, "gait_ambulation", Qt.Key.Key_1)
    with work.qtbot.waitSignal(screen.not_saved):
        screen.centre.trouble.button.click()
    assert screen.centre.trouble.text() == DISK_FULL


def test_other_trouble_says_what_happened_and_that_the_answer_is_still_there(work, screen, disk):
    disk.trouble = StorageTrouble("The database does not answer. Everything saved before is safe.")
    answer(work, screen, "gait_ambulation", Qt.Key.Key_1)
    words = screen.centre.trouble.text()
    assert words.startswith("The database does not answer.")
    assert words.endswith("Your answer is still on screen; choose Try again.")


def test_with_room_again_the_next_answer_takes_the_waiting_one_along(work, screen, disk):
    disk.trouble = DiskFull("The disk is full.")
    answer(work, screen, "gait_ambulation", Qt.Key.Key_1)
    disk.trouble = None
    answer(work, screen, "gait_limbs", Qt.Key.Key_1)
    work.wait(lambda: {"gait_ambulation", "gait_limbs"} <= work.answers().keys())


def test_a_newer_answer_to_the_same_check_is_never_overwritten_by_the_waiting_one(work, screen, disk):
    disk.trouble = DiskFull("The disk is full.")
    answer(work, screen, "gait_ambulation", Qt.Key.Key_1)
    disk.trouble = None
    answer(work, screen, "gait_ambulation", Qt.Key.Key_2)
    settled(work, screen)
    options = screen.keeper.file.engine.items["gait_ambulation"].options
    assert work.answers()["gait_ambulation"] == options[1].value
    assert screen.keeper.unsaved.words == ""
    assert not screen.keeper.pending
