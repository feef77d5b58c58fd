"""The palette in large text, in the dark, for fingers; and what it never says."""

import pytest

from intake.ui.palette.rows import Group
from intake.ui.theme import Mode
from tests.ui.exam.at_exam import clear_vet_first, open_gates
from tests.ui.palette.at_palette import at_palette
from tests.ui.test_never_shown import named_causes, texts_of
from tests.ui.visual import walks

LINES = ("", "p", "patellar", "patellar l3 r2", "paw l d", "temp 46", "pat -", "maple", "xyzzy")
SHAPES = ((1440, 900, Mode.DARK, 1.5, False), (1024, 700, Mode.LIGHT, 1.0, True))


@pytest.fixture
def exam(tmp_path, theme, qtbot):
    with at_palette(tmp_path, theme, qtbot) as made:
        open_gates(made.work)
        clear_vet_first(made.work)
        made.go_to_exam()
        yield made
        theme.choose_all(Mode.LIGHT, 1.0, is_touch=False)


def test_nothing_is_cut_pale_or_too_small_for_fingers(exam, theme):
    found: list[str] = []
    for width, height, mode, scale, is_touch in SHAPES:
        theme.choose_all(mode, scale, is_touch=is_touch)
        exam.place.resize(width, height)
        exam.open()
        for line in LINES:
            exam.card.field.setText(line)
            exam.work.settle()
            card = exam.card.card
            found += walks.cut_words(card) + walks.pale_words(card) + walks.overlaps(card)
            found += walks.small_rows(card, walks.TOUCH if is_touch else walks.DESKTOP)
            assert exam.card.rect().contains(card.geometry())
        exam.card.close_up()
    assert found == []


def test_no_cause_is_named_to_a_technician(exam):
    letters = [chr(place) for place in range(ord("a"), ord("z") + 1)]
    checks = sorted(" ".join(item.id.split("_")) for item in _items(exam))
    exam.open()
    causes: set[object] = set()
    seen: set[str] = set()
    for line in ("", *letters, *checks):
        exam.card.field.setText(line)
        causes |= named_causes(exam.card)
        seen |= set(texts_of(exam.card))
    assert causes == set()
    assert len(seen) > 600


def test_every_check_and_every_value_is_said_in_the_words_of_its_row(exam):
    exam.open()
    for item in _items(exam):
        if not item.options:
            continue
        side = " all" if item.sites else ""
        exam.card.field.setText(f"{' '.join(item.id.split('_'))}{side}")
        labels = [option.label for option in item.options][: len(exam.titles(Group.NEXT))]
        assert exam.titles(Group.NEXT) == labels, item.id


def _items(exam):
    return [item for page in exam.screen.pages for item in page.items]
