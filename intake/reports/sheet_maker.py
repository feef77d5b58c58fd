"""Sheets as PDF, made with ReportLab."""

from __future__ import annotations

from pathlib import Path

from intake.domain.records import ExamRecord, Paper, PrintLine
from intake.paths import resource
from intake.reasoning.assessment import Assessment
from intake.reasoning.engine import Engine
from intake.reports.artwork import Artwork
from intake.reports.composer import Composer
from intake.reports.exam_assembly import exam_sheet_content
from intake.reports.exam_content import ExamSheetContent
from intake.reports.exam_sheet import exam_blocks
from intake.reports.glyphs import GlyphSetter
from intake.reports.page_frame import PageFrame
from intake.reports.paragraphs import Typesetter
from intake.reports.typefaces import Typefaces


class ReportLabSheets:
    """Makes sheets from the fonts, icons and body maps of the resources folder."""

    def __init__(self, resources: Path | None = None) -> None:
        self._faces = Typefaces(resources / "fonts" if resources else resource("fonts"))
        icons = resources / "icons" if resources else resource("icons")
        maps = resources / "body_maps" if resources else resource("body_maps")
        self._composer = Composer(Typesetter(GlyphSetter(self._faces)), Artwork(icons, maps))

    def exam_sheet(
        self, record: ExamRecord, engine: Engine, assessment: Assessment, *, paper: Paper, line: PrintLine
    ) -> bytes:
        """The exam sheet; the same content gives the same bytes."""
        return self.exam_pdf(exam_sheet_content(record, engine, assessment, line), paper)

    def exam_pdf(self, content: ExamSheetContent, paper: Paper) -> bytes:
        """The content as PDF."""
        frame = PageFrame(self._composer, content, paper)
        return frame.drawn(exam_blocks(self._composer, content, frame.width))
