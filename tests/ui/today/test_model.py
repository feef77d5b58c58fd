"""The board as a table."""

import pytest
from PySide6.QtCore import QPersistentModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester

from intake.app.boards import BoardRow
from intake.domain.visits import VisitStatus
from intake.ui.today.model import BoardRows, Column
from tests.builders import MORNING, Clock, a_dog, a_visit, an_owner


def a_row(key, **changed):
    return BoardRow(a_visit(key, key, **changed), a_dog(key), an_owner())


@pytest.fixture
def rows(qapp):
    made = BoardRows("Europe/Berlin")
    made.tester = QAbstractItemModelTester(made, QAbstractItemModelTester.FailureReportingMode.Fatal)
    return made


def keys(rows):
    return [rows.row(place).visit.id for place in range(rows.rowCount())]


@pytest.mark.parametrize("after", ["abc", "cba", "b", "", "dab", "xyz", "axbyc"])
def test_board_changes_by_difference_into_any_other(rows, after):
    rows.show([a_row(key) for key in "abc"], MORNING)
    resets = []
    rows.modelReset.connect(lambda: resets.append(1))
    rows.show([a_row(key) for key in after], MORNING)
    assert keys(rows) == list(after)
    assert resets == []


def test_a_row_that_moves_keeps_its_index(rows):
    rows.show([a_row(key) for key in "abc"], MORNING)
    held = QPersistentModelIndex(rows.index(2, 0))
    rows.show([a_row("c", status=VisitStatus.IN_EXAM), a_row("a")], MORNING)
    assert held.row() == 0
    assert rows.row(0).visit.status is VisitStatus.IN_EXAM


def test_words_of_a_row_are_those_of_the_clinic(rows):
    clock = Clock()
    clock.pass_by(minutes=34)
    rows.show([a_row("a", waiting_since=MORNING, untold_flags=1, complaint="Shakes\nall over", number=7)], clock())
    words = [rows.index(0, column).data() for column in Column]
    assert words == ["A", "P. Sampleton", "Shakes all over", "Waiting", "See soon, vet not told", "34 min", "", "7"]
    assert rows.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole) == "Dog: A"
    assert rows.headerData(0, Qt.Orientation.Horizontal) == "Dog"


def test_expected_and_signed_visits_show_their_time_where_the_clinic_is(rows):
    due = a_row("a", status=VisitStatus.EXPECTED, expected_at=MORNING)
    signed = a_row("b", status=VisitStatus.DONE, signed_at=MORNING)
    rows.show([due, signed], MORNING)
    assert [rows.index(place, Column.WAIT).data() for place in (0, 1)] == ["due 10:30", "signed 10:30"]
