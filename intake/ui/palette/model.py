"""The list of the palette: rows under the heads of their groups."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt

from intake.ui.palette.rows import Group, PaletteRow

ROW = Qt.ItemDataRole.UserRole
Index: TypeAlias = QModelIndex | QPersistentModelIndex


class PaletteRows(QAbstractListModel):
    """Heads cannot be chosen; a new question shows new rows."""

    def __init__(self) -> None:
        super().__init__()
        self._lines: tuple[Group | PaletteRow, ...] = ()

    def set_rows(self, rows: Sequence[PaletteRow]) -> None:
        """Show these, each group under its head."""
        lines: list[Group | PaletteRow] = []
        for group in Group:
            of_group = [row for row in rows if row.group is group]
            lines += [group, *of_group] if of_group else []
        self.beginResetModel()
        self._lines = tuple(lines)
        self.endResetModel()

    def row_at(self, place: int) -> PaletteRow | None:
        """The row at a place; None for a head, or no place."""
        line = self._lines[place] if 0 <= place < len(self._lines) else None
        return line if isinstance(line, PaletteRow) else None

    def rows(self) -> tuple[PaletteRow, ...]:
        """The rows without heads."""
        return tuple(line for line in self._lines if isinstance(line, PaletteRow))

    def place_of(self, row: PaletteRow | None) -> int:
        """Where a row with the same words stands; -1 where none does."""
        said = (row.group, row.title, row.hint) if row is not None else None
        places = (
            place
            for place, line in enumerate(self._lines)
            if isinstance(line, PaletteRow) and (line.group, line.title, line.hint) == said
        )
        return next(places, -1)

    def next_place(self, place: int, step: int) -> int:
        """The next row up or down, going round."""
        count = len(self._lines)
        for far in range(1, count + 1):
            there = (place + step * far) % count if place >= 0 or step > 0 else count - far
            if isinstance(self._lines[there], PaletteRow):
                return there
        return -1

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  Qt's own default
        return 0 if parent.isValid() else len(self._lines)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Heads are there to be read only."""
        row = self.row_at(index.row()) if index.isValid() else None
        if row is None:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        line = self._lines[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return line.title if isinstance(line, PaletteRow) else line.value
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return line.spoken if isinstance(line, PaletteRow) else line.value
        if role == Qt.ItemDataRole.ToolTipRole and isinstance(line, PaletteRow):
            return "\n".join(part for part in (line.title, line.hint) if part)
        return line if role == ROW else None
