"""The words for a while after the ranking changed or a flag was raised."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy

from intake.ui.theme import Theme
from intake.ui.widgets.drawing import painting


class ChangedWords(QLabel):
    """One line at the right, cut where there is no room; it keeps its height while it says nothing."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.updateGeometry)

    def show_words(self, words: str) -> None:
        """Say this, or nothing."""
        self.setText(words)
        self.setToolTip(words)

    def sizeHint(self) -> QSize:
        """One small line."""
        return QSize(self._theme.px(80), self._theme.px(18))

    def minimumSizeHint(self) -> QSize:
        """Hardly any width: the words are cut."""
        return QSize(0, self._theme.px(18))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw what fits, at the right."""
        font = self._theme.font("group")
        shown = QFontMetricsF(font).elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        with painting(self) as painter:
            painter.setFont(font)
            painter.setPen(self._theme.colour("primary"))
            at = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
            painter.drawText(QRectF(self.rect()), int(at), shown)
