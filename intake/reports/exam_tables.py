"""Answers in the tables of the exam sheet: vital signs, and what has no value."""

from __future__ import annotations

from collections.abc import Sequence

from intake.reasoning.words import lower_first, sites_words
from intake.reports.blocks import Block, Row, table
from intake.reports.composer import SMALL, Composer
from intake.reports.exam_content import Entry, ExamSheetContent, ListName, SiteAnswer
from intake.reports.exam_lists import VITAL_ITEMS
from intake.reports.paragraphs import GREY, Span
from intake.reports.typefaces import Weight


def answer_words(entry: Entry) -> str:
    """The answers of a check on one line: sides that share an answer are put together."""
    groups: dict[str, list[SiteAnswer]] = {}
    for answer in entry.answers:
        groups.setdefault(answer.words, []).append(answer)
    parts = []
    for words, answers in groups.items():
        sites = [answer.site for answer in answers if answer.site]
        is_said = bool(sites) and not (len(groups) == 1 and entry.is_whole)
        parts.append(f"{sites_words(sites)}: {lower_first(words)}" if is_said else words)
    line = "; ".join(parts)
    return line[:1].upper() + line[1:] if any(answer.site for answer in entry.answers) else line


def vital_rows(composer: Composer, content: ExamSheetContent, width: float) -> Block | None:
    """The table of vital signs; what is abnormal is pointed to, not told twice."""
    entries = {entry.item: (entry, answer_words(entry)) for entry in content.lists[ListName.VITAL]}
    for name, words in ((ListName.ABNORMAL, "Above: abnormal"), (ListName.JUDGE, "Above: to judge")):
        for entry in content.lists[name]:
            if entry.item in VITAL_ITEMS:
                entries[entry.item] = (entry, words)
    if not entries:
        return None
    columns = (width * 0.4, width * 0.68)
    rows = [_vital_row(composer, *entries[item], columns, width) for item in VITAL_ITEMS if item in entries]
    header = composer.header(((0, "Measure"), (columns[0], "Today"), (columns[1], "Usual range")), width)
    return composer.section("heart-pulse", "Vital signs", [table(header, rows)])


def _vital_row(composer: Composer, entry: Entry, words: str, columns: tuple[float, float], width: float) -> Row:
    today, usual = columns
    is_told = not words.startswith("Above: ")
    span = Span(words, Weight.SEMIBOLD) if is_told else Span(words, colour=GREY)
    return composer.row(
        (
            (0, composer.words(entry.check, today - 6)),
            (today, composer.text((span,), usual - today - 6)),
            (usual, composer.text((Span(entry.usual if is_told else "", colour=GREY),), width - usual, SMALL)),
        ),
        width,
    )


def missing_sections(composer: Composer, content: ExamSheetContent, width: float) -> list[Block]:
    """What was left out on purpose, and what was tried without result: kept apart."""
    parts = (
        _missing(composer, "circle-slash", "Not examined", content.lists[ListName.NOT_EXAMINED], width),
        _missing(composer, "hand", "Tried, could not", content.lists[ListName.COULD_NOT], width),
    )
    return [part for part in parts if part is not None]


def to_do_section(composer: Composer, content: ExamSheetContent, width: float) -> list[Block]:
    """The checks of the default exam nobody has spoken of."""
    if not content.to_do:
        return []
    words = composer.text((Span(", ".join(content.to_do), colour=GREY),), width, SMALL)
    title = f"To do: nothing said yet about {len(content.to_do)} checks of the default exam"
    return [composer.section("circle-dashed", title, [words])]


def _missing(composer: Composer, icon: str, title: str, entries: Sequence[Entry], width: float) -> Block | None:
    if not entries:
        return None
    rows = [_missing_row(composer, icon, entry, width) for entry in entries]
    return composer.section(icon, f"{title} ({len(entries)}): not normal", [table(None, rows)], is_kept=False)


def _missing_row(composer: Composer, icon: str, entry: Entry, width: float) -> Row:
    at = width * 0.5
    return composer.row(
        (
            (0, composer.icon(icon)),
            (15, composer.words(entry.check, at - 21, weight=Weight.SEMIBOLD)),
            (at, composer.words(answer_words(entry), width - at)),
        ),
        width,
        2.0,
    )
