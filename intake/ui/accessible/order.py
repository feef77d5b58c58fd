"""Having things read in the order in which they stand."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtWidgets import QLayout, QWidget


def read_as_laid_out(parent: QWidget) -> None:
    """Children of `parent` are read in the order of its layout, whatever the order they were made in."""
    layout = parent.layout()
    if layout is not None:
        read_in_order(_widgets(layout))


def read_in_order(widgets: Iterable[QWidget]) -> None:
    """These children of one parent are read one after the other; those not named come first."""
    wanted = list(widgets)
    for parent in {id(widget.parentWidget()): widget.parentWidget() for widget in wanted}.values():
        here = [widget for widget in wanted if widget.parentWidget() is parent]
        meant = set(here)
        if parent is not None and [child for child in parent.children() if child in meant] != here:
            for widget in here:
                widget.raise_()


def _widgets(layout: QLayout) -> list[QWidget]:
    found: list[QWidget] = []
    for place in range(layout.count()):
        item = layout.itemAt(place)
        if item is None:
            continue
        inner, widget = item.layout(), item.widget()
        if widget is not None:
            found.append(widget)
        elif inner is not None:
            found.extend(_widgets(inner))
    return found
