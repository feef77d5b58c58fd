"""The walks over every scene: nothing is cut, nothing overlaps, targets are large enough, words can be read."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from tests.ui.visual import walks
from tests.ui.visual.stage import LIGHT, SCENES, VIEWS, WIDER, View, staged


@pytest.fixture(autouse=True)
def same_theme_after(qapp: QApplication) -> object:
    """The window dresses the whole application; what comes after it is dressed as before."""
    sheet, palette, font = qapp.styleSheet(), qapp.palette(), qapp.font()
    yield
    qapp.setPalette(palette)
    qapp.setFont(font)
    qapp.setStyleSheet(sheet)


def problems_of(app: QApplication, home: Path, view: View) -> list[str]:
    found: list[str] = []
    with staged(app, home, view) as stage:
        for name, go in SCENES.items():
            go(stage)
            found += [f"{name}: {one}" for one in walks.everything(stage.window, is_touch=view.is_touch)]
    return found


@pytest.mark.parametrize("view", VIEWS, ids=lambda view: view.name)
def test_every_screen_shows_all_it_has_to_show(view: View, qapp: QApplication, tmp_path: Path) -> None:
    assert problems_of(qapp, tmp_path, view) == []


@pytest.mark.soak
@pytest.mark.parametrize("view", WIDER, ids=lambda view: view.name)
def test_every_screen_at_further_sizes(view: View, qapp: QApplication, tmp_path: Path) -> None:
    assert problems_of(qapp, tmp_path, view) == []


@pytest.mark.soak
def test_every_screen_follows_the_settings_while_it_is_open(qapp: QApplication, tmp_path: Path) -> None:
    steps = (
        ({"text_scale": 150}, False),
        ({"text_scale": 100, "layout": "tablet", "theme": "dark"}, True),
        ({"layout": "auto", "theme": "light"}, False),
    )
    found: list[str] = []
    with staged(qapp, tmp_path, LIGHT) as stage:
        for go in SCENES.values():
            go(stage)
        for chosen, is_touch in steps:
            SCENES["today"](stage)
            stage.window.choices.choose(**chosen)
            stage.settle()
            for name, go in SCENES.items():
                go(stage)
                found += [f"{chosen}, {name}: {one}" for one in walks.everything(stage.window, is_touch=is_touch)]
    assert found == []
