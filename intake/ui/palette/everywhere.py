"""What can be done from anywhere, by name."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from intake.ui.palette.actions import PaletteAction
from intake.ui.theme import Theme
from intake.ui.widgets.buttons import Button, Size
from intake.ui.widgets.navigation import STEPS

if TYPE_CHECKING:
    from intake.ui.desk import Desk
    from intake.ui.workplace import Workplace

_COLOURS = (
    ("light", "Light colours", "sun"),
    ("dark", "Dark colours", "moon"),
    ("system", "Colours of the system", "monitor"),
)
_SIZES = (100, 110, 125, 150)
_LAYOUTS = (("tablet", "Tablet layout on"), ("desktop", "Tablet layout off"), ("auto", "Tablet layout automatic"))


def find_button(theme: Theme, parent: QWidget) -> Button:
    """Opens the palette where the strip with its own button is away."""
    button = Button(theme, "", icon="search").in_size(Size.SMALL)
    button.setParent(parent)
    button.setAccessibleName("Find or record")
    button.setToolTip("Find or record (Ctrl K)")
    return button


def everywhere(place: Workplace) -> Iterator[PaletteAction]:
    """Going places, taking back, and how the window looks."""
    yield from _in_visit(place)
    yield PaletteAction("New intake", "Ctrl N", place.show_new_intake, icon="plus", other_words="new dog owner")
    yield PaletteAction("Today", "", place.show_today, icon="layout-dashboard", other_words="board go to")
    yield PaletteAction("Patients", "", place.show_patients, icon="dog", other_words="find dogs go to")
    yield PaletteAction("Settings", "", place.show_settings, icon="settings", other_words="go to")
    yield PaletteAction("About", "", place.show_about, icon="info", other_words="version licences go to")
    yield PaletteAction("Keys", "F1", place.show_keys, icon="keyboard", other_words="shortcuts help")
    yield PaletteAction("Lock", "Ctrl L", place.lock_wanted.emit, icon="lock", other_words="sign out")
    yield from _looks(place.desk)


def _in_visit(place: Workplace) -> Iterator[PaletteAction]:
    if place.place != "visit":
        return
    visit = place.visit
    if words := visit.undo_words():
        yield PaletteAction(words, "Ctrl Z", visit.undo, icon="undo-2", other_words="take back")
    if words := visit.redo_words():
        yield PaletteAction(words, "Ctrl Y", visit.redo, icon="redo-2", other_words="give again")
    if not visit.visit:
        return
    for step in STEPS:
        if step.id != visit.step:
            words = "print pdf" if step.id == "sheets" else ""
            act = partial(visit.show_step, step.id)
            yield PaletteAction(f"Go to {step.words}", step.keys, act, icon=step.icon, other_words=words)


def _looks(desk: Desk) -> Iterator[PaletteAction]:
    settings, choose = desk.choices.settings, desk.choices.choose
    for theme, name, icon in _COLOURS:
        if settings.theme != theme:
            yield PaletteAction(name, "", partial(choose, theme=theme), icon=icon, other_words="theme mode")
    for size in _SIZES:
        if settings.text_scale != size:
            yield PaletteAction(
                f"Text size {size} %",
                "",
                partial(choose, text_scale=size),
                icon="eye",
                other_words="larger smaller font",
            )
    for layout, name in _LAYOUTS:
        if settings.layout != layout:
            yield PaletteAction(name, "", partial(choose, layout=layout), icon="tablet", other_words="touch fingers")
