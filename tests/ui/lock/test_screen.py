"""Signing in, refusals, locking."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester

from intake.app import exam_room, standing
from intake.app.exam_room import Entry, Given
from intake.settings import Settings
from intake.ui.lock.staff_list import StaffRows
from tests.builders import a_person
from tests.ui.at_work import opened
from tests.ui.real_clinic import PIN


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
