"""Arguments to the command line, none to the window."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from intake.domain.errors import IntakeError

NO_SCREEN = (
    "There is no screen to open the window on, and nothing was changed. "
    "Start it from a desktop session, or use a command: python main.py --help"
)
NO_LIBRARY = (
    "The window needs a system library that this computer does not have ({error}). "
    "Nothing was changed. `make run` installs what is missing; README.md has the list."
)


def main(arguments: Sequence[str] | None = None) -> int:
    """The exit code of the window, or of the command in the arguments."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    options, rest = _window_options().parse_known_args(given)
    if rest:
        from intake.cli.main import run

        return run(given)
    return _open_window(options.home, options.database)


def _window_options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="intake", add_help=False, allow_abbrev=False)
    parser.add_argument("--home", type=Path)
    parser.add_argument("--database")
    return parser


def _open_window(home: Path | None, database: str | None) -> int:
    if not _has_screen():
        return _refuse(NO_SCREEN)
    try:
        # Commands must start without Qt, so the window's parts are loaded only here.
        from intake.bootstrap import run_window

        return run_window(home, database)
    except IntakeError as error:
        return _refuse(str(error))
    except ImportError as error:
        if ".so" not in str(error):
            raise
        return _refuse(NO_LIBRARY.format(error=error))


def _has_screen() -> bool:
    # Qt ends the process with a core dump when it finds none, so it is not asked.
    if not sys.platform.startswith("linux"):
        return True
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))


def _refuse(sentence: str) -> int:
    print(sentence, file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
