"""A button that Enter presses as Space does, and that assistive technology presses by its "Toggle"."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton


class EnterButton(QPushButton):
    """The ground of every button here; a held Enter presses once.

    What shows a state shows it because the program said so: a "Toggle" from outside is a press and nothing more.
    """

    _is_told = False

    def setCheckable(self, checkable: bool) -> None:  # noqa: FBT001  Qt's own argument
        """Whether it shows a state."""
        super().setCheckable(checkable)
        if checkable:
            self.toggled.connect(self._on_toggled)

    def setChecked(self, checked: bool) -> None:  # noqa: FBT001  Qt's own argument
        """Show a state."""
        self._is_told = True
        super().setChecked(checked)
        self._is_told = False

    def nextCheckState(self) -> None:
        """A press changes the state, as usual."""
        self._is_told = True
        super().nextCheckState()
        self._is_told = False

    def _on_toggled(self, checked: bool) -> None:  # noqa: FBT001  Qt's own slot
        if not self._is_told:
            self.setChecked(not checked)
            self.click()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses; every other key as usual."""
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter) or event.modifiers() & ~_KEYPAD:
            super().keyPressEvent(event)
            return
        if not event.isAutoRepeat():
            self.click()
        event.accept()


_KEYPAD = Qt.KeyboardModifier.KeypadModifier
