"""The drawings of the how-to cards: there, of a known check, in the colours of the theme, and shown."""

import re

import pytest
from PySide6.QtCore import Qt

from intake.knowledge.never_shown import WordList
from intake.ui.how_to_drawings import TOKENS, painted, read_drawings
from tests.ui.at_work import at_work
from tests.ui.exam import at_exam
from tests.ui.real_clinic import RESOURCES, engine

FOLDER = RESOURCES / "how_to"
ITEMS = {item.id: item for item in engine().knowledge.items}


@pytest.fixture(scope="module")
def drawings():
    return read_drawings(FOLDER)


def test_the_thirty_hardest_tests_have_a_drawing(drawings):
    assert len(drawings) >= 30
    for item, drawing in drawings.items():
        assert ITEMS[item].how_to, item
        assert drawing.says, item


def test_drawings_use_only_colours_that_the_theme_replaces(drawings, theme):
    known = {theme.tokens.colours["light"][token].upper() for token in TOKENS}
    for item, drawing in drawings.items():
        assert set(re.findall("#[0-9A-Fa-f]{6}", drawing.svg)) <= known, item


def test_a_drawing_has_something_on_it_and_follows_the_theme(drawings, theme):
    for drawing in drawings.values():
        image = painted(drawing, theme, 200, 1.0).toImage()
        colours = {image.pixelColor(x, y).name() for x in range(0, 200, 2) for y in range(0, 130, 2)}
        assert theme.colour("text2").name() in colours
        assert (image.width(), image.height()) == (200, 130)


def test_what_a_drawing_says_names_no_cause(drawings):
    words = WordList(engine().knowledge.never_shown)
    for item, drawing in drawings.items():
        assert not words.hits(drawing.says), item


@pytest.fixture
def technician_at_work(tmp_path, theme, qtbot):
    with at_work(tmp_path, theme, qtbot) as work:
        yield work


def test_the_how_to_shows_the_drawing_of_its_check(technician_at_work):
    screen = at_exam.opened(technician_at_work, "rear")
    technician_at_work.wait(lambda: bool(screen.asking._drawings))
    screen.show_item("rl_patellar")
    at_exam.press(Qt.Key.Key_H)
    how = screen.asking.how
    assert how.isVisible()
    assert how._picture.isVisible()
    assert not how._picture.pixmap().isNull()
    assert "stifle extends" in how.accessibleDescription()
    screen.show_item("rl_atrophy")
    at_exam.press(Qt.Key.Key_H)
    assert how.isVisible()
    assert not how._picture.isVisible()
