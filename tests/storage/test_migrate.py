"""A database is brought up to date after a copy was made, and one from the future is left alone."""

import ast
import re
import sqlite3
import subprocess
import sys
from contextlib import closing

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine

from intake.domain.errors import StorageTrouble
from intake.storage import migrate
from intake.storage.tables import metadata
from tests import builders

HEAD = migrate.REVISIONS[-1]


def raw(database, *statements):
    with closing(sqlite3.connect(database)) as connection, connection:
        return [connection.execute(statement).fetchall() for statement in statements]


def made(database):
    """The SQL by which SQLite knows tables and indices, without layout; it quotes the name of a table it made anew."""
    rows = raw(database, "select name, sql from sqlite_master where sql is not null")[0]
    return {
        name: " ".join(sql.replace(chr(34), "").split())
        for name, sql in rows
        if "patient_search" not in name and not name.startswith(("keep_", "alembic"))
    }


def parts(sql):
    """Columns and constraints one by one; only the order of the constraints may differ."""
    return re.split(r", (?=\w+ [A-Z]|CONSTRAINT)", sql.removesuffix(" )"))


def old_database(database, revision="0001"):
    """A database of an earlier version with one dog in it."""
    migrate.upgrade(database, revision)
    raw(
        database,
        "insert into owners values ('o', 'Zoë Müller', '0171 5', '01715', 1)",
        "insert into patients values (1, 'p', 'o', 'Łuna', '', null, null, 0, '', '', 1)",
    )


def test_the_revisions_are_those_of_the_files():
    scripts = ScriptDirectory(str(migrate.MIGRATIONS))
    assert tuple(script.revision for script in reversed(list(scripts.walk_revisions()))) == migrate.REVISIONS


def test_a_migrated_database_is_what_the_tables_say(database):
    migrate.upgrade(database)
    engine = create_engine(f"sqlite:///{database}")
    with engine.connect() as connection:
        context = MigrationContext.configure(
            connection,
            opts={
                "compare_type": True,
                "include_name": lambda name, kind, _: kind != "table" or not str(name).startswith("patient_search"),
            },
        )
        assert compare_metadata(context, metadata) == []
    engine.dispose()


def test_a_migrated_database_has_the_same_constraints_as_one_made_from_the_tables(tmp_path, database):
    migrate.upgrade(database)
    plain = create_engine(f"sqlite:///{tmp_path / 'plain.db'}")
    metadata.create_all(plain)
    plain.dispose()
    migrated, expected = made(database), made(tmp_path / "plain.db")
    assert migrated.keys() == expected.keys()
    for name, sql in expected.items():
        assert sorted(parts(migrated[name])) == sorted(parts(sql)), name


def test_every_step_goes_up_and_down_again(database):
    for revision in migrate.REVISIONS:
        migrate.upgrade(database, revision)
        assert migrate.revision_of(database) == revision
    for revision in reversed(migrate.REVISIONS[:-1]):
        migrate.downgrade(database, revision)
        assert migrate.revision_of(database) == revision
    migrate.downgrade(database, "base")
    assert made(database) == {}


def test_dogs_of_an_older_database_are_found_after_the_update(database, opened):
    old_database(database)
    with opened().look() as look:
        ((dog, owner),) = look.find_patients("luna mull", limit=5)
    assert (dog.name, owner.name) == ("Łuna", "Zoë Müller")


def test_data_survives_down_and_up(database, opened):
    old_database(database)
    migrate.upgrade(database)
    migrate.downgrade(database, "0001")
    with opened().look() as look:
        assert look.patient("p").name == "Łuna"


def test_a_copy_is_made_before_an_update(database, opened, tmp_path):
    old_database(database)
    opened()
    (copy,) = (tmp_path / "backups").iterdir()
    assert copy.name == "intake-before-update-from-0001-20261124T093000Z.db"
    assert migrate.revision_of(copy) == "0001"
    assert raw(copy, "select name from patients") == [[("Łuna",)]]


def test_without_a_copy_there_is_no_update(database, opened, tmp_path):
    old_database(database)
    (tmp_path / "backups").write_text("a file where the folder should be")
    with pytest.raises(StorageTrouble, match="no copy of it can be kept"):
        opened()
    assert migrate.revision_of(database) == "0001"


def test_nothing_is_copied_when_nothing_is_due(opened, tmp_path):
    opened().close()
    opened()
    assert not (tmp_path / "backups").exists()


def test_a_database_of_the_future_is_left_as_it_is(database, opened):
    opened().close()
    raw(database, "update alembic_version set version_num = '9999'")
    before = database.read_bytes()
    with pytest.raises(StorageTrouble, match=r"made by a newer version of Intake \(9999\), and nothing was changed"):
        opened()
    assert database.read_bytes() == before


def test_a_database_of_another_program_is_left_as_it_is(database, opened):
    raw(database, "create table photos (id int)")
    before = database.read_bytes()
    with pytest.raises(StorageTrouble, match="the database of another program"):
        opened()
    assert database.read_bytes() == before


def test_an_update_that_fails_changes_nothing(database):
    old_database(database)
    raw(database, "create table patient_search (in_the_way int)")
    with pytest.raises(Exception, match="patient_search already exists"):
        migrate.upgrade(database)
    assert migrate.revision_of(database) == "0001"
    assert raw(database, "select name from patients") == [[("Łuna",)]]


def test_an_empty_file_becomes_a_database(database, opened):
    database.touch()
    with opened().look() as look:
        assert look.staff() == ()


def test_two_programs_may_open_a_new_database_at_once(database, opened):
    first, second = opened(), opened()
    with first.work() as work:
        work.add(builders.an_owner())
        work.commit()
    with second.look() as look:
        assert look.owner("owner")


def test_migrations_stand_alone():
    for script in (migrate.MIGRATIONS / "versions").glob("*.py"):
        tree = ast.parse(script.read_text(encoding="utf-8"))
        imports = [node for node in ast.walk(tree) if isinstance(node, ast.Import | ast.ImportFrom)]
        names = {name.name for node in imports for name in node.names} | {
            getattr(node, "module", "") for node in imports
        }
        assert not any(str(name).startswith("intake") for name in names), script.name


def test_alembic_is_not_loaded_when_nothing_is_due(database, opened):
    opened().close()
    code = (
        "import sys, datetime; from pathlib import Path; from intake.storage.store import open_store\n"
        f"store = open_store(Path({str(database)!r}), backups=Path('.'), now=None); store.close()\n"
        "assert 'sqlalchemy' in sys.modules and 'alembic' not in sys.modules"
    )
    assert subprocess.run([sys.executable, "-c", code]).returncode == 0
