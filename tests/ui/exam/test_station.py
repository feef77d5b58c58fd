"""The movement station: what stands first on a page, the tools that time and count, and what they never do."""

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from intake.app import exam_room
from intake.ui.exam.station import words
from intake.ui.theme import Mode
from tests.ui.at_work import at_work
from tests.ui.exam.at_exam import exam_of, open_gates, opened, press, record, row, settled, words_in
from tests.ui.real_clinic import engine
from tests.ui.visual import walks

STEPS = (
    "mov_stand_effect", "mov_time_to_shake_s", "mov_walk_effect", "mov_rest_effect", "mov_lift_test",
    "mov_auscultation", "mov_sleep", "mov_distract", "mov_frequency_hz", "mov_frequency_class", "mov_rhythm",
)  # fmt: skip


@pytest.fixture
def work(tmp_path, theme, qtbot):
    with at_work(tmp_path, theme, qtbot) as made:
        open_gates(made)
        yield made


class Clock:
    """A clock that says what it is told."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


def at_station(work, item):
    """The page with the keys at a check, its tools on a made-up clock."""
    screen = opened(work, "shaking")
    page = screen.centre.page
    page.tools.now = Clock()
    page.focus_row(item)
    return screen, page.tools.now


def tap(seconds):
    """Space, pressed at this moment by the time stamps of the system."""
    target = QApplication.focusWidget()
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        event = QKeyEvent(kind, Qt.Key.Key_Space, Qt.KeyboardModifier.NoModifier, " ")
        event.setTimestamp(round(seconds * 1000))
        QApplication.sendEvent(target, event)


def tap_along(hz, *, beats, without=(), start=50.0):
    for beat in range(beats):
        if beat not in without:
            tap(start + beat / hz)


def answers(work):
    return {item: value for item, value in work.answers().items() if item != "hx_complaint"}


def notes(work):
    return dict(work.file().record.case.notes)


def test_the_page_opens_with_the_station_in_its_order(work):
    screen = opened(work, "shaking")
    assert tuple(screen.centre.page.rows)[: len(STEPS)] == STEPS
    assert row(screen, "mov_stand_effect").hasFocus()
    assert "Stand square 60 s" in words_in(row(screen, "mov_stand_effect"))
    assert "Movement station" in words_in(screen.centre.page)


def test_shown_by_the_station_is_not_asked_for(work):
    screen = opened(work, "shaking")
    asked = [check.item.id for check in screen.centre.page.visible_checks]
    assert asked == [item for item in screen.centre.page.rows if row(screen, item).item.core]
    assert screen.centre.footer.left.text() == f"{len(asked)} left here"


def test_rest_of_region_normal_listens_to_no_thigh(work):
    screen = opened(work, "shaking")
    press(Qt.Key.Key_R)
    settled(work, screen)
    assert answers(work)["mov_lift_test"] == "no_tremor_now"
    assert "mov_auscultation" not in answers(work)


def test_no_value_for_the_rest_leaves_what_is_only_offered_to_do(work):
    screen = opened(work, "shaking")
    screen.centre.page.missing_button.click()
    press(Qt.Key.Key_1)
    settled(work, screen)
    assert {"mov_stand_effect", "mov_lift_test"} <= set(answers(work))
    assert not {"mov_walk_effect", "mov_frequency_hz", "mov_rhythm"} & set(answers(work))


def test_a_dog_that_does_not_shake_is_taken_past_what_is_only_offered(work):
    screen = opened(work, "shaking")
    press(Qt.Key.Key_3)  # no difference
    assert row(screen, "mov_lift_test").hasFocus()
    press(Qt.Key.Key_N)
    assert row(screen, "mov_class").hasFocus()


def test_a_dog_that_shakes_is_taken_through_the_steps(work):
    screen = opened(work, "shaking")
    press(Qt.Key.Key_1)  # only when standing
    for item in ("mov_time_to_shake_s", "mov_walk_effect", "mov_rest_effect", "mov_lift_test"):
        assert row(screen, item).hasFocus()
        press(Qt.Key.Key_1)
        if item == "mov_time_to_shake_s":
            press(Qt.Key.Key_Return)
    assert row(screen, "mov_auscultation").hasFocus()
    settled(work, screen)
    assert answers(work)["mov_walk_effect"] == "stops_when_walking"


def test_a_step_that_is_answered_counts(work):
    record(work, ("mov_walk_effect", None, "unchanged"))
    screen = opened(work, "shaking")
    assert "mov_walk_effect" in {check.item.id for check in screen.centre.page.visible_checks}


def test_the_whole_page_is_asked_for_once_it_is_unfolded(work):
    screen = opened(work, "shaking")
    screen.centre.page.open_fold()
    assert len(screen.centre.page.visible_checks) == len(screen.centre.page.page.items)


# Tapping along


def test_a_rate_tapped_with_space_is_an_answer_like_one_typed(work):
    screen, _ = at_station(work, "mov_frequency_hz")
    changes = []
    work.desk.hub.changed.connect(changes.append)
    press(Qt.Key.Key_T)
    tap_along(5.2, beats=32)
    counter = screen.centre.page.tools.frame("mov_frequency_hz")
    assert counter.pad.words() == ("5.2 Hz", "32 taps in 6 s")
    assert counter.use_button.text() == "Use 5.2 Hz"
    assert not answers(work)
    press(Qt.Key.Key_U)
    settled(work, screen)
    assert answers(work)["mov_frequency_hz"] == 5.2
    assert row(screen, "mov_frequency_hz").controls[""].value() == 5.2
    assert row(screen, "mov_frequency_hz").hasFocus()
    assert notes(work)["mov_frequency_hz"] == "Tapped 5.2 Hz, half of the beats between 5.2 and 5.2, 32 taps."
    undo = [change.undo for change in changes if change.undo][-1]  # what one press of undo takes back
    exam_room.put_back(work.real.clinic, exam_of(work), undo, by=work.real.technician.id)
    assert "mov_frequency_hz" not in answers(work)


def test_a_note_that_stands_is_added_to(work):
    exam_room.note(work.real.clinic, exam_of(work), "mov_frequency_hz", "left leg", by=work.real.technician.id)
    screen, _ = at_station(work, "mov_frequency_hz")
    press(Qt.Key.Key_T)
    tap_along(3, beats=20, without=(7,))
    press(Qt.Key.Key_U)
    settled(work, screen)
    first, second = notes(work)["mov_frequency_hz"].splitlines()
    assert first == "left leg"
    assert second.startswith("Tapped 3 Hz")
    assert second.endswith("One slip of the finger is left out.")


def test_a_note_being_typed_is_kept_before_the_line_of_the_taps(work):
    screen, _ = at_station(work, "mov_frequency_hz")
    press(Qt.Key.Key_M)
    row(screen, "mov_frequency_hz").note.edit.setPlainText("seen from behind")
    screen.centre.page.focus_row("mov_frequency_hz")
    press(Qt.Key.Key_T)
    tap_along(3, beats=20)
    press(Qt.Key.Key_U)
    settled(work, screen)
    assert notes(work)["mov_frequency_hz"].startswith("seen from behind\nTapped 3 Hz")


def test_a_fast_tremor_is_tapped_along_with_a_slowed_video(work):
    screen, _ = at_station(work, "mov_frequency_hz")
    press(Qt.Key.Key_T)
    tap_along(7, beats=40)
    counter = screen.centre.page.tools.frame("mov_frequency_hz")
    assert counter.said.text() == words.FILM_IT
    assert not counter.use_button.isEnabled()
    press(Qt.Key.Key_4)
    press(Qt.Key.Key_Backspace)
    tap_along(3.5, beats=24, start=90)
    assert counter.pad.words()[0] == "14 Hz"
    press(Qt.Key.Key_U)
    settled(work, screen)
    assert answers(work)["mov_frequency_hz"] == 14
    assert "Video slowed 4×." in notes(work)["mov_frequency_hz"]


def test_a_rate_no_check_takes_is_not_offered(work):
    screen, _ = at_station(work, "mov_frequency_hz")
    press(Qt.Key.Key_T)
    press(Qt.Key.Key_8)
    tap_along(5, beats=30)
    counter = screen.centre.page.tools.frame("mov_frequency_hz")
    assert counter.said.text() == "40 Hz is not possible. Check how much the video is slowed."
    press(Qt.Key.Key_U)
    settled(work, screen)
    assert not answers(work)


def test_too_irregular_offers_words_and_writes_nothing_by_itself(work):
    screen, _ = at_station(work, "mov_frequency_hz")
    press(Qt.Key.Key_T)
    counter = screen.centre.page.tools.frame("mov_frequency_hz")
    assert not [button for button in counter.offers.values() if button.isVisible()]
    for seconds in (0, 0.2, 1.4, 1.7, 3.1, 3.2, 3.5, 5.2, 5.3, 6.8, 7.0, 8.9):
        tap(30 + seconds)
    assert counter.pad.words()[0] == "Too irregular"
    assert not counter.use_button.isVisible()
    press(Qt.Key.Key_U)
    settled(work, screen)
    assert not answers(work)
    offered = [button.text() for button in counter.offers.values() if button.isVisible()]
    assert offered == ["Speed: variable", "Speed: uncountable", "Rhythm: irregular"]
    counter.offers["mov_rhythm", "irregular"].click()
    settled(work, screen)
    assert answers(work) == {"mov_rhythm": "irregular"}
    counter.offers["mov_frequency_class", "uncountable"].click()
    settled(work, screen)
    assert answers(work) == {"mov_rhythm": "irregular", "mov_frequency_class": "uncountable"}
    assert not notes(work)


def test_a_held_key_taps_once_and_a_finger_taps_when_it_comes_down(work, qtbot):
    screen, clock = at_station(work, "mov_frequency_hz")
    press(Qt.Key.Key_T)
    counter = screen.centre.page.tools.frame("mov_frequency_hz")
    tap(10)
    held = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Space, Qt.KeyboardModifier.NoModifier, " ", autorep=True)
    QApplication.sendEvent(counter.pad, held)
    assert counter.rhythm.taps == 1
    qtbot.mousePress(counter.pad, Qt.MouseButton.LeftButton)
    assert counter.rhythm.taps in (1, 2)  # the press may come long after the tap above, and start a new count
    qtbot.mouseRelease(counter.pad, Qt.MouseButton.LeftButton)
    counter.start_again()
    for clock.seconds in (100.0, 100.5, 101.0):
        counter.pad.click()  # as a screen reader presses it: without a time stamp
    assert counter.rhythm.hz == 2
    assert min(counter.pad.width(), counter.pad.height()) >= 88


def test_closing_the_counter_writes_nothing(work):
    screen, _ = at_station(work, "mov_frequency_hz")
    press(Qt.Key.Key_T)
    tap_along(5, beats=30)
    press(Qt.Key.Key_Escape)
    settled(work, screen)
    assert not answers(work)
    assert row(screen, "mov_frequency_hz").hasFocus()
    press(Qt.Key.Key_T)
    assert screen.centre.page.tools.frame("mov_frequency_hz").rhythm.taps == 0


# Stopwatch and countdown


def test_the_time_to_the_first_shake_is_recorded_only_when_it_is_used(work):
    screen, clock = at_station(work, "mov_stand_effect")
    press(Qt.Key.Key_T)
    frame = screen.centre.page.tools.frame("mov_stand_effect")
    assert (frame.face.text(), frame.main_button.text()) == ("1:00", "Start 60 s")
    frame.main_button.click()
    assert frame.main_button.text() == "It shakes now"
    clock.seconds = 22.6
    frame.main_button.click()
    settled(work, screen)
    assert not answers(work)
    clock.seconds = 40
    frame.refresh()
    assert frame.face.text() == "0:20"  # the dog goes on standing
    assert frame.use_button.text() == "Use 23 s: Time to first shake"
    press(Qt.Key.Key_U)
    settled(work, screen)
    assert answers(work) == {"mov_time_to_shake_s": 23}


def test_a_countdown_that_is_over_says_what_to_answer_and_answers_nothing(work):
    screen, clock = at_station(work, "mov_rest_effect")
    press(Qt.Key.Key_T)
    frame = screen.centre.page.tools.frame("mov_rest_effect")
    frame.main_button.click()
    clock.seconds = 121
    frame.refresh()
    assert (frame.face.text(), frame.main_button.text()) == ("0:00", "Start 120 s")
    assert frame.said.text() == "The 120 seconds are over. Now answer Lying relaxed."
    assert not frame.use_button.isVisible()
    settled(work, screen)
    assert not answers(work)


def test_the_length_of_a_bout_is_timed_and_can_be_begun_again(work):
    screen = opened(work, "shaking")
    screen.centre.page.tools.now = clock = Clock()
    screen.show_item("mov_bout_seconds")
    press(Qt.Key.Key_T)
    frame = screen.centre.page.tools.frame("mov_bout_seconds")
    frame.main_button.click()
    clock.seconds = 9
    frame.main_button.click()
    press(Qt.Key.Key_Backspace)
    clock.seconds = 100.4
    frame.main_button.click()
    press(Qt.Key.Key_U)
    settled(work, screen)
    assert answers(work) == {"mov_bout_seconds": 91}


def test_a_watch_runs_on_while_the_row_is_answered_and_goes_with_the_page(work):
    screen, clock = at_station(work, "mov_stand_effect")
    press(Qt.Key.Key_T)
    frame = screen.centre.page.tools.frame("mov_stand_effect")
    frame.main_button.click()
    screen.centre.page.focus_row("mov_stand_effect")
    press(Qt.Key.Key_1)
    clock.seconds = 12
    frame.refresh()
    assert frame.isVisible()
    assert frame.face.text() == "0:48"
    press(Qt.Key.Key_Escape)
    assert not frame.isVisible()
    screen.centre.page.focus_row("mov_stand_effect")
    press(Qt.Key.Key_T)
    assert frame.face.text() == "0:48"
    screen.open_page("gait")
    assert not frame.isVisible()
    settled(work, screen)


def test_what_is_shut_is_not_timed(tmp_path, theme, qtbot):
    with at_work(tmp_path, theme, qtbot) as work:
        screen = opened(work, "shaking")
        assert row(screen, "mov_stand_effect").is_shut
        screen.centre.page.focus_row("mov_stand_effect")
        press(Qt.Key.Key_T)
        assert not screen.centre.page.tools.frame("mov_stand_effect").isVisible()


# For screen readers and touch


def test_tools_have_names_and_the_taps_are_said_each_second_at_most(work, monkeypatch):
    said = []
    monkeypatch.setattr("intake.ui.exam.station.tap_counter.announce", lambda _widget, text: said.append(text))
    screen, _ = at_station(work, "mov_frequency_hz")
    button = row(screen, "mov_frequency_hz")._tool
    assert (button.accessibleName(), button.accessibleDescription()) == ("Tap along: Frequency", "Key T")
    press(Qt.Key.Key_T)
    tap_along(5, beats=31)
    assert len(said) <= 8  # six seconds, the first tap, and that a rate can be used
    assert said[-1] == "tap 31, 5 hertz"
    counter = screen.centre.page.tools.frame("mov_frequency_hz")
    assert counter.pad.accessibleName() == "Tap along"
    assert counter.pad.accessibleDescription() == "5 Hz, 31 taps in 6 s"


def test_a_button_at_the_head_of_the_page_is_a_tab_stop(work, theme):
    from intake.ui.widgets.buttons import Button

    screen = opened(work, "shaking")
    film = Button(theme, "Film", icon="video")
    screen.centre.page.add_to_head(film)
    work.wait(film.isVisible)
    assert film in screen.centre.page.tab_stops()


def test_every_text_of_station_and_tools_may_be_read_by_everybody(work):
    from intake.knowledge.never_shown import WordList

    shown = WordList(engine().knowledge.never_shown)
    screen, _ = at_station(work, "mov_frequency_hz")
    tools = screen.centre.page.tools
    for item in ("mov_frequency_hz", "mov_stand_effect", "mov_lift_test"):
        assert not shown.hits(words_in(tools.frame(item)), f"exam:{item}")
    for text in (words.HOW, words.KEEP_TAPPING, words.IRREGULAR, words.FILM_IT, words.SLOW_IT):
        assert not shown.hits(text)


@pytest.mark.parametrize(
    ("mode", "scale", "is_touch", "size"),
    [(Mode.LIGHT, 1.5, False, (1372, 836)), (Mode.DARK, 1.0, False, (1372, 836)), (Mode.LIGHT, 1.0, True, (956, 704))],
    ids=["large", "dark", "touch"],
)
def test_the_station_and_its_tools_show_all_they_have_to_show(work, theme, mode, scale, is_touch, size):
    theme.choose_all(mode, scale, is_touch=is_touch)
    try:
        screen, clock = at_station(work, "mov_stand_effect")
        screen.resize(*size)
        work.settle()
        found = walks.everything(screen, is_touch=is_touch)
        press(Qt.Key.Key_T)
        watch = screen.centre.page.tools.frame("mov_stand_effect")
        watch.main_button.click()
        clock.seconds = 22
        watch.main_button.click()
        work.settle()
        found += walks.everything(watch, is_touch=is_touch)
        screen.centre.page.focus_row("mov_frequency_hz")
        press(Qt.Key.Key_T)
        counter = screen.centre.page.tools.frame("mov_frequency_hz")
        for taps in ((0,), range(0, 40, 1), (0, 1, 14, 17, 31, 32, 35, 52, 53, 68, 70, 89, 90)):
            counter.start_again()
            for each in taps:
                tap(50 + each / 10)
            work.settle()
            found += walks.everything(counter, is_touch=is_touch)
        assert found == []
    finally:
        theme.choose_all(Mode.LIGHT, 1.0, is_touch=False)
