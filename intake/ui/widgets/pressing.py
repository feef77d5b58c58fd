"""A button that Enter presses as Space does."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton


class EnterButton(QPushButton):
    """The ground of every button here; a held Enter presses once."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses; every other key as usual."""
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter) or event.modifiers() & ~_KEYPAD:
            super().keyPressEvent(event)
            return
        if not event.isAutoRepeat():
            self.click()
        event.accept()


_KEYPAD = Qt.KeyboardModifier.KeypadModifier
