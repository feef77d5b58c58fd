from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from intake.ui.theme import Theme
from intake.ui.widgets.cells import Room, break_lines, place
from intake.ui.widgets.choice import ChoiceField, MultiChoiceField
from intake.ui.widgets.controls import CHIPS, make_choice, make_control, show_value
from intake.ui.widgets.segmented import MultiAnswer, ReflexScale, SegmentedAnswer
from tests.ui.samples import REFLEX, item, items, option

THREE = (option("normal", "N"), option("delayed"), option("absent"))
PLACES = (option("none", "N", exclusive=True), option("chest"), option("loin"), option("tail"))
TWELVE = tuple(option(f"v{number}", "A", f"Answer number {number}") for number in range(12))


@pytest.fixture
def one(theme: Theme, qtbot: QtBot) -> SegmentedAnswer:
    answer = SegmentedAnswer(theme, "Paw placement, left hind", THREE)
    qtbot.addWidget(answer)
    answer.resize(222, 40)
    answer.show()
    return answer


@pytest.fixture
def several(theme: Theme, qtbot: QtBot) -> MultiAnswer:
    answer = MultiAnswer(theme, "Spine palpation", PLACES)
    qtbot.addWidget(answer)
    answer.resize(440, 40)
    answer.show()
    return answer


def press(qtbot: QtBot, answer: SegmentedAnswer | MultiAnswer, number: int) -> None:
    cell = answer.findChildren(QAbstractButton)[number]
    qtbot.mouseClick(cell, Qt.MouseButton.LeftButton, pos=QPoint(4, 4))


def test_a_press_asks_and_shows_nothing_as_saved(one: SegmentedAnswer, qtbot: QtBot) -> None:
    with qtbot.waitSignal(one.answered) as asked:
        press(qtbot, one, 1)
    assert asked.args == ["delayed"]
    assert one.value() is None
    assert not one.findChildren(QAbstractButton)[1].isChecked()
    one.set_value("delayed")
    assert one.value() == "delayed"
    assert one.findChildren(QAbstractButton)[1].isChecked()


def test_digits_choose_in_order(one: SegmentedAnswer, qtbot: QtBot) -> None:
    with qtbot.waitSignal(one.answered) as asked:
        qtbot.keyClick(one, Qt.Key.Key_3)
    assert asked.args == ["absent"]
    with qtbot.assertNotEmitted(one.answered):
        qtbot.keyClick(one, Qt.Key.Key_4)


def test_arrows_and_space_choose_without_digits(one: SegmentedAnswer, qtbot: QtBot) -> None:
    for _ in range(2):
        qtbot.keyClick(one, Qt.Key.Key_Right)
    with qtbot.waitSignal(one.answered) as asked:
        qtbot.keyClick(one, Qt.Key.Key_Space)
    assert asked.args == ["delayed"]


def test_a_second_press_takes_the_answer_back_and_a_second_key_does_not(one: SegmentedAnswer, qtbot: QtBot) -> None:
    one.set_value("normal")
    with qtbot.waitSignal(one.cleared):
        press(qtbot, one, 0)
    with qtbot.assertNotEmitted(one.cleared), qtbot.assertNotEmitted(one.answered):
        qtbot.keyClick(one, Qt.Key.Key_1)
    with qtbot.waitSignal(one.cleared):
        qtbot.keyClick(one, Qt.Key.Key_Backspace)


def test_a_disabled_answer_takes_nothing(one: SegmentedAnswer, qtbot: QtBot) -> None:
    one.setEnabled(False)
    with qtbot.assertNotEmitted(one.answered):
        press(qtbot, one, 0)
        one.keyPressEvent(QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_1, Qt.KeyboardModifier.NoModifier, "1"))


def test_screen_readers_hear_name_value_class_and_place(one: SegmentedAnswer) -> None:
    assert one.accessibleName() == "Paw placement, left hind"
    assert one.accessibleDescription() == "To do, 3 answers"
    one.set_value("delayed")
    assert one.accessibleDescription() == "Delayed, abnormal, 2 of 3"


def test_reflex_digits_are_the_scores(theme: Theme, qtbot: QtBot) -> None:
    scale = ReflexScale(theme, "Patellar reflex, right", REFLEX)
    qtbot.addWidget(scale)
    scale.show()
    with qtbot.waitSignal(scale.answered) as asked:
        qtbot.keyClick(scale, Qt.Key.Key_0)
    assert asked.args == ["r0"]
    scale.set_value("r3")
    assert scale.accessibleDescription() == "3, brisk, vet to judge, 0 to 4"


def test_several_answers_add_up_in_the_items_order(several: MultiAnswer, qtbot: QtBot) -> None:
    with qtbot.waitSignal(several.answered) as asked:
        qtbot.keyClick(several, Qt.Key.Key_3)
    assert asked.args == [("loin",)]
    with qtbot.waitSignal(several.answered) as asked:
        press(qtbot, several, 1)
    assert asked.args == [("chest", "loin")], "a second tick adds to what was just asked for"


def test_the_exclusive_answer_stands_alone(several: MultiAnswer, qtbot: QtBot) -> None:
    several.set_value(("chest", "loin"))
    with qtbot.waitSignal(several.answered) as asked:
        qtbot.keyClick(several, Qt.Key.Key_1)
    assert asked.args == [("none",)]
    several.set_value(("none",))
    with qtbot.waitSignal(several.answered) as asked:
        qtbot.keyClick(several, Qt.Key.Key_2)
    assert asked.args == [("chest",)]


def test_unticking_the_last_one_clears(several: MultiAnswer, qtbot: QtBot) -> None:
    several.set_value(("chest",))
    with qtbot.waitSignal(several.cleared):
        press(qtbot, several, 1)


def test_ten_options_and_more_become_a_list_that_filters(theme: Theme, qtbot: QtBot) -> None:
    field = make_choice(theme, "One of twelve", TWELVE)
    assert isinstance(field, ChoiceField)
    qtbot.addWidget(field)
    field.show()
    field.open_list()
    chooser = field._list
    assert chooser is not None
    assert chooser.isVisible()
    qtbot.keyClicks(chooser.field, "number 11")
    assert chooser.rows.rowCount() == 1
    with qtbot.waitSignal(field.answered) as asked:
        qtbot.keyClick(chooser.field, Qt.Key.Key_Return)
    assert asked.args == ["v11"]
    assert not chooser.isVisible()
    field.set_value("v11")
    assert field.accessibleDescription() == "Answer number 11"
    assert field.button.text() == "Change…"


def test_a_list_of_several_stays_open_and_adds(theme: Theme, qtbot: QtBot) -> None:
    field = make_choice(theme, "Several of twelve", TWELVE, is_multi=True)
    assert isinstance(field, MultiChoiceField)
    qtbot.addWidget(field)
    field.show()
    field.set_value(("v3",))
    qtbot.keyClick(field.button, Qt.Key.Key_Space)
    chooser = field._list
    assert chooser is not None
    qtbot.keyClick(chooser.field, Qt.Key.Key_Down)
    with qtbot.waitSignal(field.answered) as asked:
        qtbot.keyClick(chooser.field, Qt.Key.Key_Return)
    assert asked.args == [("v1", "v3")]
    assert chooser.isVisible()
    qtbot.keyClick(chooser.field, Qt.Key.Key_Escape)
    assert not chooser.isVisible()


def test_chips_of_the_intake_may_be_many_and_are_never_a_list(theme: Theme, qtbot: QtBot) -> None:
    chips = make_choice(theme, "When?", TWELVE, CHIPS, is_multi=True)
    qtbot.addWidget(chips)
    assert isinstance(chips, MultiAnswer)
    assert chips.heightForWidth(400) > chips.heightForWidth(1600)


@pytest.mark.parametrize("given", items(), ids=lambda given: given.id)
def test_every_kind_of_item_gets_a_control_that_shows_and_forgets(theme: Theme, qtbot: QtBot, given: object) -> None:
    control = make_control(theme, given, "LH" if given.sites else "")
    qtbot.addWidget(control)
    first = given.options[0].value if given.options else 38.6 if given.unit else "Words"
    show_value(control, (first,) if given.kind == "multi" else first)
    assert control.accessibleDescription() not in ("", "To do")
    show_value(control, None)
    assert control.accessibleDescription().startswith("To do")
    assert control.accessibleName().startswith(given.label)


def test_words_are_never_cut_off_when_the_room_is_small(theme: Theme, qtbot: QtBot) -> None:
    answer = SegmentedAnswer(theme, "Gait", [option(f"quite_a_long_answer_{n}") for n in range(4)])
    qtbot.addWidget(answer)
    for width in (180, 260, 400, 900):
        answer.resize(width, answer.heightForWidth(width))
        answer.show()
        cells = answer.findChildren(QAbstractButton)
        assert all(answer.rect().contains(cell.geometry()) for cell in cells)
        assert not any(
            one.geometry().intersects(two.geometry().adjusted(1, 1, -1, -1))
            for one in cells
            for two in cells
            if one is not two
        )


def test_lines_do_not_move_when_an_answer_is_set(theme: Theme, qtbot: QtBot) -> None:
    answer = SegmentedAnswer(theme, "Tone", THREE)
    qtbot.addWidget(answer)
    for width in range(120, 400, 7):
        heights = set()
        for value in (None, "normal", "delayed", "absent"):
            answer.set_value(value)
            heights.add(answer.heightForWidth(width))
        assert len(heights) == 1


def test_seven_joined_cells_stand_in_two_lines() -> None:
    room = Room(1000, 0, fill=True)
    assert break_lines([50] * 7, room) == [[0, 1, 2, 3], [4, 5, 6]]
    rects = place([[0, 1, 2, 3], [4, 5, 6]], [50] * 7, [34] * 7, room)
    assert rects[3].right() == 1000
    assert rects[6].right() == 1000
    assert rects[4].top() == 34


def test_an_item_says_its_side_in_words() -> None:
    from intake.ui.widgets.controls import control_name

    assert control_name(item("paw", *THREE, label="Paw placement"), "LH") == "Paw placement, left hind"
