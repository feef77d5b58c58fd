"""The statements that run again and again, each built once when it is first needed."""

from __future__ import annotations

from functools import cache
from typing import Any

from sqlalchemy import Insert, Select, Table, bindparam, exists, func, insert, literal_column, or_, select

from intake.storage.tables import (
    answers,
    audit,
    clearances,
    exams,
    gates,
    knowledge,
    media,
    media_notes,
    owners,
    patients,
    recheck_plans,
    sheet_codes,
    signatures,
    staff,
    visits,
)


@cache
def recording_state() -> Select[Any]:
    """Exam, person, signature and clearance in one row; one row more for each answer to a safety gate."""
    first = exams.alias("first_exam")
    return (
        select(
            exams,
            first.c.id.label("first_exam"),
            exists().where(signatures.c.exam_id == exams.c.id).label("is_signed"),
            exists().where(signatures.c.exam_id == first.c.id).label("is_first_signed"),
            _is_cleared().label("is_cleared"),
            visits.c.status,
            staff.c.role,
            gates.c.rule,
            gates.c.is_safe,
            gates.c.withdrawn,
        )
        .join(first, (first.c.visit_id == exams.c.visit_id) & (first.c.ordinal == 1))
        .join(visits, visits.c.id == exams.c.visit_id)
        .outerjoin(staff, staff.c.id == bindparam("staff"))
        .outerjoin(gates, gates.c.exam_id == exams.c.id)
        .where(exams.c.id == bindparam("exam"))
        .order_by(gates.c.seq)
    )


def _is_cleared() -> Any:
    """Whether the newest clearance of the visit stands; nothing when there is none."""
    newest = select(~clearances.c.withdrawn).where(clearances.c.visit_id == exams.c.visit_id)
    return newest.order_by(clearances.c.seq.desc()).limit(1).scalar_subquery()


@cache
def answers_of() -> Select[Any]:
    """The answer journal of an exam."""
    return select(answers).where(answers.c.exam_id == bindparam("exam")).order_by(answers.c.seq)


@cache
def answers_at() -> Select[Any]:
    """The answer journal of a few items of an exam."""
    here = (answers.c.exam_id == bindparam("exam")) & answers.c.item.in_(bindparam("items", expanding=True))
    return select(answers).where(here).order_by(answers.c.seq)


@cache
def answers_at_one() -> Select[Any]:
    """The answer journal of one item of an exam, which every answer asks for."""
    here = (answers.c.exam_id == bindparam("exam")) & (answers.c.item == bindparam("item"))
    return select(answers).where(here).order_by(answers.c.seq)


@cache
def last_seal() -> Select[Any]:
    """The seal of the newest audit row."""
    return select(audit.c.seal).order_by(audit.c.seq.desc()).limit(1)


@cache
def insert_into(table: Table) -> Insert:
    """A row into this table."""
    return insert(table)


@cache
def journal(table: Table, owner: str = "exam_id") -> Select[Any]:
    """A journal's rows of one exam or visit, oldest first."""
    return select(table).where(table.c[owner] == bindparam("of")).order_by(table.c.seq)


@cache
def newest_plans() -> Select[Any]:
    """The newest recheck plan of each of some visits."""
    of_visits = recheck_plans.c.visit_id.in_(bindparam("visits", expanding=True))
    newest = select(func.max(recheck_plans.c.seq)).where(of_visits).group_by(recheck_plans.c.visit_id)
    return select(recheck_plans).where(recheck_plans.c.seq.in_(newest))


@cache
def captions() -> Select[Any]:
    """The captions of a visit's photos and clips, oldest first."""
    of_visit = media.c.visit_id == bindparam("of")
    here = select(media_notes).join(media, media.c.id == media_notes.c.media_id).where(of_visit)
    return here.order_by(media_notes.c.seq)


@cache
def by_id(table: Table) -> Select[Any]:
    """One row by its id."""
    return select(table).where(table.c.id == bindparam("id"))


@cache
def board() -> Select[Any]:
    """Visits with dog and owner, by number; columns of the three tables one after the other."""
    return (
        select(*visits.c, *patients.c, *owners.c)
        .set_label_style(_labels())
        .join(patients, patients.c.id == visits.c.patient_id)
        .join(owners, owners.c.id == patients.c.owner_id)
        .order_by(visits.c.number)
    )


def _labels() -> Any:
    from sqlalchemy import LABEL_STYLE_TABLENAME_PLUS_COL

    return LABEL_STYLE_TABLENAME_PLUS_COL


@cache
def has_knowledge() -> Select[Any]:
    """One row when this knowledge is kept."""
    return select(literal_column("1")).where(knowledge.c.digest == bindparam("digest")).select_from(knowledge)


@cache
def sheet_code() -> Select[Any]:
    """The code of a sheet of an exam."""
    here = (sheet_codes.c.exam_id == bindparam("exam")) & (sheet_codes.c.sheet == bindparam("sheet"))
    return select(sheet_codes.c.code).where(here)


def in_days(since: Any, until: Any) -> Any:
    """The condition that a visit was opened or is expected in [since, until); None leaves that limit out."""
    return or_(*(_between(moment, since, until) for moment in (visits.c.opened_at, visits.c.expected_at)))


def _between(moment: Any, since: Any, until: Any) -> Any:
    condition = moment.is_not(None)
    if since is not None:
        condition &= moment >= since
    if until is not None:
        condition &= moment < until
    return condition
