"""Patients: a plain list to find a dog, its visits, and a new intake for it."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from intake.app.boards import PatientHit, visits_of
from intake.domain.visits import STATUS_WORDS, URGENCY_WORDS, Visit, VisitStatus
from intake.ui.accessible.chosen import ChosenRows
from intake.ui.clock import day_and_time
from intake.ui.desk import Desk
from intake.ui.intake.find import FindDog
from intake.ui.joined import joined
from intake.ui.today.card import ACTS
from intake.ui.visit.header import signalment
from intake.ui.widgets.buttons import Button, Variant
from intake.ui.widgets.cards import Card, PaneHeader, row
from intake.ui.widgets.text import Text

VISIT = Qt.ItemDataRole.UserRole


class PatientsScreen(QWidget):
    """Find at the left, the dog's visits at the right."""

    visit_wanted = Signal(str, str)
    intake_wanted = Signal(object)
    left = Signal()  # Esc: back to where one was

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._hit: PatientHit | None = None
        self._find = FindDog(desk)
        self._name, self._about = Text("", "heading", wrap=True), Text("", "body", tone="text2", wrap=True)
        self.visits = QListWidget()
        self.visits.setAccessibleName("Visits of this dog")
        self.new_button = Button(desk.theme, "New intake for this dog", icon="plus", variant=Variant.PRIMARY)
        self._build()
        self._find.chosen.connect(self._on_chosen)
        self._find.new_wanted.connect(lambda *_: self.intake_wanted.emit(None))
        self.visits.itemActivated.connect(self._on_opened)
        self.visits.itemClicked.connect(self._on_opened)
        ChosenRows(self.visits, lambda index: self._on_opened(self.visits.item(index.row())))
        self.new_button.clicked.connect(lambda: self.intake_wanted.emit(self._hit))
        self.setFocusProxy(self._find)
        QShortcut(QKeySequence("Esc"), self, self.left.emit, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def look_for(self, text: str) -> None:
        """Look for what was typed; without anything new, what was typed before is ready to be typed over."""
        if text or not self._find.field.text():
            self._find.start(text)
        self._find.field.setFocus()
        if text:
            self._find.field.end(False)
        else:
            self._find.field.selectAll()

    def choose(self, hit: PatientHit) -> None:
        """Show a dog found elsewhere, with its visits."""
        self._find.start(hit.patient.name or hit.owner.name)
        self._on_chosen(hit)

    def _on_chosen(self, hit: PatientHit) -> None:
        self._hit = hit
        desk = self._desk
        self._name.setText(hit.patient.name or "Unnamed dog")
        about = (signalment(hit.patient, desk.clinic.calendar.today()), hit.owner.name, hit.owner.phone)
        self._about.setText(joined(about))
        desk.jobs.run(self, partial(visits_of, desk.clinic, hit.patient.id), self._on_visits)

    def _on_visits(self, visits: tuple[Visit, ...]) -> None:
        self.visits.clear()
        for visit in reversed(visits):
            words = f"Visit {visit.number} · {day_and_time(visit.opened_at, self._desk.clinic.zone)} · "
            status = "Done" if visit.status is VisitStatus.DONE else STATUS_WORDS[visit.status]
            item = QListWidgetItem(words + f"{status} · {URGENCY_WORDS[visit.urgency]}")
            item.setData(VISIT, visit)
            self.visits.addItem(item)
        self._dog.show()
        if visits:
            self.visits.setCurrentRow(0)
            self.visits.setFocus()
        else:
            self.new_button.setFocus()

    def _on_opened(self, item: QListWidgetItem) -> None:
        visit: Visit = item.data(VISIT)
        self.visit_wanted.emit(visit.id, ACTS[visit.status][2])

    def _build(self) -> None:
        px = self._desk.theme.px
        found = Card(margin=px(18))
        found.column.addWidget(self._find)
        found.column.addStretch(1)
        self._dog = Card(margin=px(18))
        self._dog.column.addWidget(self._name)
        self._dog.column.addWidget(self._about)
        self._dog.column.addWidget(self.visits, 1)
        self._dog.column.addLayout(row(1, self.new_button))
        self._dog.hide()
        parts = QHBoxLayout()
        parts.setSpacing(px(14))
        parts.addWidget(found, 1)
        parts.addWidget(self._dog, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(24), px(20), px(24), px(20))
        column.setSpacing(px(14))
        column.addWidget(PaneHeader("Patients", "Find a dog by its name, its owner, phone or microchip."))
        column.addLayout(parts, 1)
