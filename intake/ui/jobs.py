"""Work off the GUI thread: one database thread and a small pool, with answers by queued signal."""

from __future__ import annotations

import logging
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Qt, Signal, Slot
from shiboken6 import isValid

from intake.domain.errors import IntakeError

T = TypeVar("T")
_POOL_THREADS = 2
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Job:
    owner: QObject
    done: Callable[[Any], None]
    failed: Callable[[BaseException], None] | None


@dataclass(frozen=True, slots=True)
class _Outcome:
    job: _Job
    result: Any = None
    error: BaseException | None = None


class JobRunner(QObject):
    """Runs work for an owner and gives the answer back on the GUI thread, never to a destroyed owner.

    `refused` tells of an expected refusal nobody asked to hear about; `crashed` of a bug.
    """

    refused = Signal(object)
    crashed = Signal(object)
    closing = Signal()  # what would take long stops now
    _finished = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._database = ThreadPoolExecutor(max_workers=1, thread_name_prefix="database")
        self._pool = ThreadPoolExecutor(max_workers=_POOL_THREADS, thread_name_prefix="pool")
        self._is_closed = False
        self._finished.connect(self._on_finished, Qt.ConnectionType.QueuedConnection)

    def run(
        self,
        owner: QObject,
        work: Callable[[], T],
        done: Callable[[T], None],
        failed: Callable[[BaseException], None] | None = None,
    ) -> None:
        """Do `work` on the database thread, in the order asked."""
        self._start(self._database, work, _Job(owner, done, failed))

    def run_in_pool(
        self,
        owner: QObject,
        work: Callable[[], T],
        done: Callable[[T], None],
        failed: Callable[[BaseException], None] | None = None,
    ) -> None:
        """Do `work` beside the database thread: PDFs, files, anything slow without a session."""
        self._start(self._pool, work, _Job(owner, done, failed))

    def close(self) -> None:
        """Finish every database job asked for, drop pool jobs not yet begun, and deliver nothing more."""
        self._is_closed = True
        self.closing.emit()
        self._pool.shutdown(wait=True, cancel_futures=True)
        self._database.shutdown(wait=True)  # never cancelled: an answer given must reach the disk

    def _start(self, executor: ThreadPoolExecutor, work: Callable[[], T], job: _Job) -> None:
        if self._is_closed:
            log.warning("A job was asked for after the window had closed; it was not done.")
            return
        executor.submit(work).add_done_callback(lambda future: self._tell(job, future))

    def _tell(self, job: _Job, future: Future[T]) -> None:
        # Runs on the worker: it may only emit.
        if future.cancelled():
            return
        error = future.exception()
        outcome = _Outcome(job, error=error) if error else _Outcome(job, result=future.result())
        if error and not isinstance(error, IntakeError):
            log.error("A job failed.", exc_info=error)
        self._finished.emit(outcome)

    @Slot(object)
    def _on_finished(self, outcome: _Outcome) -> None:
        if outcome.error is None:
            if self._may_hear(outcome.job):
                outcome.job.done(outcome.result)
        elif not isinstance(outcome.error, IntakeError):
            self.crashed.emit(outcome.error)
        elif outcome.job.failed is None:
            self.refused.emit(outcome.error)
        elif self._may_hear(outcome.job):
            outcome.job.failed(outcome.error)

    def _may_hear(self, job: _Job) -> bool:
        return not self._is_closed and isValid(job.owner)
