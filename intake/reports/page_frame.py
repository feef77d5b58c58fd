"""The pages of a sheet with what stands on every one of them: header, footer, code, page numbers."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

from intake.domain.records import Paper
from intake.reasoning.words import lower_first
from intake.reports.artwork import qr_code
from intake.reports.blocks import Block, pages
from intake.reports.composer import NAME, SMALL, TITLE, Composer
from intake.reports.exam_content import ExamSheetContent
from intake.reports.exam_words import shortened
from intake.reports.glyphs import clean
from intake.reports.paragraphs import GREY, INK, Span, Type
from intake.reports.pen import PLAIN_BOX, Pen
from intake.reports.sheet_codes import page_code
from intake.reports.typefaces import Weight

SIZES = {Paper.A4: (595.276, 841.89), Paper.LETTER: (612.0, 792.0)}
DISCLAIMER = "Findings and suggestions only. This sheet does not name a disease. A licensed vet decides."
_SIDE = 30.0
_TOP = 28.5  # a little over 10 mm
_QR = 46.0
_PAGE_TYPE = Type(8, 10.5)


class PageFrame:
    """Lays blocks out on pages and draws them with header and footer."""

    def __init__(self, composer: Composer, content: ExamSheetContent, paper: Paper) -> None:
        self._composer = composer
        self._content = content
        self._size = SIZES[paper]
        self.width = self._size[0] - 2 * _SIDE
        self._head_width = self.width - _QR - 130
        self._head = [
            composer.text((Span(shortened(content.clinic), Weight.MEDIUM, GREY),), self._head_width, Type(8, 10.5)),
            composer.words(content.title, self._head_width, TITLE, Weight.BOLD),
            composer.text(_dog_spans(content), self._head_width + 60, NAME),
        ]
        self._foot = [
            composer.text((Span(text, colour=GREY),), self.width - 76, SMALL) for text in _foot_words(content)
        ]

    def drawn(self, blocks: Sequence[Block]) -> bytes:
        """The blocks on as many pages as they need, as PDF."""
        out = io.BytesIO()
        canvas = self._canvas(out)
        top = _TOP + max(sum(block.height for block in self._head), _QR) + 8
        laid = pages(blocks, self._size[1] - top - 8 - self._foot_height - 8 - _TOP)
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
        canvas.setTitle(
            clean(" · ".join(part for part in (content.title, shortened(content.dog_name), content.visit) if part))
        )
        canvas.setAuthor(clean(shortened(content.clinic)) or "Intake")
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

    @property
    def _foot_height(self) -> float:
        return sum(block.height for block in self._foot) + 2.5

    def _draw_foot(self, pen: Pen, number: int, count: int) -> None:
        y = self._size[1] - _TOP - self._foot_height
        pen.rule(_SIDE, y, self.width, thickness=0.75, colour=PLAIN_BOX.colour)
        y += 2.5
        for block in self._foot:
            block.draw(pen, _SIDE, y)
            y += block.height
        code = f"{self._content.code}-S{number}" if self._content.code else ""
        last = y - _PAGE_TYPE.leading
        for words, weight, at in (
            (code, Weight.REGULAR, last - 9.6),
            (f"Page {number} of {count}", Weight.SEMIBOLD, last),
        ):
            type_ = SMALL if weight is Weight.REGULAR else _PAGE_TYPE
            colour = GREY if weight is Weight.REGULAR else INK
            for line in self._composer.text((Span(words, weight, colour),), 120, type_).lines:
                pen.line_of_text(line, _SIDE + self.width - line.width, at, type_)


def _foot_words(content: ExamSheetContent) -> tuple[str, str]:
    parts = (content.title, lower_first(content.visit), *content.made_with, shortened(content.printed))
    return DISCLAIMER, " · ".join(part for part in parts if part)


def _dog_spans(content: ExamSheetContent) -> tuple[Span, ...]:
    spans = [Span(shortened(content.dog_name), Weight.SEMIBOLD)]
    for part in content.dog_line:
        spans += [Span(" · ", Weight.MEDIUM), Span(part, Weight.MEDIUM)]
    return tuple(spans)
