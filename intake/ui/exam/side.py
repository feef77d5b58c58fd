"""The rail of the exam: pages with their counts, and the body by what was found."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from intake.ui.exam.body import body_states as body_states
from intake.ui.exam.checks import Check, Counts, Page, counts, shown_first
from intake.ui.theme import Theme
from intake.ui.widgets.body_map import BodyMap
from intake.ui.widgets.cards import Card, row
from intake.ui.widgets.rail import ProgressBar, ProgressRail, RailRow
from intake.ui.widgets.states import LOOKS, State
from intake.ui.widgets.text import IconLabel, Text

_LEGEND = (State.ABNORMAL, State.NORMAL, State.TO_DO)


@dataclass(frozen=True, slots=True)
class PageStand:
    """A page with the checks that count for it."""

    page: Page
    counts: Counts
    has_flag: bool = False


def stands_of(pages: Sequence[Page], checks: Mapping[str, Check], flagged: frozenset[str]) -> tuple[PageStand, ...]:
    """Every page with its counts; `flagged` are the checks behind a flag."""
    stands = []
    for page in pages:
        counted = shown_first(page, checks) if page.key else page.items
        has_flag = any(item.id in flagged for item in page.items)
        stands.append(PageStand(page, counts(counted, checks), has_flag))
    return tuple(stands)


class ExamRail(Card):
    """Progress, pages and body map. `page_wanted(id)`."""

    page_wanted = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__("rail", margin=0, gap=8)
        self._pages: tuple[Page, ...] = ()
        self.total = Text("", "hint")
        self.bar = ProgressBar(theme)
        self.list = ProgressRail(theme)
        self.map = BodyMap(theme, "dorsal")
        self.map.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        self.list.region_opened.connect(self.page_wanted)
        self.map.part_clicked.connect(self._on_part)
        self._title = Text("Exam", "strong")
        self.column.addLayout(row(self._title, 1, self.total))
        self.column.addWidget(self.bar)
        self.column.addWidget(self.list, 10)
        sides = row(Text("Left", "small", tone="text3"), self.map, Text("Right", "small", tone="text3"), gap=2)
        sides.setStretch(1, 1)
        self._map_row = QWidget()
        self._map_row.setLayout(sides)
        self.column.addWidget(self._map_row, 4)
        self._legend = QWidget()
        legend = row(gap=5)
        for state in _LEGEND:
            look = LOOKS[state]
            legend.addWidget(IconLabel(theme, look.icon, look.token, 13))
            legend.addWidget(Text(look.words, "small", tone=look.token))
        legend.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._legend.setLayout(legend)
        self.column.addWidget(self._legend)
        self._theme, self._is_compact = theme, False
        theme.measure(self, self._fit)

    def set_compact(self, *, is_compact: bool) -> None:
        """Keys and states only, where the checks need the room."""
        self._is_compact = is_compact
        self.list.set_compact(is_compact=is_compact)
        self._fit()

    def _fit(self) -> None:
        """For fingers and in little room only the regions stay."""
        is_touch = self._theme.is_touch
        self.column.setContentsMargins(*((8, 4, 8, 4) if is_touch else (10, 14, 10, 10)))
        self._map_row.setMaximumHeight(self._theme.px(212))
        self.bar.setVisible(not is_touch)
        for part in (self._title, self.total, self._map_row, self._legend):
            part.setVisible(not is_touch and not self._is_compact)

    def show_stands(self, stands: Sequence[PageStand], body: Mapping[str, State]) -> None:
        """Show how far every page is."""
        self._pages = tuple(stand.page for stand in stands)
        self.list.set_rows([_rail_row(stand, place) for place, stand in enumerate(stands)])
        sums = [stand.counts for stand in stands if stand.page.key]
        examined, total = sum(one.examined for one in sums), sum(one.total for one in sums)
        self.total.setText(f"{examined} of {total} checks")
        self.bar.set_counts(
            examined, sum(one.abnormal for one in sums), sum(one.not_done + one.unable for one in sums), total
        )
        self.map.set_states(body)

    def _on_part(self, part: str) -> None:
        here = self.list.current()
        pages = [page.id for page in self._pages if part in page.body]
        if pages:
            after = pages.index(here) + 1 if here in pages else 0
            self.page_wanted.emit(pages[after % len(pages)])


def _rail_row(stand: PageStand, place: int) -> RailRow:
    page, counted = stand.page, stand.counts
    return RailRow(
        id=page.id,
        key=page.key,
        name=page.name,
        examined=counted.examined,
        total=counted.total,
        abnormal=counted.abnormal,
        to_judge=counted.to_judge,
        not_done=counted.not_done,
        unable=counted.unable,
        has_flag=stand.has_flag,
        line_before=page.key == "1" or (not page.key and place > 0 and page.id == "results"),
    )
