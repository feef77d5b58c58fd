"""What happens on a bug: it is logged, and people are told calmly what is safe."""

from __future__ import annotations

import logging
import sys
import threading
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from intake.ui.theme import Theme
from intake.ui.widgets.buttons import Button, Variant
from intake.ui.widgets.cards import row
from intake.ui.widgets.text import IconLabel, Text

log = logging.getLogger(__name__)


class CrashHook(QObject):
    """Catches what nobody caught, on any thread, and says so once per kind on the GUI thread."""

    crashed = Signal(object)
    _caught = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._told: set[str] = set()
        self._before = (sys.excepthook, threading.excepthook, sys.unraisablehook)
        self._caught.connect(self.report, Qt.ConnectionType.QueuedConnection)

    def install(self) -> None:
        """Take the place of Python's own hooks."""
        # Hooks fire on any thread, so they log and emit; nothing else.
        sys.excepthook = self._on_exception
        threading.excepthook = lambda args: self._catch(args.exc_value)
        sys.unraisablehook = lambda args: self._catch(args.exc_value)

    def uninstall(self) -> None:
        """Put Python's hooks back."""
        sys.excepthook, threading.excepthook, sys.unraisablehook = self._before

    @Slot(object)
    def report(self, error: BaseException) -> None:
        """Say it, unless the same bug was said before."""
        kind = _kind(error)
        if kind not in self._told:
            self._told.add(kind)
            self.crashed.emit(error)

    def _on_exception(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if isinstance(error, KeyboardInterrupt):
            self._before[0](kind, error, trace)
            return
        self._catch(error)

    def _catch(self, error: BaseException | None) -> None:
        if error is not None:
            log.error("An error nobody expected.", exc_info=error)
            self._caught.emit(error)


class CrashDialog(QDialog):
    """What happened, what is safe, what to do; no traceback."""

    def __init__(self, theme: Theme, log_file: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Something went wrong")
        self.setMinimumWidth(theme.px(480))
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 22, 24, 20)
        column.setSpacing(12)
        title = Text("Something in the program went wrong", "heading", wrap=True)
        column.addLayout(row(IconLabel(theme, "triangle-alert", "abn", 22), title, 1, gap=10))
        self.words = Text(
            "The last step may not have happened. Every answer that was shown as saved is on the disk and safe.\n\n"
            "You can go on. If a screen looks odd, close the program and open it again. If it happens again, "
            "please give this file to whoever looks after the program:",
            wrap=True,
        )
        column.addWidget(self.words)
        self.file = Text(str(log_file), "small", tone="text", wrap=True)
        self.file.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        column.addWidget(self.file)
        self.button = Button(theme, "Go on", variant=Variant.PRIMARY)
        self.button.setDefault(True)
        self.button.clicked.connect(self.accept)
        holder = QWidget()
        holder.setLayout(row(1, self.button))
        column.addWidget(holder)
        self.button.setFocus()


def _kind(error: BaseException) -> str:
    """The type and the place an error came from."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    place = f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}" if trace is not None else str(error)
    return f"{type(error).__name__} {place}"
