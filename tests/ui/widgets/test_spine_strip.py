"""The spine as an answer: cells, keys, the bar, and what is spoken."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from intake.domain.cases import Missing, NoValue, WhyMissing
from intake.knowledge.model import Item
from intake.ui.theme import Theme
from intake.ui.widgets.answer_row import AnswerRow, Shown
from intake.ui.widgets.spine_strip import SpineStrip
from tests.ui.real_clinic import engine


def cut_off_level() -> Item:
    return next(item for item in engine().knowledge.items if item.id == "torso_ctr_level")


def shown_row(theme: Theme, qtbot: QtBot, width: int = 848) -> tuple[AnswerRow, list[tuple[object, ...]]]:
    row = AnswerRow(theme, cut_off_level())
    row.resize(width, 240)
    qtbot.addWidget(row)
    asked: list[tuple[object, ...]] = []
    row.answered.connect(lambda *given: asked.append(given))
    with qtbot.waitActive(row):
        row.show()
        row.activateWindow()
    row.setFocus()
    return row, asked


def strip_of(row: AnswerRow, site: str) -> SpineStrip:
    strip = row.controls[site]
    assert isinstance(strip, SpineStrip)
    return strip


def test_each_side_has_a_cell_for_every_vertebra_from_t3_to_l6(theme: Theme, qtbot: QtBot) -> None:
    row, _ = shown_row(theme, qtbot)
    cells = strip_of(row, "L").findChildren(QAbstractButton)
    assert [cell.accessibleName() for cell in cells] == [
        *(f"T{number}" for number in range(3, 14)),
        *(f"L{number}" for number in range(1, 7)),
    ]
    assert len({cell.y() for cell in cells}) == 1
    assert all(cell.width() >= 30 for cell in cells)


def test_a_vertebra_is_marked_by_its_name(theme: Theme, qtbot: QtBot) -> None:
    row, asked = shown_row(theme, qtbot)
    qtbot.keyClicks(row, "t13l2")
    assert asked == [("torso_ctr_level", ("L",), "t13"), ("torso_ctr_level", ("R",), "l2")]


def test_a_name_begun_wrongly_begins_again_and_a_figure_alone_marks_nothing(theme: Theme, qtbot: QtBot) -> None:
    row, asked = shown_row(theme, qtbot)
    qtbot.keyClicks(row, "3")
    qtbot.keyClicks(row, "tl9")
    assert asked == []
    qtbot.keyClicks(row, "l1")
    assert asked == [("torso_ctr_level", ("L",), "l1")]


def test_arrows_move_one_vertebra_and_space_marks_it(theme: Theme, qtbot: QtBot) -> None:
    row, asked = shown_row(theme, qtbot)
    row.show_answers({"L": Shown("l2")})
    for key in (Qt.Key.Key_Left, Qt.Key.Key_Space):
        qtbot.keyClick(row, key)
    assert asked == [("torso_ctr_level", ("L",), "l1")]
    qtbot.keyClick(row, Qt.Key.Key_Down)
    assert row.site() == "R"
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Space):
        qtbot.keyClick(row, key)
    assert asked[1:] == [("torso_ctr_level", ("R",), "t4")]


def test_a_tap_marks_and_a_tap_on_the_marked_one_takes_it_back(theme: Theme, qtbot: QtBot) -> None:
    row, asked = shown_row(theme, qtbot)
    cell = strip_of(row, "R").findChildren(QAbstractButton)[10]
    qtbot.mouseClick(cell, Qt.MouseButton.LeftButton)
    assert asked == [("torso_ctr_level", ("R",), "t13")]
    row.show_answers({"R": Shown("t13")})
    with qtbot.waitSignal(row.cleared) as cleared:
        qtbot.mouseClick(cell, Qt.MouseButton.LeftButton)
    assert cleared.args == ["torso_ctr_level", ("R",)]


def test_the_bar_lies_from_the_marked_level_four_vertebrae_forward_and_is_spoken(theme: Theme, qtbot: QtBot) -> None:
    row, _ = shown_row(theme, qtbot)
    assert strip_of(row, "L").bar() == ()
    row.show_answers({"L": Shown("l2"), "R": Shown("t4")})
    assert strip_of(row, "L").bar() == ("T11", "T12", "T13", "L1", "L2")
    assert strip_of(row, "R").bar() == ("T3", "T4")
    said = strip_of(row, "L").accessibleDescription()
    assert said == "L2, abnormal, 13 of 17. Bar: look 0–4 vertebrae forward: T11 to L2"
    assert strip_of(row, "L").accessibleName() == "Cut-off level, left"


def test_a_level_without_a_value_shows_the_reason_in_place_of_the_vertebrae(theme: Theme, qtbot: QtBot) -> None:
    row, _ = shown_row(theme, qtbot)
    missing = Shown(NoValue(Missing.UNABLE, WhyMissing.NOT_STILL))
    row.show_answers({"L": missing, "R": Shown("l1")})
    assert not strip_of(row, "L").isVisible()
    assert strip_of(row, "R").isVisible()
    row.show_answers({"L": missing, "R": missing})
    assert not strip_of(row, "R").isVisible()


def test_in_a_narrow_window_and_for_fingers_the_vertebrae_stand_in_two_lines(theme: Theme, qtbot: QtBot) -> None:
    row, _ = shown_row(theme, qtbot, width=520)
    cells = strip_of(row, "L").findChildren(QAbstractButton)
    assert len({cell.y() for cell in cells}) == 2
    assert not any(one.geometry().intersects(other.geometry()) for one in cells for other in cells if one is not other)
