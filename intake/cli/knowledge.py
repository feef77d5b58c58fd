"""`knowledge`: what the exam asks and what answers mean."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from intake.app import exam_rules
from intake.cli.answer import Answer
from intake.cli.place import rulebooks_of
from intake.paths import paths_for, resource


def add_to(commands: Any) -> None:
    """The commands and their arguments."""
    group = commands.add_parser("knowledge", help="what the exam asks and its rules: check, list, schema").commands()
    check = group.add_parser("check", help="read every file of the exam and its rules, and list all problems")
    check.add_argument("folder", type=Path, nargs="?", metavar="DIR", help="else the program's own and the clinic's")
    check.set_defaults(command=_check)
    listed = group.add_parser("list", help="what the app knows")
    listed.add_argument("kind", nargs="?", choices=exam_rules.KINDS, metavar="KIND", help=" ".join(exam_rules.KINDS))
    listed.set_defaults(command=_list)
    schema = group.add_parser("schema", help="JSON Schema of the case format")
    schema.set_defaults(command=_schema)


def _check(given: argparse.Namespace) -> Answer:
    if given.folder is not None:
        exam_rules.check(given.folder)
        where = str(given.folder)
    else:
        exam_rules.check(resource("knowledge"), extra=paths_for(getattr(given, "home", None)).clinic_rules)
        where = "the program"
    return Answer({"format": "intake-problems/1", "problems": []}, f"The knowledge of {where} is sound.")


def _list(given: argparse.Namespace) -> Answer:
    knowledge = rulebooks_of(given).current.knowledge
    if given.kind is None:
        summary = exam_rules.summary(knowledge)
        counts = "\n".join(f"{count:>5}  {kind}" for kind, count in summary["counts"].items())
        return Answer(summary, f"Version {summary['version']}, {summary['digest']}\n{counts}")
    rows = exam_rules.listed(knowledge, given.kind)
    return Answer(rows, "\n".join(_line(row) for row in rows))


def _line(row: dict[str, Any]) -> str:
    name = next((row[key] for key in ("label", "name", "message", "says", "title") if row.get(key)), "")
    return f"{row['id']}  {name}".rstrip()


def _schema(given: argparse.Namespace) -> Answer:
    return Answer(exam_rules.case_schema(rulebooks_of(given).current.knowledge))
