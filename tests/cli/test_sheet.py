"""`sheet` makes paper as PDF."""

import pypdfium2
import pytest

from intake.cli.sheet import LATER


def words(path):
    document = pypdfium2.PdfDocument(path.read_bytes())
    try:
        return "".join(page.get_textpage().get_text_range() for page in document)
    finally:
        document.close()


def width(path):
    document = pypdfium2.PdfDocument(path.read_bytes())
    try:
        return round(document[0].get_width())
    finally:
        document.close()


def test_a_case_gives_the_same_sheet_byte_for_byte(intake, case_file, tmp_path, home):
    for name in ("a.pdf", "b.pdf"):
        told = intake("sheet", "exam", "--case", case_file(), "--out", tmp_path / name, "--json")
        assert told.document == {"sheet": "exam", "out": str(tmp_path / name)}
    assert (tmp_path / "a.pdf").read_bytes() == (tmp_path / "b.pdf").read_bytes()
    assert "Maple" in words(tmp_path / "a.pdf")
    assert not (home / "intake.db").exists()


def test_a_visits_sheet_on_letter_paper_with_the_print_line(intake, case_file, tmp_path, home):
    (home / "settings.json").write_text('{"time_zone": "Europe/Berlin"}', encoding="utf-8")
    visit = intake("visit", "import", case_file()).document["visit"]
    out = tmp_path / "visit.pdf"
    line = ["--printed-at", "2026-11-24T14:30", "--printed-by", "Pat Example"]
    assert intake("sheet", "exam", "--visit", visit, "--out", out, "--paper", "letter", *line).code == 0
    assert width(out) == 612
    assert "Pat Example" in words(out)
    assert "14:30" in words(out)


@pytest.mark.parametrize("kind", LATER)
def test_the_other_sheets_arrive_later_and_nothing_is_written(intake, tmp_path, kind):
    told = intake("sheet", kind, "--out", tmp_path / "x.pdf")
    assert told.code == 1
    assert told.err == f"The sheet {kind} arrives with a later version of Intake. Nothing was written.\n"
    assert not (tmp_path / "x.pdf").exists()


def test_a_sheet_of_nothing_is_refused(intake, tmp_path):
    visit = intake("visit", "new", "--dog", "Nox", "--owner", "X").document["visit"]
    told = intake("sheet", "exam", "--visit", visit, "--out", tmp_path / "x.pdf")
    assert told.code == 1
    assert "Nothing is recorded in this visit yet" in told.err
    assert not (tmp_path / "x.pdf").exists()
