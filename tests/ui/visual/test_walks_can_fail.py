"""Each walk finds what it is there to find."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QStringListModel
from PySide6.QtGui import QFont, QPaintEvent
from PySide6.QtWidgets import QLabel, QListView, QPushButton, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from intake.knowledge.model import Option
from intake.ui.theme import Theme
from intake.ui.widgets.segmented import SegmentedAnswer
from intake.ui.widgets.text import Text
from tests.ui.samples import option
from tests.ui.visual import walks


def board(qtbot: QtBot, *parts: tuple[QWidget, tuple[int, int, int, int]]) -> QWidget:
    """A white page with widgets at given places."""
    page = QWidget()
    page.setStyleSheet("background: #FFFFFF")
    page.resize(600, 400)
    for part, place in parts:
        part.setParent(page)
        part.setGeometry(*place)
    qtbot.addWidget(page)
    page.show()
    return page


def label(text: str, style: str = "color: #14201D; font-size: 14px") -> QLabel:
    made = QLabel(text)
    made.setStyleSheet(style)
    return made


def test_a_label_that_is_too_narrow_is_found(qtbot: QtBot) -> None:
    page = board(qtbot, (label("Voluntary movement of both legs"), (10, 10, 60, 20)))
    assert any("needs" in problem for problem in walks.cut_words(page))


def test_a_label_that_wraps_without_the_height_for_it_is_found(qtbot: QtBot) -> None:
    long = Text("Words that go over several lines where there is little room", "body", wrap=True)
    page = board(qtbot, (long, (10, 10, 90, 20)))
    assert any("height" in problem for problem in walks.cut_words(page))


def test_a_word_longer_than_its_line_is_found(qtbot: QtBot) -> None:
    page = board(qtbot, (Text("Thoracolumbar", "title", wrap=True), (10, 10, 40, 300)))
    assert any("longest word" in problem for problem in walks.cut_words(page))


def test_an_answer_squeezed_too_narrow_is_found(qtbot: QtBot, theme: Theme) -> None:
    options: list[Option] = [option("normal", "N"), option("delayed"), option("absent")]
    answer = SegmentedAnswer(theme, "Paw placement", options)
    page = board(qtbot, (answer, (10, 10, 70, 40)))
    assert walks.cut_words(page)


def test_painted_words_that_do_not_fit_are_found(qtbot: QtBot) -> None:
    class Painted(QWidget):
        def texts(self) -> list[tuple[QRectF, str, QFont]]:
            return [(QRectF(0, 0, 30, 16), "No urine for 24 hours", self.font())]

        def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802  Qt names it
            """Nothing."""

    assert walks.cut_words(board(qtbot, (Painted(), (10, 10, 30, 16))))


def test_a_scroll_area_without_a_bar_that_cuts_its_side_is_found(qtbot: QtBot) -> None:
    from PySide6.QtCore import Qt

    area, wide = QScrollArea(), QLabel("x")
    wide.setMinimumWidth(300)
    area.setWidget(wide)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    assert any("wide" in problem for problem in walks.cut_words(board(qtbot, (area, (10, 10, 100, 100)))))


def test_widgets_over_each_other_are_found(qtbot: QtBot) -> None:
    page = board(qtbot, (label("One"), (10, 10, 60, 20)), (label("Other"), (40, 15, 60, 20)))
    assert any("share" in problem for problem in walks.overlaps(page))


def test_a_widget_that_reaches_out_of_its_parent_is_found(qtbot: QtBot) -> None:
    page = board(qtbot, (label("One"), (580, 10, 60, 20)))
    assert any("reaches out" in problem for problem in walks.overlaps(page))


def test_a_target_of_30_px_is_too_small_for_fingers_and_large_enough_for_a_pointer(qtbot: QtBot) -> None:
    page = board(qtbot, (QPushButton("x"), (20, 20, 60, 30)))
    assert walks.small_targets(page, walks.TOUCH)
    assert walks.small_targets(page, walks.DESKTOP) == []


def test_rows_of_a_list_too_low_for_fingers_are_found(qtbot: QtBot) -> None:
    rows = QListView()
    rows.setModel(QStringListModel(["One", "Two"], rows))
    rows.setStyleSheet("QListView::item { min-height: 20px; }")
    assert walks.small_rows(board(qtbot, (rows, (20, 20, 200, 200))), walks.TOUCH)


def test_targets_close_together_or_at_the_edge_are_found(qtbot: QtBot) -> None:
    page = board(qtbot, (QPushButton("a"), (20, 20, 60, 50)), (QPushButton("b"), (84, 20, 60, 50)))
    assert any("4 apart" in problem for problem in walks.close_targets(page))
    page = board(qtbot, (QPushButton("a"), (2, 20, 60, 50)))
    assert any("edge" in problem for problem in walks.close_targets(page))


def test_pale_words_are_found_and_dark_ones_are_not(qtbot: QtBot) -> None:
    pale = board(qtbot, (label("Pale words", "color: #AAB6B1; font-size: 14px"), (10, 10, 200, 20)))
    assert walks.pale_words(pale)
    dark = board(qtbot, (label("Dark words"), (10, 10, 200, 20)))
    assert walks.pale_words(dark) == []


def test_words_in_the_colour_of_what_is_behind_them_are_found(qtbot: QtBot) -> None:
    hidden = board(qtbot, (label("Cannot be seen", "color: #FFFFFF; font-size: 14px"), (10, 10, 200, 20)))
    assert any("nothing stands out" in problem for problem in walks.pale_words(hidden))
