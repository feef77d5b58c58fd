"""Lists whose rows assistive technology may press."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QModelIndex, QObject, QTimer
from PySide6.QtWidgets import QAbstractItemView


class ChosenRows(QObject):
    """Acts on a row that was chosen without key or mouse, as a screen reader does.

    Qt offers such a row only to be selected; keys and mouse also make it the current one, which tells the two apart.
    """

    def __init__(self, view: QAbstractItemView, act: Callable[[QModelIndex], object]) -> None:
        super().__init__(view)
        self._view, self._act = view, act
        self._later = QTimer(self, interval=0, singleShot=True)
        self._later.timeout.connect(self._settle)
        view.selectionModel().selectionChanged.connect(self._later.start)
        model = view.model()
        for gone in (model.rowsAboutToBeRemoved, model.rowsRemoved, model.modelAboutToBeReset, model.modelReset):
            gone.connect(self._later.stop)  # a row that goes away takes its mark along; nobody pressed anything

    def _settle(self) -> None:
        """Once keys and mouse have also moved the mark."""
        view = self._view
        current, selected = view.currentIndex(), view.selectionModel().selectedIndexes()
        if not view.isVisible() or any(index.row() == current.row() for index in selected):
            return
        # Choosing the row that was chosen already only takes the mark off it.
        chosen = selected[0] if selected else current
        if chosen.isValid():
            view.setCurrentIndex(chosen)
            self._act(chosen)
