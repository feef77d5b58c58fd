"""What a file shows, by opening it; its name decides nothing. For workers, never for the GUI thread."""

from __future__ import annotations

from datetime import tzinfo
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize
from PySide6.QtGui import QImage, QImageWriter

from intake.domain.errors import BadInput, Problem
from intake.domain.media import Media, MediaKind, Seen
from intake.ui.media import pictures

SMALL = QSize(320, 200)


def look(path: Path, name: str, zone: tzinfo) -> Seen:
    """Whether it is a photo or a clip, and what is known of it.

    Raises:
        BadInput: it is neither, or it is damaged or too large; the sentence names the file.
    """
    if pictures.is_picture(path, name):
        return pictures.look(path, name, zone)
    # FFmpeg is loaded with the first clip.
    from intake.ui.media import films

    try:
        return films.look(path, name)
    except BadInput as error:
        if _begins_as_clip(path):
            words = f"{name} is damaged, or not all of it is there. Nothing was added. Send it again, then add it."
            raise BadInput((Problem("", words),)) from error
        raise


def picture_of(path: Path, media: Media, most: QSize | None = None, number: int = 0) -> QImage:
    """A photo, or a frame of a clip, no larger than `most`.

    Raises:
        BadInput: it cannot be read any more.
    """
    if media.kind is MediaKind.PHOTO:
        return pictures.read(path, media.name, most)
    from intake.ui.media import films

    with films.film_at(path, media.name) as film:
        frame = film.frame(number, most)
    if frame is None:
        raise BadInput((Problem("", f"{media.name} is damaged: no picture in it can be read."),))
    return frame.image


def png_of(image: QImage) -> bytes:
    """The picture as PNG."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"png")).write(image)
    return bytes(buffer.data().data())


def _begins_as_clip(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(12)[4:8] in (b"ftyp", b"moov", b"mdat", b"wide")
