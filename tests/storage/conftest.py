import pytest

from intake.storage.store import open_store
from tests import builders


@pytest.fixture
def database(tmp_path):
    return tmp_path / "intake.db"


@pytest.fixture
def opened(database, tmp_path):
    """Opens the store over the test's database file; closes every one it opened."""
    stores = []

    def again(where=database):
        stores.append(open_store(where, backups=tmp_path / "backups", now=lambda: builders.MORNING))
        return stores[-1]

    yield again
    for store in stores:
        store.close()


@pytest.fixture
def store(opened):
    return opened()


@pytest.fixture
def one_exam(store):
    """A store with two people and one exam of one dog, which has answers on the way."""
    with store.work() as work:
        work.add(builders.a_person("tess"), builders.a_person("vera", builders.Role.VETERINARIAN), builders.an_owner())
        work.add(builders.a_dog(), builders.a_visit())
        work.keep_knowledge(builders.KNOWLEDGE, "test", lambda: b"what the exam asks")
        work.add(builders.an_exam())
        work.audit(builders.an_act("exam:exam", act="start exam"))
        work.commit()
    return store
