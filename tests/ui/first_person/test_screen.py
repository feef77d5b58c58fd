"""The first start: nothing is written until Start."""

from contextlib import contextmanager

import pytest
from PySide6.QtCore import Qt

from intake.app import staff
from intake.domain.staff import Role
from intake.paths import paths_for
from intake.settings import Settings, read_settings
from intake.ui.application import open_window
from intake.ui.main_window import Opening
from tests.builders import Clock, a_clinic
from tests.ui.at_work import WAIT_MS


@contextmanager
def first_start(home, qapp, qtbot):
    with a_clinic(home, Clock()) as clinic:
        window = open_window(qapp, Opening(lambda: clinic, paths_for(home), Settings()))
        try:
            with qtbot.waitSignal(window.ready, timeout=WAIT_MS):
                window.show()
            yield window, clinic
        finally:
            window.close()
            window.deleteLater()


@pytest.fixture
def started(tmp_path, qapp, qtbot):
    with first_start(tmp_path, qapp, qtbot) as made:
        yield made


def fill(fields, name, pin="2468", again=None):
    fields.name.setText(name)
    fields.pin.setText(pin)
    fields.again.setText(again if again is not None else pin)


def test_first_start_asks_who_works_here(started):
    window, clinic = started
    assert window.first_person.isVisible()
    assert staff.everybody(clinic) == ()


def test_start_adds_people_and_the_clinics_name_and_goes_to_the_lock_screen(started, qtbot, tmp_path):
    window, clinic = started
    first = window.first_person
    first.clinic_name.setText("Sample Street Clinic")
    fill(first.admin, "Ada Example")
    fill(first.vet, "Dr Casey Sample", "8642")
    first.start.click()
    qtbot.waitUntil(lambda: window.lock_screen.isVisible() and len(window.lock_screen.staff.rows.people()) == 2)
    assert {person.name: person.role for person in staff.everybody(clinic)} == {
        "Ada Example": Role.ADMIN,
        "Dr Casey Sample": Role.VETERINARIAN,
    }
    assert read_settings(paths_for(tmp_path).settings_file).clinic_name == "Sample Street Clinic"
    assert window.lock_screen.side.foot.text() == "Sample Street Clinic"
    assert window.windowTitle() == "Sample Street Clinic – Intake"


@pytest.mark.parametrize(
    ("clinic_name", "pin", "again", "said"),
    [
        ("", "2468", "2468", "Enter the name of the clinic."),
        ("Sample", "24", "24", "Admin: a PIN has 4 to 12 digits."),
        ("Sample", "abcd", "abcd", "Admin: a PIN has 4 to 12 digits."),
        ("Sample", "2468", "2469", "Admin: the two PINs are not the same."),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_written(started, tmp_path, clinic_name, pin, again, said):
    window, clinic = started
    first = window.first_person
    first.clinic_name.setText(clinic_name)
    fill(first.admin, "Ada Example", pin, again)
    first.start.click()
    assert said in first.trouble.text()
    assert staff.everybody(clinic) == ()
    assert not paths_for(tmp_path).settings_file.exists()


def test_vet_that_is_begun_must_be_finished(started):
    window, clinic = started
    first = window.first_person
    first.clinic_name.setText("Sample")
    fill(first.admin, "Ada Example")
    first.vet.pin.setText("1234")
    first.start.click()
    assert "Vet: enter a name." in first.trouble.text()
    assert staff.everybody(clinic) == ()


def test_what_was_put_right_is_no_longer_said_to_be_wrong(started):
    first = started[0].first_person
    fill(first.admin, "Ada Example", "2468", "2469")
    first.start.click()
    assert "Enter the name of the clinic." in first.trouble.text()
    first.clinic_name.setText("Sample")
    assert first.trouble.text() == "Admin: the two PINs are not the same. Type them again."
    first.admin.again.setText("2468")
    assert not first.trouble.isVisible()


def test_enter_goes_on_and_at_the_end_starts(started, qtbot):
    window, clinic = started
    first = window.first_person
    first.clinic_name.setFocus()
    for words in ("Sample", "Ada Example", "2468", "2468", "", ""):
        field = window.focusWidget()
        qtbot.keyClicks(field, words)
        qtbot.keyClick(field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.lock_screen.isVisible() and len(staff.everybody(clinic)) == 1, timeout=WAIT_MS)
