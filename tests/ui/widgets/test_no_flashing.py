from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from intake.domain.cases import Missing, NoValue, WhyMissing
from intake.ui.theme import Theme
from intake.ui.widgets.answer_row import AnswerRow, Shown
from intake.ui.widgets.buttons import KeyHints
from tests.ui.gallery import PAGES
from tests.ui.samples import items


class WindowsShown(QObject):
    """Remembers every window that was shown, however shortly."""

    def __init__(self) -> None:
        super().__init__()
        self.names: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        if event.type() is QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.names.append(type(watched).__name__)
        return False


@pytest.fixture
def shown(qapp: QApplication) -> Iterator[WindowsShown]:
    watcher = WindowsShown()
    qapp.installEventFilter(watcher)
    yield watcher
    qapp.removeEventFilter(watcher)


@pytest.mark.parametrize(
    "make", [make for make in PAGES if make.__name__ != "popovers"], ids=lambda make: make.__name__
)
def test_making_widgets_shows_no_window(
    theme: Theme, qtbot: QtBot, shown: WindowsShown, make: Callable[[Theme], QWidget]
) -> None:
    qtbot.addWidget(make(theme))
    assert shown.names == []


@pytest.mark.parametrize("item", items(), ids=lambda item: item.id)
def test_showing_answers_and_notes_shows_no_window(
    theme: Theme, qtbot: QtBot, shown: WindowsShown, item: object
) -> None:
    row = AnswerRow(theme, item, sub="x", note="a note")
    qtbot.addWidget(row)
    missing = Shown(NoValue(Missing.UNABLE, WhyMissing.PAIN))
    first = (item.sites or ("",))[0]
    row.show_answers({first: missing})
    row.show_answers(dict.fromkeys(item.sites or ("",), missing))
    row.set_shut("Shut")
    row.set_shut("")
    assert shown.names == []


def test_key_hints_made_before_their_place_show_no_window(theme: Theme, qtbot: QtBot, shown: WindowsShown) -> None:
    hints = KeyHints(theme, (("N", "normal"),)).without_in_touch()
    qtbot.addWidget(hints)
    theme.changed.emit()
    assert shown.names == []
