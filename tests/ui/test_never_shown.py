"""No text a technician or the front desk can read on these screens names a cause."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QAbstractItemModel, QAbstractListModel
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QLabel, QLineEdit, QPlainTextEdit, QWidget

from intake.app import exam_room, standing
from intake.app.exam_room import Entry, Given
from intake.knowledge.never_shown import WordList
from intake.settings import Settings
from intake.ui.about.screen import AboutScreen
from intake.ui.exam.checks import pages_of
from intake.ui.intake.screen import IntakeScreen
from intake.ui.review.screen import ReviewScreen
from intake.ui.today.screen import TodayScreen
from tests.ui.at_work import at_work
from tests.ui.exam import at_exam
from tests.ui.real_clinic import engine


def texts_of(screen: QWidget) -> Iterator[str]:
    for widget in (screen, *screen.findChildren(QWidget)):
        yield widget.accessibleName()
        yield widget.accessibleDescription()
        yield widget.toolTip()
        if isinstance(widget, QLabel | QAbstractButton):
            yield widget.text()
        if isinstance(widget, QLineEdit | QPlainTextEdit):
            yield widget.placeholderText()
        if isinstance(widget, QAbstractItemView) and widget.model() is not None:
            yield from texts_in(widget.model())


def texts_in(model: QAbstractItemModel) -> Iterator[str]:
    for row in range(model.rowCount()):
        for column in range(1 if isinstance(model, QAbstractListModel) else model.columnCount()):
            yield str(model.index(row, column).data() or "")


def named_causes(screen: QWidget) -> set[tuple[str, tuple[str, ...]]]:
    """Texts with a word of the list that is not allowed at any place such a text comes from."""
    words = WordList(engine().knowledge.never_shown)
    places = {place for row in words.never_shown.allowed for place in row.where if place.startswith(("exam:", "flag:"))}
    found = {(text, words.hits(text)) for text in set(texts_of(screen))}
    return {(text, hits) for text, hits in found if hits and all(words.hits(text, place) for place in places)}


@pytest.fixture
def work(tmp_path, theme, qtbot):
    with at_work(tmp_path, theme, qtbot) as made:
        exam = exam_room.open_exam(made.real.clinic, made.real.visit, by=made.real.technician.id)
        given = (Given("hx_emergency_now", None, ("overheated",)), Given("hx_toxin_exposure", None, "confirmed"))
        exam_room.record_all(made.real.clinic, exam.id, given, Entry(made.real.technician.id))
        standing.refresh(made.real.clinic, made.real.visit)
        yield made


def test_intake_names_no_cause(work):
    screen = IntakeScreen(work.desk)
    work.show(screen)
    screen.show_visit(work.real.visit)
    work.wait(lambda: screen.keeper.file is not None and not screen._building.isActive())
    for group in screen._all_groups():
        group.open_fold()
    assert len(set(texts_of(screen))) > 300
    assert named_causes(screen) == set()


def test_today_names_no_cause(work):
    screen = TodayScreen(work.desk, Settings())
    work.show(screen)
    screen.ask()
    work.wait(lambda: bool(screen.banners.banners))
    assert named_causes(screen) == set()


def test_about_names_no_cause(work):
    screen = AboutScreen(work.desk)
    work.show(screen)
    work.wait(lambda: screen.sources.rowCount() > 0 and screen.libraries.rowCount() > 0)
    assert named_causes(screen) == set()


def test_the_whole_exam_names_no_cause_to_a_technician(work):
    at_exam.weak_behind(work)
    screen = at_exam.opened(work)
    for page in pages_of(engine().knowledge):
        screen.open_page(page.id)
        screen.centre.page.open_fold()
    work.wait(lambda: bool(screen.asking._drawings))
    for item in engine().knowledge.items:
        if item.how_to:
            screen.asking.how_to(screen, item)
            assert named_causes(screen.asking.how) == set(), item.id
    screen.asking.close_all()
    assert len(set(texts_of(screen))) > 800
    assert named_causes(screen) == set()


def test_review_names_no_cause_to_a_technician(work):
    at_exam.weak_behind(work)
    screen = ReviewScreen(work.desk)
    work.show(screen)
    screen.show_visit(work.real.visit)
    work.settle()
    work.settle()
    work.wait(lambda: len(set(texts_of(screen))) > 60)
    assert named_causes(screen) == set()
