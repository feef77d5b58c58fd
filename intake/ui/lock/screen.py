"""The lock screen: who is this, and the PIN."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from intake.ui.joined import apart
from intake.ui.lock.side import SidePanel
from intake.ui.lock.staff_list import StaffList
from intake.ui.theme import Theme
from intake.ui.widgets.announce import announce
from intake.ui.widgets.buttons import Button, Size, Variant
from intake.ui.widgets.cards import Card, row
from intake.ui.widgets.pin_pad import PinPad
from intake.ui.widgets.text import IconLabel, Text

if TYPE_CHECKING:
    from intake.domain.staff import StaffMember

MOST_EARLY = 40  # keys kept until there is somebody to sign in
INITIALS_PAUSE_MS = 1200
BUSY_WORDS_MS = 300


class LockScreen(QWidget):
    """Staff cards and the PIN pad; `pin_given(staff id, pin)` asks to be let in."""

    pin_given = Signal(str, str)

    def __init__(self, theme: Theme, clinic_name: str = "") -> None:
        super().__init__()
        self._theme, self._typed, self._chosen = theme, "", ""
        self.side = SidePanel(theme)
        self.side.foot.setText(clinic_name)
        self.staff = StaffList(theme)
        self.pad = PinPad(theme, length=0)
        self.open_button = Button(theme, "Open", variant=Variant.PRIMARY, key="Enter").in_size(Size.LARGE)
        self.pin_title = Text("PIN", "title")
        self.message = Text("", "body", tone="abn", wrap=True)
        self._message_line = QWidget()
        self.flags = Card("flag", margin=12, gap=4)
        self._flag_words = Text("", "strong", tone="flag", wrap=True)
        flags = row(IconLabel(theme, "siren", "flag", 18), self._flag_words, gap=8)
        flags.setStretch(1, 1)
        self.flags.column.addLayout(flags)
        self.is_trying = False
        self._early: list[tuple[int, str]] = []
        self._initials_end = self._pause(INITIALS_PAUSE_MS, self._forget_initials)
        self._busy_words = self._pause(BUSY_WORDS_MS, lambda: self._say("Checking the PIN…", "text3"))
        self._build()
        self._connect()
        self.show_opening()

    # What the window tells it

    def show_opening(self) -> None:
        """The frame while the database is being opened."""
        self.side.headline.setText("One moment.")
        self.side.line.setText("Opening the clinic's records.")
        self.flags.hide()

    def show_people(self, people: Sequence[StaffMember]) -> None:
        """The cards of the people who may sign in; the one chosen stays chosen."""
        before = self.staff.person()
        self.staff.rows.set_rows(people)
        ids = [person.id for person in people]
        if people:
            self.staff.choose(ids.index(before.id) if before and before.id in ids else 0)
        self._on_chosen()
        if self.isVisible():
            self.staff.setFocus(Qt.FocusReason.OtherFocusReason)
        self._take_early()

    def keep_early(self, key: int, text: str) -> None:
        """A key pressed before there is anybody to sign in; it is taken once there is."""
        if len(self._early) < MOST_EARLY:
            self._early.append((key, text))

    def show_locked(self, headline: str, line: str) -> None:
        """What the panel at the left says."""
        self.side.headline.setText(headline)
        self.side.line.setText(line)

    def show_untold(self, dogs: Sequence[str]) -> None:
        """Dogs with an unanswered call-now flag, never with a cause; none hides the strip."""
        self._flag_words.setText("\n".join(f"{apart(dog)}: call-now flag not answered" for dog in dogs))
        self.flags.setVisible(bool(dogs))

    def show_trying(self) -> None:
        """A PIN is being tried: no more digits, and words if it takes long."""
        self.is_trying = True
        self.pad.setEnabled(False)
        self._busy_words.start()

    def show_refusal(self, words: str) -> None:
        """Why the PIN did not open."""
        self.reset()
        self._say(words, "abn")
        announce(self.message)

    def reset(self) -> None:
        """Ready for a PIN, with nothing typed."""
        self.is_trying = False
        self._busy_words.stop()
        self.pad.setEnabled(True)
        self.pad.clear()
        self._say("", "abn")

    def take_focus(self) -> None:
        """Put the focus on the cards, where letters and digits are understood."""
        self.staff.setFocus(Qt.FocusReason.OtherFocusReason)

    # Keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Letters pick a person, digits enter the PIN, Enter opens."""
        if not self.staff.rows.people():
            self.keep_early(event.key(), event.text())
        elif not self._take(event.key(), event.text()):
            super().keyPressEvent(event)

    def _take(self, key: int, text: str) -> bool:
        if text.isdecimal() and text.isascii():
            self.pad.type_digit(text)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.pad.try_pin()
        elif key == Qt.Key.Key_Backspace:
            self.pad.take_back()
        elif key == Qt.Key.Key_Escape:
            self.pad.clear()
        elif text.isalpha():
            self._type_initial(text)
        else:
            return False
        return True

    def _take_early(self) -> None:
        if self.staff.rows.people():
            early, self._early = self._early, []
            for key, text in early:
                self._take(key, text)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.side.fit(self.width())

    # Parts

    def _build(self) -> None:
        px = self._theme.px
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.side)
        parts = QHBoxLayout()
        parts.setSpacing(px(44))
        parts.addWidget(self._who(), 1)
        parts.addLayout(self._pin())
        holder = QWidget()
        self._theme.measure(holder, lambda: holder.setMaximumWidth(px(770)))
        block = QVBoxLayout(holder)
        block.setContentsMargins(0, 0, 0, 0)
        block.setSpacing(px(20))
        block.addStretch(1)
        block.addWidget(self.flags)
        block.addLayout(parts, 8)
        inner = QWidget()
        inner.setProperty("surface", "none")
        middle = QHBoxLayout(inner)
        middle.setContentsMargins(px(24), px(16), px(24), px(12))
        middle.addStretch(1)
        middle.addWidget(holder, 100)
        middle.addStretch(1)
        whole.addWidget(_scrolling(inner), 1)

    def _who(self) -> QWidget:
        part = QWidget()
        column = QVBoxLayout(part)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(self._theme.px(6))
        column.addWidget(Text("Who is this?", "title"))
        column.addWidget(Text("Type initials, or pick with arrows.", "hint"))
        column.addSpacing(self._theme.px(6))
        column.addWidget(self.staff, 1)
        return part

    def _pin(self) -> QVBoxLayout:
        message = QHBoxLayout(self._message_line)
        message.setContentsMargins(0, 0, 0, 0)
        message.setSpacing(8)
        self._message_icon = IconLabel(self._theme, "triangle-alert", "abn", 16)
        message.addWidget(self._message_icon, 0, Qt.AlignmentFlag.AlignVCenter)
        message.addWidget(self.message, 1)
        self._message_line.setFixedWidth(self.pad.sizeHint().width())
        self._message_line.setMinimumHeight(self._theme.px(44))
        column = QVBoxLayout()
        column.setSpacing(self._theme.px(6))
        column.addWidget(self.pin_title)
        column.addWidget(Text("Digits, then Enter.", "hint"))
        column.addSpacing(self._theme.px(10))
        column.addWidget(self.pad)
        column.addSpacing(self._theme.px(8))
        column.addWidget(self.open_button)
        column.addSpacing(self._theme.px(6))
        column.addWidget(self._message_line)
        column.addWidget(Text("Forgot the PIN? Ask an admin for a new one.", "hint", wrap=True))
        column.addStretch(1)
        return column

    def _connect(self) -> None:
        self.pad.entered.connect(self._on_entered)
        self.pad.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # keys go through the screen, so Tab need not stop there
        self.pad.show_takes_keys()
        self.pad.problem.hide()
        self.open_button.clicked.connect(self.pad.try_pin)
        self.staff.selectionModel().currentChanged.connect(self._on_chosen)
        self._say("", "abn")

    def _pause(self, milliseconds: int, act: object) -> QTimer:
        timer = QTimer(self, interval=milliseconds, singleShot=True)
        timer.timeout.connect(act)
        return timer

    def _say(self, words: str, tone: str) -> None:
        self.message.setText(words)
        self.message.set_tone(tone)
        self._message_icon.setVisible(bool(words) and tone == "abn")

    def _on_entered(self, pin: str) -> None:
        person = self.staff.person()
        if person is not None and not self.is_trying:
            self.pin_given.emit(person.id, pin)

    def _on_chosen(self) -> None:
        person = self.staff.person()
        chosen = person.id if person else ""
        if chosen == self._chosen or (not chosen and self.staff.rows.people()):
            return  # the same person in a renewed list: what is typed so far stays
        self._chosen = chosen
        self.pin_title.setText(f"PIN for {person.name.split()[0]}" if person else "PIN")
        self.pad.setAccessibleName(self.pin_title.text())
        if not self.is_trying:
            self.pad.clear()
            self._say("", "abn")

    def _type_initial(self, letter: str) -> None:
        self._typed += letter.casefold()
        self._initials_end.start()
        found = _row_of(self.staff.rows.people(), self._typed)
        if found is None:  # a slip, or the first letter of somebody else
            self._typed = letter.casefold()
            found = _row_of(self.staff.rows.people(), self._typed)
        if found is not None:
            self.staff.choose(found)

    def _forget_initials(self) -> None:
        self._typed = ""


def _scrolling(inner: QWidget) -> QScrollArea:
    """Large text on a small screen still leaves every key in reach."""
    area = QScrollArea()
    area.setWidget(inner)
    area.setWidgetResizable(True)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    return area


def _row_of(people: Sequence[StaffMember], typed: str) -> int | None:
    """Whom the letters mean: initials first, then a name that begins so."""
    spellings = [person.initials for person in people] + [person.name for person in people]
    found = next((number for number, words in enumerate(spellings) if words.casefold().startswith(typed)), None)
    return None if found is None else found % len(people)
