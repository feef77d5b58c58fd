"""What the exam asks and what answers mean: checked, listed, described."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from intake.domain.errors import BadInput
from intake.knowledge import listing, loader, schema
from intake.knowledge.model import Knowledge

KINDS = listing.KINDS


def check(folder: Path, *, extra: Path | None = None) -> None:
    """Pass when every file in the folder, with the clinic's own, can be used.

    Raises:
        BadInput: every problem with file, id and key.
    """
    problems = loader.check(folder, extra=extra)
    if problems:
        raise BadInput(problems)


def summary(knowledge: Knowledge) -> dict[str, Any]:
    """Version, digest and how many there are of each kind."""
    return listing.summary(knowledge)


def listed(knowledge: Knowledge, kind: str) -> list[dict[str, Any]]:
    """Everything of one kind, each with its id and its sources."""
    return listing.listing(knowledge, kind)


def case_schema(knowledge: Knowledge) -> dict[str, Any]:
    """The JSON Schema of a case file, made from the exam."""
    return schema.case_schema(knowledge)
