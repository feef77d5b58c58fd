"""The thread that reads one clip."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSize, Signal

from intake.domain.errors import NotAllowed

if TYPE_CHECKING:
    from intake.ui.media.films import Film, Frame


@dataclass(frozen=True, slots=True)
class Told:
    """What the thread found: the clip's times once, then frames; `run` says what a frame is for, 0 for the screen."""

    number: int = 0
    run: int = 0
    frame: Frame | None = None
    times: tuple[float, ...] = ()
    seconds: float = 0.0
    error: BaseException | None = None


class FilmWorker(QObject):
    """Opens a clip and makes its frames, in the order asked; `told` is emitted in the thread."""

    told = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        pool = self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="film")
        self.destroyed.connect(lambda: pool.shutdown(wait=False))
        self._film: Film | None = None
        self._is_closed = False

    @property
    def damaged_from(self) -> float | None:
        """Where reading first failed."""
        return self._film.damaged_from if self._film is not None else None

    def open(self, path_of: Callable[[], Path], name: str) -> None:
        """Open the clip."""
        self._do(lambda: self._opened(path_of, name), 0, 0)

    def ask(self, number: int, room: QSize, *, run: int = 0) -> None:
        """Make a frame no larger than `room`."""
        wanted = QSize(room)
        self._do(lambda: self._made(number, wanted, run), number, run)

    def close(self) -> None:
        """End after the frame in work."""
        self._is_closed = True
        self._pool.submit(self._let_go)
        self._pool.shutdown(wait=False)

    def _do(self, work: Callable[[], Told], number: int, run: int) -> None:
        self._pool.submit(work).add_done_callback(lambda future: self._tell(future, number, run))

    def _tell(self, future: Future[Told], number: int, run: int) -> None:
        # Runs in the thread: it may only emit.
        error = future.exception()
        if not self._is_closed:
            with suppress(RuntimeError):  # the window went away at this very moment
                self.told.emit(Told(number, run, error=error) if error is not None else future.result())

    def _opened(self, path_of: Callable[[], Path], name: str) -> Told:
        # FFmpeg is loaded with the first clip.
        from intake.ui.media.films import Film

        self._film = Film(path_of(), name)
        return Told(times=self._film.times, seconds=self._film.seconds)

    def _made(self, number: int, room: QSize, run: int) -> Told:
        if self._is_closed or self._film is None:
            raise NotAllowed("This clip is closed.")
        return Told(number, run, self._film.frame(number, room))

    def _let_go(self) -> None:
        if self._film is not None:
            self._film.close()
