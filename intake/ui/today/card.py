"""One visit on the board."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QKeyEvent, QMouseEvent, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QSizePolicy, QVBoxLayout

from intake.app.boards import BoardRow
from intake.domain.visits import STATUS_WORDS, URGENCY_WORDS, Visit, VisitStatus
from intake.settings import Settings
from intake.ui.clock import time_of, wait_words
from intake.ui.joined import joined
from intake.ui.theme import Theme
from intake.ui.today.due import due_words
from intake.ui.visit.header import signalment
from intake.ui.widgets.buttons import Button, Size, Variant
from intake.ui.widgets.cards import line, row
from intake.ui.widgets.chips import StatusChip, urgency_chip
from intake.ui.widgets.drawing import Outline, box, focus_ring, painting
from intake.ui.widgets.text import IconLabel, Text

# status -> words of the act, icon, the step it opens
ACTS: dict[VisitStatus, tuple[str, str, str]] = {
    VisitStatus.EXPECTED: ("Intake", "clipboard-pen", "intake"),
    VisitStatus.WAITING: ("Intake", "clipboard-pen", "intake"),
    VisitStatus.IN_EXAM: ("Continue", "stethoscope", "exam"),
    VisitStatus.FOR_VET: ("Review", "clipboard-check", "review"),
    VisitStatus.DONE: ("Sheets", "printer", "sheets"),
    VisitStatus.CANCELLED: ("Open", "folder-open", "intake"),
}

WAITS = (VisitStatus.WAITING, VisitStatus.FOR_VET)  # nobody is with the dog


@dataclass(frozen=True, slots=True)
class Board:
    """What every card on the board is told."""

    today: date
    now: datetime
    zone: str
    amber_minutes: int
    red_minutes: int

    @classmethod
    def of(cls, settings: Settings, today: date, now: datetime, zone: str) -> Board:
        """The board with the clinic's limits of waiting."""
        return cls(today, now, zone, settings.wait_amber_minutes, settings.wait_red_minutes)


def wait_of(visit: Visit, board: Board) -> tuple[str, str, str]:
    """Words, icon and colour of the time at the top right of a card."""
    if visit.status is VisitStatus.EXPECTED and visit.expected_at:
        late = board.now - visit.expected_at
        if late.total_seconds() >= 60:
            return f"{wait_words(late)} late", "hourglass", "abn"
        return f"due {time_of(visit.expected_at, board.zone)}", "clock", "text2"
    if visit.status is VisitStatus.DONE:
        return (
            (f"signed {time_of(visit.signed_at, board.zone)}", "circle-check", "normal")
            if visit.signed_at
            else ("", "", "")
        )
    if visit.waiting_since is None:
        return "", "", ""
    wait = board.now - visit.waiting_since
    minutes = wait.total_seconds() / 60
    if visit.status not in WAITS or minutes < board.amber_minutes:
        return wait_words(wait), "clock", "text2"
    return wait_words(wait), "hourglass", "flag" if minutes >= board.red_minutes else "abn"


class VisitCard(QFrame):
    """A card; Enter or a press on its button opens the visit, arrows are the board's."""

    open_wanted = Signal(object)  # BoardRow
    menu_wanted = Signal(object)
    moved = Signal(object, int)  # the card, a Qt key

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.row: BoardRow | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.name = Text("", "strong")
        self.name.setProperty("role", "heading")
        self.name.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._clock_icon = IconLabel(theme, "clock", "text2", 15)
        self.clock = Text("", "small")
        self.about = Text("", "hint", tone="text2", wrap=True)
        self.complaint = Text("", "body", wrap=True)
        self._urgency = urgency_chip(theme, "routine")
        self._untold = StatusChip(theme, "Vet not told", icon="siren", tone="flag_solid")
        self.due = StatusChip(theme, "", icon="clock")
        self.due.hide()
        self._next = Text("", "small")
        self.act = Button(theme, "").in_size(Size.SMALL)
        self.act.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.act.clicked.connect(self._open)
        self._build()

    def show_row(self, shown: BoardRow, board: Board) -> None:
        """Show a visit as it stands."""
        self.row = shown
        visit = shown.visit
        self.name.setText(shown.patient.name or "Unnamed dog")
        about = joined((shown.owner.name, signalment(shown.patient, board.today)))
        self.about.setText(about)
        self.about.setVisible(bool(about))
        complaint = " ".join(visit.complaint.split())
        self.complaint.setText(complaint if len(complaint) <= 120 else complaint[:117] + "…")
        self.complaint.setVisible(bool(complaint) and visit.status is not VisitStatus.DONE)
        self._show_chips(visit)
        self._show_act(visit)
        self.show_clock(board)
        self.setAccessibleName(f"{self.name.text()}, {STATUS_WORDS[visit.status]}")
        self.update()

    def show_clock(self, board: Board) -> None:
        """Bring the waiting time up to date."""
        if self.row is None:
            return
        words, icon, tone = wait_of(self.row.visit, board)
        self.clock.setText(words)
        self.clock.set_tone(tone)
        self._clock_icon.setVisible(bool(words))
        if icon:
            self._clock_icon.set_icon(icon, tone)
        untold = "call now, vet not told" if self.row.visit.untold_flags else ""
        parts = (URGENCY_WORDS[self.row.visit.urgency], untold, self._show_due(board), words, self.complaint.text())
        self.setAccessibleDescription(", ".join(part for part in parts if part))

    def _show_due(self, board: Board) -> str:
        """Bring the next recheck up to date; its words."""
        due = self.row.due if self.row is not None else None
        if due is not None:
            said = due_words(due, board.now, board.zone)
            if said.text != self.due.text():
                self.due.set_words(said.text, said.icon, said.tone)
        self.due.setVisible(due is not None)
        return self.due.text() if due is not None else ""

    def _show_chips(self, visit: Visit) -> None:
        is_done = visit.status is VisitStatus.DONE
        self._chips.removeWidget(self._urgency)
        self._urgency.deleteLater()
        self._urgency = urgency_chip(self._theme, visit.urgency)
        self._chips.insertWidget(0, self._urgency)
        self._urgency.setVisible(not is_done)
        self._untold.setVisible(bool(visit.untold_flags))
        self._lay_chips()

    def _show_act(self, visit: Visit) -> None:
        words, icon, _ = ACTS[visit.status]
        self.act.setText(words)
        self.act.set_icon(icon)
        self.act.set_variant(Variant.PRIMARY if visit.status is VisitStatus.FOR_VET else Variant.SECONDARY)
        self._next.setText(f"Visit {visit.number}")
        self.act.setAccessibleName(f"{words}: {self.name.text()}")

    def _build(self) -> None:
        px = self._theme.px
        head = row(self.name, self._clock_icon, self.clock, gap=5)
        head.setStretch(0, 1)
        self._chips = row(self._urgency, self._untold, 1, gap=6)
        self._foot = foot = row(self._next, 1, self.act)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(15), px(12), px(13), px(12))
        column.setSpacing(px(6))
        column.addLayout(head)
        column.addWidget(self.about)
        column.addWidget(self.complaint)
        column.addLayout(self._chips)
        column.addLayout(row(self.due, 1))
        column.addWidget(line())
        column.addLayout(foot)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Chips go under each other where they do not fit side by side."""
        super().resizeEvent(event)
        self._lay_chips()

    def _lay_chips(self) -> None:
        px = self._theme.px
        words = self._next.sizeHint().width() + self.act.sizeHint().width() + px(14)
        self._next.setVisible(words <= self.width() - px(28))  # the visit's number stands in its header too
        both = self._urgency.sizeHint().width() + self._untold.sizeHint().width() + px(6)
        fits = self._untold.isHidden() or both <= self.width() - px(28)
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        if self._chips.direction() is not (across if fits else down):
            self._chips.setDirection(across if fits else down)

    def _open(self) -> None:
        if self.row is not None:
            self.open_wanted.emit(self.row)

    # Qt

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens, M moves the visit, arrows go to other cards."""
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._open()
        elif key in (Qt.Key.Key_M, Qt.Key.Key_Menu) and not event.modifiers():
            self.menu_wanted.emit(self)
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Right):
            self.moved.emit(self, int(key))
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """One press opens; nothing in the window needs two."""
        if event.button() is Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self._open()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.menu_wanted.emit(self)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, rect, radius = self._theme, QRectF(self.rect()).adjusted(3, 3, -3, -3), self._theme.px(12)
        has_flag = self.row is not None and bool(self.row.visit.untold_flags)
        with painting(self) as painter:
            box(painter, rect, radius, theme.colour("surface"), Outline(theme.colour("line")))
            if has_flag:
                painter.save()
                painter.setClipRect(QRectF(rect.left(), rect.top(), theme.px(6), rect.height()))
                box(painter, rect, radius, theme.colour("flag_line"))
                painter.restore()
            if self.hasFocus():
                focus_ring(painter, QRectF(self.rect()), radius + 3, theme)
