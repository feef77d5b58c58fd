"""The window: which of opening, lock, first start and workplace is on the screen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QEvent, QObject, QSettings, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QIcon, QKeyEvent, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from intake.paths import Paths
from intake.settings import Settings
from intake.ui.choices import Choices, is_touch
from intake.ui.jobs import JobRunner
from intake.ui.late import load_screens, lock_news, refreshed, signed_in, signs_of_life
from intake.ui.lock.side import FrontPage
from intake.ui.theme import Mode, Theme
from intake.ui.widgets.text import Text

# What needs the database, the knowledge or the screens is imported after the first paint.
if TYPE_CHECKING:
    from intake.app.clinic import Clinic
    from intake.domain.staff import StaffMember
    from intake.ui.crash import CrashHook
    from intake.ui.first_person.screen import FirstPerson
    from intake.ui.hub import ChangeHub
    from intake.ui.lock.questions import LockNews
    from intake.ui.lock.screen import LockScreen
    from intake.ui.trouble import TroubleScreen
    from intake.ui.workplace import Workplace

SMALLEST = QSize(1024, 700)
FIRST_SIZE = QSize(1440, 900)
SAMPLE = "Sample clinic: nothing here is real"
NOT_INTAKE = (
    "Something in Intake went wrong while it opened the records. They are as they were. "
    "Try again; if it happens again, tell the admin and send the log."
)
NOT_SIGNED_IN = (
    "Something in Intake went wrong while signing in. The records are as they were. "
    "Enter the PIN again; if it happens again, tell the admin and send the log."
)


@dataclass(frozen=True, slots=True)
class Opening:
    """How the clinic is opened, and what was chosen for the window."""

    make_clinic: Callable[[], Clinic]
    paths: Paths
    settings: Settings


class MainWindow(QMainWindow):
    """Opens the clinic after the first paint; locks when nobody is there."""

    painted = Signal()  # once
    ready = Signal()  # staff cards, or the first start, are on the screen

    def __init__(self, theme: Theme, opening: Opening) -> None:
        super().__init__()
        self._theme, self._opening, self._settings = theme, opening, opening.settings
        self.jobs = JobRunner(self)
        self.choices = Choices(opening.settings, opening.paths.settings_file, self.jobs)
        self.choices.changed.connect(self._on_choices)
        self.crash_hook: CrashHook | None = None
        self._hub: ChangeHub | None = None
        self._clinic: Clinic | None = None
        self._news: LockNews | None = None
        self.workplace: Workplace | None = None
        self.first_person: FirstPerson | None = None
        self._is_painted = False
        self._early: list[tuple[int, str]] = []  # keys pressed before the lock screen is made
        self.lock_screen: LockScreen  # these two are made right after the first paint
        self.trouble: TroubleScreen
        self._front = FrontPage(theme, opening.settings.clinic_name)
        self._pages = QStackedWidget()
        self._pages.addWidget(self._front)
        self.setCentralWidget(self._under_strip() if opening.settings.is_sample else self._pages)
        self.idle = QTimer(self, interval=opening.settings.auto_lock_minutes * 60_000, singleShot=True)
        self._dress()
        self._fit_theme()
        self.jobs.refused.connect(self._on_refused)
        self.jobs.crashed.connect(self._on_crashed)
        self.idle.timeout.connect(self.lock)

    @property
    def is_locked(self) -> bool:
        """Whether nobody is signed in, or the person has to enter the PIN again."""
        return self._pages.currentWidget() is not self.workplace

    # Opening

    def _dress(self) -> None:
        self.setMinimumSize(SMALLEST)
        self.setWindowIcon(QIcon(self._theme.pixmap("app-mark", "primary", 64)))
        self._show_title("")
        geometry = self._remembered().value("geometry")
        if not (isinstance(geometry, QByteArray) and self.restoreGeometry(geometry)):
            self.resize(FIRST_SIZE.boundedTo(self.screen().availableSize()).expandedTo(SMALLEST))

    def _fit_theme(self) -> None:
        """Colours, text size and layout as chosen, and as the window's width allows."""
        chosen = self.choices.settings
        self._theme.choose_all(
            Mode(chosen.theme), chosen.text_scale / 100, is_touch=is_touch(chosen, self.size().width())
        )

    def _on_choices(self, settings: Settings) -> None:
        self._settings = settings
        self._fit_theme()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A narrow window has the sizes for fingers."""
        super().resizeEvent(event)
        self._fit_theme()

    def _under_strip(self) -> QWidget:
        """The pages of a made-up clinic never look like those of a real one."""
        strip = Text(SAMPLE, "strong", tone="abn")
        strip.setAlignment(Qt.AlignmentFlag.AlignCenter)
        strip.setProperty("frame", "amber")
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(strip)
        column.addWidget(self._pages, 1)
        return holder

    def _remembered(self) -> QSettings:
        return QSettings(str(self._opening.paths.home / "window.ini"), QSettings.Format.IniFormat)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The first paint comes before the database is touched."""
        super().paintEvent(event)
        if not self._is_painted:
            self._is_painted = True
            QTimer.singleShot(0, self._on_painted)

    def _on_painted(self) -> None:
        self.painted.emit()
        self._hook_crashes()
        self._make_screens()
        self.open_clinic()

    def _make_screens(self) -> None:
        from intake.ui.lock.screen import LockScreen
        from intake.ui.trouble import TroubleScreen

        self.lock_screen = LockScreen(self._theme, self._settings.clinic_name)
        self.trouble = TroubleScreen(self._theme)
        for page in (self.lock_screen, self.trouble):
            self._pages.addWidget(page)
        self.lock_screen.pin_given.connect(self._on_pin_given)
        for key, text in self._early:
            self.lock_screen.keep_early(key, text)
        self.trouble.again_wanted.connect(self.open_clinic)

    def _hook_crashes(self) -> None:
        from intake.ui.crash import CrashHook

        self.crash_hook = CrashHook(self)
        self.crash_hook.crashed.connect(self._tell_of_crash)
        self.crash_hook.install()

    def let_go_of_hooks(self) -> None:
        """Python's own ways of telling a bug, for what comes after the window."""
        if self.crash_hook is not None:
            self.crash_hook.uninstall()
            self.crash_hook = None

    def open_clinic(self) -> None:
        """Open the records on the database thread, and show who may sign in."""
        self.lock_screen.show_opening()
        self._show(self.lock_screen)
        self.jobs.run(self, self._opening.make_clinic, self._on_clinic, self._on_trouble)

    def _on_clinic(self, clinic: Clinic) -> None:
        self._clinic = clinic
        self._ask_people()
        self._theme.load_scripts()

    def _ask_people(self) -> None:
        if (clinic := self._clinic) is not None:
            failed = self._on_trouble if self._news is None else self._on_refused
            self.jobs.run(self, partial(lock_news, clinic), self._on_people, failed)

    def _on_people(self, news: LockNews) -> None:
        self._news = news
        if not news.people:
            self._show_first_person()
            self.ready.emit()
            return
        self.lock_screen.show_people(news.people)
        self._show_news(news)
        if self.workplace is None and self.first_person is None:
            self._show(self.lock_screen)
            self._warm_up()
            self.ready.emit()

    def _show_news(self, news: LockNews) -> None:
        dogs = news.untold if self._settings.shows_dog_when_locked else ("A dog",) * bool(news.untold)
        self.lock_screen.show_untold(dogs)
        place = "Unlock to go back to the same place." if self.workplace else "Choose your name and enter your PIN."
        self.lock_screen.show_locked("Locked. Nothing is lost.", place)

    def _warm_up(self) -> None:
        # Screens and rules are loaded while somebody types the PIN, so that signing in does not wait for them.
        if (clinic := self._clinic) is not None:
            self.jobs.run_in_pool(self, partial(load_screens, clinic), lambda _: self._refresh_board(clinic))
            self.jobs.run_in_pool(self, self._theme.icons.read_all, self._theme.icons.keep)

    def _refresh_board(self, clinic: Clinic) -> None:
        """What a kill between an answer and its consequences left behind is made good."""
        self.jobs.run(self, partial(refreshed, clinic), lambda _: self._ask_people())

    def _on_trouble(self, error: BaseException) -> None:
        self._clinic = None
        self.trouble.show_trouble(str(error))
        self._show(self.trouble)

    # Signing in and locking

    def _on_pin_given(self, staff: str, pin: str) -> None:
        if (clinic := self._clinic) is None:
            return
        self.lock_screen.show_trying()
        refuse = self._on_not_signed_in
        try:
            self.jobs.run(self, partial(signed_in, clinic, staff, pin), self._on_signed_in, refuse)
        except Exception:
            refuse(RuntimeError(NOT_SIGNED_IN))
            raise

    def _on_not_signed_in(self, error: BaseException) -> None:
        self.lock_screen.show_refusal(str(error))

    def _on_signed_in(self, person: StaffMember) -> None:
        self.lock_screen.reset()
        try:
            self._let_in(person)
        except Exception:
            # Whatever a screen does wrong, the next try must be possible; the crash hook says the rest.
            self._show(self.lock_screen)
            self._on_not_signed_in(RuntimeError(NOT_SIGNED_IN))
            raise

    def _let_in(self, person: StaffMember) -> None:
        if self.workplace is not None and self.workplace.desk.person.id == person.id:
            self._show(self.workplace)
            self.workplace.take_focus()
        else:
            self._replace_workplace(person)
        self._watch_for_life()

    def _watch_for_life(self) -> None:
        """From now on every key, press and touch puts off the automatic lock."""
        handle = self.windowHandle()
        if handle is not None:
            handle.installEventFilter(self)  # a second time does nothing but move it to the front
        self.idle.start()

    def _replace_workplace(self, person: StaffMember) -> None:
        from intake.ui.desk import Desk
        from intake.ui.hub import ChangeHub
        from intake.ui.workplace import Workplace

        if self._clinic is None:
            return
        if self._hub is None:
            self._hub = ChangeHub(self.jobs, self)
            self._hub.changed.connect(self._on_changed)
        before = self.workplace
        desk = Desk(self._clinic, self.jobs, self._hub, self._theme, person, self.choices)
        self.workplace = Workplace(desk, self._settings)
        if before is not None:  # only once the new one stands
            self._pages.removeWidget(before)
            before.deleteLater()
        self.workplace.lock_wanted.connect(self.lock)
        self.workplace.title_changed.connect(self._show_title)
        self._pages.addWidget(self.workplace)
        self._show(self.workplace)
        self.workplace.show_today()

    def lock(self) -> None:
        """Ask for the PIN again; everything stays as it is behind the lock screen."""
        if self.workplace is None or self.is_locked:
            return
        self.workplace.leave()
        self.idle.stop()
        self._show_title("")
        self.lock_screen.reset()
        if self._news is not None:
            self._show_news(self._news)
        self._show(self.lock_screen)
        self._ask_people()

    def _on_changed(self, change: object) -> None:
        if self.is_locked:
            self._ask_people()

    # First start

    def _show_first_person(self) -> None:
        from intake.ui.first_person.screen import FirstPerson

        if self.first_person is None and self._clinic is not None:
            self.first_person = FirstPerson(self._theme, self.jobs, self._clinic, self._opening)
            self.first_person.finished.connect(self._on_first_person)
            self._pages.addWidget(self.first_person)
        if self.first_person is not None:
            self._show(self.first_person)

    def _on_first_person(self, settings: Settings) -> None:
        self.choices.replace_all(settings)
        if self._clinic is not None:
            self._clinic = replace(self._clinic, name=settings.clinic_name)
        self.lock_screen.side.foot.setText(settings.clinic_name)
        self._show_title("")
        if self.first_person is not None:
            self._pages.removeWidget(self.first_person)
            self.first_person.deleteLater()
            self.first_person = None
        self._show(self.lock_screen)
        self._ask_people()

    # Errors

    def _on_refused(self, error: BaseException) -> None:
        """A refusal no screen was waiting for."""
        if self.workplace is not None and not self.is_locked:
            self.workplace.show_notice(str(error))
        else:
            self.lock_screen.show_refusal(str(error))

    def _on_crashed(self, error: BaseException) -> None:
        if self._clinic is None:
            self._on_trouble(RuntimeError(NOT_INTAKE))
        elif self.first_person is not None:
            self.first_person.refuse(RuntimeError(NOT_INTAKE))
        elif self.is_locked:
            self.lock_screen.show_refusal(NOT_SIGNED_IN if self.lock_screen.is_trying else NOT_INTAKE)
        if self.crash_hook is not None:
            self.crash_hook.report(error)

    def _tell_of_crash(self, error: BaseException) -> None:
        from intake.ui.crash import CrashDialog

        if self._clinic is None:
            return  # the screen says it already
        dialog = CrashDialog(self._theme, self._opening.paths.logs / "intake.log", self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    # Qt

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys pressed before the lock screen is there are kept for it."""
        if self._pages.currentWidget() is self._front:
            self._early.append((event.key(), event.text()))
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Every key, press and touch puts off the automatic lock."""
        if event.type() in signs_of_life() and self.idle.isActive():
            self.idle.start()
        return False

    def closeEvent(self, event: QCloseEvent) -> None:
        """Closing waits until every answer given is on disk."""
        if self.workplace is not None:
            self.workplace.leave()
        self.idle.stop()
        self.let_go_of_hooks()
        self._remembered().setValue("geometry", self.saveGeometry())
        self.jobs.close()
        super().closeEvent(event)

    def _show(self, page: QWidget) -> None:
        self._pages.setCurrentWidget(page)
        if page is self.lock_screen:
            self.lock_screen.take_focus()

    def _show_title(self, place: str) -> None:
        clinic = self._settings.clinic_name
        self.setWindowTitle(" – ".join(part for part in (place, clinic, "Intake") if part))
