"""Having things read, and reached by Tab, in the order in which they stand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLayout, QWidget


def read_as_laid_out(parent: QWidget) -> None:
    """Children of `parent` are read in the order of its layout, whatever the order they were made in."""
    layout = parent.layout()
    if layout is not None:
        read_in_order(_widgets(layout))


def read_in_order(widgets: Iterable[QWidget]) -> None:
    """These children of one parent are read one after the other, after those not named."""
    here = list(widgets)
    meant = set(here)
    parent = here[0].parentWidget() if here else None
    if parent is not None and [child for child in parent.children() if child in meant] != here:
        for widget in here:
            widget.raise_()


class TabsAsRead:
    """Brings the stops of Tab within a widget into the order of reading, whenever it is told to."""

    def __init__(self, top: QWidget) -> None:
        self._top = top
        self._stops: list[QWidget] = []

    def follow(self) -> None:
        """Things have come, gone or moved."""
        stops = list(_stops(self._top))
        if stops != self._stops:
            self._stops = stops
            for before, after in pairwise(stops):
                QWidget.setTabOrder(before, after)


def tab_before(stop: QWidget, widgets: Iterable[QWidget]) -> None:
    """Tab comes to these widgets, one after the other, right before it comes to `stop`."""
    wanted = list(widgets)
    before: QWidget | None = stop.previousInFocusChain()
    while before is not None and (before in wanted or not before.focusPolicy() & Qt.FocusPolicy.TabFocus):
        before = before.previousInFocusChain()
    for widget in wanted:
        if before is not None:
            QWidget.setTabOrder(before, widget)
        before = widget


def tab_after(part: QWidget, after: QWidget) -> None:
    """Tab comes to all of `part` right after the last stop of `after`, whenever they were made."""
    earlier, window = set(_stops(after)), part.window()
    last, at = None, window.nextInFocusChain()
    while at is not None and at is not window:
        last = at if at in earlier else last
        at = at.nextInFocusChain()
    stops = list(_stops(part))
    for before, then in pairwise([last, *stops] if last is not None else stops):
        QWidget.setTabOrder(before, then)


def step_within(top: QWidget, *, is_forward: bool) -> bool:
    """Tab goes on inside a small frame and round at its end; False where nothing there takes the focus."""
    stops = [stop for stop in _stops(top) if stop.isVisible() and stop.isEnabled()]
    if not stops:
        return False
    focused: QWidget | None = top.window().focusWidget()  # the stubs forget that it may be None
    here = stops.index(focused) if focused in stops else (-1 if is_forward else 0)
    target = stops[(here + (1 if is_forward else -1)) % len(stops)]
    target.setFocus(Qt.FocusReason.TabFocusReason if is_forward else Qt.FocusReason.BacktabFocusReason)
    return True


def _stops(top: QWidget) -> Iterator[QWidget]:
    for child in top.children():
        if isinstance(child, QWidget) and not child.isWindow():  # the list of a box is a window of its own
            if child.focusPolicy() & Qt.FocusPolicy.TabFocus and child.focusProxy() is None:
                yield child
            yield from _stops(child)


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
