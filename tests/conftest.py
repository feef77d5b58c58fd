"""What every test stands on: no screen, test profiles, and floors of coverage."""

import os
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, settings

from tests.coverage_floors import CoverageFloors

# Before anything loads Qt: tests open their windows on no screen.
os.environ["QT_QPA_PLATFORM"] = os.environ.get("INTAKE_TEST_PLATFORM", "offscreen")

settings.register_profile(
    "ci",
    max_examples=200,
    deadline=None,
    database=None,
    derandomize=True,
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.register_profile("soak", parent=settings.get_profile("ci"), max_examples=10_000, derandomize=False)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--soak", action="store_true", help="long forms of the long tests: kills, power cuts, examples")
    parser.addini("coverage_floors", "floors of coverage: a folder and a percentage per line", type="linelist")


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "soak: runs only with --soak")
    settings.load_profile("soak" if config.getoption("--soak") else "ci")
    config.pluginmanager.register(CoverageFloors(config), "coverage-floors")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if config.getoption("--soak"):
        return
    for item in items:
        if item.get_closest_marker("soak"):
            item.add_marker(pytest.mark.skip(reason="only with --soak"))


@pytest.fixture(scope="session")
def rounds(request: pytest.FixtureRequest) -> Callable[[int, int], int]:
    """How often a long test goes round: `rounds(50, 5000)` is 50, and 5000 with --soak."""
    is_soak = bool(request.config.getoption("--soak"))
    return lambda short, long: long if is_soak else short
