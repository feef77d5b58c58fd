"""Stills for elsewhere: the picture with dog, date and clinic burnt in under it."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QFontMetrics, QImage, QPainter

from intake.domain.errors import StorageTrouble
from intake.ui import fonts
from intake.ui.joined import joined
from intake.ui.media.looking import png_of

_GROUND, _INK = QColor(17, 24, 22), QColor(255, 255, 255)  # on any picture and any paper the same
_SMALLEST_TYPE = 14
_NARROWEST = 480  # a smaller picture gets a wider band, so that the words can be read
_LINES_ACROSS = 42  # a line of type is this part of the width


@dataclass(frozen=True, slots=True)
class Label:
    """What stands under a still."""

    dog: str
    day: str
    clinic: str
    visit: str
    caption: str = ""
    moment: str = ""  # of a clip

    @property
    def lines(self) -> tuple[str, ...]:
        """Dog, date and clinic; then visit, moment and caption."""
        return joined((self.dog or "Unnamed dog", self.day, self.clinic)), joined(
            (self.visit, self.moment, self.caption)
        )


def burnt(image: QImage, label: Label) -> QImage:
    """The picture with its label under it; nothing of the picture is covered."""
    width = max(image.width(), _NARROWEST)
    size = max(width // _LINES_ACROSS, _SMALLEST_TYPE)
    fonts_of = (fonts.make_font(size, 600), fonts.make_font(round(size * 0.85), 400))
    side, room, tops = size, QRect(0, 0, width - 2 * size, 100_000), [image.height() + size // 2]
    wrapped = int(Qt.TextFlag.TextWordWrap | Qt.TextFlag.TextWrapAnywhere | Qt.AlignmentFlag.AlignLeft)
    for font, line in zip(fonts_of, label.lines, strict=True):
        tops.append(tops[-1] + QFontMetrics(font).boundingRect(room, wrapped, line).height())
    still = QImage(width, tops[-1] + size // 2, QImage.Format.Format_RGB32)
    still.fill(_GROUND)
    painter = QPainter(still)
    painter.drawImage((width - image.width()) // 2, 0, image)
    painter.setPen(_INK)
    for font, line, top in zip(fonts_of, label.lines, tops, strict=False):
        painter.setFont(font)
        painter.drawText(QRect(side, top, room.width(), still.height() - top), wrapped, line)
    painter.end()
    return still


def file_name(visit_number: int, at: datetime, moment: str = "") -> str:
    """A name without dog or owner: visit, day, and the moment of a clip."""
    parts = (f"visit-{visit_number}", f"{at:%Y-%m-%d}", moment.replace(":", "-"))
    return "_".join(part for part in parts if part) + ".png"


def write(still: QImage, to: Path) -> Path:
    """The still as PNG, whole or not at all.

    Raises:
        StorageTrouble: it cannot be written there.
    """
    draft = to.with_name(f".{to.name}.new")
    try:
        with draft.open("wb") as file:
            file.write(png_of(still))
            file.flush()
            os.fsync(file.fileno())
        draft.replace(to)
    except OSError as error:
        draft.unlink(missing_ok=True)
        raise StorageTrouble(
            f"The still cannot be written to {to} ({error.strerror or error}). The photo or clip is safe in the visit. "
            "Choose another folder, then export again."
        ) from error
    return to
