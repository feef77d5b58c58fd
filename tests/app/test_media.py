"""Photos and clips of a visit, as people add, caption, mark and take them out."""

from dataclasses import replace

import pytest

from intake.app import front_desk, media, review
from intake.app.media import Moment
from intake.app.review import SignOff
from intake.domain.errors import BadInput, NotAllowed, NotFound
from intake.domain.media import Kept, MediaKind, Seen
from intake.domain.visits import VisitStatus
from tests.builders import PIN

PHOTO = Kept("sha256:" + "1" * 64, "IMG_0042.JPG", 12, Seen(MediaKind.PHOTO, 4, 3))
CLIP = Kept("sha256:" + "2" * 64, "IMG_0043.MOV", 12, Seen(MediaKind.VIDEO, 4, 3, seconds=8.0))


def add(room, kept=PHOTO, **how):
    room.clock.pass_by(seconds=5)
    return media.add(room.clinic, room.visit.id, kept, by=room.technician.id, **how)


def shown(room):
    return media.of_visit(room.clinic, room.visit.id)


def test_an_added_photo_is_shown_with_who_added_it(room):
    change = add(room)
    assert (change.says, change.visit) == ("Photo added.", room.visit.id)
    (one,) = shown(room).entries
    assert (one.media.id,) == change.media
    assert (one.by_name, one.caption, one.item_label, one.media.at) == ("Pat Example", "", "", room.clock())
    assert (shown(room).dog, shown(room).number) == ("Maple", room.visit.number)
    assert room.audit(f"visit:{room.visit.id}")[-1] == "add photo"


def test_a_clip_may_say_which_check_it_shows(room):
    room.exam()
    add(room, CLIP, item="rl_hopping")
    (one,) = shown(room).entries
    assert (one.item_label, one.media.exam_id, one.media.seconds) == ("Hopping", room.exam().id, 8.0)
    with pytest.raises(BadInput, match="no such check"):
        add(room, PHOTO, item="rl_moonwalk")


def test_the_same_file_twice_in_a_visit_is_said_and_not_stored_twice(room):
    add(room)
    with pytest.raises(NotAllowed) as refused:
        add(room)
    assert str(refused.value) == "This photo is in the visit already, as IMG_0042.JPG. It was not added twice."
    assert len(shown(room).entries) == 1


def test_the_same_file_may_be_in_two_visits(room):
    add(room)
    other = front_desk.open_visit(room.clinic, room.visit.patient_id, by=room.desk.id, complaint="again")
    media.add(room.clinic, other.id, PHOTO, by=room.desk.id)
    assert len(media.of_visit(room.clinic, other.id).entries) == 1
    assert media.is_known(room.clinic, PHOTO.digest)
    assert not media.is_known(room.clinic, CLIP.digest)


def test_a_caption_can_be_changed_and_is_kept_through_removal(room):
    (key,) = add(room).media
    media.set_caption(room.clinic, room.visit.id, key, "  At the bowl ", by=room.technician.id)
    assert shown(room).entries[0].caption == "At the bowl"
    media.remove(room.clinic, room.visit.id, key, by=room.technician.id)
    assert shown(room).entries == ()
    assert shown(room).removed[0].caption == "At the bowl"
    media.put_back(room.clinic, room.visit.id, key, by=room.vet.id)
    assert shown(room).entries[0].caption == "At the bowl"
    assert shown(room).removed == ()


def test_a_caption_without_end_is_refused(room):
    (key,) = add(room).media
    with pytest.raises(BadInput, match="10"):
        media.set_caption(room.clinic, room.visit.id, key, "x" * 10_001, by=room.technician.id)


def test_adding_again_what_was_taken_out_puts_it_back(room):
    (key,) = add(room).media
    media.remove(room.clinic, room.visit.id, key, by=room.technician.id)
    change = add(room)
    assert change.says == "This photo had been taken out before. It is back."
    assert [one.media.id for one in shown(room).entries] == [key]


def test_marks_stand_in_the_order_of_the_clip(room):
    (key,) = add(room, CLIP).media
    for seconds, text in ((5.0, "left hind  slips"), (1.5, "starts")):
        media.mark(room.clinic, Moment(room.visit.id, key, seconds), text, by=room.technician.id)
    first, second = media.marks_of(room.clinic, key)
    assert [(one.seconds, one.text) for one in (first, second)] == [(1.5, "starts"), (5.0, "left hind slips")]
    moment = Moment(room.visit.id, key, 1.5, first.mark)
    media.mark(room.clinic, moment, "shaking starts", by=room.vet.id)
    media.drop_mark(room.clinic, room.visit.id, key, second.mark, by=room.vet.id)
    assert [one.text for one in media.marks_of(room.clinic, key)] == ["shaking starts"]
    with pytest.raises(NotFound, match="taken away meanwhile"):
        media.drop_mark(room.clinic, room.visit.id, key, second.mark, by=room.vet.id)


@pytest.mark.parametrize(
    ("seconds", "text", "why"),
    [
        (-1.0, "x", "not in the clip"),
        (60.0, "x", "not in the clip"),
        (1.0, " ", "needs words"),
        (1.0, "x" * 201, "at most 200"),
    ],
)
def test_a_mark_needs_words_and_a_moment_of_the_clip(room, seconds, text, why):
    (key,) = add(room, CLIP).media
    with pytest.raises(BadInput, match=why):
        media.mark(room.clinic, Moment(room.visit.id, key, seconds), text, by=room.technician.id)


def test_a_photo_has_no_moments(room):
    (key,) = add(room).media
    with pytest.raises(BadInput, match="not in the clip"):
        media.mark(room.clinic, Moment(room.visit.id, key, 0.0), "x", by=room.technician.id)


def test_a_photo_of_another_visit_cannot_be_changed_from_here(room):
    (key,) = add(room).media
    other = front_desk.open_visit(room.clinic, room.visit.patient_id, by=room.desk.id, complaint="again")
    with pytest.raises(NotFound, match="not in this visit"):
        media.remove(room.clinic, other.id, key, by=room.technician.id)


def test_a_cancelled_visit_takes_no_photo(room):
    front_desk.move_visit(room.clinic, room.visit, VisitStatus.CANCELLED, by=room.desk.id, because="went home")
    with pytest.raises(NotAllowed, match="This visit is cancelled"):
        add(room)


def test_a_signed_exam_stays_as_it_is_and_the_visit_still_takes_photos(room):
    room.open_gates()
    room.record("rl_hopping", "normal", "LH")
    exam = room.exam().id
    add(room)
    room.clock.pass_by(seconds=5)
    review.sign(room.clinic, exam, SignOff(room.vet.id, PIN))
    add(room, CLIP)
    before, after = shown(room).entries
    assert (before.media.exam_id, before.is_after_signing) == (exam, False)
    assert (after.media.exam_id, after.is_after_signing) == (None, True)


def test_a_clinic_without_a_folder_says_so(room, tmp_path):
    none = room.clinic.attachments
    with pytest.raises(NotAllowed, match="cannot be kept here"):
        none.take(tmp_path, lambda path: PHOTO.seen, lambda done, of: True)
    with pytest.raises(NotFound):
        none.path_of(PHOTO.digest)
    with pytest.raises(OSError, match="not read here"):
        none.digest_of(tmp_path)
    none.keep_thumbnail(PHOTO.digest, b"x")
    assert (none.thumbnail(PHOTO.digest), none.sweep()) == (None, 0)


def test_captions_name_who_wrote_them_last_in_the_journal(room):
    (key,) = add(room).media
    media.set_caption(room.clinic, room.visit.id, key, "one", by=room.technician.id)
    media.set_caption(room.clinic, room.visit.id, key, "two", by=room.vet.id)
    with room.clinic.store.look() as look:
        rows = look.media_notes_of(room.visit.id)
    assert [(row.caption, row.by) for row in rows] == [("one", room.technician.id), ("two", room.vet.id)]
    assert replace(rows[0], seq=0) != replace(rows[1], seq=0)
