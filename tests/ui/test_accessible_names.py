"""Every screen by ear and by keys: names, roles, order, reach, and a focus that is seen."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from intake.ui.accessible.spoken import SpokenButton
from intake.ui.widgets.popover import Popover
from tests.ui import accessible_walk as walk
from tests.ui.visual.stage import LIGHT, SCENES, Stage, staged

PAGES = ("shaking", "head", "neck", "front", "anus", "tail", "results")


def _page(page: str) -> Callable[[Stage], None]:
    return lambda stage: stage.exam(stage.clinic.hind, page) and None


def _about(stage: Stage) -> None:
    stage.place.show_about()
    stage.settle()


def _new_intake(stage: Stage) -> None:
    stage.place.show_new_intake()
    stage.settle()


def _intake(stage: Stage) -> None:
    SCENES["intake"](stage)
    screen = stage.place.visit._screens["intake"]
    stage.wait(lambda: not screen._building.isActive())
    stage.settle()


def _list_view(stage: Stage) -> None:
    SCENES["today"](stage)
    stage.place.today.list_button.click()
    stage.settle()


EVERY = {
    **SCENES,
    **{page: _page(page) for page in PAGES},
    "intake": _intake,
    "about": _about,
    "new": _new_intake,
    "list": _list_view,
}
# Behind the lock nothing is left to walk over.
ORDER = [*(name for name in EVERY if name != "lock"), "lock"]


def of_scene(window: QWidget) -> list[str]:
    window.activateWindow()
    QApplication.processEvents()
    problems = walk.without_name_or_role(window) + walk.same_name_beside(window) + walk.hidden_words(window)
    if QApplication.focusWidget() is None:
        return [*problems, "nothing has the focus"]
    stops = walk.tab_order(window)
    problems += walk.reading_against_focus(window, stops)
    problems += [f"out of reach: {one}" for one in walk.out_of_reach(window, stops)]
    return problems + walk.unseen_focus(window, stops)


def test_every_screen_can_be_heard_and_reached_by_keys(qapp: QApplication, tmp_path: Path) -> None:
    problems = []
    with staged(qapp, tmp_path, LIGHT) as stage:
        for name in ORDER:
            EVERY[name](stage)
            problems += [f"{name}: {one}" for one in of_scene(stage.window)]
    assert problems == []


def key(stage: Stage, pressed: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> QWidget:
    """Presses a key, and gives where the focus is then."""
    focused = QApplication.focusWidget()
    assert focused is not None, "nothing has the focus"
    QTest.keyClick(focused, pressed, modifier)
    stage.settle()
    after = QApplication.focusWidget()
    assert after is not None, "the focus has vanished"
    return after


def frame_of(window: QWidget) -> Popover:
    (frame,) = (one for one in window.findChildren(Popover) if one.isVisible())
    return frame


def problems_within(frame: QWidget) -> list[str]:
    return walk.without_name_or_role(frame) + walk.same_name_beside(frame) + walk.hidden_words(frame)


def test_small_frames_keep_tab_and_give_the_focus_back(qapp: QApplication, tmp_path: Path) -> None:
    with staged(qapp, tmp_path, LIGHT) as stage:
        page = stage.exam(stage.clinic.hind, "rear").centre.page
        stage.window.activateWindow()
        row = page.rows["rl_tone"]
        page.focus_row("rl_tone")
        stage.settle()

        assert key(stage, Qt.Key.Key_X).window() is stage.window
        reasons = frame_of(stage.window)
        assert problems_within(reasons) == []
        stops = walk.tab_order(stage.window)
        assert all(reasons.isAncestorOf(stop) for stop in stops)
        assert set(walk.used(reasons)) - set(stops) == set(reasons.findChildren(SpokenButton)), "all of it is reached"
        assert walk.unseen_focus(stage.window, stops) == []
        assert key(stage, Qt.Key.Key_Escape) is row

        assert key(stage, Qt.Key.Key_H) is row, "a how-to leaves the keys where they are"
        assert problems_within(frame_of(stage.window)) == []
        assert key(stage, Qt.Key.Key_Escape) is row

        assert key(stage, Qt.Key.Key_M) is row.note.edit
        assert key(stage, Qt.Key.Key_Escape) is row

        stage.exam(stage.clinic.flags, "head")
        told = key(stage, Qt.Key.Key_V, Qt.KeyboardModifier.AltModifier)
        frame = frame_of(stage.window)
        assert frame.isAncestorOf(told)
        assert problems_within(frame) == []
        assert not frame.isAncestorOf(key(stage, Qt.Key.Key_Escape))

        before = QApplication.focusWidget()
        stage.place.show_keys()
        stage.settle()
        assert problems_within(stage.window) == []
        assert key(stage, Qt.Key.Key_Escape) is before
        assert key(stage, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier) is not before
        assert problems_within(stage.window) == []
        assert key(stage, Qt.Key.Key_Escape) is before


def shown_page(qtbot: QtBot, *widgets: QWidget) -> QWidget:
    page = QWidget()
    column = QVBoxLayout(page)
    for widget in widgets:
        column.addWidget(widget)
    qtbot.addWidget(page)
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    widgets[0].setFocus()
    return page


def test_a_button_without_a_name_is_found(qtbot: QtBot) -> None:
    assert walk.without_name_or_role(shown_page(qtbot, QPushButton("")))
    assert not walk.without_name_or_role(shown_page(qtbot, QPushButton("Go")))


def test_a_named_part_that_is_never_read_is_found(qtbot: QtBot) -> None:
    part = QWidget()
    part.setAccessibleName("Saved")
    assert walk.without_name_or_role(shown_page(qtbot, part))


def test_two_of_the_same_name_are_found(qtbot: QtBot) -> None:
    assert walk.same_name_beside(shown_page(qtbot, QPushButton("Go"), QPushButton("Go")))


def test_a_label_whose_words_are_hidden_is_found(qtbot: QtBot) -> None:
    label = QLabel("Saved 10:42")
    label.setAccessibleName("Status")
    assert walk.hidden_words(shown_page(qtbot, label))


def test_an_order_of_tab_unlike_that_of_reading_is_found(qtbot: QtBot) -> None:
    first, second, third = (QPushButton(words) for words in ("First", "Second", "Third"))
    page = shown_page(qtbot, first, second, third)
    assert not walk.reading_against_focus(page, walk.tab_order(page))
    QWidget.setTabOrder(first, third)
    assert walk.reading_against_focus(page, walk.tab_order(page))


def test_what_tab_cannot_reach_is_found(qtbot: QtBot) -> None:
    here, beyond = QPushButton("Here"), QPushButton("Beyond")
    beyond.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    page = shown_page(qtbot, here, beyond)
    assert walk.out_of_reach(page, walk.tab_order(page))


def test_a_focus_nobody_sees_is_found(qtbot: QtBot) -> None:
    class Plain(QPushButton):
        def paintEvent(self, event: object) -> None:  # noqa: N802  Qt names it
            """Always the same."""

    page = shown_page(qtbot, Plain("Go"))
    assert walk.unseen_focus(page, [page.findChildren(QPushButton)[0]])
