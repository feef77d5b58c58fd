"""Floors of branch coverage for single packages, beside the one for everything."""

import io
from collections.abc import Generator

import pytest


class CoverageFloors:
    """Fails a full run in which a package of `coverage_floors` is below its floor."""

    def __init__(self, config: pytest.Config) -> None:
        self._config = config
        self._lines: list[str] = []

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> Generator[None, object, object]:
        result = yield
        # pytest-cov has combined its data by now. Chosen tests, or a worker's share, say nothing about a floor.
        is_held = self._config.getoption("cov_fail_under", None) is not None
        if is_held and not hasattr(self._config, "workerinput"):
            below = [line for floor in self._config.getini("coverage_floors") for line in self._below(floor)]
            session.testsfailed += len(below)
            self._lines.extend(below)
        return result

    def _below(self, floor: str) -> list[str]:
        folder, percent = floor.split()
        reached = self._reached(folder)
        if reached >= float(percent):
            self._lines.append(f"{folder}: {reached:.1f} % of branches and lines covered, floor {percent} %")
            return []
        return [f"COVERAGE TOO LOW: {folder} reaches {reached:.1f} %, its floor is {percent} %"]

    def _reached(self, folder: str) -> float:
        measured = self._config.pluginmanager.getplugin("_cov").cov_controller.cov
        return float(measured.report(include=[f"{folder}/*"], file=io.StringIO()))

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        for line in self._lines:
            terminalreporter.write_line(line, red=line.startswith("COVERAGE"))
