"""The files of the knowledge as they lie on disk, with their digest."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from intake.domain.errors import BadInput, Problem


@dataclass(frozen=True, slots=True)
class KnowledgeFile:
    """One file: its name for people, its bytes, and whether the clinic added it."""

    name: str
    data: bytes
    added: bool = False


def read_files(folder: Path, extra: Path | None = None) -> tuple[KnowledgeFile, ...]:
    """Every `*.toml` of the folder by name, then those of the clinic's own folder, if there is one.

    Raises:
        BadInput: the folder or a file in it cannot be read.
    """
    files = _files_of(folder, added=False)
    if not files:
        raise BadInput((Problem(folder.name, "there are no knowledge files (*.toml) in this folder"),))
    if extra is not None and extra.is_dir():
        files += _files_of(extra, added=True)
    return tuple(files)


def _files_of(folder: Path, *, added: bool) -> list[KnowledgeFile]:
    before = "clinic/" if added else ""
    try:
        paths = sorted(folder.glob("*.toml"), key=lambda path: path.name)
        return [KnowledgeFile(before + path.name, path.read_bytes(), added=added) for path in paths]
    except OSError as error:
        raise BadInput((Problem(folder.name, f"cannot be read: {error.strerror}"),)) from error


def digest_of(files: tuple[KnowledgeFile, ...]) -> str:
    """A digest over names and bytes, in their order: the same files give the same digest."""
    digest = hashlib.sha256()
    for file in files:
        name = file.name.encode()
        digest.update(f"{len(name)} {len(file.data)} ".encode() + name)
        digest.update(file.data)
    return f"sha256:{digest.hexdigest()}"
