from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontInfo, QFontMetricsF
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from intake.ui.theme import Mode, Theme, read_tokens
from intake.ui.widgets.text import Text
from tests.ui.samples import RESOURCES

TEXT, SHAPE = 4.5, 3.0
PAIRS = [
    *((ink, ground, TEXT) for ink in ("text", "text2", "text3") for ground in ("surface", "sunken", "canvas")),
    *((ink, "surface", TEXT) for ink in ("primary", "normal", "abn", "flag", "notex", "info")),
    ("on_primary", "primary", TEXT),
    ("on_primary", "primary_hover", TEXT),
    ("primary", "canvas", TEXT),
    ("primary", "primary_soft", TEXT),
    ("normal", "normal_bg", TEXT),
    ("abn", "abn_bg", TEXT),
    ("text", "abn_bg", TEXT),
    ("flag", "flag_bg", TEXT),
    ("text", "flag_bg", TEXT),
    ("on_flag", "flag_solid", TEXT),
    ("notex", "notex_bg", TEXT),
    ("info", "info_bg", TEXT),
    ("text", "info_bg", TEXT),
    ("text", "raised", TEXT),
    ("text", "normal_bg", TEXT),
    ("surface", "text", TEXT),
    ("on_nav", "nav", TEXT),
    ("on_nav", "nav_active", TEXT),
    ("on_nav_active", "nav_active", TEXT),
    *(
        (edge, "surface", SHAPE)
        for edge in ("line_strong", "normal_line", "abn_line", "flag_line", "notex_line", "info_line")
    ),
    ("line_strong", "canvas", SHAPE),
    *(("focus", ground, SHAPE) for ground in ("surface", "canvas", "sunken", "abn_bg", "primary_soft")),
]


def luminance(colour: str) -> float:
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4 for each in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize(("ink", "ground", "least"), PAIRS)
def test_every_pair_of_colours_in_use_has_contrast(mode: str, ink: str, ground: str, least: float) -> None:
    colours = read_tokens(RESOURCES / "theme" / "tokens.json").colours[mode]
    assert contrast(colours[ink], colours[ground]) >= least


@pytest.fixture
def own_theme(qapp: QApplication, theme: Theme) -> Iterator[Theme]:
    own = Theme(RESOURCES, mode=Mode.LIGHT)
    own.show_on(qapp)
    yield own
    own.choose_mode(Mode.LIGHT)
    own.choose_text_scale(1.0)
    theme.choose_mode(Mode.LIGHT)


def test_style_sheet_has_no_place_left_open_and_only_known_colours(own_theme: Theme) -> None:
    sheet = own_theme.style_sheet()
    assert "${" not in sheet
    known = {colour.lower() for colour in own_theme.tokens.colours["light"].values()}
    assert {each.lower() for each in re.findall(r"#[0-9a-fA-F]{6}", sheet)} <= known


def test_text_is_set_in_the_bundled_font_with_figures_of_one_width(own_theme: Theme) -> None:
    assert QFontInfo(own_theme.font("body")).family() == "Inter"
    metrics = QFontMetricsF(own_theme.figures("small"))
    assert metrics.horizontalAdvance("1111") == metrics.horizontalAdvance("8888")


def test_a_time_that_changes_in_place_keeps_its_width(own_theme: Theme, qtbot: QtBot) -> None:
    labels = [Text(time, "small").in_figures() for time in ("Saved 11:11:11", "Saved 20:48:56")]
    for label in labels:
        qtbot.addWidget(label)
        label.ensurePolished()
    assert labels[0].sizeHint() == labels[1].sizeHint()
    assert labels[0].font().pixelSize() == 12


def test_switching_to_dark_repaints_what_is_shown(own_theme: Theme, qtbot: QtBot) -> None:
    label = QLabel("Otis")
    qtbot.addWidget(label)
    label.show()
    with qtbot.waitSignal(own_theme.changed):
        own_theme.choose_mode(Mode.DARK)
    assert own_theme.is_dark
    assert label.palette().color(label.foregroundRole()).name() == own_theme.colour("text").name()


def test_larger_text_makes_labels_and_targets_larger_up_to_the_limit(own_theme: Theme, qtbot: QtBot) -> None:
    label = QLabel("Otis")
    qtbot.addWidget(label)
    before = label.sizeHint().height()
    own_theme.choose_text_scale(9.0)
    label.ensurePolished()
    assert own_theme.text_scale == 1.5
    assert own_theme.metric("answer") == 51
    assert label.sizeHint().height() > before


def test_system_mode_follows_the_system(own_theme: Theme) -> None:
    own_theme.choose_mode(Mode.SYSTEM)
    own_theme._on_scheme_changed(Qt.ColorScheme.Dark)
    assert own_theme.is_dark
    own_theme._on_scheme_changed(Qt.ColorScheme.Light)
    assert not own_theme.is_dark


def test_names_in_other_scripts_find_a_bundled_font(own_theme: Theme) -> None:
    families = own_theme.load_scripts()
    assert {"Noto Sans Arabic", "Noto Sans Hebrew", "Noto Sans Thai", "Droid Sans Fallback"} <= set(families)


def test_every_icon_the_program_names_is_there() -> None:
    sources = "\n".join(path.read_text(encoding="utf-8") for path in (RESOURCES.parent / "intake" / "ui").rglob("*.py"))
    there = {path.stem for path in (RESOURCES / "icons").glob("*.svg")}
    named = set(re.findall(r'(?:icon=|IconLabel\(\w+(?:\.\w+)?, )"([a-z0-9-]+)"', sources))
    assert named
    assert named <= there


def test_an_icon_is_drawn_in_the_colour_asked_for(own_theme: Theme) -> None:
    image = own_theme.pixmap("check", "primary", 24).toImage()
    colours = {
        image.pixelColor(x, y).name() for x in range(24) for y in range(24) if image.pixelColor(x, y).alpha() > 250
    }
    assert own_theme.colour("primary").name() in colours
