"""Suggestions on the exam sheet: scores, places, cares, and tests with the vet's decisions."""

from __future__ import annotations

from intake.reasoning.words import TOO_LITTLE, counts_words
from intake.reports.artwork import evidence_squares
from intake.reports.blocks import Beside, Block, Picture, Row, Stack, space, table
from intake.reports.composer import BODY, SMALL, Composer
from intake.reports.exam_content import ExamSheetContent, Fact, PlaceLine, WorkupLine
from intake.reports.paragraphs import GREY, Span
from intake.reports.pen import Pen
from intake.reports.typefaces import Weight

_ICONS = {
    "bloodwork": "test-tubes",
    "urinalysis": "droplets",
    "imaging": "scan-line",
    "spinal_fluid": "syringe",
    "other": "stethoscope",
}
_NEVER = "An area to look at, never a diagnosis. The vet decides."


def scores_table(composer: Composer, content: ExamSheetContent, width: float) -> Block | None:
    """The complete scores; of the others only the names."""
    if not content.scores:
        return None
    at, meaning = width * 0.4, width * 0.58
    rows: list[Block] = [
        composer.row(
            (
                (0, composer.words(score.name, at - 6)),
                (at, composer.words(score.value, meaning - at - 6, weight=Weight.SEMIBOLD)),
                (meaning, composer.text((Span(score.meaning, colour=GREY),), width - meaning, SMALL)),
            ),
            width,
        )
        for score in content.scores
    ]
    header = composer.header(((0, "Score"), (at, "Today"), (meaning, "Meaning")), width)
    parts: list[Block] = [table(header, [row for row in rows if isinstance(row, Row)])]
    if content.scores_open:
        parts.append(_small(composer, f"Parts missing, so no value: {', '.join(content.scores_open)}", width))
    return composer.section("activity", "Scores", parts)


def places_section(composer: Composer, content: ExamSheetContent, width: float) -> list[Block]:
    """Where the findings fit best, with what counts for and against."""
    parts: list[Block] = []
    if not content.enough:
        parts.append(composer.words(f"{TOO_LITTLE}.", width, weight=Weight.SEMIBOLD))
    rows = [_place(composer, number, place, width) for number, place in enumerate(content.places, 1)]
    parts += [
        table(None, rows),
        _small(composer, f"Filled: fits. Crossed: speaks against. Dashed: not known. {_NEVER}", width),
    ]
    blocks: list[Block] = [composer.section("compass", "Where in the body the findings fit best", parts)]
    if content.cares:
        cares = [_care(composer, care, width) for care in content.cares]
        blocks.append(composer.section("shield-alert", "Take care when reading this", [table(None, cares)]))
    return blocks


def _care(composer: Composer, care: Fact, width: float) -> Row:
    because = (Span(f"{care.label}. ", colour=GREY),) if care.label else ()
    words = composer.text((*because, Span(care.value)), width - 16)
    return composer.row(((0, composer.icon("triangle-alert")), (16, words)), width)


def _place(composer: Composer, number: int, place: PlaceLine, width: float) -> Row:
    fit, squares, counts = width * 0.385, width * 0.535, width * 0.765
    room = counts - squares - 8
    remark = (Span(f"  {place.remark}", colour=GREY),) if place.remark else ()
    said = counts_words(place.counts)
    return composer.row(
        (
            (2, composer.words(str(number), 12, weight=Weight.BOLD)),
            (16, composer.text((Span(place.name, Weight.SEMIBOLD), *remark), fit - 22)),
            (fit, composer.words(place.fit, squares - fit - 4)),
            (squares, Picture(BODY.leading, lambda pen, x, y: evidence_squares(pen, place.counts, (x, y + 2.6), room))),
            (counts, composer.text((Span(said, colour=GREY),), width - counts)),
        ),
        width,
    )


def workups_section(composer: Composer, content: ExamSheetContent, width: float) -> list[Block]:
    """Every suggestion with its reasons, cautions and the vet's decision."""
    if not content.workups:
        words = composer.text((Span("What is recorded calls for no test.", colour=GREY),), width)
        return [composer.section("clipboard-list", "Suggested workup and why", [words])]
    test, why, decision = 18.0, width * 0.27, width * 0.775
    titles = ((test, "Test"), (why, "Reasons recorded today"), (decision, "Vet decision"))
    rows = [_workup(composer, line, (test, why, decision), width) for line in content.workups]
    parts: list[Block] = [table(composer.header(titles, width), rows)]
    if content.workups_more:
        parts.append(_small(composer, f"Also called for: {', '.join(content.workups_more)}", width))
    return [composer.section("clipboard-list", "Suggested workup and why", parts, is_kept=False)]


def _workup(composer: Composer, line: WorkupLine, columns: tuple[float, float, float], width: float) -> Row:
    test, why, decision = columns
    name = composer.words(line.name, why - test - 8, weight=Weight.SEMIBOLD)
    tier = composer.text((Span(line.tier, colour=GREY),), why - test - 8, SMALL)
    return composer.row(
        (
            (0, composer.icon(_ICONS[line.kind], 11, 0.4)),
            (test, Stack((name, tier))),
            (why, _reasons(composer, line, decision - why - 10)),
            (decision, _decision(composer, line, width - decision)),
        ),
        width,
        2.8,
    )


def _reasons(composer: Composer, line: WorkupLine, width: float) -> Stack:
    said = (
        ("Speaks against: ", line.against),
        ("Not known: ", line.missing),
        ("Care: ", "; ".join(line.cautions)),
        ("Would change if: ", line.would_change),
    )
    blocks: list[Block] = [composer.words(line.because, width)] if line.because else []
    for label, words in said:
        if words:
            spans = (Span(label, Weight.SEMIBOLD, GREY), Span(words, colour=GREY))
            blocks.append(composer.text(spans, width, SMALL))
    return Stack(tuple(blocks))


def _decision(composer: Composer, line: WorkupLine, width: float) -> Stack:
    weights = {
        accepted: Weight.SEMIBOLD if line.is_accepted is accepted else Weight.REGULAR for accepted in (True, False)
    }
    accept, decline = (composer.words(w, 50, weight=weights[a]) for w, a in (("Accept", True), ("Decline", False)))

    def paint(pen: Pen, x: float, y: float) -> None:
        pen.square(x, y + 2.2, 6.6, is_filled=line.is_accepted is True)
        pen.square(x + 48, y + 2.2, 6.6, is_filled=line.is_accepted is False)

    boxes = Picture(BODY.leading, paint)
    ticks = Beside(((0, boxes), (10.5, accept), (58.5, decline)))
    words = composer.text((Span(line.decision, colour=GREY),), width, SMALL)
    return Stack((ticks, words) if line.decision else (ticks,))


def _small(composer: Composer, text: str, width: float) -> Block:
    return Stack((space(2), composer.text((Span(text, colour=GREY),), width, SMALL)))
