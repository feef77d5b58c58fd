"""Having a screen reader say something now."""

from __future__ import annotations

from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QAccessibleEvent
from PySide6.QtWidgets import QWidget


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
    """Name and description as a screen reader has them: a label's own words too."""
    interface = QAccessible.queryAccessibleInterface(widget)
    texts = (QAccessible.Text.Name, QAccessible.Text.Description)
    return ". ".join(text for each in texts if (text := interface.text(each)))
