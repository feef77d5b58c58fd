"""Milliseconds of an assessment over the shared cases: core (flags, ranking, urgency, tests), next checks, what would change."""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from intake.domain.cases import Case  # noqa: E402
from intake.knowledge.loader import load  # noqa: E402
from intake.reasoning.assess import assess_core, next_checks, with_would_change  # noqa: E402
from intake.reasoning.engine import Engine  # noqa: E402
from tests.reasoning.dogs import shared_case, shared_ids  # noqa: E402

MOST_CORE_MS = 15.0
"""The bar for p95 of the core; the others have none."""


def milliseconds(work: Callable[[Case], object], cases: list[Case]) -> list[float]:
    """How long the work takes for each case, the better of two tries, shortest first."""
    return sorted(min(_once(work, case), _once(work, case)) for case in cases)


def _once(work: Callable[[Case], object], case: Case) -> float:
    start = time.perf_counter()
    work(case)
    return (time.perf_counter() - start) * 1000


def row(name: str, taken: list[float], bar: str = "") -> str:
    """One line of the table."""
    p95 = taken[int(len(taken) * 0.95)]
    return f"{name:<28} p50 {statistics.median(taken):7.2f} ms   p95 {p95:7.2f} ms   {bar}".rstrip()


def main() -> None:
    """Print the table."""
    knowledge = load(ROOT / "resources" / "knowledge")
    start = time.perf_counter()
    engine = Engine(knowledge)
    print(f"{'engine built once':<28} {(time.perf_counter() - start) * 1000:11.2f} ms")
    cases = [shared_case(knowledge, name) for name in shared_ids()]
    cores = {id(case): assess_core(engine, case) for case in cases}
    core = milliseconds(lambda case: assess_core(engine, case), cases)
    print(row("core", core, f"(bar: p95 under {MOST_CORE_MS:g} ms)"))
    some = cases[::4]
    print(row("next checks", milliseconds(lambda case: next_checks(engine, case), some)))
    changing = milliseconds(lambda case: with_would_change(engine, case, cores[id(case)]), some)
    print(row("next checks + would change", changing))


if __name__ == "__main__":
    main()
