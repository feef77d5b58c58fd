"""The folder the clinic's phone puts its photos and videos into."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QLineEdit, QVBoxLayout, QWidget

from intake.ui.desk import Desk
from intake.ui.widgets.buttons import Button
from intake.ui.widgets.cards import row
from intake.ui.widgets.text import Text

NAME = "Folder of the clinic's phone"
HINT = "Photos and videos the phone puts there can be added to a visit. Left empty, no folder is looked into."
MISSING = "This folder is not there now. It is looked for again whenever photos are added."


class MediaFolder(QWidget):
    """A line for the folder and a button to choose it. `chosen(folder)` on Enter, or when the line is left."""

    chosen = Signal(str)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk, self._shown = desk, ""
        self.field = QLineEdit()
        self.field.setAccessibleName(NAME)
        self.field.setAccessibleDescription(HINT)
        self.field.setPlaceholderText("No folder")
        self.button = Button(desk.theme, "Choose…", icon="folder-open")
        self.button.setAccessibleName(f"Choose: {NAME}")
        self.state = Text("", "hint", tone="abn", wrap=True)
        self.state.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(Text(NAME, "label"))
        column.addWidget(Text(HINT, "hint", wrap=True))
        line = row(self.field, self.button)
        line.setStretch(0, 1)
        column.addSpacing(4)
        column.addLayout(line)
        column.addWidget(self.state)
        self.field.editingFinished.connect(self._on_finished)
        self.button.clicked.connect(self._on_choose)

    def show_value(self, folder: str) -> None:
        """Show the folder in force, and whether it is there."""
        self._shown = folder
        if not self.field.hasFocus():
            self.field.setText(folder)
        if not folder:
            self.state.hide()
            return
        self._desk.jobs.run_in_pool(self, partial(_is_folder, folder), partial(self._on_looked, folder))

    def _on_looked(self, folder: str, is_there: bool) -> None:  # noqa: FBT001  the answer itself
        if folder == self._shown:
            self.state.setText(MISSING)
            self.state.setVisible(not is_there)

    def _on_finished(self) -> None:
        wanted = self.field.text().strip()
        if wanted != self._shown:
            self.chosen.emit(wanted)

    def _on_choose(self) -> None:
        dialog = QFileDialog(self, NAME, self._shown)
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.fileSelected.connect(self._on_selected)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _on_selected(self, folder: str) -> None:
        self.field.setText(folder)
        self._on_finished()


def _is_folder(folder: str) -> bool:
    return Path(folder).is_dir()
