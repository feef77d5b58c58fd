"""The Sheets screen: a visit's exam sheet as pages, to save or to print."""

from __future__ import annotations

from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QStandardPaths, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QButtonGroup, QFileDialog, QHBoxLayout, QRadioButton, QWidget

from intake.app import boards, printing, second_exam
from intake.app.changes import Change
from intake.app.printing import PrintOrder, SheetContent
from intake.domain.ids import VisitId
from intake.domain.records import Paper
from intake.ui.desk import Desk, VisitScreen
from intake.ui.sheets.output import file_name, print_pages, save_pdf
from intake.ui.sheets.pages import SheetPages
from intake.ui.theme import Theme
from intake.ui.widgets.announce import announce
from intake.ui.widgets.buttons import Button, Variant
from intake.ui.widgets.cards import Card
from intake.ui.widgets.chips import StatusChip
from intake.ui.widgets.text import Text

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

SLOW_MS = 300
"""Nothing is said before this; a quick sheet needs no "one moment"."""
PAPERS = {Paper.A4: "A4", Paper.LETTER: "Letter"}


class SheetsScreen(VisitScreen):
    """Preview at the left, what to do with it at the right."""

    shown = Signal()  # the newest sheet stands on screen
    written = Signal(str)  # the file it was saved as

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._visit: VisitId | None = None
        self._content: SheetContent | None = None
        self._pdf: bytes | None = None
        self._asked = 0
        self._is_saving = False
        self.setProperty("surface", "canvas")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.pages = SheetPages(desk.theme)
        self._slow = QTimer(self, interval=SLOW_MS, singleShot=True)
        self._slow.timeout.connect(lambda: self.pages.say("Making the sheet…"))
        line = QHBoxLayout(self)
        line.setContentsMargins(24, 20, 24, 20)
        line.setSpacing(20)
        line.addWidget(self.pages, 1)
        self.side = self._make_side()
        line.addWidget(self.side, 0, Qt.AlignmentFlag.AlignTop)
        desk.hub.changed.connect(self._on_changed)
        desk.exams.changed.connect(self._on_exam_chosen)
        for key in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(key), self).activated.connect(self.save_button.click)

    # VisitScreen

    def show_visit(self, visit: VisitId) -> None:
        """Make this visit's sheet and show it."""
        if visit != self._visit:
            self._visit, self._content, self._pdf = visit, None, None
            self._set_ready()
        self._make()

    def panes(self) -> tuple[QWidget, ...]:
        """Pages, options."""
        return self.pages, self.side

    # Acts

    def save_as(self) -> None:
        """Ask where, and save."""
        if self._content is None or self._is_saving:
            return
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        offered = str(Path(folder) / file_name(self._content.file.record))
        dialog = QFileDialog(self, "Save as PDF", offered, "PDF (*.pdf)")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("pdf")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda name: self.save_to(Path(name)))
        dialog.open()

    def save_to(self, target: Path) -> None:
        """Save the sheet shown as a file."""
        if self._pdf is not None and not self._is_saving:
            # The button stays as it is: a disabled one would hand the focus on to the next.
            self._is_saving = True
            self._desk.jobs.run_in_pool(self, partial(save_pdf, self._pdf, target), self._on_saved, self._on_failed)

    def print_out(self) -> None:
        """Ask the system for a printer, and print."""
        # The printing part of Qt is loaded only when somebody prints.
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter

        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        dialog = QPrintDialog(printer, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(lambda: self._print_on(printer))
        dialog.setModal(True)
        dialog.show()

    # Parts

    def _make_side(self) -> QWidget:
        theme = self._desk.theme
        card = Card("card", margin=20, gap=12)
        theme.measure(card, lambda: card.setFixedWidth(theme.px(320)))
        self.state = StatusChip(theme, "Draft, not signed", icon="pen-line", tone="abn")
        self.state_words = Text("", "hint", wrap=True)
        self.save_button = Button(theme, "Save as PDF…", icon="download", variant=Variant.PRIMARY, key="Ctrl Enter")
        self.print_button = Button(theme, "Print…", icon="printer")
        self.message = Text("", "hint", wrap=True)
        self.message.hide()
        card.column.addWidget(Text("Exam sheet", "heading"))
        card.column.addWidget(self.state)
        card.column.addWidget(self.state_words)
        card.column.addWidget(Text("Paper", "question"))
        card.column.addLayout(self._make_papers())
        card.column.addSpacing(6)
        for button in (self.save_button, self.print_button):
            theme.measure(button, partial(_at_least_44, theme, button))
            card.column.addWidget(button)
        card.column.addWidget(self.message)
        words = Text("Findings and suggestions only. A licensed vet decides.", "small", tone="text3", wrap=True)
        card.column.addWidget(words)
        self.save_button.clicked.connect(self.save_as)
        self.print_button.clicked.connect(self.print_out)
        self._set_ready()
        for before, after in pairwise((*self.papers.values(), self.save_button, self.print_button)):
            self.setTabOrder(before, after)
        return card

    def _make_papers(self) -> QHBoxLayout:
        self.papers: dict[Paper, QRadioButton] = {}
        self._paper_group = QButtonGroup(self)
        line = QHBoxLayout()
        for paper, words in PAPERS.items():
            button = QRadioButton(words)
            button.setAccessibleName(f"Paper {words}")
            button.toggled.connect(self._on_paper)
            self._paper_group.addButton(button)
            self.papers[paper] = button
            line.addWidget(button)
        line.addStretch(1)
        first = self.papers[self._desk.clinic.paper]
        first.blockSignals(True)
        first.setChecked(True)
        first.blockSignals(False)
        return line

    def _paper(self) -> Paper:
        return next(paper for paper, button in self.papers.items() if button.isChecked())

    def _make(self) -> None:
        if self._visit is None:
            return
        self._asked += 1
        self._slow.start()
        clinic, visit = self._desk.clinic, self._visit
        person, wanted = self._desk.person, self._desk.exams.of(visit)
        order = PrintOrder(self._paper(), clinic.now(), person.name)
        self._desk.jobs.run(
            self,
            lambda: printing.prepare_exam_sheet(
                clinic, visit, order, by=person.id, ordinal=second_exam.shown_ordinal(clinic, visit, person.id, wanted)
            ),
            partial(self._on_prepared, self._asked),
            self._on_unmade,
        )

    def _on_prepared(self, asked: int, content: SheetContent) -> None:
        if asked != self._asked:
            return
        clinic = self._desk.clinic
        self._desk.jobs.run_in_pool(
            self,
            lambda: printing.make_exam_sheet(clinic, content),
            lambda pdf: self._on_made(asked, content, pdf),
            self._on_unmade,
        )

    def _on_made(self, asked: int, content: SheetContent, pdf: bytes) -> None:
        if asked != self._asked:
            return
        self._slow.stop()
        self._content, self._pdf = content, pdf
        self.pages.show_sheet(pdf)
        self.setTabOrder(self.pages.focusProxy() or self.pages, self.papers[Paper.A4])
        self._show_state(content.file)
        self._set_ready()
        if not self.isAncestorOf(self.window().focusWidget()):
            self.save_button.setFocus(Qt.FocusReason.OtherFocusReason)
        self.shown.emit()

    def _on_unmade(self, error: BaseException) -> None:
        self._slow.stop()
        self._content, self._pdf = None, None
        self.pages.say("There is no sheet to show.", str(error))
        self._set_ready()

    def _show_state(self, file: boards.ExamFile) -> None:
        signature = file.record.signature
        if signature is None:
            self.state.set_words("Draft, not signed", "pen-line", "abn")
            self.state_words.setText("Every page says so until a vet has signed.")
            return
        self.state.set_words("Signed", "badge-check", "normal")
        added = len(file.record.amendments)
        later = f" {added} {'note' if added == 1 else 'notes'} added since." if added else ""
        self.state_words.setText(f"Signed by {signature.vet_name}, version {signature.number}.{later}")

    def _set_ready(self) -> None:
        is_ready = self._pdf is not None
        self.save_button.setEnabled(is_ready)
        self.print_button.setEnabled(is_ready)
        self.message.hide()

    def _on_paper(self, is_chosen: bool) -> None:  # noqa: FBT001  a Qt slot
        if is_chosen:
            self._make()

    def _on_changed(self, change: Change) -> None:
        if self.isVisible() and change.visit is not None and change.visit == self._visit:
            self._make()

    def _on_exam_chosen(self, visit: VisitId) -> None:
        if self.isVisible() and visit == self._visit:
            self._make()

    def _on_saved(self, target: Path) -> None:
        self._is_saving = False
        self._say(f"Saved as {target.name} in {target.parent}.", "normal")
        self.written.emit(str(target))
        self._keep("save sheet")

    def _print_on(self, printer: QPrinter) -> None:
        if self.pages.document is None:
            return
        print_pages(self.pages.document, printer)
        if printer.printerState() is printer.PrinterState.Error:
            self._say("The printer did not answer. Nothing is lost: print again, or save the sheet as a PDF.", "flag")
            return
        self._say(f"Sent to {printer.printerName() or 'the printer'}.", "normal")
        self._keep("print sheet")

    def _keep(self, act: str) -> None:
        if (content := self._content) is not None:
            clinic, by = self._desk.clinic, self._desk.person.id
            # Only the audit trail knows of it: no screen shows anything else, so nobody is told.
            self._desk.jobs.run(self, lambda: printing.keep_made(clinic, content, act, by=by), lambda change: None)

    def _on_failed(self, error: BaseException) -> None:
        self._is_saving = False
        self._say(str(error), "flag")

    def _say(self, words: str, tone: str) -> None:
        self.message.set_tone(tone)
        self.message.setText(words)
        self.message.show()
        announce(self.message)


def _at_least_44(theme: Theme, button: Button) -> None:
    button.setMinimumHeight(theme.px(44))
