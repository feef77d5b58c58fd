"""The eight answer states: each with its icon, colour and word, so colour is never the only cue."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from intake.domain.cases import Missing, NoValue, WhyMissing
from intake.knowledge.model import AnswerClass
from intake.reasoning.words import MISSING_WORDS, WHY_WORDS


class State(StrEnum):
    """What is known about one check."""

    TO_DO = "to_do"
    PART = "part"
    NORMAL = "normal"
    ABNORMAL = "abnormal"
    TO_JUDGE = "to_judge"
    NOTED = "noted"
    NOT_DONE = "not_done"
    UNABLE = "unable"


@dataclass(frozen=True, slots=True)
class StateLook:
    """How a state is shown: icon, token colour, words."""

    icon: str
    token: str
    words: str


LOOKS: dict[State, StateLook] = {
    State.TO_DO: StateLook("circle-dashed", "text3", "To do"),
    State.PART: StateLook("circle-dot", "primary", "Part"),
    State.NORMAL: StateLook("circle-check", "normal", "Normal"),
    State.ABNORMAL: StateLook("triangle-alert", "abn", "Abnormal"),
    State.TO_JUDGE: StateLook("scale", "info", "Vet to judge"),
    State.NOTED: StateLook("circle-check", "primary", "Noted"),
    State.NOT_DONE: StateLook("circle-slash", "notex", MISSING_WORDS[Missing.NOT_DONE]),
    State.UNABLE: StateLook("hand", "notex", MISSING_WORDS[Missing.UNABLE]),
}
OF_CLASS: dict[AnswerClass, State] = {
    AnswerClass.NORMAL: State.NORMAL,
    AnswerClass.ABNORMAL: State.ABNORMAL,
    AnswerClass.BORDERLINE: State.TO_JUDGE,
    AnswerClass.INFORMATIONAL: State.NOTED,
}
OF_MISSING: dict[Missing, State] = {Missing.NOT_DONE: State.NOT_DONE, Missing.UNABLE: State.UNABLE}


def no_value_words(missing: NoValue) -> str:
    """Such as "Not examined: dog not still" or "Tried, could not"."""
    head = LOOKS[OF_MISSING[missing.kind]].words
    if missing.reason is None:
        return head
    reason = missing.text if missing.reason is WhyMissing.OTHER and missing.text else WHY_WORDS[missing.reason]
    return f"{head}: {reason}"


_WEIGHT = (State.ABNORMAL, State.TO_JUDGE, State.UNABLE, State.NOT_DONE, State.NOTED, State.NORMAL)


def together(states: Iterable[State]) -> State:
    """The state of a whole check from the states of its sides: the worst known; part while one is open."""
    known = list(states)
    if all(state is State.TO_DO for state in known):
        return State.TO_DO
    for worst in (State.ABNORMAL, State.TO_JUDGE):
        if worst in known:
            return worst
    if State.TO_DO in known:
        return State.PART
    return next(state for state in _WEIGHT if state in known)
