"""What can be taken back in a visit, and given again."""

from __future__ import annotations

from dataclasses import dataclass, field

from intake.app.changes import AnswerBefore, Change
from intake.domain.ids import ExamId
from intake.knowledge.model import Knowledge
from intake.reasoning.words import SITE_WORDS

DEEPEST = 200


@dataclass(frozen=True, slots=True)
class Step:
    """Answers to put back in one act."""

    exam: ExamId
    before: tuple[AnswerBefore, ...]


@dataclass(slots=True)
class UndoStack:
    """Steps back and forward; a new answer forgets the way forward."""

    back: list[Step] = field(default_factory=list)
    forward: list[Step] = field(default_factory=list)

    def remember(self, change: Change) -> None:
        """A new answer that can be taken back."""
        if step := step_of(change):
            self.back.append(step)
            del self.back[:-DEEPEST]
            self.forward.clear()

    def clear(self) -> None:
        """Another visit: nothing to take back."""
        self.back.clear()
        self.forward.clear()


def step_of(change: Change) -> Step | None:
    """How to put back what a change replaced; None when it replaced nothing."""
    return Step(change.exam, change.undo) if change.exam is not None and change.undo else None


def step_words(step: Step, knowledge: Knowledge) -> str:
    """What a step is about: "Paw placement, left hind", or "12 answers"."""
    if len({one.item for one in step.before}) > 1:
        return f"{len(step.before)} answers"
    first = step.before[0]
    label = next((item.label for item in knowledge.items if item.id == first.item), first.item)
    sites = [SITE_WORDS[one.site] for one in step.before if one.site]
    return f"{label}, {sites[0]}" if len(sites) == 1 else label
