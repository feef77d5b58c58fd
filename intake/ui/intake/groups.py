"""Questions under a heading: the core ones, and the rest behind a fold."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from intake.knowledge.model import Item
from intake.ui.exam.checks import Check
from intake.ui.intake.question import Question
from intake.ui.theme import Theme
from intake.ui.widgets.buttons import Button, Size, Variant
from intake.ui.widgets.text import Text

MakeQuestion = Callable[[Item], Question]


def by_group(items: Iterable[Item]) -> dict[str, list[Item]]:
    """The items under their headings, both in the order of the exam."""
    groups: dict[str, list[Item]] = {}
    for item in items:
        groups.setdefault(item.group, []).append(item)
    return groups


class QuestionGroup(QWidget):
    """A heading and its questions; those behind the fold are made when it is opened or one holds an answer."""

    grew = Signal()  # questions were added: they want to be shown

    def __init__(self, theme: Theme, title: str, items: Sequence[Item], make: MakeQuestion) -> None:
        super().__init__()
        self._make, self.items = make, tuple(items)
        self._folded = [item for item in items if self._folds(item)]
        self._is_open = False
        self.questions: dict[str, Question] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, theme.px(8))
        self._column.setSpacing(theme.px(4))
        self.title = Text(title, "strong", tone="text2")
        self._column.addWidget(self.title)
        self.title.setVisible(bool(title))
        self.more = Button(theme, "", icon="chevron-down", variant=Variant.QUIET).in_size(Size.SMALL)
        self.more.clicked.connect(self.open_fold)
        self._rest = QVBoxLayout()
        self._rest.setSpacing(theme.px(4))
        for item in items:
            if item not in self._folded:
                self._add(item, self._column)
        self._column.addLayout(self._rest)
        self._column.addWidget(self.more)
        self._show_more()

    def open_fold(self) -> None:
        """Show the rest of the questions."""
        self._is_open = True
        first = next((item for item in self._folded if item.id not in self.questions), None)
        for item in self._folded:
            if item.id not in self.questions:
                self._add(item, self._rest)
        self._show_more()
        self.grew.emit()
        if first is not None:
            self.questions[first.id].take_focus()

    def show_checks(self, checks: Mapping[str, Check], *, is_read_only: bool, skip: Callable[[str], bool]) -> None:
        """Show what is saved; answers on their way are left alone."""
        for item in self._folded:
            if item.id not in self.questions and self._unfolds(item, checks[item.id]):
                self._add(item, self._rest)
        for name, question in self.questions.items():
            if not skip(name):
                question.show_check(checks[name], is_read_only=is_read_only)
        self._show_more()

    def show_relevant(self, relevant: frozenset[str]) -> None:
        """Follow-ups that fit are asked; a group of follow-ups shows with its first one."""
        for name, question in self.questions.items():
            if question.item.asked_when is not None:
                question.set_relevant(is_relevant=name in relevant)
        has_more = any(item.id not in self.questions for item in self._folded)
        self.setVisible(has_more or any(not question.isHidden() for question in self.questions.values()))

    def _unfolds(self, item: Item, check: Check) -> bool:
        """An answer is never out of sight."""
        return check.answer(None) is not None

    def _folds(self, item: Item) -> bool:
        return not item.core and item.asked_when is None

    def _add(self, item: Item, column: QVBoxLayout) -> None:
        question = self._make(item)
        self.questions[item.id] = question
        column.addWidget(question)

    def _show_more(self) -> None:
        left = sum(item.id not in self.questions for item in self._folded)
        self.more.setVisible(bool(left))
        self.more.setText(f"{left} more {'question' if left == 1 else 'questions'}")
