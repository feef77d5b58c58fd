"""The board's visits as a table that changes by difference."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from enum import IntEnum

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QIcon

from intake.app.boards import BoardRow
from intake.domain.visits import STATUS_WORDS, URGENCY_WORDS, VisitStatus
from intake.ui.clock import time_of, wait_words
from intake.ui.today.due import due_words

_Index = QModelIndex | QPersistentModelIndex
ROW = Qt.ItemDataRole.UserRole


class Column(IntEnum):
    """The columns of the list view."""

    DOG = 0
    OWNER = 1
    COMPLAINT = 2
    STATUS = 3
    URGENCY = 4
    WAIT = 5
    DUE = 6
    NUMBER = 7


HEADS = ("Dog", "Owner", "Why they came", "Where", "Urgency", "Waiting", "Recheck", "Visit")


class BoardRows(QAbstractTableModel):
    """Rows keyed by visit; `show` inserts, moves, changes and removes only what differs."""

    def __init__(self, zone: str, icons: Callable[[str, str], QIcon] | None = None) -> None:
        super().__init__()
        self._zone, self._icons = zone, icons
        self._rows: list[BoardRow] = []
        self._now: datetime | None = None

    def show(self, rows: Sequence[BoardRow], now: datetime) -> None:
        """Show these rows in this order."""
        self._now = now
        wanted = [row.visit.id for row in rows]
        for place in reversed(range(len(self._rows))):
            if self._rows[place].visit.id not in wanted:
                self._remove(place)
        for place, row in enumerate(rows):
            self._put(place, row)
        self.tick(now)

    def tick(self, now: datetime) -> None:
        """Let waiting times be asked again."""
        self._now = now
        if self._rows:
            self.dataChanged.emit(self.index(0, Column.WAIT), self.index(len(self._rows) - 1, Column.DUE))

    def row(self, place: int) -> BoardRow:
        """The row at a place."""
        return self._rows[place]

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008  Qt's own default
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(Column)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return self._words(row, Column(index.column()))
        if role == Qt.ItemDataRole.DecorationRole and self._icons is not None and row.due and self._now:
            said = due_words(row.due, self._now, self._zone)
            return self._icons(said.icon, said.tone) if index.column() == Column.DUE else None
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{HEADS[index.column()]}: {self._words(row, Column(index.column()))}"
        return row if role == ROW else None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role == Qt.ItemDataRole.DisplayRole and orientation is Qt.Orientation.Horizontal:
            return HEADS[section]
        return None

    def _words(self, row: BoardRow, column: Column) -> str:
        visit = row.visit
        match column:
            case Column.DOG:
                return row.patient.name or "Unnamed dog"
            case Column.OWNER:
                return row.owner.name
            case Column.COMPLAINT:
                return " ".join(visit.complaint.split())
            case Column.STATUS:
                return STATUS_WORDS[visit.status]
            case Column.URGENCY:
                return URGENCY_WORDS[visit.urgency] + (", vet not told" if visit.untold_flags else "")
            case Column.WAIT | Column.DUE:
                return self._by_clock(row, column)
            case _:
                return str(visit.number)

    def _by_clock(self, row: BoardRow, column: Column) -> str:
        """What changes as time goes by."""
        if column is Column.WAIT:
            return self._wait(row)
        return due_words(row.due, self._now, self._zone).text if row.due and self._now else ""

    def _wait(self, row: BoardRow) -> str:
        visit = row.visit
        if visit.status is VisitStatus.EXPECTED and visit.expected_at:
            return f"due {time_of(visit.expected_at, self._zone)}"
        if visit.status in (VisitStatus.WAITING, VisitStatus.FOR_VET) and visit.waiting_since and self._now:
            return wait_words(self._now - visit.waiting_since)
        return f"signed {time_of(visit.signed_at, self._zone)}" if visit.signed_at else ""

    def _put(self, place: int, row: BoardRow) -> None:
        here = next((n for n in range(place, len(self._rows)) if self._rows[n].visit.id == row.visit.id), None)
        if here is None:
            self.beginInsertRows(QModelIndex(), place, place)
            self._rows.insert(place, row)
            self.endInsertRows()
            return
        if here != place:
            self.beginMoveRows(QModelIndex(), here, here, QModelIndex(), place)
            self._rows.insert(place, self._rows.pop(here))
            self.endMoveRows()
        if self._rows[place] != row:
            self._rows[place] = row
            self.dataChanged.emit(self.index(place, 0), self.index(place, len(Column) - 1))

    def _remove(self, place: int) -> None:
        self.beginRemoveRows(QModelIndex(), place, place)
        del self._rows[place]
        self.endRemoveRows()
