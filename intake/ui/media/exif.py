"""When a photo was taken, as the camera wrote it into the file."""

from __future__ import annotations

import re
import struct
from datetime import datetime, timedelta, timezone, tzinfo

_EXIF = b"Exif\0\0"
_EXIF_FOLDER = 0x8769
_TAKEN, _TAKEN_OFFSET, _CHANGED = 0x9003, 0x9011, 0x0132
_ASCII = 2
_MOST_ENTRIES = 500
_OFFSET = re.compile(r"([+-])(\d\d):(\d\d)")


def taken_at(content: bytes, zone: tzinfo) -> datetime | None:
    """The moment in the picture's EXIF, in the clinic's zone where the camera names none; None when it says nothing."""
    start = content.find(_EXIF, 0, 1 << 17)
    if start < 0:
        return None
    try:
        return _taken(content[start + len(_EXIF) : start + (1 << 17)], zone)
    except (struct.error, ValueError, OverflowError, IndexError):
        return None  # a time that cannot be read is as good as none: the picture is taken all the same


def _taken(block: bytes, zone: tzinfo) -> datetime | None:
    order = {b"II": "<", b"MM": ">"}.get(block[:2])
    if order is None:
        return None
    first = _texts(block, order, struct.unpack_from(order + "I", block, 4)[0])
    folder = first.get(_EXIF_FOLDER)
    texts = {**first, **(_texts(block, order, folder) if isinstance(folder, int) else {})}
    words = texts.get(_TAKEN) or texts.get(_CHANGED)
    if not isinstance(words, str):
        return None
    at = datetime.strptime(words, "%Y:%m:%d %H:%M:%S")  # noqa: DTZ007  the zone is given next
    return at.replace(tzinfo=_zone(texts.get(_TAKEN_OFFSET), zone))


def _zone(words: str | int | None, otherwise: tzinfo) -> tzinfo:
    match = _OFFSET.fullmatch(words) if isinstance(words, str) else None
    if match is None:
        return otherwise
    offset = timedelta(hours=int(match[2]), minutes=int(match[3]))
    return timezone(-offset if match[1] == "-" else offset)


def _texts(block: bytes, order: str, at: int) -> dict[int, str | int]:
    """The times of one folder of tags, and where the next folder stands."""
    found: dict[int, str | int] = {}
    (count,) = struct.unpack_from(order + "H", block, at)
    for number in range(min(count, _MOST_ENTRIES)):
        tag, kind, length, value = struct.unpack_from(order + "HHII", block, at + 2 + 12 * number)
        if tag == _EXIF_FOLDER:
            found[tag] = value
        elif tag in (_TAKEN, _TAKEN_OFFSET, _CHANGED) and kind == _ASCII:
            found[tag] = block[value : value + length].split(b"\0")[0].decode("ascii", "replace").strip()
    return found
