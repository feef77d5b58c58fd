"""Playing a clip: frames are decoded in a thread of their own and shown when they are due."""

from __future__ import annotations

from bisect import bisect_right
from collections import deque
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QElapsedTimer, QObject, QSize, Qt, QTimer, Signal

from intake.domain.errors import IntakeError
from intake.ui.media.film_worker import FilmWorker, Told

if TYPE_CHECKING:
    from intake.ui.media.films import Frame

SPEEDS = (1.0, 0.5, 0.25, 0.125)
_AHEAD = 4  # frames decoded before they are due
_LATE = 0.2  # seconds behind, from where on frames are left out


class Player(QObject):
    """One clip. `opened` when it can be shown, `shown(Frame)` for the screen, `changed` when it plays or stops."""

    opened = Signal()
    shown = Signal(object)
    changed = Signal()
    failed = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._worker: FilmWorker | None = None
        self.times: tuple[float, ...] = ()
        self.seconds = 0.0
        self.damaged_from: float | None = None
        self.frame: Frame | None = None
        self.speed, self.is_playing = 1.0, False
        self._room = QSize(1280, 720)
        self._wanted: int | None = None  # the newest frame asked for while it stands still
        self._is_asking = False
        self._run, self._next, self._flying = 0, 0, 0  # while it plays
        self._ready: deque[Frame] = deque()
        self._clock, self._began_at = QElapsedTimer(), 0.0
        self._timer = QTimer(self, timerType=Qt.TimerType.PreciseTimer, singleShot=True)
        self._timer.timeout.connect(self._on_due)

    # What people do

    def open(self, path_of: Callable[[], Path], name: str) -> None:
        """Open a clip; where it lies is asked in the worker."""
        self.close()
        self._worker = worker = FilmWorker(self)
        worker.told.connect(self._on_told, Qt.ConnectionType.QueuedConnection)
        worker.open(path_of, name)

    def close(self) -> None:
        """Let go of the clip; its thread ends by itself."""
        self.pause()
        worker, self._worker, self.frame = self._worker, None, None
        self.times, self.seconds, self.damaged_from = (), 0.0, None
        self._wanted, self._is_asking = None, False
        if worker is not None:
            worker.told.disconnect(self._on_told)
            worker.close()
            worker.deleteLater()

    def show_in(self, room: QSize) -> None:
        """Frames are made no larger than this."""
        if room != self._room and not room.isEmpty():
            self._room = room
            if self.frame is not None and not self.is_playing:
                self.go_to(self.number)

    @property
    def number(self) -> int:
        """The frame on the screen, or the one on its way there."""
        if self._wanted is not None:
            return self._wanted
        return self.frame.number if self.frame is not None else 0

    def go_to(self, number: int) -> None:
        """Show exactly this frame, and stop playing."""
        self.pause()
        if self.times:
            self._wanted = min(max(number, 0), len(self.times) - 1)
            self._ask_wanted()

    def step(self, frames: int) -> None:
        """So many frames on, or back."""
        self.go_to(self.number + frames)

    def go_to_time(self, seconds: float) -> None:
        """The frame on the screen at a moment."""
        self.go_to(bisect_right(self.times, seconds + 1e-6) - 1)

    def toggle(self) -> None:
        """Play, or stop."""
        if self.is_playing:
            self.pause()
        else:
            self.play()

    def play(self) -> None:
        """Play on from here; from the end, from the beginning."""
        if self.times and not self.is_playing:
            at = self.number
            self.is_playing, self._wanted = True, None
            self._begin(at + 1 if at < len(self.times) - 1 else 0)
            self.changed.emit()

    def pause(self) -> None:
        """Stop at the frame on the screen."""
        if self.is_playing:
            self.is_playing = False
            self._run += 1
            self._timer.stop()
            self._ready.clear()
            self.changed.emit()

    def choose_speed(self, speed: float) -> None:
        """Play faster or slower."""
        self.speed = speed
        if self.is_playing:
            self._begin(min(self.number + 1, len(self.times) - 1))
        self.changed.emit()

    # Standing still

    def _ask_wanted(self) -> None:
        if self._worker is not None and self._wanted is not None and not self._is_asking:
            self._is_asking = True
            self._worker.ask(self._wanted, self._room)

    def _on_asked(self, told: Told) -> None:
        """The newest frame asked for is shown; those in between, only when they were ready first."""
        self._is_asking = False
        if told.number == self._wanted:
            self._wanted = None
        if told.frame is not None and not self.is_playing:
            self._show(told.frame)
        self._ask_wanted()
        self.changed.emit()

    # Playing

    def _begin(self, number: int) -> None:
        self._run += 1  # frames on their way for another place are not for the screen
        self._ready.clear()
        self._next, self._flying = number, 0
        self._began_at = self.times[number]
        self._clock.start()
        self._on_due()

    def _now(self) -> float:
        return self._began_at + self._clock.elapsed() / 1000 * self.speed

    def _fill(self) -> None:
        """Ask for frames ahead; some are left out when decoding is slower than the clip."""
        while self._worker is not None and self._flying + len(self._ready) < _AHEAD and self._next < len(self.times):
            if self.times[self._next] < self._now() - _LATE:
                self._next = min(self._next + 2, len(self.times) - 1)
            self._worker.ask(self._next, self._room, run=self._run)
            self._next += 1
            self._flying += 1

    def _on_due(self) -> None:
        if not self.is_playing:
            return
        now, due = self._now(), None
        while self._ready and self._ready[0].seconds <= now + 0.001:
            due = self._ready.popleft()
        if due is not None:
            self._show(due)
        if not self._ready and not self._flying and self._next >= len(self.times):
            self.pause()
            return
        self._fill()
        wait = (self._ready[0].seconds - now) / self.speed * 1000 if self._ready else 5
        self._timer.start(max(1, min(round(wait), 100)))

    def _on_frame(self, told: Told) -> None:
        if told.run != self._run:
            return
        self._flying -= 1
        if told.frame is None:  # nothing more can be read
            self._next = len(self.times)
        elif not self._ready or told.frame.number > self._ready[-1].number:  # damage gives a frame twice
            self._ready.append(told.frame)

    # The worker

    def _on_told(self, told: Told) -> None:
        if self._worker is None:
            return
        self.damaged_from = self._worker.damaged_from
        if told.error is not None:
            self._on_failed(told.error)
        elif told.times:
            self.times, self.seconds = told.times, told.seconds
            self.opened.emit()
            self.go_to(0)
        elif told.run:
            self._on_frame(told)
        else:
            self._on_asked(told)

    def _on_failed(self, error: BaseException) -> None:
        self._is_asking = False
        if not isinstance(error, IntakeError):
            raise error  # a bug: the crash hook tells
        self.failed.emit(str(error))

    def _show(self, frame: Frame) -> None:
        self.frame = frame
        self.shown.emit(frame)
