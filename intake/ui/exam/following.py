"""What the record points to, followed answer by answer."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from intake.app.boards import ExamFile
from intake.domain.cases import Case, CaseAnswer, NoValue, SidedAnswer
from intake.reasoning.assessment import Assessment
from intake.ui.desk import Desk
from intake.ui.exam.checks import is_left_out
from intake.ui.exam.findings import NextWords, Speaker
from intake.ui.exam.pointing import Pointing, Reader, pointing_of
from intake.ui.exam.reasoning_view import ReasoningView


class Following(QObject):
    """Keeps the newest words, and the full assessment for as long as the answers stay the same."""

    pointed = Signal(object)  # Pointing, after every change
    next_found = Signal(object)  # NextWords, or None when no open check would matter
    moved = Signal(str)  # the check whose answer changed the ranking or raised a flag

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._theme, self._is_vet = desk.theme, desk.person.is_veterinarian
        self._reader = Reader(desk.clinic.zone, self._is_vet)
        self._speaker: Speaker | None = None
        self._assessment: Assessment | None = None
        self._worked_out: Case | None = None  # what the full assessment was made of
        self._answered = ""
        self._view: ReasoningView | None = None
        self.pointing = Pointing()
        self.next: NextWords | None = None

    def start_visit(self) -> None:
        """Another visit: nothing is known yet."""
        self._assessment, self._worked_out, self.next = None, None, None
        self.pointing, self._answered = Pointing(), ""

    def answered(self, item: str) -> None:
        """The next change of the ranking comes from this check."""
        self._answered = item

    def follow(self, file: ExamFile) -> None:
        """The exam was read again: its core assessment, or the full one when no answer changed."""
        if self._speaker is None or not self._speaker.speaks(file.engine.knowledge):
            self._speaker = Speaker(file.engine.knowledge)
        same = self._assessment if self._worked_out == file.record.case else None
        self._point(file, self._speaker, same or file.assessment)

    def complete(self, file: ExamFile, assessment: Assessment) -> None:
        """The rest of the assessment has been worked out."""
        if self._speaker is None:
            return
        self._worked_out = file.record.case
        self._point(file, self._speaker, assessment)
        answers = file.record.case.answers
        asked = (one for one in assessment.next_checks if not is_left_out(file, one.item))
        check = next((one for one in asked if not _is_left_out(answers.get(one.item), one.site)), None)
        self.next = self._speaker.next_check(check) if check is not None else None
        self.next_found.emit(self.next)

    def show_reasoning(self, anchor: QWidget) -> None:
        """The patterns by name, for a vet."""
        if self._assessment is None or self._speaker is None or not self._is_vet:
            return
        if self._view is None:
            self._view = ReasoningView(self._theme)
            self.destroyed.connect(self._view.deleteLater)
        self._view.show_reasoning(anchor, self._assessment, self._speaker)

    def close_reasoning(self) -> None:
        """Nothing for the vet only stays open."""
        if self._view is not None:
            self._view.close_up()

    @property
    def view(self) -> ReasoningView | None:
        """The reasoning as shown, once it was."""
        return self._view

    def _point(self, file: ExamFile, speaker: Speaker, assessment: Assessment) -> None:
        before, self._assessment = self.pointing, assessment
        self.pointing = pointing_of(file, assessment, speaker, self._reader, before)
        self.pointed.emit(self.pointing)
        if self._answered and before.order != self.pointing.order:
            self.moved.emit(speaker.answered(self._answered, file.record.case.answers.get(self._answered)))
        self._answered = ""


def _is_left_out(answer: CaseAnswer | None, site: str | None) -> bool:
    """Whether somebody said that there is no value: asking for it again would lead nowhere."""
    if isinstance(answer, SidedAnswer):
        sides = [answer.sites.get(site)] if site else list(answer.sites.values())
        return bool(sides) and all(isinstance(side, NoValue) for side in sides)
    return isinstance(answer, NoValue)
