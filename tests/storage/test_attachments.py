"""Files of the record: whole or not at all, under the digest of their content."""

import hashlib
import os
import signal
import subprocess
import sys
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from intake.bootstrap import now
from intake.domain.errors import BadInput, NotFound, StorageTrouble
from intake.domain.media import MediaKind, Seen, TakingStopped
from intake.storage import integrity
from intake.storage.attachments import INCOMING, RESERVE, FolderAttachments
from intake.storage.backup import make_backup, restore_backup
from tests import builders

PHOTO = Seen(MediaKind.PHOTO, 4, 3)


def look(path):
    """Takes for a photo what begins so; the real reader has tests of its own."""
    if not path.read_bytes().startswith(b"photo"):
        raise BadInput(())
    return PHOTO


def go_on(done, of):
    return True


@pytest.fixture
def kept(tmp_path):
    return FolderAttachments(tmp_path / "attachments", tmp_path / "small", now)


@pytest.fixture
def source(tmp_path):
    file = tmp_path / "IMG_0042.JPG"
    file.write_bytes(b"photo" + os.urandom(3_000_000))
    return file


def files(kept):
    return sorted(path.relative_to(kept.folder).as_posix() for path in kept.folder.rglob("*") if path.is_file())


def test_a_file_is_kept_under_its_digest_and_can_be_found_by_it(kept, source):
    taken = kept.take(source, look, go_on)
    digits = hashlib.sha256(source.read_bytes()).hexdigest()
    assert (taken.digest, taken.name, taken.size) == (f"sha256:{digits}", "IMG_0042.JPG", 3_000_005)
    assert files(kept) == [f"{digits[:2]}/{digits}.jpg"]
    assert kept.path_of(taken.digest).read_bytes() == source.read_bytes()
    assert kept.digest_of(source) == taken.digest


def test_the_same_content_lies_there_once_whatever_it_is_called(kept, source, tmp_path):
    again = tmp_path / "copy.png"
    again.write_bytes(source.read_bytes())
    assert kept.take(source, look, go_on).digest == kept.take(again, look, go_on).digest
    assert len(files(kept)) == 1


def test_a_strange_ending_does_not_become_part_of_the_path(kept, tmp_path):
    odd = tmp_path / "film.м о в"
    odd.write_bytes(b"photo")
    kept.take(odd, look, go_on)
    assert all("." not in name.partition("/")[2] for name in files(kept))


def refusal(kept, source, told=go_on, seen=look):
    with pytest.raises((BadInput, StorageTrouble, TakingStopped)) as refused:
        kept.take(source, seen, told)
    assert files(kept) == [], "something was left behind"
    return str(refused.value)


def test_what_is_no_photo_is_not_copied(kept, tmp_path):
    text = tmp_path / "letter.jpg"
    text.write_bytes(b"Dear vet")
    refusal(kept, text)


def test_a_folder_is_refused(kept, tmp_path):
    (tmp_path / "DCIM").mkdir()
    assert refusal(kept, tmp_path / "DCIM").startswith("DCIM is a folder. Nothing was copied.")


def test_an_empty_file_is_refused(kept, tmp_path):
    (tmp_path / "empty.mov").touch()
    assert refusal(kept, tmp_path / "empty.mov").startswith("empty.mov is empty.")


def test_a_file_that_has_gone_is_refused(kept, tmp_path):
    assert "gone.mov is not there any more. Nothing was kept." in refusal(kept, tmp_path / "gone.mov")


@pytest.mark.skipif(os.name == "nt", reason="named pipes are a matter of POSIX")
def test_what_is_no_file_is_refused(kept, tmp_path):
    os.mkfifo(tmp_path / "pipe.mov")
    assert refusal(kept, tmp_path / "pipe.mov") == "pipe.mov is not a file. Nothing was copied."


def test_a_file_nobody_may_read_is_refused(kept, source):
    def shut(path):
        raise PermissionError(13, "Permission denied")

    assert refusal(kept, source, seen=shut).startswith("IMG_0042.JPG cannot be read (Permission denied).")


def test_a_clip_larger_than_the_free_disk_is_refused_before_copying_with_figures(kept, source):
    small = replace(kept, free=lambda folder: RESERVE + 1_500_000)
    asked = []

    def note(done, of):
        asked.append(done)
        return True

    words = refusal(small, source, told=note)
    assert words.startswith("IMG_0042.JPG has 3.0 MB, and this disk has 1.5 MB to spare. Nothing was copied.")
    assert asked == []


def test_a_clip_that_vanishes_while_copying_is_refused(kept, source):
    def vanish(done, of):
        source.unlink(missing_ok=True)
        return True

    assert "is not there any more. Nothing was kept." in refusal(kept, source, told=vanish)


def test_a_clip_that_grows_while_copying_is_refused(kept, source):
    def grow(done, of):
        with source.open("ab") as file:
            file.write(b"more")
        return True

    assert "changed while it was copied. Nothing was kept." in refusal(kept, source, told=grow)


def test_a_copy_can_be_stopped(kept, source):
    seen = []

    def stop(done, of):
        seen.append((done, of))
        return False

    words = refusal(kept, source, told=stop)
    assert words == "IMG_0042.JPG was not added: the copy was stopped. Nothing of it is left."
    assert seen == [(1 << 20, 3_000_005)]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a disk that is always full is a Linux device")
def test_a_disk_that_fills_up_meanwhile_is_told(kept, source, monkeypatch):
    opened = Path.open
    # The copy is written to a disk that is always full.
    monkeypatch.setattr(
        Path, "open", lambda path, mode="r": opened(Path("/dev/full"), "wb") if "x" in mode else opened(path, mode)
    )
    words = refusal(kept, source, seen=lambda path: PHOTO)
    assert words.startswith("This computer ran out of space while IMG_0042.JPG was copied. Nothing of it was kept.")


def test_a_missing_file_is_said_with_what_to_do(kept):
    with pytest.raises(NotFound, match="Run `db check`, or bring back a backup"):
        kept.path_of("sha256:" + "0" * 64)
    with pytest.raises(NotFound):
        kept.path_of("../../etc/passwd")


def test_small_pictures_are_a_cache(kept):
    assert kept.thumbnail("sha256:aa") is None
    kept.keep_thumbnail("sha256:aa", b"png")
    assert kept.thumbnail("sha256:aa") == b"png"
    (kept.small / "aa.png").unlink()
    assert kept.thumbnail("sha256:aa") is None


def test_a_cache_that_cannot_be_written_costs_nothing_else(kept):
    kept.small.parent.mkdir(exist_ok=True)
    kept.small.write_text("a file in the way")
    kept.keep_thumbnail("sha256:aa", b"png")
    assert kept.thumbnail("sha256:aa") is None


def test_what_a_killed_copy_left_is_swept_and_a_running_one_is_not(kept):
    incoming = kept.folder / INCOMING
    incoming.mkdir(parents=True)
    for name, age in (("killed.part", 60), ("running.part", 0)):
        (incoming / name).write_bytes(b"half")
        then = (now() - timedelta(seconds=age)).timestamp()
        os.utime(incoming / name, (then, then))
    assert kept.sweep() == 1
    assert files(kept) == [f"{INCOMING}/running.part"]


COPY_SLOWLY = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from intake.domain.media import MediaKind, Seen
from intake.storage.attachments import FolderAttachments

def go_on(done, of):
    print(done, flush=True)
    sys.stdin.readline()
    return True

kept = FolderAttachments(Path(sys.argv[1]), Path(sys.argv[1]), lambda: datetime.now(UTC))
kept.take(Path(sys.argv[2]), lambda path: Seen(MediaKind.PHOTO, 1, 1), go_on)
"""


@pytest.mark.skipif(os.name == "nt", reason="SIGKILL is a matter of POSIX")
@pytest.mark.parametrize("pieces", [1, 2, 3])
def test_a_kill_in_the_middle_of_a_copy_leaves_no_file_in_the_record(kept, source, pieces):
    command = [sys.executable, "-c", COPY_SLOWLY, str(kept.folder), str(source)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as copying:
        for number in range(pieces):
            copying.stdout.readline()
            if number < pieces - 1:
                copying.stdin.write("\n")
                copying.stdin.flush()
        copying.send_signal(signal.SIGKILL)
    (left,) = files(kept)
    assert left.startswith(INCOMING)
    later = replace(kept, now=lambda: now() + timedelta(minutes=1))
    assert later.sweep() == 1
    assert files(kept) == []


# The record as a whole


@pytest.fixture
def record(one_exam, kept, source):
    """A store whose visit shows one photo, which is kept."""
    taken = kept.take(source, look, go_on)
    with one_exam.work() as work:
        work.add(builders.a_photo(digest=taken.digest, name=taken.name))
        work.commit()
    return taken


def problems(database, kept):
    return [str(problem) for problem in integrity.check(database, kept.folder).problems]


def test_a_whole_record_has_no_problems_and_counts_its_files(record, database, kept):
    report = integrity.check(database, kept.folder)
    assert (report.problems, report.attachments) == ((), 1)


def test_a_missing_file_is_reported(record, database, kept):
    kept.path_of(record.digest).unlink()
    assert problems(database, kept) == [
        f"attachments/{record.digest}: The file of IMG_0042.JPG is missing. Bring back a backup."
    ]


def test_a_changed_file_is_reported(record, database, kept):
    path = kept.path_of(record.digest)
    path.write_bytes(path.read_bytes()[:-1] + b"x")
    (found,) = problems(database, kept)
    assert found.endswith(
        "It was changed: it does not fit its digest (IMG_0042.JPG). Bring back a backup with `db restore`."
    )


def test_a_file_no_visit_names_is_reported(record, database, kept):
    (kept.folder / "notes.txt").write_text("mine")
    (found,) = problems(database, kept)
    assert found.startswith("attachments/notes.txt: No visit names this file:")


def test_copies_on_their_way_are_no_problem_and_not_in_a_backup(record, database, kept, tmp_path):
    (kept.folder / INCOMING / "x.part").write_bytes(b"half")
    assert problems(database, kept) == []
    assert make_backup(database, kept.folder, tmp_path / "all.zip", made_at=builders.MORNING).files == 2


def test_a_backup_brings_photos_back(record, database, kept, tmp_path, one_exam, source):
    backup = tmp_path / "all.zip"
    make_backup(database, kept.folder, backup, made_at=builders.MORNING)
    one_exam.close()
    elsewhere = tmp_path / "elsewhere"
    there = replace(kept, folder=elsewhere / "attachments")
    restore_backup(backup, elsewhere / "intake.db", there.folder, now=builders.MORNING)
    assert there.path_of(record.digest).read_bytes() == source.read_bytes()
    assert integrity.check(elsewhere / "intake.db", there.folder).problems == ()
