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
    check.add_argument(
        "folder",
        type=Path,
        nargs="?",
        metavar="DIR",
        help="an exam's or a clinic's; else the program's and the clinic's",
    )
    check.set_defaults(command=_check)
    listed = group.add_parser("list", help="what the app knows")
    listed.add_argument("kind", nargs="?", choices=exam_rules.KINDS, metavar="KIND", help=" ".join(exam_rules.KINDS))
    listed.set_defaults(command=_list)
    schema = group.add_parser("schema", help="JSON Schema of the case format")
    schema.set_defaults(command=_schema)


def _check(given: argparse.Namespace) -> Answer:
    program = resource("knowledge")
    if given.folder is None:
        sound = exam_rules.check(program, paths_for(getattr(given, "home", None)).clinic_rules)
        text = "The knowledge of the program is sound."
    else:
        sound = exam_rules.check_folder(given.folder, program)
        text = f"The knowledge of {given.folder} is sound." if sound.is_whole else ""
    if sound.clinic_files:
        text = f"{text}\n{_clinic_words(sound)}".strip()
    return Answer({"format": "intake-problems/1", "problems": []}, text)


def _clinic_words(sound: exam_rules.Sound) -> str:
    files, rules = _number(sound.clinic_files, "file"), _number(sound.clinic_rules, "rule")
    return f"The clinic's own rules are sound: {rules} in {files}, tried with {_number(sound.clinic_cases, 'case')}."


def _number(count: int, of: str) -> str:
    return f"{count} {of}" if count == 1 else f"{count} {of}s"


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
    author = f"  [clinic: {row['author']}]" if row.get("author") else ""
    return f"{row['id']}  {name}".rstrip() + author


def _schema(given: argparse.Namespace) -> Answer:
    return Answer(exam_rules.case_schema(rulebooks_of(given).current.knowledge))
