"""The files of a clinic's own rules as they lie on disk, each readable or refused with a sentence."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from intake.domain.errors import Problem
from intake.knowledge.files import KnowledgeFile

BEFORE = "clinic/"
"""What the name of a clinic's file begins with in problems and in the digest."""
MOST_BYTES = 1024 * 1024
MOST_FILES = 100
_NAME = r"\w[\w .()-]{0,100}"


@dataclass(frozen=True, slots=True)
class Offered:
    """What lies in the folder: the files that can be read, and why the others cannot."""

    files: tuple[KnowledgeFile, ...] = ()
    refused: tuple[Problem, ...] = ()


def read_clinic_folder(folder: Path) -> Offered:
    """Every `*.toml` of the folder by name; a folder that is not there offers nothing."""
    try:
        if not folder.exists():
            return Offered()
        found = sorted((path for path in folder.iterdir() if _is_meant(path)), key=lambda path: path.name)
    except OSError as error:
        return Offered(
            refused=(Problem(BEFORE[:-1], f"the folder cannot be read ({error.strerror}); let your account read it"),)
        )
    read = [_read(path) for path in found[:MOST_FILES]]
    problems = [one for one in read if isinstance(one, Problem)]
    problems += [Problem(_name_of(path), f"is one file too many; {MOST_FILES} are read") for path in found[MOST_FILES:]]
    return Offered(tuple(one for one in read if isinstance(one, KnowledgeFile)), tuple(problems))


def _is_meant(path: Path) -> bool:
    # Editors and file managers leave files of their own behind, named with a dot.
    return path.suffix.lower() == ".toml" and not path.name.startswith(".")


def _name_of(path: Path) -> str:
    return BEFORE + ascii(path.name)[1:-1] if not re.fullmatch(_NAME, path.name) else BEFORE + path.name


def _read(path: Path) -> KnowledgeFile | Problem:
    name = _name_of(path)
    if not re.fullmatch(_NAME, path.name):
        return Problem(
            name, "give the file a plain name: letters, digits, spaces, dots and dashes, at most 100 of them"
        )
    try:
        if not path.is_file():
            return Problem(name, "is not a file; move it out of the folder")
        with path.open("rb") as file:
            content = file.read(MOST_BYTES + 1)
    except OSError as error:
        return Problem(
            name, f"cannot be read ({error.strerror}); let your account read it, or move it out of the folder"
        )
    if len(content) > MOST_BYTES:
        return Problem(name, f"is longer than {MOST_BYTES} bytes (1 MiB); split it into several files")
    return KnowledgeFile(name, content)
