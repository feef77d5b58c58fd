"""The clinic's days, right across summer time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo


@dataclass(frozen=True, slots=True)
class ClinicCalendar:
    """Days as the wall clock of the clinic's time zone counts them."""

    zone: str  # IANA name
    now: Callable[[], datetime]

    def today(self) -> date:
        """Today's date where the clinic is."""
        return self.now().astimezone(ZoneInfo(self.zone)).date()

    def bounds(self, day: date) -> tuple[datetime, datetime]:
        """Start and end of that day, as aware UTC times: 23 or 25 hours apart when the clocks change."""
        return self._midnight(day), self._midnight(day + timedelta(days=1))

    def _midnight(self, day: date) -> datetime:
        return datetime.combine(day, time(), ZoneInfo(self.zone)).astimezone(UTC)
