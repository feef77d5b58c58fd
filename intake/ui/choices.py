"""The clinic's settings while the window is open: a choice is in force once it is on the disk."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from intake.settings import Settings, write_settings
from intake.ui.jobs import JobRunner

TOUCH_UNDER = 1100
"""A window narrower than this has the sizes for fingers, unless the settings say otherwise."""


def is_touch(settings: Settings, width: int) -> bool:
    """Whether a window of this width has the sizes for fingers."""
    match settings.layout:
        case "tablet":
            return True
        case "desktop":
            return False
        case _:
            return width < TOUCH_UNDER


class Choices(QObject):
    """The settings as they stand. `changed(Settings)` once a choice has been written, `refused(error)` when it was not."""

    changed = Signal(object)
    refused = Signal(object)

    def __init__(
        self, settings: Settings | None = None, path: Path | None = None, jobs: JobRunner | None = None
    ) -> None:
        super().__init__()
        self.settings = settings or Settings()
        self._wanted = self.settings
        self._path, self._jobs = path, jobs

    def choose(self, **wanted: Any) -> None:
        """Ask for other settings, by their names."""
        self._wanted = replace(self._wanted, **wanted)
        if self._path is None or self._jobs is None:  # a screen by itself, without a home to write to
            self._on_written(self._wanted)
            return
        self._jobs.run(self, partial(_written, self._path, self._wanted), self._on_written, self._on_refused)

    def replace_all(self, settings: Settings) -> None:
        """Somebody else has written the settings."""
        self._wanted = settings
        self._on_written(settings)

    def _on_written(self, settings: Settings) -> None:
        self.settings = settings
        self.changed.emit(settings)

    def _on_refused(self, error: BaseException) -> None:
        self._wanted = self.settings
        self.refused.emit(error)


def _written(path: Path, settings: Settings) -> Settings:
    write_settings(path, settings)
    return settings
