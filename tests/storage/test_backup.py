"""A backup holds everything, and nothing is replaced by one that is not whole."""

import json
import sqlite3
import zipfile
from contextlib import closing
from datetime import timedelta

import pytest

from intake.domain.errors import BadInput, StorageTrouble
from intake.storage import backup, integrity, migrate
from tests import builders

NOW = builders.MORNING


@pytest.fixture
def attachments(tmp_path):
    folder = tmp_path / "attachments"
    (folder / "ab").mkdir(parents=True)
    (folder / "ab" / "gait.txt").write_bytes(b"a film of the gait")
    return folder


@pytest.fixture
def saved(one_exam, database, attachments, tmp_path):
    """A backup made while the database was open and its newest rows still in the write-ahead log."""
    with one_exam.work() as work:
        work.add(builders.an_answer("a", "x"))
        work.commit()
    made = backup.make_backup(database, attachments, tmp_path / "all.zip", made_at=NOW)
    assert made.files == 2
    one_exam.close()
    return made.path


def restore(saved, database, attachments, **later):
    return backup.restore_backup(saved, database, attachments, now=NOW + timedelta(**later))


def answers(opened):
    store = opened()
    with store.look() as look:
        rows = [row.answer for row in look.answers_of("exam")]
    store.close()
    return rows


def rewritten(saved, **changes):
    """The backup with files changed, added, or left out (None)."""
    with zipfile.ZipFile(saved) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(saved, "w") as archive:
        for name, content in (files | changes).items():
            if content is not None:
                archive.writestr(name, content)


def test_a_backup_is_one_zip_with_a_manifest_of_digests(saved):
    with zipfile.ZipFile(saved) as archive:
        manifest = json.loads(archive.read("manifest.json"))
        assert set(archive.namelist()) == {"intake.db", "attachments/ab/gait.txt", "manifest.json"}
    assert manifest["format"] == "intake-backup/1"
    assert manifest["revision"] == migrate.REVISIONS[-1]
    assert manifest["made_at"] == "2026-11-24T09:30:00+00:00"
    assert set(manifest["files"]) == {"intake.db", "attachments/ab/gait.txt"}
    assert all(digest.startswith("sha256:") for digest in manifest["files"].values())


def test_what_was_backed_up_comes_back_and_what_was_there_is_kept_beside_it(saved, database, attachments, opened):
    with (store := opened()).work() as work:
        work.add(builders.an_answer("a", "later"))
        work.commit()
    store.close()
    (attachments / "ab" / "gait.txt").write_bytes(b"another film")
    restored = restore(saved, database, attachments)
    assert answers(opened) == ["x"]
    assert (attachments / "ab" / "gait.txt").read_bytes() == b"a film of the gait"
    assert {path.name for path in restored.kept} == {
        "intake.db.before-restore-20261124T093000Z",
        "attachments.before-restore-20261124T093000Z",
    }
    with closing(sqlite3.connect(restored.kept[0])) as kept:
        assert kept.execute("select count(*) from answers").fetchone() == (2,)
    assert (restored.kept[1] / "ab" / "gait.txt").read_bytes() == b"another film"


def test_a_backup_comes_back_on_an_empty_computer(saved, tmp_path, opened):
    there = tmp_path / "new" / "intake.db"
    restored = restore(saved, there, tmp_path / "new" / "attachments")
    assert restored.kept == ()
    assert integrity.check(there).answers == 1


def test_an_older_backup_is_brought_up_to_date(database, attachments, tmp_path):
    migrate.upgrade(database, "0001")
    made = backup.make_backup(database, attachments, tmp_path / "old.zip", made_at=NOW)
    restore(made.path, database, attachments)
    assert migrate.revision_of(database) == migrate.REVISIONS[-1]


def test_a_damaged_database_is_moved_aside(saved, database, attachments, opened):
    database.write_bytes(b"not a database at all" * 500)
    restored = restore(saved, database, attachments)
    assert answers(opened) == ["x"]
    assert restored.kept[0].read_bytes().startswith(b"not a database")


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"intake.db": b"changed"}, "intake.db: It is missing or was changed since the backup"),
        ({"intake.db": None}, "intake.db: It is missing"),
        ({"attachments/ab/gait.txt": b"changed"}, "gait.txt: It is missing or was changed"),
        ({"manifest.json": None}, "its manifest.json is missing"),
        ({"manifest.json": b"{"}, "its manifest.json is missing or cannot be read"),
        ({"manifest.json": b"[]"}, "not of the format intake-backup/1"),
        ({"manifest.json": b'{"format": "intake-backup/1", "files": {}}'}, "names no database"),
    ],
)
def test_a_backup_that_is_not_whole_is_refused_and_nothing_changed(
    saved, database, attachments, opened, changes, words
):
    rewritten(saved, **changes)
    before = sorted(database.parent.rglob("*"))
    with pytest.raises(BadInput, match=words):
        restore(saved, database, attachments)
    assert sorted(database.parent.rglob("*")) == before
    assert answers(opened) == ["x"]


def test_a_backup_cannot_write_outside_its_folder(saved, database, attachments, tmp_path):
    with zipfile.ZipFile(saved) as archive:
        manifest = json.loads(archive.read("manifest.json"))
    manifest["files"] |= {"attachments/../../evil": "sha256:0", "settings.json": "sha256:0"}
    rewritten(saved, **{"manifest.json": json.dumps(manifest).encode()})
    with pytest.raises(BadInput) as refusal:
        restore(saved, database, attachments)
    assert [problem.path for problem in refusal.value.problems] == ["attachments/../../evil", "settings.json"]
    assert not (tmp_path.parent / "evil").exists()


@pytest.mark.parametrize("content", [b"", b"PK", b"not a zip file"])
def test_what_is_no_zip_is_refused(tmp_path, database, attachments, content):
    (tmp_path / "no.zip").write_bytes(content)
    with pytest.raises(BadInput, match="not a whole zip file"):
        restore(tmp_path / "no.zip", database, attachments)


def test_a_backup_cut_off_half_way_is_refused(saved, database, attachments, opened):
    saved.write_bytes(saved.read_bytes()[: saved.stat().st_size // 2])
    with pytest.raises(BadInput, match="not a whole zip file"):
        restore(saved, database, attachments)
    assert answers(opened) == ["x"]


def test_a_backup_whose_database_was_tampered_with_is_refused(saved, database, attachments, tmp_path):
    restore(saved, tmp_path / "away" / "intake.db", tmp_path / "away" / "attachments")
    with closing(sqlite3.connect(tmp_path / "away" / "intake.db")) as raw, raw:
        raw.execute("drop trigger keep_audit_from_update")
        raw.execute("update audit set act = 'nothing'")
    tampered = backup.make_backup(tmp_path / "away" / "intake.db", attachments, tmp_path / "tampered.zip", made_at=NOW)
    with pytest.raises(BadInput, match="Its seal does not fit"):
        restore(tampered.path, database, attachments)


def test_a_database_in_use_is_not_replaced(saved, database, attachments, opened):
    store = opened()
    with store.look() as look:
        look.staff()
        with pytest.raises(StorageTrouble, match="is in use, so it was not replaced"):
            restore(saved, database, attachments)
    # Open and idle, as behind a window that nobody touches.
    with pytest.raises(StorageTrouble, match="is in use, so it was not replaced"):
        restore(saved, database, attachments)
    store.close()
    assert answers(opened) == ["x"]


def test_a_backup_that_is_not_there_is_one_sentence(tmp_path, database, attachments):
    with pytest.raises(StorageTrouble, match=r"none\.zip cannot be brought back.*No such file"):
        restore(tmp_path / "none.zip", database, attachments)


def test_a_folder_that_is_not_there_is_a_problem(one_exam, database, attachments, tmp_path):
    with pytest.raises(StorageTrouble, match="cannot be written"):
        backup.make_backup(database, attachments, tmp_path / "none" / "all.zip", made_at=NOW)


def test_an_older_backup_is_replaced_whole(saved, database, attachments):
    backup.make_backup(database, attachments, saved, made_at=NOW)
    with zipfile.ZipFile(saved) as archive:
        assert archive.testzip() is None
    assert not list(saved.parent.glob(".intake-*"))


def test_without_a_database_there_is_nothing_to_back_up(tmp_path):
    with pytest.raises(StorageTrouble, match="nothing to back up"):
        backup.make_backup(tmp_path / "none.db", tmp_path, tmp_path / "all.zip", made_at=NOW)
    assert not (tmp_path / "all.zip").exists()
