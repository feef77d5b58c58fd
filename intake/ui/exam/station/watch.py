"""A stopwatch, or a countdown in which one moment may be marked; it is told the time and asks no clock."""

from __future__ import annotations

from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Watch:
    """What a watch shows; `limit` seconds make it a countdown."""

    limit: float = 0.0
    started: float | None = None
    marked: float | None = None  # seconds after the start
    stopped: float | None = None  # seconds after the start

    def start(self, now: float) -> Watch:
        """The watch, started anew."""
        return Watch(self.limit, now)

    def mark(self, now: float) -> Watch:
        """The watch with the moment it happened: a stopwatch stops there, a countdown runs on."""
        if not self.is_running(now):
            return self
        passed = self.passed(now)
        return replace(self, marked=passed, stopped=None if self.limit else passed)

    def stop(self, now: float) -> Watch:
        """The watch, standing still."""
        return replace(self, stopped=self.passed(now)) if self.is_running(now) else self

    def passed(self, now: float) -> float:
        """Seconds since the start, up to the end."""
        if self.started is None:
            return 0.0
        if self.stopped is not None:
            return self.stopped
        passed = max(now - self.started, 0.0)
        return min(passed, self.limit) if self.limit else passed

    def shown(self, now: float) -> int:
        """Whole seconds on its face: passed, or left of a countdown."""
        passed = self.passed(now)
        return -int(-(self.limit - passed) // 1) if self.limit else int(passed)

    def is_running(self, now: float) -> bool:
        """Started, not stopped, and not over."""
        return self.started is not None and self.stopped is None and not self.is_over(now)

    def is_over(self, now: float) -> bool:
        """A countdown that has come to its end."""
        return bool(self.limit) and self.started is not None and self.passed(now) >= self.limit


def face(seconds: int) -> str:
    """Such as 0:07 or 12:30."""
    return f"{seconds // 60}:{seconds % 60:02d}"
