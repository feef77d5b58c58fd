"""`demo`: an empty home filled with a made-up clinic."""

from __future__ import annotations

import argparse
from typing import Any

from intake import bootstrap
from intake.cli.answer import Answer
from intake.cli.place import place_of


def add_to(commands: Any) -> None:
    """The command."""
    parser = commands.add_parser("demo", help="fill an empty home with a made-up clinic")
    parser.set_defaults(command=_demo)


def _demo(given: argparse.Namespace) -> Answer:
    made = bootstrap.fill_with_demo(place_of(given))
    people = [{"name": person.name, "role": person.role.value, "pin": pin} for person, pin in made.people]
    lines = [f"{person['name']:<22} {person['role']:<14} PIN {person['pin']}" for person in people]
    head = f"A made-up clinic: {made.dogs} dogs, {made.visits} visits. Sign in as:"
    return Answer({"people": people, "dogs": made.dogs, "visits": made.visits}, "\n".join([head, *lines]))
