"""The window's program: one QApplication, one window, until it is closed."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication

from intake.paths import Paths, resource
from intake.settings import Settings
from intake.ui.accessible.steady import keep_scroll_areas_steady
from intake.ui.constants_guard import keep_constants_alive
from intake.ui.main_window import MainWindow, Opening
from intake.ui.theme import Mode, Theme

if TYPE_CHECKING:
    from intake.app.clinic import Clinic


def run(make_clinic: Callable[[], Clinic], paths: Paths, settings: Settings) -> int:
    """The exit code, once the window is closed; `make_clinic` runs on the database thread after the first paint."""
    keep_constants_alive()
    app = QApplication(sys.argv[:1])
    keep_scroll_areas_steady()
    app.setApplicationName("Intake")
    window = open_window(app, Opening(make_clinic, paths, settings))
    window.show()
    try:
        return app.exec()
    finally:
        window.let_go_of_hooks()


def open_window(app: QApplication, opening: Opening) -> MainWindow:
    """The window, dressed as the settings say, not yet shown."""
    settings = opening.settings
    theme = Theme(resource(), mode=Mode(settings.theme), text_scale=settings.text_scale / 100)
    theme.show_on(app)
    return MainWindow(theme, opening)
