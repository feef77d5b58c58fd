"""The exam sheet as PDF, read back by another program."""

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pypdfium2
import pytest
import segno

from intake.domain.cases import Case, Missing, NoValue, WhyMissing
from intake.domain.decisions import Verdict
from intake.domain.ids import StaffId
from intake.domain.records import ExamRecord, Paper
from intake.knowledge.model import AnswerClass
from intake.reasoning.assess import assess, assess_core
from intake.reasoning.engine import Engine
from intake.reports.exam_content import ExamSheetContent, ListName
from intake.reports.sheet_codes import page_code
from intake.reports.sheet_maker import ReportLabSheets
from tests.reports.conftest import Printed
from tests.reports.records import (
    LINE,
    NINE_THIRTY,
    ReadPage,
    amended,
    content_of,
    decided,
    every_core_check,
    in_bulk,
    in_the_clinic,
    named,
    pdf_of,
    read_pdf,
    signed,
    squeezed,
    told_of,
)

SENTENCE = "Findings and suggestions only. This sheet does not name a disease. A licensed vet decides."
SMALLEST = 7.5
TEN_MM = 28.3


def assert_nothing_is_cut_off(page: ReadPage) -> None:
    for letter in page.letters:
        # A letter that no font has and a letter of zero width have no box worth looking at.
        assert letter.left >= TEN_MM - 1, letter
        assert letter.right <= page.width - TEN_MM + 1, letter
        assert letter.bottom >= TEN_MM - 2, letter
        assert letter.top <= page.height - TEN_MM + 4, letter
        assert letter.size >= SMALLEST - 0.01, letter


def a_whole_record(engine: Engine, case: Case) -> ExamRecord:
    assessment = assess_core(engine, case)
    workups = assessment.workups
    return replace(
        signed(in_the_clinic(case)),
        decisions=(decided(workups[0].id, Verdict.ACCEPTED), decided(workups[1].id, Verdict.DECLINED, "not today")),
        told=tuple(told_of(flag.id) for flag in assessment.red_flags[:1]),
        amendments=(amended("Owner called: passed urine at noon."),),
    )


def test_every_page_says_whose_it_is_and_that_a_vet_decides(
    sheets: ReportLabSheets, engine: Engine, cases: Mapping[str, Case]
) -> None:
    line = replace(LINE, printed_at=NINE_THIRTY, printed_by="Pat Example")
    pdf = read_pdf(pdf_of(sheets, engine, a_whole_record(engine, cases["r005"]), line=line))
    assert len(pdf.pages) >= 2
    for number, page in enumerate(pdf.pages, 1):
        said = squeezed(page.text)
        for words in (
            "Sample Street Veterinary Clinic",
            "Intake and exam sheet",
            "Maple · Golden Retriever",
            "Visit 1042",
            "Signed by Dr Casey Sample, 24 Nov 2026, 11:04 · Amended",
            f"Page {number} of {len(pdf.pages)}",
            f"rule set {engine.knowledge.version} · Intake 0.1.0 · printed 24 Nov 2026, 10:30 by Pat Example",
            f"7Q4K9M2TXB-S{number}",
            SENTENCE,
        ):
            assert squeezed(words) in said, words


def test_all_that_the_content_says_can_be_read_in_the_pdf(
    sheets: ReportLabSheets, shared: Mapping[str, Printed]
) -> None:
    for one in list(shared.values())[::16]:
        said = squeezed(read_pdf(sheets.exam_pdf(one.content, Paper.A4)).text)
        for words in _must_be_read(one.content):
            assert squeezed(words) in said, words


def _must_be_read(content: ExamSheetContent) -> list[str]:
    entries = [entry for name in ListName for entry in content.lists[name]]
    words = [entry.check for entry in entries if entry.item != "hx_complaint"]
    words += [flag.message for flag in content.flags] + [place.name for place in content.places]
    words += [workup.name for workup in content.workups] + [score.name for score in content.scores]
    return words + [fact.value for fact in content.notes] + list(content.to_do)


@pytest.mark.parametrize("paper", list(Paper))
def test_no_letter_is_cut_off_or_too_small(
    sheets: ReportLabSheets, engine: Engine, shared: Mapping[str, Printed], paper: Paper
) -> None:
    full = every_core_check(engine, AnswerClass.ABNORMAL)
    contents = [content_of(engine, a_whole_record(engine, full)), *(one.content for one in list(shared.values())[::24])]
    for content in contents:
        for page in read_pdf(sheets.exam_pdf(content, paper)).pages:
            assert_nothing_is_cut_off(page)


def test_paper_sizes_are_a4_and_letter(sheets: ReportLabSheets, engine: Engine) -> None:
    record = in_the_clinic(Case())
    a4 = read_pdf(pdf_of(sheets, engine, record, Paper.A4)).pages[0]
    letter = read_pdf(pdf_of(sheets, engine, record, Paper.LETTER)).pages[0]
    assert (round(a4.width), round(a4.height)) == (595, 842)
    assert (letter.width, letter.height) == (612, 792)


def test_a_usual_exam_takes_two_pages_or_three(
    sheets: ReportLabSheets, engine: Engine, cases: Mapping[str, Case]
) -> None:
    pages = [
        len(read_pdf(pdf_of(sheets, engine, in_the_clinic(cases[name]))).pages) for name in ("r002", "r003", "r024")
    ]
    assert max(pages) <= 3
    assert min(pages) == 2


def test_the_same_content_gives_the_same_bytes(
    sheets: ReportLabSheets, engine: Engine, cases: Mapping[str, Case]
) -> None:
    record = a_whole_record(engine, cases["r005"])
    name = named(record, "محمد אב अनिल 王 สม 🐶")
    first = pdf_of(sheets, engine, name)
    pdf_of(sheets, engine, in_the_clinic(cases["r003"]))
    other_maker = ReportLabSheets()
    assert pdf_of(sheets, engine, name) == first
    assert pdf_of(other_maker, engine, name) == first
    assert pdf_of(sheets, engine, record) != first


def test_sheets_made_at_the_same_time_do_not_mix(
    sheets: ReportLabSheets, engine: Engine, cases: Mapping[str, Case]
) -> None:
    records = [named(in_the_clinic(cases[name]), "محمد אב अनिल 王") for name in ("r002", "r003", "r024", "r005")]
    one_by_one = [pdf_of(sheets, engine, record) for record in records]
    with ThreadPoolExecutor(4) as pool:
        at_once = list(pool.map(lambda record: pdf_of(sheets, engine, record), records * 3))
    assert at_once == one_by_one * 3


def test_fonts_are_embedded_and_the_file_says_what_it_is(sheets: ReportLabSheets, engine: Engine) -> None:
    record = in_the_clinic(Case({"hx_complaint": "محمد अनिल 王 สม אב Анна"}))
    raw = pdf_of(sheets, engine, record)
    pdf = read_pdf(raw)
    assert len(pdf.fonts) >= 8
    assert all(pdf.fonts.values()), pdf.fonts
    assert pdf.about["Title"] == "Intake and exam sheet · Maple · Visit 1042"
    assert pdf.about["Author"] == "Sample Street Veterinary Clinic"
    assert pdf.about["Subject"] == SENTENCE
    assert b"/Lang (en)" in raw


def test_an_empty_case_is_one_page_that_says_so(sheets: ReportLabSheets, engine: Engine) -> None:
    record = ExamRecord(case=Case())
    line = replace(LINE, clinic_name="", app_version="", sheet_code="")
    pdf = read_pdf(sheets.exam_sheet(record, engine, assess(engine, Case()), paper=Paper.A4, line=line))
    assert len(pdf.pages) == 1
    for words in (
        "Unnamed dog",
        "Draft, not signed",
        "Nothing abnormal is recorded.",
        "calls for no test",
        "Page 1 of 1",
    ):
        assert words in pdf.text


def test_the_code_on_every_page_is_the_page_code(
    sheets: ReportLabSheets, engine: Engine, cases: Mapping[str, Case]
) -> None:
    raw = pdf_of(sheets, engine, in_the_clinic(cases["r005"]))
    document = pypdfium2.PdfDocument(raw)
    scale = 200 / 72
    for number, page in enumerate(document, 1):
        image = page.render(scale=scale, grayscale=True).to_pil()
        wanted = segno.make(page_code("7Q4K9M2TXB", number), error="q", micro=False, boost_error=False, mask=2)
        rows = [list(row) for row in wanted.matrix]
        cell, left, top = 46 / len(rows) * scale, (595.276 - 30 - 46) * scale, 28.5 * scale
        middle = [(left + (x + 0.5) * cell, top + (y + 0.5) * cell) for y in range(len(rows)) for x in range(len(rows))]
        seen = [image.getpixel((int(x), int(y))) < 128 for x, y in middle]
        assert seen == [bool(dark) for row in rows for dark in row]
    document.close()


def test_the_sheet_reads_without_colour(sheets: ReportLabSheets, engine: Engine) -> None:
    """Abnormal and vet to judge differ on the map by their hatching: dark lines in grey, too."""
    record = in_the_clinic(every_core_check(engine, AnswerClass.ABNORMAL))
    document = pypdfium2.PdfDocument(pdf_of(sheets, engine, record))
    dark = 0
    for page in document:
        dark += sum(page.render(scale=1, grayscale=True).to_pil().histogram()[:160])
    document.close()
    assert dark > 5000


def test_signed_by_stands_on_the_line_for_it(
    sheets: ReportLabSheets, engine: Engine, cases: Mapping[str, Case]
) -> None:
    text = read_pdf(pdf_of(sheets, engine, a_whole_record(engine, cases["r005"]))).text
    for words in (
        "Dr Casey Sample · signed in Intake",
        "Vet's note",
        "Owner informed.",
        "Added after signing",
        "not today",
    ):
        assert words in text
    assert StaffId("casey") not in text


@pytest.mark.parametrize("missing", [2, 12])
def test_normal_and_both_kinds_of_missing_stand_apart(sheets: ReportLabSheets, engine: Engine, missing: int) -> None:
    case = every_core_check(engine, AnswerClass.NORMAL)
    left_out = [item for item in case.answers if item.startswith("cn_")][:missing]
    kinds = [Missing.NOT_DONE, Missing.UNABLE]
    answers = {item: NoValue(kinds[at % 2], WhyMissing.PAIN) for at, item in enumerate(left_out)}
    record = in_bulk(in_the_clinic(Case({**case.answers, **answers})), "rl_hopping")
    pdf = read_pdf(pdf_of(sheets, engine, record))
    assert f"Not examined ({missing // 2}): not normal" in pdf.text
    assert f"Tried, could not ({missing // 2}): not normal" in pdf.text
    assert pdf.text.count("Pain or distress") == missing
    assert "Hopping*" in pdf.text
    assert "* set in bulk with “Rest of region normal”" in pdf.text
    for page in pdf.pages:
        assert_nothing_is_cut_off(page)
