"""The palette over a signed-in person's pages, for tests."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from intake.settings import Settings
from intake.ui.exam.screen import ExamScreen
from intake.ui.palette.rows import Group
from intake.ui.theme import Theme
from intake.ui.workplace import Workplace
from tests.ui.at_work import AtWork, at_work


@dataclass
class AtPalette:
    """A workplace with the palette one key away."""

    work: AtWork
    place: Workplace

    @property
    def card(self) -> Any:
        assert self.place._palette is not None
        return self.place._palette.card

    @property
    def screen(self) -> ExamScreen:
        screen = self.place.visit._screens["exam"]
        assert isinstance(screen, ExamScreen)
        return screen

    def open(self, text: str = "") -> None:
        focused = self.place.window().focusWidget() or self.place
        QTest.keyClick(focused, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
        self.type(text)

    def type(self, text: str) -> None:
        QTest.keyClicks(self.card.field, text)

    def press(self, key: Qt.Key) -> None:
        QTest.keyClick(self.card.field, key)

    def titles(self, group: Group) -> list[str]:
        return [row.title for row in self.card.model.rows() if row.group is group]

    def go_to_exam(self, page: str = "") -> None:
        self.place.show_visit(self.work.real.visit, "exam")
        self.work.wait(lambda: self.screen.centre.page is not None)
        if page:
            self.screen.open_page(page)

    def saved(self) -> None:
        self.work.wait(lambda: not self.screen.keeper.pending and not self.screen.keeper._is_reading)
        self.work.settle()
        self.work.settle()


@contextmanager
def at_palette(home: Path, theme: Theme, qtbot: Any, *, vet: bool = False) -> Iterator[AtPalette]:
    """A technician, or the vet, on the board."""
    with at_work(home, theme, qtbot, vet=vet) as work:
        place = Workplace(work.desk, Settings())
        work.show(place)
        place.show_today()
        yield AtPalette(work, place)
