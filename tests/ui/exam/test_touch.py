"""The exam for fingers: the bar, the drawer, press and hold, flags on one line, every answer within reach."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from intake.domain.cases import Missing, NoValue, WhyMissing
from intake.ui.exam.pointing import Pointing
from intake.ui.exam.touch_bar import points_to
from intake.ui.widgets.answer_row import AnswerRow
from intake.ui.widgets.option_group import OptionGroup
from intake.ui.widgets.places import PlaceWords
from intake.ui.widgets.states import State
from tests.ui.visual.stage import TOUCH, TOUCH_LOW, Stage, staged


@pytest.fixture
def dressed(qapp: QApplication) -> Iterator[QApplication]:
    sheet, palette, font = qapp.styleSheet(), qapp.palette(), qapp.font()
    yield qapp
    qapp.setPalette(palette)
    qapp.setFont(font)
    qapp.setStyleSheet(sheet)


@pytest.fixture
def stage(dressed: QApplication, tmp_path: Path) -> Iterator[Stage]:
    with staged(dressed, tmp_path, TOUCH) as made:
        yield made


def middle(stage: Stage, row: AnswerRow) -> QPoint:
    """Inside the first answer of a row, in the window."""
    control = row.controls[""]
    assert isinstance(control, OptionGroup)
    return control._cells[0].mapTo(stage.window, QPoint(8, 8))


def hold(stage: Stage, row: AnswerRow) -> QPoint:
    at = middle(stage, row)
    QTest.mousePress(stage.window.windowHandle(), Qt.MouseButton.LeftButton, pos=at)
    return at


def seen(widget: QWidget) -> bool:
    return widget.isVisible() and not widget.visibleRegion().isEmpty()


def test_header_bar_and_drawer_lead_everywhere(stage: Stage) -> None:
    screen, place = stage.exam(stage.clinic.hind, "gait"), stage.place
    bar, header = screen.layouts.bar, place.visit.header
    assert not place.strip.isVisible()
    assert bar.flag.words()[1].startswith("call now · vet told")
    assert not screen.panel.isVisible()
    bar.points.click()
    assert screen.panel.isVisible()
    assert seen(bar.flag)
    screen.panel.close_button.click()
    assert not screen.panel.isVisible()
    assert bar.next.text() == "Neck"
    bar.next.click()
    assert screen.centre.page.page.id == "neck"
    header.step_menu.click()
    assert [each for each, button in header.step_menu.steps.buttons.items() if button.isChecked()] == ["exam"]
    header.step_menu.steps.buttons["review"].click()
    assert place.visit.step == "review"
    assert not screen.layouts.missing.isVisible()
    header.back.click()
    assert place.strip.isVisible()


def test_taps_answer_a_hold_asks_and_the_rest_of_a_page_is_one_press(stage: Stage) -> None:
    screen = stage.exam(stage.clinic.begun, "neck")
    rows: dict[str, AnswerRow] = screen.centre.page.rows
    held, tapped, left_out = rows["neck_carriage"], rows["neck_palpation"], rows["neck_rom"]
    at = hold(stage, held)
    stage.wait(lambda: screen.layouts.holding.frame is not None and screen.layouts.holding.frame.isVisible())
    QTest.mouseRelease(stage.window.windowHandle(), Qt.MouseButton.LeftButton, pos=at)
    stage.settle()
    assert held.state() is State.TO_DO
    screen.layouts.holding.frame.missing.click()
    assert screen.asking.missing.isVisible()
    screen.asking.close_all()
    QTest.mouseClick(stage.window.windowHandle(), Qt.MouseButton.LeftButton, pos=middle(stage, tapped))
    stage.wait(lambda: tapped.state() is State.NORMAL)
    assert not screen.layouts.holding.frame.isVisible()
    assert left_out.body.missing_button is not None
    left_out.body.missing_button.click()
    screen.asking.missing.chosen.emit(NoValue(Missing.NOT_DONE, WhyMissing.NOT_STILL))
    stage.wait(lambda: left_out.state() is State.NOT_DONE)
    screen.asking.close_all()
    screen.layouts.missing.click()
    assert screen.asking.missing.isVisible()
    screen.asking.close_all()
    screen.open_page("front")
    stage.settle()
    screen.layouts.bar.rest.click()
    stage.wait(lambda: screen.centre.page.rows["fl_atrophy"].state() is State.NORMAL)


def test_several_untold_flags_leave_room_for_checks_and_none_is_lost(stage: Stage) -> None:
    stage.exam(stage.clinic.hind, "gait")
    screen = stage.exam(stage.clinic.flags, "head")  # flags of a visit opened later are painted too
    banners = screen.banners
    assert [seen(one) for one in banners.banners()] == [True]
    assert seen(banners.banners()[0].button)
    assert banners.more.text() == "4 more"
    rows = screen.centre.page.rows.values()
    assert sum(row.visibleRegion().boundingRect().size() == row.size() for row in rows) >= 3
    banners.more.click()
    stage.settle()
    assert len(banners.banners()) == 5
    assert banners.height() <= stage.window.height() // 4
    banners.more.click()
    banners.tell_first()
    assert screen.asking.told.isVisible()
    screen.asking.close_all()
    assert banners.is_folded
    stage.clinic.record(stage.clinic.flags, ("pe_resp_effort", None, "abdominal_paradoxical"))
    screen.keeper.read_again()
    stage.wait(lambda: len(banners.banners()) == 6)  # a flag that comes up is never behind the fold


def test_every_answer_can_be_brought_into_view_in_the_smallest_window(dressed: QApplication, tmp_path: Path) -> None:
    with staged(dressed, tmp_path, TOUCH_LOW) as stage:
        screen = stage.exam(stage.clinic.hind, "gait")
        page = screen.centre.page
        page.open_fold()
        stage.settle()
        for item, row in page.rows.items():
            page.focus_row(item)
            QApplication.processEvents()
            for control in row.controls.values():
                assert not control.isVisible() or control.visibleRegion().boundingRect().size() == control.size(), item


def test_what_the_bar_points_to_names_equal_places_together() -> None:
    def place(name: str, fit: str) -> PlaceWords:
        return PlaceWords(name, 1, name, fit, ("a",), (), ())

    both = Pointing(
        enough=True, places=(place("Spinal cord, mid-back (T3–L3)", "Possible"), place("Low (L4–S3)", "Possible"))
    )
    assert points_to(both) == "T3–L3 or L4–S3: possible"
    one = Pointing(enough=True, places=(place("Muscle", "Strong fit"), place("Nerves", "Weak fit")))
    assert points_to(one) == "Muscle: strong fit"
    assert points_to(Pointing()) == "Too little recorded to say"
