"""What assistive technology may do to a window means the same as a press by hand."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QItemSelectionModel, QModelIndex, QStringListModel
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QAccessibleEvent
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit, QListView, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from intake.ui.accessible.chosen import ChosenRows
from intake.ui.accessible.spoken import SpokenButton
from intake.ui.accessible.steady import _steady
from intake.ui.theme import Theme
from intake.ui.widgets.announce import announce
from intake.ui.widgets.answer_row import AnswerRow, Shown
from intake.ui.widgets.flags import SafetyGate
from intake.ui.widgets.number import NumberField, NumberRange
from intake.ui.widgets.segmented import MultiAnswer, SegmentedAnswer
from tests.ui.samples import item, option

THREE = (option("normal", "N"), option("delayed"), option("absent"))
PLACES = ("Head", "Neck", "Torso")
# All that Qt lets a screen reader do to a row.
_SELECT = QItemSelectionModel.SelectionFlag.Select
_DESELECT = QItemSelectionModel.SelectionFlag.Deselect


def press(widget: QWidget) -> None:
    """As AT-SPI does: the first action of its interface that presses."""
    interface = QAccessible.queryAccessibleInterface(widget)
    actions = interface.actionInterface()
    name = next(one for one in ("Press", "Toggle") if one in actions.actionNames())
    actions.doAction(name)


def toggle(button: QAbstractButton) -> None:
    QAccessible.queryAccessibleInterface(button).actionInterface().doAction("Toggle")


def cells(group: QWidget) -> list[QAbstractButton]:
    return group.findChildren(QAbstractButton)


def shown(qtbot: QtBot, widget: QWidget) -> QWidget:
    qtbot.addWidget(widget)
    widget.show()
    return widget


def test_one_of_several_answers_is_a_radio_button_and_a_toggle_only_asks(theme: Theme, qtbot: QtBot) -> None:
    answer = SegmentedAnswer(theme, "Paw placement, left hind", THREE)
    shown(qtbot, answer)
    cell = cells(answer)[1]
    assert QAccessible.queryAccessibleInterface(cell).role() is QAccessible.Role.RadioButton
    with qtbot.waitSignal(answer.answered) as asked:
        toggle(cell)
    assert asked.args == ["delayed"]
    assert not cell.isChecked(), "nothing is shown as set before it is saved"


def test_a_toggle_of_another_answer_leaves_the_saved_one_shown(theme: Theme, qtbot: QtBot) -> None:
    answer = SegmentedAnswer(theme, "Paw placement, left hind", THREE)
    shown(qtbot, answer)
    answer.set_value("normal")
    with qtbot.waitSignal(answer.answered) as asked:
        toggle(cells(answer)[2])
    assert asked.args == ["absent"]
    assert [cell.isChecked() for cell in cells(answer)] == [True, False, False]
    answer.set_value("absent")
    assert [cell.isChecked() for cell in cells(answer)] == [False, False, True]
    answer.set_value(None)
    assert not any(cell.isChecked() for cell in cells(answer))


def test_several_answers_are_check_boxes_and_a_toggle_asks_for_the_new_set(theme: Theme, qtbot: QtBot) -> None:
    answer = MultiAnswer(theme, "Where", [option(place.lower(), "A", place) for place in PLACES])
    shown(qtbot, answer)
    answer.set_value(("head",))
    assert QAccessible.queryAccessibleInterface(cells(answer)[0]).role() is QAccessible.Role.CheckBox
    with qtbot.waitSignal(answer.answered) as asked:
        toggle(cells(answer)[2])
    assert asked.args == [("head", "torso")]
    assert [cell.isChecked() for cell in cells(answer)] == [True, False, False]


def test_a_toggle_of_a_safety_answer_asks_and_shows_only_what_is_stored(theme: Theme, qtbot: QtBot) -> None:
    gate = SafetyGate(theme, "Rule out injury first.", "Hit or fallen?", ("Ruled out by vet", "Not ruled out"))
    shown(qtbot, gate)
    with qtbot.waitSignal(gate.answered) as asked:
        toggle(gate.safe_button)
    assert asked.args == [True]
    assert not gate.safe_button.isChecked()


def test_a_number_put_in_from_outside_is_asked_for(theme: Theme, qtbot: QtBot) -> None:
    field = NumberField(theme, "Temperature", NumberRange("°C", 30, 45))
    shown(qtbot, field)
    with qtbot.waitSignal(field.answered) as asked:
        field.field.setText("38.6")
    assert asked.args == [38.6]


def test_a_number_that_cannot_be_is_refused_from_outside_too(theme: Theme, qtbot: QtBot) -> None:
    field = NumberField(theme, "Temperature", NumberRange("°C", 30, 45))
    shown(qtbot, field)
    with qtbot.waitSignal(field.refused) as refused:
        field.field.setText("46")
    assert refused.args is not None
    assert refused.args[0].startswith("46 °C is not possible")


def test_a_check_is_left_out_and_cleared_by_buttons_only_a_screen_reader_finds(theme: Theme, qtbot: QtBot) -> None:
    row = AnswerRow(theme, item("tone", *THREE, label="Muscle tone"))
    shown(qtbot, row)
    spoken = {button.accessibleName(): button for button in row.findChildren(SpokenButton)}
    with qtbot.waitSignal(row.no_value_asked) as asked:
        press(spoken["No value: Muscle tone"])
    assert asked.args == ["tone", ()]
    assert spoken["Clear: Muscle tone"].isHidden(), "there is nothing to clear"
    row.show_answers({"": Shown("normal")})
    with qtbot.waitSignal(row.cleared) as cleared:
        press(spoken["Clear: Muscle tone"])
    assert cleared.args == ["tone", ()]


class Chosen:
    """A list, and the rows that were acted on."""

    def __init__(self, qtbot: QtBot, *, can_press_marked: bool = True) -> None:
        self.rows: list[int] = []
        self.view = QListView()
        self.model = QStringListModel(list(PLACES))
        self.view.setModel(self.model)
        self.view.setCurrentIndex(self.model.index(0))
        ChosenRows(self.view, self._act, can_press_marked=can_press_marked)
        shown(qtbot, self.view)

    def _act(self, index: QModelIndex) -> None:
        self.rows.append(index.row())


def test_a_row_chosen_by_a_screen_reader_is_acted_on_and_marked(qtbot: QtBot) -> None:
    chosen = Chosen(qtbot)
    chosen.view.selectionModel().select(chosen.model.index(2), _SELECT)
    qtbot.waitUntil(lambda: chosen.rows == [2])
    assert chosen.view.currentIndex().row() == 2
    assert [index.row() for index in chosen.view.selectedIndexes()] == [2]


def test_the_marked_row_can_be_chosen_too(qtbot: QtBot) -> None:
    chosen = Chosen(qtbot)
    chosen.view.selectionModel().select(chosen.model.index(0), _DESELECT)
    qtbot.waitUntil(lambda: chosen.rows == [0])
    assert [index.row() for index in chosen.view.selectedIndexes()] == [0]


def test_keys_only_move_the_mark(qtbot: QtBot) -> None:
    chosen = Chosen(qtbot)
    chosen.view.setCurrentIndex(chosen.model.index(1))
    qtbot.wait(1)
    assert chosen.rows == []


def test_a_row_that_goes_away_under_the_mark_chooses_nothing(qtbot: QtBot) -> None:
    chosen = Chosen(qtbot)
    chosen.model.removeRow(0)
    qtbot.wait(1)
    assert chosen.rows == []


def test_a_scroll_area_keeps_its_children_when_a_bar_goes(qtbot: QtBot) -> None:
    area = QScrollArea()
    shown(qtbot, area)
    area.resize(200, 100)
    inner = QWidget()
    inner.setMinimumHeight(500)
    area.setWidget(inner)
    steady = _steady("QScrollArea", area)
    assert steady is not None
    before = steady.childCount()
    inner.setMinimumHeight(10)
    inner.resize(10, 10)
    assert steady.childCount() == before
    assert steady.child(before + 5) is None
    assert _steady("QLineEdit", QLineEdit()) is None


def test_an_alert_is_also_an_announcement_with_the_words(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[QAccessibleEvent] = []
    monkeypatch.setattr(QAccessible, "isActive", lambda: True)
    monkeypatch.setattr(QAccessible, "updateAccessibility", told.append)
    label = QLabel("Changed: patellar 3")
    shown(qtbot, label)
    announce(label)
    assert [event.type() for event in told] == [QAccessible.Event.Alert, QAccessible.Event.Announcement]
    said = told[1]
    assert isinstance(said, QAccessibleAnnouncementEvent)
    assert said.message() == "Changed: patellar 3"
    assert said.politeness() is QAccessible.AnnouncementPoliteness.Assertive
