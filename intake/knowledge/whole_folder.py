"""Whether a folder holds an exam with all its rules, or only what a clinic adds to one."""

from __future__ import annotations

import re
from pathlib import Path

from intake.domain.errors import BadInput
from intake.knowledge.files import read_files

OWN_FILES = frozenset(
    ("knowledge.toml", "method.toml", "never_shown.toml", "regions.toml", "exam_regions.toml", "safety_rules.toml")
)
"""Files that only a folder with an exam of its own has."""
_VERSION = rb"(?m)^[ \t]*\[knowledge\]"


def is_whole(folder: Path) -> bool:
    """Whether the folder has the exam's own files: one of their names, or a table that gives the version."""
    try:
        files = read_files(folder)
    except BadInput:
        return False
    return any(file.name in OWN_FILES or re.search(_VERSION, file.data) for file in files)
