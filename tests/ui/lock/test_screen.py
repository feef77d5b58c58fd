"""Signing in, refusals, locking."""

from dataclasses import replace

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QAbstractItemModelTester

from intake.app import exam_room, standing
from intake.app.exam_room import Entry, Given
from intake.paths import paths_for
from intake.settings import Settings
from intake.ui.application import open_window
from intake.ui.crash import CrashDialog
from intake.ui.lock.staff_list import StaffRows
from intake.ui.main_window import NOT_SIGNED_IN, SAMPLE, Opening
from intake.ui.today.screen import TodayScreen
from intake.ui.widgets.text import Text
from tests.builders import a_person
from tests.ui.at_work import WAIT_MS, opened
from tests.ui.real_clinic import PIN, real_clinic


def flag(real):
    exam = exam_room.open_exam(real.clinic, real.visit, by=real.technician.id)
    given = Given("hx_emergency_now", None, ("cannot_pass_urine",))
    exam_room.record(real.clinic, exam.id, given, Entry(real.technician.id))
    standing.refresh(real.clinic, real.visit)


def test_initials_pick_a_person_and_digits_with_enter_open(qapp, qtbot, tmp_path):
    with opened(tmp_path, qapp, qtbot) as shown:
        shown.type("dr")
        assert shown.window.lock_screen.staff.person().name == "Dr Casey Sample"
        shown.wait(lambda: not shown.window.lock_screen._typed)  # the pause between two people's initials
        shown.sign_in("pe", PIN)
        assert shown.window.workplace.desk.person.name == "Pat Example"
        assert shown.window.workplace.today.isVisible()


def test_wrong_pin_is_refused_with_the_tries_left(qapp, qtbot, tmp_path):
    with opened(tmp_path, qapp, qtbot) as shown:
        shown.type("pe9999")
        qtbot.keyClick(shown.window.lock_screen, Qt.Key.Key_Return)
        shown.wait(lambda: "4 tries left" in shown.window.lock_screen.message.text())
        assert shown.window.is_locked
        shown.sign_in()


def test_typed_digits_are_counted_never_shown(qapp, qtbot, tmp_path):
    with opened(tmp_path, qapp, qtbot) as shown:
        shown.type("pe123")
        lock = shown.window.lock_screen
        assert lock.pad.accessibleDescription() == "3 digits"
        qtbot.keyClick(lock, Qt.Key.Key_Backspace)
        assert lock.pad.accessibleDescription() == "2 digits"
        qtbot.keyClick(lock, Qt.Key.Key_Escape)
        assert lock.pad.accessibleDescription() == "0 digits"


def test_choosing_another_person_forgets_the_digits(qapp, qtbot, tmp_path):
    with opened(tmp_path, qapp, qtbot) as shown:
        shown.type("pe12")
        qtbot.keyClick(shown.window.lock_screen.staff, Qt.Key.Key_Up)
        assert shown.window.lock_screen.pad.accessibleDescription() == "0 digits"
        assert shown.window.lock_screen.pin_title.text() == "PIN for Dr"


def test_renewed_list_keeps_what_is_typed(qapp, qtbot, tmp_path):
    with opened(tmp_path, qapp, qtbot) as shown:
        lock = shown.window.lock_screen
        shown.type("pe12")
        lock.show_people(lock.staff.rows.people())
        assert lock.staff.person().name == "Pat Example"
        assert lock.pad.accessibleDescription() == "2 digits"


def test_screen_says_when_a_pin_takes_long(qapp, qtbot, tmp_path):
    with opened(tmp_path, qapp, qtbot) as shown:
        lock = shown.window.lock_screen
        lock.show_trying()
        shown.wait(lambda: lock.message.text() == "Checking the PIN…")
        assert not lock.pad.isEnabled()
        lock.reset()
        assert lock.message.text() == ""


def test_locking_keeps_the_place_for_the_same_person(qapp, qtbot, tmp_path):
    with opened(tmp_path, qapp, qtbot) as shown:
        shown.sign_in()
        work = shown.window.workplace
        work.show_visit(shown.real.visit, "intake")
        shown.wait(lambda: work.visit.header.name.text() == "Maple")
        qtbot.keyClick(work, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
        assert shown.window.is_locked
        assert shown.window.lock_screen.side.headline.text() == "Locked. Nothing is lost."
        shown.sign_in()
        assert shown.window.workplace is work
        assert work.visit.isVisible()


def test_another_person_starts_on_today(qapp, qtbot, tmp_path):
    with opened(tmp_path, qapp, qtbot) as shown:
        shown.sign_in()
        shown.window.workplace.show_visit(shown.real.visit, "intake")
        shown.window.lock()
        shown.sign_in("ds", PIN)
        assert shown.window.workplace.desk.person.name == "Dr Casey Sample"
        assert shown.window.workplace.today.isVisible()


def test_window_locks_by_itself_when_nobody_is_there(qapp, qtbot, tmp_path):
    settings = Settings(auto_lock_minutes=7)
    with opened(tmp_path, qapp, qtbot, settings) as shown:
        shown.sign_in()
        assert shown.window.idle.interval() == 7 * 60_000
        shown.window.idle.start(1)
        shown.wait(lambda: shown.window.is_locked)


def test_a_key_puts_the_lock_off(qapp, qtbot, tmp_path):
    with opened(tmp_path, qapp, qtbot) as shown:
        shown.sign_in()
        idle = shown.window.idle
        idle.setTimerType(Qt.TimerType.PreciseTimer)
        idle.start(60_000)
        shown.wait(lambda: idle.remainingTime() < 59_900)
        qtbot.keyClick(shown.window.windowHandle(), Qt.Key.Key_Shift)
        assert idle.remainingTime() > 59_900


def test_unanswered_flag_is_named_without_its_cause(qapp, qtbot, tmp_path):
    with opened(tmp_path, qapp, qtbot) as shown:
        flag(shown.real)
        shown.sign_in()
        shown.window.lock()
        shown.wait(shown.window.lock_screen.flags.isVisible)
        assert shown.window.lock_screen._flag_words.text() == "Maple: call-now flag not answered"


def test_dog_is_not_named_where_the_clinic_wants_it_so(qapp, qtbot, tmp_path):
    with opened(tmp_path, qapp, qtbot, Settings(shows_dog_when_locked=False)) as shown:
        flag(shown.real)
        shown.sign_in()
        shown.window.lock()
        shown.wait(shown.window.lock_screen.flags.isVisible)
        assert shown.window.lock_screen._flag_words.text() == "A dog: call-now flag not answered"


def test_staff_rows_keep_the_rules_of_a_model(qapp):
    rows = StaffRows()
    tester = QAbstractItemModelTester(rows, QAbstractItemModelTester.FailureReportingMode.Fatal)
    rows.set_rows([a_person("tess"), a_person("mo")])
    assert tester.model().rowCount() == 2
    assert rows.index(0).data(Qt.ItemDataRole.AccessibleTextRole) == "Tess Example, Vet tech, initials TE"


class BrokenPins:
    """PINs on a computer where checking them fails."""

    def __getattr__(self, name):
        def broken(*args, **kwargs):
            raise OSError("no memory left")

        return broken


def close_dialogs(window):
    for dialog in window.findChildren(CrashDialog):
        dialog.close()


def test_bug_while_a_pin_is_checked_leaves_the_pad_ready(qapp, qtbot, tmp_path):
    with opened(tmp_path, qapp, qtbot) as shown:
        window, lock = shown.window, shown.window.lock_screen
        whole, window._clinic = window._clinic, replace(window._clinic, pins=BrokenPins())
        shown.type("pe" + PIN)
        qtbot.keyClick(lock, Qt.Key.Key_Return)
        shown.wait(lambda: lock.message.text() == NOT_SIGNED_IN)
        close_dialogs(window)
        assert lock.pad.isEnabled()
        window._clinic = whole
        shown.sign_in()


def test_bug_in_the_first_screen_leaves_the_pad_ready(qapp, qtbot, tmp_path, monkeypatch):
    with opened(tmp_path, qapp, qtbot) as shown:
        window, lock = shown.window, shown.window.lock_screen
        with monkeypatch.context() as patch:
            patch.setattr(TodayScreen, "ask", lambda _: 1 // 0)
            shown.type("pe" + PIN)
            qtbot.keyClick(lock, Qt.Key.Key_Return)
            shown.wait(lambda: lock.message.text() == NOT_SIGNED_IN)
        shown.wait(lambda: bool(window.findChildren(CrashDialog)))
        close_dialogs(window)
        assert window.is_locked
        assert lock.pad.isEnabled()
        shown.sign_in()


def test_keys_pressed_before_the_staff_cards_stand_are_taken_then(qapp, qtbot, tmp_path):
    real = real_clinic(tmp_path)
    opening = Opening(lambda: real.clinic, paths_for(tmp_path), Settings())
    window = open_window(qapp, opening)
    try:
        qtbot.keyClicks(window, "pe" + PIN)
        qtbot.keyClick(window, Qt.Key.Key_Return)
        window.show()
        qtbot.waitUntil(lambda: not window.is_locked, timeout=WAIT_MS)
        assert window.workplace.desk.person.name == "Pat Example"
    finally:
        window.close()
        window.deleteLater()
        real.close()


def test_made_up_clinic_says_so_on_every_screen(qapp, qtbot, tmp_path):
    with opened(tmp_path, qapp, qtbot, Settings(is_sample=True)) as shown:
        (strip,) = [text for text in shown.window.findChildren(Text) if text.text() == SAMPLE]
        assert strip.isVisible()
        shown.sign_in()
        assert strip.isVisible()
        assert strip.geometry().bottom() < shown.window.workplace.mapTo(shown.window, QPoint(0, 1)).y()
