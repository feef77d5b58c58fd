"""Keys that come before the exam can take them: kept in their order and pressed once it can."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

_MOVES_AND_MODIFIERS = frozenset(
    {Qt.Key.Key_Escape, Qt.Key.Key_Tab, Qt.Key.Key_Backtab}
    | {Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_AltGr, Qt.Key.Key_Meta}
)
_OF_SHORTCUTS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier


class HeldKeys(QObject):
    """Holds keys while the exam is being opened, or while an answer that opens checks is on its way.

    A key pressed then would be lost, or would reach another check than the one it is meant for.
    """

    def __init__(self, screen: QWidget, is_waiting: Callable[[], bool]) -> None:
        super().__init__(screen)
        self._screen, self._is_waiting = screen, is_waiting
        self._held: deque[Callable[[], object]] = deque()
        self._is_pressing = False

    @property
    def count(self) -> int:
        """How many keys wait."""
        return len(self._held)

    def hold(self, event: QKeyEvent) -> bool:
        """Keep a key for later; False when it can be taken now."""
        if not self._must_wait() or event.key() in _MOVES_AND_MODIFIERS or event.modifiers() & _OF_SHORTCUTS:
            return False
        again = QKeyEvent(event.type(), event.key(), event.modifiers(), event.text(), event.isAutoRepeat())
        self._held.append(lambda: self._press(again))
        event.accept()
        return True

    def act(self, act: Callable[[], object]) -> None:
        """Do what a key stands for, now or in its turn."""
        if self._must_wait():
            self._held.append(act)
        else:
            act()

    def press_all(self) -> None:
        """The exam can take keys: press what was held, as long as nothing has to be waited for again."""
        if self._is_pressing:
            return
        self._is_pressing = True
        try:
            while self._held and not self._is_waiting():
                self._held.popleft()()
        finally:
            self._is_pressing = False

    def forget(self) -> None:
        """Another visit, or the exam has gone: what was meant for this one reaches nothing else."""
        self._held.clear()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Look at the keys of a row before it does."""
        return event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and self.hold(event)

    def _must_wait(self) -> bool:
        # What comes while held keys are pressed comes behind them, never between.
        return self._is_waiting() or (bool(self._held) and not self._is_pressing)

    def _press(self, event: QKeyEvent) -> None:
        QCoreApplication.sendEvent(self._screen.window().focusWidget() or self._screen, event)
