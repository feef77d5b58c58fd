"""The page of photos and video: tiles, the picture, the player, marks, captions, stills."""

import sys
import threading

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest

from intake.app import media
from tests.ui.exam import at_exam
from tests.ui.media.files import clip, number_in, photo
from tests.ui.media.test_of_visit import added


@pytest.fixture
def page(work, frame):
    frame.media.toggle_page()
    return frame.media.page


@pytest.fixture
def film(work, frame, tmp_path, page):
    """A clip of 48 frames, opened."""
    added(work, frame, clip(tmp_path / "IMG_0043.mov", 48, rate=24))
    work.wait(lambda: bool(page.viewer.player.times) and page.viewer.player.frame is not None)
    return page.viewer


def press(widget, key, modifier=Qt.KeyboardModifier.NoModifier):
    QTest.keyClick(widget, key, modifier)


def at(work, viewer, number):
    """The frame on the screen, by its number and by what it shows."""
    work.wait(lambda: viewer.player.frame is not None and viewer.player.frame.number == number)
    work.wait(lambda: viewer.player._wanted is None)
    assert number_in(viewer.canvas.image()) == number
    return True


def test_an_empty_page_says_how_to_begin(page):
    assert page.empty.isVisible()
    assert page.empty.text.text() == "No photos or video yet"
    assert page.add.hasFocus()


def test_the_newest_is_shown_large_and_tiles_say_what_they_are(work, frame, page, tmp_path):
    added(work, frame, photo(tmp_path / "a.jpg", 3), clip(tmp_path / "b.mp4", 24, rate=12))
    work.wait(lambda: page.viewer.entry is not None and page.viewer.entry.media.name == "b.mp4")
    first, second = page.tiles.values()
    assert (first.accessibleName(), first.isChecked()) == ("Photo: a.jpg", False)
    assert (second.accessibleName(), second.isChecked()) == ("Clip, 2 s: b.mp4", True)
    assert second.accessibleDescription() == "24 Nov 2026, added by Pat Example."
    work.wait(lambda: first._image is not None and second._image is not None)
    assert not first._pixmap.isNull()
    first.click()
    work.wait(lambda: not page.viewer.canvas.image().isNull() and number_in(page.viewer.canvas.image()) == 3)
    assert not page.viewer.transport.isVisible()


def test_small_pictures_are_made_again_when_the_cache_is_gone(work, frame, page, tmp_path):
    added(work, frame, photo(tmp_path / "a.jpg", 3))
    (tile,) = page.tiles.values()
    work.wait(lambda: tile._image is not None)
    kept = work.desk.clinic.attachments
    (small,) = kept.small.iterdir()
    small.unlink()
    frame.media.keeper._small.clear()
    tile._image = None
    frame.media.keeper.want_small(tile.entry.media)
    work.wait(lambda: tile._image is not None and small.exists())


def test_a_file_that_is_gone_says_so_and_the_rest_goes_on(work, frame, page, tmp_path):
    added(work, frame, photo(tmp_path / "a.jpg", 3))
    work.settle()
    kept = work.desk.clinic.attachments
    kept.path_of(next(iter(page.tiles.values())).entry.media.digest).unlink()
    page.viewer.close_up()
    page.show_media(frame.media.keeper.shown)
    work.wait(lambda: "is not among the attachments" in page.viewer.trouble.text())


def test_frames_are_stepped_exactly_by_keys_and_buttons(work, film):
    film.canvas.setFocus()
    at(work, film, 0)
    for key, number in (
        (Qt.Key.Key_Period, 1),
        (Qt.Key.Key_Right, 2),
        (Qt.Key.Key_Comma, 1),
        (Qt.Key.Key_PageDown, 11),
        (Qt.Key.Key_Left, 10),
        (Qt.Key.Key_PageUp, 0),
        (Qt.Key.Key_End, 47),
        (Qt.Key.Key_Right, 47),
        (Qt.Key.Key_Home, 0),
    ):
        press(film.canvas, key)
        at(work, film, number)
    film.transport.on.click()
    at(work, film, 1)
    film.transport.position.setValue(30)
    at(work, film, 30)
    assert film.transport.where.text() == "0:01.25 of 0:02.00 · frame 31 of 48"
    assert film.transport.position.accessibleDescription() == film.transport.where.text()


def test_keys_held_down_end_at_the_frame_they_say(work, film):
    film.canvas.setFocus()
    for _ in range(20):
        press(film.canvas, Qt.Key.Key_Period)
    at(work, film, 20)


def test_a_clip_plays_to_its_end_in_order_and_begins_again(work, film):
    film.canvas.setFocus()
    seen = []
    film.player.shown.connect(lambda frame: seen.append(frame.number))
    film.player.go_to(30)
    at(work, film, 30)
    press(film.canvas, Qt.Key.Key_Space)
    assert film.player.is_playing
    assert film.transport.play.text() == "Stop"
    work.wait(lambda: not film.player.is_playing)
    assert seen == sorted(seen)
    assert film.player.frame.number == 47
    press(film.canvas, Qt.Key.Key_Space)
    work.wait(lambda: film.player.frame.number < 20)
    press(film.canvas, Qt.Key.Key_Space)
    assert not film.player.is_playing


def test_speeds_are_chosen_by_key_and_button(work, film):
    film.canvas.setFocus()
    press(film.canvas, Qt.Key.Key_BracketLeft)
    press(film.canvas, Qt.Key.Key_BracketLeft)
    assert film.player.speed == 0.25
    assert film.transport.speeds[0.25].isChecked()
    film.transport.speeds[0.125].click()
    assert film.player.speed == 0.125
    film.player.play()
    work.wait(lambda: film.player.frame.number >= 1)
    press(film.canvas, Qt.Key.Key_BracketRight)
    assert (film.player.speed, film.player.is_playing) == (0.25, True)


def test_nobody_sees_it_so_it_does_not_play(work, frame, film):
    film.player.play()
    frame.show_step("sheets")
    assert not film.player.is_playing


def test_a_mark_is_named_listed_jumped_to_and_taken_away(work, frame, film):
    film.canvas.setFocus()
    film.player.go_to(12)
    at(work, film, 12)
    press(film.canvas, Qt.Key.Key_M)
    assert film.marks.field.hasFocus()
    QTest.keyClicks(film.marks.field, "left hind slips")
    press(film.marks.field, Qt.Key.Key_Return)
    assert film.canvas.hasFocus()
    work.wait(lambda: len(film.marks.rows) == 1)
    (mark,) = media.marks_of(work.real.clinic, film.entry.media.id)
    assert (mark.seconds, mark.text, mark.by) == (0.5, "left hind slips", work.real.technician.id)
    film.player.go_to(40)
    at(work, film, 40)
    film.marks.rows[0].setFocus()
    press(film.marks.rows[0], Qt.Key.Key_Return)
    at(work, film, 12)
    press(film.marks.rows[0], Qt.Key.Key_Delete)
    work.wait(lambda: film.marks.rows == [])
    frame.undo()
    work.wait(lambda: len(film.marks.rows) == 1)
    assert frame.toast.words.text() == "Taken back: the mark “left hind slips”"


def test_a_caption_is_kept_on_a_pause_and_undone_as_one_act(work, frame, film):
    for words in ("At the", "At the bowl"):
        film.caption.setPlainText(words)
        film.caption.tell()
        work.wait(lambda words=words: frame.media.keeper.shown.entries[0].caption == words)
    (tile,) = frame.media.page.tiles.values()
    assert tile.accessibleName() == "Clip, 2 s: At the bowl"
    assert frame.undo_words() == "Undo: the caption of a photo or clip"
    frame.undo()
    work.wait(lambda: frame.media.keeper.shown.entries[0].caption == "")


def test_taking_out_can_be_undone_and_put_back(work, frame, film):
    film.remove.click()
    page = frame.media.page
    work.wait(lambda: not page.tiles)
    assert page.empty.isVisible()
    assert film.player.times == ()
    work.wait(frame.toast.isVisible)
    assert (frame.toast.words.text(), frame.undo_words()) == (
        "Taken out of the visit.",
        "Undo: a photo or clip taken out",
    )
    frame.undo()
    work.wait(lambda: len(page.tiles) == 1)
    page.viewer.remove.click()
    work.wait(lambda: page.removed.count() == 3)
    page.removed.itemAt(2).widget().click()
    work.wait(lambda: len(page.tiles) == 1 and page.removed.count() == 0)


def test_a_still_of_the_frame_on_the_screen_is_exported_with_its_label(work, film, tmp_path):
    said = []
    film.said.connect(said.append)
    film.player.go_to(21)
    at(work, film, 21)
    film.export_to(tmp_path / "still.png")
    work.wait(lambda: said == ["Still written: still.png"])
    still = QImage(str(tmp_path / "still.png"))
    assert (still.width(), number_in(still.copy(80, 0, 320, 240))) == (480, 21)
    film.export_to(tmp_path / "no such folder" / "still.png")
    work.wait(lambda: "The photo or clip is safe in the visit." in film.trouble.text())


def test_a_damaged_clip_says_so_and_shows_what_can_be_read(work, frame, page, tmp_path):
    path = clip(tmp_path / "cut.mp4", 60)
    content = path.read_bytes()
    path.write_bytes(content[: len(content) * 6 // 10])
    added(work, frame, path)
    viewer = page.viewer
    work.wait(lambda: viewer.trouble.text().startswith("This clip is damaged from 0:0"))
    assert viewer.player.frame.number == 0
    viewer.player.play()
    work.wait(lambda: not viewer.player.is_playing)


def test_a_picture_is_made_larger_moved_and_fitted_by_keys(work, frame, page, tmp_path):
    added(work, frame, photo(tmp_path / "a.jpg", 3))
    canvas = page.viewer.canvas
    work.wait(lambda: not canvas.image().isNull())
    canvas.setFocus()
    press(canvas, Qt.Key.Key_Plus)
    press(canvas, Qt.Key.Key_Plus)
    assert canvas.zoom == 2.0
    before = canvas._target()
    press(canvas, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    assert canvas._target().left() < before.left()
    press(canvas, Qt.Key.Key_0)
    assert canvas.zoom == 1.0
    page.viewer.larger.click()
    page.viewer.smaller.click()
    assert canvas.zoom == 1.0


def test_esc_goes_back_to_the_step(work, frame, film):
    film.canvas.setFocus()
    press(film.canvas, Qt.Key.Key_Escape)
    assert frame.stack.currentWidget() is frame._screens["sheets"]
    assert not frame.media.is_open


def test_what_is_added_may_show_the_check_in_focus(work, frame, tmp_path):
    at_exam.open_gates(work)
    frame.show_step("exam")
    screen = frame._screens["exam"]
    work.wait(lambda: screen.centre.page is not None)
    screen.open_page("rear")
    screen.show_item("rl_hopping")
    work.settle()
    frame.media.button.click()
    page = frame.media.page
    assert page.shows.text() == "For Hopping"
    assert page.item == ""
    page.shows.click()
    added(work, frame, photo(tmp_path / "a.jpg"))
    (one,) = frame.media.keeper.shown.entries
    assert one.item_label == "Hopping"
    work.wait(lambda: not screen.keeper._is_reading)


def test_flags_stay_in_sight(work, frame):
    at_exam.record(work, ("hx_emergency_now", None, ("collapsed_or_unresponsive",)))
    frame.media.toggle_page()
    work.wait(lambda: frame.media.page.flags.count() >= 1)
    assert frame.media.page.flags.itemAt(0).widget().flag.level == "red"


def test_the_gui_thread_opens_no_file(work, frame, page, tmp_path):
    path = clip(tmp_path / "IMG_0043.mov", 30)
    opened, gui = [], threading.get_ident()

    def note(name, arguments):
        if gui == threading.get_ident() and name in (
            "open",
            "os.listdir",
            "os.scandir",
            "shutil.disk_usage",
            "sqlite3.connect",
        ):
            opened.append((name, str(arguments[0])))

    is_on = [True]
    sys.addaudithook(lambda name, arguments: note(name, arguments) if is_on[0] else None)
    try:
        added(work, frame, path)
        viewer = page.viewer
        work.wait(lambda: viewer.player.frame is not None)
        viewer.player.go_to(20)
        at(work, viewer, 20)
        viewer.export_to(tmp_path / "still.png")
        work.wait((tmp_path / "still.png").exists)
        frame.media.phone.look()
        work.settle()
    finally:
        is_on[0] = False
    assert [one for one in opened if "site-packages" not in one[1] and not one[1].endswith((".py", ".pyc"))] == []
