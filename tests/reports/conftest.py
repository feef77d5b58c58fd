"""The engine, the shared cases and the sheet maker, built once."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from intake.domain.cases import Case
from intake.knowledge.case_format import read_case
from intake.knowledge.loader import load
from intake.reasoning.assess import assess_core
from intake.reasoning.assessment import Assessment
from intake.reasoning.engine import Engine
from intake.reports.exam_assembly import exam_sheet_content
from intake.reports.exam_content import ExamSheetContent
from intake.reports.glyphs import GlyphSetter
from intake.reports.paragraphs import Typesetter
from intake.reports.sheet_maker import ReportLabSheets
from intake.reports.typefaces import Typefaces
from tests.reports.records import LINE, in_the_clinic


@dataclass(frozen=True)
class Printed:
    """A case and what its sheet says."""

    case: Case
    assessment: Assessment
    content: ExamSheetContent


ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def engine() -> Engine:
    return Engine(load(ROOT / "resources" / "knowledge"))


@pytest.fixture(scope="session")
def cases(engine: Engine) -> Mapping[str, Case]:
    files = (ROOT / "tests" / "cases" / f"{name}.jsonl" for name in ("published", "ordinary", "vignettes"))
    rows = [json.loads(line) for file in files for line in file.read_text("utf-8").splitlines()]
    return {row["id"]: read_case(json.dumps(row["case"]).encode(), engine.knowledge) for row in rows}


@pytest.fixture(scope="session")
def shared(engine: Engine, cases: Mapping[str, Case]) -> Mapping[str, Printed]:
    """Every shared case with its assessment and its sheet's content."""
    printed = {}
    for name, case in cases.items():
        assessment = assess_core(engine, case)
        printed[name] = Printed(case, assessment, exam_sheet_content(in_the_clinic(case), engine, assessment, LINE))
    return printed


@pytest.fixture(scope="session")
def sheets() -> ReportLabSheets:
    return ReportLabSheets()


@pytest.fixture(scope="session")
def faces() -> Typefaces:
    return Typefaces(ROOT / "resources" / "fonts")


@pytest.fixture(scope="session")
def glyphs(faces: Typefaces) -> GlyphSetter:
    return GlyphSetter(faces)


@pytest.fixture(scope="session")
def typesetter(glyphs: GlyphSetter) -> Typesetter:
    return Typesetter(glyphs)
