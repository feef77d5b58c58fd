"""The Display page: a choice is written first, shown then, and in force at once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from intake.domain.staff import Role
from intake.settings import Settings, read_settings
from intake.ui.choices import Choices, is_touch
from intake.ui.settings.display import DisplayPage
from intake.ui.settings.folder import MISSING
from intake.ui.theme import Mode, Theme
from intake.ui.workplace import Workplace
from tests.ui.at_work import Opened, at_work, opened


@pytest.fixture
def shown(tmp_path: Path, qapp: QApplication, qtbot: Any, theme: Theme) -> Iterator[Opened]:
    settings = Settings(clinic_name="Sample Clinic", theme="light")
    with opened(tmp_path, qapp, qtbot, settings) as window:
        window.window.resize(1440, 900)
        window.sign_in()
        yield window
    theme.choose_mode(Mode.DARK)  # the window had a theme of its own; dress the application anew
    theme.choose_mode(Mode.LIGHT)


def page_of(shown: Opened) -> DisplayPage:
    place = shown.window.workplace
    assert place is not None
    place.strip.buttons["settings"].click()
    settings = place._settings
    assert settings is not None
    page = settings.page("display")
    assert isinstance(page, DisplayPage)
    return page


def written(shown: Opened) -> Settings:
    return read_settings(shown.window._opening.paths.settings_file)


def test_a_choice_is_shown_and_in_force_once_it_is_in_the_file(shown: Opened) -> None:
    page = page_of(shown)
    page.colours.answer.setFocus()
    QTest.keyClick(page.colours.answer, Qt.Key.Key_3)
    assert page.colours.answer.value() == "light"
    shown.wait(lambda: page.colours.answer.value() == "dark")
    assert written(shown).theme == "dark"
    assert shown.window._theme.is_dark


def test_text_size_and_tablet_layout_change_what_is_on_the_screen(shown: Opened) -> None:
    page, theme = page_of(shown), shown.window._theme
    before = page.colours.answer.height()
    page.text_size.chosen.emit("150")
    page.layouts.chosen.emit("tablet")
    shown.wait(lambda: theme.is_touch and theme.text_scale == 1.5)
    assert page.colours.answer.height() > before
    assert (written(shown).text_scale, written(shown).layout) == (150, "tablet")


def test_two_choices_made_at_once_are_both_kept(shown: Opened) -> None:
    page = page_of(shown)
    page.advance.chosen.emit("off")
    page.keys.chosen.emit("off")
    shown.wait(lambda: page.keys.answer.value() == "off")
    assert (written(shown).auto_advance, written(shown).single_keys) == (False, False)


def test_a_file_that_cannot_be_written_leaves_the_old_choice_and_says_so(shown: Opened) -> None:
    page = page_of(shown)
    file = shown.window._opening.paths.settings_file
    file.with_name(file.name + ".new").mkdir(parents=True)
    page.colours.chosen.emit("dark")
    shown.wait(lambda: not page.trouble.isHidden())
    assert "cannot be written" in page.trouble.text()
    assert page.colours.answer.value() == "light"
    assert not shown.window._theme.is_dark


def test_a_folder_that_is_not_there_is_kept_and_said(shown: Opened, tmp_path: Path) -> None:
    page = page_of(shown)
    folder = tmp_path / "phone"
    page.folder.field.setText(str(folder))
    page.folder.field.editingFinished.emit()
    shown.wait(lambda: not page.folder.state.isHidden())
    assert page.folder.state.text() == MISSING
    assert written(shown).media_folder == str(folder)


def test_a_narrow_window_has_the_sizes_for_fingers_and_a_wide_one_those_of_the_mouse(shown: Opened) -> None:
    shown.window.resize(1024, 768)
    shown.wait(lambda: shown.window._theme.is_touch)
    shown.window.resize(1440, 900)
    shown.wait(lambda: not shown.window._theme.is_touch)


@pytest.mark.parametrize(
    ("layout", "width", "expected"),
    [("auto", 1099, True), ("auto", 1100, False), ("tablet", 1440, True), ("desktop", 1024, False)],
)
def test_the_layout_follows_the_width_unless_it_was_chosen(layout: str, width: int, expected: bool) -> None:
    assert is_touch(Settings(layout=layout), width) is expected


@pytest.mark.parametrize("role", [Role.FRONT_DESK, Role.VETERINARIAN])
def test_everybody_can_open_the_display_page(tmp_path: Path, theme: Theme, qtbot: Any, role: Role) -> None:
    with at_work(tmp_path, theme, qtbot, role=role) as work:
        place = Workplace(work.desk, Settings())
        work.show(place)
        place.show_settings()
        assert place._settings is not None
        assert isinstance(place._settings.page("display"), DisplayPage)


def test_a_screen_without_a_home_keeps_its_choices_in_mind() -> None:
    choices = Choices()
    choices.choose(single_keys=False)
    assert not choices.settings.single_keys
