"""Every number and list of the method is read by the engine, and no other is accepted."""

from collections.abc import Mapping
from typing import Any

import msgspec
import pytest

from intake.knowledge.checks.method import LISTS, NUMBERS, SERIES
from intake.knowledge.model import Knowledge
from intake.reasoning.assess import assess
from intake.reasoning.engine import Engine
from intake.reasoning.text import as_text
from tests.reasoning.dogs import BACK, a_case, shared_case, shared_ids


class Watched(dict[str, Any]):
    """Notes which keys are read."""

    def __init__(self, values: Mapping[str, Any]) -> None:
        super().__init__(values)
        self.read: set[str] = set()

    def __getitem__(self, key: str) -> Any:
        self.read.add(key)
        return super().__getitem__(key)


@pytest.fixture(scope="module")
def watched(knowledge: Knowledge) -> dict[str, Watched]:
    """The parts of the method, after an engine has been built and has assessed some dogs."""
    parts = {name: Watched(getattr(knowledge.method, name)) for name in ("numbers", "series", "lists")}
    engine = Engine(msgspec.structs.replace(knowledge, method=msgspec.structs.replace(knowledge.method, **parts)))
    dogs = [shared_case(knowledge, name) for name in shared_ids()[::12]]
    heavy = {"sig_age_months": 48, "pe_weight_kg": 50, "mov_frequency_hz": 14}
    for case in (*dogs, a_case(knowledge, BACK | heavy)):
        as_text(assess(engine, case), engine)
    return parts


@pytest.mark.parametrize(("part", "expected"), [("numbers", NUMBERS), ("series", SERIES), ("lists", tuple(LISTS))])
def test_what_the_method_gives_is_read(watched: dict[str, Watched], part: str, expected: tuple[str, ...]) -> None:
    assert sorted(set(expected) - watched[part].read) == []
