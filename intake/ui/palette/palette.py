"""The palette at work: what is typed becomes rows, and what is chosen is done."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from intake.app.boards import BoardRow, ExamFile, PatientHit
from intake.app.recording import Given
from intake.app.short_forms.names import ShortForms
from intake.app.short_forms.understanding import Shown, Understood, understand
from intake.domain.ids import VisitId
from intake.domain.visits import Visit
from intake.ui.desk import Desk
from intake.ui.palette.actions import PaletteAction, matching_actions
from intake.ui.palette.card import PaletteCard
from intake.ui.palette.exam import ExamForms, shown_of
from intake.ui.palette.finding import Finding, Opened
from intake.ui.palette.rows import (
    MOST_ACTIONS,
    PaletteRow,
    action_rows,
    check_rows,
    dog_rows,
    matching_visits,
    next_rows,
    reading_rows,
    visit_rows,
)
from intake.ui.visit.header import signalment


@dataclass(frozen=True, slots=True)
class Ways:
    """Where the palette leads: given by the page it lies over."""

    visit: Callable[[], VisitId]  # the visit on the screen; empty where there is none
    to_exam: Callable[[], object]  # its exam comes to the front
    to_dog: Callable[[PatientHit], object]
    to_visit: Callable[[Visit], object]


class Palette(QObject):
    """Opens over a page, and reads the exam of the visit on it afresh each time."""

    def __init__(self, desk: Desk, ways: Ways, page: QWidget) -> None:
        super().__init__(page)
        self._desk, self._ways, self._page = desk, ways, page
        self.card = PaletteCard(desk.theme)
        self.finding = Finding(desk, self)
        self._forms = ExamForms()
        self._exam: tuple[ShortForms, Shown] | None = None
        self._actions: tuple[PaletteAction, ...] = ()
        self._dogs: tuple[PatientHit, ...] = ()
        self._board: tuple[BoardRow, ...] = ()
        self._back: QWidget | None = None
        self._trouble = ""
        self.card.typed.connect(self._on_typed)
        self.card.chosen.connect(self._on_chosen)
        self.card.closed.connect(self._on_closed)
        self.finding.opened.connect(self._on_opened)
        self.finding.dogs_found.connect(self._on_dogs)
        self.finding.failed.connect(self._on_failed)
        self.destroyed.connect(self.card.deleteLater)

    def open(self, text: str = "") -> None:
        """Open, or close when it is open."""
        if not self.card.isHidden():
            self.card.close_up()
            return
        self._back = self._page.window().focusWidget()
        self._actions = self._desk.actions.possible()
        self._dogs, self._trouble = (), ""
        visit = self._ways.visit()
        checks = self._desk.actions.checks
        file = checks.exam_of(visit) if checks is not None and visit else None
        self._exam = self._read(file)
        self.finding.open(visit if file is None else VisitId(""))
        self.card.open_over(self._page, text)

    def close_up(self) -> None:
        """Close, if it is open."""
        self.card.close_up()

    # Parts

    def _read(self, file: ExamFile | None) -> tuple[ShortForms, Shown] | None:
        if file is None:
            return None
        items, forms = self._forms.of(file)
        return forms, shown_of(file, self._desk.person.role, items)

    def _on_opened(self, opened: Opened) -> None:
        self._board = opened.board
        if opened.file is not None:
            self._exam = self._read(opened.file)
        self._show()

    def _on_typed(self, text: str) -> None:
        self._trouble = ""
        self._show()
        self.finding.ask(text)

    def _on_dogs(self, hits: tuple[PatientHit, ...]) -> None:
        if hits != self._dogs:
            self._dogs = hits
            self._show()

    def _on_failed(self, why: str) -> None:
        self._trouble = why
        self._show()

    def _show(self) -> None:
        if self.card.isHidden():
            return
        text = self.card.field.text()
        found = understand(self._exam[0], text, self._exam[1]) if self._exam is not None else Understood()
        actions = matching_actions(self._actions, text)
        rows = [
            *self._check_rows(found),
            *action_rows(actions[:MOST_ACTIONS] if text.strip() else actions),
            *dog_rows(self._dogs, self._signalment, self._ways.to_dog),
            *visit_rows(matching_visits(self._board, text), self._ways.to_visit),
        ]
        has_other = bool(actions or self._dogs) and not found.following and not found.checks
        says = self._trouble or ("" if has_other and not found.readings else found.says)
        self.card.show_rows(rows, says, is_exact=found.exact is not None)

    def _check_rows(self, found: Understood) -> list[PaletteRow]:
        if self._exam is None:
            return []
        return [
            *reading_rows(found, self._record),
            *next_rows(found),
            *check_rows(found, *self._exam, self._go_to),
        ]

    def _signalment(self, hit: PatientHit) -> str:
        return signalment(hit.patient, self._desk.clinic.calendar.today())

    def _record(self, given: tuple[Given, ...], says: str) -> None:
        self._ways.to_exam()
        if (checks := self._desk.actions.checks) is not None:
            checks.record_typed(given, says)

    def _go_to(self, item: str) -> None:
        self._ways.to_exam()
        if (checks := self._desk.actions.checks) is not None:
            checks.show_item(item)

    def _on_chosen(self, row: PaletteRow) -> None:
        self.card.close_up()  # the focus goes back first: what is done may send it elsewhere
        if row.run is not None:
            row.run()

    def _on_closed(self) -> None:
        self.finding.forget()
        if self._back is not None and isValid(self._back):
            self._back.setFocus(Qt.FocusReason.PopupFocusReason)
        self._back = None
