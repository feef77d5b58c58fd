"""Real parts, built in one place."""

import pytest

from intake import bootstrap
from intake.app import boards, cases
from intake.domain.cases import Case
from intake.domain.errors import BadInput, StorageTrouble
from intake.settings import Settings
from tests import builders


@pytest.fixture
def at(tmp_path):
    return bootstrap.Place(
        bootstrap.paths_for(tmp_path / "home"), Settings(clinic_name="Sample", time_zone="Asia/Tokyo")
    )


def test_a_clinic_is_made_of_its_settings(at):
    with bootstrap.clinic_at(at) as clinic:
        assert (clinic.name, clinic.zone, clinic.now().utcoffset().seconds) == ("Sample", "Asia/Tokyo", 0)
        assert not at.paths.database.exists()
        assert boards.visits(clinic) == ()
        assert at.paths.database.exists()


def test_ids_are_random_and_easy_to_read_aloud():
    ids = {bootstrap.new_id() for _ in range(1_000)}
    assert len(ids) == 1_000
    assert all(len(one) == 12 and set(one) <= set(bootstrap.ALPHABET) for one in ids)
    assert not set("01ilo") & set(bootstrap.ALPHABET)


def test_a_home_that_cannot_be_made_is_one_sentence(tmp_path):
    (tmp_path / "file").write_text("no folder", encoding="utf-8")
    at = bootstrap.Place(bootstrap.paths_for(tmp_path / "file" / "home"), Settings())
    with pytest.raises(StorageTrouble, match="cannot be made"):
        bootstrap.upgrade(at)


def test_a_place_reads_the_settings_of_its_home(tmp_path):
    assert bootstrap.place(tmp_path / "new").settings.clinic_name == ""
    (tmp_path / "settings.json").write_text('{"clinic_name": 1}', encoding="utf-8")
    with pytest.raises(BadInput, match="clinic_name"):
        bootstrap.place(tmp_path)


def test_exam_rules_that_cannot_be_read_are_one_sentence(tmp_path):
    with builders.a_clinic(tmp_path) as clinic:
        visit = cases.import_case(clinic, Case()).visit
        with clinic.store.work() as work:
            work.keep_knowledge("sha256:damaged", "0", lambda: b"\xc1")
            work.commit()
        books = bootstrap.rulebooks(bootstrap.paths_for(tmp_path))
        assert boards.exam_file(clinic, visit).engine is builders.engine()
        with clinic.store.look() as look, pytest.raises(StorageTrouble, match="exam rules kept with this exam"):
            books.of("sha256:damaged", look)
