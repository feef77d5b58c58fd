"""Milliseconds of a two-page exam sheet beside a minimal two-page sheet in the same font: at most three times as long."""

from __future__ import annotations

import io
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from reportlab.lib.pagesizes import A4  # noqa: E402
from reportlab.lib.styles import ParagraphStyle  # noqa: E402
from reportlab.pdfbase import pdfmetrics  # noqa: E402
from reportlab.pdfbase.ttfonts import TTFont  # noqa: E402
from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer, Table  # noqa: E402

from intake.domain.cases import Case  # noqa: E402
from intake.domain.records import ExamRecord, Paper, PrintLine  # noqa: E402
from intake.knowledge.loader import load  # noqa: E402
from intake.reasoning.assess import assess  # noqa: E402
from intake.reasoning.engine import Engine  # noqa: E402
from intake.reports.sheet_maker import ReportLabSheets  # noqa: E402
from tests.reports.records import read_pdf  # noqa: E402

SENTENCE = (
    "Paw placement delayed in both rear legs; skin twitch cuts off at L2 on both sides; pain on pressing T13 to L1."
)
MOST = 3.0
ROUNDS = 30


def minimal_sheet() -> bytes:
    """70 table rows of 5 cells and 12 paragraphs, two pages."""
    out, story = io.BytesIO(), []
    style = ParagraphStyle("s", fontName="Floor", fontSize=9, leading=12)
    for _ in range(12):
        story += [Paragraph(SENTENCE, style), Spacer(1, 4)]
    rows = [[f"Region {number}", "Check", "Left", "Right", "Note that is a little longer"] for number in range(70)]
    looks = [("FONT", (0, 0), (-1, -1), "Floor", 8), ("LINEBELOW", (0, 0), (-1, -1), 0.25, "#999999")]
    story.append(Table(rows, repeatRows=1, style=looks))
    SimpleDocTemplate(out, pagesize=A4, invariant=1).build(story)
    return out.getvalue()


def exam_sheet() -> Callable[[], bytes]:
    """An exam of two pages, everything but the sheet itself worked out before."""
    engine = Engine(load(ROOT / "resources" / "knowledge"))
    case = _two_page_case(engine)
    assessment, sheets = assess(engine, case), ReportLabSheets()
    line = PrintLine(clinic_name="Sample Street Veterinary Clinic", app_version="0", sheet_code="7Q4K9M2TXB")
    return lambda: sheets.exam_sheet(ExamRecord(case=case), engine, assessment, paper=Paper.A4, line=line)


def _two_page_case(engine: Engine) -> Case:
    import json

    from intake.knowledge.case_format import read_case

    rows = (json.loads(line) for line in (ROOT / "tests/cases/ordinary.jsonl").read_text("utf-8").splitlines())
    row = next(row for row in rows if row["id"] == "r002")
    return replace(read_case(json.dumps(row["case"]).encode(), engine.knowledge), notes={"rl_patellar": "dog tense"})


def milliseconds(make: Callable[[], bytes]) -> float:
    """How long one sheet takes."""
    start = time.perf_counter()
    make()
    return (time.perf_counter() - start) * 1000


def main() -> int:
    """Print both medians and the ratio of pairs taken in turn; 1 when it is over the limit."""
    pdfmetrics.registerFont(TTFont("Floor", str(ROOT / "resources" / "fonts" / "Inter-Regular.ttf")))
    make = exam_sheet()
    pages = len(read_pdf(make()).pages)
    minimal_sheet()
    pairs = [(milliseconds(minimal_sheet), milliseconds(make)) for _ in range(ROUNDS)]
    ratio = statistics.median(ours / floor for floor, ours in pairs)
    floor, ours = (statistics.median(times) for times in zip(*pairs, strict=True))
    print(f"sheet of {pages} pages {ours:.1f} ms, minimal two pages {floor:.1f} ms, ratio {ratio:.2f} (at most {MOST})")
    return int(ratio > MOST)


if __name__ == "__main__":
    sys.exit(main())
