"""All the panel shows, as plain values that can be compared."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from intake.app.boards import ExamFile
from intake.domain.cases import CaseAnswer, NoValue, SidedAnswer
from intake.reasoning.assessment import Assessment, FiredFlag
from intake.reasoning.words import trap_words
from intake.ui.exam.findings import Speaker, flag_words
from intake.ui.exam.set_aside import record_next, set_aside
from intake.ui.widgets.flags import FlagWords
from intake.ui.widgets.places import PlaceWords
from intake.ui.widgets.suggestions import SuggestionWords

SEDATED_ITEM = "hx_sedated_before_exam"
_NOT_NERVES = "none_nonneuro"


@dataclass(frozen=True, slots=True)
class Pointing:
    """What the record points to."""

    enough: bool = False
    flags: tuple[FlagWords, ...] = ()
    places: tuple[PlaceWords, ...] = ()
    traps: tuple[str, ...] = ()
    tests: tuple[SuggestionWords, ...] = ()
    is_sedated: bool = False
    has_nerves: bool = False  # something of the nervous system was examined
    set_aside: tuple[str, ...] = ()  # areas with little support, and why
    record_next: str = ""  # while too little is recorded

    @property
    def banner(self) -> tuple[FlagWords, ...]:
        """Call-now flags nobody has told the vet about."""
        return tuple(flag for flag in self.flags if flag.level == "red" and not flag.told)

    @property
    def docked(self) -> tuple[FlagWords, ...]:
        """The other flags, red ones first."""
        return tuple(flag for flag in self.flags if flag.told or flag.level == "amber")

    @property
    def says_not_examined(self) -> bool:
        """Whether "not the nervous system" is listed without the nervous system having been looked at."""
        return not self.enough and any(place.id == _NOT_NERVES for place in self.places)

    @property
    def order(self) -> tuple[str, ...]:
        """What people notice when it changes: flags and the ranking of places."""
        return tuple(flag.id for flag in self.flags) + tuple(place.id for place in self.places)


@dataclass(frozen=True, slots=True)
class Reader:
    """For whom the words are: where the clinic is, and whether it is a vet."""

    zone: str
    is_vet: bool


def pointing_of(file: ExamFile, assessment: Assessment, speaker: Speaker, reader: Reader, before: Pointing) -> Pointing:
    """What an assessment says, in words.

    What would change a test is worked out a moment later than the rest; until then it stays as `before` said.
    """
    changes = {} if assessment.next_checks else {test.id: test.would_change for test in before.tests}
    sedated = file.record.case.answers.get(SEDATED_ITEM)
    places = speaker.places(assessment)
    return Pointing(
        enough=assessment.enough,
        flags=flag_words(file, unfolded(file, flags_of(file, assessment)), zone=reader.zone, is_vet=reader.is_vet),
        places=places,
        traps=tuple(trap_words(trap) for trap in assessment.traps),
        tests=speaker.suggestions(assessment, changes),
        is_sedated=sedated == "yes",
        has_nerves=_has_nerves(file),
        set_aside=set_aside(file, assessment, speaker.areas, [place.id for place in places]),
        record_next=record_next(file, assessment, speaker.check),
    )


def flags_of(file: ExamFile, assessment: Assessment) -> tuple[FiredFlag, ...]:
    """The flags of an exam and of its visit, red ones first: an exam that asked less hides none."""
    return tuple(sorted((*assessment.red_flags, *file.visit_flags), key=lambda flag: flag.level != "red"))


def unfolded(file: ExamFile, flags: Sequence[FiredFlag]) -> tuple[FiredFlag, ...]:
    """The flags without those amber ones whose red form says it already."""
    fired = {flag.id for flag in flags if flag.level == "red"}
    known = {flag.id: flag.folds_into for flag in file.engine.knowledge.red_flags}
    return tuple(flag for flag in flags if flag.level == "red" or fired.isdisjoint(known.get(flag.id, ())))


def _has_nerves(file: ExamFile) -> bool:
    answers = file.record.case.answers
    nerves = (item.id for item in file.engine.knowledge.items if item.section.startswith("d"))
    return any(_has_value(answers[item]) for item in nerves if item in answers)


def _has_value(answer: CaseAnswer) -> bool:
    sides = answer.sites.values() if isinstance(answer, SidedAnswer) else (answer,)
    return any(not isinstance(side, NoValue) for side in sides)
