"""Flags on one line each, where several must leave room for the checks."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout

from intake.ui.theme import Theme
from intake.ui.widgets.announce import announce
from intake.ui.widgets.buttons import Button, Size, Variant
from intake.ui.widgets.cards import row
from intake.ui.widgets.drawing import focus_ring, painting, picture
from intake.ui.widgets.flags import ChangedEdge, DockedFlag, FlagWords
from intake.ui.widgets.pressing import EnterButton
from intake.ui.widgets.text import IconLabel, Text

UNREAD_MS = 600
"""So long after it was shown a button that takes something back is not pressed by mistake."""


class OneLine(QLabel):
    """Words on one line, cut with dots where there is no room; the tooltip has all of them."""

    def __init__(self, theme: Theme, text: str, tone: str) -> None:
        super().__init__()
        self._theme, self._text, self._tone = theme, text, tone
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setToolTip(text)
        self.setAccessibleName(text)
        theme.changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        """One line."""
        return QSize(self._theme.px(160), self._theme.px(22))

    def minimumSizeHint(self) -> QSize:
        """Hardly any width: the words are cut."""
        return QSize(24, self._theme.px(22))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw what fits."""
        font = self._theme.font("strong")
        shown = QFontMetricsF(font).elidedText(self._text, Qt.TextElideMode.ElideRight, self.width())
        with painting(self) as painter:
            painter.setFont(font)
            painter.setPen(self._theme.colour(self._tone))
            painter.drawText(QRectF(self.rect()), int(Qt.AlignmentFlag.AlignVCenter), shown)


class CallNowLine(QFrame):
    """A call-now flag on one line, under the banner of the first one. It cannot be closed, only answered.

    Where it stands alone for several, its message is shown whole.
    """

    told_asked = Signal(str)

    def __init__(self, theme: Theme, flag: FlagWords, *, is_alone: bool = False) -> None:
        super().__init__()
        self.flag = flag
        self.setProperty("frame", "flag")
        self.button = Button(theme, "Vet has been told", icon="bell", variant=Variant.DANGER).in_size(Size.SMALL)
        self.button.setAccessibleName(f"Vet has been told: {flag.message}")
        self.button.clicked.connect(lambda: self.told_asked.emit(flag.id))
        line = QHBoxLayout(self)
        line.setContentsMargins(14, 2, 14, 2)
        line.setSpacing(10)
        line.addWidget(IconLabel(theme, "siren", "flag", 18))
        both = " ".join(part for part in (f"{flag.message}.", flag.first_action) if part)
        whole = Text(flag.message, "strong", tone="flag", wrap=True)
        whole.setToolTip(both)
        line.addWidget(whole if is_alone else OneLine(theme, both, "flag"), 1)
        line.addWidget(self.button)
        self.setAccessibleName(f"{flag.head}: {flag.message}")
        self.setAccessibleDescription(" ".join(part for part in (flag.first_action, flag.for_vet) if part))

    def announce(self) -> None:
        """Have a screen reader say it now."""
        announce(self)


class _FoldHead(EnterButton):
    """The one line of a folded flag."""

    def __init__(self, theme: Theme, flag: FlagWords) -> None:
        super().__init__()
        self._theme, self._flag = theme, flag
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        state = flag.told or "Vet not told yet"
        self.setAccessibleName(f"{flag.head}: {flag.message}")
        self.setAccessibleDescription(f"{state}. Enter shows all of it.")
        self.setToolTip(f"{flag.message}. {state}.")
        theme.changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        """One line."""
        return QSize(self._theme.px(160), self._theme.px(30))

    def minimumSizeHint(self) -> QSize:
        """Hardly any width: the words are cut."""
        return QSize(60, self._theme.px(30))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw icon, message, and whether it opens or folds."""
        theme, is_red = self._theme, self._flag.level == "red"
        tone, font = ("flag" if is_red else "abn"), theme.font("label")
        with painting(self) as painter:
            rect = QRectF(self.rect())
            middle = rect.center().y()
            icon = theme.pixmap("octagon-alert" if is_red else "clock-alert", tone, 16)
            left = picture(painter, icon, theme.px(10), middle) + theme.px(7)
            end = rect.right() - theme.px(24)
            picture(
                painter, theme.pixmap("chevron-down" if self.isChecked() else "chevron-right", tone, 15), end, middle
            )
            room = QRectF(left, 0, end - left - theme.px(4), rect.height())
            painter.setFont(font)
            painter.setPen(theme.colour(tone))
            words = f"{'Told: ' if self._flag.told else ''}{self._flag.message}"
            shown = QFontMetricsF(font).elidedText(words, Qt.TextElideMode.ElideRight, room.width())
            painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter), shown)
            if self.hasFocus():
                focus_ring(painter, rect, theme.px(7), theme)


class FoldedFlag(QFrame):
    """A flag on one line; Enter or a press shows all of it, and there a "told" by mistake can be taken back."""

    take_back_asked = Signal(str)  # the flag's id

    def __init__(self, theme: Theme, flag: FlagWords) -> None:
        super().__init__()
        self._theme, self.flag = theme, flag
        self.setProperty("frame", "flag" if flag.level == "red" else "amber")
        self.head = _FoldHead(theme, flag)
        self.whole: DockedFlag | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(1, 1, 1, 1)
        self._column.setSpacing(0)
        self._column.addWidget(self.head)
        self.take_back = Button(theme, "Take back: not told yet", icon="undo-2", key="Backspace").in_size(Size.SMALL)
        self.take_back.setAccessibleName(f"Take back that the vet was told: {flag.message}")
        self.take_back.setAccessibleDescription("Key Backspace. The call-now banner returns. Ctrl Z undoes it.")
        self.take_back.clicked.connect(lambda: self.take_back_asked.emit(flag.id))
        self.take_back.setParent(self)
        self.edge = ChangedEdge(theme, self)
        self.take_back.hide()
        self.head.toggled.connect(self._on_toggled)
        self.setAccessibleName(self.head.accessibleName())
        self.setAccessibleDescription(f"{flag.first_action} {flag.told or 'Vet not told yet'}.".strip())

    def _on_toggled(self, is_open: bool) -> None:  # noqa: FBT001  Qt's own slot
        if self.whole is None:
            self.whole = DockedFlag(self._theme, self.flag)
            self.whole.setProperty("frame", "")  # this row has the frame
            self._column.addWidget(self.whole)
            line = row(self.take_back, 1)
            line.setContentsMargins(self._theme.px(38), self._theme.px(2), self._theme.px(12), self._theme.px(9))
            self._column.addLayout(line)
        self.whole.setVisible(is_open)
        self.take_back.setVisible(is_open and self.flag.may_take_back)
        self.take_back.setEnabled(False)  # the second press of a double click takes nothing back
        QTimer.singleShot(UNREAD_MS, self.take_back, lambda: self.take_back.setEnabled(True))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Backspace takes back, once all of it is shown."""
        if event.key() == Qt.Key.Key_Backspace and self.take_back.isVisible():
            self.take_back.click()
        else:
            super().keyPressEvent(event)
