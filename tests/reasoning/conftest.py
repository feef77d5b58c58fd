"""The knowledge as shipped, and its engine, built once."""

from pathlib import Path

import pytest

from intake.knowledge.loader import load
from intake.knowledge.model import Knowledge
from intake.reasoning.engine import Engine
from tests.reasoning.dogs import Vet

KNOWLEDGE = Path(__file__).parents[2] / "resources" / "knowledge"


@pytest.fixture(scope="session")
def knowledge() -> Knowledge:
    return load(KNOWLEDGE)


@pytest.fixture(scope="session")
def engine(knowledge: Knowledge) -> Engine:
    return Engine(knowledge)


@pytest.fixture(scope="session")
def vet(engine: Engine) -> Vet:
    return Vet(engine)
