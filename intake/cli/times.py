"""Times as people type them and as scripts read them."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from intake.app.clinic import Clinic


def in_clinic_zone(clinic: Clinic, typed: datetime) -> datetime:
    """The moment meant: a time without a zone is the clinic's own."""
    return typed if typed.tzinfo else typed.replace(tzinfo=ZoneInfo(clinic.zone))


def written(moment: datetime | None) -> str | None:
    """The moment for scripts, in UTC."""
    return moment.astimezone(UTC).isoformat() if moment else None


def shown(clinic: Clinic, moment: datetime) -> str:
    """The moment for people, on the clinic's clock."""
    return moment.astimezone(ZoneInfo(clinic.zone)).strftime("%Y-%m-%d %H:%M")
