"""Rows as domain values, and domain values as rows."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from sqlalchemy import Row, Table

from intake.domain.audit import AuditEntry
from intake.domain.cases import Answer, Missing, NoValue, WhyMissing
from intake.domain.decisions import Amendment, Clearance, Decision, FlagTold, GateAnswer, Signature, Verdict
from intake.domain.exams import AnswerSource, Exam, ExamKind, RecordedAnswer, RecordedNote
from intake.domain.media import Media, MediaKind, MediaMark, MediaNote
from intake.domain.patients import Owner, Patient, Sex
from intake.domain.rechecks import RecheckPlan
from intake.domain.staff import Role, StaffMember
from intake.domain.visits import UrgencyLevel, Visit, VisitStatus
from intake.storage import tables

Values = dict[str, Any]
Columns = Mapping[str, Any]

_compact = partial(json.dumps, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def digits_of(text: str) -> str:
    """The digits of a phone number, by which it is found."""
    return "".join(str(int(character)) for character in text if character.isdecimal())


def answer_text(answer: Answer | None) -> str | None:
    """An answer as it is stored; None for one that takes back."""
    match answer:
        case None:
            return None
        case NoValue():
            return _compact(_no_value_object(answer))
        case tuple():
            return _compact(list(answer))
        case _:
            return _compact(answer)


def _no_value_object(answer: NoValue) -> dict[str, str | None]:
    stored: dict[str, str | None] = {answer.kind.value: answer.reason.value if answer.reason else None}
    return stored | {"text": answer.text} if answer.text else stored


def answer_from(text: str | None) -> Answer | None:
    """The answer that was stored."""
    if text is None:
        return None
    stored = json.loads(text)
    match stored:
        case dict():
            return _no_value_from(stored)
        case list():
            return tuple(stored)
        case _:
            return stored  # type: ignore[no-any-return]  # a string or a number, as `answer_text` wrote it


def _no_value_from(stored: Mapping[str, Any]) -> NoValue:
    kind = next(kind for kind in Missing if kind.value in stored)
    reason = stored[kind.value]
    return NoValue(kind, WhyMissing(reason) if reason else None, stored.get("text", ""))


def staff_member(row: Row[Any]) -> StaffMember:
    """A person."""
    return StaffMember(**(row._asdict() | {"role": Role(row.role)}))


def owner(row: Row[Any]) -> Owner:
    """An owner."""
    return owner_from(row._asdict())


def owner_from(columns: Columns) -> Owner:
    """An owner from columns by name."""
    return Owner(columns["id"], columns["name"], columns["phone"], columns["version"])


def patient(row: Row[Any]) -> Patient:
    """A dog."""
    return patient_from(row._asdict())


def patient_from(columns: Columns) -> Patient:
    """A dog from columns by name."""
    sex = columns["sex"]
    fields = {**columns, "sex": Sex(sex) if sex else None}
    del fields["seq"]
    return Patient(**fields)


def visit(row: Row[Any]) -> Visit:
    """A visit."""
    return visit_from(row._asdict())


def visit_from(columns: Columns) -> Visit:
    """A visit from columns by name."""
    states = {"status": VisitStatus(columns["status"]), "urgency": UrgencyLevel(columns["urgency"])}
    return Visit(**{**columns, **states})


def exam(row: Row[Any]) -> Exam:
    """An exam."""
    return exam_from(row._asdict())


def exam_from(columns: Columns) -> Exam:
    """An exam from columns by name."""
    given, checks = columns["given"], columns["checks"]
    read = {
        "given": None if given is None else frozenset(json.loads(given)),
        "kind": ExamKind(columns["kind"]),
        "checks": () if checks is None else tuple(json.loads(checks)),
    }
    return Exam(**{**columns, **read})


def answer(row: Row[Any]) -> RecordedAnswer:
    """A row of the answer journal."""
    seq, exam_id, item, site, text, by, made_at, entered_at, source, said_by = row
    return RecordedAnswer(
        exam_id, item, site, answer_from(text), by, made_at, entered_at, AnswerSource(source), said_by, seq
    )


def note(row: Row[Any]) -> RecordedNote:
    """A row of the note journal."""
    return RecordedNote(row.exam_id, row.item, row.text, row.staff_id, row.entered_at, row.seq)


def decision(row: Row[Any]) -> Decision:
    """A row of the decision journal."""
    return Decision(row.exam_id, row.workup, Verdict(row.verdict), row.reason, row.staff_id, row.at, row.seq)


def flag_told(row: Row[Any]) -> FlagTold:
    """Who was told of a flag."""
    return FlagTold(row.exam_id, row.flag, row.told_to, row.staff_id, row.at, row.withdrawn, row.seq)


def gate(row: Row[Any]) -> GateAnswer:
    """An answer to a safety gate."""
    return GateAnswer(row.exam_id, row.rule, row.is_safe, row.staff_id, row.at, row.withdrawn, row.seq)


def clearance(row: Row[Any]) -> Clearance:
    """A vet's clearance."""
    return Clearance(row.visit_id, row.vet, row.at, row.withdrawn, row.seq)


def signature(row: Row[Any]) -> Signature:
    """A vet's signature."""
    return Signature(**row._asdict())


def amendment(row: Row[Any]) -> Amendment:
    """A later addition."""
    return Amendment(row.exam_id, row.text, row.staff_id, row.at, row.seq)


def recheck_plan(row: Row[Any]) -> RecheckPlan:
    """A plan of rechecks."""
    columns = _by_columns(row)
    return RecheckPlan(**(columns | {"checks": tuple(json.loads(columns["checks"]))}))


def media(row: Row[Any]) -> Media:
    """A photo or clip."""
    columns = _by_columns(row)
    return Media(**(columns | {"kind": MediaKind(columns["kind"])}))


def media_note(row: Row[Any]) -> MediaNote:
    """The words under a photo or clip."""
    return MediaNote(**_by_columns(row))


def media_mark(row: Row[Any]) -> MediaMark:
    """A named moment of a clip."""
    return MediaMark(**_by_columns(row))


def _by_columns(row: Row[Any]) -> dict[str, Any]:
    columns = row._asdict()
    return columns | {"by": columns.pop("staff_id")}


def audit_entry(row: Row[Any]) -> AuditEntry:
    """A row of the audit trail."""
    return AuditEntry(row.at, row.staff_id, row.act, row.subject, row.detail, row.seq, row.seal)


def staff_values(it: StaffMember) -> Values:
    """The row of a person."""
    return _fields(it)


def owner_values(it: Owner) -> Values:
    """The row of an owner."""
    return _fields(it) | {"phone_digits": digits_of(it.phone)}


def exam_values(it: Exam) -> Values:
    """The row of an exam."""
    kept = {
        "given": None if it.given is None else _compact(sorted(it.given)),
        "kind": it.kind.value,
        "checks": _compact(list(it.checks)) if it.checks else None,
    }
    return _fields(it) | kept


def _fields(it: Any) -> Values:
    return {name: getattr(it, name) for name in it.__slots__}


def answer_values(it: RecordedAnswer) -> Values:
    """The row of an answer."""
    return {
        "exam_id": it.exam_id,
        "item": it.item,
        "site": it.site,
        "answer": answer_text(it.answer),
        "staff_id": it.by,
        "made_at": it.made_at,
        "entered_at": it.entered_at,
        "source": it.source.value,
        "said_by": it.said_by,
    }


def _journal_values(it: Any) -> Values:
    """The row of anything else that is only added: `seq` is the database's, `by` is a keyword of SQL."""
    values = _fields(it)
    del values["seq"]
    if "by" in values:
        values["staff_id"] = values.pop("by")
    return values


def recheck_plan_values(it: RecheckPlan) -> Values:
    """The row of a plan of rechecks."""
    return _journal_values(it) | {"checks": _compact(list(it.checks))}


ROWS: dict[type, tuple[Table, Callable[[Any], Values]]] = {
    StaffMember: (tables.staff, staff_values),
    Owner: (tables.owners, owner_values),
    Patient: (tables.patients, _fields),
    Visit: (tables.visits, _fields),
    Exam: (tables.exams, exam_values),
    RecordedAnswer: (tables.answers, answer_values),
    RecordedNote: (tables.notes, _journal_values),
    Decision: (tables.decisions, _journal_values),
    FlagTold: (tables.told, _journal_values),
    GateAnswer: (tables.gates, _journal_values),
    Clearance: (tables.clearances, _journal_values),
    Signature: (tables.signatures, _journal_values),
    Amendment: (tables.amendments, _journal_values),
    RecheckPlan: (tables.recheck_plans, recheck_plan_values),
    Media: (tables.media, _journal_values),
    MediaNote: (tables.media_notes, _journal_values),
    MediaMark: (tables.media_marks, _journal_values),
}
"""Where each kind of domain value is stored, and how."""
