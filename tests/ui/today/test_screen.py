"""The board at work: live, by keys, with nothing hidden."""

import sqlite3
from contextlib import closing
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu

from intake.app import exam_room, front_desk, standing
from intake.app.exam_room import Entry, Given
from intake.domain.visits import VisitStatus
from intake.settings import Settings
from intake.ui.today.card import Board, wait_of
from intake.ui.today.screen import TodayScreen
from tests.builders import MORNING, a_visit
from tests.ui.at_work import at_work


@pytest.fixture
def work(tmp_path, theme, qtbot):
    with at_work(tmp_path, theme, qtbot) as made:
        yield made


@pytest.fixture
def board(work):
    screen = TodayScreen(work.desk, Settings())
    work.show(screen)
    screen.ask()
    work.wait(lambda: screen.rows.rowCount() > 0)
    return screen


def card_of(board, visit):
    return board.board.plane.cards[visit]


def names_in(board, status):
    return [card.name.text() for card in board.board.plane.order[status]]


def flag(work):
    exam = exam_room.open_exam(work.real.clinic, work.real.visit, by=work.real.technician.id)
    given = (Given("hx_emergency_now", None, ("overheated",)), Given("hx_heat_exposure", None, "yes"))
    exam_room.record_all(work.real.clinic, exam.id, given, Entry(work.real.technician.id))
    standing.refresh(work.real.clinic, work.real.visit)


def move(work, to, visit=None):
    return front_desk.move_visit(work.real.clinic, work.visit(visit), to, by=work.real.technician.id)


def choose_in_menu(board, words):
    menu = next(menu for menu in board.findChildren(QMenu) if menu.isVisible())
    next(act for act in menu.actions() if act.text().endswith(words)).trigger()
    menu.close()


def test_empty_board_says_what_to_do(work):
    front_desk.move_visit(
        work.real.clinic, work.visit(), VisitStatus.CANCELLED, by=work.real.technician.id, because="moved away"
    )
    work.real.clock.pass_by(days=1)
    screen = TodayScreen(work.desk, Settings())
    work.show(screen)
    screen.ask()
    work.wait(screen.empty.isVisible)
    assert screen.empty.text.text() == "Nobody yet today."


def test_card_shows_dog_owner_complaint_and_urgency(board, work):
    card = card_of(board, work.real.visit)
    assert card.name.text() == "Maple"
    assert card.about.text() == "P. Sampleton · Dachshund · F spayed"
    assert card.complaint.text() == "Back legs shake when standing"
    assert card.accessibleName() == "Maple, Waiting"
    assert card.accessibleDescription() == "See soon, 0 min, Back legs shake when standing"


def test_board_is_live_and_a_card_that_moves_keeps_the_focus(board, work):
    card = card_of(board, work.real.visit)
    card.setFocus()
    work.desk.hub.perform(board, lambda: move(work, VisitStatus.IN_EXAM))
    work.wait(lambda: names_in(board, VisitStatus.IN_EXAM) == ["Maple"])
    assert card_of(board, work.real.visit) is card
    assert card.hasFocus()
    assert names_in(board, VisitStatus.WAITING) == []


def test_new_visit_appears_without_a_key_press(board, work):
    def arrive():
        visit = work.dog("Otis", complaint="Ate something")
        return move(work, VisitStatus.IN_EXAM, visit.id)

    work.desk.hub.perform(board, arrive)
    work.wait(lambda: names_in(board, VisitStatus.IN_EXAM) == ["Otis"])


def test_enter_opens_the_visit_at_the_step_it_stands_at(board, work, qtbot):
    card = card_of(board, work.real.visit)
    with qtbot.waitSignal(board.visit_wanted) as wanted:
        qtbot.keyClick(card, Qt.Key.Key_Return)
    assert wanted.args == [work.real.visit, "intake"]


@pytest.mark.parametrize(
    ("steps", "opens"),
    [((VisitStatus.IN_EXAM,), "exam"), ((VisitStatus.IN_EXAM, VisitStatus.FOR_VET), "review")],
)
def test_button_of_a_card_is_its_next_act(board, work, qtbot, steps, opens):
    for status in steps:
        work.desk.hub.perform(board, lambda status=status: move(work, status))
    card = card_of(board, work.real.visit)
    work.wait(lambda: card.row.visit.status is steps[-1])
    with qtbot.waitSignal(board.visit_wanted) as wanted:
        card.act.click()
    assert wanted.args == [work.real.visit, opens]


def test_arrows_go_among_cards(board, work, qtbot):
    work.dog("Otis")
    third = work.dog("Willow")
    work.desk.hub.perform(board, lambda: move(work, VisitStatus.IN_EXAM, third.id))
    work.wait(lambda: len(board.board.plane.cards) == 3)
    first, second = board.board.plane.order[VisitStatus.WAITING]
    first.setFocus()
    qtbot.keyClick(first, Qt.Key.Key_Down)
    assert second.hasFocus()
    qtbot.keyClick(second, Qt.Key.Key_Right)
    assert card_of(board, third.id).hasFocus()
    qtbot.keyClick(card_of(board, third.id), Qt.Key.Key_Left)
    assert first.hasFocus()


def test_m_moves_a_visit_where_it_may_go(board, work, qtbot):
    card = card_of(board, work.real.visit)
    qtbot.keyClick(card, Qt.Key.Key_M)
    menu = next(menu for menu in board.findChildren(QMenu) if menu.isVisible())
    assert [act.text()[4:] for act in menu.actions()] == ["Expected", "In exam room", "Cancelled…"]
    choose_in_menu(board, "In exam room")
    work.wait(lambda: names_in(board, VisitStatus.IN_EXAM) == ["Maple"])


def test_cancelling_needs_a_reason(board, work, qtbot):
    qtbot.keyClick(card_of(board, work.real.visit), Qt.Key.Key_M)
    choose_in_menu(board, "Cancelled…")
    asked = board._cancel
    work.wait(asked.isVisible)
    assert not asked.button.isEnabled()
    qtbot.keyClick(asked.reason, Qt.Key.Key_Return)
    assert asked.isVisible()
    qtbot.keyClicks(asked.reason, "owner rang")
    asked.button.click()
    work.wait(lambda: not board.board.plane.cards)
    assert work.visit().cancelled_because == "owner rang"


def test_late_second_move_is_told(board, work, qtbot):
    stale = card_of(board, work.real.visit).row
    move(work, VisitStatus.IN_EXAM)
    board._move_now(stale, VisitStatus.IN_EXAM, "")
    work.wait(board.trouble.isVisible)
    assert board.trouble.text()
    work.wait(lambda: names_in(board, VisitStatus.IN_EXAM) == ["Maple"])


def test_untold_flags_of_a_dog_stand_on_top_until_a_vet_is_named(board, work, qtbot):
    flag(work)
    board.ask()
    work.wait(lambda: len(board.banners.banners) == 1)
    (banner,) = board.banners.banners.values()
    assert banner.accessibleName().startswith("Call now for Maple: ")
    board.banners.tell_first()
    work.wait(board._who.isVisible)
    board._who.buttons[0].click()
    work.wait(lambda: not board.banners.banners)
    assert work.visit().untold_flags == 0
    assert {told.told_to for told in work.file().record.told} == {"Dr Casey Sample"}


def test_list_view_is_the_same_data(board, work, qtbot):
    board.list_button.click()
    assert board.table.isVisible()
    assert board.table.model().rowCount() == 1
    board.table.selectRow(0)
    with qtbot.waitSignal(board.visit_wanted) as wanted:
        board.table.activated.emit(board.table.model().index(0, 0))
    assert wanted.args[0] == work.real.visit
    qtbot.keyClick(board.table, Qt.Key.Key_M)
    choose_in_menu(board, "In exam room")
    work.wait(lambda: work.visit().status is VisitStatus.IN_EXAM)
    board.list_button.click()
    assert board.board.isVisible()


def test_typing_in_the_find_box_goes_to_the_list_of_dogs(board, qtbot):
    with qtbot.waitSignal(board.find_wanted) as wanted:
        qtbot.keyClicks(board.find_field, "m")
    assert wanted.args == ["m"]


def test_board_that_cannot_be_read_says_so_and_keeps_what_it_shows(board, work):
    with closing(sqlite3.connect(work.home / "intake.db")) as other:
        other.execute("alter table visits rename to gone")
    board.ask()
    work.wait(board.trouble.isVisible)
    assert "The board could not refresh. Showing 10:30." in board.trouble.text()
    assert board.rows.rowCount() == 1


@pytest.mark.parametrize(
    ("minutes", "words", "tone"), [(3, "3 min", "text2"), (20, "20 min", "abn"), (30, "30 min", "flag")]
)
@pytest.mark.parametrize("status", [VisitStatus.WAITING, VisitStatus.FOR_VET])
def test_waiting_time_grows_louder(minutes, words, tone, status):
    board = Board.of(Settings(), MORNING.date(), MORNING + timedelta(minutes=minutes), "UTC")
    shown = wait_of(a_visit(status=status, waiting_since=MORNING), board)
    assert (shown[0], shown[2]) == (words, tone)


def test_late_arrival_is_said():
    board = Board.of(Settings(), MORNING.date(), MORNING + timedelta(minutes=9), "UTC")
    late = a_visit(status=VisitStatus.EXPECTED, expected_at=MORNING)
    assert wait_of(late, board)[0] == "9 min late"
    soon = a_visit(status=VisitStatus.EXPECTED, expected_at=MORNING + timedelta(hours=1))
    assert wait_of(soon, board)[0] == "due 10:30"
