"""A change behind the program's back is found."""

import hashlib
import sqlite3
from contextlib import closing

import pytest

from intake.domain.decisions import Signature
from intake.domain.errors import StorageTrouble
from intake.storage import integrity, migrate
from tests import builders


@pytest.fixture
def signed(one_exam, database):
    digest = "sha256:" + hashlib.sha256(b'{"a":1}').hexdigest()
    with one_exam.work() as work:
        work.add(*(builders.an_answer("a", number) for number in range(3)))
        work.add(Signature("exam", 1, "vera", "Vera", builders.MORNING, "", digest, '{"a":1}', "{}"))
        for _ in range(3):
            work.audit(builders.an_act(by="tess"))
        work.commit()
    one_exam.close()
    return database


def tamper(database, *statements):
    with closing(sqlite3.connect(database)) as raw, raw:
        for (name,) in raw.execute("select name from sqlite_master where type = 'trigger'").fetchall():
            raw.execute(f"drop trigger {name}")
        for statement in statements:
            raw.execute(statement)


def found(database):
    return [str(problem) for problem in integrity.check(database).problems]


def test_a_whole_database_has_no_problems(signed):
    assert integrity.check(signed) == integrity.Report(3, 1, 4, 1, ())


@pytest.mark.parametrize(
    ("statement", "problem"),
    [
        ("update audit set detail = 'other' where seq = 2", "audit.2: Its seal does not fit"),
        ("delete from audit where seq = 2", "audit.3: Its seal does not fit"),
        ("update audit set seal = 'x' where seq = 4", "audit.4: Its seal does not fit"),
        ("update signatures set case_json = '{}'", "signatures.exam: What was signed was changed"),
        ("update knowledge set content = x'00'", "knowledge.test: The exam rules kept"),
        ("update answers set exam_id = 'gone' where seq = 1", "answers.1: It names a row of exams"),
        ("delete from patient_search", "patient_search: 0 of 1 dogs"),
    ],
)
def test_a_change_behind_the_programs_back_is_found(signed, statement, problem):
    tamper(signed, statement)
    assert any(line.startswith(problem) for line in found(signed)), found(signed)


def test_damaged_pages_are_found(signed):
    content = bytearray(signed.read_bytes())
    middle = len(content) // 4096 // 2 * 4096
    content[middle : middle + 8192] = b"\xa5" * 8192
    signed.write_bytes(content)
    assert any(line.startswith("database: ") for line in found(signed)), found(signed)


def test_a_check_changes_nothing(signed):
    before = signed.read_bytes()
    integrity.check(signed)
    assert signed.read_bytes() == before


def test_there_is_nothing_to_check_without_a_database(tmp_path):
    with pytest.raises(StorageTrouble, match="There is no database"):
        integrity.check(tmp_path / "none.db")


def test_an_older_database_is_not_brought_up_to_date_by_a_check(database):
    migrate.upgrade(database, "0001")
    with pytest.raises(StorageTrouble, match="older version"):
        integrity.check(database)
    assert migrate.revision_of(database) == "0001"
