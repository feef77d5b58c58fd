"""The real program in a real window on a screen of its own, driven by keys and mouse from outside."""

from __future__ import annotations

import hashlib
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
NEEDED = ("Xvfb", "xdotool")
WIDTH, HEIGHT = 1440, 900
LONGEST_S = 30.0
STILL_S = 0.3  # shorter than a text cursor blinks
_PAUSE = threading.Event()  # never set: a wait between two looks


def missing_programs() -> list[str]:
    return [name for name in NEEDED if shutil.which(name) is None]


def until(condition: Callable[[], Any], what: str, longest: float = LONGEST_S) -> Any:
    """What the condition gives once it is true; fails with words when it never is."""
    end = time.monotonic() + longest
    while not (found := condition()):
        assert time.monotonic() < end, f"never came: {what}"
        _PAUSE.wait(0.03)
    return found


class Screen:
    """A display without a monitor; its picture lies in a file."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True)
        self._picture = folder / "Xvfb_screen0"
        reading, writing = os.pipe()
        command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", f"{WIDTH}x{HEIGHT}x24", "-fbdir", str(folder)]
        self._server = subprocess.Popen(
            [*command, "-nolisten", "tcp", "-noreset"],
            pass_fds=(writing,),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        os.close(writing)
        with os.fdopen(reading) as told:
            self.name = f":{told.readline().strip()}"

    def wait_still(self) -> None:
        """Nothing has moved for a while."""
        seen = {"picture": b"", "since": 0.0}

        def is_still() -> bool:
            picture = hashlib.blake2b(self._picture.read_bytes()).digest()
            if picture != seen["picture"]:
                seen.update(picture=picture, since=time.monotonic())
            return time.monotonic() - float(seen["since"]) > STILL_S

        until(is_still, "a still screen")

    def close(self) -> None:
        self._server.terminate()
        self._server.wait(timeout=10)


class Program:
    """The program over a home folder."""

    def __init__(self, screen: Screen, home: Path, **more_environment: str) -> None:
        self._screen, self._home = screen, home
        self._environment = os.environ | {"DISPLAY": screen.name, "QT_QPA_PLATFORM": "xcb", "TZ": "UTC"}
        self._environment |= more_environment
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        command = [sys.executable, str(ROOT / "main.py"), "--home", str(self._home)]
        self._process = subprocess.Popen(command, env=self._environment, cwd=ROOT)
        window = until(self._window, "a window")
        until(lambda: self._tell("windowfocus", window).returncode == 0, "the focus")
        self._screen.wait_still()

    def kill(self) -> None:
        """The process ends at once, as when the power of the computer goes."""
        assert self._process is not None
        self._process.send_signal(signal.SIGKILL)
        self._process.wait(timeout=10)

    def close(self) -> None:
        if self._process is not None and self._process.poll() is None:
            self.kill()

    def keys(self, *names: str) -> None:
        """Press keys one after the other; each has been answered on the screen."""
        for name in names:
            self._tell("key", name)
            self._screen.wait_still()

    def type(self, text: str) -> None:
        self._tell("type", "--delay", "15", text)
        self._screen.wait_still()

    def click(self, x: int, y: int) -> None:
        self._tell("mousemove", str(x), str(y), "click", "1")
        self._screen.wait_still()

    def sign_in(self, initials: str, pin: str) -> None:
        """Past the lock; keys pressed before the staff cards stand are lost, as for anybody, and pressed again."""
        for _ in range(4):
            self.keys(*["BackSpace"] * len(pin), *initials)
            self.type(pin)
            self.keys("Return")
            if self._is_past_the_lock():
                self._screen.wait_still()
                return
        raise AssertionError("never came: the board behind the lock")

    def _is_past_the_lock(self) -> bool:
        try:
            until(lambda: self.title().startswith(("Today", "Visit")), "the board", longest=5)
        except AssertionError:
            return False
        return True

    def open_dialog(self, key: str, title: str) -> None:
        """Press a key until it opens a window of that title: what it acts on may still be on its way."""
        for _ in range(20):
            self.keys(key)
            if self._tell("search", "--onlyvisible", "--name", title).stdout.strip():
                return
        raise AssertionError(f"never came: the window {title}")

    def title(self) -> str:
        window = self._window()
        return self._tell("getwindowname", window).stdout.strip() if window else ""

    def _window(self) -> str:
        found = self._tell("search", "--onlyvisible", "--name", "Intake").stdout.split()
        return found[-1] if found else ""

    def _tell(self, *words: str) -> subprocess.CompletedProcess[str]:
        assert self._process is None or self._process.poll() is None, "the program has ended"
        return subprocess.run(["xdotool", *words], env=self._environment, capture_output=True, text=True, check=False)


class Record:
    """What lies in the database file, read from outside."""

    def __init__(self, home: Path) -> None:
        self._file = home / "intake.db"

    def rows(self, question: str) -> list[tuple[Any, ...]]:
        with closing(sqlite3.connect(f"{self._file.as_uri()}?mode=ro", uri=True)) as database:
            return database.execute(question).fetchall()

    def answers(self) -> dict[tuple[str, str | None], str]:
        return {(item, site): answer for item, site, answer in self.rows("select item, site, answer from answers")}

    def wait_for(self, item: str, site: str | None = None, longest: float = LONGEST_S) -> None:
        until(lambda: (item, site) in self.answers(), f"an answer to {item} {site or ''}", longest)
