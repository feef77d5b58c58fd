"""A disk or a file that fails is one clear sentence, and what was saved stays saved."""

import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy.exc import IntegrityError

from intake.bootstrap import log_crash
from intake.domain.errors import DiskFull, StorageTrouble
from intake.paths import paths_for
from intake.storage import integrity
from intake.storage.trouble import trouble_of
from tests import builders

TREE = Path(__file__).resolve().parents[2]
NOBODY = 65534

# Runs as an ordinary user in a folder it owns: opens the store there, then does what the test says.
AS_NOBODY = """
import os, sys
from pathlib import Path
folder = Path(sys.argv[1])
import sqlalchemy.dialects.sqlite, alembic.command, alembic.config, encodings.idna, intake.storage.backup
from intake.storage.store import open_store
from intake.domain.errors import IntakeError
from tests import builders
open_store(folder / "warm" / "a.db", backups=folder, now=builders.Clock()).close()
if os.getuid() == 0:
    os.setgid({nobody})
    os.setuid({nobody})
os.chdir(folder)
try:
    store = open_store(folder / "home" / "intake.db", backups=folder / "home" / "backups", now=builders.Clock())
    with store.work() as work:
        work.add(builders.an_owner("second"))
        work.commit()
    store.close()
    print("SAVED")
except IntakeError as error:
    print(type(error).__name__, error)
"""


@pytest.fixture
def folder():
    """A folder that every user reaches: pytest's own belongs to one."""
    made = Path(tempfile.mkdtemp(prefix="intake-trouble-"))
    (made / "home").mkdir()
    (made / "warm").mkdir()
    yield made
    for path in [made, *made.rglob("*")]:
        path.chmod(0o700)
    shutil.rmtree(made)


def as_nobody(folder):
    # The same for everybody: root would be let into what is closed.
    for path in [folder, folder / "warm"]:
        path.chmod(0o755)
    done = subprocess.run(
        [sys.executable, "-c", AS_NOBODY.format(nobody=NOBODY), str(folder)],
        cwd=TREE,
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def saved(folder):
    with closing(sqlite3.connect(folder / "home" / "intake.db")) as raw:
        return [name for (name,) in raw.execute("select id from owners order by id")]


def with_an_owner(folder, opened):
    store = opened(folder / "home" / "intake.db")
    with store.work() as work:
        work.add(builders.an_owner("first"))
        work.commit()
    store.close()


def own(*paths):
    if os.getuid() == 0:
        for path in paths:
            os.chown(path, NOBODY, NOBODY)


def test_the_way_of_testing_lets_a_good_folder_pass(folder, opened):
    with_an_owner(folder, opened)
    own(folder / "home", folder / "home" / "intake.db")
    assert as_nobody(folder) == "SAVED"
    assert saved(folder) == ["first", "second"]


def test_a_folder_that_may_only_be_read(folder, opened):
    with_an_owner(folder, opened)
    own(folder / "home" / "intake.db")
    (folder / "home").chmod(0o555)
    told = as_nobody(folder)
    assert told.startswith("StorageTrouble ")
    assert "may only be read, so nothing can be saved. Everything saved before is safe." in told
    assert saved(folder) == ["first"]


def test_a_database_that_may_only_be_read(folder, opened):
    with_an_owner(folder, opened)
    own(folder / "home", folder / "home" / "intake.db")
    (folder / "home" / "intake.db").chmod(0o444)
    assert "may only be read, so nothing can be saved." in as_nobody(folder)
    assert saved(folder) == ["first"]


def test_a_new_database_in_a_folder_that_may_only_be_read(folder):
    (folder / "home").chmod(0o555)
    told = as_nobody(folder)
    assert "cannot be opened" in told
    assert list((folder / "home").iterdir()) == []


def test_a_database_that_may_not_be_read_at_all(folder, opened):
    with_an_owner(folder, opened)
    (folder / "home" / "intake.db").chmod(0o000)
    assert "intake.db cannot be opened. Everything saved before is safe." in as_nobody(folder)


@pytest.mark.parametrize(
    "content", [b"This is a letter, not a database. " * 200, b"SQLite format 3\0" + b"\xff" * 4080]
)
def test_a_file_that_is_not_a_database_is_left_as_it_is(database, opened, content):
    database.write_bytes(content)
    with pytest.raises(StorageTrouble, match=r"is not an Intake database\. It was left as it is|is damaged"):
        opened()
    assert database.read_bytes() == content


def test_a_folder_where_the_database_should_be(database, opened):
    database.mkdir()
    with pytest.raises(StorageTrouble, match="cannot be opened"):
        opened()


def test_a_folder_that_is_missing(tmp_path, opened):
    with pytest.raises(StorageTrouble, match="There is no folder"):
        opened(tmp_path / "none" / "intake.db")
    assert not (tmp_path / "none").exists()


def fill_up(store, most=10_000):
    """Saves owners until the disk says no; how many were acknowledged."""
    for number in range(most):
        try:
            with store.work() as work:
                work.add(builders.an_owner(f"{number:05}", name="x" * 2_000))
                work.audit(builders.an_act())
                work.commit()
        except StorageTrouble as trouble:
            return number, str(trouble)
    pytest.fail("the disk never filled up")


def kept(store, acknowledged):
    with store.look() as look:
        for number in range(acknowledged):
            assert look.owner(f"{number:05}")
    return True


@pytest.fixture
def small_disk(tmp_path):
    """A disk of three megabytes of its own, where this computer lets us mount one."""
    where = tmp_path / "small"
    where.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", str(where)], capture_output=True)
    if mounted.returncode:
        pytest.skip("mounting a small disk needs root; the test with a limit on the file runs everywhere")
    yield where
    subprocess.run(["umount", str(where)], check=True)


def test_a_full_disk_loses_nothing_and_saving_goes_on_when_there_is_room(small_disk, opened):
    store = opened(small_disk / "intake.db")
    ballast = small_disk / "ballast"
    ballast.write_bytes(b"x" * 800_000)
    acknowledged, words = fill_up(store)
    assert acknowledged > 5
    assert words.startswith("The disk is full, so this was not saved in")
    assert kept(store, acknowledged)
    ballast.unlink()
    with store.work() as work:
        work.add(builders.an_owner("after"))
        work.commit()
    store.close()
    assert integrity.check(small_disk / "intake.db").problems == ()


def test_a_new_database_on_a_full_disk(small_disk, opened):
    (small_disk / "ballast").write_bytes(b"x" * 3_000_000)
    with pytest.raises(StorageTrouble, match="The disk is full"):
        opened(small_disk / "intake.db")


LIMITED = """
import resource, signal, sys
from pathlib import Path
from intake.storage.store import open_store
from tests import builders
from tests.storage.test_trouble import fill_up, kept
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
store = open_store(Path(sys.argv[1]), backups=Path(sys.argv[1]).parent, now=builders.Clock())
resource.setrlimit(resource.RLIMIT_FSIZE, (600_000, 600_000))
acknowledged, words = fill_up(store)
assert kept(store, acknowledged)
print(acknowledged, words)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="limits on files are POSIX")
def test_a_disk_that_takes_no_more_loses_nothing(database):
    done = subprocess.run(
        [sys.executable, "-c", LIMITED, str(database)], cwd=TREE, capture_output=True, text=True, timeout=120
    )
    assert done.returncode == 0, done.stderr
    acknowledged, _, words = done.stdout.partition(" ")
    assert int(acknowledged) > 5
    assert "so this was not saved" in words
    assert "Everything saved before is safe." in words
    assert integrity.check(database).problems == ()


def test_a_database_that_another_program_holds(one_exam, database, monkeypatch):
    monkeypatch.setattr("intake.storage.connection.BUSY_MS", 1)
    with closing(sqlite3.connect(database, isolation_level=None)) as other:
        other.execute("begin immediate")
        one_exam.close()
        with pytest.raises(StorageTrouble, match="Another program is writing to"), one_exam.work():
            pytest.fail("two writers at once")
        other.execute("rollback")
    with one_exam.work() as work:
        work.add(builders.an_answer("a", "x"))
        work.commit()


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("SQLITE_FULL", "The disk is full"),
        ("SQLITE_BUSY_SNAPSHOT", "Another program is writing"),
        ("SQLITE_LOCKED", "Another program is writing"),
        ("SQLITE_READONLY_DIRECTORY", "may only be read"),
        ("SQLITE_CANTOPEN", "cannot be opened"),
        ("SQLITE_PERM", "by your account"),
        ("SQLITE_AUTH", "by your account"),
        ("SQLITE_NOTADB", "not an Intake database"),
        ("SQLITE_CORRUPT_INDEX", "is damaged"),
        ("SQLITE_IOERR_FSYNC", "did not take what was written"),
        ("SQLITE_TOOBIG", "too big"),
        ("SQLITE_NOMEM", "not enough memory"),
    ],
)
def test_every_failure_of_the_disk_has_its_sentence(name, words):
    error = sqlite3.OperationalError()
    error.sqlite_errorname = name
    trouble = trouble_of(error, "clinic.db")
    assert words in str(trouble)
    assert isinstance(trouble, DiskFull) == (name == "SQLITE_FULL")
    assert "clinic.db" in str(trouble)
    assert "safe" in str(trouble) or "left as it is" in str(trouble)


def test_a_bug_of_ours_is_no_trouble_of_the_disk():
    error = sqlite3.IntegrityError()
    error.sqlite_errorname = "SQLITE_CONSTRAINT_FOREIGNKEY"
    assert trouble_of(error, "clinic.db") is None
    assert trouble_of(sqlite3.ProgrammingError(), "clinic.db") is None


def test_a_server_that_does_not_answer_has_a_sentence_too():
    assert "does not answer" in str(trouble_of(ConnectionError(), "the server"))


def test_no_name_is_in_what_a_refused_row_leaves_in_the_log(one_exam, tmp_path):
    paths, name = paths_for(tmp_path / "home"), "Quendolin Vogelsang"
    try:
        with one_exam.work() as work:
            work.add(builders.an_owner("owner", name=name))
    except IntegrityError as error:
        log = log_crash(paths, error)
    written = log.read_text(encoding="utf-8")
    assert "UNIQUE constraint failed" in written
    assert name not in written
