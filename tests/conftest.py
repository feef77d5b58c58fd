"""What every test stands on: no screen, test profiles, and floors of coverage."""

import os
import sys
import threading
from collections.abc import Callable, Iterator

import pytest
from hypothesis import HealthCheck, settings

from intake.ui.constants_guard import keep_constants_alive
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
    keep_constants_alive()  # as the window does
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


@pytest.fixture(scope="session", autouse=True)
def own_folders(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keeps tests and the programs they start out of the folders of whoever runs them."""
    folder = tmp_path_factory.mktemp("person")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HOME", str(folder))
        for name in ("XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME", "XDG_CONFIG_HOME"):
            patch.setenv(name, str(folder / name.removesuffix("_HOME").lower()))
        yield


@pytest.fixture(autouse=True)
def nothing_left_behind() -> Iterator[None]:
    """Fails a test that leaves a thread running or a window open."""
    threads_before = set(threading.enumerate())
    windows_before = _open_windows()
    yield
    left = set(threading.enumerate()) - threads_before
    for thread in left:
        thread.join(timeout=5)
    assert [thread.name for thread in left if thread.is_alive()] == [], "threads left behind"
    assert [name for name in _open_windows() if name not in windows_before] == [], "windows left open"


def _open_windows() -> list[str]:
    widgets = sys.modules.get("PySide6.QtWidgets")
    if widgets is None:
        return []
    shown = [window for window in widgets.QApplication.topLevelWidgets() if window.isVisible()]
    return [f"{type(window).__name__} {window.windowTitle()!r} {id(window)}" for window in shown]
