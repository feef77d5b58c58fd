"""Under the header of a visit: what is copied, what is offered, what was refused."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from intake.ui.clock import time_of
from intake.ui.media.phone_folder import Found
from intake.ui.media.words import size_words
from intake.ui.theme import Theme
from intake.ui.widgets.announce import announce
from intake.ui.widgets.buttons import Button, Size
from intake.ui.widgets.strips import InlineError
from intake.ui.widgets.text import IconLabel, Text

_PARTS = 1_000


class _Line(QFrame):
    """One line with an icon, words, and what stands at its end."""

    def __init__(self, theme: Theme, icon: str, *ends: QWidget) -> None:
        super().__init__()
        self.setProperty("frame", "info")
        self.words = Text("", "body", wrap=True).in_figures()
        line = QHBoxLayout(self)
        line.setContentsMargins(12, 6, 10, 6)
        line.setSpacing(10)
        line.addWidget(IconLabel(theme, icon, "info", 18))
        line.addWidget(self.words, 1)
        for end in ends:
            line.addWidget(end)
        self.hide()


class CopyLine(_Line):
    """How far a copy is; `stopped` when it is no longer wanted."""

    stopped = Signal()

    def __init__(self, theme: Theme) -> None:
        self.bar = QProgressBar()
        self.bar.setRange(0, _PARTS)
        self.bar.setTextVisible(False)
        self.bar.setFixedWidth(theme.px(160))
        self.bar.setAccessibleName("Copied so far")
        self.button = Button(theme, "Stop", icon="x").in_size(Size.SMALL)
        super().__init__(theme, "hard-drive", self.bar, self.button)
        self.button.clicked.connect(self.stopped)

    def show_progress(self, name: str, done: float, of: float) -> None:
        """Such as "Copying IMG_0042.mov: 1.2 GB of 3.4 GB"."""
        words = f"Copying {name}: {size_words(done)} of {size_words(of)}"
        self.words.setText(words)
        self.bar.setValue(round(done / of * _PARTS))
        if self.isHidden():
            self.setAccessibleName(words)
            self.show()
            announce(self)


class OfferLine(_Line):
    """A new file from the clinic's phone. `taken(Found)` adds it, `refused(Found)` puts it aside."""

    taken = Signal(object)
    refused = Signal(object)

    def __init__(self, theme: Theme, zone: str) -> None:
        self.add = Button(theme, "Add", icon="plus").in_size(Size.SMALL)
        self.aside = Button(theme, "Not this one").in_size(Size.SMALL)
        super().__init__(theme, "phone", self.add, self.aside)
        self._zone = zone
        self.found: Found | None = None
        self.add.clicked.connect(lambda: self.taken.emit(self.found))
        self.aside.clicked.connect(lambda: self.refused.emit(self.found))

    def show_offer(self, found: Found | None, more: int, dog: str) -> None:
        """Such as "IMG_0042.mov from 10:31. Add to Maple?"; nothing hides it."""
        is_new = found != self.found
        self.found = found
        self.setVisible(found is not None)
        if found is None:
            return
        rest = f" {more} more {'waits' if more == 1 else 'wait'}." if more else ""
        words = f"{found.path.name} from {time_of(found.changed_at, self._zone)}. Add to {dog or 'this visit'}?{rest}"
        self.words.setText(words)
        self.setAccessibleName(words)
        self.add.setAccessibleName(f"Add {found.path.name} to {dog or 'this visit'}")
        self.aside.setAccessibleName(f"Do not add {found.path.name}")
        if is_new:
            announce(self)


class MediaStrips(QWidget):
    """All of them under each other, and no room taken when there is nothing to say."""

    def __init__(self, theme: Theme, zone: str) -> None:
        super().__init__()
        self.copying, self.offer, self.refusal = CopyLine(theme), OfferLine(theme, zone), InlineError(theme)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        for strip in (self.copying, self.offer, self.refusal):
            column.addWidget(strip)
        self.refusal.acted.connect(self.refusal.hide)
