"""The exam as the short forms see it: its checks, what is recorded, what is shut and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from intake.app.boards import ExamFile
from intake.app.short_forms.names import ShortForms, forms_of
from intake.app.short_forms.understanding import Shown, Stand
from intake.domain.staff import Role
from intake.knowledge.model import Item
from intake.ui.exam.checks import Check, checks_of, pages_of
from intake.ui.exam.recordable import read_only_words


@dataclass(slots=True)
class ExamForms:
    """The short forms of exams, made once for each version of the knowledge that is shown."""

    made: dict[str, tuple[tuple[Item, ...], ShortForms]] = field(default_factory=dict)

    def of(self, file: ExamFile) -> tuple[tuple[Item, ...], ShortForms]:
        """The checks of this exam's pages with what they are called."""
        knowledge = file.engine.knowledge
        if knowledge.digest not in self.made:
            items = tuple(item for page in pages_of(knowledge) for item in page.items)
            self.made[knowledge.digest] = items, forms_of(knowledge, items)
        return self.made[knowledge.digest]


def shown_of(file: ExamFile, role: Role, items: tuple[Item, ...]) -> Shown:
    """How the checks stand for a person of this role."""
    checks = checks_of(file, role, items)
    return Shown(read_only_words(file, role), _stands(checks))


def _stands(checks: Mapping[str, Check]) -> dict[str, Stand]:
    return {
        item: Stand(check.shut, frozenset(site for site, row in check.rows.items() if row.answer is not None))
        for item, check in checks.items()
    }
