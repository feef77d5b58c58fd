"""Frames that hold other widgets: cards, headers, empty places."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from intake.ui.theme import Theme
from intake.ui.widgets.chips import StatusChip
from intake.ui.widgets.text import IconLabel, Text, repolish

Look = Literal[
    "card", "chosen", "popover", "bar", "header", "rail", "panel", "flag", "amber", "info", "normal", "notex", "plain",
    "list",
]  # fmt: skip


class Card(QFrame):
    """A framed column; put widgets into `column`."""

    def __init__(self, look: Look = "card", *, margin: int = 18, gap: int = 10, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("frame", look)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(margin, margin, margin, margin)
        self.column.setSpacing(gap)

    def set_look(self, look: Look) -> None:
        """Show the frame another way."""
        if self.property("frame") != look:
            self.setProperty("frame", look)
            repolish(self)


def line(parent: QWidget | None = None) -> QFrame:
    """A 1 px line across."""
    frame = QFrame(parent)
    frame.setProperty("frame", "line")
    frame.setFixedHeight(1)
    return frame


def row(*parts: QWidget | int, gap: int = 8) -> QHBoxLayout:
    """Widgets side by side; a number among them is a stretch."""
    layout = QHBoxLayout()
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(gap)
    for part in parts:
        if isinstance(part, int):
            layout.addStretch(part)
        else:
            layout.addWidget(part)
    return layout


class SectionHeader(QWidget):
    """A heading with an optional icon, count, chip or hint at the right."""

    def __init__(
        self,
        theme: Theme,
        title: str,
        *,
        icon: str = "",
        tone: str = "primary",
        hint: str = "",
    ) -> None:
        super().__init__()
        self.title = Text(title, "heading")
        self.hint = Text(hint, "small", tone="text3").in_figures()
        self._line = QHBoxLayout(self)
        self._line.setContentsMargins(0, 0, 0, 0)
        self._line.setSpacing(8)
        if icon:
            self._line.addWidget(IconLabel(theme, icon, tone, 20))
        self._line.addWidget(self.title)
        self._line.addStretch(1)
        self._line.addWidget(self.hint)
        self.hint.setVisible(bool(hint))

    def add(self, widget: QWidget) -> None:
        """Put a chip or a button at the right end."""
        self._line.addWidget(widget)

    def set_title(self, title: str) -> None:
        """Change the words."""
        self.title.setText(title)

    def set_hint(self, hint: str) -> None:
        """Change the quiet words at the right."""
        self.hint.setText(hint)
        self.hint.setVisible(bool(hint))


class PaneHeader(QWidget):
    """The title of a pane, one line under it, and buttons at the right."""

    def __init__(self, title: str, hint: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = Text(title, "title")
        self.hint = Text(hint, "hint", wrap=True)
        if not hint:  # a widget without a parent would be shown as a window
            self.hint.hide()
        self.count = Text("", "hint").in_figures()
        self._is_flat = False
        words = self._words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self.title)
        words.addWidget(self.hint)
        words.addWidget(self.count)
        self.count.hide()
        self._line = QHBoxLayout(self)
        self._line.setContentsMargins(0, 0, 0, 0)
        self._line.setSpacing(12)
        self._line.addLayout(words, 1)
        self._added: list[QWidget] = []
        self._acts = QHBoxLayout()
        self._acts.setSpacing(8)
        self._line.addLayout(self._acts)

    def minimumSizeHint(self) -> QSize:
        """As narrow as the widest button: the buttons go under the words, then under each other."""
        widest = max((button.minimumSizeHint().width() for button in self._buttons()), default=0)
        return QSize(widest, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Words and buttons side by side where there is room."""
        super().resizeEvent(event)
        buttons = sum(button.sizeHint().width() + 8 for button in self._buttons())
        is_beside = not buttons or self.title.sizeHint().width() + buttons + 12 <= self.width()
        _lie(self._line, across=is_beside)
        _lie(self._acts, across=buttons <= self.width())

    def _buttons(self) -> list[QWidget]:
        return [button for button in self._added if not button.isHidden()]

    def set_count(self, words: str) -> None:
        """How far the pane is; shown where it lies flat."""
        self.count.setText(words)
        self.count.setVisible(self._is_flat and bool(words))

    def set_flat(self, *, is_flat: bool) -> None:
        """All on one line and without the buttons, which then stand somewhere else."""
        self._is_flat = is_flat
        _lie(self._words, across=is_flat)
        self._words.setSpacing(12 if is_flat else 2)
        self._words.setStretch(1, int(is_flat))
        self.hint.setVisible(bool(self.hint.text()) or is_flat)
        for button in self._added:
            button.setVisible(not is_flat)
        self.set_count(self.count.text())

    def set_words(self, title: str, hint: str = "") -> None:
        """Change title and line."""
        self.title.setText(title)
        self.hint.setText(hint)
        self.hint.setVisible(bool(hint))

    def add(self, widget: QWidget) -> None:
        """Put a button at the right end."""
        self._added.append(widget)
        self._acts.addWidget(widget, 0, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)


def _lie(layout: QBoxLayout, *, across: bool) -> None:
    direction = QBoxLayout.Direction.LeftToRight if across else QBoxLayout.Direction.TopToBottom
    if layout.direction() is not direction:
        layout.setDirection(direction)


class EmptyState(QWidget):
    """What stands where nothing is yet: an icon, words, and what to do."""

    def __init__(self, theme: Theme, icon: str, text: str, hint: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.text = Text(text, "label", wrap=True)
        self.hint = Text(hint, "hint", wrap=True)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(16, 24, 16, 24)
        self.column.setSpacing(8)
        self.column.addWidget(IconLabel(theme, icon, "text3", 24), 0, Qt.AlignmentFlag.AlignHCenter)
        for label in (self.text, self.hint):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            self.column.addWidget(label)
        self.hint.setVisible(bool(hint))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)


class CountHeader(QFrame):
    """A column head with icon, words and a count, as on the board."""

    def __init__(self, theme: Theme, icon: str, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = title
        self._count = StatusChip(theme, "0", tone="plain")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(4, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(IconLabel(theme, icon, "text2", 18))
        layout.addWidget(Text(title, "strong"))
        layout.addWidget(self._count)
        layout.addStretch(1)
        self.set_count(0)

    def set_count(self, count: int) -> None:
        """Show how many."""
        self._count.set_words(str(count))
        self.setAccessibleName(f"{self._title}, {count}")
