from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from intake.domain.cases import Missing, NoValue, WhyMissing
from intake.knowledge.model import AnswerClass, Item, Kind, Scope, Who
from intake.ui.theme import Theme
from intake.ui.widgets.answer_row import AnswerRow, Shown
from intake.ui.widgets.states import State
from tests.ui.samples import REFLEX, item, option

THREE = (option("normal", "N"), option("delayed"), option("absent"))
PAW = item("paw", *THREE, label="Paw placement", scope=Scope.HIND)
KNUCKLING = item("knuckling", option("none", "N"), option("some"), option("often"), scope=Scope.FOUR)
TURNS = item(
    "head_tilt",
    option("none", "N"),
    option("left_wide", mirror="right_wide"),
    option("right_wide", mirror="left_wide"),
    scope=Scope.LEFT_RIGHT,
)
BACK = item("back", option("none", "N", exclusive=True), option("chest"), option("loin"), kind=Kind.MULTI)
PULSE = item("pulse", kind=Kind.NUM, unit="/min", minimum=20, maximum=320, decimals=0)
FEVER = item("temp", label="Temperature", kind=Kind.NUM, unit="°C", minimum=30, maximum=45, reference="37.8–39.2")


class Rows:
    """Rows in a window, and everything they asked for."""

    def __init__(self, theme: Theme, qtbot: QtBot) -> None:
        self.theme, self.qtbot = theme, qtbot
        self.window = QWidget()
        self.window.resize(848, 700)
        QVBoxLayout(self.window)
        qtbot.addWidget(self.window)
        self.asked: list[tuple[object, ...]] = []

    def add(self, given: Item, **more: str) -> AnswerRow:
        row = AnswerRow(self.theme, given, **more)
        self.window.layout().addWidget(row)
        for name in (
            "answered",
            "cleared",
            "no_value_asked",
            "note_changed",
            "how_to_asked",
            "refused",
            "moved",
            "finished",
        ):
            getattr(row, name).connect(lambda *args, name=name: self.asked.append((name, *args)))
        with self.qtbot.waitActive(self.window):
            self.window.show()
            self.window.activateWindow()
        row.setFocus()
        return row

    def keys(self, row: QWidget, *keys: Qt.Key) -> list[tuple[object, ...]]:
        self.asked.clear()
        for key in keys:
            self.qtbot.keyClick(row, key)
        return list(self.asked)


@pytest.fixture
def rows(theme: Theme, qtbot: QtBot) -> Rows:
    return Rows(theme, qtbot)


def test_answering_by_digit_goes_to_the_other_side_and_then_on(rows: Rows) -> None:
    row = rows.add(PAW)
    assert rows.keys(row, Qt.Key.Key_2) == [("answered", "paw", ("LH",), "delayed")]
    assert row.site() == "RH"
    assert rows.keys(row, Qt.Key.Key_1) == [("answered", "paw", ("RH",), "normal"), ("finished",)]


def test_answering_stays_when_moving_on_is_turned_off(rows: Rows) -> None:
    row = rows.add(PAW)
    row.set_keys(single_keys=True, advances=False)
    rows.keys(row, Qt.Key.Key_2)
    assert row.site() == "LH"


def test_arrows_choose_the_side_and_the_row(rows: Rows) -> None:
    row = rows.add(PAW)
    rows.keys(row, Qt.Key.Key_Right)
    assert row.site() == "RH"
    assert rows.keys(row, Qt.Key.Key_Down, Qt.Key.Key_Up) == [("moved", 1), ("moved", -1)]


def test_arrows_move_among_four_limbs_before_they_leave(rows: Rows) -> None:
    row = rows.add(KNUCKLING)
    assert rows.keys(row, Qt.Key.Key_Right, Qt.Key.Key_Down) == []
    assert row.site() == "RH"
    assert rows.keys(row, Qt.Key.Key_Down) == [("moved", 1)]


def test_all_four_is_one_press(rows: Rows, qtbot: QtBot) -> None:
    row = rows.add(KNUCKLING)
    assert row.body.limbs is not None
    button = row.body.limbs.all_button
    assert button is not None
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert rows.asked == [("answered", "knuckling", ("LF", "RF", "LH", "RH"), "none")]


def test_limbs_are_coloured_by_their_answers(rows: Rows) -> None:
    row = rows.add(KNUCKLING)
    row.show_answers({"LF": Shown("none"), "LH": Shown("often"), "RH": Shown(NoValue(Missing.UNABLE, WhyMissing.PAIN))})
    assert row.body.limbs is not None
    body = row.body.limbs.map
    assert body.state("front_left") is State.NORMAL
    assert body.state("rear_left") is State.ABNORMAL
    assert body.state("rear_right") is State.UNABLE
    assert body.state("front_right") is State.TO_DO


def test_n_sets_both_sides_of_an_open_row_and_one_side_of_a_started_one(rows: Rows) -> None:
    row = rows.add(PAW)
    assert rows.keys(row, Qt.Key.Key_N)[0] == ("answered", "paw", ("LH", "RH"), "normal")
    row.show_answers({"LH": Shown("absent")})
    row.choose_site("RH")
    assert rows.keys(row, Qt.Key.Key_N)[0] == ("answered", "paw", ("RH",), "normal")


def test_n_does_nothing_without_one_normal_value(rows: Rows) -> None:
    row = rows.add(item("colour", *THREE, normal=""))
    assert rows.keys(row, Qt.Key.Key_N) == []


def test_x_asks_for_a_reason_for_the_sides_meant(rows: Rows) -> None:
    row = rows.add(PAW)
    assert rows.keys(row, Qt.Key.Key_X) == [("no_value_asked", "paw", ("LH", "RH"))]
    row.show_answers({"LH": Shown("absent")})
    assert rows.keys(row, Qt.Key.Key_X) == [("no_value_asked", "paw", ("LH",))]


def test_equal_copies_to_the_other_side_and_mirrors_left_and_right(rows: Rows) -> None:
    row = rows.add(TURNS)
    assert rows.keys(row, Qt.Key.Key_Equal) == []
    row.show_answers({"L": Shown("left_wide")})
    assert rows.keys(row, Qt.Key.Key_Equal) == [("answered", "head_tilt", ("R",), "right_wide")]


def test_backspace_clears_the_side_in_focus_or_the_whole_no_value(rows: Rows) -> None:
    row = rows.add(PAW)
    assert rows.keys(row, Qt.Key.Key_Backspace) == []
    row.show_answers({"LH": Shown("absent"), "RH": Shown("absent")})
    assert rows.keys(row, Qt.Key.Key_Backspace) == [("cleared", "paw", ("LH",))]
    missing = Shown(NoValue(Missing.NOT_DONE, WhyMissing.UNSAFE))
    row.show_answers({"LH": missing, "RH": missing})
    assert rows.keys(row, Qt.Key.Key_Backspace) == [("cleared", "paw", ("LH", "RH"))]


def test_an_unsided_check_names_no_sides(rows: Rows) -> None:
    row = rows.add(item("tongue", *THREE))
    assert rows.keys(row, Qt.Key.Key_3)[0] == ("answered", "tongue", (), "absent")


def test_several_answers_are_ticked_with_arrows_and_space(rows: Rows) -> None:
    row = rows.add(BACK)
    asked = rows.keys(row, Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Space)
    assert asked == [("answered", "back", (), ("chest",))]


def test_letters_can_be_turned_off(rows: Rows) -> None:
    row = rows.add(PAW)
    rows.asked.clear()
    row.set_keys(single_keys=False, advances=True)
    for key in (Qt.Key.Key_N, Qt.Key.Key_X, Qt.Key.Key_H):
        assert not row._take_letter(key)
    assert rows.asked == []


def test_a_figure_starts_the_number_and_enter_gives_the_focus_back(rows: Rows, qtbot: QtBot) -> None:
    row = rows.add(FEVER)
    rows.keys(row, Qt.Key.Key_3)
    field = row.controls[""].field  # type: ignore[union-attr]
    assert field.hasFocus()
    assert field.text() == "3"
    qtbot.keyClicks(field, "9,6")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert rows.asked == [("answered", "temp", (), 39.6), ("finished",)]
    assert row.hasFocus()


def test_over_nine_answers_a_digit_opens_a_list_to_type_in_and_enter_goes_on(rows: Rows, qtbot: QtBot) -> None:
    row = rows.add(item("kind", *(option(f"sort {name}") for name in "abcdefghij")))
    rows.keys(row, Qt.Key.Key_3)
    find = rows.window.focusWidget()
    assert find is not row
    qtbot.keyClicks(find, "sort d")
    qtbot.keyClick(find, Qt.Key.Key_Return)
    assert rows.asked == [("answered", "kind", (), "sort d"), ("finished",)]
    assert row.hasFocus()


def test_normal_goes_on_where_several_answers_are_possible_and_a_tick_does_not(rows: Rows) -> None:
    row = rows.add(BACK)
    assert rows.keys(row, Qt.Key.Key_2) == [("answered", "back", (), ("chest",))]
    assert rows.keys(row, Qt.Key.Key_N) == [("answered", "back", (), ("none",)), ("finished",)]


def test_a_number_that_is_complete_goes_on_and_an_enter_behind_it_is_let_go_by(rows: Rows, qtbot: QtBot) -> None:
    row, after = rows.add(PULSE), rows.add(PAW)
    qtbot.waitUntil(after.isVisible)
    row.finished.connect(after.setFocus)
    row.setFocus()
    rows.keys(row, Qt.Key.Key_9)
    assert rows.asked == []
    for key in (Qt.Key.Key_0, Qt.Key.Key_Return, Qt.Key.Key_2):
        qtbot.keyClick(rows.window.focusWidget(), key)
    assert rows.asked == [("answered", "pulse", (), 90), ("finished",), ("answered", "paw", ("LH",), "delayed")]


def test_a_number_waits_for_enter_when_going_on_by_itself_is_turned_off(rows: Rows, qtbot: QtBot) -> None:
    row = rows.add(PULSE)
    row.set_keys(single_keys=True, advances=False)
    rows.keys(row, Qt.Key.Key_9)
    qtbot.keyClick(rows.window.focusWidget(), Qt.Key.Key_0)
    assert rows.asked == []
    qtbot.keyClick(rows.window.focusWidget(), Qt.Key.Key_Return)
    assert rows.asked == [("answered", "pulse", (), 90)]
    assert row.hasFocus()


def test_a_refused_number_stays_in_its_field_with_the_focus(rows: Rows, qtbot: QtBot) -> None:
    row = rows.add(FEVER)
    rows.keys(row, Qt.Key.Key_4)
    field = row.controls[""].field  # type: ignore[union-attr]
    qtbot.keyClick(field, Qt.Key.Key_6)
    said = "46 °C is not possible: 30 to 45 °C. Check the number."
    assert row.controls[""].hint.text() == said  # type: ignore[union-attr]
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert rows.asked == [("refused", "temp", said)]
    row.show_answers({})  # the page is painted again
    assert (field.text(), field.hasFocus()) == ("46", True)
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert (field.text(), row.hasFocus()) == ("", True)


def test_letters_in_a_text_box_are_only_text(rows: Rows, qtbot: QtBot) -> None:
    row = rows.add(PAW)
    rows.keys(row, Qt.Key.Key_M)
    assert row.note is not None
    qtbot.keyClicks(row.note.edit, "no hop x 2 =")
    qtbot.keyClick(row.note.edit, Qt.Key.Key_Escape)
    assert rows.asked == [("note_changed", "paw", "no hop x 2 =")]
    assert row.hasFocus()


def test_an_impossible_number_is_told_with_its_item(rows: Rows, qtbot: QtBot) -> None:
    row = rows.add(FEVER)
    rows.keys(row, Qt.Key.Key_4)
    qtbot.keyClicks(row.controls[""].field, "6")  # type: ignore[union-attr]
    qtbot.keyClick(row.controls[""].field, Qt.Key.Key_Return)  # type: ignore[union-attr]
    assert rows.asked == [("refused", "temp", "46 °C is not possible: 30 to 45 °C. Check the number.")]


def test_a_shut_row_says_why_and_takes_no_value_but_may_be_left_out(rows: Rows) -> None:
    row = rows.add(PAW)
    row.set_shut("Not needed: the dog moves both legs by choice")
    why = "Paw placement: Not needed: the dog moves both legs by choice"
    asked = rows.keys(row, Qt.Key.Key_1, Qt.Key.Key_N, Qt.Key.Key_H)
    assert asked == [("refused", "paw", why), ("refused", "paw", why), ("how_to_asked", "paw")]
    assert rows.keys(row, Qt.Key.Key_X) == [("no_value_asked", "paw", ("LH", "RH"))]
    assert not row._can_answer
    assert row.accessibleDescription() == "Shut. Not needed: the dog moves both legs by choice"
    assert not row.controls["LH"].isVisible()
    row.set_shut("")
    assert row.controls["LH"].isVisible()


def test_a_read_only_row_keeps_its_answers_readable(rows: Rows, qtbot: QtBot) -> None:
    row = rows.add(PAW)
    row.show_answers({"LH": Shown("absent")})
    row.set_read_only(is_read_only=True)
    cell = row.controls["RH"].findChildren(QAbstractButton)[0]
    rows.asked.clear()
    qtbot.mouseClick(cell, Qt.MouseButton.LeftButton)
    assert rows.asked == []
    assert row.controls["LH"].isVisible()


def test_no_value_on_one_side_keeps_the_other_side_open(rows: Rows) -> None:
    row = rows.add(PAW)
    row.show_answers({"LH": Shown("normal"), "RH": Shown(NoValue(Missing.UNABLE, WhyMissing.NOT_STILL))})
    assert row.controls["LH"].isVisible()
    assert not row.controls["RH"].isVisible()
    assert row.state() is State.UNABLE


def test_a_mouse_press_answers_its_side_without_moving_on(rows: Rows, qtbot: QtBot) -> None:
    row = rows.add(PAW)
    cell = row.controls["RH"].findChildren(QAbstractButton)[2]
    qtbot.mouseMove(cell)
    qtbot.mouseClick(cell, Qt.MouseButton.LeftButton)
    assert ("answered", "paw", ("RH",), "absent") in rows.asked


def test_notes_open_with_the_button_and_close_when_empty(rows: Rows, qtbot: QtBot) -> None:
    row = rows.add(PAW)
    qtbot.mouseClick(row.note_button, Qt.MouseButton.LeftButton)
    assert row.note is not None
    assert row.note.isVisible()
    qtbot.mouseClick(row.note_button, Qt.MouseButton.LeftButton)
    assert not row.note.isVisible()
    row.set_note("two tries")
    assert row.note.isVisible()
    assert row.note_button.is_on()


def test_the_tags_say_who_may_record(theme: Theme, rows: Rows) -> None:
    row = rows.add(item("patellar", *REFLEX, scope=Scope.HIND, who=Who.TECHNICIAN_CLEARED))
    names = [widget.accessibleName() for widget in row.body.label.findChildren(QWidget)]
    assert "Vet first" in names


@pytest.mark.parametrize(
    ("answers", "state"),
    [
        ({}, State.TO_DO),
        ({"LH": "normal"}, State.PART),
        ({"LH": "normal", "RH": "normal"}, State.NORMAL),
        ({"LH": "absent"}, State.ABNORMAL),
        ({"LH": "normal", "RH": NoValue(Missing.NOT_DONE)}, State.NOT_DONE),
        ({"LH": NoValue(Missing.UNABLE), "RH": NoValue(Missing.NOT_DONE)}, State.UNABLE),
    ],
)
def test_the_state_of_a_row_never_mixes_normal_with_not_examined(
    rows: Rows, answers: dict[str, object], state: State
) -> None:
    row = rows.add(PAW)
    row.show_answers({site: Shown(answer) for site, answer in answers.items()})  # type: ignore[arg-type]
    assert row.state() is state


def test_numbers_take_their_class_from_the_record(rows: Rows) -> None:
    row = rows.add(FEVER)
    row.show_answers({"": Shown(39.6, AnswerClass.ABNORMAL)})
    assert row.state() is State.ABNORMAL
    row.show_answers({"": Shown(39.6)})
    assert row.state() is State.NOTED


def test_a_whole_row_is_one_tab_stop(rows: Rows) -> None:
    row = rows.add(PAW)
    stops = [widget for widget in row.findChildren(QWidget) if widget.focusPolicy() & Qt.FocusPolicy.TabFocus]
    assert [type(widget).__name__ for widget in stops] == []


def test_screen_readers_hear_the_check_its_state_and_the_side(rows: Rows) -> None:
    row = rows.add(PAW)
    row.show_answers({"LH": Shown("delayed")})
    assert row.accessibleName() == "Paw placement"
    assert row.accessibleDescription() == "Abnormal. Paw placement, left hind: Delayed, abnormal, 2 of 3"
    row.show_answers({"LH": Shown("normal")})
    assert row.accessibleDescription().startswith("Left only.")
