"""A column of widgets that changes only where its content differs."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import Protocol, runtime_checkable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLayout, QVBoxLayout, QWidget

from intake.ui.accessible.order import read_as_laid_out

Renew = Callable[[QWidget, Hashable], bool]
"""Shows another value in the same widget; False when that cannot be."""


@runtime_checkable
class _Named(Protocol):
    """A value that says what it is about."""

    @property
    def id(self) -> str: ...

    def __hash__(self) -> int: ...


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

    def set_gap(self, gap: int) -> None:
        """Widgets further apart, or closer."""
        self._column.setSpacing(gap)

    def show_values(
        self, values: Sequence[Hashable], make: Callable[[Hashable], QWidget], renew: Renew | None = None
    ) -> None:
        """Show one widget per value, in this order; `renew` may keep the widget of a value that is about the same."""
        wanted = list(dict.fromkeys(values))
        had_focus = self._has_focus()
        if renew is not None:
            self._renew(wanted, renew)
        for value in [value for value in self._shown if value not in wanted]:
            _remove(self._column, self._shown.pop(value))
        for place, value in enumerate(wanted):
            if value not in self._shown:
                self._shown[value] = make(value)
            widget = self._shown[value]
            if self._column.indexOf(widget) != place:
                self._column.insertWidget(place, widget)
        self._shown = {value: self._shown[value] for value in wanted}
        read_as_laid_out(self)
        self.setVisible(bool(wanted))
        if had_focus and not self._has_focus():
            self.focus_lost.emit()

    def _renew(self, wanted: Sequence[Hashable], renew: Renew) -> None:
        new = {value.id: value for value in wanted if value not in self._shown and isinstance(value, _Named)}
        for old in [old for old in self._shown if old not in wanted and isinstance(old, _Named) and old.id in new]:
            if renew(self._shown[old], new[old.id]):
                self._shown[new[old.id]] = self._shown.pop(old)

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
