"""Draws every widget in both themes: `python -m tests.ui.gallery FOLDER`; look at the pictures beside the design."""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtWidgets import QApplication, QScrollArea, QVBoxLayout, QWidget

from intake.domain.cases import Missing, NoValue, WhyMissing
from intake.ui.theme import Mode, Theme
from intake.ui.widgets.answer_row import AnswerRow, Shown
from intake.ui.widgets.text import Text
from tests.ui.samples import RESOURCES, items


def exam_page(theme: Theme) -> QWidget:
    page = QWidget()
    page.setProperty("surface", "canvas")
    page.resize(848, 1500)
    column = QVBoxLayout(page)
    column.setContentsMargins(24, 16, 24, 16)
    column.setSpacing(0)
    column.addWidget(Text("Rear legs", "title"))
    rows = [AnswerRow(theme, item, sub="Same eye" if item.id == "withdrawal" else "") for item in items()]
    for number, row in enumerate(rows):
        row.set_ends(is_first=number == 0, is_last=number == len(rows) - 1)
        column.addWidget(row)
    column.addStretch(1)
    _fill(rows)
    return page


def _fill(rows: list[AnswerRow]) -> None:
    by_id = {row.item.id: row for row in rows}
    by_id["paw"].show_answers({"LH": Shown("delayed"), "RH": Shown("normal")})
    by_id["tone"].show_answers({"LH": Shown("normal")})
    by_id["patellar"].show_answers({"LH": Shown("r3"), "RH": Shown("r2")})
    by_id["knuckling"].show_answers({"LF": Shown("none"), "RF": Shown("none"), "LH": Shown("often")})
    by_id["spine"].show_answers({"": Shown(("thoracic", "lumbar"))})
    by_id["temp"].show_answers({"": Shown(39.6)})
    by_id["gag"].show_answers({"": Shown(NoValue(Missing.NOT_DONE, WhyMissing.UNSAFE), by="PE 10:33")})
    by_id["menace"].show_answers({"L": Shown("present"), "R": Shown(NoValue(Missing.UNABLE, WhyMissing.NOT_STILL))})
    by_id["deep"].set_shut("Not needed: the dog moves both legs by choice")
    by_id["paw"].set_note("two tries, left only")


def main() -> None:
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    app = QApplication.instance() or QApplication([])
    for mode in (Mode.LIGHT, Mode.DARK):
        theme = Theme(RESOURCES, mode=mode)
        theme.show_on(app)
        for make in PAGES:
            page = make(theme)
            page.show()
            app.processEvents()
            page.grab().save(str(folder / f"{make.__name__}_{mode}.png"))
            page.close()


PAGES = (exam_page,)

if __name__ == "__main__":
    main()
