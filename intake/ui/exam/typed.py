"""Short forms of the palette, recorded by the path of a pressed answer."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject

from intake.app.boards import ExamFile
from intake.app.exam_room import Given
from intake.domain.ids import VisitId
from intake.ui.exam.held_keys import HeldKeys
from intake.ui.exam.keeper import ExamKeeper
from intake.ui.exam.page import RegionPage
from intake.ui.exam.recording import Recording


class TypedAnswers(QObject):
    """Waits, like a key, while the exam is being opened; brings the check into view; records in one act."""

    def __init__(self, keeper: ExamKeeper, recording: Recording, held: HeldKeys, parent: QObject) -> None:
        super().__init__(parent)
        self._keeper, self._recording, self._held = keeper, recording, held
        self._bring: Callable[[str], RegionPage | None] = _nowhere

    def show_with(self, bring: Callable[[str], RegionPage | None]) -> None:
        """How a check is brought into view, and the page it then stands on."""
        self._bring = bring

    def exam_of(self, visit: VisitId) -> ExamFile | None:
        """The exam as it stands, when it is this visit's and has been read."""
        file = self._keeper.file
        is_shown = file is not None and file.record.visit is not None and file.record.visit.id == visit
        return file if is_shown else None

    def show_item(self, item: str) -> None:
        """Bring a check into view once the exam is there."""
        self._held.act(partial(self._bring, item))

    def record_typed(self, given: tuple[Given, ...], says: str) -> None:
        """Record answers of one check in one act; `says` names them where they can be taken back."""
        self._held.act(partial(self._record, given, says))

    def _record(self, given: tuple[Given, ...], says: str) -> None:
        page = self._bring(given[0].item)
        if page is not None and given[0].item in page.rows:
            self._recording.record_typed(page, given, says)


def _nowhere(item: str) -> None:
    """No screen yet."""
