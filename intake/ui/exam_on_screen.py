"""Which exam of a visit is on the screen, for every step of the visit alike."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from intake.domain.ids import VisitId


class ExamOnScreen(QObject):
    """The exam somebody chose in a visit; without a choice it is the visit's newest. Kept while the window is locked."""

    changed = Signal(str)  # the visit whose exam on screen is another one now

    def __init__(self) -> None:
        super().__init__()
        self._chosen: dict[VisitId, int] = {}

    def of(self, visit: VisitId) -> int | None:
        """The exam chosen in a visit; None stands for the newest."""
        return self._chosen.get(visit)

    def choose(self, visit: VisitId, ordinal: int | None) -> None:
        """Another exam of a visit, or again the newest whichever that is."""
        if ordinal == self._chosen.get(visit):
            return
        self._chosen.pop(visit, None)
        if ordinal is not None:
            self._chosen[visit] = ordinal
        self.changed.emit(visit)
