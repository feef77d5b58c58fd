"""What the exam offers by name in the palette."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

from intake.ui.palette.actions import PaletteAction

if TYPE_CHECKING:
    from intake.ui.exam.checks import Page
    from intake.ui.exam.page import RegionPage
    from intake.ui.exam.screen import ExamScreen


def exam_actions(screen: ExamScreen) -> Iterator[PaletteAction]:
    """The acts of the exam while it is on the screen; those of a check mean the one the keys go to."""
    page = screen.centre.page
    if not screen.isVisible() or page is None:
        return
    yield from _of_exam(screen)
    yield from _of_page(page)
    if item := page.focused_item():
        yield from _of_check(page, item)
    for one in screen.pages:
        yield _go_to(screen, one)


def _of_exam(screen: ExamScreen) -> Iterator[PaletteAction]:
    if (check := screen.following.next) is not None:
        name = f"Next most useful check: {check.title}"
        yield PaletteAction(name, "G", screen.go_to_next_check, icon="target", other_words="go to")
    if screen.banners.banners():
        yield PaletteAction("Vet has been told", "Alt V", screen.banners.tell_first, icon="siren")
    words = "Show" if screen.panel.isHidden() else "Hide"
    yield PaletteAction(
        f"{words} what this points to", "F8", screen.layouts.toggle_panel, icon="panel-right", other_words="panel"
    )
    yield PaletteAction("Next page of the exam", "Ctrl Enter", screen.centre.footer.next.click, icon="arrow-right")
    back = screen.centre.footer.back
    yield PaletteAction("Page before of the exam", "", back.click, back.isEnabled, icon="arrow-left")


def _of_page(page: RegionPage) -> Iterator[PaletteAction]:
    rest, missing = page.rest_button, page.missing_button
    name = page.page.name
    yield PaletteAction(f"Rest of region normal: {name}", "R", rest.click, rest.isEnabled, icon="list-checks")
    yield PaletteAction(
        f"No value for the rest: {name}",
        "Shift X",
        missing.click,
        missing.isEnabled,
        "circle-slash",
        "not examined could not",
    )


def _of_check(page: RegionPage, item: str) -> Iterator[PaletteAction]:
    row = page.rows[item]
    name = row.item.short_label
    yield PaletteAction(f"Note on {name}", "M", row.open_note, page.rest_button.isEnabled, "sticky-note", "add memo")
    yield PaletteAction(f"How to: {name}", "H", partial(row.how_to_asked.emit, item), icon="circle-question-mark")


def _go_to(screen: ExamScreen, page: Page) -> PaletteAction:
    keys = f"Alt {page.key}" if page.key else ""
    return PaletteAction(
        f"Go to {page.name}", keys, partial(screen.open_page, page.id), icon="map-pin", other_words="region page"
    )
