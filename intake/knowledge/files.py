"""The files of the knowledge as they lie on disk, with their digest."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from intake.domain.errors import BadInput, Problem


@dataclass(frozen=True, slots=True)
class KnowledgeFile:
    """One file: its name for people, and its bytes."""

    name: str
    data: bytes


def read_files(folder: Path) -> tuple[KnowledgeFile, ...]:
    """Every `*.toml` of the folder by name.

    Raises:
        BadInput: the folder or a file in it cannot be read.
    """
    try:
        paths = sorted(folder.glob("*.toml"), key=lambda path: path.name)
        files = tuple(KnowledgeFile(path.name, path.read_bytes()) for path in paths)
    except OSError as error:
        raise BadInput((Problem(folder.name, f"cannot be read: {error.strerror}"),)) from error
    if not files:
        raise BadInput((Problem(folder.name, "there are no knowledge files (*.toml) in this folder"),))
    return files


def digest_of(files: tuple[KnowledgeFile, ...]) -> str:
    """A digest over names and bytes, in their order: the same files give the same digest."""
    digest = hashlib.sha256()
    for file in files:
        name = file.name.encode()
        digest.update(f"{len(name)} {len(file.data)} ".encode() + name)
        digest.update(file.data)
    return f"sha256:{digest.hexdigest()}"
