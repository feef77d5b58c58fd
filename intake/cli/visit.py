"""`visit`: open, list, show, bring in and give out visits."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

from intake.app import boards, case_files, cases, front_desk
from intake.app.boards import BoardRow, ExamFile
from intake.app.clinic import Clinic
from intake.app.front_desk import NewDog
from intake.cli.answer import Answer, write_whole
from intake.cli.case_input import read
from intake.cli.options import day, moment, one_of, ordinal
from intake.cli.place import clinic_of
from intake.cli.times import in_clinic_zone, shown, written
from intake.domain.decisions import Decision
from intake.domain.errors import NotFound
from intake.domain.ids import VisitId
from intake.domain.visits import URGENCY_WORDS, VisitStatus


def add_to(commands: Any) -> None:
    """The commands and their arguments."""
    group = commands.add_parser("visit", help="visits: new, list, show, import, export").commands()
    new = group.add_parser("new", help="a new visit of a new dog")
    new.add_argument("--dog", metavar="NAME", required=True)
    new.add_argument("--owner", metavar="NAME", required=True)
    new.add_argument("--phone", metavar="P", default="")
    new.add_argument("--complaint", metavar="TEXT", default="")
    new.add_argument("--expected", type=moment, metavar="TIME", help="such as 2026-11-24T14:30, on the clinic's clock")
    new.set_defaults(command=_new)
    listed = group.add_parser("list", help="visits by number")
    listed.add_argument("--status", type=one_of(VisitStatus), metavar="S")
    listed.add_argument("--day", type=day, metavar="D", help="such as 2026-11-24")
    listed.set_defaults(command=_list)
    _add_one_visit(group)


def _add_one_visit(group: Any) -> None:
    show = group.add_parser("show", help="a visit with its case, assessment and decisions")
    show.add_argument("visit", metavar="ID")
    show.set_defaults(command=_show)
    taken = group.add_parser("import", help="patient, visit and recorded exam from a case file")
    taken.add_argument("case", type=Path, metavar="CASE.json")
    taken.set_defaults(command=_import)
    export = group.add_parser("export", help="the case of a visit in its normal form")
    export.add_argument("visit", metavar="ID")
    export.add_argument("--exam", type=ordinal, metavar="N", help="1 for the visit's first; else the latest")
    export.add_argument("--out", type=Path, metavar="F")
    export.set_defaults(command=_export)


def _new(given: argparse.Namespace) -> Answer:
    with clinic_of(given) as clinic:
        expected = in_clinic_zone(clinic, given.expected) if given.expected else None
        dog = NewDog(given.dog, owner_name=given.owner, phone=given.phone)
        patient = front_desk.register(clinic, dog, by=None)
        visit = front_desk.open_visit(clinic, patient.id, by=None, complaint=given.complaint, expected_at=expected)
    return Answer({"visit": visit.id, "patient": patient.id})


def _import(given: argparse.Namespace) -> Answer:
    with clinic_of(given) as clinic:
        case = read(clinic.rulebooks.current, given.case)
        made = cases.import_case(clinic, case)
    return Answer({"visit": made.visit, "patient": made.patient})


def _list(given: argparse.Namespace) -> Answer:
    with clinic_of(given) as clinic:
        rows = boards.visits(clinic, status=given.status, day=given.day)
        lines = [_line(clinic, row) for row in rows]
    return Answer([_row(row) for row in rows], "\n".join(lines) or "There are no such visits.")


def _row(row: BoardRow) -> dict[str, object]:
    visit = row.visit
    return {
        "visit": visit.id,
        "number": visit.number,
        "patient": visit.patient_id,
        "dog": row.patient.name,
        "owner": row.owner.name,
        "status": visit.status.value,
        "urgency": visit.urgency.value,
        "opened_at": written(visit.opened_at),
        "signed_at": written(visit.signed_at),
    }


def _line(clinic: Clinic, row: BoardRow) -> str:
    visit = row.visit
    words = [
        f"{visit.number:>5}",
        visit.id,
        shown(clinic, visit.opened_at),
        visit.status.value.replace("_", " "),
        URGENCY_WORDS[visit.urgency.value],
        row.patient.name or "(no name)",
        row.owner.name or "(owner not recorded)",
    ]
    return "  ".join(words)


def _show(given: argparse.Namespace) -> Answer:
    with clinic_of(given) as clinic:
        file = boards.exam_file(clinic, VisitId(given.visit))
        row = _board_row(file)
        assessment = boards.full_assessment(file)
        text = case_files.assessment_text(file.engine, file.record.case, assessment)
        shown_row = _line(clinic, row)
    document = _row(row) | {
        "case": json.loads(case_files.normal_form(file.engine, file.record.case)),
        "assessment": case_files.assessment_object(assessment),
        "decisions": [_decision(file, decision) for decision in file.record.decisions],
    }
    return Answer(document, f"{shown_row}\n\n{text}")


def _board_row(file: ExamFile) -> BoardRow:
    record = file.record
    if record.visit is None or record.patient is None or record.owner is None:
        raise NotFound("There is no such visit.")
    return BoardRow(record.visit, record.patient, record.owner)


def _decision(file: ExamFile, decision: Decision) -> dict[str, object]:
    return {
        "workup": decision.workup,
        "verdict": decision.verdict.value,
        "reason": decision.reason,
        "by": file.record.staff_names.get(decision.by, decision.by),
        "at": written(decision.at),
    }


def _export(given: argparse.Namespace) -> Answer:
    with clinic_of(given) as clinic:
        file = boards.exam_file(clinic, VisitId(given.visit), given.exam)
        content = case_files.normal_form(file.engine, file.record.case)
    if given.out is None:
        return Answer(content)
    write_whole(given.out, content)
    return Answer({"visit": given.visit, "out": str(given.out)}, f"Saved to {given.out}.")
