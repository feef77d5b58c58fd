"""About: version, licences, and where the knowledge comes from."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, qVersion
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QPlainTextEdit,
    QTableView,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from intake import __version__
from intake.app.clinic import Clinic
from intake.knowledge.model import Knowledge, SourceRow
from intake.knowledge.never_shown import WordList
from intake.paths import resource
from intake.ui.about.licences import Dependency, dependencies, notices
from intake.ui.clinic_rules import rules_words
from intake.ui.desk import Desk
from intake.ui.theme import Theme
from intake.ui.widgets.cards import Card, PaneHeader
from intake.ui.widgets.strips import InlineError
from intake.ui.widgets.text import Text

_Index = QModelIndex | QPersistentModelIndex
READ_WORDS = {
    "R": "Full text read",
    "E": "Abstract or excerpt read",
    "S": "Snippet or reproduction",
    "C": "Textbook consensus, not checked against the text",
}
NOT_GIVEN = "-"
FOR_VET = "shown to a signed-in vet"


class TextTable(QAbstractTableModel):
    """Rows of text under heads."""

    def __init__(self, heads: Sequence[str]) -> None:
        super().__init__()
        self._heads = tuple(heads)
        self._rows: tuple[tuple[str, ...], ...] = ()

    def set_rows(self, rows: Sequence[tuple[str, ...]]) -> None:
        """Show these rows."""
        self.beginResetModel()
        self._rows = tuple(rows)
        self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008  Qt's own default
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._heads)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if index.isValid() and role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self._rows[index.row()][index.column()]
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role == Qt.ItemDataRole.DisplayRole and orientation is Qt.Orientation.Horizontal:
            return self._heads[section]
        return None


class AboutScreen(QWidget):
    """Three pages: the program, licences, sources."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.knowledge_words, self.rules_words = Text("", "body", wrap=True), Text("", "body", wrap=True)
        self.trouble = InlineError(desk.theme)
        self.sources = TextTable(("Code", "Title", "Authors", "Year", "How far it was read", "Where"))
        self.libraries = TextTable(("Library", "Version", "Licence"))
        self.notices, self.tabs = QPlainTextEdit(), QTabWidget()
        self.tabs.addTab(self._program(desk.theme), "Intake")
        self.tabs.addTab(self._licences(), "Licences")
        self.tabs.addTab(self._sources(), "Sources")
        px = desk.theme.px
        column = QVBoxLayout(self)
        column.setContentsMargins(px(24), px(20), px(24), px(20))
        column.setSpacing(px(12))
        column.addWidget(PaneHeader("About", "What this program is, and where its knowledge comes from."))
        column.addWidget(self.trouble)
        column.addWidget(self.tabs, 1)
        self.setFocusProxy(self.tabs)
        desk.jobs.run(self, lambda: _knowledge(desk.clinic), self._on_knowledge, self.trouble.show_error)
        desk.jobs.run(self, partial(rules_words, desk.clinic, desk.person), self._on_rules, self.trouble.show_error)
        desk.jobs.run_in_pool(self, dependencies, self._on_dependencies)
        desk.jobs.run_in_pool(self, partial(notices, resource(), qVersion()), self.notices.setPlainText)

    def _on_knowledge(self, knowledge: Knowledge) -> None:
        self.knowledge_words.setText(
            f"Exam and rules: version {knowledge.version}\n{knowledge.digest}\n"
            f"{len(knowledge.items)} checks and questions, {len(knowledge.regions)} places, "
            f"{len(knowledge.red_flags)} flags, {len(knowledge.workups)} tests, {len(knowledge.sources)} sources{_of_clinic(knowledge)}"
        )
        words = None if self._desk.person.is_veterinarian else WordList(knowledge.never_shown)
        self.sources.set_rows([_source_row(source, words) for source in knowledge.sources])

    def _on_rules(self, sentences: tuple[str, ...]) -> None:
        self.rules_words.setText("\n".join(sentences))
        self.rules_words.setVisible(bool(sentences))

    def _on_dependencies(self, found: tuple[Dependency, ...]) -> None:
        self.libraries.set_rows([(each.name, each.version, each.licence) for each in found])

    def _program(self, theme: Theme) -> QWidget:
        card = Card(margin=theme.px(20), gap=theme.px(10))
        card.column.addWidget(Text(f"Intake {__version__}", "title"))
        card.column.addWidget(
            Text(
                "Leads a vet tech through the exam of a dog whose back legs shake, and says which findings point where. "
                "It names areas to look at and tests to consider, never a disease. A licensed vet decides.",
                wrap=True,
            )
        )
        card.column.addWidget(self.knowledge_words)
        card.column.addWidget(self.rules_words)
        for words in (self.knowledge_words, self.rules_words):
            words.setTextInteractionFlags(
                Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
            )
        self.rules_words.hide()
        card.column.addWidget(
            Text("Records stay on your own computers. Nothing is sent anywhere.", tone="text2", wrap=True)
        )
        card.column.addWidget(
            Text("MIT License, © Intake contributors. Other parts: see Licences.", tone="text2", wrap=True)
        )
        card.column.addStretch(1)
        return card

    def _licences(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 12, 0, 0)
        self.notices.setReadOnly(True)
        self.notices.setAccessibleName("Licence notices")
        self.notices.setPlaceholderText("Reading…")
        self.notices.setTabChangesFocus(True)
        column.addWidget(self.notices, 3)
        column.addWidget(_table(self.libraries, "Libraries and their licences", stretch=2), 2)
        return page

    def _sources(self) -> QWidget:
        page = QFrame()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 12, 0, 0)
        column.addWidget(
            Text(
                "Every rule names its sources. How far each was read is said here; most were read in part only.",
                "hint",
                wrap=True,
            )
        )
        table = _table(self.sources, "Sources and how far each was read", stretch=1)
        for number, width in ((0, 90), (2, 220), (3, 60), (4, 190), (5, 220)):
            table.setColumnWidth(number, self._desk.theme.px(width))
        column.addWidget(table)
        return page


def _knowledge(clinic: Clinic) -> Knowledge:
    return clinic.rulebooks.current.knowledge


def _of_clinic(knowledge: Knowledge) -> str:
    """How many of these the clinic added, and who wrote them."""
    rows = (*knowledge.items, *knowledge.red_flags, *knowledge.workups, *knowledge.sources)
    authors = [row.author for row in rows if row.author]
    return f"\n{len(authors)} of them added by the clinic: {', '.join(dict.fromkeys(authors))}" if authors else ""


def _source_row(source: SourceRow, words: WordList | None) -> tuple[str, ...]:
    """A source in words; titles and links that name a cause are for a vet."""
    where = source.url if source.url != NOT_GIVEN else "no link"
    authors, year = (part if part != NOT_GIVEN else "not shown" for part in (source.authors, source.year))
    row = (source.id, source.title, authors, year, READ_WORDS[source.read], where)
    return row if words is None else tuple(FOR_VET if words.hits(text) else text for text in row)


def _table(model: TextTable, name: str, *, stretch: int) -> QTableView:
    table = QTableView()
    table.setModel(model)
    table.setAccessibleName(name)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setTabKeyNavigation(False)
    table.setShowGrid(False)
    table.setWordWrap(False)
    table.verticalHeader().hide()
    table.horizontalHeader().setHighlightSections(False)
    table.horizontalHeader().setSectionResizeMode(stretch, QHeaderView.ResizeMode.Stretch)
    table.setColumnWidth(0, 220)
    return table
