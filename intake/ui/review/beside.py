"""What stands beside the exam on Review: change since the one before, and a second examiner."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from intake.app import second_exam
from intake.app.boards import ExamFile
from intake.app.second_exam import Compared
from intake.domain.ids import VisitId
from intake.ui.desk import Desk
from intake.ui.exam.change_view import ChangeList, in_short, since_then
from intake.ui.review import agreement
from intake.ui.review.agreement import AgreementList
from intake.ui.widgets.popover import Popover
from intake.ui.widgets.strips import Strip


class Beside(QObject):
    """Two strips and what they open; belongs to the Review screen. `item_wanted(check)` once its exam is chosen."""

    item_wanted = Signal(str)

    def __init__(self, desk: Desk, screen: QWidget, place: QVBoxLayout) -> None:
        super().__init__(screen)
        self._desk = desk
        self._file: ExamFile | None = None
        self._compared: Compared | None = None
        theme = desk.theme
        self.changes, self.two = Strip(theme), Strip(theme)
        self.list, self.agreement = Popover(theme, "Change since the exam before"), AgreementList(theme)
        self.change_list = ChangeList(theme)
        self.list.column.addWidget(self.change_list)
        self.list.setMinimumWidth(theme.px(420))
        for strip in (self.changes, self.two):
            place.addWidget(strip)
        for popover in (self.list, self.agreement):
            self.destroyed.connect(popover.deleteLater)
        self.changes.acted.connect(self._show_changes)
        self.two.acted.connect(self._show_agreement)
        self.agreement.opened.connect(self._on_opened)

    def follow(self, file: ExamFile) -> None:
        """The exam was read again."""
        self._file = file
        then = since_then(file, self._desk.clinic.zone)
        self.change_list.show_then(then)
        if then is None:
            self.changes.hide()
        else:
            self._say(self.changes, f"{in_short(then)}.")
        visit = file.record.visit
        if visit is not None and len(file.record.exams) > 1 and self._desk.person.is_veterinarian:
            ask = partial(second_exam.agreement, self._desk.clinic, visit.id, by=self._desk.person.id)
            self._desk.jobs.run(self, ask, partial(self._on_agreement, visit.id))
        else:
            self._on_agreement(None, ())

    def close_up(self) -> None:
        """Nothing stays open."""
        self.list.close_up()
        self.agreement.close_up()

    def _on_agreement(self, visit: VisitId | None, every: tuple[Compared, ...]) -> None:
        shown = self._file.record.visit if self._file is not None else None
        if visit is not None and (shown is None or shown.id != visit):
            return
        self._compared = every[-1] if every else None
        if self._compared is None:
            self.two.hide()
        else:
            self._say(self.two, f"{agreement.in_short(self._compared)}.")

    def _say(self, strip: Strip, words: str) -> None:
        if strip.text() != words:
            strip.show_words(words, "info", "Show the list")

    def _show_changes(self) -> None:
        self.list.open_beside(self.changes.button)

    def _show_agreement(self) -> None:
        if self._compared is None or self._file is None:
            return
        knowledge = self._file.engine.knowledge
        pages = {region.id: region.short for region in knowledge.regions_of_exam}
        self.agreement.show_compared(self._compared, {item.id: item for item in knowledge.items}, pages)
        self.agreement.open_beside(self.two.button, focus=self.agreement.list)

    def _on_opened(self, ordinal: int, item: str) -> None:
        visit = self._file.record.visit if self._file is not None else None
        if visit is not None:
            self._desk.exams.choose(visit.id, ordinal)
            self.item_wanted.emit(item)
