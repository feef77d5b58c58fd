"""Photos and video in the frame of a visit: added in every way, and refused with a sentence."""

import os
import threading
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from intake.app import media
from intake.domain.media import MediaKind
from intake.storage.attachments import RESERVE
from intake.ui.media.phone_folder import STILL_FOR, look_into
from tests.ui.media.files import clip, number_in, numbered, photo


def entries(work):
    return media.of_visit(work.real.clinic, work.real.visit).entries


def added(work, frame, *sources):
    """Files taken in, and shown."""
    before = len(frame.media.keeper.shown.entries)
    frame.media.add(sources)
    work.wait(lambda: len(frame.media.keeper.shown.entries) == before + len(sources))
    work.wait(lambda: not frame.media.copies.is_busy)


def refusal(work, frame, source):
    frame.media.add([source])
    work.wait(lambda: bool(frame.media.strips.refusal.text()))
    work.wait(lambda: not frame.media.copies.is_busy)
    kept = frame.media._desk.clinic.attachments.folder
    assert entries(work) == ()
    assert [path for path in kept.rglob("*") if path.is_file()] == [], "something was left behind"
    return frame.media.strips.refusal.text()


def test_a_photo_is_added_said_counted_and_saved(work, frame, tmp_path):
    added(work, frame, photo(tmp_path / "IMG_0042.JPG"))
    (one,) = entries(work)
    assert (one.media.kind, one.media.name, one.by_name) == (MediaKind.PHOTO, "IMG_0042.JPG", "Pat Example")
    assert frame.toast.words.text() == "Photo added."
    assert frame.header.save_state.text().startswith("Saved ")
    assert frame.media.button.accessibleName() == "Photos and video, 1"
    assert frame.media.button.text().endswith("1")


def test_several_files_are_taken_one_after_another(work, frame, tmp_path):
    added(
        work, frame, photo(tmp_path / "a.jpg", 1), clip(tmp_path / "b.mp4", 6), photo(tmp_path / "c.png", 2, kind="PNG")
    )
    assert [one.media.name for one in entries(work)] == ["a.jpg", "b.mp4", "c.png"]


def test_what_is_no_photo_or_clip_is_refused(work, frame, tmp_path):
    letter = tmp_path / "letter.mov"
    letter.write_bytes(b"Dear vet, " * 99)
    assert refusal(work, frame, letter).startswith("letter.mov is neither a photo nor a clip Intake can read.")


def test_a_clip_larger_than_the_free_disk_is_refused_with_figures(work, frame, tmp_path):
    small = replace(work.desk.clinic.attachments, free=lambda folder: RESERVE + 1_000)
    object.__setattr__(frame.media.copies._desk, "clinic", replace(work.desk.clinic, attachments=small))
    words = refusal(work, frame, clip(tmp_path / "long.mp4", 30))
    assert "kB, and this disk has 1 kB to spare. Nothing was copied." in words


def test_a_clip_that_vanishes_is_refused(work, frame, tmp_path):
    assert "gone.mp4 is not there any more." in refusal(work, frame, tmp_path / "gone.mp4")


def test_a_folder_and_an_empty_file_are_refused(work, frame, tmp_path):
    (tmp_path / "DCIM").mkdir()
    assert refusal(work, frame, tmp_path / "DCIM").startswith("DCIM is a folder.")
    frame.media.strips.refusal.button.click()
    assert frame.media.strips.refusal.text() == ""
    (tmp_path / "empty.jpg").touch()
    assert refusal(work, frame, tmp_path / "empty.jpg").startswith("empty.jpg is empty.")


def test_the_same_file_twice_is_said_and_not_stored_twice(work, frame, tmp_path):
    path = photo(tmp_path / "a.jpg")
    added(work, frame, path)
    frame.media.add([path])
    work.wait(lambda: bool(frame.media.strips.refusal.text()))
    assert frame.media.strips.refusal.text().startswith("This photo is in the visit already, as a.jpg.")
    assert len(entries(work)) == 1


def test_a_long_copy_shows_how_far_it_is_and_can_be_stopped(work, frame, tmp_path):
    path = photo(tmp_path / "big.bmp", kind="BMP")
    with path.open("ab") as file:
        file.truncate(9_000_000)  # more than one piece
    reached, go_on = threading.Event(), threading.Event()
    kept = work.desk.clinic.attachments

    class Slow:
        """The same attachments on a slow disk."""

        def __getattr__(self, name):
            return getattr(kept, name)

        def take(self, source, look, told):
            def slowly(done, of):
                reached.set()
                go_on.wait(10)
                return told(done, of)

            return kept.take(source, look, slowly)

    object.__setattr__(frame.media.copies._desk, "clinic", replace(work.desk.clinic, attachments=Slow()))
    frame.media.add([path])
    course = frame.media.copies._course
    work.wait(reached.is_set)
    course.go_on(1_048_576, 9_000_000)
    work.wait(frame.media.strips.copying.isVisible)
    assert frame.media.strips.copying.words.text() == "Copying big.bmp: 1.0 MB of 9.0 MB"
    frame.media.strips.copying.button.click()
    go_on.set()
    work.wait(lambda: not frame.media.copies.is_busy)
    assert "the copy was stopped. Nothing of it is left." in frame.media.strips.refusal.text()
    assert not frame.media.strips.copying.isVisible()
    assert entries(work) == ()


def dropped(frame, content):
    for kind in (QDragEnterEvent, QDropEvent):
        at = QPointF(frame.rect().center())
        event = kind(at, Qt.DropAction.CopyAction, content, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
        QApplication.sendEvent(frame, event)
        if not event.isAccepted():
            return False
    return True


def test_files_dropped_on_the_visit_are_added(work, frame, tmp_path):
    content = QMimeData()
    content.setUrls([QUrl.fromLocalFile(str(photo(tmp_path / "a.jpg"))), QUrl("https://example.org/b.jpg")])
    assert dropped(frame, content)
    work.wait(lambda: len(frame.media.keeper.shown.entries) == 1)


def test_dropped_words_are_not_for_us(work, frame):
    content = QMimeData()
    content.setText("words")
    assert not dropped(frame, content)


def test_a_picture_is_pasted(work, frame):
    QGuiApplication.clipboard().setImage(numbered(9))
    QTest.keyClick(frame, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    work.wait(lambda: len(frame.media.keeper.shown.entries) == 1)
    (one,) = entries(work)
    assert one.media.name == "Pasted 10-30-00.png"
    assert number_in(QImage(str(work.desk.clinic.attachments.path_of(one.media.digest)))) == 9


def test_a_file_is_pasted_and_a_text_field_keeps_the_key(work, frame, tmp_path):
    content = QMimeData()
    content.setUrls([QUrl.fromLocalFile(str(photo(tmp_path / "a.jpg")))])
    content.setText("words")
    QGuiApplication.clipboard().setMimeData(content)
    field = QLineEdit(frame)
    field.show()
    field.setFocus()
    QTest.keyClick(field, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert field.text() == "words"
    assert not frame.media.copies.is_busy
    field.hide()
    frame.setFocus()
    QTest.keyClick(frame, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    work.wait(lambda: len(frame.media.keeper.shown.entries) == 1)


# The clinic's phone


@pytest.fixture
def phone(work, frame, tmp_path):
    folder = tmp_path / "phone"
    folder.mkdir()
    work.desk.choices.settings = replace(work.desk.choices.settings, media_folder=str(folder))
    frame.media.phone.stop()  # the test looks when it wants to
    return folder


def sent(work, path, age=60):
    then = (work.real.clock() - timedelta(seconds=age)).timestamp()
    os.utime(path, (then, then))
    return path


def look_twice(work, frame):
    """The folder looked into before and after the time a file has to be still."""
    for _ in range(3):
        frame.media.phone.look()
        work.wait(lambda: not frame.media.phone._is_looking)
        work.real.clock.pass_by(seconds=STILL_FOR.total_seconds())


def test_a_new_file_of_the_phone_is_offered_and_added_only_when_somebody_says_so(work, frame, phone):
    sent(work, photo(phone / "IMG_0042.JPG"))
    look_twice(work, frame)
    offer = frame.media.strips.offer
    assert offer.words.text() == "IMG_0042.JPG from 10:29. Add to Maple?"
    assert entries(work) == ()
    offer.add.click()
    work.wait(lambda: len(frame.media.keeper.shown.entries) == 1)
    look_twice(work, frame)
    assert not offer.isVisible()


def test_a_file_that_still_grows_is_not_offered(work, frame, phone):
    path = sent(work, photo(phone / "a.jpg"))
    for size in (9_000, 9_500, 9_900):
        frame.media.phone.look()
        work.wait(lambda: not frame.media.phone._is_looking)
        work.real.clock.pass_by(seconds=2)
        with path.open("ab") as file:
            file.truncate(size)
    assert not frame.media.strips.offer.isVisible()


def test_what_the_record_has_already_is_not_offered_again(work, frame, phone, tmp_path):
    added(work, frame, photo(tmp_path / "same.jpg", 7))
    sent(work, photo(phone / "other_name.jpg", 7))
    look_twice(work, frame)
    assert not frame.media.strips.offer.isVisible()


def test_what_was_put_aside_is_not_offered_again_and_the_next_is(work, frame, phone):
    sent(work, photo(phone / "a.jpg", 1), age=90)
    sent(work, photo(phone / "b.jpg", 2))
    look_twice(work, frame)
    look_twice(work, frame)
    offer = frame.media.strips.offer
    assert offer.words.text() == "a.jpg from 10:28. Add to Maple? 1 more waits."
    offer.aside.click()
    look_twice(work, frame)
    assert offer.found.path.name == "b.jpg"
    assert entries(work) == ()


def test_only_new_photos_and_clips_of_the_folder_count(work, phone):
    (phone / "DCIM").mkdir()
    now = work.real.clock()
    for name, age in (("new.jpg", 60), ("DCIM/deep.mov", 30), ("old.jpg", 90_000), (".hidden.jpg", 60), ("a.txt", 60)):
        (phone / name).write_bytes(b"x")
        sent(work, phone / name, age)
    (phone / "empty.jpg").touch()
    assert [one.path.name for one in look_into(phone, now)] == ["new.jpg", "deep.mov"]
    assert look_into(phone / "gone", now) == ()


def test_a_folder_that_is_not_there_is_silent(work, frame, phone):
    work.desk.choices.settings = replace(work.desk.choices.settings, media_folder=str(phone / "gone"))
    look_twice(work, frame)
    assert not frame.media.strips.offer.isVisible()


def test_what_a_killed_copy_left_is_swept_when_a_visit_is_first_shown(work):
    from intake.ui.visit.frame import VisitFrame

    left = work.desk.clinic.attachments.folder / ".incoming" / "x.part"
    left.parent.mkdir(parents=True)
    left.write_bytes(b"half")
    sent(work, left)
    shown = VisitFrame(work.desk)
    work.qtbot.addWidget(shown)
    work.wait(lambda: not left.exists())
    assert Path(left.parent).exists()
