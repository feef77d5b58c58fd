"""A column of widgets that changes only where its content differs."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLayout, QVBoxLayout, QWidget


class KeyedColumn(QWidget):
    """Widgets made from values; a value shown before keeps its widget, with focus and fold.

    `focus_lost` says that the widget with the focus has gone.
    """

    focus_lost = Signal()

    def __init__(self, gap: int = 8) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(gap)
        self._shown: dict[Hashable, QWidget] = {}

    def show_values(self, values: Sequence[Hashable], make: Callable[[Hashable], QWidget]) -> None:
        """Show one widget per value, in this order."""
        wanted = list(dict.fromkeys(values))
        had_focus = self._has_focus()
        for value in [value for value in self._shown if value not in wanted]:
            _remove(self._column, self._shown.pop(value))
        for place, value in enumerate(wanted):
            if value not in self._shown:
                self._shown[value] = make(value)
            widget = self._shown[value]
            if self._column.indexOf(widget) != place:
                self._column.insertWidget(place, widget)
        self._shown = {value: self._shown[value] for value in wanted}
        self.setVisible(bool(wanted))
        if had_focus and not self._has_focus():
            self.focus_lost.emit()

    def _has_focus(self) -> bool:
        return any(child.hasFocus() for child in self.findChildren(QWidget))

    def widgets(self) -> tuple[QWidget, ...]:
        """The widgets shown, in order."""
        return tuple(self._shown.values())


def empty(layout: QLayout) -> None:
    """Take every widget out of a layout for good."""
    while layout.count():
        item = layout.takeAt(0)
        widget = item.widget() if item is not None else None
        if widget is not None:
            widget.hide()
            widget.deleteLater()


def _remove(layout: QLayout, widget: QWidget) -> None:
    layout.removeWidget(widget)
    widget.hide()
    widget.deleteLater()
