"""Taking back and giving again, one act after another."""

from __future__ import annotations

from collections import deque
from functools import partial

from PySide6.QtCore import QObject, Signal

from intake.app import undoing
from intake.app.changes import Change
from intake.domain.errors import ChangedElsewhere
from intake.domain.ids import VisitId
from intake.knowledge.model import Knowledge
from intake.ui.desk import Desk
from intake.ui.visit.undo import Step, UndoStack, back_again, step_words

NOTHING_BACK = "Nothing to take back."
NOTHING_FORWARD = "Nothing to give again."
_BACK, _FORWARD = "Taken back", "Given again"


class Replaying(QObject):
    """The stacks of a visit, and the jobs that put steps back.

    `said(words, icon)` is for the message; `changed` says that other words stand for undo and redo.
    """

    saving = Signal()
    saved = Signal(object)
    failed = Signal(str)
    said = Signal(str, str)
    changed = Signal()

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self.stack = UndoStack()
        self._visit = VisitId("")
        self._knowledge: Knowledge | None = None
        self._asked: deque[tuple[str, Step | None]] = deque()
        self._is_busy = False
        self._own: Change | None = None
        desk.jobs.crashed.connect(self._on_crashed)

    def start_visit(self, visit: VisitId) -> None:
        """Another visit: nothing to take back."""
        self._visit, self._knowledge = visit, None
        self._asked.clear()
        self.stack.clear()
        self.changed.emit()

    def know(self, knowledge: Knowledge) -> None:
        """What the visit's exam is made with, for the names of things."""
        self._knowledge = knowledge
        self.changed.emit()

    def remember(self, change: Change) -> Step | None:
        """An act of this visit; one of our own is on the stacks already."""
        if change is self._own:
            return None
        step = self.stack.remember(change)
        if step is not None:
            self.changed.emit()
        return step

    def undo(self, step: Step | None = None) -> None:
        """Take back the newest act, or a certain one that is still on the stack."""
        self._ask(_BACK, step)

    def redo(self) -> None:
        """Give again what was taken back."""
        self._ask(_FORWARD, None)

    def undo_words(self) -> str:
        """Such as "Undo: note on Patellar"; empty when there is nothing to take back."""
        return self._next_words("Undo", self.stack.back)

    def redo_words(self) -> str:
        """Such as "Redo: note on Patellar"; empty when there is nothing to give again."""
        return self._next_words("Redo", self.stack.forward)

    # Parts

    def _next_words(self, act: str, steps: list[Step]) -> str:
        if not steps or self._knowledge is None:
            return ""
        return f"{act}: {step_words(steps[-1], self._knowledge)}"

    def _ask(self, words: str, step: Step | None) -> None:
        self._asked.append((words, step))
        if not self._is_busy:
            self._go_on()

    def _on_settled(self, _: object) -> None:
        if not self._asked:
            self._is_busy = False
            return
        words, wanted = self._asked.popleft()
        source = self.stack.back if words == _BACK else self.stack.forward
        step = _taken(source, wanted)
        if step is None:
            self.said.emit(NOTHING_BACK if words == _BACK else NOTHING_FORWARD, "info")
            self._go_on()
            return
        self.saving.emit()
        desk = self._desk
        act = partial(undoing.put_back, desk.clinic, step.exam, step.before, by=desk.person.id)
        desk.jobs.run(self, act, partial(self._on_done, self._visit, step, words), self._on_failed)

    def _on_done(self, visit: VisitId, step: Step, words: str, change: Change) -> None:
        self._own = change
        self._desk.hub.tell(change)
        self._own = None
        if visit == self._visit:
            self.saved.emit(change.at)
            self._put_on_other_stack(step, words, change)
        self._go_on()

    def _put_on_other_stack(self, step: Step, words: str, change: Change) -> None:
        other = self.stack.forward if words == _BACK else self.stack.back
        if (mirrored := back_again(step, change)) is not None:
            other.append(mirrored)
        self.changed.emit()
        if self._knowledge is not None:
            icon = "undo-2" if words == _BACK else "redo-2"
            self.said.emit(f"{words}: {step_words(step, self._knowledge)}", icon)

    def _on_failed(self, error: BaseException) -> None:
        self.failed.emit(str(error))
        self.changed.emit()
        if isinstance(error, ChangedElsewhere):  # what somebody else recorded is shown now
            self._desk.hub.tell(Change(self._desk.clinic.now(), visit=self._visit))
        self._go_on()

    def _go_on(self) -> None:
        self._is_busy = bool(self._asked)
        if self._is_busy:
            self._wait_for_the_disk()

    def _wait_for_the_disk(self) -> None:
        # What was given just now is on its way to the disk: once that is there, it is the newest act.
        self._desk.jobs.run(self, _settled, self._on_settled, self._on_failed)

    def _on_crashed(self, error: object) -> None:
        # A bug on the database thread names no owner; what was asked for meanwhile is not done behind its back.
        self._asked.clear()
        self._is_busy = False


def _taken(source: list[Step], wanted: Step | None) -> Step | None:
    """The newest step, or the wanted one while it is there, off the stack."""
    if wanted is None:
        return source.pop() if source else None
    if wanted not in source:
        return None
    source.remove(wanted)
    return wanted


def _settled() -> None:
    """Nothing to do; done once every job asked for before is done."""
