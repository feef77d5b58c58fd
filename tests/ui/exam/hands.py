"""Two hands at the keyboard: an exam entered by real keys at whatever has the focus, each of them counted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from intake.domain.cases import Answer, NoValue, WhyMissing
from intake.knowledge.model import Item, Kind
from intake.reasoning.words import number_words
from intake.ui.exam.page import RegionPage
from intake.ui.exam.screen import ExamScreen
from intake.ui.widgets.flags import SafetyGate
from intake.ui.widgets.option_group import MOST_OPTIONS
from tests.ui.at_work import AtWork
from tests.ui.exam.at_exam import settled

SHIFT = Qt.KeyboardModifier.ShiftModifier
Sides = Mapping[str, Answer]
"""What is meant for each side of a check; "" for a check without sides."""


@dataclass
class Hands:
    """What is meant for every check, typed in the order of the screen."""

    work: AtWork
    screen: ExamScreen
    meant: Mapping[str, Sides]
    presses: int = 0
    by_page: dict[str, int] = field(default_factory=dict)

    def press(self, key: Qt.Key | str, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """One key to whatever has the focus."""
        focused = QApplication.focusWidget()
        assert focused is not None, "nothing has the focus"
        QTest.keyClick(focused, key, modifier)
        self.presses += 1

    def examine(self, pages: int) -> None:
        """The exam from its first page through so many pages."""
        for number in range(pages):
            before = self.presses
            self._answer_page()
            if number + 1 < pages:
                self.press(Qt.Key.Key_PageDown)
            self.by_page[self._page.page.id if number + 1 == pages else self._name_before()] = self.presses - before
        settled(self.work, self.screen)
        settled(self.work, self.screen)

    @property
    def _page(self) -> RegionPage:
        assert self.screen.centre.page is not None
        return self.screen.centre.page

    def _name_before(self) -> str:
        names = [page.id for page in self.screen._pages]
        return names[names.index(self._page.page.id) - 1]

    def _answer_page(self) -> None:
        self._settle_questions()
        in_bulk = [row.item for row in self._page.rows.values() if row.item.id in self.meant and row.item.bulk_ok]
        if in_bulk and all(_is_normal(item, self.meant[item.id]) for item in in_bulk):
            self.press(Qt.Key.Key_R)
            settled(self.work, self.screen)  # a person sees them turn green
        for item in [row.item for row in self._page.rows.values() if row.item.id in self.meant]:
            if self._page.rows[item.id].is_open:
                self._go_to(item)
                self._answer(item, self.meant[item.id])

    def _settle_questions(self) -> None:
        """Shift Tab from the checks to the question above them, Space on its first answer."""
        asked = 0
        settled(self.work, self.screen)  # a person reads the question first; earlier answers may have settled it
        while self._open_gate() is not None:
            assert asked < 10, "a question does not settle"
            gate = self._open_gate()
            assert gate is not None
            self.work.wait(gate.safe_button.isEnabled)  # read before it can be answered
            before = self.presses
            while not gate.safe_button.hasFocus():
                assert self.presses < before + 20, "the question is out of reach"
                self.press(Qt.Key.Key_Backtab, SHIFT)
            self.press(Qt.Key.Key_Space)
            settled(self.work, self.screen)
            asked += 1
        if asked:
            self.work.wait(lambda: bool(self._page.focused_item()))

    def _open_gate(self) -> SafetyGate | None:
        gates = self._page.gates.questions.widgets()
        return next((gate for gate in gates if isinstance(gate, SafetyGate)), None)

    def _go_to(self, item: Item) -> None:
        """Down as far as it takes; the screen goes there by itself as a rule."""
        rows = list(self._page.rows)
        before = self.presses
        while (here := self._page.focused_item()) != item.id:
            assert self.presses < before + len(rows), f"{item.id} is out of reach of {QApplication.focusWidget()}"
            self.press(Qt.Key.Key_Down if rows.index(here) < rows.index(item.id) else Qt.Key.Key_Up)

    def _answer(self, item: Item, sides: Sides) -> None:
        for key in _keys(item, sides):
            self.press(key)
        if item.kind is Kind.NUM and not self._page.rows[item.id].hasFocus() and self._is_typing(item):
            self.press(Qt.Key.Key_Return)

    def _is_typing(self, item: Item) -> bool:
        focused = QApplication.focusWidget()
        return focused is not None and self._page.rows[item.id].isAncestorOf(focused)


def _keys(item: Item, sides: Sides) -> Iterator[Qt.Key | str]:
    """The keys of one check, the shortest way."""
    answers = list(sides.values())
    if _is_normal(item, sides):
        yield Qt.Key.Key_N
    elif isinstance(answers[0], NoValue):
        assert all(answer == answers[0] for answer in answers)
        yield Qt.Key.Key_X
        yield str(list(WhyMissing).index(answers[0].reason) + 1)
    else:
        for answer in answers:
            yield from _keys_of(item, answer)


def _keys_of(item: Item, answer: Answer) -> Iterator[Qt.Key | str]:
    if item.kind is Kind.NUM:
        assert isinstance(answer, int | float)
        yield from number_words(answer)
        return
    values = [option.value for option in item.options]
    for value in answer if isinstance(answer, tuple) else (answer,):
        assert isinstance(value, str)
        if len(values) > MOST_OPTIONS:
            yield "1"  # opens the list
            yield from next(option.label for option in item.options if option.value == value)[:3].lower()
            yield Qt.Key.Key_Return
        else:
            first_digit = 0 if values[0] == "r0" else 1
            yield str(values.index(value) + first_digit)


def _is_normal(item: Item, sides: Sides) -> bool:
    normal = (item.normal,) if item.kind is Kind.MULTI else item.normal
    return bool(item.normal) and all(answer == normal for answer in sides.values())


def pen_marks(items: Mapping[str, Item], meant: Mapping[str, Sides]) -> int:
    """The marks the same exam needs on paper, counted in favour of paper.

    One for every ticked box of every side, one for every digit written, one for every reason (a word) of a check.
    """
    marks = 0
    for sides in meant.values():
        answers = list(sides.values())
        if isinstance(answers[0], NoValue):
            marks += 1
            continue
        for answer in answers:
            if isinstance(answer, tuple):
                marks += len(answer)
            elif isinstance(answer, str):
                marks += 1
            else:
                marks += sum(figure.isdigit() for figure in number_words(answer))
    return marks
