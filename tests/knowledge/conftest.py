"""The knowledge of the app, loaded once for all tests of this folder."""

from pathlib import Path

import pytest

from intake.knowledge.loader import load
from intake.knowledge.model import Knowledge

FOLDER = Path(__file__).parent.parent.parent / "resources" / "knowledge"


@pytest.fixture(scope="session")
def folder() -> Path:
    return FOLDER


@pytest.fixture(scope="session")
def knowledge(folder: Path) -> Knowledge:
    return load(folder)
