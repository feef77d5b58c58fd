"""The palette on the screen: one field, a line that says what was understood, the list."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QListView, QWidget

from intake.ui.palette.delegate import PaletteLook
from intake.ui.palette.model import PaletteRows
from intake.ui.palette.rows import Group, PaletteRow
from intake.ui.theme import Theme
from intake.ui.widgets.announce import announce
from intake.ui.widgets.buttons import KeyHints
from intake.ui.widgets.cards import Card
from intake.ui.widgets.text import Text

WIDEST = 760
ANNOUNCE_AFTER_MS = 350
"""A screen reader hears of the results in a pause of typing, not at every letter."""
_EDGE, _TOP = 16, 56
_STEPS: dict[int, int] = {
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_PageDown: 6,
    Qt.Key.Key_PageUp: -6,
}
NAME = "Find or record"
HINT = "Dog, owner, visit, action or check; or record: patellar l3 r2"
_CHOSEN_FIRST = (Group.CHECKS, Group.ACTIONS, Group.DOGS, Group.VISITS)
_KEYS = frozenset((*_STEPS, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab, Qt.Key.Key_Escape))


class PaletteCard(QFrame):
    """Over the whole page; `typed(text)` asks for rows, `chosen(PaletteRow)` acts, a press beside it closes."""

    typed = Signal(str)
    chosen = Signal(object)
    closed = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setAccessibleName("Palette")
        self.field, self.list, self.model = QLineEdit(), QListView(), PaletteRows()
        self.message = Text("", "small", tone="text2", wrap=True)
        self.card = Card("popover", margin=14, gap=8, parent=self)
        pairs = (("↑ ↓", "choose"), ("Enter", "do it"), ("Tab", "type it"), ("Esc", "close"))
        self.keys = KeyHints(theme, pairs, self.card).without_in_touch()  # without a parent it would be a window
        self._says = ""
        self._must_choose = False  # several things could be recorded: Enter waits for a choice
        self._speak_soon = QTimer(self, interval=ANNOUNCE_AFTER_MS, singleShot=True)
        self._speak_soon.timeout.connect(self._announce)
        self._build()
        self.hide()

    # Showing

    def open_over(self, page: QWidget, text: str = "") -> None:
        """Lie over the page with the focus in the field."""
        self.setParent(page)
        self.field.setText(text)
        self.field.selectAll()
        page.installEventFilter(self)
        self.setGeometry(page.rect())
        self.show()
        self.raise_()
        self.field.setFocus(Qt.FocusReason.PopupFocusReason)
        self.typed.emit(text)

    def close_up(self) -> None:
        """Hide, if it is there."""
        if not self.isHidden():
            self.hide()
            self._speak_soon.stop()
            if (page := self.parentWidget()) is not None:
                page.removeEventFilter(self)
            self.closed.emit()

    def show_rows(self, rows: Sequence[PaletteRow], says: str, *, is_exact: bool) -> None:
        """Show what was found; the row somebody went to stays chosen where it is still there."""
        before = self.model.row_at(self.list.currentIndex().row())
        has_moved = before is not None and before is not self._first()
        self.model.set_rows(rows)
        readings = [row for row in self.model.rows() if row.group is Group.READINGS]
        self._must_choose, self._says = bool(readings) and not is_exact, says
        stays = self.model.place_of(before) if has_moved else -1
        self._mark(stays if stays >= 0 else self.model.place_of(self._first()))
        self._show_message()
        self._fit()
        self._speak_soon.start()

    def current(self) -> PaletteRow | None:
        """The row Enter chooses."""
        return self.model.row_at(self.list.currentIndex().row())

    def results_words(self) -> str:
        """Such as "3 results"."""
        count = len(self.model.rows())
        return f"{count or 'No'} {'result' if count == 1 else 'results'}"

    def _first(self) -> PaletteRow | None:
        """What is chosen without being gone to: the one exact reading; else the first check, action, dog or visit."""
        rows = self.model.rows()
        if (
            not self.field.text().strip()
            or self._must_choose
            or (self._says and not any(row.group is Group.CHECKS for row in rows))
        ):
            return None
        exact = [row for row in rows if row.group is Group.READINGS]
        return next(iter((*exact, *(row for row in rows if row.group in _CHOSEN_FIRST))), None)

    def _show_message(self) -> None:
        says = self._says
        if not says and self._must_choose:
            says = "This can mean several things. Choose one; nothing is recorded before."
        elif not says and not self.model.rows() and self.field.text().strip():
            says = "Nothing is called that. Type a dog, an owner, an action, or a check and what was found."
        self.message.setText(says)
        self.message.setVisible(bool(says))

    def _announce(self) -> None:
        row = self.current()
        said = (self.results_words(), self.message.text(), row.spoken if row is not None else "")
        self.field.setAccessibleDescription(". ".join(part for part in said if part))
        announce(self.field, self.field.accessibleDescription())

    # Choosing

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrows, Enter, Tab and Esc of the field act on the list; the card keeps to its page."""
        if watched is self.field and isinstance(event, QKeyEvent):
            if event.type() == QEvent.Type.ShortcutOverride and event.key() in _KEYS:
                event.accept()  # Esc of the page behind is not meant
                return True
            return event.type() == QEvent.Type.KeyPress and self._take(event)
        page = self.parentWidget()
        if page is not None and watched is page and event.type() == QEvent.Type.Resize:
            self.setGeometry(page.rect())
        return False

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A press beside the card closes it."""
        if not self.card.geometry().contains(event.position().toPoint()):
            self.close_up()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes; no other key goes on to the page behind."""
        if event.key() == Qt.Key.Key_Escape:
            self.close_up()
        event.accept()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep inside the page."""
        super().resizeEvent(event)
        self._fit()

    def _take(self, event: QKeyEvent) -> bool:
        key = event.key()
        if key in _STEPS:
            self._go(_STEPS[key])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if not event.isAutoRepeat():
                self._choose(self.current())
        elif key == Qt.Key.Key_Tab:
            self._complete()
        elif key == Qt.Key.Key_Escape:
            self.close_up()
        else:
            return key == Qt.Key.Key_Backtab  # the focus stays in the field
        return True

    def _go(self, step: int) -> None:
        for _ in range(abs(step)):
            self._mark(self.model.next_place(self.list.currentIndex().row(), 1 if step > 0 else -1))
        self._announce()

    def _choose(self, row: PaletteRow | None) -> None:
        if row is None:
            self._announce()
        elif row.run is not None:
            self.chosen.emit(row)
        elif row.line:
            self._type(row.line)

    def _complete(self) -> None:
        """Tab types the chosen row; where that stands there already, the first word that may follow."""
        row, typed = self.current(), self.field.text().casefold()
        is_typed = row is not None and typed.startswith(row.line.strip())
        rows = [row] if row is not None and row.line and not is_typed else []
        rows += [one for one in self.model.rows() if one.line]
        if rows:
            self._type(rows[0].line)

    def _type(self, line: str) -> None:
        self.field.setText(line)
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_clicked(self, index: QModelIndex) -> None:
        self._choose(self.model.row_at(index.row()))

    def _mark(self, place: int) -> None:
        index = self.model.index(place)
        self.list.setCurrentIndex(index)
        if place >= 0:
            self.list.scrollTo(self.model.index(place - 1 if place == 1 else place))
        else:
            self.list.scrollToTop()

    # Building

    def _build(self) -> None:
        theme = self._theme
        self.field.setPlaceholderText(HINT)
        self.field.setAccessibleName(NAME)
        self._glass = self.field.addAction(theme.icon("search"), QLineEdit.ActionPosition.LeadingPosition)
        self.field.installEventFilter(self)
        self.field.textChanged.connect(self.typed)
        self.list.setModel(self.model)
        self.list.setItemDelegate(PaletteLook(theme, self.list))
        self.list.setAccessibleName("Results")
        self.list.setProperty("bare", "true")
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setMouseTracking(True)
        self.list.setResizeMode(QListView.ResizeMode.Adjust)
        self.list.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.clicked.connect(self._on_clicked)
        for part in (self.field, self.message, self.list, self.keys):
            self.card.column.addWidget(part)
        self.setFocusProxy(self.field)
        theme.changed.connect(self._dress)

    def _dress(self) -> None:
        self._glass.setIcon(self._theme.icon("search"))
        self._fit()

    def _fit(self) -> None:
        """As wide as the page allows, as high as the rows need, never beyond the page."""
        if self.isHidden():
            return
        width = min(self._theme.px(WIDEST), self.width() - 2 * _EDGE)
        self.card.setFixedWidth(width)
        self.list.doItemsLayout()
        rows = range(self.model.rowCount())
        wanted = sum(self.list.sizeHintForIndex(self.model.index(row)).height() for row in rows) + 2
        self.list.setVisible(bool(rows))
        self.list.setFixedHeight(0)
        top = min(self._theme.px(_TOP), self.height() // 10)
        rest = self.card.sizeHint().height()
        self.list.setFixedHeight(max(min(wanted, self.height() - top - _EDGE - rest), 0))
        self.card.setGeometry((self.width() - width) // 2, top, width, self.card.sizeHint().height())
