"""The matching patterns by name, for a signed-in vet only."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from intake.reasoning.assessment import Assessment, MatchedPattern
from intake.reasoning.words import FIT_WORDS
from intake.ui.exam.findings import Speaker
from intake.ui.exam.keyed import empty
from intake.ui.theme import Theme
from intake.ui.widgets.buttons import Button, Size, Variant
from intake.ui.widgets.cards import Card, line, row
from intake.ui.widgets.chips import StatusChip, Tone
from intake.ui.widgets.popover import Popover
from intake.ui.widgets.text import IconLabel, Text

DECIDES = "For the vet's decision. None of this is printed or shown to anybody else."
NOTHING = "No pattern fits what is recorded."
ONLY_WEAK = "No pattern fits well."
_FIT_TONES: dict[str, Tone] = {"strong": "primary", "good": "primary", "possible": "plain", "weak": "plain"}
_MOST_SOURCES = 8


class ReasoningView(Popover):
    """Patterns with what speaks for and against them, what is missing, and the sources."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "Reasoning", stays_open=True)
        close = Button(theme, "Close", key="Esc").in_size(Size.SMALL)
        close.clicked.connect(self.close_up)
        title = row(IconLabel(theme, "network", "primary", 20), Text("Reasoning", "heading"), 1, close)
        inside = QWidget()
        inside.setProperty("surface", "none")
        self._body = QVBoxLayout(inside)
        self._body.setContentsMargins(0, 0, 10, 0)
        self._body.setSpacing(8)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setAccessibleName("Patterns")
        self._scroll.setWidget(inside)
        self.column.addLayout(title)
        self.column.addWidget(Text(DECIDES, "hint", wrap=True))
        self.column.addWidget(self._scroll)

    def show_reasoning(self, anchor: QWidget, assessment: Assessment, speaker: Speaker) -> None:
        """Open beside a button with the patterns of an assessment."""
        empty(self._body)
        for flag in assessment.red_flags:
            self._body.addWidget(Text(f"Flag: {flag.message_vet}", "body", wrap=True))
        if assessment.red_flags:
            self._body.addWidget(line())
        self._show_patterns(assessment.patterns, speaker)
        self._body.addStretch(1)
        self._scroll.verticalScrollBar().setValue(0)
        self.open_beside(anchor, focus=self._scroll)
        window = anchor.window()
        edge = self._theme.px(24)
        width = min(self._theme.px(620), window.width() - 2 * edge)
        self.setGeometry(window.width() - width - edge, 3 * edge, width, window.height() - 4 * edge)

    def _show_patterns(self, patterns: Sequence[MatchedPattern], speaker: Speaker) -> None:
        """What fits first; patterns of weak fit are folded behind their number."""
        cards = [(pattern.fit, self._card(pattern, speaker)) for pattern in patterns]
        weak = [card for fit, card in cards if fit == "weak"]
        if len(weak) == len(cards):
            self._body.addWidget(Text(ONLY_WEAK if weak else NOTHING, "body", wrap=True))
        for card in [card for fit, card in cards if fit != "weak"] + weak:
            self._body.addWidget(card)
        if weak:
            more = Button(self._theme, f"{len(weak)} more of weak fit", icon="plus", variant=Variant.QUIET)
            self._body.insertWidget(
                self._body.indexOf(weak[0]), more.in_size(Size.SMALL), 0, Qt.AlignmentFlag.AlignLeft
            )
            more.clicked.connect(lambda: self._unfold(more, weak))
        for card in weak:
            card.hide()

    def _unfold(self, more: Button, folded: Sequence[QWidget]) -> None:
        for card in folded:
            card.show()
        self._scroll.setFocus(Qt.FocusReason.OtherFocusReason)
        more.hide()

    def _card(self, pattern: MatchedPattern, speaker: Speaker) -> QWidget:
        card = Card("list", margin=12, gap=4)
        name = pattern.name[:1].lower() + pattern.name[1:] if pattern.name[1:2].islower() else pattern.name
        words = f"Findings fit the pattern of {name}; for your decision."
        head = row(
            Text(words, "strong", wrap=True),
            StatusChip(self._theme, FIT_WORDS[pattern.fit], tone=_FIT_TONES[pattern.fit]),
        )
        head.setStretch(0, 1)
        card.column.addLayout(head)
        for title, lines in (
            ("For", [why.words for why in speaker.whys(pattern.reasons_for)]),
            ("Against", [why.words for why in speaker.whys(pattern.reasons_against)]),
            ("Missing", speaker.checks(pattern.missing)),
            ("Sources", speaker.sources(pattern.reasons_for)[:_MOST_SOURCES]),
        ):
            if lines:
                card.column.addWidget(Text(f"{title}: {'; '.join(lines)}", "hint", tone="text2", wrap=True))
        card.setAccessibleName(words)
        return card
