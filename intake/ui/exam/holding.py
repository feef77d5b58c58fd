"""Press and hold on a check, for fingers: note, how-to, or no value."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, QTimer
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QAbstractButton, QWidget
from shiboken6 import isValid

from intake.ui.theme import Theme
from intake.ui.widgets.answer_row import AnswerRow
from intake.ui.widgets.buttons import Button
from intake.ui.widgets.popover import Popover
from intake.ui.widgets.text import Text

HOLD_MS = 500
STILL = 12
"""A finger that moves further than this many pixels scrolls or slips; it does not hold."""


class HeldRow(Popover):
    """What can be said of a check beside its answers."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "This check")
        self._row: AnswerRow | None = None
        self.name = Text("", "strong", wrap=True)
        self.note = Button(theme, "Note", icon="sticky-note").with_words_left()
        self.how_to = Button(theme, "How to", icon="circle-question-mark").with_words_left()
        self.missing = Button(theme, "Not examined, or tried and could not", icon="circle-slash").with_words_left()
        self.column.addWidget(self.name)
        for button in (self.note, self.how_to, self.missing):
            button.clicked.connect(self._on_pressed)
            self.column.addWidget(button)

    def open_for(self, row: AnswerRow) -> None:
        """Open beside a row."""
        self._row = row
        self.name.setText(row.item.short_label)
        self.how_to.setVisible(bool(row.item.how_to))
        self.open_beside(row, focus=self.note)

    def _on_pressed(self) -> None:
        row, pressed = self._row, self.sender()
        self.close_up()
        if row is None or not isValid(row):
            return
        if pressed is self.note:
            row.open_note()
        elif pressed is self.how_to:
            row.how_to_asked.emit(row.item.id)
        else:
            row.body.missing_asked.emit()


class Holding(QObject):
    """Watches the window of a screen while the screen is shown, and opens the frame of the row held."""

    def __init__(self, screen: QWidget, theme: Theme) -> None:
        super().__init__(screen)
        self._screen, self._theme = screen, theme
        self._at = QPoint()
        self.frame: HeldRow | None = None
        self._timer = QTimer(self, interval=HOLD_MS, singleShot=True)
        self._timer.timeout.connect(self._on_held)
        self._watched: QObject | None = None

    def watch(self) -> None:
        """From now on a press may be held."""
        handle: QObject | None = self._screen.window().windowHandle()  # the stubs forget that it may be None
        if handle is not None and handle is not self._watched:
            handle.installEventFilter(self)
            self._watched = handle

    def let_go(self) -> None:
        """Stop watching, and close what is open."""
        self._timer.stop()
        if self._watched is not None and isValid(self._watched):
            self._watched.removeEventFilter(self)
        self._watched = None
        if self.frame is not None:
            self.frame.close_up()

    def open_focused(self) -> None:
        """The same for the check with the focus, by its key."""
        focused = self._screen.window().focusWidget()
        if (row := self._row_of(focused)) is not None:
            self._open_for(row)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A press begins to count, a release or a move ends it."""
        if not isinstance(event, QMouseEvent):
            return False
        here = event.globalPosition().toPoint()
        if event.type() is QEvent.Type.MouseButtonPress and self._theme.is_touch:
            self._at = here
            self._timer.start()
        elif event.type() is QEvent.Type.MouseButtonRelease or (here - self._at).manhattanLength() > STILL:
            self._timer.stop()
        return False

    def _on_held(self) -> None:
        window = self._screen.window()
        held: QWidget | None = window.childAt(window.mapFromGlobal(self._at))
        row = self._row_of(held)
        if row is None:
            return
        if isinstance(held, QAbstractButton):
            held.setDown(False)  # letting go is not a press any more
        self._open_for(row)

    def _row_of(self, widget: QWidget | None) -> AnswerRow | None:
        while widget is not None and not isinstance(widget, AnswerRow):
            widget = widget.parentWidget()
        return widget if widget is not None and self._screen.isAncestorOf(widget) else None

    def _open_for(self, row: AnswerRow) -> None:
        if self.frame is None:
            self.frame = HeldRow(self._theme)
            self._screen.destroyed.connect(self.frame.deleteLater)
        self.frame.open_for(row)
