"""What vets and admins are told of the clinic's own rules that are not in force."""

from __future__ import annotations

from functools import partial

from intake.app import exam_rules
from intake.app.clinic import Clinic
from intake.domain.errors import Problem
from intake.domain.staff import Role, StaffMember
from intake.knowledge.never_shown import WordList
from intake.ui.desk import Desk
from intake.ui.widgets.strips import Strip

READERS = (Role.VETERINARIAN, Role.ADMIN)
FOR_VET = "A problem that names a cause is shown to a signed-in vet."


def rules_words(clinic: Clinic, person: StaffMember) -> tuple[str, ...]:
    """Why rules of the clinic are not in force, sentence by sentence; nothing when all are, and for anybody else."""
    if person.role not in READERS:
        return ()
    sentences = exam_rules.refusal(clinic.rulebooks.refused)
    if person.is_veterinarian or not sentences:
        return sentences
    words = WordList(clinic.rulebooks.current.knowledge.never_shown)
    return tuple(dict.fromkeys(FOR_VET if words.hits(sentence) else sentence for sentence in sentences))


class RulesNotice(Strip):
    """A quiet strip that stays while rules of the clinic are not in force."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.theme)
        self._desk = desk
        self._is_asked = False

    def ask(self) -> None:
        """Ask once: rules are read when the program starts."""
        if self._is_asked or self._desk.person.role not in READERS:
            return
        self._is_asked = True
        self._desk.jobs.run(self, partial(_refused, self._desk.clinic), self._on_told)

    def _on_told(self, refused: tuple[Problem, ...]) -> None:
        if refused:
            self.show_words(exam_rules.refusal_in_short(refused), "info")


def _refused(clinic: Clinic) -> tuple[Problem, ...]:
    return clinic.rulebooks.refused
