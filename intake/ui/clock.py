"""Times and ages in the words of the clinic's wall clock."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def time_of(when: datetime, zone: str) -> str:
    """Such as "10:42", where the clinic is."""
    return f"{when.astimezone(ZoneInfo(zone)):%H:%M}"


def time_with_seconds(when: datetime, zone: str) -> str:
    """Such as "10:42:18"."""
    return f"{when.astimezone(ZoneInfo(zone)):%H:%M:%S}"


def day_of(day: date) -> str:
    """Such as "24 Nov 2026"."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def day_and_time(when: datetime, zone: str) -> str:
    """Such as "Tuesday 24 Nov 2026, 10:42"."""
    here = when.astimezone(ZoneInfo(zone))
    return f"{DAYS[here.weekday()]} {day_of(here.date())}, {here:%H:%M}"


def wait_words(wait: timedelta) -> str:
    """Such as "34 min" or "3 h 5 min"."""
    minutes = max(int(wait.total_seconds()) // 60, 0)
    if minutes < 60:
        return f"{minutes} min"
    hours, minutes = divmod(minutes, 60)
    return f"{hours} h {minutes} min" if hours < 24 else f"{hours // 24} d"


def born_from_age(years: int, months: int, today: date) -> date:
    """The birth date an age stands for, on the first of its month."""
    total = today.year * 12 + today.month - 1 - years * 12 - months
    return date(total // 12, total % 12 + 1, 1)
