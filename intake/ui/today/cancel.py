"""Asking why a visit is cancelled."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from intake.app.boards import BoardRow
from intake.ui.theme import Theme
from intake.ui.widgets.buttons import Button, Variant
from intake.ui.widgets.cards import row
from intake.ui.widgets.popover import Popover
from intake.ui.widgets.text import Text


class CancelVisit(Popover):
    """A reason is needed; `given(BoardRow, reason)`."""

    given = Signal(object, str)

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "Cancel this visit", stays_open=True)
        self._shown: BoardRow | None = None
        self.title = Text("", "strong", wrap=True)
        self.reason = QLineEdit()
        self.reason.setPlaceholderText("Why?")
        self.reason.setAccessibleName("Why the visit is cancelled")
        self.button = Button(theme, "Cancel the visit", variant=Variant.PRIMARY)
        keep = Button(theme, "Keep it")
        self.column.addWidget(self.title)
        self.column.addWidget(self.reason)
        self.column.addLayout(row(self.button, 1, keep))
        theme.measure(self, lambda: self.setMinimumWidth(theme.px(340)))
        self.reason.textChanged.connect(lambda text: self.button.setEnabled(bool(text.strip())))
        self.reason.returnPressed.connect(self._on_given)
        self.button.clicked.connect(self._on_given)
        keep.clicked.connect(self.close_up)

    def ask(self, anchor: QWidget, shown: BoardRow) -> None:
        """Open beside a card."""
        self._shown = shown
        self.title.setText(f"Cancel visit {shown.visit.number}, {shown.patient.name or 'Unnamed dog'}?")
        self.reason.clear()
        self.button.setEnabled(False)
        self.open_beside(anchor, focus=self.reason)

    def _on_given(self) -> None:
        if self._shown is not None and self.reason.text().strip():
            self.close_up()
            self.given.emit(self._shown, self.reason.text().strip())
