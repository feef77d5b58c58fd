"""Names and notes nobody expects: they print as written, and break nothing."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake.domain.cases import Case
from intake.domain.records import ExamRecord, Paper
from intake.reasoning.engine import Engine
from intake.reports.paragraphs import Span, Type, Typesetter
from intake.reports.sheet_maker import ReportLabSheets
from tests.reports.records import LINE, content_of, in_the_clinic, named, pdf_of, read_pdf, squeezed
from tests.reports.test_exam_pdf import assert_nothing_is_cut_off

HOSTILE = {
    "markup": '<b>&"Ärger" Анна</b> <para> &amp; </i>',
    "control": "a\x00b\x07c\x1bd\x7fe\x9ff",
    "line ends": "one\r\ntwo\rthree\x0bfour\u2028five\x85six\tseven",
    "long note": "word " * 2000,
    "unbroken": "x" * 300,
    "unbroken chinese": "狗" * 300,
    "unbroken arabic": "محمد" * 80,
    "overrides": "Maple\u202eelpaM\u202c and \u2066isolated\u2069 \u200fmarks",
    "emoji": "Rex 🐶👨‍👩‍👧‍👦🏳️‍🌈 ok",
    "combining": "Z̸̧̢̛͔a̶͎̝l̵̰̈́g̴̟̈o̸̘͝ " * 20,
    "surrogate": "half \ud83d character",
    "pdf": ") Tj ET (\\ endstream endobj %%EOF",
    "spaces": "   \u00a0\u3000  wide   gaps \u200b here   ",
    "private": "\ue000\uf8ff\U000f0000\U0010ffff",
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_hostile_text_as_name_note_and_complaint_prints_inside_the_page(
    sheets: ReportLabSheets, engine: Engine, kind: str
) -> None:
    text = HOSTILE[kind]
    record = in_the_clinic(Case({"hx_complaint": text, "cn_gag": _not_done(text)}, notes={"pe_hr": text}))
    dog = named(record, text[:200], text[:200])
    pdf = read_pdf(pdf_of(sheets, engine, dog))
    for page in pdf.pages:
        assert_nothing_is_cut_off(page)


def _not_done(text: str):
    from intake.domain.cases import Missing, NoValue, WhyMissing

    return NoValue(Missing.NOT_DONE, WhyMissing.OTHER, text[:500])


def test_markup_prints_as_written(sheets: ReportLabSheets, engine: Engine) -> None:
    record = in_the_clinic(Case(notes={"pe_hr": HOSTILE["markup"]}))
    dog = named(record, HOSTILE["markup"])
    text = squeezed(read_pdf(pdf_of(sheets, engine, dog)).text)
    assert text.count(squeezed(HOSTILE["markup"])) >= 2


def test_a_long_note_is_there_to_its_last_word(sheets: ReportLabSheets, engine: Engine) -> None:
    note = " ".join(f"w{number}" for number in range(1800))
    pdf = read_pdf(pdf_of(sheets, engine, in_the_clinic(Case(notes={"pe_hr": note}))))
    said = "".join(squeezed(page.text) for page in pdf.pages)
    assert all(f"w{number}" in said for number in range(1800))


def test_four_hundred_notes_are_all_there(sheets: ReportLabSheets, engine: Engine) -> None:
    items = list(engine.items)
    notes = {items[number % len(items)]: f"note{number:03d} " * 12 for number in range(400)}
    pdf = read_pdf(pdf_of(sheets, engine, in_the_clinic(Case(notes=notes))))
    said = squeezed(pdf.text)
    assert all(squeezed(note) in said for note in notes.values())
    assert 4 < len(pdf.pages) < 20
    for page in pdf.pages:
        assert_nothing_is_cut_off(page)
        assert "Notes" in page.text or page is pdf.pages[0]


def test_four_hundred_amendments_and_a_very_long_name_still_leave_room(sheets: ReportLabSheets, engine: Engine) -> None:
    record = named(ExamRecord(case=Case()), "Bartholomew " * 16)
    content = content_of(engine, record, replace(LINE, clinic_name="Clinic " * 40, printed_by="Somebody " * 20))
    for page in read_pdf(sheets.exam_pdf(content, Paper.LETTER)).pages:
        assert_nothing_is_cut_off(page)


def test_a_name_of_ten_thousand_letters_stands_whole_in_the_box_and_cut_in_the_head(
    sheets: ReportLabSheets, engine: Engine
) -> None:
    name = " ".join(f"n{number}" for number in range(2000))
    content = content_of(engine, named(ExamRecord(case=Case()), name), replace(LINE, clinic_name=name, printed_by=name))
    pdf = read_pdf(sheets.exam_pdf(content, Paper.A4))
    assert squeezed(name[:200]) in squeezed(pdf.pages[0].text)
    assert "n1999" in pdf.text
    for page in pdf.pages:
        assert_nothing_is_cut_off(page)


def test_a_letter_no_font_has_leaves_a_box_and_stays_in_the_file(typesetter: Typesetter) -> None:
    (line,) = typesetter.lines((Span("a🐶b"),), Type(10, 12), 200)
    drawn = [piece for _, _, piece in line.pieces]
    assert [glyph.drawn for piece in drawn for cluster in piece.clusters for glyph in cluster.glyphs] == ["□"]
    assert "".join(piece.text for piece in drawn) == "a🐶b"


def test_direction_overrides_turn_nothing_around(typesetter: Typesetter) -> None:
    (line,) = typesetter.lines((Span("pay \u202e001\u202c now"),), Type(10, 12), 200)
    assert "".join(piece.text for _, _, piece in line.pieces) == "pay 001 now"


@given(text=st.text(max_size=300), width=st.integers(20, 400))
def test_any_text_is_broken_into_lines_that_fit(typesetter: Typesetter, text: str, width: int) -> None:
    for line in typesetter.lines((Span(text),), Type(8, 10), width):
        assert line.width <= width + 0.5 or _is_one_letter(line)


def _is_one_letter(line) -> bool:
    return sum(len(piece.clusters) or len(piece.text) for _, _, piece in line.pieces) <= 12
