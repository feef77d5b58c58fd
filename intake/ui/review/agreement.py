"""How far two examiners agree on one dog, check by check."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem

from intake.app.second_exam import Agreement, Compared, Pair
from intake.knowledge.model import Item
from intake.reasoning.words import SITE_WORDS
from intake.ui.accessible.chosen import ChosenRows
from intake.ui.exam.change_view import answer_words
from intake.ui.theme import Theme
from intake.ui.widgets.buttons import Button, Size
from intake.ui.widgets.cards import row
from intake.ui.widgets.popover import Popover
from intake.ui.widgets.text import Text

ONE_DOG = "One dog only: this counts answers, and says nothing of how far two examiners agree in general."
HEADS = {
    Agreement.DIFFERS: "Differ",
    Agreement.SAME: "Same",
    Agreement.MEASURED: "Numbers and words, not counted",
    Agreement.ONE_ONLY: "Only one of them got a value, not counted",
}
_ICONS = {
    Agreement.DIFFERS: "git-compare",
    Agreement.SAME: "check",
    Agreement.MEASURED: "info",
    Agreement.ONE_ONLY: "circle-question-mark",
}
_ITEM = Qt.ItemDataRole.UserRole


def in_short(compared: Compared) -> str:
    """Such as "Two examiners agree in 12 of 15 answers of this dog"."""
    if not compared.counted:
        return "Two examiners: no check has an answer by both"
    return f"Two examiners agree in {compared.agreed} of {compared.counted} answers of this dog"


def pair_words(pair: Pair, items: Mapping[str, Item]) -> str:
    """Such as "Paw placement, left hind: delayed / absent"."""
    item = items[pair.item]
    side = f", {SITE_WORDS[pair.site]}" if pair.site else ""
    first, second = answer_words(item, pair.first), answer_words(item, pair.second)
    same = first if pair.how is Agreement.SAME else f"{first} / {second}"
    return f"{item.short_label}{side}: {same}"


class AgreementList(Popover):
    """Differing checks first, by region; each opens in the first exam or in the second. `opened(ordinal, item)`."""

    opened = Signal(int, str)

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "Two examiners", stays_open=True)
        self._compared: Compared | None = None
        self.head = Text("", "heading", wrap=True)
        self.list = QListWidget()
        self.list.setAccessibleName("First examiner / second examiner")
        self.list.setMinimumHeight(theme.px(320))
        self.list.setWordWrap(True)
        self.in_first = Button(theme, "Open in the first exam", icon="file-text").in_size(Size.SMALL)
        self.in_second = Button(theme, "Open in the second exam", icon="file-text").in_size(Size.SMALL)
        self.close_button = Button(theme, "Close", key="Esc").in_size(Size.SMALL)
        self.column.addWidget(self.head)
        self.column.addWidget(Text(ONE_DOG, "hint", wrap=True))
        self.column.addWidget(self.list)
        self.column.addLayout(row(self.in_first, self.in_second, 1, self.close_button))
        self.setMinimumWidth(theme.px(560))
        self.in_first.clicked.connect(lambda: self._open(is_first=True))
        self.in_second.clicked.connect(lambda: self._open(is_first=False))
        self.close_button.clicked.connect(self.close_up)
        self.list.itemActivated.connect(lambda _: self._open(is_first=True))
        ChosenRows(self.list, lambda _: self._open(is_first=True))

    def show_compared(self, compared: Compared, items: Mapping[str, Item], pages: Mapping[str, str]) -> None:
        """List what both found."""
        self._compared = compared
        self.head.setText(f"{in_short(compared)}.")
        self.list.clear()
        for how, head in HEADS.items():
            pairs = compared.of(how)
            if pairs:
                self._add_head(f"{head} ({len(pairs)})")
                for words, pair in _by_region(pairs, items, pages):
                    self._add(words, how, pair)
        rows = [place for place in range(self.list.count()) if self.list.item(place).data(_ITEM)]
        self.list.setCurrentRow(rows[0] if rows else -1)
        for button in (self.in_first, self.in_second):
            button.setEnabled(bool(rows))

    def _add_head(self, words: str) -> None:
        head = QListWidgetItem(words)
        head.setFlags(Qt.ItemFlag.NoItemFlags)
        font = head.font()
        font.setBold(True)
        head.setFont(font)
        self.list.addItem(head)

    def _add(self, words: str, how: Agreement, pair: Pair) -> None:
        made = QListWidgetItem(self._theme.icon(_ICONS[how], "text2", 15), words)
        made.setData(_ITEM, pair.item)
        self.list.addItem(made)

    def _open(self, *, is_first: bool) -> None:
        chosen, compared = self.list.currentItem(), self._compared
        if compared is None or self.list.currentRow() < 0 or not chosen.data(_ITEM):
            return
        exam = compared.first if is_first else compared.second
        self.close_up()
        self.opened.emit(exam.ordinal, str(chosen.data(_ITEM)))


def _by_region(
    pairs: Sequence[Pair], items: Mapping[str, Item], pages: Mapping[str, str]
) -> Iterator[tuple[str, Pair]]:
    for pair in pairs:
        yield f"{pages.get(pair.region, '')} · {pair_words(pair, items)}", pair
