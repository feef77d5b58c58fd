"""The pages of a sheet with what stands on every one of them: header, footer, code, page numbers."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

from intake.domain.records import Paper
from intake.reports.artwork import qr_code
from intake.reports.blocks import Block, pages
from intake.reports.composer import NAME, SMALL, TITLE, Composer
from intake.reports.exam_content import ExamSheetContent
from intake.reports.paragraphs import GREY, INK, Span, Type
from intake.reports.pen import Pen
from intake.reports.sheet_codes import page_code
from intake.reports.typefaces import Weight

SIZES = {Paper.A4: (595.276, 841.89), Paper.LETTER: (612.0, 792.0)}
DISCLAIMER = "Findings and suggestions only. This sheet does not name a disease. A licensed vet decides."
_SIDE = 30.0
_TOP = 28.5  # a little over 10 mm
_QR = 46.0
_FOOT = 30.0


class PageFrame:
    """Lays blocks out on pages and draws them with header and footer."""

    def __init__(self, composer: Composer, content: ExamSheetContent, paper: Paper) -> None:
        self._composer = composer
        self._content = content
        self._size = SIZES[paper]
        self.width = self._size[0] - 2 * _SIDE
        self._head_width = self.width - _QR - 130
        self._head = [
            composer.text((Span(content.clinic, Weight.MEDIUM, GREY),), self._head_width, Type(8, 10.5)),
            composer.words(content.title, self._head_width, TITLE, Weight.BOLD),
            composer.text(_dog_spans(content), self._head_width + 60, NAME),
        ]

    def drawn(self, blocks: Sequence[Block]) -> bytes:
        """The blocks on as many pages as they need, as PDF."""
        out = io.BytesIO()
        canvas = self._canvas(out)
        top = _TOP + max(sum(block.height for block in self._head), _QR) + 8
        laid = pages(blocks, self._size[1] - top - 8 - _FOOT - _TOP)
        for number, placed in enumerate(laid, 1):
            pen = Pen(canvas, self._size[1])
            self._draw_head(pen, number, top)
            for y, block in placed:
                block.draw(pen, _SIDE, top + 8 + y)
            self._draw_foot(pen, number, len(laid))
            canvas.showPage()
        canvas.save()
        return out.getvalue()

    def _canvas(self, out: io.BytesIO) -> Any:
        from reportlab import rl_config
        from reportlab.pdfgen.canvas import Canvas

        rl_config.useA85 = 0  # bytes as they are: a fifth smaller, and faster
        content = self._content
        canvas = Canvas(
            out,
            pagesize=self._size,
            invariant=1,
            pageCompression=1,
            lang="en",
            initialFontName=self._composer.mark_font,
        )
        canvas.setTitle(" · ".join(part for part in (content.title, content.dog_name, content.visit) if part))
        canvas.setAuthor(content.clinic or "Intake")
        canvas.setSubject(DISCLAIMER)
        canvas.setCreator(content.made_with[-1] if content.made_with else "Intake")
        return canvas

    def _draw_head(self, pen: Pen, number: int, bottom: float) -> None:
        y = _TOP
        for block in self._head:
            block.draw(pen, _SIDE, y)
            y += block.height
        right = _SIDE + self.width - _QR - 10
        content = self._content
        status = content.signing.status
        lines = [(content.visit, Weight.MEDIUM), (content.when, Weight.MEDIUM), (status, Weight.BOLD)]
        y = _TOP
        for words, weight in lines:
            y = self._right(pen, words, weight, right, y)
        if content.code:
            qr_code(pen, page_code(content.code, number), right + 10, _TOP, _QR)
        pen.rule(_SIDE, bottom, self.width, thickness=1.5)

    def _right(self, pen: Pen, words: str, weight: Weight, right: float, y: float) -> float:
        if not words:
            return y
        type_ = Type(8, 10.5)
        text = self._composer.text((Span(words, weight, INK if weight is Weight.BOLD else GREY),), 128, type_)
        for line in text.lines:
            pen.line_of_text(line, right - line.width, y, type_)
            y += type_.leading
        return y

    def _draw_foot(self, pen: Pen, number: int, count: int) -> None:
        content = self._content
        y = self._size[1] - _TOP - _FOOT + 8
        pen.rule(_SIDE, y, self.width, thickness=0.75, colour="#7C8A85")
        code = f"code {content.code}-S{number}" if content.code else ""
        parts = (content.title, content.visit.lower(), *content.made_with, content.printed, code)
        words = " · ".join(part for part in parts if part)
        room = self.width - 60
        for text in (DISCLAIMER, words):
            y += 2.5 if text is DISCLAIMER else SMALL.leading
            self._composer.text((Span(text, colour=GREY),), room, SMALL).draw(pen, _SIDE, y)
        page = self._composer.words(f"Page {number} of {count}", 60, Type(8, 10.5), Weight.SEMIBOLD)
        page.draw(pen, _SIDE + self.width - page.lines[0].width, y)


def _dog_spans(content: ExamSheetContent) -> tuple[Span, ...]:
    spans = [Span(content.dog_name, Weight.SEMIBOLD)]
    for part in content.dog_line:
        spans += [Span(" · ", Weight.MEDIUM), Span(part, Weight.MEDIUM)]
    return tuple(spans)
