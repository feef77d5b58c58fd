"""Records of exams, PDFs read back, and the recorded answers of a content model."""

from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import UTC, date, datetime, timedelta

import pypdfium2
import pypdfium2.raw as pdfium_c

from intake.domain.cases import Answer, Case, CaseAnswer, SidedAnswer
from intake.domain.decisions import Amendment, Decision, FlagTold, Signature, Verdict
from intake.domain.exams import AnswerSource, RecordedAnswer
from intake.domain.ids import ExamId, StaffId
from intake.domain.patients import Sex
from intake.domain.records import ExamRecord, Paper, PrintLine
from intake.knowledge.model import AnswerClass, Item, Kind
from intake.reasoning.assess import assess_core
from intake.reasoning.assessment import Assessment
from intake.reasoning.engine import Engine
from intake.reports.exam_assembly import exam_sheet_content
from intake.reports.exam_content import ExamSheetContent, ListName
from intake.reports.sheet_maker import ReportLabSheets
from tests.builders import a_dog, a_visit, an_exam, an_owner

NINE_THIRTY = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
LINE = PrintLine(
    clinic_name="Sample Street Veterinary Clinic", zone="Europe/Berlin", app_version="0.1.0", sheet_code="7Q4K9M2TXB"
)
STAFF = {StaffId("pat"): "Pat Example", StaffId("casey"): "Dr Casey Sample"}


def case_with(engine: Engine, **answers: CaseAnswer) -> Case:
    """A case with these answers, in the order of the exam."""
    return Case({item: answers[item] for item in engine.items if item in answers})


def every_core_check(engine: Engine, cls: AnswerClass) -> Case:
    """The default exam, every choice answered with its first option of a class, or its first option."""
    answers: dict[str, CaseAnswer] = {}
    for item in engine.items.values():
        if item.core and item.options:
            answers[item.id] = on_all_sides(item, _first_of(item, cls))
    return Case(answers)


def on_all_sides(item: Item, value: Answer) -> CaseAnswer:
    """The same answer on every side the check has."""
    return SidedAnswer(dict.fromkeys(item.sites, value)) if item.sites else value


def _first_of(item: Item, cls: AnswerClass) -> Answer:
    options = [option.value for option in item.options if option.cls is cls] or [item.options[0].value]
    return (options[0],) if item.kind is Kind.MULTI else options[0]


def in_the_clinic(case: Case, **changed) -> ExamRecord:
    """The case as an exam of a visit, recorded by Pat."""
    rows = {item: dict(_rows(item, answer)) for item, answer in case.answers.items()}
    exam = an_exam(started_at=NINE_THIRTY, examined_on=None)
    given = {
        "visit": a_visit(number=1042, complaint="Trembling back legs"),
        "patient": a_dog(breed="Dachshund", sex=Sex.FEMALE_SPAYED, birth_date=date(2019, 9, 14), handling="May bite"),
        "owner": an_owner(),
        "exam": exam,
        "exams": (exam,),
        "rows": rows,
        "staff_names": STAFF,
    } | changed
    return ExamRecord(case=case, **given)


def _rows(item: str, answer: CaseAnswer) -> Iterator[tuple[str | None, RecordedAnswer]]:
    sides = answer.sites if isinstance(answer, SidedAnswer) else {None: answer}
    for number, (site, value) in enumerate(sides.items()):
        moment = NINE_THIRTY + timedelta(minutes=number)
        yield site, RecordedAnswer(ExamId("exam"), item, site, value, StaffId("pat"), moment, moment)


def named(record: ExamRecord, name: str, handling: str = "") -> ExamRecord:
    """The record of a dog with that name."""
    return replace(record, patient=a_dog(name=name, handling=handling))


def in_bulk(record: ExamRecord, item: str) -> ExamRecord:
    """The record with one check set by "Rest of region normal"."""
    rows = {site: replace(row, source=AnswerSource.BULK) for site, row in record.rows[item].items()}
    return replace(record, rows={**record.rows, item: rows})


def signed(record: ExamRecord, **changed) -> ExamRecord:
    """The record signed by Dr Casey Sample at 11:04 in Berlin."""
    moment = NINE_THIRTY + timedelta(minutes=34)
    given = {"number": 1, "vet_name": "Dr Casey Sample", "note": "Owner informed."} | changed
    return replace(
        record,
        signature=Signature(
            exam_id=ExamId("exam"),
            vet=StaffId("casey"),
            at=moment,
            case_digest="",
            case_json="",
            assessment_json="",
            **given,
        ),
    )


def decided(workup: str, verdict: Verdict, reason: str = "") -> Decision:
    return Decision(ExamId("exam"), workup, verdict, reason, StaffId("casey"), NINE_THIRTY)


def told_of(flag: str) -> FlagTold:
    return FlagTold(ExamId("exam"), flag, "Dr Casey Sample", StaffId("pat"), NINE_THIRTY)


def amended(text: str) -> Amendment:
    return Amendment(ExamId("exam"), text, StaffId("pat"), NINE_THIRTY + timedelta(hours=5))


def content_of(engine: Engine, record: ExamRecord, line: PrintLine = LINE) -> ExamSheetContent:
    return exam_sheet_content(record, engine, assess_core(engine, record.case), line)


def pdf_of(
    sheets: ReportLabSheets, engine: Engine, record: ExamRecord, paper: Paper = Paper.A4, line: PrintLine = LINE
) -> bytes:
    assessment: Assessment = assess_core(engine, record.case)
    return sheets.exam_sheet(record, engine, assessment, paper=paper, line=line)


def recorded_sides(case: Case) -> list[tuple[str, str | None]]:
    """Every recorded answer or stated "no value" as (check, side)."""
    found: list[tuple[str, str | None]] = []
    for item, answer in case.answers.items():
        found += [(item, site) for site in answer.sites] if isinstance(answer, SidedAnswer) else [(item, None)]
    return found


def printed_sides(content: ExamSheetContent) -> list[tuple[str, str | None]]:
    """Every answer that stands in a list, as (check, side)."""
    return [(e.item, a.site) for name in ListName for e in content.lists[name] for a in e.answers]


def texts_in(thing: object) -> Iterator[str]:
    """Every printed text of a content model."""
    if isinstance(thing, str):
        yield thing
        return
    for part in _parts(thing):
        yield from texts_in(part)


def _parts(thing: object) -> list[object]:
    if is_dataclass(thing):
        # Ids are never printed.
        return [getattr(thing, one.name) for one in fields(thing) if one.name not in ("item", "options")]
    if isinstance(thing, dict):
        return list(thing.values())
    return list(thing) if isinstance(thing, tuple | list) else []


@dataclass(frozen=True)
class Letter:
    """One drawn letter: what it is, its box and its size in points."""

    text: str
    left: float
    bottom: float
    right: float
    top: float
    size: float


@dataclass(frozen=True)
class ReadPage:
    """A page as a reader sees it."""

    width: float
    height: float
    text: str
    letters: tuple[Letter, ...]


@dataclass(frozen=True)
class ReadPdf:
    """A PDF read back."""

    about: dict[str, str]
    pages: tuple[ReadPage, ...]
    fonts: dict[str, bool]  # name -> embedded

    @property
    def text(self) -> str:
        return "\n".join(page.text for page in self.pages)


def read_pdf(pdf: bytes) -> ReadPdf:
    """Everything the tests ask of a PDF."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        fonts: dict[str, bool] = {}
        pages = tuple(_read_page(page, fonts) for page in document)
        return ReadPdf(dict(document.get_metadata_dict()), pages, fonts)
    finally:
        document.close()


def _read_page(page: pypdfium2.PdfPage, fonts: dict[str, bool]) -> ReadPage:
    for text_object in page.get_objects(filter=[pdfium_c.FPDF_PAGEOBJ_TEXT]):
        font = text_object.get_font()
        fonts[font.get_base_name()] = bool(font.is_embedded)
    text = page.get_textpage()
    letters = tuple(_letter(text, number) for number in range(text.count_chars()) if not _is_made_up(text, number))
    width, height = page.get_size()
    return ReadPage(width, height, text.get_text_range(), letters)


def _is_made_up(text: pypdfium2.PdfTextPage, number: int) -> bool:
    # The reader adds spaces and line ends of its own, which have no place.
    return pdfium_c.FPDFText_IsGenerated(text, number) != 0 or chr(pdfium_c.FPDFText_GetUnicode(text, number)).isspace()


def _letter(text: pypdfium2.PdfTextPage, number: int) -> Letter:
    left, bottom, right, top = text.get_charbox(number)
    size = pdfium_c.FPDFText_GetFontSize(text, number)
    return Letter(chr(pdfium_c.FPDFText_GetUnicode(text, number)), left, bottom, right, top, size)


def squeezed(text: str) -> str:
    """The text without spaces and line ends, to find words across broken lines."""
    return "".join(text.split())
