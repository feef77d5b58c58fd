"""Letters and going on by itself can be turned off, at once and for every page."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt

from intake.ui.theme import Theme
from tests.ui.at_work import AtWork, at_work
from tests.ui.exam.at_exam import opened, press, row, settled


@pytest.fixture
def work(tmp_path: Path, theme: Theme, qtbot: Any) -> Iterator[AtWork]:
    with at_work(tmp_path, theme, qtbot) as made:
        yield made


def test_without_single_keys_letters_record_nothing_and_digits_still_answer(work: AtWork) -> None:
    work.desk.choices.choose(single_keys=False)
    screen = opened(work, "head")
    screen.centre.page.focus_row("head_mentation")  # type: ignore[union-attr]
    press(Qt.Key.Key_N)
    press(Qt.Key.Key_R)
    settled(work, screen)
    assert "head_mentation" not in work.answers()
    press(Qt.Key.Key_1)
    settled(work, screen)
    assert work.answers()["head_mentation"] == "bright_alert"
    work.desk.choices.choose(single_keys=True)
    screen.centre.page.focus_row("head_tilt")  # type: ignore[union-attr]
    press(Qt.Key.Key_N)
    settled(work, screen)
    assert work.answers()["head_tilt"] == "none"


def test_without_going_on_the_focus_stays_where_the_answer_was_given(work: AtWork) -> None:
    screen = opened(work, "head")
    work.desk.choices.choose(auto_advance=False)
    screen.centre.page.focus_row("head_mentation")  # type: ignore[union-attr]
    press(Qt.Key.Key_1)
    settled(work, screen)
    assert row(screen, "head_mentation").hasFocus()
