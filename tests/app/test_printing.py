"""Sheets of visits and of case files."""

import pypdfium2
import pytest

from intake.app import boards, printing
from intake.app.printing import PrintOrder
from intake.domain.cases import Case
from intake.domain.errors import NotFound
from intake.domain.records import Paper

PLAIN = PrintOrder()


def words(content):
    document = pypdfium2.PdfDocument(content)
    try:
        return "".join(page.get_textpage().get_text_range() for page in document)
    finally:
        document.close()


def test_a_visits_sheet_is_made_again_byte_for_byte_with_its_own_code(room):
    room.record("pe_hr", 90)
    first = printing.exam_sheet_of_visit(room.clinic, room.visit.id, PLAIN, by=room.technician.id)
    again = printing.exam_sheet_of_visit(room.clinic, room.visit.id, PLAIN, by=room.technician.id, ordinal=1)
    assert first == again
    with room.clinic.store.look() as look:
        code = look.sheet_code_of(room.exam().id, printing.EXAM_SHEET)
    assert code in words(first)
    assert "Maple" in words(first)
    assert room.audit(f"exam:{room.exam().id}")[-3:] == ["give sheet code", "make sheet", "make sheet"]


def test_the_print_line_says_who_and_when(room):
    room.record("pe_hr", 90)
    order = PrintOrder(Paper.LETTER, room.clock.time, "Pat Example")
    content = printing.exam_sheet_of_visit(room.clinic, room.visit.id, order, by=room.technician.id)
    assert "Pat Example" in words(content)
    assert "10:30" in words(content)  # half past ten in Berlin


def test_nothing_recorded_has_no_sheet(room):
    with pytest.raises(NotFound, match="Nothing is recorded in this visit yet"):
        printing.exam_sheet_of_visit(room.clinic, room.visit.id, PLAIN, by=None)


def test_a_case_files_sheet_has_a_code_from_its_digest(clinic):
    content = printing.exam_sheet_of_case(clinic, Case(), PLAIN, case_bytes=b"{}")
    assert printing.code_from_digest(b"{}") in words(content)
    assert content == printing.exam_sheet_of_case(clinic, Case(), PLAIN, case_bytes=b"{}")
    assert printing.code_from_digest(b"{}") != printing.code_from_digest(b"{ }")


def test_two_visits_have_two_codes(room):
    room.record("pe_hr", 90)
    contents = {printing.prepare_exam_sheet(room.clinic, room.visit.id, PLAIN).code for _ in range(2)}
    assert len(contents) == 1
    assert boards.exam_file(room.clinic, room.visit.id).record.exam is not None
