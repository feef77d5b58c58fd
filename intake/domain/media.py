"""Photos and clips of a visit; the files are kept under the digest of their content."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from intake.domain.errors import NotAllowed
from intake.domain.ids import ExamId, MediaId, StaffId, VisitId


class MediaKind(StrEnum):
    """What a file shows: one picture or many."""

    PHOTO = "photo"
    VIDEO = "video"


@dataclass(frozen=True, slots=True)
class Media:
    """One photo or clip in the record; never changed, only taken out of sight by a MediaNote."""

    id: MediaId
    visit_id: VisitId
    kind: MediaKind
    digest: str  # "sha256:..." of the file's content, which is also where it is kept
    name: str  # the file's name as it came
    size: int  # bytes
    width: int  # pixels
    height: int
    by: StaffId
    at: datetime
    exam_id: ExamId | None = None
    item: str = ""  # the check it shows; empty: the dog
    seconds: float | None = None  # length of a clip
    taken_at: datetime | None = None  # as the camera says, where it does
    seq: int = 0


@dataclass(frozen=True, slots=True)
class MediaNote:
    """The words under a photo or clip, and whether it was taken out of sight; the newest row is in force."""

    media_id: MediaId
    caption: str
    by: StaffId
    at: datetime
    is_removed: bool = False
    seq: int = 0


@dataclass(frozen=True, slots=True)
class MediaMark:
    """A named moment of a clip; the newest row per mark is in force."""

    media_id: MediaId
    mark: str  # an id of its own
    seconds: float  # from the start of the clip
    text: str
    by: StaffId
    at: datetime
    is_removed: bool = False
    seq: int = 0


@dataclass(frozen=True, slots=True)
class Seen:
    """What a file turned out to show when it was opened; its name decides nothing."""

    kind: MediaKind
    width: int
    height: int
    seconds: float | None = None
    taken_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Kept:
    """A file that lies whole among the attachments, not yet named by any visit."""

    digest: str
    name: str
    size: int
    seen: Seen


class TakingStopped(NotAllowed):
    """Somebody stopped a copy; nothing of it is left."""


def notes_in_force(journal: Iterable[MediaNote]) -> dict[MediaId, MediaNote]:
    """The newest note per photo or clip."""
    return {note.media_id: note for note in journal}


def marks_in_force(journal: Iterable[MediaMark]) -> tuple[MediaMark, ...]:
    """The marks that stand, in the order of the clip."""
    newest = {mark.mark: mark for mark in journal}
    return tuple(sorted((mark for mark in newest.values() if not mark.is_removed), key=lambda mark: mark.seconds))
