"""The exam sheet as blocks, in the order of the paper."""

from __future__ import annotations

from collections.abc import Sequence

from intake.reports.blocks import Beside, Block, Framed, Stack, space, table
from intake.reports.composer import HEADING, SMALL, Composer
from intake.reports.exam_content import ExamSheetContent, Fact, FlagLine, ListName
from intake.reports.exam_findings import findings_section, map_box, running_rows
from intake.reports.exam_suggestions import places_section, scores_table, workups_section
from intake.reports.exam_tables import answer_words, missing_sections, to_do_section, vital_rows
from intake.reports.paragraphs import FLAG_INK, GREY, Span
from intake.reports.pen import BoxStyle
from intake.reports.typefaces import Weight

_FLAG_BOX = BoxStyle(FLAG_INK, 1.5)
_GAP = 9.0
BULK_MARK = "*"
_MANY_MISSING = 8


def exam_blocks(composer: Composer, content: ExamSheetContent, width: float) -> list[Block]:
    """Everything between header and footer."""
    return [
        _first_boxes(composer, content, width),
        _flag_box(composer, content, width),
        *findings_section(composer, content, width),
        *map_box(composer, content, width),
        *_vitals_and_scores(composer, content, width),
        *places_section(composer, content, width),
        *workups_section(composer, content, width),
        *_running_list(composer, content, ListName.NOTED, width),
        *_normal_and_missing(composer, content, width),
        *to_do_section(composer, content, width),
        *_fact_sections(composer, content, width),
        *_vet_note(composer, content, width),
        _sign_off(composer, content, width),
    ]


def _first_boxes(composer: Composer, content: ExamSheetContent, width: float) -> Block:
    left, right = (width - _GAP) * 0.46, (width - _GAP) * 0.54
    boxes = [(0.0, _dog_box(composer, content, left), left), (left + _GAP, _came_box(composer, content, right), right)]
    height = max(body.height for _, body, _ in boxes) + 12
    return Stack((Beside(tuple((x, Framed(body, w, full_height=height)) for x, body, w in boxes)), space(_GAP)))


def _dog_box(composer: Composer, content: ExamSheetContent, width: float) -> Stack:
    inner = width - 15
    facts = [*content.owner, *(Fact(e.check, answer_words(e)) for e in content.lists[ListName.DOG])]
    parts: list[Block] = [composer.words("Owner and dog", inner, HEADING, Weight.BOLD), space(1.5)]
    parts.append(composer.facts(facts, inner))
    if content.handling:
        words = composer.words(f"Handling: {content.handling}", inner - 14, weight=Weight.SEMIBOLD)
        parts += [space(2), Beside(((0, composer.icon("triangle-alert")), (14, words)))]
    return Stack(tuple(parts))


def _came_box(composer: Composer, content: ExamSheetContent, width: float) -> Stack:
    inner = width - 15
    said = [entry for entry in content.lists[ListName.COMPLAINT] if entry.item == "hx_complaint"]
    asked = [entry for entry in content.lists[ListName.COMPLAINT] if entry.item != "hx_complaint"]
    parts: list[Block] = [composer.words("Why they came", inner, HEADING, Weight.BOLD), space(1.5)]
    complaints = [answer.words for entry in said for answer in entry.answers] or [content.complaint]
    for complaint in filter(None, complaints):
        parts += [composer.text((Span("“"), Span(complaint, Weight.MEDIUM), Span("”")), inner), space(2.5)]
    parts.append(composer.facts([Fact(entry.check, answer_words(entry)) for entry in asked], inner))
    return Stack(tuple(parts))


def _flag_box(composer: Composer, content: ExamSheetContent, width: float) -> Block:
    inner = width - 15 - 22
    if not content.flags:
        words = (
            Span(f"Urgency: {content.urgency}. ", Weight.SEMIBOLD),
            Span("No flag from what is recorded.", colour=GREY),
        )
        return Stack((Framed(composer.text(words, inner), width, pad=(7.5, 4)), space(_GAP)))
    parts: list[Block] = [composer.text((Span(_flag_title(content), Weight.BOLD, FLAG_INK),), inner, HEADING)]
    for flag in content.flags:
        parts += [space(1.5), composer.text(_flag_spans(flag), inner)]
    body = Beside(((0, composer.icon("octagon-alert", 15, colour=FLAG_INK)), (22, Stack(tuple(parts)))))
    return Stack((Framed(body, width, _FLAG_BOX), space(_GAP)))


def _flag_title(content: ExamSheetContent) -> str:
    now = sum(1 for flag in content.flags if flag.is_call_now)
    hour = len(content.flags) - now
    counts = [f"{now} call now"] * bool(now) + [f"{hour} within the hour"] * bool(hour)
    return f"Urgency: {content.urgency} · Flags: {', '.join(counts)}"


def _flag_spans(flag: FlagLine) -> tuple[Span, ...]:
    told = (Span(f" ({flag.told})", Weight.SEMIBOLD),) if flag.told else ()
    do = (Span(f" First: {flag.first_action}", colour=GREY),) if flag.first_action else ()
    return (Span(f"{flag.level}: ", Weight.BOLD), Span(flag.message), *told, *do)


def _vitals_and_scores(composer: Composer, content: ExamSheetContent, width: float) -> list[Block]:
    half = (width - 14) / 2
    vitals, scores = vital_rows(composer, content, half), scores_table(composer, content, half)
    both = [part for part in (vitals, scores) if part is not None]
    if len(both) == 2:
        return [Beside(((0, both[0]), (half + 14, both[1])))]
    return both


def _running_list(composer: Composer, content: ExamSheetContent, name: ListName, width: float) -> list[Block]:
    entries = content.lists[name]
    if not entries:
        return []
    icon, title = {
        ListName.NOTED: ("info", f"Noted, neither normal nor abnormal ({len(entries)})"),
        ListName.NORMAL: ("circle-check", f"Normal ({len(entries)})"),
    }[name]
    rows: list[Block] = [running_rows(composer, entries, width, icon)]
    if any(entry.is_bulk for entry in entries):
        rows.append(_small(composer, f"{BULK_MARK} set in bulk with “Rest of region normal”", width))
    return [composer.section(icon, title, rows, is_kept=False)]


def _normal_and_missing(composer: Composer, content: ExamSheetContent, width: float) -> list[Block]:
    """What was found normal, and what nobody knows: side by side when both are long."""
    missing_count = len(content.lists[ListName.NOT_EXAMINED]) + len(content.lists[ListName.COULD_NOT])
    is_long = bool(content.lists[ListName.NORMAL]) and missing_count >= _MANY_MISSING
    left = width * 0.58 if is_long else width
    right = width - left - 14 if is_long else (width - 14) / 2
    normal = _running_list(composer, content, ListName.NORMAL, left)
    missing = missing_sections(composer, content, right)
    if is_long:
        return [Beside(((0, normal[0]), (left + 14, Stack(tuple(missing)))))]
    beside = [Beside(tuple((number * (right + 14), part) for number, part in enumerate(missing)))]
    return normal + (beside if missing else [])


def _small(composer: Composer, text: str, width: float) -> Block:
    return Stack((space(2), composer.text((Span(text, colour=GREY),), width, SMALL)))


def _fact_sections(composer: Composer, content: ExamSheetContent, width: float) -> list[Block]:
    titled = (
        ("sticky-note", "Notes", content.notes),
        ("shield-alert", "Safety questions", content.safety),
        ("file-clock", "Added after signing", content.amendments),
    )
    return [_fact_section(composer, icon, title, facts, width) for icon, title, facts in titled if facts]


def _fact_section(composer: Composer, icon: str, title: str, facts: Sequence[Fact], width: float) -> Block:
    rows = [
        composer.row(
            (
                (0, composer.words(fact.label, 124, weight=Weight.SEMIBOLD)),
                (132, composer.words(fact.value, width - 132)),
            ),
            width,
        )
        for fact in facts
    ]
    return composer.section(icon, title, [table(None, rows)], is_kept=False)


def _vet_note(composer: Composer, content: ExamSheetContent, width: float) -> list[Block]:
    if not content.signing.vet_note:
        return []
    inner = width - 15
    head = composer.words("Vet's note", inner, HEADING, Weight.BOLD)
    note = composer.words(content.signing.vet_note, inner)
    return [Stack((Framed(Stack((head, space(2), note)), width), space(_GAP)))]


def _sign_off(composer: Composer, content: ExamSheetContent, width: float) -> Block:
    signing, third = content.signing, (width - 30) / 3
    signed = f"{signing.signed_by} · signed in Intake" if signing.is_signed else ""
    rows = (
        (
            ("Recorded by", signing.recorded_by),
            ("Reviewed and signed by licensed vet", signed),
            ("Date and time", signing.signed_at),
        ),
        (("Pen signature, vet (if needed)", ""), ("Owner has received a copy", ""), ("Date", "")),
    )
    columns = [
        tuple((n * (third + 15), _line(composer, label, value, third)) for n, (label, value) in enumerate(row))
        for row in rows
    ]
    return composer.together(tuple(Beside(row) for row in columns))


def _line(composer: Composer, label: str, value: str, width: float) -> Block:
    written = composer.words(value, width, weight=Weight.MEDIUM)
    top = max(18 - written.height, 3.0)
    label_below = composer.text((Span(label, colour=GREY),), width, SMALL)
    return Stack((space(top), written, composer.rule(width), space(2), label_below, space(4)))
