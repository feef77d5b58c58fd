"""Milliseconds of an assessment, over small, half and whole exams: after every answer, and when asked."""

from __future__ import annotations

import gc
import random
import statistics
import sys
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from intake.domain.cases import Case  # noqa: E402
from intake.knowledge.loader import load  # noqa: E402
from intake.knowledge.model import AnswerClass, Item, Kind  # noqa: E402
from intake.reasoning.assess import assess_core, if_this_were_wrong, next_checks, with_would_change  # noqa: E402
from intake.reasoning.engine import Engine  # noqa: E402
from tests.reasoning.dogs import a_case, shared_case, shared_ids, shared_rows  # noqa: E402

CORE, ASKED, CHANGES = 10.0, 60.0, 120.0
"""Most milliseconds of p95 on a machine that does nothing else: after every answer; next checks; what would change."""

A_CORE_EXAM, HALF = 85, 42
REPEATS = 3
FEW = 8
"""Records of a kind for what has no bar."""
QUIET_FLOOR = 0.72
"""Milliseconds of one floor on the machine the bars were set on, while it did nothing else."""


@dataclass(frozen=True)
class Exam:
    """One record, and what is said of it after every answer."""

    case: Case
    core: Any


# The records


def exams(engine: Engine, each: int) -> dict[str, list[Exam]]:
    """The records by kind: as they come, and those of the most answers that people and chance can give."""
    chance = random.Random(20)
    knowledge = engine.knowledge
    asked = [item for item in knowledge.items if not item.twin_of]
    core = [item for item in asked if item.core]
    dogs = [row["case"]["answers"] for _, row in shared_rows()]
    chosen = [chance.sample(core, A_CORE_EXAM) for _ in range(each)]
    records = {
        f"{A_CORE_EXAM} core answers, at random": [_at_random(items, chance) for items in chosen],
        f"{A_CORE_EXAM} core answers, of a dog": [_of_a_dog(items, chance.choice(dogs), chance) for items in chosen],
        f"{HALF} of them, at random": [_at_random(items[:HALF], chance) for items in chosen],
        f"{HALF} of them, of a dog": [_of_a_dog(items[:HALF], chance.choice(dogs), chance) for items in chosen],
        f"all {len(asked)} items, at random": [_at_random(asked, chance) for _ in range(each)],
        f"all {len(asked)} items, of a dog": [_of_a_dog(asked, chance.choice(dogs), chance) for _ in range(each)],
    }
    found = {name: [a_case(knowledge, answers) for answers in rows] for name, rows in records.items()}
    names = shared_ids()
    found["the shared cases"] = [shared_case(knowledge, name) for name in names[:: max(1, len(names) // (2 * each))]]
    return {name: [Exam(case, assess_core(engine, case)) for case in cases] for name, cases in found.items()}


def _at_random(items: Iterable[Item], chance: random.Random) -> dict[str, Any]:
    return {item.id: _answer(item, chance, [option.value for option in item.options]) for item in items}


def _of_a_dog(items: Iterable[Item], dog: dict[str, Any], chance: random.Random) -> dict[str, Any]:
    """What a shared case records of these items; the others normal."""
    normal = {item.id: [option.value for option in item.options if option.cls is AnswerClass.NORMAL] for item in items}
    return {item.id: dog.get(item.id, _answer(item, chance, normal[item.id] or _last(item))) for item in items}


def _last(item: Item) -> list[str]:
    return [option.value for option in item.options[-1:]]


def _answer(item: Item, chance: random.Random, values: list[str]) -> Any:
    if item.sites:
        return {site: _value(item, chance, values) for site in item.sites}
    return _value(item, chance, values)


def _value(item: Item, chance: random.Random, values: list[str]) -> Any:
    if item.kind is Kind.TEXT:
        return "words"
    if item.kind is Kind.NUM:
        low, high = item.minimum or 0, item.maximum or 10
        return chance.randint(int(low), int(high)) if item.whole_number else round(chance.uniform(low, high), 2)
    return [chance.choice(values)] if item.kind is Kind.MULTI else chance.choice(values)


# The times


def milliseconds(work: Callable[[], object]) -> float:
    """How long the work takes."""
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1000


def floor() -> None:
    """Plain Python that looks things up: three quarters of a millisecond where the bars were set."""
    truths = dict.fromkeys(range(0, 3000, 3), ())
    found = 0
    for number in range(15_000):
        if number % 3000 in truths:
            found += 1


def beside_floor(work: Callable[[], object]) -> tuple[float, float]:
    """The best of a few tries, and of the floor in turn with them: other programs only ever add."""
    tries = [(milliseconds(work), milliseconds(floor)) for _ in range(REPEATS)]
    return min(ours for ours, _ in tries), min(floor for _, floor in tries)


def row(name: str, some: list[Exam], work: Callable[[Exam], object]) -> float:
    """Print one line of the table; gives the ratio of p95 to the floor."""
    pairs = [beside_floor(partial(work, exam)) for exam in some]
    taken, unit = sorted(ours for ours, _ in pairs), statistics.median(floor for _, floor in pairs)
    p95 = taken[int(len(taken) * 0.95)]
    print(
        f"  {name:<32} p50 {statistics.median(taken):7.2f}   p95 {p95:7.2f}   most {taken[-1]:7.2f} ms"
        f"   p95 {p95 / unit:6.1f} floors of {unit:.2f} ms"
    )
    return p95 / unit


def worst(name: str, bar: float | None, kinds: dict[str, list[Exam]], work: Callable[[Exam], object]) -> bool:
    """Print the table of one piece of work; whether its worst p95 is over the bar, told in floors."""
    most = None if bar is None else bar / QUIET_FLOOR
    print(f"{name} ({'no bar' if most is None else f'bar: p95 under {bar:g} ms, {most:.0f} floors'})")
    ratio = max(row(kind, some, work) for kind, some in kinds.items())
    return most is not None and ratio > most


def main(each: int = 40, slack: float = 1.0) -> int:
    """Print the tables; 1 when a p95 is over its bar."""
    knowledge = load(ROOT / "resources" / "knowledge")
    print(f"engine built once in {min(milliseconds(partial(Engine, knowledge)) for _ in range(REPEATS)):.0f} ms")
    engine = Engine(knowledge)
    kinds = exams(engine, each)
    few = {kind: some[:FEW] for kind, some in kinds.items()}
    gc.freeze()
    over = [
        worst("after every answer", CORE * slack, kinds, lambda exam: assess_core(engine, exam.case)),
        worst("next checks", ASKED * slack, kinds, lambda exam: next_checks(engine, exam.case)),
        worst(
            "what would change", CHANGES * slack, kinds, lambda exam: with_would_change(engine, exam.case, exam.core)
        ),
        worst("if this were wrong", None, few, lambda exam: if_this_were_wrong(engine, exam.case)),
    ]
    return int(any(over))


if __name__ == "__main__":
    sys.exit(main(*(int(sys.argv[1]), float(sys.argv[2])) if len(sys.argv) > 2 else ()))
