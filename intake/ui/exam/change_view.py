"""Change since the exam before: the last value beside each row, and what is worse, better or unclear as a list."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from intake.app.boards import ExamFile
from intake.app.change_since import ChangeAt, Comparing, Earlier, Since, changes_since
from intake.domain.cases import Answer, Missing, NoValue
from intake.knowledge.model import Item
from intake.reasoning.assess import classes
from intake.reasoning.words import SITE_WORDS, WHY_WORDS, lower_first, value_words
from intake.ui.clock import time_of
from intake.ui.exam.checks import pages_of_exam
from intake.ui.exam.keyed import KeyedColumn, empty
from intake.ui.exam.page import RegionPage
from intake.ui.theme import Theme
from intake.ui.widgets.announce import announce
from intake.ui.widgets.cards import row
from intake.ui.widgets.text import IconLabel, Text

# words, icon, colour: the first two tell them apart by themselves
LOOKS: Mapping[Since, tuple[str, str, str]] = {
    Since.WORSE: ("Worse", "arrow-down", "abn"),
    Since.BETTER: ("Better", "arrow-up", "normal"),
    Since.CHANGED: ("Changed", "git-compare", "info"),
    Since.UNCLEAR: ("Unclear", "circle-question-mark", "notex"),
    Since.SAME: ("Same", "minus", "text2"),
}
_HEAR = (Since.WORSE, Since.BETTER, Since.CHANGED)
_MISSING = {Missing.NOT_DONE: "not examined", Missing.UNABLE: "tried, could not"}
_PAIR = 2


def answer_words(item: Item, answer: Answer | None) -> str:
    """One answer in the middle of a line: "delayed", "38.5 °C", "not examined: pain or distress", "not asked"."""
    if answer is None:
        return "not asked"
    if isinstance(answer, NoValue):
        why = answer.text or (WHY_WORDS[answer.reason] if answer.reason else "")
        return f"{_MISSING[answer.kind]}: {why}" if why else _MISSING[answer.kind]
    values = answer if isinstance(answer, tuple) else (answer,)
    return ", ".join(lower_first(value_words(item, value)) for value in values)


@dataclass(frozen=True, slots=True)
class SinceThen:
    """A recheck beside the exam it is compared to."""

    when: str  # "10:05"
    earlier: Earlier
    changes: Mapping[str, tuple[ChangeAt, ...]]  # by check, every side that was ever asked
    items: Mapping[str, Item]
    is_finished: bool

    @property
    def said(self) -> tuple[ChangeAt, ...]:
        """The changes that can be spoken of: what is still to do is no change yet."""
        every = (one for changes in self.changes.values() for one in changes)
        return tuple(one for one in every if self.is_finished or one.after is not None)


def since_then(file: ExamFile, zone: str) -> SinceThen | None:
    """What changed since the exam that a recheck is set beside; None for any other exam."""
    earlier, exam = file.earlier, file.record.exam
    if earlier is None or exam is None:
        return None
    now = Earlier(exam, file.record.rows, classes(file.engine, file.record.case))
    items = {item.id: item for page in pages_of_exam(file) for item in page.items}
    changes: dict[str, list[ChangeAt]] = {}
    for one in changes_since(Comparing.by(file.engine.knowledge), earlier, now, items):
        changes.setdefault(one.item, []).append(one)
    return SinceThen(
        time_of(earlier.exam.started_at, zone),
        earlier,
        {item: tuple(sides) for item, sides in changes.items()},
        items,
        exam.finished_at is not None or file.record.is_signed,
    )


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a row or a list, with its icon."""

    text: str
    icon: str
    tone: str


def row_line(then: SinceThen, change: ChangeAt) -> Line:
    """Such as "Left hind: worse · 10:05: delayed"; the last value alone while nothing is recorded now."""
    side = SITE_WORDS[change.site].capitalize() if change.site else ""
    before = f"{then.when}: {answer_words(then.items[change.item], change.before)}"
    if change.after is None and not then.is_finished:
        return Line(" · ".join(part for part in (side, before) if part), "history", "text2")
    words, icon, tone = LOOKS[change.since]
    return Line(f"{side}: {words.lower()} · {before}" if side else f"{words} · {before}", icon, tone)


def list_line(then: SinceThen, change: ChangeAt) -> Line:
    """Such as "Worse: Paw placement, left hind: delayed, now absent"."""
    item, (words, icon, tone) = then.items[change.item], LOOKS[change.since]
    side = f", {SITE_WORDS[change.site]}" if change.site else ""
    before, after = answer_words(item, change.before), answer_words(item, change.after)
    return Line(f"{words}: {item.short_label}{side}: {before}, now {after}", icon, tone)


def in_short(then: SinceThen) -> str:
    """Such as "Since 10:05: 2 worse, 1 better, 3 same"."""
    counted = {since: sum(one.since is since for one in then.said) for since in LOOKS}
    parts = [f"{count} {LOOKS[since][0].lower()}" for since, count in counted.items() if count]
    return f"Since {then.when}: {', '.join(parts) if parts else 'nothing recorded yet'}"


class LineView(QWidget):
    """An icon and words that wrap."""

    def __init__(self, theme: Theme, line: Line) -> None:
        super().__init__()
        parts = row(
            IconLabel(theme, line.icon, line.tone, 14), Text(line.text, "small", tone=line.tone, wrap=True), gap=5
        )
        parts.setStretch(1, 1)
        self.setLayout(parts)


class ChangeList(QWidget):
    """Worse first; what is the same only as a count."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.head = Text("", "group", wrap=True)
        self.lines = KeyedColumn(3)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(5)
        column.addWidget(self.head)
        column.addWidget(self.lines)
        self.setAccessibleName("Change since the exam before")
        self.hide()

    def show_then(self, then: SinceThen | None) -> None:
        """Show what changed; nothing for an exam that is set beside none."""
        self.setVisible(then is not None)
        if then is None:
            return
        self.head.setText(in_short(then))
        order = list(LOOKS)
        changes = sorted(then.said, key=lambda one: order.index(one.since))
        lines = [list_line(then, one) for one in changes if one.since is not Since.SAME]
        self.lines.show_values(lines, self._make)
        self.setAccessibleDescription(". ".join([self.head.text(), *(line.text for line in lines)]))

    def _make(self, line: Hashable) -> QWidget:
        assert isinstance(line, Line)
        return LineView(self._theme, line)


class RowLines(QWidget):
    """Under the answers of a row: each side as it was, and how it stands to that now."""

    def __init__(self, theme: Theme, name: str) -> None:
        super().__init__()
        self._theme, self._name = theme, name
        self._shown: tuple[Line, ...] = ()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(theme.px(34), 0, theme.px(8), theme.px(6))
        self._grid.setHorizontalSpacing(theme.px(14))
        self._grid.setVerticalSpacing(2)

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Show these lines; what changed by an answer is said aloud."""
        if tuple(lines) == self._shown:
            return
        was_shown, before = bool(self._shown), set(self._shown)
        self._shown = tuple(lines)
        empty(self._grid)
        for place, line in enumerate(lines):
            self._grid.addWidget(LineView(self._theme, line), place // _PAIR, place % _PAIR)
        self.setAccessibleName(f"{self._name}: " + ". ".join(line.text for line in lines))
        self.setVisible(bool(lines))
        new = [line.text for line in lines if line not in before and line.icon in {LOOKS[since][1] for since in _HEAR}]
        if was_shown and new:
            announce(self, f"{self._name}: {'. '.join(new)}")


def show_in_rows(theme: Theme, page: RegionPage, then: SinceThen | None) -> None:
    """Put the last values under the rows of a page, once, and bring them up to date."""
    for item, answer_row in page.rows.items():
        lines = answer_row.findChild(RowLines)
        changes = then.changes.get(item, ()) if then is not None else ()
        if lines is None and not changes:
            continue
        layout = answer_row.layout()
        if lines is None and layout is not None:
            lines = RowLines(theme, answer_row.item.short_label)
            layout.addWidget(lines)
        if lines is not None and then is not None:
            lines.show_lines([row_line(then, one) for one in changes])
