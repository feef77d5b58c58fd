"""A sheet out of the window: into a file, and onto paper."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QIODevice, QRectF, QSaveFile, QSize
from PySide6.QtGui import QPainter

from intake.domain.errors import NotAllowed
from intake.domain.records import ExamRecord

if TYPE_CHECKING:
    from PySide6.QtPdf import QPdfDocument
    from PySide6.QtPrintSupport import QPrinter

PRINT_DPI = 300
_UNSAFE = re.compile(r"[^\w.-]+")


def file_name(record: ExamRecord) -> str:
    """A name to offer, such as "exam-1042-Maple.pdf"."""
    number = f"-{record.visit.number}" if record.visit else ""
    dog = _UNSAFE.sub("_", record.patient.name).strip("_.") if record.patient else ""
    return f"exam{number}{'-' + dog if dog else ''}.pdf"


def save_pdf(content: bytes, target: Path) -> Path:
    """Write the whole file or nothing; an older file of that name stays until the new one is complete.

    Raises:
        NotAllowed: the folder or the disk refuses it.
    """
    file = QSaveFile(str(target))
    opened = file.open(QIODevice.OpenModeFlag.WriteOnly)
    if not (opened and file.write(content) == len(content) and file.commit()):
        raise NotAllowed(f"The sheet was not saved as {target.name}: {_why(file, target)} Nothing was changed.")
    return target


def _why(file: QSaveFile, target: Path) -> str:
    """What stands in the way, and what to do."""
    folder = target.parent
    if not folder.is_dir():
        return f"there is no folder {folder}. Choose another one."
    if target.is_dir():
        return "a folder has that name. Choose another name."
    words = f"it could not be written in {folder} ({file.errorString().rstrip('.')})."
    return f"{words} Choose a folder you may write in, or free some space."


def print_pages(document: QPdfDocument, printer: QPrinter) -> None:
    """Put every page on paper, as large as the paper allows."""
    painter = QPainter(printer)
    try:
        for page in range(document.pageCount()):
            if page:
                printer.newPage()
            _print_page(document, page, painter, printer)
    finally:
        painter.end()


def _print_page(document: QPdfDocument, page: int, painter: QPainter, printer: QPrinter) -> None:
    points = document.pagePointSize(page)
    pixels = QSize(round(points.width() / 72 * PRINT_DPI), round(points.height() / 72 * PRINT_DPI))
    paper = QRectF(printer.paperRect(printer.Unit.DevicePixel))
    printable = QRectF(printer.pageRect(printer.Unit.DevicePixel))
    # The sheet has margins of its own: it is placed on the whole paper, not inside the printer's margins.
    target = QRectF(-printable.left(), -printable.top(), paper.width(), paper.height())
    painter.drawImage(target, document.render(page, pixels))
