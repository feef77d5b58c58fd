"""Labels and icons that take their look from the theme."""

from __future__ import annotations

from typing import Literal, Self

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFont, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from intake.ui.fonts import TABULAR
from intake.ui.theme import Theme
from intake.ui.widgets.drawing import painting, picture

Role = Literal[
    "display", "title", "name", "heading", "body", "label", "strong", "question", "hint", "small", "group", "key"
]


class Text(QLabel):
    """Plain text in a role of the type scale; long text wraps when `wrap` is set."""

    def __init__(
        self, text: str = "", role: Role = "body", *, tone: str = "", wrap: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(text, parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("role", role)
        self.setWordWrap(wrap)
        if tone:
            self.setProperty("tone", tone)

    def minimumSizeHint(self) -> QSize:
        """One line for text that wraps: a narrow, tall minimum would make every list too long."""
        if not self.wordWrap():
            return super().minimumSizeHint()
        self.ensurePolished()
        return QSize(24, self.fontMetrics().height())

    def in_figures(self) -> Self:
        """The same text with figures of one width, for counts and times that change in place."""
        font = QFont()
        font.setFeature(TABULAR, 1)
        self.setFont(font)
        return self

    def set_tone(self, tone: str) -> None:
        """Show the text in another token colour."""
        if self.property("tone") != tone:
            self.setProperty("tone", tone)
            repolish(self)


def repolish(widget: QWidget) -> None:
    """Let the style sheet see a changed property."""
    widget.style().unpolish(widget)
    widget.style().polish(widget)
    widget.update()


class IconLabel(QWidget):
    """One tinted icon that follows the theme; decoration for screen readers, the word stands beside it."""

    def __init__(
        self, theme: Theme, name: str, token: str = "text2", size: int = 18, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._name, self._token, self._size = name, token, size
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self._on_theme_changed)

    def set_icon(self, name: str, token: str) -> None:
        """Show another icon or colour."""
        self._name, self._token = name, token
        self.update()

    def sizeHint(self) -> QSize:
        """The icon's own size."""
        side = self._theme.px(self._size)
        return QSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the icon in the middle."""
        with painting(self) as painter:
            pixmap = self._theme.pixmap(self._name, self._token, self._size)
            left = (self.width() - pixmap.deviceIndependentSize().width()) / 2
            picture(painter, pixmap, left, self.height() / 2)

    def _on_theme_changed(self) -> None:
        self.updateGeometry()
        self.update()
