"""`sheet`: paper as PDF, of a case file or of a visit."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from intake.app import case_files, printing
from intake.app.clinic import Clinic
from intake.app.printing import PrintOrder
from intake.cli.answer import Answer, write_whole
from intake.cli.case_input import read
from intake.cli.options import moment, one_of
from intake.cli.place import clinic_of
from intake.cli.times import in_clinic_zone
from intake.domain.errors import NotAllowed
from intake.domain.ids import VisitId
from intake.domain.records import Paper

LATER = ("blank", "workup-request", "owner-log", "label", "label-sheet", "downtime")


def add_to(commands: Any) -> None:
    """The command and its arguments."""
    parser = commands.add_parser("sheet", help="a sheet as PDF, of a case file or of a visit")
    parser.add_argument("kind", choices=("exam", *LATER), metavar="KIND")
    source = parser.add_mutually_exclusive_group()
    source.add_argument("--case", type=Path, metavar="CASE.json")
    source.add_argument("--visit", metavar="ID")
    parser.add_argument("--out", type=Path, metavar="PATH", required=True)
    parser.add_argument("--paper", type=one_of(Paper), default=Paper.A4, metavar="a4|letter")
    parser.add_argument("--printed-at", type=moment, metavar="T")
    parser.add_argument("--printed-by", metavar="NAME")
    parser.set_defaults(command=_sheet, wrong_usage=parser.error)


def _sheet(given: argparse.Namespace) -> Answer:
    if given.kind in LATER:
        raise NotAllowed(f"The sheet {given.kind} arrives with a later version of Intake. Nothing was written.")
    if given.case is None and given.visit is None:
        given.wrong_usage("the exam sheet needs --case CASE.json or --visit ID")
    if (given.printed_at is None) != (given.printed_by is None):
        given.wrong_usage("--printed-at and --printed-by go together")
    write_whole(given.out, _content(given))
    return Answer({"sheet": given.kind, "out": str(given.out)}, f"Saved to {given.out}.")


def _content(given: argparse.Namespace) -> bytes:
    with clinic_of(given) as clinic:
        order = _order(given, clinic)
        if given.visit is not None:
            return printing.exam_sheet_of_visit(clinic, VisitId(given.visit), order, by=None)
        engine = clinic.rulebooks.current
        case = read(engine, given.case)
        return printing.exam_sheet_of_case(clinic, case, order, case_bytes=case_files.normal_form(engine, case))


def _order(given: argparse.Namespace, clinic: Clinic) -> PrintOrder:
    printed_at = in_clinic_zone(clinic, given.printed_at) if given.printed_at else None
    return PrintOrder(given.paper, printed_at, given.printed_by or "")
