"""What would be if a recorded answer were wrong: worked out when a vet asks, thrown away when an answer changes."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from intake.app import boards
from intake.app.boards import ExamFile
from intake.domain.cases import Case
from intake.reasoning.again import Again
from intake.reasoning.would_change import Doubt
from intake.ui.desk import Desk
from intake.ui.exam.doubt_view import DoubtView
from intake.ui.exam.doubts import doubt_words
from intake.ui.exam.findings import Speaker


class Doubting(QObject):
    """Opens the view at once and fills it from the pool, for as long as the answers stay the same."""

    item_opened = Signal(str)

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._file: ExamFile | None = None
        self._asked: Case | None = None  # the answers that are being, or have been, worked out
        self._view: DoubtView | None = None

    @property
    def view(self) -> DoubtView | None:
        """What is shown, once it was asked for."""
        return self._view

    def follow(self, file: ExamFile) -> None:
        """The exam was read again: what was worked out of other answers is thrown away."""
        self._file = file
        if self._asked == file.record.case:
            return
        self._asked = None
        if self._view is not None and not self._view.isHidden():
            self._view.show_working()
            self._work_out(file)

    def ask(self, anchor: QWidget) -> None:
        """Open the view and work it out; a vet only."""
        if (file := self._file) is None or not self._desk.person.is_veterinarian:
            return
        if self._view is None:
            self._view = DoubtView(self._desk.theme)
            self._view.item_opened.connect(self._on_item_opened)
            self.destroyed.connect(self._view.deleteLater)
        self._view.open_working(anchor, _tests(file))
        self._work_out(file)

    def close_up(self) -> None:
        """Nothing for the vet only stays open."""
        if self._view is not None:
            self._view.close_up()

    def _work_out(self, file: ExamFile) -> None:
        self._asked = file.record.case
        self._desk.jobs.run_in_pool(self, partial(boards.doubts, file), partial(self._on_worked_out, file))

    def _on_worked_out(self, file: ExamFile, found: tuple[Again, tuple[Doubt, ...]]) -> None:
        if self._asked is file.record.case and self._view is not None:
            self._view.show_doubts(doubt_words(*found, Speaker(file.engine.knowledge)), _tests(file))

    def _on_item_opened(self, item: str) -> None:
        self.close_up()
        self.item_opened.emit(item)


def _tests(file: ExamFile) -> tuple[tuple[str, str], ...]:
    return tuple((workup.id, workup.name) for workup in file.assessment.workups)
