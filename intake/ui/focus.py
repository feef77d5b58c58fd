"""Going around the parts of a screen with F6."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


def next_pane(window: QWidget, panes: Sequence[QWidget], *, is_forward: bool) -> None:
    """Move the focus to the next part that can take it, around and around."""
    shown = [pane for pane in panes if pane.isVisible() and first_focusable(pane) is not None]
    if not shown:
        return
    focused = window.window().focusWidget()
    here = next(
        (n for n, pane in enumerate(shown) if focused and (pane is focused or pane.isAncestorOf(focused))), None
    )
    if here is None:
        target = shown[0 if is_forward else -1]
    else:
        target = shown[(here + (1 if is_forward else -1)) % len(shown)]
    widget = first_focusable(target)
    if widget is not None:
        widget.setFocus(Qt.FocusReason.TabFocusReason)


def first_focusable(pane: QWidget) -> QWidget | None:
    """The first widget in a part that Tab would stop at."""
    for widget in (pane, *pane.findChildren(QWidget)):
        can = widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.focusProxy() is None
        if can and widget.isVisible() and widget.isEnabled():
            return widget
    return None
