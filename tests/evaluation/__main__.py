"""How well the engine does on dogs with a known truth: `python -m tests.evaluation [FILE...]`."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from intake.domain.errors import IntakeError
from intake.knowledge.loader import load
from intake.knowledge.model import Knowledge
from intake.paths import resource
from intake.reasoning.engine import Engine
from tests.evaluation.case_sets import own_files, read_sets
from tests.evaluation.measures import Outcome, outcomes_of
from tests.evaluation.misses import as_text, misses_of
from tests.evaluation.table import groups_of, table
from tests.evaluation.thinned import thinned_table


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the evaluation; 0 when it ran, 1 when a file cannot be read."""
    asked = _parser().parse_args(arguments)
    try:
        engine = Engine(load(resource("knowledge")))
        dogs = read_sets((*own_files(), *asked.files), engine.knowledge)
    except IntakeError as error:
        print(error, file=sys.stderr)
        return 1
    outcomes = outcomes_of(engine, dogs)
    print(table(groups_of(outcomes)))
    print(_misses(outcomes, engine.knowledge, show_all=asked.misses))
    print(f"\n{thinned_table(engine, dogs, draws=asked.draws, seed=asked.seed)}")
    return 0


def _misses(outcomes: Sequence[Outcome], knowledge: Knowledge, *, show_all: bool) -> str:
    found = [(one, misses_of(one, knowledge)) for one in outcomes]
    shown = [as_text(one, misses) for one, misses in found if misses and (show_all or one.dog.is_published)]
    hidden = sum(len(misses) for one, misses in found if not (show_all or one.dog.is_published))
    title = "Misses" if show_all else "Misses among published dogs"
    more = [f"{hidden} more among the other dogs: --misses shows them."] if hidden else []
    return "\n".join([f"\n{title}\n", *(shown or ["none"]), *more])


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.evaluation", description=__doc__)
    parser.add_argument("files", nargs="*", type=Path, metavar="FILE", help="further dogs, one JSON object a line")
    parser.add_argument("--misses", action="store_true", help="show every miss, not those of published dogs only")
    parser.add_argument("--draws", type=int, default=3, help="draws of every thinned record (default 3)")
    parser.add_argument("--seed", type=int, default=1, help="of the thinned records (default 1)")
    return parser


if __name__ == "__main__":
    sys.exit(main())
