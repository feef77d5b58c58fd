"""`db` and `demo` look after the whole record."""

import sqlite3
from contextlib import closing

from intake.storage import migrate


def test_upgrade_makes_a_database_and_brings_an_old_one_up_to_date(intake, home):
    migrate.upgrade(home / "intake.db", "0001")
    assert intake("db", "upgrade").out == "The database is up to date.\n"
    assert migrate.revision_of(home / "intake.db") == migrate.REVISIONS[-1]
    assert len(list((home / "backups").iterdir())) == 1


def test_check_counts_what_is_whole(intake, case_file):
    intake("visit", "import", case_file())
    counts = intake("db", "check", "--json").document["counts"]
    assert counts == {"answers": 9, "signatures": 0, "audit_rows": 1, "knowledge_versions": 1, "attachments": 0}
    assert intake("db", "check").out.startswith("The database is whole: 9 answers")


def test_check_lists_what_was_changed_behind_the_programs_back(intake, case_file, home):
    intake("visit", "import", case_file())
    with closing(sqlite3.connect(home / "intake.db")) as raw, raw:
        raw.execute("drop trigger keep_audit_from_update")
        raw.execute("update audit set act = 'nothing'")
    told = intake("db", "check", "--json")
    assert told.code == 1
    assert told.problems == ["audit.1: Its seal does not fit: this row or the one before it was changed."]


def test_check_without_a_database(intake, home):
    told = intake("db", "check")
    assert told.code == 1
    assert "There is no database at" in told.err
    assert not (home / "intake.db").exists()


def test_backup_and_restore_bring_everything_back(intake, case_file, tmp_path, home):
    visit = intake("visit", "import", case_file()).document["visit"]
    (home / "attachments").mkdir()
    (home / "attachments" / "film.txt").write_bytes(b"gait")
    assert intake("db", "backup", tmp_path / "all.zip", "--json").document["files"] == 2
    intake("visit", "new", "--dog", "Later", "--owner", "X")
    (home / "attachments" / "film.txt").unlink()
    restored = intake("db", "restore", tmp_path / "all.zip", "--json").document
    assert len(restored["kept"]) == 2
    assert [row["visit"] for row in intake("visit", "list", "--json").document] == [visit]
    assert (home / "attachments" / "film.txt").read_bytes() == b"gait"
    assert "What was there is kept" in intake("db", "restore", tmp_path / "all.zip").out


def test_a_broken_backup_is_refused(intake, tmp_path):
    intake("visit", "new", "--dog", "Nox", "--owner", "X")
    (tmp_path / "no.zip").write_bytes(b"no")
    told = intake("db", "restore", tmp_path / "no.zip")
    assert told.code == 1
    assert len(intake("visit", "list", "--json").document) == 1


def test_demo_fills_an_empty_home_once(intake, home):
    told = intake("demo", "--json")
    assert told.code == 0
    assert {person["role"] for person in told.document["people"]} == {
        "technician",
        "veterinarian",
        "front_desk",
        "admin",
    }
    assert intake("db", "check").code == 0
    rows = intake("visit", "list", "--json").document
    assert {row["status"] for row in rows} == {"expected", "waiting", "in_exam", "for_vet", "done", "cancelled"}
    signed = next(row for row in rows if row["signed_at"] and row["dog"] == "Maple")
    assert intake("visit", "show", signed["visit"], "--json").document["decisions"]
    assert ("Dr Robin Sample", "2468") in {(person["name"], person["pin"]) for person in told.document["people"]}
    second = intake("demo")
    assert second.code == 1
    assert "is not empty. Nothing was changed." in second.err
    assert len(intake("visit", "list", "--json").document) == len(rows)
