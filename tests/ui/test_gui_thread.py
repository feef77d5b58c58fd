"""While answers are given, the GUI thread opens no file, asks no database and makes no PDF."""

import sys
import threading
from contextlib import contextmanager

import pytest
from PySide6.QtCore import Qt
from sqlalchemy import Engine, event

from tests.ui.at_work import at_work, opened
from tests.ui.exam import at_exam

PAGES = ("shaking", "physical", "head", "cranial", "gait", "neck", "front", "torso", "rear", "anus", "tail")


class Watch:
    """What the GUI thread did that may take long, while it was looked at."""

    def __init__(self):
        self.is_on, self.seen = False, []
        self._gui = threading.get_ident()
        sys.addaudithook(self._on_act)  # for good: Python takes no hook back

    @contextmanager
    def looking(self):
        self.is_on = True
        try:
            yield
        finally:
            self.is_on = False

    def note(self, act):
        if self.is_on and threading.get_ident() == self._gui:
            self.seen.append(act)

    def _on_act(self, name, arguments):
        # A module that is imported later is a file too; imports are named by what they import.
        if self.is_on and name in ("open", "sqlite3.connect", "os.listdir", "os.scandir", "subprocess.Popen"):
            self.note(f"{name} {arguments[0]}")


@pytest.fixture(scope="module")
def watch():
    return Watch()


@pytest.fixture
def work(tmp_path, theme, qtbot):
    theme.icons.keep(theme.icons.read_all())  # as the window does when it opens
    with at_work(tmp_path, theme, qtbot) as made:
        at_exam.open_gates(made)
        at_exam.clear_vet_first(made)
        yield made


def test_the_watch_sees_files_and_questions_to_the_database(watch, work, tmp_path):
    (tmp_path / "seen").write_text("x", encoding="utf-8")
    with watch.looking(), asked_of_the_database(watch):
        (tmp_path / "seen").read_text(encoding="utf-8")
        work.answers()
    assert any("seen" in act for act in watch.seen)
    assert any(act.startswith("sql") for act in watch.seen)
    watch.seen.clear()


@contextmanager
def asked_of_the_database(watch):
    def asked(connection, cursor, statement, *_):
        watch.note(f"sql {statement}")

    event.listen(Engine, "before_cursor_execute", asked)
    try:
        yield
    finally:
        event.remove(Engine, "before_cursor_execute", asked)


def test_answering_a_whole_exam_touches_no_file_and_no_database_on_the_gui_thread(watch, work):
    screen = at_exam.opened(work)
    with watch.looking(), asked_of_the_database(watch):
        for page in PAGES:
            screen.open_page(page)
            at_exam.press("n")
            at_exam.press("2")
            at_exam.settled(work, screen)
            at_exam.press("r")
            at_exam.settled(work, screen)
        at_exam.press("h")
        at_exam.press(Qt.Key.Key_Escape)
        at_exam.press("x")
        at_exam.press("1")
        at_exam.settled(work, screen)
    assert watch.seen == []
    assert len(work.answers()) > 20


def test_the_window_has_read_its_icons_by_the_time_somebody_works(tmp_path, qapp, qtbot):
    with opened(tmp_path, qapp, qtbot) as shown:
        shown.wait(lambda: "circle-check" in shown.window._theme.icons._texts)
