"""Median and p95 milliseconds of a two-page ReportLab Platypus sheet: 70 table rows of 5 cells and 12 paragraphs in an embedded TrueType font."""

import io
import statistics
import sys
import time

from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer, Table

pdfmetrics.registerFont(TTFont("F", sys.argv[1]))
style = ParagraphStyle("s", fontName="F", fontSize=9, leading=12)


def sheet():
    out = io.BytesIO()
    story = []
    for i in range(12):
        story += [
            Paragraph(
                "Paw placement delayed in both rear legs; skin twitch cuts off at L2 on both sides; pain on pressing T13 to L1.",
                style,
            ),
            Spacer(1, 4),
        ]
    story.append(
        Table(
            [[f"Region {i}", "Check", "Left", "Right", "Note that is a little longer"] for i in range(70)],
            repeatRows=1,
            style=[("FONT", (0, 0), (-1, -1), "F", 8), ("LINEBELOW", (0, 0), (-1, -1), 0.25, "#999999")],
        )
    )
    SimpleDocTemplate(out, pagesize=A4, invariant=1).build(story)
    return out.getvalue()


sheet()
ms = []
for _ in range(30):
    t = time.perf_counter()
    sheet()
    ms.append((time.perf_counter() - t) * 1000)
print(f"median {statistics.median(ms):.1f} ms p95 {sorted(ms)[28]:.1f} ms")
