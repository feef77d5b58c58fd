"""The found lists as one list view: headings with counts, and a line per check."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QListView, QWidget

from intake.ui.accessible.chosen import ChosenRows
from intake.ui.review.found_delegate import FoundDelegate
from intake.ui.review.found_line import Line, Roles
from intake.ui.theme import Theme

_Index = QModelIndex | QPersistentModelIndex


class FoundModel(QAbstractListModel):
    """The lines; a new set is taken over by its difference, so focus and scroll stay."""

    def __init__(self) -> None:
        super().__init__()
        self._lines: list[Line] = []

    def line(self, row: int) -> Line:
        """The line of a row."""
        return self._lines[row]

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Show these lines."""
        wanted = list(lines)
        keys = {line.key for line in wanted}
        for row in range(len(self._lines) - 1, -1, -1):
            if self._lines[row].key not in keys:
                self.beginRemoveRows(QModelIndex(), row, row)
                del self._lines[row]
                self.endRemoveRows()
        for row, line in enumerate(wanted):
            self._put(row, line)

    def _put(self, row: int, line: Line) -> None:
        here = next((place for place in range(row, len(self._lines)) if self._lines[place].key == line.key), -1)
        if here < 0:
            self.beginInsertRows(QModelIndex(), row, row)
            self._lines.insert(row, line)
            self.endInsertRows()
            return
        if here != row:
            self.beginMoveRows(QModelIndex(), here, here, QModelIndex(), row)
            self._lines.insert(row, self._lines.pop(here))
            self.endMoveRows()
        if self._lines[row] != line:
            self._lines[row] = line
            self.dataChanged.emit(self.index(row), self.index(row))

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008  Qt's own default
        """How many lines there are."""
        return 0 if parent.isValid() else len(self._lines)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The words of a line, or the line itself."""
        if not index.isValid():
            return None
        line = self._lines[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return line.label
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return line.spoken
        if role == Qt.ItemDataRole.ToolTipRole:
            return line.spoken if line.item else None
        return line if role == Roles.LINE else None

    def flags(self, index: _Index) -> Qt.ItemFlag:
        """Headings are read over; checks can be opened."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        if not self._lines[index.row()].item:
            return Qt.ItemFlag.ItemNeverHasChildren
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren


class FoundList(QListView):
    """The list; a press or Enter says `opened(item)`."""

    opened = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines = FoundModel()
        self.setModel(self._lines)
        self.setItemDelegate(FoundDelegate(theme, self))
        self.setProperty("bare", True)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName("What was found")
        self.clicked.connect(lambda index: self._open(index.row()))
        ChosenRows(self, lambda index: self._open(index.row()))
        theme.changed.connect(self.scheduleDelayedItemsLayout)

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Show these lines."""
        self._lines.show_lines(lines)

    def lines(self) -> tuple[Line, ...]:
        """The lines shown, in order."""
        return tuple(self._lines.line(row) for row in range(self._lines.rowCount()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens the check."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self._open(self.currentIndex().row())
            event.accept()
            return
        super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Mark the first check, so that the arrows start somewhere."""
        super().focusInEvent(event)
        if not self.currentIndex().isValid():
            rows = range(self._lines.rowCount())
            first = next((row for row in rows if self._lines.line(row).item), -1)
            if first >= 0:
                self.setCurrentIndex(self._lines.index(first))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Words wrap to the new width."""
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()

    def _open(self, row: int) -> None:
        if item := self._lines.line(row).item:
            self.opened.emit(item)
