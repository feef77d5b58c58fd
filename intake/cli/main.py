"""Arguments to a command, its answer to an exit code."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from typing import TypeAlias

from intake import __version__
from intake.bootstrap import log_crash
from intake.cli import assess, db, demo, knowledge, sheet, staff, visit
from intake.cli.answer import speak_utf8, tell, tell_problems
from intake.cli.options import OptionParser
from intake.domain.errors import IntakeError
from intake.paths import paths_for

DONE, REFUSED, WRONG_USAGE = 0, 1, 2

Arguments: TypeAlias = argparse.Namespace


def run(arguments: Sequence[str]) -> int:
    """The exit code of a command: 0 done, 1 refused or something found, 2 wrong usage."""
    speak_utf8()
    try:
        code = _answered(_parser().parse_args(arguments))
        sys.stdout.flush()
    except SystemExit as end:
        # How the parser says that the usage is wrong, or that help was all that was asked for.
        return WRONG_USAGE if end.code else DONE
    except BrokenPipeError:
        # Whoever read the answer has seen enough.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    return code


def _answered(given: Arguments) -> int:
    as_json = getattr(given, "json", False)
    try:
        tell(given.command(given), as_json=as_json)
    except IntakeError as error:
        tell_problems(error, as_json=as_json)
        return REFUSED
    except BrokenPipeError:
        raise
    except KeyboardInterrupt:
        tell_problems(IntakeError("Stopped half way. Everything saved before is safe."), as_json=as_json)
        return REFUSED
    except Exception as error:  # noqa: BLE001  the last place that can tell it in words
        return _crashed(given, error)
    return DONE


def _crashed(given: Arguments, error: Exception) -> int:
    log = log_crash(paths_for(getattr(given, "home", None)), error)
    where = f"The details are in {log}." if log else f"No log could be written ({type(error).__name__}: {error})."
    sentence = f"Intake made a mistake of its own and stopped. Everything saved before is safe. {where}"
    tell_problems(IntakeError(sentence), as_json=getattr(given, "json", False))
    return REFUSED


def _parser() -> OptionParser:
    parser = OptionParser(prog="intake", description="Without a command, the window opens.")
    parser.add_argument("--version", action="version", version=f"Intake {__version__}")
    commands = parser.commands()
    for group in (assess, knowledge, sheet, visit, staff, db, demo):
        group.add_to(commands)
    return parser
