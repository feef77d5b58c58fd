"""One key that is let go by: an Enter behind a number that has ended by itself."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

_ENDS = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab, Qt.Key.Key_Period, Qt.Key.Key_Comma})


def swallow_next(widget: QWidget) -> None:
    """The next key at this widget does nothing if it is one that ends a number; any other is taken as ever."""
    if not any(isinstance(child, _Swallowing) and not child.is_over for child in widget.children()):
        widget.installEventFilter(_Swallowing(widget))


class _Swallowing(QObject):
    """Looks at one key, or at the focus going away, and is gone."""

    is_over = False

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the key if it ends a number."""
        if event.type() not in (QEvent.Type.KeyPress, QEvent.Type.FocusOut):
            return False
        watched.removeEventFilter(self)
        self.is_over = True
        self.deleteLater()
        return isinstance(event, QKeyEvent) and event.key() in _ENDS and not event.modifiers()
