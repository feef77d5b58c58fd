"""What to do next: tests to consider and the next most useful check, each with its reasons."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QMouseEvent, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from intake.ui.theme import Theme
from intake.ui.widgets.buttons import Button, Size
from intake.ui.widgets.chips import StatusChip, Tone
from intake.ui.widgets.drawing import focus_ring, painting, picture, width_of, words
from intake.ui.widgets.pressing import EnterButton
from intake.ui.widgets.text import IconLabel, Text

GROUP_ICONS = {
    "bloodwork": "test-tubes",
    "urinalysis": "droplet",
    "imaging": "scan-line",
    "spinal_fluid": "syringe",
    "other": "clipboard-list",
}
SHOWN_REASONS = 3
_AROUND_NAME = 50  # margins and gaps of a card's line
_ROOM_BESIDE = 250  # of the panel, for name and chip; where they need more, the chip goes under the name


@dataclass(frozen=True, slots=True)
class Why:
    """One finding behind a suggestion; `item` is the check it links to."""

    words: str
    item: str = ""


@dataclass(frozen=True, slots=True)
class SuggestionWords:
    """A test to consider as shown. Without a reason there is no card."""

    id: str
    name: str
    group: str
    chip: str
    chip_tone: Tone
    why: tuple[Why, ...]
    against: tuple[str, ...] = ()
    not_known: tuple[str, ...] = ()
    would_change: str = ""
    cautions: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Refuse a suggestion nobody could explain.

        Raises:
            ValueError: it has no reason.
        """
        if not self.why:
            raise ValueError(f"The suggestion {self.id} has no reason, so it may not be shown.")


class ReasonLink(EnterButton):
    """One reason with a tick; pressing it goes to its check."""

    def __init__(self, theme: Theme, why: Why, icon: str = "check") -> None:
        super().__init__()
        self._theme, self._why, self._icon = theme, why, icon
        self.setAccessibleName(why.words)
        self.setEnabled(bool(why.item))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus if why.item else Qt.FocusPolicy.NoFocus)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        if why.item:
            self.setCursor(Qt.CursorShape.PointingHandCursor)
            self.setToolTip("Go to the check")
        theme.changed.connect(self.updateGeometry)

    @property
    def why(self) -> Why:
        """What it says, and the check it leads to."""
        return self._why

    def sizeHint(self) -> QSize:
        """One line."""
        return QSize(self._theme.px(160), self._least())

    def _least(self) -> int:
        return self._theme.either(24, 44)

    def hasHeightForWidth(self) -> bool:
        """Reasons wrap."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Room for the wrapped words."""
        return max(self._least(), round(self._words_height(width)) + self._theme.px(5))

    def _words_height(self, width: int) -> float:
        room = QRectF(0, 0, max(width - self._theme.px(26), 40), 2000)
        metrics = QFontMetricsF(self._theme.font("hint"))
        return metrics.boundingRect(room, int(Qt.TextFlag.TextWordWrap), self._why.words).height()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the tick and the words."""
        theme = self._theme
        with painting(self) as painter:
            line = QFontMetricsF(theme.font("hint")).height()
            top = max((self.height() - self._words_height(self.width())) / 2, 0)
            tone = "primary" if self._icon == "check" else "text2"
            picture(painter, theme.pixmap(self._icon, tone, 14), 0, top + line / 2)
            room = QRectF(self.rect()).adjusted(theme.px(21), 0, -theme.px(3), 0)
            is_hot = self.underMouse() and self.isEnabled()
            words(painter, room, self._why.words, theme.font("hint"), theme.colour("primary" if is_hot else "text"))
            if self.hasFocus():
                focus_ring(painter, QRectF(self.rect()), theme.px(4), theme)


class _Head(EnterButton):
    """The line of a card that folds it."""

    def __init__(self, theme: Theme, suggestion: SuggestionWords, room: int) -> None:
        super().__init__()
        self._theme = theme
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self.setAccessibleName(f"{suggestion.name}, {suggestion.chip}")
        self.arrow = IconLabel(theme, "chevron-right", "text3", 16)
        layout = self._grid = QGridLayout(self)
        layout.setContentsMargins(10, 7, 8, 7)
        layout.setHorizontalSpacing(8)
        layout.setVerticalSpacing(4)
        layout.setColumnStretch(1, 1)
        layout.addWidget(IconLabel(theme, GROUP_ICONS.get(suggestion.group, "clipboard-list"), "primary", 18), 0, 0)
        layout.addWidget(Text(suggestion.name, "strong", wrap=True), 0, 1)
        self._chip = StatusChip(theme, suggestion.chip, tone=suggestion.chip_tone)
        self._name, self._room = suggestion.name, room
        self._is_under: bool | None = None
        self._place_chip()
        layout.addWidget(self.arrow, 0, 3)
        for label in self.findChildren(QWidget):
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def _place_chip(self) -> None:
        """Beside the name, or under it where both do not fit."""
        theme, room = self._theme, self._room
        if self._is_under is not None:  # it has been given a width
            room = min(room, self.width() - theme.px(34) - _AROUND_NAME)
        is_under = width_of(self._name, theme.font("strong")) + self._chip.sizeHint().width() > room
        if is_under is self._is_under:
            return
        self._is_under = is_under
        if is_under:
            self._grid.addWidget(self._chip, 1, 1, Qt.AlignmentFlag.AlignLeft)
        else:
            self._grid.addWidget(self._chip, 0, 2)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Narrower or wider: the chip may move."""
        super().resizeEvent(event)
        self._place_chip()

    def sizeHint(self) -> QSize:
        """What its parts need."""
        layout = self.layout()
        return layout.sizeHint() if layout is not None else super().sizeHint()

    def minimumSizeHint(self) -> QSize:
        """The name wraps before the chip is cut off."""
        layout = self.layout()
        return layout.minimumSize() if layout is not None else super().minimumSizeHint()

    def hasHeightForWidth(self) -> bool:
        """A long name wraps."""
        return True

    def heightForWidth(self, width: int) -> int:
        """What its parts need at a width."""
        layout = self.layout()
        return layout.heightForWidth(width) if layout is not None else 36

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the focus mark; the parts draw themselves."""
        if self.hasFocus():
            with painting(self) as painter:
                focus_ring(painter, QRectF(self.rect()), self._theme.px(8), self._theme)


class SuggestionCard(QFrame):
    """A test to consider: why, against, not known, would change if. Folds; `add_below` takes Accept and Decline.

    `room` is what name and chip may take side by side, where that is not as in the panel.
    """

    finding_opened = Signal(str)  # the item of a reason
    toggled = Signal(bool)

    def __init__(self, theme: Theme, suggestion: SuggestionWords, *, is_open: bool = False, room: int = 0) -> None:
        super().__init__()
        assert suggestion.why, "a suggestion without a reason is never shown"
        self._theme, self.suggestion = theme, suggestion
        self.setProperty("frame", "list")
        self.head = _Head(theme, suggestion, room or theme.px(_ROOM_BESIDE))
        self.body = QWidget()
        self._is_filled = False
        self._column = QVBoxLayout(self.body)
        self._column.setContentsMargins(12, 0, 12, 10)
        theme.measure(self, lambda: self._column.setSpacing(8 if theme.is_touch else 2))
        self._whole = QVBoxLayout(self)
        self._whole.setContentsMargins(1, 1, 1, 1)
        self._whole.setSpacing(0)
        self._whole.addWidget(self.head)
        self._whole.addWidget(self.body)
        self.head.toggled.connect(self._on_toggled)
        self.head.setChecked(is_open)
        self.body.setVisible(is_open)
        self._say()

    def renew(self, suggestion: SuggestionWords) -> bool:
        """Show what changed about the same test; False when the line of the card changed too: make a new card."""
        before, self.suggestion = self.suggestion, suggestion
        if (before.name, before.group, before.chip, before.chip_tone) != (
            suggestion.name, suggestion.group, suggestion.chip, suggestion.chip_tone,
        ):  # fmt: skip
            return False
        if self._is_filled:
            self._empty()
            if self.head.isChecked():
                self._fill()
        self._say()
        return True

    def add_below(self, widget: QWidget) -> None:
        """Put a line under the reasons, such as Accept and Decline."""
        self._fill()
        self._column.addSpacing(6)
        self._column.addWidget(widget)

    def set_folds(self, *, folds: bool) -> None:
        """Keep the card open for good, as on Review."""
        self.head.setChecked(True)
        self.head.setFocusPolicy(Qt.FocusPolicy.StrongFocus if folds else Qt.FocusPolicy.NoFocus)
        self.head.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents, not folds)
        self.head.arrow.setVisible(folds)

    def _say(self) -> None:
        self.setAccessibleName(self.suggestion.name)
        self.setAccessibleDescription("Why: " + "; ".join(why.words for why in self.suggestion.why))

    def _empty(self) -> None:
        """An empty body in place of the one shown, with the same fold."""
        old, self.body = self.body, QWidget(self)
        self._column = QVBoxLayout(self.body)
        self._column.setContentsMargins(12, 0, 12, 10)
        self._column.setSpacing(2)
        self._whole.replaceWidget(old, self.body)
        self.body.setVisible(self.head.isChecked())
        old.hide()
        old.deleteLater()
        self._is_filled = False

    def _fill(self) -> None:
        """Make the reasons, when they are first seen: most cards stay folded, and the panel follows every answer."""
        if self._is_filled:
            return
        self._is_filled = True
        suggestion = self.suggestion
        self.heading = Text("", "group")
        self._column.addWidget(self.heading)
        self._links = [ReasonLink(self._theme, why) for why in suggestion.why]
        for link, why in zip(self._links, suggestion.why, strict=True):
            link.clicked.connect(lambda _checked=False, why=why: self.finding_opened.emit(why.item))
            self._column.addWidget(link)
        self._more = Button(self._theme, "").in_size(Size.SMALL)
        self._more.clicked.connect(lambda: self._show_reasons(len(suggestion.why)))
        self._column.addWidget(self._more, 0, Qt.AlignmentFlag.AlignLeft)
        for head, icon, text in (
            ("Against", "minus", "; ".join(suggestion.against)),
            ("Not known", "circle-question-mark", "; ".join(suggestion.not_known)),
            ("Would change if", "git-compare", suggestion.would_change),
            ("Care", "triangle-alert", " ".join(suggestion.cautions)),
        ):
            if text:
                self._column.addLayout(self._line(icon, f"{head}: {text}"))
        self._show_reasons(SHOWN_REASONS)

    def _show_reasons(self, most: int) -> None:
        total = len(self._links)
        for number, link in enumerate(self._links):
            link.setVisible(number < most)
        shown = min(most, total)
        self.heading.setText("Why" if shown == total else f"Why: {shown} of {total} findings shown")
        self._more.setText(f"Show all {total}")
        self._more.setVisible(shown < total)

    def _line(self, icon: str, text: str) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(6)
        line.setContentsMargins(0, 3, 0, 0)
        line.addWidget(IconLabel(self._theme, icon, "text2", 14), 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(Text(text, "small", wrap=True), 1)
        return line

    def _on_toggled(self, is_open: bool) -> None:  # noqa: FBT001  Qt's own slot
        if is_open:
            self._fill()
        self.body.setVisible(is_open)
        self.head.arrow.set_icon("chevron-down" if is_open else "chevron-right", "text3")
        self.toggled.emit(is_open)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A press on the card does not reach what lies behind it."""
        event.accept()


class NextCheckCard(QFrame):
    """The next most useful check: what, where and how long, what each answer would do. `opened(item)`."""

    opened = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("frame", "info")
        self._item = ""
        self.title = Text("", "strong", wrap=True)
        self.where = Text("", "small", wrap=True)
        self.outcomes = Text("", "body", wrap=True)
        self.button = Button(theme, "Go", key="G")
        self.button.clicked.connect(lambda: self.opened.emit(self._item))
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 10)
        column.setSpacing(3)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(IconLabel(theme, "route", "info", 16))
        head.addWidget(Text("Next most useful check", "group", tone="info"), 1)
        column.addLayout(head)
        middle = QHBoxLayout()
        names = QVBoxLayout()
        names.setSpacing(1)
        names.addWidget(self.title)
        names.addWidget(self.where)
        middle.addLayout(names, 1)
        middle.addWidget(self.button)
        column.addLayout(middle)
        column.addWidget(self.outcomes)
        self.show_none()

    def show_check(self, item: str, title: str, where: str, outcomes: str) -> None:
        """Show a check, such as ("rl_patellar", "Patellar reflex, both sides", "Rear legs · 1 minute", "2–4: ...")."""
        self._item = item
        self._show(title, where, outcomes)
        self.button.setVisible(True)

    def show_none(self) -> None:
        """Say that nothing open would matter."""
        self._item = ""
        self._show("No open check would change this much.", "", "")
        self.button.setVisible(False)

    def _show(self, title: str, where: str, outcomes: str) -> None:
        for label, text in ((self.title, title), (self.where, where), (self.outcomes, outcomes)):
            label.setText(text)
            label.setVisible(bool(text))
        self.setAccessibleName(f"Next most useful check: {title}")
        self.setAccessibleDescription(f"{where}. {outcomes}".strip(". "))
