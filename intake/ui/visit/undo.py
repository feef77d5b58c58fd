"""What can be taken back in a visit, and given again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from intake.app.changes import (
    AnswerBefore,
    Before,
    Change,
    ClearanceBefore,
    DecisionBefore,
    DogBefore,
    ExamBefore,
    GateBefore,
    MarkBefore,
    MediaBefore,
    NoteBefore,
    PlanBefore,
    ToldBefore,
    VisitBefore,
)
from intake.domain.decisions import Verdict
from intake.domain.ids import ExamId
from intake.domain.visits import STATUS_WORDS
from intake.knowledge.model import Knowledge
from intake.reasoning.words import SITE_WORDS, lower_first

DEEPEST = 200
_VERDICTS = {
    Verdict.ACCEPTED: "accepted",
    Verdict.DECLINED: "declined",
    Verdict.ADDED: "added",
    Verdict.REOPENED: "decision taken back",
}


@dataclass(frozen=True, slots=True)
class Step:
    """What is put back in one act; `act` is what the act replaced at first, by which it is named both ways."""

    exam: ExamId | None
    before: tuple[Before, ...]
    act: tuple[Before, ...] = ()


@dataclass(slots=True)
class UndoStack:
    """Steps back and forward; a new act forgets the way forward."""

    back: list[Step] = field(default_factory=list)
    forward: list[Step] = field(default_factory=list)

    def remember(self, change: Change) -> Step | None:
        """A new act that can be taken back; pauses in writing one note are one act."""
        step = step_of(change)
        if step is None:
            return None
        self.forward.clear()
        if self.back and (longer := _one_note(self.back[-1], step)) is not None:
            self.back[-1] = longer
            return longer
        self.back.append(step)
        del self.back[:-DEEPEST]
        return step

    def clear(self) -> None:
        """Another visit: nothing to take back."""
        self.back.clear()
        self.forward.clear()


def step_of(change: Change) -> Step | None:
    """How to put back what a change replaced; None when it replaced nothing."""
    return Step(change.exam, change.undo) if change.undo else None


def back_again(step: Step, change: Change) -> Step | None:
    """The way back from having put a step back, under the same name."""
    mirrored = step_of(change)
    return replace(mirrored, act=step.act or step.before) if mirrored is not None else None


def _one_note(older: Step, newer: Step) -> Step | None:
    match older.before, newer.before:
        case (NoteBefore() as first,), (NoteBefore() as then,) if then.stood == first.left.text and _is_same(
            first, then
        ):
            return replace(newer, before=(NoteBefore(first.stood, then.left),))
        case (MediaBefore() as wrote,), (MediaBefore() as on,) if _is_one_caption(wrote, on):
            return replace(newer, before=(MediaBefore(on.visit, wrote.stood, on.left),))
    return None


def _is_one_caption(first: MediaBefore, then: MediaBefore) -> bool:
    """Whether somebody only wrote on."""
    is_removal = any(row.is_removed for row in (first.stood, first.left, then.left))
    return not is_removal and then.stood == first.left


def _is_same(first: NoteBefore, then: NoteBefore) -> bool:
    return (first.left.exam_id, first.left.item) == (then.left.exam_id, then.left.item)


# Words


def step_words(step: Step, knowledge: Knowledge) -> str:
    """What a step is about: "Paw placement, left hind", "12 answers", "note on Patellar"."""
    act = step.act or step.before
    answers = [one for one in act if isinstance(one, AnswerBefore)]
    if answers and len(answers) == len(act):
        return _answers_words(answers, knowledge)
    first = next(one for one in act if not isinstance(one, AnswerBefore))
    return _words(first, knowledge)


def _answers_words(answers: Sequence[AnswerBefore], knowledge: Knowledge) -> str:
    if len({one.item for one in answers}) > 1:
        return f"{len(answers)} answers"
    label = _label(answers[0].item, knowledge)
    sites = [SITE_WORDS[one.site] for one in answers if one.site]
    return f"{label}, {sites[0]}" if len(sites) == 1 else label


def _words(one: Before, knowledge: Knowledge) -> str:
    match one:
        case NoteBefore():
            return f"note on {_label(one.left.item, knowledge)}"
        case GateBefore():
            return f"safety question: {_gate_words(one, knowledge)}"
        case ToldBefore():
            return _told_words(one, knowledge)
        case DecisionBefore():
            return _decision_words(one, knowledge)
        case _:
            return _other_words(one)


def _media_words(one: MediaBefore) -> str:
    if one.stood.is_removed != one.left.is_removed:
        return "a photo or clip taken out" if one.left.is_removed else "a photo or clip put back"
    return "the caption of a photo or clip"


def _other_words(one: Before) -> str:
    match one:
        case ClearanceBefore():
            return "the vet's clearance of “Vet first” checks"
        case VisitBefore():
            return f"the move to “{STATUS_WORDS[one.left]}”"
        case DogBefore():
            return "the dog's details"
        case MediaBefore():
            return _media_words(one)
        case MarkBefore():
            return f"the mark “{one.left.text}”"
        case PlanBefore():
            return f"the end of the plan “{one.left.name}”" if one.left.is_stopped else f"the plan “{one.left.name}”"
        case ExamBefore():
            return "the end of the recheck"
        case _:
            raise AssertionError(f"nobody says what {type(one).__name__} is called")


def _gate_words(one: GateBefore, knowledge: Knowledge) -> str:
    rule = next((rule for rule in knowledge.safety_rules if rule.id == one.left.rule), None)
    return lower_first(rule.safe_answer if one.left.is_safe else rule.unsafe_answer) if rule else one.left.rule


def _told_words(one: ToldBefore, knowledge: Knowledge) -> str:
    flag = next((flag.message for flag in knowledge.red_flags if flag.id == one.left.flag), one.left.flag)
    short = flag.split(":")[0].split(",")[0]
    return f"“not told yet”, {short}" if one.left.withdrawn else f"vet told, {short}"


def _decision_words(one: DecisionBefore, knowledge: Knowledge) -> str:
    test = next((test.name for test in knowledge.workups if test.id == one.left.workup), one.left.workup)
    return f"{test}: {_VERDICTS[one.left.verdict]}"


def _label(item: str, knowledge: Knowledge) -> str:
    return next((known.label for known in knowledge.items if known.id == item), item)
