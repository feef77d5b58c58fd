"""The parts of an answer row around its answers: label with tags, shut notice."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from intake.knowledge.model import Who
from intake.ui.theme import Theme
from intake.ui.widgets.drawing import Outline, box, painting, width_of
from intake.ui.widgets.text import IconLabel, Text, repolish

TAGS = {Who.TECHNICIAN_CLEARED: "Vet first", Who.VETERINARIAN: "Vet"}


class Tag(QLabel):
    """A small outlined word behind a label, such as "Vet first"."""

    def __init__(self, theme: Theme, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._text = theme, text
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(text)
        theme.changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        """Room for the word."""
        font = self._theme.font_of(11, 600)
        return QSize(round(width_of(self._text, font)) + self._theme.px(12), self._theme.px(17))

    def minimumSizeHint(self) -> QSize:
        """The same: the word is never cut off."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the word in its outline."""
        theme = self._theme
        with painting(self) as painter:
            rect = QRectF(self.rect())
            box(painter, rect, theme.px(4), None, Outline(theme.colour("info_line")))
            painter.setFont(theme.font_of(11, 600))
            painter.setPen(theme.colour("info"))
            painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, self._text)


class RowLabel(QWidget):
    """The name of a check, one quiet line under it, and who may record it."""

    def __init__(self, theme: Theme, label: str, who: Who, sub: str = "") -> None:
        super().__init__()
        self.label = Text(label, "label", wrap=True)
        self.sub = Text(sub, "small", tone="text3", wrap=True)
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self.label)
        if who in TAGS:
            line.addWidget(Tag(theme, TAGS[who]))
        line.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 4, 4, 4)
        layout.setSpacing(0)
        layout.addLayout(line)
        layout.addWidget(self.sub)
        self.sub.setVisible(bool(sub))
        self._theme = theme
        theme.measure(self, self._fit)

    def _fit(self) -> None:
        """For fingers the name is larger."""
        role = "heading" if self._theme.is_touch else "label"
        if self.label.property("role") != role:
            self.label.setProperty("role", role)
            repolish(self.label)

    def set_sub(self, sub: str) -> None:
        """Change the quiet line."""
        self.sub.setText(sub)
        self.sub.setVisible(bool(sub))

    def set_dim(self, *, is_dim: bool) -> None:
        """Show it as shut."""
        self.label.set_tone("text3" if is_dim else "")


class ShutNotice(QWidget):
    """Why a row is shut, with a lock."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.words = Text("", "hint", wrap=True)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(3, 3, 3, 3)
        layout.setSpacing(6)
        layout.addWidget(IconLabel(theme, "lock", "text3", 14))
        layout.addWidget(self.words, 1)

    def set_words(self, words: str) -> None:
        """Say why."""
        self.words.setText(words)
