"""What has to hold across the rows of the knowledge."""

from __future__ import annotations

from collections.abc import Iterator

from intake.domain.errors import Problem
from intake.knowledge.assembly import Draft
from intake.knowledge.model import Knowledge


def problems_in(draft: Draft, knowledge: Knowledge) -> Iterator[Problem]:
    """Every rule that the rows of the draft break."""
    yield from ()
