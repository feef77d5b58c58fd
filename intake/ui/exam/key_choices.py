"""Whether letters act in the exam and keys go on by themselves, as the settings say."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt

from intake.ui.choices import Choices
from intake.ui.exam.centre import ExamCentre
from intake.ui.widgets.answer_row import AnswerRow

LETTERS = frozenset((Qt.Key.Key_R, Qt.Key.Key_X, Qt.Key.Key_G, Qt.Key.Key_T))


class KeyChoices(QObject):
    """Tells every row of every page, also those made later."""

    def __init__(self, choices: Choices, centre: ExamCentre) -> None:
        super().__init__(centre)
        self._choices, self._centre = choices, centre
        self._told: set[AnswerRow] = set()
        choices.changed.connect(self._on_changed)
        centre.footer.counted.connect(self._tell)
        centre.page_made.connect(lambda page: page.rows_added.connect(self._tell))

    def lets_through(self, key: int) -> bool:
        """Whether a key of the whole screen acts."""
        return self._choices.settings.single_keys or key not in LETTERS

    def _on_changed(self) -> None:
        self._told.clear()
        self._tell()

    def _tell(self) -> None:
        chosen = self._choices.settings
        rows = {row for page in self._centre.pages() for row in page.rows.values()}
        for row in rows - self._told:
            row.set_keys(single_keys=chosen.single_keys, advances=chosen.auto_advance)
        self._told = rows
