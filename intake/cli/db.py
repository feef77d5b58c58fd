"""`db`: bring up to date, check, back up, bring back."""

from __future__ import annotations

import argparse
from dataclasses import asdict
from pathlib import Path
from typing import Any

from intake import bootstrap
from intake.cli.answer import Answer
from intake.cli.place import place_of
from intake.domain.errors import BadInput


def add_to(commands: Any) -> None:
    """The commands and their arguments."""
    group = commands.add_parser("db", help="the database: upgrade, check, backup, restore").commands()
    upgrade = group.add_parser("upgrade", help="make the database, or bring it up to date after a copy")
    upgrade.set_defaults(command=_upgrade)
    check = group.add_parser("check", help="look whether everything in it is whole and unchanged")
    check.set_defaults(command=_check)
    backup = group.add_parser("backup", help="one zip with database, attachments and their digests")
    backup.add_argument("file", type=Path, metavar="FILE")
    backup.set_defaults(command=_backup)
    restore = group.add_parser("restore", help="bring a backup back; what was there is kept beside it")
    restore.add_argument("file", type=Path, metavar="FILE")
    restore.set_defaults(command=_restore)


def _upgrade(given: argparse.Namespace) -> Answer:
    bootstrap.upgrade(place_of(given))
    return Answer({"upgraded": True}, "The database is up to date.")


def _check(given: argparse.Namespace) -> Answer:
    report = bootstrap.check(place_of(given))
    if report.problems:
        raise BadInput(report.problems)
    counts = asdict(report)
    del counts["problems"]
    text = "The database is whole: " + ", ".join(f"{count} {name.replace('_', ' ')}" for name, count in counts.items())
    return Answer({"format": "intake-problems/1", "problems": [], "counts": counts}, f"{text}.")


def _backup(given: argparse.Namespace) -> Answer:
    made = bootstrap.backup(place_of(given), given.file)
    return Answer({"backup": str(made.path), "files": made.files}, f"Backed up {made.files} files to {made.path}.")


def _restore(given: argparse.Namespace) -> Answer:
    restored = bootstrap.restore(place_of(given), given.file)
    kept = [str(path) for path in restored.kept]
    text = "The backup is back." + (f" What was there is kept: {', '.join(kept)}" if kept else "")
    return Answer({"restored": str(given.file), "kept": kept}, text)
