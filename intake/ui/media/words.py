"""Times and sizes of photos and clips in words."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from intake.app.media import Entry
from intake.domain.media import MediaKind
from intake.ui.clock import day_of


def length_words(seconds: float | None) -> str:
    """How long a clip is, such as 0:24."""
    whole = round(seconds or 0)
    return f"{whole // 60}:{whole % 60:02}"


def moment_words(seconds: float) -> str:
    """A moment of a clip to the hundredth, such as 0:03.52."""
    hundredths = round(seconds * 100)
    return f"{hundredths // 6000}:{hundredths // 100 % 60:02}.{hundredths % 100:02}"


def spoken_length(seconds: float | None) -> str:
    """How long a clip is, for a screen reader."""
    whole = round(seconds or 0)
    minutes = f"{whole // 60} min " if whole >= 60 else ""
    return f"{minutes}{whole % 60} s"


def day_words(at: datetime, zone: str) -> str:
    """A day such as 24 Nov 2026."""
    return day_of(at.astimezone(ZoneInfo(zone)).date())


def when(entry: Entry) -> datetime:
    """When it was taken, or else added."""
    return entry.media.taken_at or entry.media.at


def initials(name: str) -> str:
    """The first letters of somebody's name, without Dr."""
    return "".join(part[0] for part in name.split() if part[0].isalpha() and part != "Dr")[:2].upper()


def title(entry: Entry) -> str:
    """What people call it: its caption, or what it shows, or the name of its file."""
    return entry.caption.partition("\n")[0] or entry.item_label or entry.media.name


def by_line(entry: Entry, zone: str) -> str:
    """When and by whom, and whether the exam had been signed by then."""
    after = ", after signing" if entry.is_after_signing else ""
    return f"{day_words(when(entry), zone)}, {initials(entry.by_name)}{after}"


def spoken(entry: Entry, zone: str) -> tuple[str, str]:
    """Name and description for a screen reader."""
    media = entry.media
    what = "Photo" if media.kind is MediaKind.PHOTO else f"Clip, {spoken_length(media.seconds)}"
    shows = f"Shows {entry.item_label}. " if entry.item_label else ""
    after = " Added after signing." if entry.is_after_signing else ""
    return f"{what}: {title(entry)}", f"{shows}{day_words(when(entry), zone)}, added by {entry.by_name}.{after}"


def size_words(size: float) -> str:
    """Bytes such as 1.2 GB."""
    for unit, count in (("GB", 1e9), ("MB", 1e6)):
        if size >= count:
            return f"{size / count:.1f} {unit}"
    return f"{size / 1e3:.0f} kB"
