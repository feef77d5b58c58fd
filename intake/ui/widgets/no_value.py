"""Not examined, or tried and could not: asking for the reason, and showing it."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from intake.domain.cases import Missing, NoValue, WhyMissing
from intake.reasoning.words import WHY_WORDS
from intake.ui.theme import Theme
from intake.ui.widgets.buttons import Button, RowButton, Size, Variant
from intake.ui.widgets.drawing import RING, Outline, box, painting, picture, words
from intake.ui.widgets.popover import Popover
from intake.ui.widgets.states import LOOKS, OF_MISSING, no_value_words
from intake.ui.widgets.text import Text

_REASONS = tuple(WhyMissing)


class NoValuePopover(Popover):
    """Two heads and nine reasons; a digit picks one, X changes the head. `chosen(NoValue)`."""

    chosen = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "No value")
        self._kind = Missing.NOT_DONE
        self.title = Text("", "strong", wrap=True)
        self.column.addWidget(self.title)
        self._heads = {kind: self._make_head(kind) for kind in Missing}
        heads = QHBoxLayout()
        heads.setSpacing(6)
        for head in self._heads.values():
            heads.addWidget(head)
        self.column.addLayout(heads)
        self._list = QVBoxLayout()
        self._list.setSpacing(1)
        self.column.addLayout(self._list)
        self.reasons = [self._make_reason(number, reason) for number, reason in enumerate(_REASONS, 1)]
        self.other = QLineEdit()
        self.other.setPlaceholderText("Which reason? Enter keeps it")
        self.other.setAccessibleName("Which other reason")
        self.other.returnPressed.connect(self._on_other)
        self.column.addWidget(self.other)
        theme.measure(self, lambda: self.setMinimumWidth(theme.px(330)))

    def ask(self, anchor: QWidget, about: str, *, was_possible: bool = True) -> None:
        """Open beside a row or a button; `about` names the check. What is shut was never tried."""
        self.title.setText(about)
        self.other.clear()
        self.other.hide()
        self._heads[Missing.UNABLE].setEnabled(was_possible)
        self._choose_head(Missing.NOT_DONE)
        self.open_beside(anchor, focus=self.reasons[0])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Digits pick a reason, X changes the head, arrows move."""
        number = event.key() - Qt.Key.Key_1
        if 0 <= number < len(_REASONS) and not self.other.hasFocus():
            self._on_reason(_REASONS[number])
        elif event.key() == Qt.Key.Key_X:
            self._choose_head(Missing.UNABLE if self._kind is Missing.NOT_DONE else Missing.NOT_DONE)
        elif event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.focusNextPrevChild(event.key() == Qt.Key.Key_Down)
        else:
            super().keyPressEvent(event)

    def _make_head(self, kind: Missing) -> Button:
        look = LOOKS[OF_MISSING[kind]]
        head = Button(self._theme, look.words, icon=look.icon, key="X").in_size(Size.SMALL).with_tone("notex")
        head.setCheckable(True)
        head.clicked.connect(lambda: self._choose_head(kind))
        return head

    def _make_reason(self, number: int, reason: WhyMissing) -> Button:
        words_shown = WHY_WORDS[reason].capitalize() + ("…" if reason is WhyMissing.OTHER else "")
        button = Button(self._theme, words_shown, variant=Variant.QUIET, key=str(number))
        button = button.in_size(Size.SMALL).with_words_left()
        button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        button.clicked.connect(lambda: self._on_reason(reason))
        self._list.addWidget(button)
        return button

    def _choose_head(self, kind: Missing) -> None:
        if not self._heads[kind].isEnabled():
            return
        self._kind = kind
        for each, head in self._heads.items():
            head.setChecked(each is kind)
        self.setAccessibleDescription(LOOKS[OF_MISSING[kind]].words)

    def _on_reason(self, reason: WhyMissing) -> None:
        if reason is WhyMissing.OTHER:
            self.other.show()
            self.adjustSize()
            self.other.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self._answer(NoValue(self._kind, reason))

    def _on_other(self) -> None:
        text = self.other.text().strip()
        if text:
            self._answer(NoValue(self._kind, WhyMissing.OTHER, text))

    def _answer(self, missing: NoValue) -> None:
        self.close_up()
        self.chosen.emit(missing)


class NoValueStrip(QFrame):
    """The dashed violet field that stands where the answers were; its button clears it."""

    cleared = Signal()

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._icon, self._words = "circle-slash", ""
        self.clear_button = RowButton(theme, "x", f"Clear: {name}")
        self.clear_button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.clear_button.clicked.connect(self.cleared)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, RING, RING + 2, RING)
        layout.addStretch(1)
        layout.addWidget(self.clear_button)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self.setAccessibleName(name)
        theme.changed.connect(self.updateGeometry)
        theme.changed.connect(self.update)

    def set_value(self, missing: NoValue, by: str = "") -> None:
        """Show the kind, the reason, and who said it when (such as "PE 10:33")."""
        self._icon = LOOKS[OF_MISSING[missing.kind]].icon
        self._words = no_value_words(missing) + (f" · {by}" if by else "")
        self.setAccessibleDescription(self._words)
        self.update()

    def text(self) -> str:
        """The words shown."""
        return self._words

    def sizeHint(self) -> QSize:
        """As high as the answers it stands for."""
        return QSize(self._theme.px(200), self._theme.metric("answer") + 2 * RING)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the dashed field."""
        theme = self._theme
        with painting(self) as painter:
            rect = QRectF(self.rect()).adjusted(RING, RING, -RING, -RING)
            edge = Outline(theme.colour("notex_line"), 1.2, dashed=True)
            box(painter, rect, theme.px(8), theme.colour("notex_bg"), edge)
            left = picture(
                painter, theme.pixmap(self._icon, "notex", 15), rect.left() + theme.px(10), rect.center().y()
            )
            room = QRectF(left + theme.px(7), rect.top(), 0, rect.height())
            clear = 0 if self.clear_button.isHidden() else self.clear_button.sizeHint().width()
            room.setRight(rect.right() - clear - 4)
            words(painter, room, self._words, theme.font("answer", 500), theme.colour("notex"))
