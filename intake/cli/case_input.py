"""Case files named on the command line."""

from __future__ import annotations

from pathlib import Path

from intake.app import case_files
from intake.cli.answer import read_file
from intake.domain.cases import Case
from intake.reasoning.engine import Engine

LONGEST_CASE = 1 << 20


def read(engine: Engine, path: Path) -> Case:
    """The case in a file.

    Raises:
        StorageTrouble: the file cannot be read.
        BadInput: it is not a case; every problem with its path.
    """
    return case_files.case_from(engine, read_file(path, LONGEST_CASE))
