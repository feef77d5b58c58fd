"""`assess`: a case in, an assessment out, without a database."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from intake.app import case_files
from intake.cli.answer import Answer
from intake.cli.case_input import read
from intake.cli.place import rulebooks_of


def add_to(commands: Any) -> None:
    """The command and its arguments."""
    parser = commands.add_parser("assess", help="a case in, an assessment out, without a database")
    parser.add_argument("case", type=Path, metavar="CASE.json")
    parser.add_argument("--vet", action="store_true", help="write for a veterinarian, with the names of causes")
    parser.set_defaults(command=_assess)


def _assess(given: argparse.Namespace) -> Answer:
    engine = rulebooks_of(given).current
    case = read(engine, given.case)
    assessment = case_files.assessed(engine, case)
    # The object is the same whoever asks: a vet's own next checks stand in the text only.
    told = case_files.assessed(engine, case, for_veterinarian=True) if given.vet else assessment
    text = case_files.assessment_text(engine, case, told, for_veterinarian=given.vet)
    return Answer(case_files.assessment_object(assessment), text)
