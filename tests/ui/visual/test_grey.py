"""The eight states of a check, told apart without any colour."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import combinations

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from intake.domain.cases import Missing, NoValue, WhyMissing
from intake.knowledge.model import Scope
from intake.ui.theme import Mode, Theme
from intake.ui.widgets.answer_row import AnswerRow, Shown
from intake.ui.widgets.states import LOOKS, State
from tests.ui.samples import item, option

NOT_STILL = WhyMissing.NOT_STILL
WAYS: Mapping[State, Mapping[str, Shown]] = {
    State.TO_DO: {},
    State.PART: {"L": Shown("seen")},
    State.NORMAL: {"L": Shown("seen"), "R": Shown("seen")},
    State.ABNORMAL: {"L": Shown("less"), "R": Shown("less")},
    State.TO_JUDGE: {"L": Shown("brisk"), "R": Shown("brisk")},
    State.NOTED: {"L": Shown("shaved"), "R": Shown("shaved")},
    State.NOT_DONE: {side: Shown(NoValue(Missing.NOT_DONE, NOT_STILL), by="PE 10:33") for side in "LR"},
    State.UNABLE: {side: Shown(NoValue(Missing.UNABLE, NOT_STILL), by="PE 10:33") for side in "LR"},
}
LEAST_DIFFERENCE = 24
"""So many pixels of a row differ clearly in brightness, an icon's worth at least."""


@pytest.fixture
def rows(qtbot: QtBot, theme: Theme, mode: Mode) -> Iterator[dict[State, AnswerRow]]:
    theme.choose_mode(mode)
    check = item(
        "blink",
        option("seen", "N"), option("less", "A"), option("brisk", "B"), option("shaved", "I"),
        scope=Scope.LEFT_RIGHT,
    )  # fmt: skip
    made: dict[State, AnswerRow] = {}
    for state, shown in WAYS.items():
        row = AnswerRow(theme, check)
        row.set_ends(is_first=True, is_last=True)
        row.resize(760, 60)
        qtbot.addWidget(row)
        row.show_answers(shown)
        row.show()
        made[state] = row
    yield made
    theme.choose_mode(Mode.LIGHT)


def grey(widget: QWidget) -> QImage:
    return widget.grab().toImage().convertToFormat(QImage.Format.Format_Grayscale8)


def difference(one: QImage, other: QImage, *, left: int, right: int) -> int:
    """How many pixels differ clearly between two columns."""
    return sum(
        abs(here - there) > 40
        for y in range(min(one.height(), other.height()))
        for here, there in zip(_line(one, y)[left:right], _line(other, y)[left:right], strict=True)
    )


def _line(image: QImage, y: int) -> bytes:
    start = y * image.bytesPerLine()
    return bytes(memoryview(image.constBits())[start : start + image.width()])


@pytest.mark.parametrize("mode", [Mode.LIGHT, Mode.DARK])
def test_the_icons_of_all_states_differ_in_grey(rows: dict[State, AnswerRow]) -> None:
    pictures = {state: grey(row.body.icon) for state, row in rows.items()}
    for one, other in combinations(pictures, 2):
        if {one, other} == {State.NORMAL, State.NOTED}:
            continue  # the same tick in another colour: the value tells them apart
        assert difference(pictures[one], pictures[other], left=0, right=18) >= 8, (one, other)


@pytest.mark.parametrize("mode", [Mode.LIGHT, Mode.DARK])
def test_whole_rows_of_all_states_differ_in_grey(rows: dict[State, AnswerRow]) -> None:
    pictures = {state: grey(row) for state, row in rows.items()}
    for one, other in combinations(pictures, 2):
        assert difference(pictures[one], pictures[other], left=0, right=760) >= LEAST_DIFFERENCE, (one, other)


@pytest.mark.parametrize("mode", [Mode.LIGHT])
def test_every_state_is_said_in_other_words(rows: dict[State, AnswerRow]) -> None:
    said = {row.accessibleDescription() for row in rows.values()}
    assert len(said) == len(State) == len(rows)
    assert len({look.words for look in LOOKS.values()}) == len(LOOKS)


def test_two_rows_of_one_state_do_not_differ(qtbot: QtBot, theme: Theme) -> None:
    check = item("blink", option("seen", "N"), option("less", "A"), scope=Scope.LEFT_RIGHT)
    pictures = []
    for _ in range(2):
        row = AnswerRow(theme, check)
        row.resize(760, 60)
        qtbot.addWidget(row)
        row.show()
        pictures.append(grey(row))
    assert difference(*pictures, left=0, right=760) == 0
