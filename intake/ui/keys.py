"""The keys of each screen, and the card that shows them."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from intake.ui.theme import Theme
from intake.ui.widgets.buttons import Button, KeyHints
from intake.ui.widgets.cards import Card
from intake.ui.widgets.text import Text

Keys = tuple[tuple[str, str], ...]
EVERYWHERE: Keys = (
    ("Tab", "next control, with Shift the one before"),
    ("F6", "next part of the screen, with Shift the one before"),
    ("Ctrl N", "new intake"),
    ("Ctrl K", "find a dog, owner, visit, action or check; or record by typing"),
    ("Ctrl L", "lock"),
    ("F1 ?", "these keys"),
)
IN_VISIT: Keys = (
    ("Ctrl 1", "intake"),
    ("Ctrl 2", "exam"),
    ("Ctrl 3", "review"),
    ("Ctrl 4", "sheets"),
    ("Ctrl P", "print: the sheets of the visit"),
    ("Ctrl Z", "take back"),
    ("Ctrl Y", "give again"),
    ("Ctrl M", "photos and video"),
    ("Ctrl V", "paste a photo or film"),
)
TOLD: Keys = (("Alt V", "vet has been told"),)
ON_INTAKE: Keys = (
    ("Alt U", "urgent signs"),
    ("1 – 9", "the answer with that number"),
    ("X", "not examined, or tried and could not"),
    ("Backspace", "clear an answer"),
    ("Ctrl Enter", "new owner, save, or start the exam"),
)
ON_EXAM: Keys = (
    ("↑ ↓", "check before, check after"),
    ("← →", "other side, other limb, one vertebra"),
    ("1 – 9", "the answer with that number; over nine answers a list"),
    ("0 – 4", "a reflex score"),
    ("Space", "tick the answer the mark stands on"),
    ("N", "normal"),
    ("=", "copy the other side"),
    ("X", "not examined; again in the list, tried and could not"),
    ("Shift X", "the same for the rest of the page"),
    ("Backspace", "clear an answer"),
    ("M", "note"),
    ("H", "how-to"),
    ("T", "time it, or tap along"),
    ("R", "rest of region normal"),
    ("G", "next most useful check"),
    ("Enter", "next check without an answer"),
    ("Page Up", "page before"),
    ("Page Down", "next page"),
    ("Alt 1 – 9", "a region by its number"),
    ("Alt S", "shaking seen"),
    ("Alt P", "physical exam"),
    ("F8", "show or hide what this points to"),
    ("Menu", "note, how-to or no value by a menu"),
    ("Esc", "close what is open, leave a field"),
    ("Ctrl Enter", "next page"),
)
ON_REVIEW: Keys = (
    ("↑ ↓", "move among suggestions"),
    ("A", "accept a suggestion (vet)"),
    ("D", "decline a suggestion (vet)"),
    ("Enter", "open the check of a finding"),
    ("Ctrl Enter", "sign, or hand to the vet"),
)
ON_SHEETS: Keys = (("Ctrl Enter", "save as PDF"),)
ON_TODAY: Keys = (
    ("↑ ↓ ← →", "move among cards"),
    ("Enter", "open"),
    ("M", "move to…"),
    ("Alt V", "vet has been told"),
)
ON_PATIENTS: Keys = (
    ("↑ ↓", "move among dogs or visits"),
    ("Enter", "choose a dog, open a visit"),
    ("Esc", "back to where you were"),
)
ON_MEDIA: Keys = (
    ("Space", "play, or stop"),
    (", .", "frame before, next frame"),
    ("[ ]", "slower, faster"),
    ("M", "mark this frame"),
    ("+ - 0", "larger, smaller, whole picture"),
    ("Esc", "back to the step"),
)
OF_PLACE: dict[str, Keys] = {
    "today": ON_TODAY,
    "patients": ON_PATIENTS,
    "intake": IN_VISIT + TOLD + ON_INTAKE,
    "exam": IN_VISIT + TOLD + ON_EXAM,
    "review": IN_VISIT + TOLD + ON_REVIEW,
    "sheets": IN_VISIT + ON_SHEETS,
    "media": IN_VISIT + ON_MEDIA,
}


class KeysHelp(QFrame):
    """Keys in the middle of the window; Esc closes."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._back: QWidget | None = None
        self.setAccessibleName("Keys")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.card = Card("popover", margin=24, gap=12)
        self._keys = QGridLayout()
        self._keys.setHorizontalSpacing(theme.px(18))
        self._keys.setVerticalSpacing(theme.px(4))
        self.close_button = Button(theme, "Close", key="Esc")
        self.close_button.clicked.connect(self.close_up)
        self.card.column.addWidget(Text("Keys", "title"))
        self.card.column.addWidget(self._make_scroll())
        self.card.column.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignRight)
        middle = QHBoxLayout()
        middle.addStretch(1)
        middle.addWidget(self.card)
        middle.addStretch(1)
        column = QVBoxLayout(self)
        column.addStretch(1)
        column.addLayout(middle)
        column.addStretch(1)

    def _make_scroll(self) -> QScrollArea:
        inside = self._inside = QWidget()
        inside.setProperty("surface", "none")
        inside.setLayout(self._keys)
        for words in (1, 3):
            self._keys.setColumnStretch(words, 1)
        scroll = self._scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(inside)
        return scroll

    def _fit(self, parent: QWidget) -> None:
        """As wide and as high as the window lets it; what is more is scrolled to with the arrows."""
        theme = self._theme
        width = min(parent.width() - theme.px(24) * 4, theme.px(1060))
        needed = self._keys.heightForWidth(width) if self._keys.hasHeightForWidth() else self._keys.sizeHint().height()
        self._scroll.setFixedSize(width, min(needed + 4, parent.height() - theme.px(170)))

    def show_for(self, parent: QWidget, place: str) -> None:
        """Open over `parent` with the keys of a place, in a visit those of its step."""
        self._back = parent.window().focusWidget()
        while (taken := self._keys.takeAt(0)) is not None:
            if (old := taken.widget()) is not None:
                old.deleteLater()
        for number, (keys, what) in enumerate(EVERYWHERE + OF_PLACE.get(place, ())):
            line, column = number // 2, number % 2 * 2
            hint = KeyHints(self._theme, ((keys, ""),))
            hint.setFixedWidth(hint.sizeHint().width())
            self._keys.addWidget(hint, line, column)
            self._keys.addWidget(Text(what, "body", wrap=True), line, column + 1)
        self.setParent(parent)
        self.setGeometry(parent.rect())
        self._fit(parent)
        self.show()
        self.raise_()
        self.close_button.setFocus(Qt.FocusReason.PopupFocusReason)

    def close_up(self) -> None:
        """Hide, and give the focus back."""
        self.hide()
        if self._back is not None:
            self._back.setFocus(Qt.FocusReason.PopupFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc and Enter close, arrows scroll; no other key goes on to the page behind."""
        bar = self._scroll.verticalScrollBar()
        steps = {
            Qt.Key.Key_Up: -bar.singleStep(),
            Qt.Key.Key_Down: bar.singleStep(),
            Qt.Key.Key_PageUp: -bar.pageStep(),
            Qt.Key.Key_PageDown: bar.pageStep(),
        }
        bar.setValue(bar.value() + steps.get(Qt.Key(event.key()), 0))
        if event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.close_up()
        event.accept()
