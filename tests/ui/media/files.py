"""Small real photos and clips, made for tests."""

from __future__ import annotations

import struct
from fractions import Fraction
from pathlib import Path

import av
from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtGui import QColor, QImage, QImageWriter, QPainter

WIDE, HIGH = 320, 240
BITS = 8


def numbered(number: int, width: int = WIDE, height: int = HIGH) -> QImage:
    """A picture that says its number in black and white bars."""
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(0)
    painter = QPainter(image)
    for bit in range(BITS):
        if number >> bit & 1:
            painter.fillRect(bit * width // BITS, 0, width // BITS, height, QColor("white"))
    painter.end()
    return image


def number_in(image: QImage) -> int:
    """The number a picture says."""
    bar = image.width() / BITS
    middle = image.height() // 2
    return sum((image.pixelColor(round((bit + 0.5) * bar), middle).lightness() > 128) << bit for bit in range(BITS))


def photo(path: Path, number: int = 5, *, kind: str = "JPEG", turned: int = 1, taken: str = "") -> Path:
    """A photo; `turned` is EXIF's orientation, `taken` its time."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(kind.encode())).write(numbered(number))
    content = bytes(buffer.data().data())
    if turned != 1 or taken:
        exif = _exif(turned, taken)
        content = content[:2] + b"\xff\xe1" + struct.pack(">H", len(exif) + 2) + exif + content[2:]
    path.write_bytes(content)
    return path


def _exif(turned: int, taken: str) -> bytes:
    words = taken.encode() + b"\0"
    entries = [struct.pack("<HHII", 0x0112, 3, 1, turned)]
    at = 8 + 2 + 12 * 2 + 4
    entries.append(struct.pack("<HHII", 0x0132, 2, len(words), at))
    return b"Exif\0\0" + b"II*\0" + struct.pack("<I", 8) + struct.pack("<H", 2) + b"".join(entries) + bytes(4) + words


def clip(
    path: Path, frames: int = 30, *, rate: int = 30, codec: str = "libx264", times: list[int] | None = None
) -> Path:
    """A clip whose frames say their numbers; `times` in 1/90000 s where the rate varies."""
    with av.open(path, "w", options={"movflags": "faststart"} if path.suffix in (".mp4", ".mov") else {}) as container:
        stream = container.add_stream(codec, rate=rate)
        stream.width, stream.height, stream.pix_fmt = WIDE, HIGH, "yuv420p"
        stream.codec_context.gop_size = 12
        if codec == "libx264":
            stream.codec_context.max_b_frames = 2
        if times is not None:
            stream.time_base = stream.codec_context.time_base = Fraction(1, 90_000)
        for number in range(frames):
            frame = _frame(number)
            frame.pts = times[number] if times is not None else number
            frame.time_base = Fraction(1, 90_000) if times is not None else Fraction(1, rate)
            container.mux(stream.encode(frame))
        container.mux(stream.encode())
    return path


def _frame(number: int) -> av.VideoFrame:
    image = numbered(number).convertToFormat(QImage.Format.Format_RGB888)
    frame = av.VideoFrame(WIDE, HIGH, "rgb24")
    frame.planes[0].update(bytes(image.constBits())[: frame.planes[0].buffer_size])
    return frame.reformat(format="yuv420p")
