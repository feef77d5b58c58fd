"""What would be if a recorded answer were wrong, for a vet who asks."""

from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from intake.app import boards
from intake.reasoning.again import Again
from intake.reasoning.assessment import Evidence
from intake.reasoning.would_change import Doubt
from intake.ui.exam.doubt_view import NOTHING, WHOLE_LIST
from intake.ui.exam.doubts import doubt_words
from intake.ui.exam.findings import Speaker
from intake.ui.review.screen import ReviewScreen
from intake.ui.widgets.suggestions import ReasonLink
from tests.ui.at_work import at_work
from tests.ui.exam.at_exam import opened, record, weak_behind, words_in
from tests.ui.real_clinic import engine


@pytest.fixture
def work(tmp_path, theme, qtbot):
    with at_work(tmp_path, theme, qtbot) as made:
        yield made


@pytest.fixture
def vet_work(tmp_path, theme, qtbot):
    with at_work(tmp_path, theme, qtbot, vet=True) as made:
        yield made


TREMBLES = (Evidence("rl_patellar", "LH", "r3"), Evidence("rl_patellar", "RH", "r3"))


def said(now, then, answers=TREMBLES):
    return doubt_words(now, [Doubt(answers[0].item, answers, then)], Speaker(engine().knowledge))


def test_what_would_come_first_and_which_tests_drop_move_or_are_added():
    now = Again(("t3_l3", "l4_s3"), ("wu_mdb", "wu_mri_spine", "wu_ct_spine"))
    then = Again(("l4_s3", "t3_l3"), ("wu_mdb", "wu_ct_spine", "wu_glucose"))
    names = {test.id: test.name for test in engine().knowledge.workups}
    (words,) = said(now, then)
    assert "both hind" in words.answers
    where, tests = words.lines("")
    assert where.startswith("Where in the body: ")
    assert tests == f"{names['wu_mri_spine']} drops out; {names['wu_glucose']} is added."
    assert words.lines("wu_mri_spine") == (f"{names['wu_mri_spine']} drops out.",)
    assert words.lines("wu_mdb") == ()


def test_an_answer_nothing_shown_hangs_on_is_left_out():
    places = ("t3_l3", "l4_s3", "brain", "c1_c5")
    assert said(Again(places, ("wu_mdb",)), Again((*places[:3], "c6_t2"), ("wu_mdb",))) == ()


def shows(view, count):
    return sum(link.isVisible() for link in view.findChildren(ReasonLink)) == count


def asked(work, screen, button):
    button.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(button, Qt.Key.Key_Space)
    view = screen.doubting.view
    assert view.isVisible()
    work.wait(lambda: bool(view.findChildren(ReasonLink)))
    return view


def test_a_vet_asks_by_the_keyboard_and_every_card_comes_true(vet_work):
    weak_behind(vet_work)
    screen = opened(vet_work)
    view = asked(vet_work, screen, screen.panel.doubt)
    assert QApplication.focusWidget() is view.test
    now, doubts = boards.doubts(vet_work.file())
    expected = doubt_words(now, doubts, Speaker(engine().knowledge))
    shown = [link.accessibleName() for link in view.findChildren(ReasonLink)]
    assert shown == [one.answers for one in expected]
    assert all(line in words_in(view) for one in expected for line in one.lines(""))
    QTest.keyClick(view.test, Qt.Key.Key_Escape)
    assert not view.isVisible()
    assert QApplication.focusWidget() is screen.panel.doubt


def test_one_test_can_be_looked_at_by_itself(vet_work):
    weak_behind(vet_work)
    screen = opened(vet_work)
    view = asked(vet_work, screen, screen.panel.doubt)
    assert view.test.itemText(0) == WHOLE_LIST
    assert view.test.count() == len(vet_work.file().assessment.workups) + 1
    now, doubts = boards.doubts(vet_work.file())
    for place in range(1, view.test.count()):
        view.test.setCurrentIndex(place)
        test = view.test.currentData()
        expected = [one for one in doubt_words(now, doubts, Speaker(engine().knowledge)) if one.lines(test)]
        vet_work.wait(partial(shows, view, len(expected)))
        assert (view.state.text() == NOTHING) == (not expected)


def test_another_answer_throws_it_away_and_works_it_out_again(vet_work):
    weak_behind(vet_work)
    screen = opened(vet_work)
    view = asked(vet_work, screen, screen.panel.doubt)
    before = vet_work.file().record.case
    record(vet_work, ("head_tilt", None, "left"))
    screen.keeper.read_again()
    vet_work.wait(lambda: screen.doubting._asked not in (None, before))
    vet_work.wait(view.state.isHidden)
    now, doubts = boards.doubts(vet_work.file())
    expected = doubt_words(now, doubts, Speaker(engine().knowledge))
    assert "head_tilt" in {one.item for one in expected}
    vet_work.wait(
        lambda: [link.accessibleName() for link in view.findChildren(ReasonLink)] == [one.answers for one in expected]
    )


def test_a_card_leads_to_its_check_and_nothing_is_written(vet_work):
    weak_behind(vet_work)
    screen = opened(vet_work)
    rows = vet_work.file().record.rows
    view = asked(vet_work, screen, screen.panel.doubt)
    link = view.findChildren(ReasonLink)[0]
    wanted = []
    screen.doubting.item_opened.connect(wanted.append)
    link.click()
    assert not view.isVisible()
    assert len(wanted) == 1
    assert screen.centre.page is not None
    assert wanted[0] in screen.centre.page.rows
    assert vet_work.file().record.rows == rows


def test_it_closes_with_the_screen(vet_work):
    weak_behind(vet_work)
    screen = opened(vet_work)
    view = asked(vet_work, screen, screen.panel.doubt)
    screen.leave()
    assert not view.isVisible()


def test_a_technician_is_not_offered_it(work):
    weak_behind(work)
    screen = opened(work)
    assert not screen.panel.doubt.isVisible()
    screen.doubting.ask(screen.panel)
    assert screen.doubting.view is None


def test_a_vet_asks_on_review_too(vet_work):
    weak_behind(vet_work)
    screen = ReviewScreen(vet_work.desk)
    vet_work.show(screen)
    with vet_work.qtbot.waitSignal(screen.keeper.assessed, timeout=15_000):
        screen.show_visit(vet_work.real.visit)
    vet_work.wait(screen.workup.doubt.isVisible)
    wanted = []
    screen.item_wanted.connect(wanted.append)
    view = asked(vet_work, screen, screen.workup.doubt)
    view.findChildren(ReasonLink)[0].click()
    assert len(wanted) == 1
    screen.hide()
    assert not view.isVisible()
