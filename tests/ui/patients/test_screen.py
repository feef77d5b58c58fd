"""Finding a dog, its visits, a new intake for it."""

import pytest
from PySide6.QtCore import Qt

from intake.app import front_desk
from intake.domain.visits import VisitStatus
from intake.ui.patients.screen import PatientsScreen
from tests.ui.at_work import at_work


@pytest.fixture
def work(tmp_path, theme, qtbot):
    with at_work(tmp_path, theme, qtbot) as made:
        yield made


@pytest.fixture
def patients(work):
    screen = PatientsScreen(work.desk)
    work.show(screen)
    screen.look_for("map")
    work.wait(lambda: screen._find.rows.rowCount() > 1)
    return screen


def choose(work, patients, qtbot):
    qtbot.keyClick(patients._find.field, Qt.Key.Key_Return)
    work.wait(lambda: patients.visits.count() == 1)


def test_visits_of_a_dog_are_listed_and_open(work, patients, qtbot):
    choose(work, patients, qtbot)
    assert patients.visits.item(0).text() == "Visit 1 · Tuesday 24 Nov 2026, 10:30 · Waiting · See soon"
    with qtbot.waitSignal(patients.visit_wanted) as wanted:
        qtbot.keyClick(patients.visits, Qt.Key.Key_Return)
    assert wanted.args == [work.real.visit, "intake"]


def test_new_intake_is_for_the_dog_that_was_found(work, patients, qtbot):
    choose(work, patients, qtbot)
    with qtbot.waitSignal(patients.intake_wanted) as wanted:
        patients.new_button.click()
    assert wanted.args[0].patient.name == "Maple"


def test_what_was_typed_is_kept_when_one_comes_back(patients):
    patients.look_for("")
    assert patients._find.field.text() == "map"
    assert patients._find.field.selectedText() == "map"


@pytest.mark.parametrize(("status", "step"), [("waiting", "intake"), ("in_exam", "exam"), ("for_vet", "review")])
def test_visit_opens_where_it_stands(work, patients, qtbot, status, step):
    clinic, by = work.real.clinic, work.real.technician.id
    for to in {"waiting": (), "in_exam": ("in_exam",), "for_vet": ("in_exam", "for_vet")}[status]:
        front_desk.move_visit(clinic, work.visit(), VisitStatus(to), by=by)
    choose(work, patients, qtbot)
    with qtbot.waitSignal(patients.visit_wanted) as wanted:
        qtbot.keyClick(patients.visits, Qt.Key.Key_Return)
    assert wanted.args == [work.real.visit, step]
