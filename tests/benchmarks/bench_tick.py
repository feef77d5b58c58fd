"""Milliseconds from a key on an answer to a repainted panel with the answer on the disk, and who holds the window up.

The window ticks ten answers a second, then stands idle, in turn. Looked at: the time from key to panel; the longest
time one event handler, timer or slot holds the GUI thread, painting left out; and the longest time between two beats
of a timer, beside that of the idle window.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

os.environ["QT_QPA_PLATFORM"] = "offscreen"
sys.path.insert(0, str(Path(__file__).parents[2]))

from PySide6.QtCore import QEvent, QEventLoop, QObject, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from intake.ui.constants_guard import keep_constants_alive
from intake.ui.desk import Desk
from intake.ui.exam.screen import ExamScreen
from intake.ui.hub import ChangeHub
from intake.ui.jobs import JobRunner
from intake.ui.theme import Mode, Theme
from intake.ui.visit.frame import VisitFrame
from tests.ui.real_clinic import RESOURCES, real_clinic

PAGES = ("head", "cranial", "gait", "front", "torso")
TICKS_A_PAGE, EVERY_MS = 10, 100
MOST_TICK_MS, MOST_HELD_MS, MOST_GAP = 50.0, 16.0, 3.0
PAINTING = {QEvent.Type.Paint, QEvent.Type.UpdateRequest}


@dataclass
class Held:
    """How long each handler held the thread: by processor, so that other programs do not count."""

    each: list[tuple[float, str]] = field(default_factory=list)

    @property
    def longest(self) -> tuple[float, str]:
        return max(self.each, default=(0.0, "nothing"))


class WatchedApplication(QApplication):
    """Takes the time of every event, painting apart."""

    def __init__(self) -> None:
        super().__init__([])
        self.held = Held()
        self._is_inside, self._painted = False, 0.0

    def notify(self, receiver: QObject, event: QEvent) -> bool:
        begun = time.thread_time()
        if event.type() in PAINTING:
            result = super().notify(receiver, event)
            self._painted += time.thread_time() - begun
            return result
        if self._is_inside:
            return super().notify(receiver, event)
        self._is_inside, self._painted = True, 0.0
        name = f"{type(receiver).__name__} {event.type().name}"
        try:
            return super().notify(receiver, event)
        finally:
            self._is_inside = False
            self.held.each.append(((time.thread_time() - begun - self._painted) * 1_000, name))


class Beats(QObject):
    """The longest time between two beats of a timer that should beat every few milliseconds."""

    def __init__(self) -> None:
        super().__init__()
        self._timer = QTimer(self, interval=4)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)
        self.longest, self._last = 0.0, 0.0

    def start(self) -> None:
        self.longest, self._last = 0.0, time.perf_counter()
        self._timer.start()

    def stop(self) -> float:
        self._timer.stop()
        return self.longest * 1_000

    def _beat(self) -> None:
        now = time.perf_counter()
        self.longest, self._last = max(self.longest, now - self._last), now


class Painted(QObject):
    """Notes when the panel was painted last."""

    at = 0.0

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802  Qt names it
        if event.type() is QEvent.Type.Paint:
            self.at = time.perf_counter()
        return False


def wait(milliseconds: float) -> None:
    """Let the window work for a while."""
    loop = QEventLoop()
    QTimer.singleShot(max(1, round(milliseconds)), loop.quit)
    loop.exec()


@dataclass
class Figures:
    """What one run measured, in milliseconds."""

    ticks: list[float] = field(default_factory=list)
    held: Held = field(default_factory=Held)
    gap: float = 0.0
    idle_gap: float = 0.0


def tick(screen: ExamScreen, painted: Painted, key: Qt.Key) -> float:
    """Press a key on the focused row; milliseconds until the panel is painted with the saved answer."""
    keeper, begun = screen.keeper, time.perf_counter()
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClick(focused, key)
    while keeper.pending or keeper._is_reading:
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents, 20)
    screen.panel.update()
    while painted.at < begun or painted.at < time.perf_counter() - 1:
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents, 20)
    return (time.perf_counter() - begun) * 1_000


def run(app: WatchedApplication, screen: ExamScreen) -> Figures:
    """Tick through the pages, ten answers a second; then the same window idle for as long."""
    figures, painted, beats = Figures(), Painted(), Beats()
    screen.panel.installEventFilter(painted)
    for page in PAGES:
        screen.open_page(page)
        wait(600)  # a page that is opened for the first time is built: no tick
        app.held = Held()
        beats.start()
        for number in range(TICKS_A_PAGE):
            taken = tick(screen, painted, Qt.Key.Key_N if number % 3 else Qt.Key.Key_2)
            figures.ticks.append(taken)
            wait(EVERY_MS - taken)
        figures.gap = max(figures.gap, beats.stop())
        figures.held.each += app.held.each
        wait(600)
        beats.start()
        wait(TICKS_A_PAGE * EVERY_MS)
        figures.idle_gap = max(figures.idle_gap, beats.stop())
    screen.panel.removeEventFilter(painted)
    return figures


def measured() -> Figures:
    """One run over a clinic of its own."""
    keep_constants_alive()
    app = WatchedApplication()
    theme = Theme(RESOURCES, mode=Mode.LIGHT)
    theme.show_on(app)
    with tempfile.TemporaryDirectory() as folder:
        real, jobs = real_clinic(Path(folder)), JobRunner()
        frame = VisitFrame(Desk(real.clinic, jobs, ChangeHub(jobs), theme, real.technician))
        frame.resize(1372, 836)
        frame.show()
        frame.show_visit(real.visit, "exam")
        screen: Any = frame._screens["exam"]
        while screen.keeper.file is None:
            wait(100)
        wait(1_500)
        figures = run(app, screen)
        frame.hide()
        jobs.close()
        real.close()
    return figures


def percentile(values: list[float], share: float) -> float:
    """The value that so large a share of all does not exceed."""
    return sorted(values)[min(len(values) - 1, int(len(values) * share))]


def main() -> int:
    """Print the figures; 1 when one is over its goal."""
    figures = measured()
    p50, p95 = percentile(figures.ticks, 0.5), percentile(figures.ticks, 0.95)
    held, by = figures.held.longest
    over = sum(one > MOST_HELD_MS for one, _ in figures.held.each)
    ratio = figures.gap / figures.idle_gap
    print(f"tick to painted panel, on the disk: p50 {p50:.1f} ms, p95 {p95:.1f} ms (at most {MOST_TICK_MS:.0f})")
    print(f"longest handler {held:.1f} ms ({by}), {over} of {len(figures.held.each)} over {MOST_HELD_MS:.0f} ms")
    print(
        f"longest gap {figures.gap:.1f} ms ticking, {figures.idle_gap:.1f} ms idle, ratio {ratio:.2f} (at most {MOST_GAP})"
    )
    for one, name in sorted(figures.held.each, reverse=True)[:5]:
        print(f"  {one:6.1f} ms {name}")
    return int(p95 > MOST_TICK_MS or over > 0 or ratio > MOST_GAP)


if __name__ == "__main__":
    sys.exit(main())
