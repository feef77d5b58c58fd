"""Opening, first paint, troubles, closing."""

import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from intake.app import exam_room
from intake.app.exam_room import Entry, Given
from intake.domain.errors import StorageTrouble
from intake.paths import paths_for
from intake.settings import Settings
from intake.ui.application import open_window
from intake.ui.main_window import NOT_INTAKE, Opening
from intake.ui.widgets.text import Text
from tests.ui.at_work import WAIT_MS, opened
from tests.ui.real_clinic import real_clinic

TROUBLE = "The database cannot be opened (disk is asleep). Nothing was changed. Wake the disk, then try again."


def made(qapp, make_clinic, home, **settings):
    return open_window(qapp, Opening(make_clinic, paths_for(home), Settings(**settings)))


def test_window_is_painted_before_the_clinic_is_opened(qapp, qtbot, tmp_path):
    real, order = real_clinic(tmp_path), []

    def make_clinic():
        order.append("clinic")
        return real.clinic

    window = made(qapp, make_clinic, tmp_path)
    window.painted.connect(lambda: order.append("painted"))
    try:
        with qtbot.waitSignal(window.ready, timeout=WAIT_MS):
            window.show()
        assert order == ["painted", "clinic"]
    finally:
        window.close()
        real.close()


def test_loading_the_window_loads_neither_database_nor_knowledge():
    code = (
        "import sys, intake.ui.application\n"
        "loaded = [name for name in ('sqlalchemy', 'msgspec', 'intake.app', 'intake.knowledge', 'reportlab') "
        "if name in sys.modules]\n"
        "sys.exit(' '.join(loaded) or 0)"
    )
    root = Path(__file__).resolve().parents[2]
    ended = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, text=True, timeout=60)
    assert (ended.returncode, ended.stderr) == (0, "")


def test_staff_cards_appear_once_the_clinic_is_open(qapp, qtbot, tmp_path):
    with opened(tmp_path, qapp, qtbot) as shown:
        names = [person.name for person in shown.window.lock_screen.staff.rows.people()]
        assert names == ["Ada Example", "Dr Casey Sample", "Pat Example"]
        assert shown.window.windowTitle() == "Sample Clinic – Intake"


def test_trouble_with_the_database_is_a_calm_screen_with_try_again(qapp, qtbot, tmp_path):
    real, tries = real_clinic(tmp_path), []

    def make_clinic():
        tries.append(1)
        if len(tries) == 1:
            raise StorageTrouble(TROUBLE)
        return real.clinic

    window = made(qapp, make_clinic, tmp_path)
    try:
        window.show()
        qtbot.waitUntil(lambda: window._pages.currentWidget() is getattr(window, "trouble", None), timeout=WAIT_MS)
        assert window.trouble.words.text() == TROUBLE
        with qtbot.waitSignal(window.ready, timeout=WAIT_MS):
            window.trouble.again.click()
        assert window.lock_screen.isVisible()
    finally:
        window.close()
        real.close()


def test_bug_while_opening_is_told_without_its_details(qapp, qtbot, tmp_path, caplog):
    def make_clinic():
        raise ZeroDivisionError("secret detail")

    window = made(qapp, make_clinic, tmp_path)
    try:
        window.show()
        qtbot.waitUntil(lambda: window._pages.currentWidget() is getattr(window, "trouble", None), timeout=WAIT_MS)
        assert window.trouble.words.text() == NOT_INTAKE
        assert "secret detail" in caplog.text
    finally:
        window.close()


def test_closing_waits_for_what_is_still_to_be_saved(qapp, qtbot, tmp_path):
    with opened(tmp_path, qapp, qtbot) as shown:
        saved: list[int] = []
        for number in range(20):
            shown.window.jobs.run(shown.window, lambda number=number: saved.append(number), lambda _: None)
        shown.window.close()
        assert saved == list(range(20))


def test_window_opens_again_as_large_as_it_was(qapp, qtbot, tmp_path):
    with opened(tmp_path, qapp, qtbot) as shown:
        shown.window.resize(1100, 750)
        shown.window.close()
        again = made(qapp, lambda: shown.real.clinic, tmp_path)
        assert again.height() == 750  # the screen of the offscreen platform is too narrow for the width
        again.close()


def test_window_is_never_smaller_than_the_smallest_supported(qapp, qtbot, tmp_path):
    with opened(tmp_path, qapp, qtbot) as shown:
        assert (shown.window.minimumWidth(), shown.window.minimumHeight()) == (1024, 700)
        shown.sign_in()
        hint = shown.window.centralWidget().minimumSizeHint()
        assert hint.width() <= 1024
        assert hint.height() <= 700


@pytest.mark.parametrize(("key", "place"), [(Qt.Key.Key_N, "New intake"), (Qt.Key.Key_K, "Palette")])
def test_keys_lead_everywhere(qapp, qtbot, tmp_path, key, place):
    with opened(tmp_path, qapp, qtbot) as shown:
        shown.sign_in()
        work = shown.window.workplace
        qtbot.keyClick(work, key, Qt.KeyboardModifier.ControlModifier)
        if place == "New intake":
            shown.wait(lambda: work.visit.isVisible() and work.visit.header.name.text() == "New intake")
        else:
            shown.wait(lambda: work._palette is not None and work._palette.card.isVisible())


def test_keys_of_the_screen_are_shown_and_closed(qapp, qtbot, tmp_path):
    with opened(tmp_path, qapp, qtbot) as shown:
        shown.sign_in()
        work = shown.window.workplace
        work.show_keys()
        assert work._keys_help.isVisible()
        qtbot.keyClick(work._keys_help, Qt.Key.Key_Escape)
        assert not work._keys_help.isVisible()


@pytest.mark.parametrize(("step", "words"), [("intake", "urgent signs"), ("review", "accept a suggestion (vet)")])
def test_keys_of_a_step_are_its_own(qapp, qtbot, tmp_path, step, words):
    with opened(tmp_path, qapp, qtbot) as shown:
        shown.sign_in()
        work = shown.window.workplace
        work.show_visit(shown.real.visit, step)
        work.show_keys()
        said = {text.text() for text in work._keys_help.findChildren(Text)}
        assert words in said
        assert len(said & {"urgent signs", "accept a suggestion (vet)", "move to…"}) == 1


def test_refusal_nobody_waited_for_is_shown(qapp, qtbot, tmp_path):
    with opened(tmp_path, qapp, qtbot) as shown:
        shown.sign_in()

        def refuse():
            raise StorageTrouble(TROUBLE)

        shown.window.jobs.run(shown.window, refuse, lambda _: None)
        shown.wait(shown.window.workplace.notice.isVisible)
        assert shown.window.workplace.notice.text() == TROUBLE


def test_what_a_kill_left_behind_is_made_good_at_the_start(qapp, qtbot, tmp_path):
    real = real_clinic(tmp_path)
    exam = exam_room.open_exam(real.clinic, real.visit, by=real.technician.id)
    given = Given("hx_emergency_now", None, ("overheated",))
    exam_room.record(real.clinic, exam.id, given, Entry(real.technician.id))  # and killed before the board heard of it
    window = made(qapp, lambda: real.clinic, tmp_path)
    try:
        with qtbot.waitSignal(window.ready, timeout=WAIT_MS):
            window.show()
        qtbot.waitUntil(window.lock_screen.flags.isVisible, timeout=WAIT_MS)
        with real.clinic.store.look() as look:
            assert look.visit(real.visit).untold_flags == 1
    finally:
        window.close()
        real.close()


def test_run_opens_a_window_and_ends_with_it(tmp_path):
    code = f"""
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from intake.paths import paths_for
from intake.settings import Settings
from intake.ui import application
from intake.ui.main_window import MainWindow

def make_clinic():
    raise ZeroDivisionError

shown = MainWindow.showEvent
def close_soon(self, event):
    shown(self, event)
    self.painted.connect(self.close)
MainWindow.showEvent = close_soon
sys.exit(application.run(make_clinic, paths_for(Path({str(tmp_path)!r})), Settings()))
"""
    root = Path(__file__).resolve().parents[2]
    ended = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, text=True, timeout=60)
    assert ended.returncode == 0
    assert "Traceback" not in ended.stderr
