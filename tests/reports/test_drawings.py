"""SVG files of our own become strokes."""

import math
from pathlib import Path

import pytest

from intake.reports.artwork import Artwork
from intake.reports.body_marks import GROUP_WORDS
from intake.reports.drawings import path_strokes, read_drawing
from tests.reports.conftest import ROOT

ICONS = ROOT / "resources" / "icons"


def test_relative_strokes_become_absolute_ones() -> None:
    strokes = list(path_strokes("m1 2 3 4h5v-6H0V0l1 1z"))
    assert strokes == [
        ("M", (1, 2)),
        ("L", (4, 6)),
        ("L", (9, 6)),
        ("L", (9, 0)),
        ("L", (0, 0)),
        ("L", (0, 0)),
        ("L", (1, 1)),
        ("Z", ()),
    ]


def test_a_smooth_curve_mirrors_the_handle_before_it() -> None:
    strokes = list(path_strokes("M0 0C0 1 1 2 2 2S4 3 4 4s1 1 2 2M9 9S1 1 2 2"))
    assert [numbers for _, numbers in strokes[2:4]] == [(3, 2, 4, 3, 4, 4), (4, 5, 5, 5, 6, 6)]
    assert [numbers for _, numbers in strokes[5:]] == [(9, 9, 1, 1, 2, 2)]


@pytest.mark.parametrize(("path", "top"), [("M0 0A5 5 0 0 1 10 0", -5), ("M0 0A5 5 0 0 0 10 0", 5)])
def test_an_arc_bends_the_way_its_flag_says(path: str, top: float) -> None:
    _, half, whole = (numbers[-2:] for _, numbers in path_strokes(path))
    assert list(half) == pytest.approx([5, top])
    assert list(whole) == pytest.approx([10, 0], abs=1e-9)


def test_a_large_arc_goes_the_long_way_and_flags_may_stand_close() -> None:
    strokes = list(path_strokes("M0 0a5 5 0 1110 0"))
    assert all(math.isfinite(number) for _, numbers in strokes for number in numbers)
    small, large = list(path_strokes("M0 0A6 6 0 0 1 10 0")), list(path_strokes("M0 0A6 6 0 1 1 10 0"))
    assert len(large) > len(small)


def test_an_arc_that_cannot_reach_grows() -> None:
    *_, (_, numbers) = path_strokes("M0 0A1 1 0 0 1 10 0")
    assert list(numbers[-2:]) == pytest.approx([10, 0], abs=1e-9)


@pytest.mark.parametrize("icon", sorted(path.stem for path in ICONS.glob("*.svg")))
def test_every_bundled_icon_can_be_drawn(icon: str) -> None:
    drawing = read_drawing(ICONS / f"{icon}.svg")
    points = [n for shape in drawing.shapes for _, numbers in shape.strokes for n in numbers]
    left, top, width, height = drawing.box
    assert points
    assert all(
        left - width < number < left + 2 * width and top - height < number < top + 2 * height for number in points
    )


def test_every_shape_of_svg_becomes_an_outline(tmp_path: Path) -> None:
    file = tmp_path / "shapes.svg"
    file.write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><title>no shape</title>'
        '<line x1="0" y1="1" x2="2" y2="3"/><polyline points="0,0 1,1 2 0"/><circle cx="4" cy="4" r="2"/>'
        '<ellipse cx="4" cy="4" rx="2" ry="1"/><rect x="1" y="1" width="4" height="3" rx="1" fill="none"/>'
        '<rect width="4" height="3"/></svg>',
        "utf-8",
    )
    line, polyline, circle, ellipse, rounded, plain = read_drawing(file).shapes
    assert [*line.strokes] == [("M", (0, 1)), ("L", (2, 3))]
    assert [kind for kind, _ in polyline.strokes] == ["M", "L", "L"]
    assert [kind for kind, _ in circle.strokes] == ["M", "C", "C", "C", "C", "Z"]
    assert max(n for _, numbers in ellipse.strokes for n in numbers[1::2]) == pytest.approx(5)
    assert not rounded.is_filled
    assert plain.strokes[1:5] == (("L", (4, 0)), ("L", (4, 3)), ("L", (0, 3)), ("L", (0, 0)))


@pytest.mark.parametrize("view", ["dog_side", "dog_dorsal"])
def test_both_body_maps_have_every_part_and_a_place_for_its_number(view: str) -> None:
    artwork = Artwork(ICONS, ROOT / "resources" / "body_maps")
    drawing = artwork.body_drawing(view)
    left, top, width, height = drawing.box
    assert {shape.group for shape in drawing.shapes} >= set(GROUP_WORDS)
    for group in GROUP_WORDS:
        x, y = artwork.mark_at(view, group)
        assert left < x < left + width
        assert top < y < top + height
