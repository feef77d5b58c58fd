"""What a signed-in person sees: the strip, and the page it leads to."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget
from shiboken6 import isValid

from intake.app.boards import PatientHit
from intake.domain.ids import VisitId
from intake.domain.visits import Visit
from intake.settings import Settings
from intake.ui.about.screen import AboutScreen
from intake.ui.desk import Desk
from intake.ui.keys import KeysHelp
from intake.ui.palette.everywhere import everywhere, find_button
from intake.ui.palette.palette import Palette, Ways
from intake.ui.patients.screen import PatientsScreen
from intake.ui.settings.screen import SettingsScreen
from intake.ui.today.card import ACTS
from intake.ui.today.screen import TodayScreen
from intake.ui.visit.frame import VisitFrame
from intake.ui.widgets.navigation import STEPS, NavStrip, Place
from intake.ui.widgets.strips import Strip

PLACES = (
    Place("today", "layout-dashboard", "Today"),
    Place("find", "search", "Find", "Ctrl K"),
    Place("patients", "dog", "Patients"),
    Place("settings", "settings", "Settings"),
    Place("about", "info", "About"),
)

_TITLES = {place.id: place.words for place in PLACES}


class Workplace(QWidget):
    """Pages of one person's session; they stay as they are while the window is locked."""

    lock_wanted = Signal()
    title_changed = Signal(str)

    def __init__(self, desk: Desk, settings: Settings) -> None:
        super().__init__()
        self.desk, self._place = desk, ""
        self._came_from: tuple[str, QWidget | None] = ("today", None)
        self.strip = NavStrip(desk.theme, PLACES)
        self.strip.set_person(desk.person.initials, desk.person.name)
        self.today = TodayScreen(desk, settings)
        self.visit = VisitFrame(desk)
        self._patients: PatientsScreen | None = None
        self._about: AboutScreen | None = None
        self._settings: SettingsScreen | None = None
        self.pages = QStackedWidget()
        self.notice = Strip(desk.theme)
        self._keys_help: KeysHelp | None = None
        self._palette: Palette | None = None
        desk.actions.add(self, lambda: everywhere(self))
        self.find_button = find_button(desk.theme, self)
        self._build()
        self._connect()
        self._add_keys()

    # Going places

    def show_today(self) -> None:
        """The board."""
        self._go("today", self.today)
        self.today.ask()

    def show_patients(self, text: str = "") -> None:
        """The list of dogs, for what was typed."""
        if self._patients is None:
            self._patients = PatientsScreen(self.desk)
            self._patients.visit_wanted.connect(self.show_visit)
            self._patients.intake_wanted.connect(self.show_new_intake)
            self._patients.left.connect(self.go_back)
            self.pages.addWidget(self._patients)
        if self._place != "patients":
            self._came_from = self._place, self.window().focusWidget()
        self._go("patients", self._patients)
        self._patients.look_for(text)

    def go_back(self) -> None:
        """From the list of dogs to where one was, a visit as it stood."""
        place, focused = self._came_from
        if place != "visit":
            self.show_today()
            return
        self._go("visit", self.visit)
        if focused is not None and isValid(focused) and focused.isVisible():
            focused.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_about(self) -> None:
        """Version, licences, sources."""
        if self._about is None:
            self._about = AboutScreen(self.desk)
            self.pages.addWidget(self._about)
        self._go("about", self._about)

    def show_settings(self, page: str = "display") -> None:
        """A page of the settings."""
        if self._settings is None:
            self._settings = SettingsScreen(self.desk)
            self.pages.addWidget(self._settings)
        self._settings.open_page(page)
        self._go("settings", self._settings)

    def show_visit(self, visit: VisitId, step: str) -> None:
        """A visit at one of its steps."""
        self._go("visit", self.visit)
        self.visit.show_visit(visit, step)

    def show_new_intake(self, hit: PatientHit | None = None) -> None:
        """A new intake, for a dog already found or for one still to be found."""
        self._go("visit", self.visit)
        self.visit.show_new(hit)

    def show_notice(self, words: str) -> None:
        """A refusal nobody was waiting for."""
        self.notice.show_words(words, "info", "Close")

    def leave(self) -> None:
        """Flush what is typed, before locking or closing."""
        if self._palette is not None:
            self._palette.close_up()
        self.visit.leave()

    def take_focus(self) -> None:
        """Put the focus where work goes on."""
        if (page := self.pages.currentWidget()) is not None:
            page.setFocus()

    def show_keys(self) -> None:
        """The keys of the page on the screen."""
        if self._keys_help is None:
            self._keys_help = KeysHelp(self.desk.theme)
        self._keys_help.show_for(self, self.visit.step if self._place == "visit" else self._place)

    @property
    def place(self) -> str:
        """The page on the screen."""
        return self._place

    def show_palette(self, text: str = "") -> None:
        """Checks, actions, dogs, owners and visits by typing."""
        if self._palette is None:
            ways = Ways(self._visit_shown, lambda: self.visit.show_step("exam"), self._show_dog, self._show_found_visit)
            self._palette = Palette(self.desk, ways, self)
        self._palette.open(text)

    # Parts

    def _visit_shown(self) -> VisitId:
        return self.visit.visit if self._place == "visit" else VisitId("")

    def _show_dog(self, hit: PatientHit) -> None:
        self.show_patients()
        if self._patients is not None:
            self._patients.choose(hit)

    def _show_found_visit(self, visit: Visit) -> None:
        self.show_visit(visit.id, ACTS[visit.status][2])

    def _go(self, place: str, page: QWidget) -> None:
        if self._place == "visit" and place != "visit":
            self.visit.leave()
        self._place = place
        self.strip.set_current(place)
        self._fit_strip()
        self.pages.setCurrentWidget(page)
        page.setFocus()
        self.title_changed.emit(_TITLES.get(place, "Visit"))

    def _fit_strip(self) -> None:
        """In the touch layout a visit has the whole width; its header leads back."""
        self.strip.setVisible(self._place != "visit" or not self.desk.theme.is_touch)
        self.find_button.setVisible(self.desk.theme.is_touch)

    def _build(self) -> None:
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0)
        line.addWidget(self.strip)
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(self.notice)
        column.addWidget(self.pages, 1)
        line.addLayout(column, 1)
        self.notice.acted.connect(self.notice.hide)
        self.pages.addWidget(self.today)
        self.pages.addWidget(self.visit)

    def _connect(self) -> None:
        self.strip.locked.connect(self.lock_wanted)
        self.visit.header.add_tool(self.find_button)
        self.find_button.clicked.connect(lambda: self._on_wanted("find"))
        self.visit.lock_wanted.connect(self.lock_wanted)
        self.desk.theme.changed.connect(self._fit_strip)
        self.strip.chosen.connect(self._on_wanted)
        self.today.visit_wanted.connect(self.show_visit)
        self.today.intake_wanted.connect(self.show_new_intake)
        self.today.find_wanted.connect(self.show_patients)
        self.visit.today_wanted.connect(self.show_today)

    def _on_wanted(self, place: str) -> None:
        {
            "today": self.show_today,
            "find": self.show_palette,
            "patients": self.show_patients,
            "about": self.show_about,
            "settings": self.show_settings,
        }[place]()

    def _add_keys(self) -> None:
        keys = {
            "Ctrl+N": self.show_new_intake,
            "Ctrl+L": self.lock_wanted.emit,
            "Ctrl+K": self.show_palette,
            "Ctrl+P": self._print,
            "F1": self.show_keys,
            "?": self.show_keys,
            "F6": lambda: self._next_pane(is_forward=True),
            "Shift+F6": lambda: self._next_pane(is_forward=False),
            "Ctrl+Z": lambda: self._replay(self.visit.undo),
            "Ctrl+Y": lambda: self._replay(self.visit.redo),
        }
        for number, step in enumerate(STEPS, 1):
            keys[f"Ctrl+{number}"] = partial(self._show_step, step.id)
        for key, act in keys.items():
            QShortcut(QKeySequence(key), self, lambda act=act: act())

    def _show_step(self, step: str) -> None:
        if self._place == "visit":
            self.visit.show_step(step)

    def _print(self) -> None:
        """The sheets of the visit; elsewhere there is nothing to print."""
        if self._place == "visit" and self.visit.visit:
            self.visit.show_step("sheets")
        else:
            self.show_notice("Nothing to print here. Open a visit first: Ctrl P shows its sheets.")

    def _replay(self, act: object) -> None:
        if self._place == "visit" and callable(act):
            act()

    def _next_pane(self, *, is_forward: bool) -> None:
        if self._place == "visit":
            self.visit.next_pane(is_forward=is_forward)
        elif self._place == "today":
            self.today.next_pane(is_forward=is_forward)
