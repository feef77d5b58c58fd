"""Case files: what comes in, what the engine says of it, and what goes out; without the record."""

from __future__ import annotations

from typing import Any

from intake.domain.cases import Case
from intake.knowledge.case_format import read_case, write_case
from intake.reasoning.as_json import as_json
from intake.reasoning.assess import assess
from intake.reasoning.assessment import Assessment
from intake.reasoning.engine import Engine
from intake.reasoning.text import as_text


def case_from(engine: Engine, content: bytes) -> Case:
    """The case of a file, checked against the exam.

    Raises:
        BadInput: every problem with its path; nothing is guessed.
    """
    return read_case(content, engine.knowledge)


def normal_form(engine: Engine, case: Case) -> bytes:
    """The case as a file: only what was given, always the same bytes."""
    return write_case(case, engine.knowledge)


def assessed(engine: Engine, case: Case, *, for_veterinarian: bool = False) -> Assessment:
    """Everything the engine says of the case; for a vet also the next checks that only a vet does."""
    return assess(engine, case, for_veterinarian=for_veterinarian)


def assessment_object(assessment: Assessment) -> dict[str, Any]:
    """The assessment in the exchange format."""
    return as_json(assessment)


def assessment_text(engine: Engine, case: Case, assessment: Assessment, *, for_veterinarian: bool = False) -> str:
    """The assessment of a case in words: for a technician without the names of causes, or for a vet."""
    return as_text(assessment, engine, case=case, for_veterinarian=for_veterinarian)
