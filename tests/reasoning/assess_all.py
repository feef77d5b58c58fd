"""Writes the assessment of every nth shared case to a file, a line each: `python -m tests.reasoning.assess_all N OUT`."""

import json
import sys
from pathlib import Path

from intake.knowledge.loader import load
from intake.reasoning.as_json import as_json
from intake.reasoning.assess import assess
from intake.reasoning.engine import Engine
from tests.reasoning.dogs import shared_case, shared_ids

KNOWLEDGE = Path(__file__).parents[2] / "resources" / "knowledge"


def main(every: int, out: Path) -> None:
    """Assess them."""
    engine = Engine(load(KNOWLEDGE))
    with out.open("w", encoding="utf-8") as file:
        for name in shared_ids()[::every]:
            file.write(json.dumps(as_json(assess(engine, shared_case(engine.knowledge, name)))) + "\n")


if __name__ == "__main__":
    main(int(sys.argv[1]), Path(sys.argv[2]))
