"""The clinic that a command works in."""

from __future__ import annotations

import argparse
import sys
from contextlib import AbstractContextManager

from intake import bootstrap
from intake.app import exam_rules
from intake.app.clinic import Clinic
from intake.app.rulebooks import KeptRulebooks
from intake.domain.errors import Problem
from intake.paths import paths_for


def place_of(given: argparse.Namespace) -> bootstrap.Place:
    """Folders, settings and database as the options say.

    Raises:
        IntakeError: the settings cannot be used.
    """
    return bootstrap.place(getattr(given, "home", None), getattr(given, "database", None))


def clinic_of(given: argparse.Namespace) -> AbstractContextManager[Clinic]:
    """The clinic with its database open.

    Raises:
        IntakeError: the settings or the database cannot be used.
    """
    return bootstrap.clinic_at(place_of(given), tell_refused)


def rulebooks_of(given: argparse.Namespace) -> KeptRulebooks:
    """The knowledge with the clinic's own rules, without a database or settings."""
    return bootstrap.rulebooks(paths_for(getattr(given, "home", None)), tell_refused)


def tell_refused(problems: tuple[Problem, ...]) -> None:
    """Say on stderr which rules of the clinic are not in force, and why; the command goes on."""
    for sentence in exam_rules.refusal(problems):
        print(" ".join(sentence.split()), file=sys.stderr)
