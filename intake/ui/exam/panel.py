"""What this points to: flags, places, the next check, and tests to consider."""

from __future__ import annotations

from collections.abc import Hashable, Set

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from intake.reasoning.words import NOT_EXAMINED, SEDATED, TOO_LITTLE
from intake.ui.accessible.order import TabsAsRead
from intake.ui.exam.change_view import ChangeList
from intake.ui.exam.changed import ChangedWords
from intake.ui.exam.doubt_view import DoubtButton
from intake.ui.exam.findings import NextWords
from intake.ui.exam.keyed import KeyedColumn
from intake.ui.exam.pointing import Pointing
from intake.ui.theme import Theme
from intake.ui.widgets.announce import announce
from intake.ui.widgets.buttons import Button, RowButton, Size, Variant
from intake.ui.widgets.cards import Card, SectionHeader, row
from intake.ui.widgets.chips import StatusChip
from intake.ui.widgets.flag_rows import FoldedFlag
from intake.ui.widgets.flags import DockedFlag, FlagWords
from intake.ui.widgets.places import EvidenceLegend, PlaceRow, PlaceWords
from intake.ui.widgets.suggestions import NextCheckCard, SuggestionCard, SuggestionWords
from intake.ui.widgets.text import IconLabel, Text

NEVER = "An area to look at, never a diagnosis. The vet decides."
NO_NERVES = "The nervous system was not examined."
FIRST_SHOWN = 8
CHANGED_MS = 5000


class PointingPanel(Card):
    """The live panel of the exam; the same order always."""

    item_opened = Signal(str)
    reasoning_asked = Signal()
    doubt_asked = Signal()
    fold_asked = Signal()
    take_back_asked = Signal(str)  # a flag whose "told" was a mistake

    def __init__(self, theme: Theme, *, is_vet: bool) -> None:
        super().__init__("panel", margin=0)
        self._theme = theme
        self._pointing = Pointing()
        self._moved: Set[str] = frozenset()
        self._open_cards: set[str] = set()
        self._shows_all = False
        self._tabs = TabsAsRead(self)
        self._changed_end = QTimer(self, interval=CHANGED_MS, singleShot=True)
        self._changed_end.timeout.connect(self._on_changed_over)
        self.since = ChangeList(theme)  # shown in a recheck
        self._build(is_vet=is_vet)
        self.show_pointing(self._pointing)

    # Showing

    def show_pointing(self, pointing: Pointing) -> None:
        """Show what the record points to now; what is the same stays as it is."""
        self._moved = _moved(self._pointing, pointing)
        self._pointing = pointing
        self.flags.show_values(pointing.docked, self._make_flag)
        self.sedated.setVisible(pointing.is_sedated)
        self.too_little.setVisible(not pointing.enough)
        self.record_next.setText(pointing.record_next)
        self.record_next.setVisible(bool(pointing.record_next))
        self.not_examined.setText(NOT_EXAMINED if pointing.has_nerves else NO_NERVES)
        self.not_examined.setVisible(pointing.says_not_examined)
        self.places.show_values(pointing.places, self._make_place, _place_renewed)
        self.set_aside.show_values(pointing.set_aside, self._make_set_aside)
        self.legend.setVisible(bool(pointing.places))
        self.traps.show_values(pointing.traps, self._make_trap)
        self._show_workup()
        self._tabs.follow()

    def show_next(self, check: NextWords | None) -> None:
        """Show the next most useful check; None says that no open check would matter."""
        self.next_check.show()
        if check is None:
            self.next_check.show_none()
        else:
            self.next_check.show_check(check.item, check.title, check.where, check.outcomes)

    def mark_change(self, words: str) -> None:
        """Say for a while what moved the ranking or raised a flag."""
        self.changed.show_words(f"Changed: {words}")
        self._mark(self._moved)
        self._changed_end.start()
        announce(self.changed)

    def _mark(self, moved: Set[str]) -> None:
        for place in self.places.widgets():
            if isinstance(place, PlaceRow):
                place.mark_changed(is_changed=place.place.id in moved)
        for flag in self.flags.widgets():
            if isinstance(flag, FoldedFlag | DockedFlag):
                flag.edge.setVisible(flag.flag.id in moved)

    # Parts

    def _build(self, *, is_vet: bool) -> None:
        theme = self._theme
        head = self._make_head()
        self.changed = ChangedWords(theme)
        self.sedated = Text(SEDATED, "hint", tone="info", wrap=True)
        self.too_little = self._make_too_little()
        self.not_examined = Text(NOT_EXAMINED, "hint", tone="info", wrap=True)
        self.flags, self.places, self.traps = KeyedColumn(), KeyedColumn(0), KeyedColumn(4)
        self.set_aside = KeyedColumn(2)
        theme.measure(self.places, lambda: self.places.set_gap(theme.either(0, 8)))
        self.legend = EvidenceLegend(theme)
        self.next_check = NextCheckCard(theme)
        self.next_check.opened.connect(self.item_opened)
        self.next_check.hide()  # until it has been worked out
        self.workup = KeyedColumn(6)
        self.nothing = Text("Nothing yet. Tests are suggested by what is recorded.", "hint", wrap=True)
        self.more = Button(theme, "", icon="plus", variant=Variant.QUIET).in_size(Size.SMALL)
        self.more.clicked.connect(self._on_more)
        self.reasoning = Button(theme, "Reasoning", icon="network").in_size(Size.SMALL)
        self.reasoning.setToolTip("The matching patterns by name, for a vet")
        self.reasoning.clicked.connect(self.reasoning_asked)
        self.doubt = DoubtButton(theme)
        self.doubt.clicked.connect(self.doubt_asked)
        column = self._make_column()
        parts = (
            head, Text(NEVER, "small", tone="text2", wrap=True), self.flags, self.since, self.sedated,
            self._make_places_head(), self.too_little, self.places, self.set_aside, self.not_examined, self.legend,
            self.traps,
            self.next_check, Text("Workup to consider", "group"), self.nothing, self.workup,
        )  # fmt: skip
        for part in parts:
            column.addWidget(part)
        column.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)
        for_vet = (self.reasoning, self.doubt)
        column.addLayout(row(*for_vet, 1))
        for button in for_vet:
            button.setVisible(is_vet)
        column.addStretch(1)

    def _make_head(self) -> SectionHeader:
        head = SectionHeader(self._theme, "What this points to", icon="compass")
        head.add(StatusChip(self._theme, "Live", icon="activity", tone="plain"))
        self.close_button = RowButton(self._theme, "x", "Fold this away (F8)")
        self.close_button.clicked.connect(self.fold_asked)
        head.add(self.close_button)
        self.close_button.hide()
        return head

    def _make_column(self) -> QVBoxLayout:
        inside = QWidget()
        inside.setProperty("surface", "none")
        column = QVBoxLayout(inside)
        column.setContentsMargins(16, 14, 16, 16)
        column.setSpacing(8)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(inside)
        self.column.addWidget(scroll)
        return column

    def _make_places_head(self) -> QWidget:
        """What changed stands where nothing has to make room for it: nothing moves under a finger."""
        holder = QWidget()
        line = row(Text("Where in the body", "group"), self.changed)
        line.setStretch(1, 1)
        holder.setLayout(line)
        return holder

    def _make_too_little(self) -> QWidget:
        holder, words = QWidget(), QVBoxLayout()
        self.record_next = Text("", "small", tone="text2", wrap=True)
        words.setSpacing(2)
        words.addWidget(Text(TOO_LITTLE, "strong", wrap=True))
        words.addWidget(self.record_next)
        line = row(IconLabel(self._theme, "hourglass", "text2", 16))
        line.addLayout(words, 1)
        line.setAlignment(Qt.AlignmentFlag.AlignTop)
        holder.setLayout(line)
        return holder

    def _make_set_aside(self, words: Hashable) -> QWidget:
        holder = QWidget()
        icon = IconLabel(self._theme, "minus", "text2", 14)
        line = row(icon, Text(str(words), "small", tone="text2", wrap=True))
        line.setStretch(1, 1)
        line.setAlignment(icon, Qt.AlignmentFlag.AlignTop)
        line.setContentsMargins(self._theme.px(4), 4, 0, 2)
        holder.setLayout(line)
        return holder

    def _make_flag(self, flag: Hashable) -> QWidget:
        assert isinstance(flag, FlagWords)
        if not flag.told:
            return DockedFlag(self._theme, flag)
        folded = FoldedFlag(self._theme, flag)
        folded.take_back_asked.connect(self.take_back_asked)
        return folded

    def _make_place(self, place: Hashable) -> QWidget:
        assert isinstance(place, PlaceWords)
        shown = PlaceRow(self._theme, place)
        shown.finding_opened.connect(self.item_opened)
        return shown

    def _make_trap(self, words: Hashable) -> QWidget:
        holder = QWidget()
        line = row(IconLabel(self._theme, "eye", "abn", 14), Text(str(words), "small", wrap=True))
        line.setStretch(1, 1)
        holder.setLayout(line)
        return holder

    def _make_card(self, words: Hashable) -> QWidget:
        assert isinstance(words, SuggestionWords)
        card = SuggestionCard(self._theme, words, is_open=words.id in self._open_cards)
        card.finding_opened.connect(self.item_opened)
        card.toggled.connect(lambda is_open: self._on_toggled(words.id, is_open=is_open))
        return card

    def _show_workup(self) -> None:
        tests = self._pointing.tests
        if tests and not self._open_cards:
            self._open_cards.add(tests[0].id)
        shown = tests if self._shows_all else tests[:FIRST_SHOWN]
        self.workup.show_values(shown, self._make_card, _renewed)
        self.nothing.setVisible(not tests)
        self.more.setVisible(len(shown) < len(tests))
        self.more.setText(f"{len(tests) - len(shown)} more")

    def _on_toggled(self, test: str, *, is_open: bool) -> None:
        if is_open:
            self._open_cards.add(test)
        else:
            self._open_cards.discard(test)
            self._open_cards.add("")  # somebody folded it: nothing opens by itself any more

    def _on_more(self) -> None:
        self._shows_all = True
        self._show_workup()

    def _on_changed_over(self) -> None:
        self.changed.show_words("")
        self._mark(frozenset())


def _moved(before: Pointing, now: Pointing) -> frozenset[str]:
    """The flags that are new, and the places whose rank is another."""
    flags = {flag.id for flag in now.flags} - {flag.id for flag in before.flags}
    ranks = {place.id: place.rank for place in before.places}
    return frozenset(flags | {place.id for place in now.places if ranks.get(place.id) != place.rank})


def _place_renewed(shown: QWidget, place: Hashable) -> bool:
    assert isinstance(shown, PlaceRow)
    assert isinstance(place, PlaceWords)
    return shown.renew(place)


def _renewed(card: QWidget, words: Hashable) -> bool:
    """A card shows what changed about its test, with its fold and the focus where they were."""
    assert isinstance(card, SuggestionCard)
    assert isinstance(words, SuggestionWords)
    return card.renew(words)
