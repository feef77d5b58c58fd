"""Having a screen reader say something now."""

from __future__ import annotations

from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QAccessibleEvent
from PySide6.QtWidgets import QLabel, QWidget


def announce(widget: QWidget, words: str = "") -> None:
    """Say `words`, or what the widget is called, at once; nothing is said twice for the same look at a screen."""
    if not QAccessible.isActive():
        return
    QAccessible.updateAccessibility(QAccessibleEvent(widget, QAccessible.Event.Alert))
    # An alert alone says nothing on Linux: AT-SPI is only given announcements.
    said = QAccessibleAnnouncementEvent(widget, words or _spoken(widget))
    said.setPoliteness(QAccessible.AnnouncementPoliteness.Assertive)
    QAccessible.updateAccessibility(said)


def _spoken(widget: QWidget) -> str:
    """Name and description; asking Qt's interface for them would have Python delete it while Qt still uses it."""
    name = widget.accessibleName() or (widget.text() if isinstance(widget, QLabel) else "")
    return ". ".join(part for part in (name, widget.accessibleDescription()) if part)
