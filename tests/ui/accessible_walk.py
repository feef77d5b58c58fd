"""Walks over a window as assistive technology and keys see it; each gives the problems it found."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAccessible, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QRadioButton,
    QScrollArea,
    QScrollBar,
    QTextEdit,
    QWidget,
)
from shiboken6 import isValid

from intake.ui.accessible.spoken import SpokenButton
from intake.ui.intake.question import Question
from intake.ui.lock.screen import LockScreen
from intake.ui.widgets.body_map import BodyMap
from intake.ui.widgets.popover import Popover
from intake.ui.widgets.toast import Toast
from intake.ui.widgets.writing import NoteEditor

_TAB = Qt.FocusPolicy.TabFocus
_USED = (QAbstractButton, QLineEdit, QPlainTextEdit, QTextEdit, QComboBox, QAbstractItemView)
_NOTHING = (QAccessible.Role.NoRole, QAccessible.Role.Client)
_MOST_STOPS = 400


def shown(top: QWidget) -> Iterator[QWidget]:
    """What shows under a widget in the order of reading; Qt's own inner parts are left out."""
    for child in top.children():
        if isinstance(child, QWidget) and child.isVisible() and not _is_inner(child):
            yield child
            yield from shown(child)


def _is_inner(widget: QWidget) -> bool:
    """A part Qt made for itself: scroll bars, the field of a box, the button in a field."""
    if isinstance(widget, QScrollBar) or widget.objectName() in (
        "qt_scrollarea_hcontainer",
        "qt_scrollarea_vcontainer",
    ):
        return True
    owner = widget.parentWidget()
    within = isinstance(owner, QLineEdit | QComboBox | QAbstractItemView | QPlainTextEdit | QTextEdit)
    return within or (isinstance(owner, QAbstractScrollArea) and not isinstance(owner, QScrollArea))


def takes_tab(widget: QWidget) -> bool:
    proxied = widget.focusProxy() is not None
    return bool(widget.focusPolicy() & _TAB) and widget.isEnabled() and not proxied


def used(top: QWidget) -> list[QWidget]:
    """Everything to press, write in or go to."""
    return [one for one in shown(top) if isinstance(one, _USED) or takes_tab(one)]


def said(widget: QWidget) -> str:
    """A widget in words, for somebody who has to mend it."""
    path: list[str] = []
    at: QObject | None = widget
    while isinstance(at, QWidget) and len(path) < 4:
        path.append(type(at).__name__)
        at = at.parentWidget()
    words = widget.accessibleName() or (widget.text() if isinstance(widget, QAbstractButton | QLabel) else "")
    return f"{' in '.join(path)} {words!r}"


# Names, roles, states


def without_name_or_role(top: QWidget) -> list[str]:
    problems = []
    for one in used(top):
        seen = QAccessible.queryAccessibleInterface(one)
        if not seen.text(QAccessible.Text.Name).strip():
            problems.append(f"no name: {said(one)}")
        if seen.role() in _NOTHING:
            problems.append(f"no role: {said(one)}")
        if bool(seen.state().disabled) == one.isEnabled():
            problems.append(f"wrong state: {said(one)}")
    for one in shown(top):
        if one.accessibleName() and QAccessible.queryAccessibleInterface(one).role() in _NOTHING:
            problems.append(f"a name without a role is never read: {said(one)}")
    return problems


def same_name_beside(top: QWidget) -> list[str]:
    """Things to use in one place that cannot be told apart by ear."""
    names = Counter(
        (id(one.parentWidget()), QAccessible.queryAccessibleInterface(one).text(QAccessible.Text.Name), said(one))
        for one in used(top)
    )
    return [f"{count} times the same name: {words}" for (_, _, words), count in names.items() if count > 1]


def hidden_words(top: QWidget) -> list[str]:
    """Labels whose own words change behind a fixed name."""
    labels = [one for one in shown(top) if isinstance(one, QLabel)]
    return [
        f"the name hides {QLabel.text(one)!r}: {said(one)}"
        for one in labels
        if QLabel.text(one) and one.accessibleName() and one.accessibleName() != QLabel.text(one)
    ]


# Keys


def tab_order(window: QWidget) -> list[QWidget]:
    """What Tab stops at, by really pressing it until it comes round."""
    stops: list[QWidget] = []
    start = QApplication.focusWidget()
    assert start is not None, "nothing has the focus"
    at = start
    while len(stops) < _MOST_STOPS:
        QTest.keyClick(at, Qt.Key.Key_Tab)
        after = QApplication.focusWidget()
        assert after is not None, f"Tab loses the focus after {said(at)}"
        if after in stops:
            break
        stops.append(after)
        at = after
    return stops


def reading_against_focus(window: QWidget, stops: list[QWidget]) -> list[str]:
    """Where a screen reader reads in another order than Tab goes.

    A toast is announced and comes and goes; a note is opened from its row, and Esc goes back there.
    """
    stops = [one for one in stops if not isinstance(one.parentWidget(), Toast | NoteEditor)]
    read = [one for one in shown(window) if one in stops]
    missing = [one for one in stops if one not in read]
    problems = [f"never read: {said(one)}" for one in missing]
    if not read:
        return problems
    start = stops.index(read[0])
    by_tab = [one for one in stops[start:] + stops[:start] if one not in missing]
    for first, second in zip(read, by_tab, strict=True):
        if first is not second:
            return [*problems, f"read {said(first)} where Tab goes to {said(second)}"]
    return problems


def out_of_reach(window: QWidget, stops: list[QWidget]) -> list[str]:
    """What can be pressed and not be reached by keys."""
    reached = set(stops) | {QApplication.focusWidget()}
    return [
        said(one) for one in used(window) if one.isEnabled() and one not in reached and not _by_other_keys(one, stops)
    ]


# Taken together: keys of the list, digits and letters of the lock, the pages of the list beside the map, X as in the exam.
_BY_OTHER_KEYS = (LockScreen, BodyMap, Question, Popover)


def _by_other_keys(widget: QWidget, stops: list[QWidget]) -> bool:
    """What is not a stop of Tab and why it need not be one."""
    if isinstance(widget, SpokenButton | LockScreen) or _is_arrowed(widget, stops):
        return True
    at = widget.parentWidget()
    while at is not None:
        if at in stops or at.focusProxy() in stops or isinstance(at, _BY_OTHER_KEYS):
            return True  # a row or card takes arrows, digits and letters for what stands in it
        at = at.parentWidget()
    return False


def _is_arrowed(widget: QWidget, stops: list[QWidget]) -> bool:
    """Arrows go to the other radio buttons of a group, and through a list from the field that filters it."""
    if isinstance(widget, QRadioButton) and any(isinstance(one, QRadioButton) for one in stops):
        return True
    beside = widget.parentWidget().findChildren(QLineEdit) if widget.parentWidget() else []
    return isinstance(widget, QAbstractItemView) and any(field in stops for field in beside)


def unseen_focus(window: QWidget, stops: list[QWidget]) -> list[str]:
    """Stops that look the same with and without the focus."""
    problems = []
    for one in stops:
        if not isValid(one):
            continue  # made anew meanwhile
        one.setFocus(Qt.FocusReason.TabFocusReason)
        QApplication.processEvents()
        with_focus = _picture(window, one)
        window.setFocus(Qt.FocusReason.OtherFocusReason)
        one.clearFocus()
        QApplication.processEvents()
        if with_focus == _picture(window, one):
            problems.append(f"the focus is not seen: {said(one)}")
    next(one for one in stops if isValid(one)).setFocus(Qt.FocusReason.TabFocusReason)
    return problems


def _picture(window: QWidget, widget: QWidget) -> QImage:
    """The widget with what is around it."""
    return widget.grab().toImage()
