"""The times of taps and marks: one clock that never goes back."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QElapsedTimer

Now = Callable[[], float]
"""Seconds since some moment, never going back."""


def monotonic() -> Now:
    """A clock that started now."""
    timer = QElapsedTimer()
    timer.start()
    return lambda: timer.nsecsElapsed() / 1e9


class EventClock:
    """Seconds of events by the time the system gave them, so that a busy window delays none of them.

    Presses without such a time (by a screen reader) get the clock's own.
    """

    def __init__(self, now: Now) -> None:
        self._now = now
        self._offset: float | None = None
        self._newest = 0

    def at(self, stamp_ms: int) -> float:
        """The moment of an event with this time stamp; 0 is none."""
        if stamp_ms <= 0:
            return self._now()
        if self._offset is None or stamp_ms < self._newest:  # a counter of 32 bits has started again
            self._offset = self._now() - stamp_ms / 1000
        self._newest = stamp_ms
        return stamp_ms / 1000 + self._offset
