"""The middle of Review: a card per suggestion, and tests of the vet's own."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from intake.app.review import Choice
from intake.domain.decisions import Decision, Verdict
from intake.ui.exam.doubt_view import DoubtButton
from intake.ui.exam.keyed import KeyedColumn
from intake.ui.review.decision_card import DecisionCard
from intake.ui.review.fitted import beside
from intake.ui.theme import Theme
from intake.ui.widgets.buttons import Button, Size, Variant
from intake.ui.widgets.cards import Card, EmptyState, SectionHeader, row
from intake.ui.widgets.chips import StatusChip
from intake.ui.widgets.suggestions import SuggestionWords
from intake.ui.widgets.text import Text

FIRST_SHOWN = 8


@dataclass(frozen=True, slots=True)
class OwnTest:
    """A decision on something that is not suggested now, or a test the vet added."""

    key: str
    name: str
    words: str
    reason: str
    is_added: bool
    is_signed: bool  # a signed exam's decisions stay as they are


@dataclass(frozen=True, slots=True)
class WorkupStand:
    """The suggestions with what was decided on them."""

    tests: tuple[SuggestionWords, ...]
    decisions: Mapping[str, Decision]
    words: Mapping[str, str]  # test -> "Accepted by CS"
    own: tuple[OwnTest, ...]
    is_read_only: bool


class WorkupPane(QFrame):
    """Cards that change only where something differs; `decided(test, verdict, reason)`."""

    decided = Signal(str, str, str)
    finding_opened = Signal(str)
    doubt_asked = Signal()

    def __init__(self, theme: Theme, *, may_decide: bool) -> None:
        super().__init__()
        self._theme, self._may_decide = theme, may_decide
        self._stand: WorkupStand | None = None
        self._shows_all = False
        hint = "You decide. Each choice is kept." if may_decide else "The vet decides."
        self.cards, self.own = KeyedColumn(8), KeyedColumn(6)
        self.nothing = EmptyState(theme, "clipboard-list", "No test is called for by what is recorded.")
        self.more = Button(theme, "", icon="plus", variant=Variant.QUIET).in_size(Size.SMALL)
        self.more.clicked.connect(self._on_more)
        self.add = Button(theme, "Add a test of your own", icon="plus", variant=Variant.QUIET)
        self.add.clicked.connect(self._on_add)
        self.field = QLineEdit()
        self.field.setPlaceholderText("Name of the test, then Enter")
        self.field.setAccessibleName("Name of the test to add")
        self.field.returnPressed.connect(self._on_named)
        self.doubt = DoubtButton(theme)
        self.doubt.clicked.connect(self.doubt_asked)
        # Nothing is said before it is known.
        for part in (self.nothing, self.more, self.add, self.doubt, self.field):
            part.hide()
        self.message = Text("", "hint", tone="flag", wrap=True)
        self.message.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self.header = SectionHeader(theme, "Suggested workup", icon="clipboard-list", hint=hint)
        column.addWidget(self.header)
        column.addWidget(self._make_scroll(), 1)
        column.addWidget(self.doubt, 0, Qt.AlignmentFlag.AlignLeft)
        self.setAccessibleName("Suggested workup")

    def show_stand(self, stand: WorkupStand) -> None:
        """Show the suggestions and what was decided."""
        self._stand = stand
        shown = (
            stand.tests
            if self._shows_all
            else tuple(
                test for place, test in enumerate(stand.tests) if place < FIRST_SHOWN or test.id in stand.decisions
            )
        )
        self.cards.show_values(shown, self._make_card)
        for card in self._cards():
            decision = stand.decisions.get(card.words.id)
            card.show_decision(decision, stand.words.get(card.words.id, ""), is_read_only=stand.is_read_only)
        self.own.show_values(stand.own, self._make_own)
        self.nothing.setVisible(not stand.tests)
        self.more.setVisible(len(shown) < len(stand.tests))
        self.more.setText(f"{len(stand.tests) - len(shown)} more")
        self.add.setVisible(self._may_decide and not stand.is_read_only)
        self.doubt.setVisible(self._may_decide and bool(stand.tests))
        self.field.setVisible(self.field.isVisible() and not stand.is_read_only)
        self.message.hide()

    def clear(self) -> None:
        """Another visit."""
        self._shows_all = False
        self.field.hide()
        self.field.clear()

    def refuse(self, choice: Choice, why: str) -> None:
        """Say why a decision was not kept: at its card, or under the tests of the vet's own."""
        cards = [card for card in self._cards() if card.words.id == choice.workup]
        for card in cards:
            card.line.refuse(why)
        self.message.setText("" if cards else why)
        self.message.setVisible(not cards)
        if choice.verdict is Verdict.ADDED and self.add.isVisible():
            self._on_add()
            self.field.setText(choice.workup)

    def focus_card(self, test: str) -> None:
        """Walk to a card."""
        for card in self._cards():
            if card.words.id == test:
                card.setFocus(Qt.FocusReason.TabFocusReason)
                self._scroll.ensureWidgetVisible(card)

    # Parts

    def _cards(self) -> Sequence[DecisionCard]:
        return [card for card in self.cards.widgets() if isinstance(card, DecisionCard)]

    def _make_scroll(self) -> QScrollArea:
        inside = QWidget()
        inside.setProperty("surface", "none")
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 6, 0)
        column.setSpacing(8)
        for part in (self.nothing, self.cards, self.own):
            column.addWidget(part)
        column.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.field)
        column.addWidget(self.message)
        column.addStretch(1)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setWidget(inside)
        return self._scroll

    def _make_card(self, words: Hashable) -> QWidget:
        assert isinstance(words, SuggestionWords)
        card = DecisionCard(self._theme, words, may_decide=self._may_decide)
        card.decided.connect(self.decided)
        card.finding_opened.connect(self.finding_opened)
        card.moved.connect(lambda step: self._move(card, step))
        return card

    def _make_own(self, own: Hashable) -> QWidget:
        assert isinstance(own, OwnTest)
        card = Card("list", margin=10, gap=6)
        icon = "circle-check" if own.is_added else "circle-x"
        chip = StatusChip(self._theme, own.words, icon=icon, tone="normal" if own.is_added else "plain")
        name = Text(own.name, "strong", wrap=True)
        undo = Button(self._theme, "Undo", icon="undo-2", variant=Variant.QUIET).in_size(Size.SMALL)
        undo.setAccessibleName(f"Undo the decision on {own.name}")
        undo.clicked.connect(lambda: self.decided.emit(own.key, Verdict.REOPENED.value, ""))
        card.column.addWidget(name)
        line = row(1)
        stands = beside(self._theme, chip, undo)
        stands.setAlignment(undo, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        line.insertLayout(0, stands)
        card.column.addLayout(line)
        if not self._may_decide or own.is_signed:
            undo.hide()
        if own.reason:
            card.column.addWidget(Text(f"Reason: {own.reason}", "hint", tone="text2", wrap=True))
        card.setAccessibleName(", ".join(part for part in (own.name, own.words, own.reason) if part))
        return card

    def _move(self, card: DecisionCard, step: int) -> None:
        cards = list(self._cards())
        place = cards.index(card) + step
        if 0 <= place < len(cards):
            self.focus_card(cards[place].words.id)

    def _on_more(self) -> None:
        self._shows_all = True
        if self._stand is not None:
            self.show_stand(self._stand)

    def _on_add(self) -> None:
        self.field.show()
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_named(self) -> None:
        if name := self.field.text().strip():
            self.field.clear()
            self.field.hide()
            self.decided.emit(name, Verdict.ADDED.value, "")
