"""The knowledge, read strictly from its files: everything or every problem."""

from __future__ import annotations

from pathlib import Path

from intake.domain.errors import BadInput, Problem
from intake.knowledge.files import KnowledgeFile, digest_of, read_files
from intake.knowledge.model import Knowledge
from intake.knowledge.stored import cached, decode, encode, keep

__all__ = ["check", "decode", "encode", "load"]


def load(folder: Path, *, cache: Path | None = None) -> Knowledge:
    """The checked knowledge of a folder, without rules of a clinic.

    Raises:
        BadInput: every problem, with file, id and key.
    """
    files = read_files(folder)
    digest = digest_of(files)
    kept = cached(cache, digest) if cache is not None else None
    if kept is not None:
        return kept
    knowledge, problems = _read(files, digest)
    if knowledge is None or problems:
        raise BadInput(problems)
    if cache is not None:
        keep(cache, knowledge)
    return knowledge


def check(folder: Path) -> tuple[Problem, ...]:
    """Every problem of the files in a folder; empty when they are sound."""
    try:
        files = read_files(folder)
    except BadInput as error:
        return error.problems
    return _read(files, digest_of(files))[1]


def _read(files: tuple[KnowledgeFile, ...], digest: str) -> tuple[Knowledge | None, tuple[Problem, ...]]:
    # Reading and checking is only needed when the cache has nothing: the imports would cost every start.
    from intake.knowledge.assembly import draft_of
    from intake.knowledge.checks import problems_in
    from intake.knowledge.finishing import knowledge_of

    draft = draft_of(files)
    knowledge = knowledge_of(draft, digest)
    if knowledge is not None:
        draft.problems.extend(problems_in(draft, knowledge))
    return knowledge, tuple(draft.problems)
