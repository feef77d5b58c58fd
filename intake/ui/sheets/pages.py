"""A sheet as pages on screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from intake.ui.theme import Theme
from intake.ui.widgets.cards import EmptyState

if TYPE_CHECKING:
    from PySide6.QtPdf import QPdfDocument
    from PySide6.QtPdfWidgets import QPdfView


class SheetPages(QFrame):
    """The pages as they will be printed, or words where there are none yet."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._view: QPdfView | None = None
        self._buffer: QBuffer | None = None
        self.document: QPdfDocument | None = None
        self.empty = EmptyState(theme, "file-text", "", parent=self)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(self.empty)

    @property
    def page_count(self) -> int:
        """How many pages are shown."""
        return self.document.pageCount() if self.document is not None else 0

    def say(self, words: str, hint: str = "") -> None:
        """Show words in place of pages."""
        self.empty.text.setText(words)
        self.empty.hint.setText(hint)
        self.empty.hint.setVisible(bool(hint))
        self.empty.show()
        if self._view is not None:
            self._view.hide()

    def show_sheet(self, content: bytes) -> None:
        """Show a PDF; the place scrolled to stays."""
        document, view = self._parts()
        scrolled = view.verticalScrollBar().value()
        document.close()
        self._buffer = QBuffer(self)
        self._buffer.setData(QByteArray(content))
        self._buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        document.load(self._buffer)
        view.verticalScrollBar().setValue(scrolled)
        count = document.pageCount()
        view.setAccessibleName(f"Exam sheet, {count} {'page' if count == 1 else 'pages'}")
        self.empty.hide()
        view.show()

    def _parts(self) -> tuple[QPdfDocument, QPdfView]:
        # QtPdf takes time to load, so it is loaded with the first sheet.
        from PySide6.QtPdf import QPdfDocument
        from PySide6.QtPdfWidgets import QPdfView

        if self.document is None or self._view is None:
            self.document = QPdfDocument(self)
            self._view = QPdfView(self)
            self._view.setPageMode(QPdfView.PageMode.MultiPage)
            self._view.setZoomMode(QPdfView.ZoomMode.FitToWidth)
            self._view.setDocument(self.document)
            self._view.setFrameShape(QFrame.Shape.NoFrame)
            self._column.addWidget(self._view)
            self.setFocusProxy(self._view)
        return self.document, self._view
