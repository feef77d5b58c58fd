"""The urgent signs: asked at the door, always in sight."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence, Set
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from intake.app.boards import ExamFile, told_flags
from intake.domain.cases import NoValue
from intake.knowledge.model import Item
from intake.ui.clock import time_of
from intake.ui.exam.checks import Check
from intake.ui.intake.columns import scrolling
from intake.ui.intake.emergency import SEEN, UNSURE, EmergencySigns
from intake.ui.intake.question import Question
from intake.ui.theme import Theme
from intake.ui.widgets.cards import Card, SectionHeader, row
from intake.ui.widgets.flags import DockedFlag, FlagWords
from intake.ui.widgets.text import IconLabel, Text

_MOST_FOR_FLAGS = 0.28  # of the height of the column


class UrgentSigns(Card):
    """`answered(tuple[Given, ...])` from the emergency signs; the other questions speak for themselves."""

    answered = Signal(tuple)

    def __init__(self, theme: Theme, make_question: Callable[..., Question]) -> None:
        super().__init__(margin=theme.px(16), gap=6)
        self._theme, self._make = theme, partial(make_question, is_urgent=True)
        self.signs: EmergencySigns | None = None
        self.questions: dict[str, Question] = {}
        self._flags: list[DockedFlag] = []
        self.again = Text("", "hint", wrap=True)
        self._build()

    def ask(self, items: Sequence[Item], call_now: Collection[str]) -> None:
        """Make the questions; emergency signs first, then those that are a question each."""
        while (place := self._list.takeAt(0)) is not None:
            if (old := place.widget()) is not None:
                old.hide()
                old.deleteLater()
        self.questions = {}
        for item in items:
            if item.id == SEEN:
                self.signs = EmergencySigns(self._theme, item)
                self.signs.set_call_now(call_now)
                self.signs.answered.connect(self.answered)
                self._list.addWidget(self.signs)
            elif item.id != UNSURE:
                self.questions[item.id] = self._make(item)
                self._list.addWidget(self.questions[item.id])

    def show_checks(self, checks: Mapping[str, Check], *, is_read_only: bool, skip: Callable[[str], bool]) -> None:
        """Show what is saved."""
        if self.signs is not None and not (skip(SEEN) or skip(UNSURE)):
            self.signs.show_answers({name: checks[name].answer(None) for name in (SEEN, UNSURE)})
            self.signs.setEnabled(not is_read_only)
        for name, question in self.questions.items():
            if not skip(name):
                question.show_check(checks[name], is_read_only=is_read_only)
        self._show_again(checks)

    def show_flags(self, file: ExamFile, waiting: Set[str], zone: str) -> None:
        """Flags that no banner shows: those told, those for within the hour, and `waiting` ones behind others."""
        for docked in self._flags:
            docked.hide()
            docked.deleteLater()
        told = told_flags(file)
        self._flags = []
        for flag in file.assessment.red_flags:
            if flag.level == "red" and flag.id not in told and flag.id not in waiting:
                continue  # a banner says it
            row_told = told.get(flag.id)
            words = f"Vet told {time_of(row_told.at, zone)}: {row_told.told_to}" if row_told else ""
            shown = FlagWords(flag.id, flag.level, flag.message, flag.first_action, told=words)
            self._flags.append(DockedFlag(self._theme, shown))
            self._docked.addWidget(self._flags[-1])
        self._flag_area.setVisible(bool(self._flags))
        self._fit_flags()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._fit_flags()
        super().resizeEvent(event)

    def scroll_by(self, distance: int) -> None:
        """Move the questions, so that the one under the pointer stays there when the whole column has moved."""
        bar = self._scroll.verticalScrollBar()
        bar.setValue(bar.value() + distance)

    def take_focus(self) -> None:
        """Put the focus on the first sign."""
        if self.signs is not None:
            self.signs.take_focus()

    def _show_again(self, checks: Mapping[str, Check]) -> None:
        unsure = checks[UNSURE].answer(None)
        options = {option.value: option.label for option in checks[UNSURE].item.options}
        names = [options[value].lower() for value in unsure] if isinstance(unsure, tuple) else []
        for name, question in self.questions.items():
            answer = checks[name].answer(None)
            if isinstance(answer, NoValue) or answer == "unknown":
                names.append(question.item.short_label.lower())
        count = len(names)
        self.again.setText(f"{count} {'answer' if count == 1 else 'answers'} not known: {', '.join(names)}. Ask again.")
        self._again_line.setVisible(bool(names))

    def _fit_flags(self) -> None:
        """As high as the flags, at most a part of the column; the rest of them scrolls."""
        holder = self._flag_holder
        width = self._flag_area.viewport().width()
        needed = max(holder.heightForWidth(width), holder.minimumSizeHint().height())
        self._flag_area.setFixedHeight(min(needed, round(self.height() * _MOST_FOR_FLAGS)))

    def _build(self) -> None:
        theme = self._theme
        self.column.addWidget(SectionHeader(theme, "Urgent signs: ask at the door", icon="siren", tone="flag"))
        self.column.addWidget(Text("“?” is kept as not known, never as no.", "hint"))
        inner = QWidget()
        inner.setProperty("surface", "none")
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, theme.px(6), 0)
        column.setSpacing(theme.px(6))
        self._list = QVBoxLayout()
        self._list.setSpacing(theme.px(6))
        column.addLayout(self._list)
        column.addStretch(1)
        self._scroll = scrolling(inner)
        self.column.addWidget(self._scroll, 1)
        # Flags stand under the questions: one more of them never moves a question under the pointer.
        self._flag_holder = flags = QWidget()
        flags.setProperty("surface", "none")
        self._docked = QVBoxLayout(flags)
        self._docked.setContentsMargins(0, 0, theme.px(6), 0)
        self._docked.setSpacing(theme.px(6))
        self._flag_area = scrolling(flags)
        self._flag_area.hide()
        self.column.addWidget(self._flag_area)
        self._again_line = QWidget()
        line = row(IconLabel(theme, "circle-question-mark", "abn", 18), self.again)
        line.setStretch(1, 1)
        self._again_line.setLayout(line)
        self._again_line.hide()
        self.column.addWidget(self._again_line)
