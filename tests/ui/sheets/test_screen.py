"""A visit's sheet as pages, as a file, and on paper."""

from dataclasses import replace

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from intake.app import exam_room, review
from intake.app.review import SignOff
from intake.domain.errors import NotAllowed
from intake.domain.records import Paper
from intake.ui.sheets.output import file_name, save_pdf
from intake.ui.sheets.screen import SheetsScreen
from tests.ui.at_work import at_work
from tests.ui.exam.at_exam import exam_of, weak_behind
from tests.ui.real_clinic import PIN


@pytest.fixture
def work(tmp_path, theme, qtbot):
    with at_work(tmp_path, theme, qtbot) as made:
        yield made


def opened(work):
    screen = SheetsScreen(work.desk)
    work.show(screen)
    with work.qtbot.waitSignal(screen.shown, timeout=30_000):
        screen.show_visit(work.real.visit)
    return screen


def text_of(content):
    document = pypdfium2.PdfDocument(content)
    try:
        return "\n".join(page.get_textpage().get_text_range() for page in document)
    finally:
        document.close()


def acts(work):
    with work.real.clinic.store.look() as look:
        return [entry.act for entry in look.audit_of(f"exam:{exam_of(work)}")]


def test_an_unsigned_sheet_says_so_on_screen_and_on_paper(work):
    weak_behind(work)
    screen = opened(work)
    assert screen.pages.page_count >= 2
    assert screen.state.text() == "Draft, not signed"
    assert "Draft, not signed" in text_of(screen._pdf)


def test_a_signed_sheet_names_the_vet(work):
    weak_behind(work)
    review.sign(work.real.clinic, exam_of(work), SignOff(work.real.vet.id, PIN))
    screen = opened(work)
    assert screen.state.text() == "Signed"
    assert "Dr Casey Sample" in screen.state_words.text()
    assert "Draft, not signed" not in text_of(screen._pdf)


def test_what_is_saved_is_what_is_shown_and_goes_on_the_audit_trail(work, tmp_path):
    weak_behind(work)
    screen = opened(work)
    target = tmp_path / "sheet.pdf"
    target.write_bytes(b"an older sheet")
    with work.qtbot.waitSignal(screen.written, timeout=15_000):
        screen.save_to(target)
    assert target.read_bytes() == screen._pdf
    assert "Saved as sheet.pdf" in screen.message.text()
    work.settle()
    assert "save sheet" in acts(work)


def test_a_preview_alone_only_gives_the_sheet_its_code(work):
    weak_behind(work)
    opened(work)
    assert [act for act in acts(work) if "sheet" in act] == ["give sheet code"]


def test_the_clinics_own_paper_is_chosen_first(work):
    work.desk = replace(work.desk, clinic=replace(work.real.clinic, paper=Paper.LETTER))
    weak_behind(work)
    assert opened(work).papers[Paper.LETTER].isChecked()


def test_a_folder_that_refuses_is_said_and_nothing_is_left_behind(work, tmp_path):
    weak_behind(work)
    screen = opened(work)
    screen.save_to(tmp_path / "nowhere" / "sheet.pdf")
    work.wait(lambda: "was not saved" in screen.message.text())
    assert screen.save_button.isEnabled()
    with pytest.raises(NotAllowed, match="Nothing was changed"):
        save_pdf(b"x", tmp_path / "nowhere" / "sheet.pdf")


@pytest.mark.parametrize(
    ("place", "words"), [("nowhere/sheet.pdf", "there is no folder"), ("taken", "a folder has that name")]
)
def test_what_stands_in_the_way_of_saving_is_named(tmp_path, place, words):
    (tmp_path / "taken").mkdir()
    with pytest.raises(NotAllowed, match=words) as refused:
        save_pdf(b"x", tmp_path / place)
    assert "not saved as" in str(refused.value)
    assert "Nothing was changed" in str(refused.value)
    assert [one.name for one in tmp_path.iterdir()] == ["taken"]


def test_tab_goes_from_the_pages_over_the_paper_to_saving_and_printing(work):
    weak_behind(work)
    screen = opened(work)
    screen.pages.setFocus()
    order = [screen.papers[Paper.A4], screen.save_button, screen.print_button]
    reached = []
    for _ in order:
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        reached.append(QApplication.focusWidget())
    assert reached == order


def test_the_focus_stays_on_saving_after_a_save(work, tmp_path):
    weak_behind(work)
    screen = opened(work)
    screen.save_button.setFocus()
    with work.qtbot.waitSignal(screen.written, timeout=15_000):
        screen.save_to(tmp_path / "sheet.pdf")
    assert screen.save_button.hasFocus()


def test_letter_paper_is_made_anew(work):
    weak_behind(work)
    screen = opened(work)
    with work.qtbot.waitSignal(screen.shown, timeout=30_000):
        screen.papers[Paper.LETTER].setChecked(True)
    size = screen.pages.document.pagePointSize(0)
    assert (round(size.width()), round(size.height())) == (612, 792)


def test_an_answer_that_comes_in_is_on_the_sheet_at_once(work):
    weak_behind(work)
    screen = opened(work)
    change = exam_room.note(work.real.clinic, exam_of(work), "rl_hopping", "Seen twice", by=work.real.technician.id)
    with work.qtbot.waitSignal(screen.shown, timeout=30_000):
        work.desk.hub.tell(change)
    assert "Seen twice" in text_of(screen._pdf)


def test_a_visit_without_an_exam_has_no_sheet_and_says_why(work):
    screen = SheetsScreen(work.desk)
    work.show(screen)
    screen.show_visit(work.real.visit)
    work.wait(lambda: "no exam sheet" in screen.pages.empty.hint.text())
    assert not screen.save_button.isEnabled()


def test_every_page_goes_to_the_printer(work, tmp_path):
    from PySide6.QtPrintSupport import QPrinter

    weak_behind(work)
    screen = opened(work)
    printer = QPrinter(QPrinter.PrinterMode.ScreenResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    screen._print_on(printer)
    with pypdfium2.PdfDocument((tmp_path / "printed.pdf").read_bytes()) as printed:
        assert len(printed) == screen.pages.page_count
    work.settle()
    assert "print sheet" in acts(work)


def test_the_name_offered_holds_no_signs_a_folder_would_refuse(work):
    weak_behind(work)
    record = work.file().record
    assert file_name(record) == f"exam-{record.visit.number}-Maple.pdf"
