"""How well the engine does on dogs with a known truth: `python -m tests.evaluation [FILE...]`."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from intake.domain.errors import IntakeError
from intake.knowledge.loader import load
from intake.paths import resource
from intake.reasoning.engine import Engine
from tests.evaluation.case_sets import own_files, read_sets
from tests.evaluation.measures import outcomes_of
from tests.evaluation.table import groups_of, table


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
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.evaluation", description=__doc__)
    parser.add_argument("files", nargs="*", type=Path, metavar="FILE", help="further dogs, one JSON object a line")
    return parser


if __name__ == "__main__":
    sys.exit(main())
