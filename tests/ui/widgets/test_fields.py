from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from intake.domain.cases import Missing, NoValue, WhyMissing
from intake.knowledge.model import AnswerClass
from intake.ui.theme import Theme
from intake.ui.widgets.controls import forget_pending
from intake.ui.widgets.how_to import HowTo, HowToPopover
from intake.ui.widgets.no_value import NoValuePopover, NoValueStrip
from intake.ui.widgets.number import NumberField, NumberRange, read_number
from intake.ui.widgets.writing import NoteEditor, TextAnswer

FEVER = NumberRange("°C", 30, 45, usual=(37.8, 39.2), usual_words="37.8–39.2")


@pytest.fixture
def window(qtbot: QtBot, theme: Theme) -> QWidget:
    window = QWidget()
    window.resize(900, 700)
    QVBoxLayout(window)
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    return window


@pytest.fixture
def fever(theme: Theme, window: QWidget) -> NumberField:
    field = NumberField(theme, "Temperature", FEVER)
    window.layout().addWidget(field)
    window.layout().addWidget(QLineEdit())
    field.field.setFocus()
    return field


@pytest.mark.parametrize(
    ("typed", "number"),
    [("38,6", 38.6), ("38.6", 38.6), (" 5 ", 5), ("5.0", 5.0), ("x", None), ("nan", None), ("inf", None)],
)
def test_numbers_are_read_with_comma_or_dot(typed: str, number: float | None) -> None:
    assert read_number(typed) == number


def test_a_number_is_asked_for_on_enter_and_only_once(fever: NumberField, qtbot: QtBot) -> None:
    qtbot.keyClicks(fever.field, "38,6")
    with qtbot.waitSignal(fever.answered) as asked:
        qtbot.keyClick(fever.field, Qt.Key.Key_Return)
    assert asked.args == [38.6]
    fever.set_value(38.6)
    with qtbot.assertNotEmitted(fever.answered):
        qtbot.keyClick(fever.field, Qt.Key.Key_Return)


def test_leaving_the_field_keeps_the_number(fever: NumberField, qtbot: QtBot) -> None:
    qtbot.keyClicks(fever.field, "38")
    with qtbot.waitSignal(fever.answered) as asked:
        qtbot.keyClick(fever.field, Qt.Key.Key_Tab)
    assert asked.args == [38]


def test_outside_the_usual_range_is_amber_in_words(fever: NumberField) -> None:
    fever.set_value(39.6)
    assert fever.hint.text() == "above usual 37.8–39.2"
    assert fever.field.property("state") == "unusual"
    assert fever.field.accessibleDescription() == "39.6 °C, above usual 37.8–39.2"
    fever.set_value(37)
    assert fever.hint.text() == "below usual 37.8–39.2"
    fever.set_value(38.5)
    assert fever.hint.text() == "usual 37.8–39.2"
    assert fever.field.property("state") == ""


def test_the_record_may_know_better_what_is_usual(fever: NumberField) -> None:
    fever.set_value(38.5)
    fever.set_class(AnswerClass.BORDERLINE)
    assert fever.hint.text() == "vet to judge, usual 37.8–39.2"
    fever.set_class(AnswerClass.ABNORMAL)
    assert fever.hint.text() == "outside usual 37.8–39.2"


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("46", "46 °C is not possible: 30 to 45 °C. Check the number."),
        ("3", "3 °C is not possible: 30 to 45 °C. Check the number."),
        ("warm", "“warm” is not a number. Type figures only, such as 38.6."),
    ],
)
def test_an_impossible_number_is_refused_with_a_sentence(
    fever: NumberField, qtbot: QtBot, typed: str, sentence: str
) -> None:
    qtbot.keyClicks(fever.field, typed)
    with qtbot.waitSignal(fever.refused) as refused, qtbot.assertNotEmitted(fever.answered):
        qtbot.keyClick(fever.field, Qt.Key.Key_Return)
    assert refused.args == [sentence]
    assert fever.hint.text() == sentence
    assert fever.field.accessibleDescription() == sentence


def test_counts_are_whole(theme: Theme, qtbot: QtBot) -> None:
    field = NumberField(theme, "Score", NumberRange(minimum=0, maximum=9, whole=True))
    qtbot.addWidget(field)
    field.show()
    qtbot.keyClicks(field.field, "2.5")
    with qtbot.waitSignal(field.refused) as refused:
        qtbot.keyClick(field.field, Qt.Key.Key_Return)
    assert refused.args == ["2.5 is not a whole number. Check the number."]


def test_escape_puts_the_saved_number_back(fever: NumberField, qtbot: QtBot) -> None:
    fever.set_value(38.5)
    fever.field.selectAll()
    qtbot.keyClicks(fever.field, "39")
    with qtbot.assertNotEmitted(fever.answered), qtbot.waitSignal(fever.finished):
        qtbot.keyClick(fever.field, Qt.Key.Key_Escape)
    assert fever.field.text() == "38.5"


def test_emptying_the_field_clears_the_answer(fever: NumberField, qtbot: QtBot) -> None:
    fever.set_value(38.5)
    fever.field.clear()
    with qtbot.waitSignal(fever.cleared):
        qtbot.keyClick(fever.field, Qt.Key.Key_Return)


def test_text_is_kept_on_a_pause_and_when_left(theme: Theme, window: QWidget, qtbot: QtBot) -> None:
    answer = TextAnswer(theme, "In the owner's own words")
    window.layout().addWidget(answer)
    answer.edit.setFocus()
    qtbot.keyClicks(answer.edit, "She shakes")
    with qtbot.waitSignal(answer.answered, timeout=3000) as asked:
        pass
    assert asked.args == ["She shakes"]
    qtbot.keyClicks(answer.edit, " at her bowl")
    with qtbot.waitSignal(answer.answered) as asked, qtbot.waitSignal(answer.finished):
        qtbot.keyClick(answer.edit, Qt.Key.Key_Escape)
    assert asked.args == ["She shakes at her bowl"]


def test_words_being_typed_are_not_overwritten_by_what_was_saved(theme: Theme, window: QWidget, qtbot: QtBot) -> None:
    note = NoteEditor(theme, "Hopping")
    window.layout().addWidget(note)
    note.set_text("two tries")
    note.edit.setFocus()
    note.edit.selectAll()
    qtbot.keyClicks(note.edit, "three")
    note.set_text("two tries")
    assert note.text() == "three"


def test_words_whose_saving_was_refused_stay_and_are_asked_for_again(
    theme: Theme, window: QWidget, qtbot: QtBot
) -> None:
    answer = TextAnswer(theme, "In the owner's own words")
    window.layout().addWidget(answer)
    answer.edit.setFocus()
    qtbot.keyClicks(answer.edit, "She shakes")
    with qtbot.waitSignal(answer.answered):
        answer.edit.tell()
    forget_pending(answer)
    assert answer.edit.toPlainText() == "She shakes"
    with qtbot.waitSignal(answer.answered) as asked:
        answer.edit.tell()
    assert asked.args == ["She shakes"]


def test_words_are_kept_when_their_page_goes_away(theme: Theme, window: QWidget, qtbot: QtBot) -> None:
    note = NoteEditor(theme, "Hopping")
    window.layout().addWidget(note)
    qtbot.keyClicks(note.edit, "two tries")
    with qtbot.waitSignal(note.note_changed) as kept:
        window.hide()
    assert kept.args == ["two tries"]


def test_a_digit_picks_the_reason(theme: Theme, window: QWidget, qtbot: QtBot) -> None:
    popover = NoValuePopover(theme)
    anchor = QLineEdit(window)
    popover.ask(anchor, "Withdrawal, both sides")
    assert popover.isVisible()
    with qtbot.waitSignal(popover.chosen) as chosen:
        qtbot.keyClick(popover, Qt.Key.Key_3)
    assert chosen.args == [NoValue(Missing.NOT_DONE, WhyMissing.NOT_STILL)]
    assert not popover.isVisible()


def test_x_in_the_list_turns_it_into_tried_and_could_not(theme: Theme, window: QWidget, qtbot: QtBot) -> None:
    popover = NoValuePopover(theme)
    popover.ask(QLineEdit(window), "Withdrawal")
    qtbot.keyClick(popover, Qt.Key.Key_X)
    assert popover.accessibleDescription() == "Tried, could not"
    with qtbot.waitSignal(popover.chosen) as chosen:
        qtbot.mouseClick(popover.reasons[1], Qt.MouseButton.LeftButton)
    assert chosen.args == [NoValue(Missing.UNABLE, WhyMissing.PAIN)]


def test_other_asks_which_reason_and_takes_no_empty_one(theme: Theme, window: QWidget, qtbot: QtBot) -> None:
    popover = NoValuePopover(theme)
    popover.ask(QLineEdit(window), "Withdrawal")
    with qtbot.assertNotEmitted(popover.chosen):
        qtbot.keyClick(popover, Qt.Key.Key_9)
        qtbot.keyClick(popover.other, Qt.Key.Key_Return)
    qtbot.keyClicks(popover.other, "9 month old, x ray first")
    with qtbot.waitSignal(popover.chosen) as chosen:
        qtbot.keyClick(popover.other, Qt.Key.Key_Return)
    assert chosen.args == [NoValue(Missing.NOT_DONE, WhyMissing.OTHER, "9 month old, x ray first")]


def test_escape_or_a_press_elsewhere_closes_and_gives_the_focus_back(
    theme: Theme, window: QWidget, qtbot: QtBot
) -> None:
    popover = NoValuePopover(theme)
    anchor = QLineEdit(window)
    anchor.show()
    popover.ask(anchor, "Withdrawal")
    qtbot.keyClick(popover.reasons[0], Qt.Key.Key_Escape)
    assert not popover.isVisible()
    assert window.focusWidget() is anchor
    popover.ask(anchor, "Withdrawal")
    qtbot.mouseClick(window.windowHandle(), Qt.MouseButton.LeftButton, pos=window.rect().bottomRight())
    assert not popover.isVisible()


def test_the_strip_says_kind_reason_and_who_and_can_be_cleared(theme: Theme, qtbot: QtBot) -> None:
    strip = NoValueStrip(theme, "Gag and swallow")
    qtbot.addWidget(strip)
    strip.set_value(NoValue(Missing.NOT_DONE, WhyMissing.PAIN), "PE 10:33")
    assert strip.text() == "Not examined: pain or distress · PE 10:33"
    strip.set_value(NoValue(Missing.UNABLE, WhyMissing.NOT_STILL))
    assert strip.accessibleDescription() == "Tried, could not: dog not still"
    strip.show()
    with qtbot.waitSignal(strip.cleared):
        qtbot.mouseClick(strip.clear_button, Qt.MouseButton.LeftButton)


def test_the_words_of_no_value_have_room_where_it_cannot_be_cleared(theme: Theme, qtbot: QtBot) -> None:
    pictures = []
    for words in (WhyMissing.PAIN, WhyMissing.NOT_STILL):
        strip = NoValueStrip(theme, "Gag and swallow")
        qtbot.addWidget(strip)
        strip.clear_button.hide()
        strip.set_value(NoValue(Missing.NOT_DONE, words))
        strip.resize(260, 40)
        pictures.append(strip.grab().toImage())
    assert pictures[0] != pictures[1]


def test_how_to_stays_open_while_answering_and_is_never_over_its_row(
    theme: Theme, window: QWidget, qtbot: QtBot
) -> None:
    row = QLineEdit(window)
    row.setGeometry(20, 600, 800, 48)
    row.show()
    how_to = HowToPopover(theme)
    how_to.show_how_to(
        HowTo("How to: menace", ("Hand to the eye.", "No draught."), "Blinks", "Calm dog", "Tests II"), row
    )
    assert not how_to.geometry().intersects(row.geometry())
    assert window.rect().contains(how_to.geometry())
    qtbot.mouseClick(window.windowHandle(), Qt.MouseButton.LeftButton, pos=window.rect().topLeft())
    assert how_to.isVisible()
    assert "Hand to the eye. No draught. Blinks" in how_to.accessibleDescription()
    how_to.close_up()
    assert not how_to.isVisible()
