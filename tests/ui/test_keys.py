"""The card of keys and the keys themselves are the same: what is listed works, and what works is listed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain

import pytest
from PySide6.QtCore import QEvent, QPoint, QRect, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from intake.settings import Settings
from intake.ui.exam.screen import ExamScreen
from intake.ui.keys import EVERYWHERE, OF_PLACE, KeysHelp
from intake.ui.theme import Theme
from intake.ui.workplace import Workplace
from tests.ui.at_work import AtWork, at_work
from tests.ui.exam.at_exam import clear_vet_first, open_gates, opened, press, row, settled

NONE, SHIFT = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier
NAMED = {
    "↑": Qt.Key.Key_Up,
    "↓": Qt.Key.Key_Down,
    "←": Qt.Key.Key_Left,
    "→": Qt.Key.Key_Right,
    "Space": Qt.Key.Key_Space,
    "Backspace": Qt.Key.Key_Backspace,
    "Enter": Qt.Key.Key_Return,
    "Esc": Qt.Key.Key_Escape,
    "Menu": Qt.Key.Key_Menu,
    "=": Qt.Key.Key_Equal,
    "Page Up": Qt.Key.Key_PageUp,
    "Page Down": Qt.Key.Key_PageDown,
}
LETTERS = [chr(code) for code in range(ord("A"), ord("Z") + 1)]
TRIED = [*NAMED, *"0123456789", *LETTERS, *(f"Shift {letter}" for letter in LETTERS)]
ANYWHERE = {"Tab", "?"}  # Qt's own; and one that needs Shift on some keyboards
CHECKS = ("mov_distribution", "torso_spinal_pain", "torso_ctr", "rl_patellar", "rl_paw_replacement", "mov_stand_effect")
ALIASES = {"Shift F6": "F6", "Ctrl Return": "Ctrl Enter"}


@pytest.fixture
def work(tmp_path, theme, qtbot):
    with at_work(tmp_path, theme, qtbot) as made:
        yield made


@pytest.fixture
def place(work: AtWork) -> Workplace:
    shown = Workplace(work.desk, Settings())
    work.show(shown)
    return shown


def single(listed: str) -> Iterator[str]:
    """The keys of one line of the card, each by itself."""
    before, _, last = listed.rpartition(" – ")
    if before:
        first = before[-1]
        yield from (f"{before[:-1]}{number}" for number in range(int(first), int(last) + 1))
    elif listed in NAMED or " " not in listed or listed.startswith(("Ctrl ", "Alt ", "Shift ")):
        yield listed
    else:
        yield from listed.split()


def listed_for(place: str) -> set[str]:
    return set(chain.from_iterable(single(keys) for keys, _ in EVERYWHERE + OF_PLACE[place]))


def is_shortcut(key: str) -> bool:
    return key.startswith(("Ctrl ", "Alt ")) or (key.startswith("F") and key[1:].isdigit())


def bound_shortcuts(window: QWidget) -> set[str]:
    """Shortcuts of what is on the screen, as the card names them."""
    found: set[str] = set()
    for shortcut in window.findChildren(QShortcut):
        owner = shortcut.parent()
        if isinstance(owner, QWidget) and owner.isVisible() and shortcut.isEnabled():
            text = shortcut.key().toString(QKeySequence.SequenceFormat.PortableText).replace("+", " ")
            found.add(ALIASES.get(text, text))
    return {key for key in found if is_shortcut(key)}


@pytest.mark.parametrize("step", ["intake", "exam", "review", "sheets"])
def test_every_shortcut_of_a_step_is_listed_and_every_one_listed_is_bound(
    work: AtWork, place: Workplace, step: str
) -> None:
    place.show_visit(work.real.visit, step)
    work.settle()
    assert bound_shortcuts(place) == {key for key in listed_for(step) if is_shortcut(key)}


def test_every_shortcut_of_the_board_is_listed_and_every_one_listed_is_bound(work: AtWork, place: Workplace) -> None:
    place.show_today()
    work.settle()
    everywhere_else = {"Ctrl Z", "Ctrl Y", "Ctrl P", *(f"Ctrl {number}" for number in range(1, 5))}
    bound = bound_shortcuts(place)
    assert bound - everywhere_else == {key for key in listed_for("today") if is_shortcut(key)}


def keys_of(press_name: str) -> tuple[int, Qt.KeyboardModifier, str]:
    name, modifier = (press_name[6:], SHIFT) if press_name.startswith("Shift ") else (press_name, NONE)
    if name in NAMED:
        return NAMED[name], modifier, {"Space": " ", "=": "="}.get(name, "")
    return ord(name), modifier, name if modifier is SHIFT or name.isdigit() else name.lower()


def is_taken(screen: ExamScreen, name: str, item: str) -> bool:
    """Whether the exam does something with a key pressed on a check."""
    screen.asking.close_all()
    if screen.layouts.holding.frame is not None:
        screen.layouts.holding.frame.close_up()
    screen.show_item(item)
    target = row(screen, item)
    target.setFocus()
    key, modifier, text = keys_of(name)
    event = QKeyEvent(QEvent.Type.KeyPress, key, modifier, text)
    QApplication.sendEvent(target, event)
    return event.isAccepted()


def taken_anywhere(screen: ExamScreen, names: Iterable[str]) -> set[str]:
    return {name for name in names if any(is_taken(screen, name, item) for item in CHECKS)}


def test_every_single_key_of_the_exam_is_listed_and_every_one_listed_does_something(work: AtWork) -> None:
    open_gates(work)
    clear_vet_first(work)
    screen = opened(work, "rear")
    listed = {key for key in listed_for("exam") if not is_shortcut(key)} - ANYWHERE
    assert taken_anywhere(screen, TRIED) == listed
    settled(work, screen)


def test_no_letter_acts_in_the_exam_when_letters_are_turned_off(work: AtWork) -> None:
    open_gates(work)
    screen = opened(work, "rear")
    work.desk.choices.choose(single_keys=False)
    letters = [*LETTERS, *(f"Shift {letter}" for letter in LETTERS), "="]
    assert not {name for name in letters if is_taken(screen, name, "rl_paw_replacement")}
    assert is_taken(screen, "2", "rl_paw_replacement")
    settled(work, screen)


@pytest.fixture
def large_text(theme: Theme) -> Iterator[None]:
    theme.choose_text_scale(1.5)
    yield
    theme.choose_text_scale(1.0)


@pytest.mark.usefixtures("large_text")
def test_the_card_of_keys_fits_a_small_window_and_scrolls_by_keys(work: AtWork, place: Workplace) -> None:
    place.resize(1024, 700)
    place.show_visit(work.real.visit, "exam")
    work.settle()
    place.show_keys()
    card = place.findChild(KeysHelp)
    work.wait(lambda: card.card.height() > 100)
    assert place.rect().contains(card.card.geometry())
    assert place.rect().contains(QRect(card.close_button.mapTo(place, QPoint(0, 0)), card.close_button.size()))
    bar = card._scroll.verticalScrollBar()
    assert bar.maximum() > 0
    press(Qt.Key.Key_PageDown)
    assert bar.value() > 0
    press(Qt.Key.Key_Escape)
    assert not card.isVisible()


def test_ctrl_p_leads_to_the_sheets_of_a_visit_and_says_so_elsewhere(work: AtWork, place: Workplace) -> None:
    place.show_today()
    QTest.keyClick(place, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    assert "Open a visit first" in place.notice.text()
    place.show_visit(work.real.visit, "exam")
    QTest.keyClick(place, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    assert place.visit.step == "sheets"
    work.settle()


def test_the_menu_key_opens_what_can_be_said_of_a_check_beside_its_answers(work: AtWork) -> None:
    open_gates(work)
    screen = opened(work, "rear")
    press(Qt.Key.Key_Menu)
    frame = screen.layouts.holding.frame
    assert frame is not None
    assert frame.isVisible()
    assert frame.name.text() == "Paw placement"
    press(Qt.Key.Key_Escape)
    assert row(screen, "rl_paw_replacement").hasFocus()
