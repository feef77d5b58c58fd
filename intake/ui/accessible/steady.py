"""Scroll areas a screen reader may read while they change."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QAccessibleWidget, QWidget

_SCROLLS = frozenset({"QScrollArea", "QAbstractScrollArea"})


def keep_scroll_areas_steady() -> None:
    """From now on scroll areas tell assistive technology all their children, always the same number.

    Qt's own interface counts a scroll bar only while it shows, and reads past the end of its list when it is asked
    for one that has gone since: the program ends with a crash under a screen reader. Called once there is an
    application: whoever comes last is asked first, and the application brings Qt's own.
    """
    QAccessible.installFactory(_steady)


def _steady(name: str, thing: QObject) -> QAccessibleInterface | None:
    """The interface of a scroll area; Qt makes all others."""
    if name not in _SCROLLS or not isinstance(thing, QWidget):
        return None
    return QAccessibleWidget(thing, QAccessible.Role.Client, "")
