"""The knowledge as shipped, its engine, and the project's own dogs with what the engine says of them."""

import pytest

from intake.knowledge.loader import load
from intake.knowledge.model import Knowledge
from intake.paths import resource
from intake.reasoning.engine import Engine
from tests.evaluation.case_sets import Dog, own_files, read_sets
from tests.evaluation.measures import Outcome, outcomes_of


@pytest.fixture(scope="session")
def knowledge() -> Knowledge:
    return load(resource("knowledge"))


@pytest.fixture(scope="session")
def engine(knowledge: Knowledge) -> Engine:
    return Engine(knowledge)


@pytest.fixture(scope="session")
def dogs(knowledge: Knowledge) -> tuple[Dog, ...]:
    return read_sets(own_files(), knowledge)


@pytest.fixture(scope="session")
def published(engine: Engine, dogs: tuple[Dog, ...]) -> tuple[Outcome, ...]:
    return outcomes_of(engine, [dog for dog in dogs if dog.set_name == "published"])
