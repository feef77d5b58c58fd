from __future__ import annotations

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtWidgets import QAbstractButton, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from intake.domain.errors import StorageTrouble
from intake.reasoning.words import FIT_WORDS
from intake.ui.theme import Theme
from intake.ui.widgets.body_map import PART_WORDS, BodyMap
from intake.ui.widgets.buttons import Button, KeyHints, RowButton, Size, Variant
from intake.ui.widgets.cards import Card, CountHeader, EmptyState, PaneHeader, SectionHeader
from intake.ui.widgets.chips import StatusChip, urgency_chip
from intake.ui.widgets.navigation import NavStrip, Place, StepBar
from intake.ui.widgets.pin_pad import PinPad
from intake.ui.widgets.states import State
from intake.ui.widgets.strips import InlineError
from intake.ui.widgets.text import IconLabel, Text
from intake.ui.widgets.toast import SaveState, Toast


@pytest.fixture
def pane(qtbot: QtBot) -> QWidget:
    pane = QWidget()
    pane.resize(700, 500)
    qtbot.addWidget(pane)
    pane.show()
    return pane


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
def test_enter_and_space_press_the_button_with_the_focus(theme: Theme, qtbot: QtBot, key: Qt.Key) -> None:
    for button in (Button(theme, "Save"), RowButton(theme, "x", "Clear")):
        qtbot.addWidget(button)
        with qtbot.waitSignal(button.clicked):
            qtbot.keyClick(button, key)


@pytest.mark.parametrize("view", ["dorsal", "side"])
def test_the_body_map_speaks_every_part_and_opens_it(theme: Theme, qtbot: QtBot, view: str) -> None:
    body = BodyMap(theme, view)  # type: ignore[arg-type]
    qtbot.addWidget(body)
    body.resize(400, 400)
    body.show()
    body.set_states({"head": State.NORMAL, "torso": State.ABNORMAL, "rear_left": State.NOT_DONE})
    assert "Head: normal" in body.accessibleDescription()
    assert "Left hind leg: not examined" in body.accessibleDescription()
    assert {button.accessibleName() for button in body.findChildren(QPushButton)} == set(PART_WORDS.values())
    with qtbot.waitSignal(body.part_clicked) as opened:
        next(each for each in body.findChildren(QPushButton) if each.accessibleName() == "Tail").click()
    assert opened.args == ["tail"]
    body.grab()


def test_a_press_on_a_drawn_part_opens_that_part(theme: Theme, qtbot: QtBot) -> None:
    body = BodyMap(theme)
    qtbot.addWidget(body)
    body.resize(300, 562)
    body.show()
    spots = [(x, y) for x in range(0, 300, 4) for y in range(0, 562, 4) if body.part_at(QPointF(x, y)) == "torso"]
    assert spots
    middle = spots[len(spots) // 2]
    with qtbot.waitSignal(body.part_clicked) as opened:
        qtbot.mouseClick(body, Qt.MouseButton.LeftButton, pos=QPointF(*middle).toPoint())
    assert opened.args == ["torso"]
    qtbot.mouseMove(body, QPointF(*middle).toPoint())
    assert body.part_at(QPointF(0, 0)) == ""


def test_on_the_lock_screen_the_map_is_only_a_picture(theme: Theme, qtbot: QtBot) -> None:
    body = BodyMap(theme, "side")
    qtbot.addWidget(body)
    body.show_on_nav()
    body.show()
    assert not any(button.isVisible() for button in body.findChildren(QPushButton))
    body.grab()


@pytest.mark.parametrize("variant", list(Variant))
@pytest.mark.parametrize("size", list(Size))
def test_buttons_have_room_for_words_icon_and_key(theme: Theme, qtbot: QtBot, variant: Variant, size: Size) -> None:
    plain = Button(theme, "Accept", variant=variant).in_size(size)
    full = Button(theme, "Accept", icon="check", key="Ctrl Enter", variant=variant).in_size(size).with_icon_behind()
    for button in (plain, full):
        qtbot.addWidget(button)
        button.show()
    assert full.sizeHint().width() > plain.sizeHint().width() + 30
    assert full.accessibleDescription() == "Key Ctrl Enter"
    with qtbot.waitSignal(full.clicked):
        qtbot.keyClick(full, Qt.Key.Key_Space)
    full.setEnabled(False)
    full.grab()


def test_an_icon_button_is_named_and_shows_that_there_is_a_note(theme: Theme, qtbot: QtBot) -> None:
    button = RowButton(theme, "sticky-note", "Note: Hopping")
    qtbot.addWidget(button)
    button.set_on(is_on=True)
    assert button.is_on()
    assert button.accessibleName() == "Note: Hopping"
    assert button.toolTip() == "Note: Hopping"
    button.grab()


def test_key_hints_leave_out_what_does_not_fit(theme: Theme, qtbot: QtBot) -> None:
    hints = KeyHints(theme, (("↑ ↓", "check"), ("?", "keys")))
    qtbot.addWidget(hints)
    assert hints.accessibleName() == "Keys: ↑ ↓ check, ? keys"
    hints.resize(40, 22)
    hints.grab()


def test_urgency_and_fit_have_one_word_each(theme: Theme, qtbot: QtBot) -> None:
    chips = [urgency_chip(theme, each) for each in ("emergency", "urgent", "soon", "routine")]
    for chip in chips:
        qtbot.addWidget(chip)
        chip.grab()
    assert [chip.text() for chip in chips] == ["See now", "Within the hour", "See soon", "Routine"]
    assert list(FIT_WORDS.values()) == ["Strong fit", "Good fit", "Possible", "Weak fit"]


def test_a_chip_grows_with_its_words(theme: Theme, qtbot: QtBot) -> None:
    chip = StatusChip(theme, "3")
    qtbot.addWidget(chip)
    before = chip.sizeHint().width()
    chip.set_words("3 abnormal", "triangle-alert", "abn")
    assert chip.sizeHint().width() > before
    assert chip.accessibleName() == "3 abnormal"


def test_toast_stands_over_the_footer_and_undoes(theme: Theme, pane: QWidget, qtbot: QtBot) -> None:
    toast = Toast(theme, pane, bottom=6)
    toast.show_words("2 checks set to normal. 4 answers kept.", "list-checks")
    assert toast.text() == "2 checks set to normal. 4 answers kept."
    assert pane.rect().contains(toast.geometry())
    with qtbot.waitSignal(toast.undone):
        qtbot.mouseClick(toast.undo_button, Qt.MouseButton.LeftButton)
    assert toast.text() == ""


def test_a_long_toast_wraps_inside_its_pane(theme: Theme, pane: QWidget) -> None:
    toast = Toast(theme, pane)
    toast.show_words("A sentence that is far too long for the pane. " * 5, can_undo=False)
    assert pane.rect().contains(toast.geometry())
    assert not toast.undo_button.isVisible()


def test_a_toast_goes_after_its_time_but_not_while_focused(theme: Theme, pane: QWidget, qtbot: QtBot) -> None:
    toast = Toast(theme, pane)
    with qtbot.waitActive(pane):
        pane.activateWindow()
    toast.show_words("Cleared.")
    toast.undo_button.setFocus()
    toast._on_time_over()
    assert toast.isVisible()
    toast.undo_button.clearFocus()
    toast._on_time_over()
    assert not toast.isVisible()


def test_saving_tells_the_truth(theme: Theme, qtbot: QtBot) -> None:
    state = SaveState(theme)
    qtbot.addWidget(state)
    state.show_saved("10:42:18")
    assert (state.accessibleName(), state.accessibleDescription()) == ("Saved", "at 10:42:18")
    state.show_saving()
    assert state.text() == "Saved 10:42:18", "a quick save is not worth a word"
    qtbot.waitUntil(lambda: state.text() == "Saving…", timeout=3000)
    state.show_not_saved("This computer is out of space.")
    assert state.text() == "Not saved"
    assert state.accessibleDescription() == "This computer is out of space."
    state.show_kept(3)
    assert state.text() == "Kept here, 3 to send"


def test_the_last_digit_of_a_pin_enters_it_and_forgets_it(theme: Theme, qtbot: QtBot) -> None:
    pad = PinPad(theme, 4)
    qtbot.addWidget(pad)
    pad.show()
    pad.setFocus()
    qtbot.keyClicks(pad, "12")
    qtbot.keyClick(pad, Qt.Key.Key_Backspace)
    assert pad.accessibleDescription() == "1 of 4 digits"
    qtbot.keyClicks(pad, "34")
    with qtbot.waitSignal(pad.entered) as entered:
        key = next(each for each in pad.findChildren(QAbstractButton) if each.text() == "9")
        qtbot.mouseClick(key, Qt.MouseButton.LeftButton)
    assert entered.args == ["1349"]
    assert pad._typed == ""
    pad.show_problem("That PIN was not right. 4 tries left.")
    assert pad.accessibleName() == "PIN. That PIN was not right. 4 tries left."
    pad.set_length(6)
    assert pad.accessibleDescription() == "0 of 6 digits"
    pad.grab()


def test_the_strip_shows_where_one_is_and_who(theme: Theme, qtbot: QtBot) -> None:
    strip = NavStrip(theme, (Place("today", "layout-dashboard", "Today"), Place("about", "info", "About")))
    qtbot.addWidget(strip)
    strip.resize(68, 600)
    strip.show()
    strip.set_current("today")
    strip.set_person("PE", "Pat Example")
    assert strip.buttons["today"].isChecked()
    assert strip.buttons["today"].accessibleDescription() == "current"
    assert strip.person.accessibleName() == "Signed in: Pat Example"
    with qtbot.waitSignal(strip.chosen) as chosen:
        qtbot.mouseClick(strip.buttons["about"], Qt.MouseButton.LeftButton)
    assert chosen.args == ["about"]
    assert not strip.buttons["about"].isChecked(), "the screen says where one is"
    with qtbot.waitSignal(strip.locked):
        qtbot.mouseClick(strip.lock_button, Qt.MouseButton.LeftButton)
    strip.grab()


def test_steps_open_in_any_order_and_finished_ones_say_so(theme: Theme, qtbot: QtBot) -> None:
    steps = StepBar(theme)
    qtbot.addWidget(steps)
    steps.show()
    steps.set_current("exam", {"intake": True})
    assert steps.buttons["intake"].accessibleDescription() == "finished"
    assert steps.buttons["exam"].accessibleDescription() == "current"
    with qtbot.waitSignal(steps.chosen) as chosen:
        qtbot.keyClick(steps.buttons["sheets"], Qt.Key.Key_Space)
    assert chosen.args == ["sheets"]
    steps.grab()


def test_an_error_is_shown_where_it_happened_with_what_to_do(theme: Theme, pane: QWidget, qtbot: QtBot) -> None:
    strip = InlineError(theme, pane)
    assert strip.text() == ""
    strip.show_error(StorageTrouble("The board could not refresh. Showing 10:41."), "Try again")
    assert strip.accessibleName() == "The board could not refresh. Showing 10:41."
    with qtbot.waitSignal(strip.acted):
        qtbot.mouseClick(strip.button, Qt.MouseButton.LeftButton)
    strip.show_words("Signed. Nothing can be changed.", "plain")
    assert not strip.button.isVisible()


def test_frames_and_headers_change_their_words(theme: Theme, pane: QWidget) -> None:
    card = Card(parent=pane)
    card.set_look("chosen")
    assert card.property("frame") == "chosen"
    header = PaneHeader("Torso")
    header.set_words("Rear legs", "Hold under the pelvis.")
    header.add(Text("x"))
    section = SectionHeader(theme, "Flags", icon="siren", tone="flag")
    section.set_hint("3")
    section.set_title("All flags")
    section.add(IconLabel(theme, "check"))
    column = CountHeader(theme, "armchair", "Waiting")
    column.set_count(3)
    for widget in (header, section, column, EmptyState(theme, "dog", "Nobody yet today.", "Ctrl N")):
        card.column.addWidget(widget)
    assert header.title.text() == "Rear legs"
    assert section.title.text() == "All flags"
    assert column.accessibleName() == "Waiting, 3"
    label = Text("Otis", tone="abn")
    label.set_tone("flag")
    assert label.property("tone") == "flag"


def test_text_shows_angle_brackets_as_written(theme: Theme, qtbot: QtBot) -> None:
    label = Text('<b>&"Ärger" Анна')
    qtbot.addWidget(label)
    assert label.textFormat() is Qt.TextFormat.PlainText
