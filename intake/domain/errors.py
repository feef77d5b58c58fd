"""What can go wrong in ways people are told about.

IntakeError             its text is shown to people as it is
    BadInput            one or more problems, each with the path it stands at
    NotFound            no such visit, patient, exam or person
    NotAllowed          the person or the state of the record does not permit it
    ChangedElsewhere    somebody saved first; the screen is refreshed
    StorageTrouble      the database or a file could not be read or written
        DiskFull        there is no room for it
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong: where (`answers.rl_patellar.LH`, may be empty) and what is expected."""

    path: str
    message: str

    def __str__(self) -> str:
        """The sentence people read."""
        return f"{self.path}: {self.message}" if self.path else self.message


class IntakeError(Exception):
    """An expected refusal: what happened, what is safe, what to do next."""

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Every problem behind this refusal, at least one."""
        return (Problem("", str(self)),)


class BadInput(IntakeError):
    """Input that cannot be taken; lists every problem, not the first."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self._problems = problems

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Every problem, in the order of the input."""
        return self._problems


class NotFound(IntakeError):
    """There is no such visit, patient, exam or person."""


class NotAllowed(IntakeError):
    """The person's role or the state of the record does not permit it."""


class ChangedElsewhere(IntakeError):
    """Somebody saved first; the list is up to date again."""


class StorageTrouble(IntakeError):
    """The database or a file could not be read or written; nothing acknowledged is lost."""


class DiskFull(StorageTrouble):
    """There is no room for what was to be saved."""
