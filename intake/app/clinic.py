"""The bundle of parts that every action takes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from intake.app.no_attachments import NoAttachments
from intake.app.ports import Attachments, DayOf, PinHasher, Rulebooks, SheetMaker, Store
from intake.domain.records import Paper


@dataclass(frozen=True, slots=True)
class Clinic:
    """Everything an action needs; made once by `bootstrap`."""

    store: Store
    rulebooks: Rulebooks
    sheets: SheetMaker
    pins: PinHasher
    calendar: DayOf
    now: Callable[[], datetime]  # aware, UTC
    new_id: Callable[[], str]
    name: str = ""
    zone: str = "UTC"
    poison_line: str = ""
    paper: Paper = Paper.A4  # what sheets are made on unless somebody chooses otherwise
    app_version: str = ""
    attachments: Attachments = field(default_factory=NoAttachments)  # photos and clips
