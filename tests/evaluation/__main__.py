"""How well the engine does on dogs with a known truth: `python -m tests.evaluation [FILE...]`."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from intake.domain.errors import IntakeError
from intake.knowledge.loader import load
from intake.knowledge.model import Knowledge
from intake.paths import resource
from intake.reasoning.engine import Engine
from tests.evaluation.case_sets import Dog, own_files, read_sets
from tests.evaluation.held_back import Trial, hold_back
from tests.evaluation.held_back_text import held_back_text
from tests.evaluation.measures import Outcome, outcomes_of
from tests.evaluation.misses import as_text, misses_of
from tests.evaluation.table import groups_of, table
from tests.evaluation.thinned import thinned_table
from tests.evaluation.tuning import TUNED, TunedNumber, read_tuned


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the evaluation; 0 when it ran, 1 when a file cannot be read."""
    asked = _parser().parse_args(arguments)
    try:
        knowledge = load(resource("knowledge"))
        dogs = read_sets((*own_files(), *_further(asked.files)), knowledge)
        numbers = read_tuned(TUNED, knowledge)
    except IntakeError as error:
        print(error, file=sys.stderr)
        return 1
    for part in _parts(knowledge, dogs, numbers, asked):
        print(part, end="\n\n", flush=True)
    return 0


def _parts(
    knowledge: Knowledge, dogs: Sequence[Dog], numbers: Sequence[TunedNumber], asked: argparse.Namespace
) -> Iterator[str]:
    if not asked.held_back:
        engine = Engine(knowledge)
        outcomes = outcomes_of(engine, dogs)
        yield table(groups_of(outcomes))
        yield _misses(outcomes, knowledge, show_all=asked.misses)
        yield thinned_table(engine, dogs, draws=asked.draws, seed=asked.seed)
    # Further dogs are only judged: nothing is chosen on them.
    published = tuple(dog for dog in dogs if dog.is_published and dog.is_own)
    yield held_back_text(hold_back(Trial(knowledge, published), numbers), knowledge)


def _misses(outcomes: Sequence[Outcome], knowledge: Knowledge, *, show_all: bool) -> str:
    found = [(one, misses_of(one, knowledge)) for one in outcomes]
    shown = [as_text(one, misses) for one, misses in found if misses and (show_all or _is_shown(one.dog))]
    hidden = sum(len(misses) for one, misses in found if not (show_all or _is_shown(one.dog)))
    more = [f"{hidden} more among made-up dogs: --misses shows them."] if hidden else []
    return "\n".join(["Misses", *(shown or ["none"]), *more])


def _is_shown(dog: Dog) -> bool:
    return dog.is_published or not dog.is_own


def _further(files: Sequence[Path]) -> tuple[Path, ...]:
    """The files that are not read anyway, each once."""
    own = {file.resolve() for file in own_files()}
    return tuple({file.resolve(): file for file in files if file.resolve() not in own}.values())


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.evaluation", description=__doc__)
    parser.add_argument("files", nargs="*", type=Path, metavar="FILE", help="further dogs, one JSON object a line")
    parser.add_argument("--misses", action="store_true", help="show every miss, those of made-up dogs too")
    parser.add_argument("--held-back", action="store_true", help="only the figures of dogs that were held back")
    parser.add_argument("--draws", type=_count, default=3, help="draws of every thinned record (default 3)")
    parser.add_argument("--seed", type=int, default=1, help="of the thinned records (default 1)")
    return parser


def _count(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"expected a whole number from 1 on, found {text}")
    return int(text)


if __name__ == "__main__":
    sys.exit(main())
