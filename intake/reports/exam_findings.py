"""Findings on the exam sheet: the table of abnormal ones, the body map, and lists that run on."""

from __future__ import annotations

from collections.abc import Sequence

from intake.reports.artwork import Hatch, mark
from intake.reports.blocks import Beside, Block, Framed, Picture, Row, Stack, Text, space, table
from intake.reports.composer import HEADING, SMALL, Composer
from intake.reports.exam_content import Entry, ExamSheetContent, ListName, Mark, SiteAnswer
from intake.reports.exam_tables import answer_words
from intake.reports.paragraphs import GREY, Span
from intake.reports.pen import Pen
from intake.reports.typefaces import Weight

_COLUMNS = (0.0, 16.0, 74.0, 190.0, 272.0, 354.0)
"""Icon, region, check, left, right, note; the last column, the map, is measured from the right."""
_MAP = 30.0
_LEFT = frozenset({"L", "LF", "LH"})
_MOST_CHECKS = 4
_ALL_FOUR = 4
_TWO_COLUMNS_FROM = 400.0


def findings_section(composer: Composer, content: ExamSheetContent, width: float) -> list[Block]:
    """Abnormal findings first, then those for the vet to judge."""
    abnormal, judge = content.lists[ListName.ABNORMAL], content.lists[ListName.JUDGE]
    rows = [_finding(composer, entry, "triangle-alert", width) for entry in abnormal]
    rows += [_finding(composer, entry, "scale", width) for entry in judge]
    title = f"Abnormal findings ({len(abnormal)}) and for the vet to judge ({len(judge)})"
    if not rows:
        words = composer.text((Span("Nothing abnormal is recorded.", colour=GREY),), width)
        return [composer.section("triangle-alert", title, [words])]
    titles = ("Region", "Check", "Left", "Right", "Note")
    header = composer.header([*zip(_COLUMNS[1:], titles, strict=True), (width - _MAP + 8, "Map")], width)
    return [composer.section("triangle-alert", title, [table(header, rows)], is_kept=False)]


def _finding(composer: Composer, entry: Entry, icon: str, width: float) -> Row:
    _, region, check, left, right, note = _COLUMNS
    marks = ", ".join(str(number) for number in entry.marks)
    note_width = width - _MAP - note - 4
    return composer.row(
        (
            (0, composer.icon(icon)),
            (region, composer.text((Span(entry.region, colour=GREY),), check - region - 5)),
            (check, composer.words(entry.check, left - check - 6, weight=Weight.SEMIBOLD)),
            *_values(composer, entry, (left, right, note)),
            (note, composer.text(_note(entry), note_width)),
            (width - _MAP + 8, composer.words(marks, _MAP - 8, weight=Weight.BOLD)),
        ),
        width,
    )


def _values(composer: Composer, entry: Entry, columns: tuple[float, float, float]) -> list[tuple[float, Block]]:
    """A check without sides uses the room of both columns."""
    left, right, note = columns
    if entry.answers[0].site is None:
        return [(left, composer.words(answer_words(entry), note - left - 6))]
    sides = {True: _side(entry, is_left=True), False: _side(entry, is_left=False)}
    return [
        (left, composer.text(sides[True], right - left - 6)),
        (right, composer.text(sides[False], note - right - 6)),
    ]


def _side(entry: Entry, *, is_left: bool) -> tuple[Span, ...]:
    answers = [a for a in entry.answers if (a.site in _LEFT) == is_left]
    other = [site for site in entry.elsewhere if (site in _LEFT) == is_left]
    words = _by_end(answers) if len(entry.sides) == _ALL_FOUR else [answer.words for answer in answers]
    spans = [Span("; ".join(words))] if words else []
    if other:
        # Why stands once, in the list of what has no value.
        spans.append(Span(("; " if words else "") + "no value, see below", colour=GREY))
    return tuple(spans)


def _by_end(answers: Sequence[SiteAnswer]) -> list[str]:
    """What the front and the hind leg of one side show, once when they are alike."""
    if len(answers) == 2 and answers[0].words == answers[1].words:
        return [f"{answers[0].words} (front and hind)"]
    return [f"{answer.words}{_end_words(answer.site)}" for answer in answers]


def _end_words(site: str | None) -> str:
    return {"F": " (front)", "H": " (hind)"}.get((site or "")[1:], "")


def _note(entry: Entry) -> tuple[Span, ...]:
    usual = f"usual {entry.usual}" if entry.usual else ""
    parts = [part for part in (usual, entry.note) if part]
    spans = [Span(part, colour=GREY) for part in parts]
    return tuple(spans if len(spans) < 2 else (spans[0], Span(" · ", colour=GREY), spans[1]))


def map_box(composer: Composer, content: ExamSheetContent, width: float) -> list[Block]:
    """The body maps with numbered marks and their legend."""
    if not content.marks:
        return []
    height, legend_at = 122.0, 352.0
    legend = [_legend_line(composer, one, width - legend_at - 22) for one in content.marks]
    key = composer.text(
        (Span("Wide hatching: abnormal. Open hatching: vet to judge.", colour=GREY),), width - legend_at - 22, SMALL
    )
    head = composer.words("Where on the body", 120, HEADING, Weight.BOLD)
    picture = Picture(height + 6, lambda pen, x, y: _paint_maps(composer, content.marks, pen, (x, y), height))
    body = Beside(((0, head), (0, picture), (legend_at, Stack((*legend, space(3), key)))))
    return [Stack((composer.together((Framed(body, width),)), space(9)))]


def _legend_line(composer: Composer, one: Mark, width: float) -> Text:
    checks = list(one.checks[:_MOST_CHECKS])
    more = f" and {len(one.checks) - _MOST_CHECKS} more" if len(one.checks) > _MOST_CHECKS else ""
    spans = (
        Span(f"{one.number} ", Weight.BOLD),
        Span(f"{one.name}: ", Weight.SEMIBOLD),
        Span(", ".join(checks) + more),
    )
    return composer.text(spans, width, SMALL)


def _paint_maps(
    composer: Composer, marks: Sequence[Mark], pen: Pen, corner: tuple[float, float], height: float
) -> None:
    x, y = corner
    hatched = {one.group: Hatch.ABNORMAL if one.is_abnormal else Hatch.JUDGE for one in marks}
    views = (("dog_side", x, y + 16, height - 10), ("dog_dorsal", x + 232, y + 2, height + 8))
    for view, left, top, tall in views:
        scale = composer.artwork.body(pen, view, (left, top, tall), hatched)
        box = composer.artwork.body_drawing(view).box
        for one in marks:
            mid_x, mid_y = composer.artwork.mark_at(view, one.group)
            mark(pen, composer.mark_font, one.number, (left + (mid_x - box[0]) * scale, top + (mid_y - box[1]) * scale))
    for words, at in (("Left", x + 208.0), ("Right", x + 304.0)):
        composer.text((Span(words, colour=GREY),), 40, SMALL).draw(pen, at, y + height / 2)


def running_rows(composer: Composer, entries: Sequence[Entry], width: float, icon: str) -> Block:
    """Every region with its checks by name, in one column or in two, whichever is lower."""
    regions: dict[str, list[Entry]] = {}
    for entry in entries:
        regions.setdefault(entry.region, []).append(entry)
    one = Stack(tuple(_region_row(composer, of_region, width, icon) for of_region in regions.values()))
    if len(regions) < 4 or width < _TWO_COLUMNS_FROM:
        return one
    half = (width - 14) / 2
    two = _in_two([_region_row(composer, of_region, half, icon) for of_region in regions.values()], half + 14)
    return two if two.height < one.height else one


def _in_two(rows: list[Row], at: float) -> Beside:
    """The first rows on the left, the rest on the right, as even as their order allows."""
    whole, so_far, count = sum(row.height for row in rows), 0.0, 0
    while so_far + rows[count].height / 2 < whole / 2:
        so_far += rows[count].height
        count += 1
    return Beside(((0, Stack(tuple(rows[:count]))), (at, Stack(tuple(rows[count:])))))


def _region_row(composer: Composer, entries: Sequence[Entry], width: float, icon: str) -> Row:
    name, words = 16.0, 84.0 if width >= _TWO_COLUMNS_FROM else 70.0
    return composer.row(
        (
            (0, composer.icon(icon)),
            (name, composer.words(entries[0].region, words - name - 2, weight=Weight.SEMIBOLD)),
            (words, composer.text(_run_on(entries), width - words)),
        ),
        width,
        2.0,
    )


def _run_on(entries: Sequence[Entry]) -> list[Span]:
    spans: list[Span] = []
    for place, entry in enumerate(entries):
        words, star = answer_words(entry), "*" if entry.is_bulk else ""
        end = "" if place == len(entries) - 1 else "; "
        if words == "Normal":
            spans.append(Span(f"{entry.check}{star}{end}"))
            continue
        colon = "" if entry.check.endswith("?") else ":"
        spans += [Span(f"{entry.check}{star}{colon} "), Span(f"{words}{end}", Weight.MEDIUM)]
    return spans
