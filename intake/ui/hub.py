"""One place where actions run and every screen hears what changed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Signal
from shiboken6 import isValid

from intake.ui.jobs import JobRunner

C = TypeVar("C")


class ChangeHub(QObject):
    """Performs app actions on the database thread and broadcasts the Change each returns.

    `changed` carries the Change object; screens look at its topics and ask again for what they show.
    """

    changed = Signal(object)

    def __init__(self, jobs: JobRunner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs

    def perform(
        self,
        owner: QObject,
        action: Callable[[], C],
        done: Callable[[C], None] | None = None,
        failed: Callable[[BaseException], None] | None = None,
    ) -> None:
        """Run one action; tell everybody, then its owner.

        Everybody is told even when the owner is gone: what is saved is saved.
        """
        self._jobs.run(
            self,
            action,
            lambda change: self._on_performed(owner, change, done),
            None
            if failed is None
            else lambda error: failed(error) if isValid(owner) else self._jobs.refused.emit(error),
        )

    def tell(self, change: object) -> None:
        """Broadcast a change made elsewhere, such as at another workstation; GUI thread only."""
        self.changed.emit(change)

    def _on_performed(self, owner: QObject, change: Any, done: Callable[[Any], None] | None) -> None:
        self.changed.emit(change)
        if done is not None and isValid(owner):
            done(change)
