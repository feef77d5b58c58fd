"""Reading photos: what they are by their content, turned as the camera was held."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import tzinfo
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt
from PySide6.QtGui import QImage, QImageIOHandler, QImageReader

from intake.domain.errors import BadInput, Problem
from intake.domain.media import MediaKind, Seen
from intake.ui.media.exif import taken_at

FORMATS = frozenset({"jpeg", "jpg", "jfif", "png", "webp", "tif", "tiff", "bmp", "gif"})
"""Kinds of pictures a camera or a phone makes; others Qt can read (SVG, PDF, icons) are no photos."""
MOST_PIXELS = 65_000_000  # what Qt reads within its own limit of 256 MB
MOST_BYTES = 200_000_000
HEAD = 4_096
_HEIF_BRANDS = (b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1", b"avif", b"avis")


def is_picture(path: Path, name: str) -> bool:
    """Whether the file is a kind of picture we read, by its content.

    Raises:
        BadInput: it is a photo of a kind we cannot read.
    """
    with path.open("rb") as file:
        head = file.read(HEAD)
    if head[4:8] == b"ftyp" and head[8:12] in _HEIF_BRANDS:
        raise _bad(
            name,
            "is a HEIC photo, which Intake cannot read. Nothing was added. "
            'On an iPhone choose Settings, Camera, Formats, "Most Compatible", or send it as JPEG.',
        )
    return _format_of(head) in FORMATS


def look(path: Path, name: str, zone: tzinfo) -> Seen:
    """What a photo shows, after the whole of it was read.

    Raises:
        BadInput: it is too large, or damaged.
    """
    content = _content(path, name)
    with _reading(content) as reader:
        size = _turned_size(reader)
    if size.width() * size.height() > MOST_PIXELS:
        raise _bad(
            name,
            f"has {size.width()} × {size.height()} points, more than the {MOST_PIXELS // 1_000_000} million Intake "
            "opens. Nothing was added. Make it smaller, then add it again.",
        )
    with _reading(content) as reader:
        is_whole = not reader.read().isNull()
    if not is_whole:
        raise _bad(name, "is damaged: the picture in it cannot be read. Nothing was added. Send it again.")
    return Seen(MediaKind.PHOTO, size.width(), size.height(), taken_at=taken_at(bytes(content.data()), zone))


def read(path: Path, name: str, most: QSize | None = None) -> QImage:
    """The photo the right way up, no larger than `most`.

    Raises:
        BadInput: it is damaged.
    """
    with _reading(_content(path, name)) as reader:
        size = reader.size()
        if most is not None and size.isValid():
            room = most.transposed() if _is_turned(reader) else most
            if size.width() > room.width() or size.height() > room.height():
                reader.setScaledSize(size.scaled(room, Qt.AspectRatioMode.KeepAspectRatio).expandedTo(QSize(1, 1)))
        image = reader.read()
    if image.isNull():
        raise _bad(name, "is damaged: the picture in it cannot be read.")
    return image


def _content(path: Path, name: str) -> QByteArray:
    if path.stat().st_size > MOST_BYTES:
        raise _bad(name, f"is larger than the {MOST_BYTES // 1_000_000} MB of a photo. Nothing was added.")
    return QByteArray(path.read_bytes())


@contextmanager
def _reading(content: QByteArray) -> Iterator[QImageReader]:
    """A reader over bytes; it lets go of them before they go, since some kinds look back when they end."""
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    reader.setDecideFormatFromContent(True)
    reader.setAutoTransform(True)
    try:
        yield reader
    finally:
        reader.setDevice(_nothing())


def _nothing() -> QIODevice:
    return None  # type: ignore[return-value]  # Qt takes "no device"; the stubs forget it


def _is_turned(reader: QImageReader) -> bool:
    """Whether the camera was held upright: a quarter turn swaps the sides."""
    return bool(reader.transformation().value & QImageIOHandler.Transformation.TransformationRotate90.value)


def _turned_size(reader: QImageReader) -> QSize:
    size = reader.size()
    return size.transposed() if _is_turned(reader) else size


def _format_of(head: bytes) -> str:
    with _reading(QByteArray(head)) as reader:
        return bytes(reader.format().data()).decode("ascii", "replace").lower()


def _bad(name: str, words: str) -> BadInput:
    return BadInput((Problem("", f"{name} {words}"),))
