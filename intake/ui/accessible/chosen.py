"""Lists whose rows assistive technology may press."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex, QObject, QTimer
from PySide6.QtWidgets import QAbstractItemView


class ChosenRows(QObject):
    """Acts on a row that was chosen without key or mouse, as a screen reader does.

    Qt offers such a row only to be selected; keys and mouse also make it the current one, which tells the two apart.
    """

    def __init__(
        self, view: QAbstractItemView, act: Callable[[QModelIndex], object], *, can_press_marked: bool = True
    ) -> None:
        super().__init__(view)
        self._view, self._act = view, act
        if can_press_marked:
            # The only selected row of a single selection cannot be unselected, so a press on it would say nothing.
            view.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self._newly: QModelIndex | None = None
        self._later = QTimer(self, interval=0, singleShot=True)
        self._later.timeout.connect(self._settle)
        view.selectionModel().selectionChanged.connect(self._on_changed)
        model = view.model()
        for gone in (model.rowsAboutToBeRemoved, model.rowsRemoved, model.modelAboutToBeReset, model.modelReset):
            gone.connect(self._later.stop)  # a row that goes away takes its mark along; nobody pressed anything

    def _on_changed(self, selected: QItemSelection, _deselected: QItemSelection) -> None:
        self._newly = next(iter(selected.indexes()), None)
        self._later.start()

    def _settle(self) -> None:
        """Once keys and mouse have also moved the mark."""
        view, newly = self._view, self._newly
        if not view.isVisible():
            return
        current = view.currentIndex()
        rows = {index.row() for index in view.selectionModel().selectedIndexes()}
        if newly is not None and newly.row() != current.row():
            self._choose(newly)
        elif current.isValid() and current.row() not in rows:
            self._choose(current)  # choosing the marked row only took its mark away
        elif len(rows) > 1:
            self._mark(current)

    def _choose(self, index: QModelIndex) -> None:
        self._mark(index)
        self._act(index)

    def _mark(self, index: QModelIndex) -> None:
        """One row is marked at most, whatever was dragged over."""
        flags = QItemSelectionModel.SelectionFlag
        is_by_row = self._view.selectionBehavior() is QAbstractItemView.SelectionBehavior.SelectRows
        command = flags.ClearAndSelect | flags.Rows if is_by_row else flags.ClearAndSelect
        self._view.selectionModel().setCurrentIndex(index, command)
