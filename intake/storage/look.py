"""Questions to the database, answered with domain values."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import Connection, Row, Select, Table, select

from intake.domain.audit import AuditEntry
from intake.domain.decisions import Amendment, Clearance, Decision, FlagTold, GateAnswer, Signature
from intake.domain.errors import NotFound
from intake.domain.exams import Exam, RecordedAnswer, RecordedNote, RecordingState
from intake.domain.ids import ExamId, MediaId, OwnerId, PatientId, StaffId, VisitId
from intake.domain.media import Media, MediaMark, MediaNote
from intake.domain.patients import Owner, Patient
from intake.domain.rechecks import RecheckPlan
from intake.domain.staff import Role, StaffMember
from intake.domain.visits import Visit, VisitStatus
from intake.storage import mapping, search, statements, tables

T = TypeVar("T")
BoardLine = tuple[Visit, Patient, Owner]


class SqlLook:
    """A view over one transaction; it lives as long as the store keeps that open."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def staff(self) -> tuple[StaffMember, ...]:
        """Everybody who ever worked here, by name."""
        return self._all(mapping.staff_member, select(tables.staff).order_by(tables.staff.c.name, tables.staff.c.id))

    def staff_member(self, staff: StaffId) -> StaffMember:
        """One person. Raises NotFound."""
        return self._one(tables.staff, staff, mapping.staff_member, "There is nobody with the id")

    def owner(self, owner: OwnerId) -> Owner:
        """One owner. Raises NotFound."""
        return self._one(tables.owners, owner, mapping.owner, "There is no owner")

    def patient(self, patient: PatientId) -> Patient:
        """One dog. Raises NotFound."""
        return self._one(tables.patients, patient, mapping.patient, "There is no dog")

    def visit(self, visit: VisitId) -> Visit:
        """One visit. Raises NotFound."""
        return self._one(tables.visits, visit, mapping.visit, "There is no visit")

    def exam(self, exam: ExamId) -> Exam:
        """One exam. Raises NotFound."""
        return self._one(tables.exams, exam, mapping.exam, "There is no exam")

    def find_patients(self, text: str, *, limit: int) -> tuple[tuple[Patient, Owner], ...]:
        """Dogs whose name, owner, phone or microchip begins so, best first; accents and case ignored."""
        return search.find(self._connection, text, limit)

    def owners_with_phone(self, digits: str) -> tuple[Owner, ...]:
        """Owners whose phone number has these digits."""
        same = tables.owners.c.phone_digits == digits
        return self._all(mapping.owner, select(tables.owners).where(same).order_by(tables.owners.c.name))

    def visits(
        self, *, status: VisitStatus | None = None, since: datetime | None = None, until: datetime | None = None
    ) -> tuple[BoardLine, ...]:
        """Visits opened or expected in [since, until), by number; None leaves that limit out."""
        statement = statements.board()
        if status is not None:
            statement = statement.where(tables.visits.c.status == status.value)
        if since is not None or until is not None:
            statement = statement.where(statements.in_days(since, until))
        return self._all(_board_line, statement)

    def open_visits(self) -> tuple[BoardLine, ...]:
        """Visits neither done nor cancelled, whatever their day."""
        # Named one by one, so that the index on the status finds them among years of visits.
        ended = (VisitStatus.DONE, VisitStatus.CANCELLED)
        open_ones = [status.value for status in VisitStatus if status not in ended]
        return self._all(_board_line, statements.board().where(tables.visits.c.status.in_(open_ones)))

    def visits_of(self, patient: PatientId) -> tuple[Visit, ...]:
        """A dog's visits, oldest first."""
        of_dog = tables.visits.c.patient_id == patient
        return self._all(mapping.visit, select(tables.visits).where(of_dog).order_by(tables.visits.c.number))

    def exams_of(self, visit: VisitId) -> tuple[Exam, ...]:
        """A visit's exams by ordinal."""
        of_visit = tables.exams.c.visit_id == visit
        return self._all(mapping.exam, select(tables.exams).where(of_visit).order_by(tables.exams.c.ordinal))

    def answers_of(self, exam: ExamId) -> tuple[RecordedAnswer, ...]:
        """The answer journal, oldest first."""
        return self._all(mapping.answer, statements.answers_of(), exam=exam)

    def recording_state(self, exam: ExamId, by: StaffId) -> RecordingState:
        """What decides whether this person may record in this exam; one cheap query. Raises NotFound."""
        rows = self._connection.execute(statements.recording_state(), {"exam": exam, "staff": by}).all()
        if not rows:
            raise NotFound(f"There is no exam {exam}.")
        if rows[0].role is None:
            raise NotFound(f"There is nobody with the id {by}.")
        return replace(_recording_state(rows), by=by)

    def answers_at(self, exam: ExamId, items: tuple[str, ...]) -> tuple[RecordedAnswer, ...]:
        """The answer journal of a few items, oldest first."""
        if len(items) == 1:
            return self._all(mapping.answer, statements.answers_at_one(), exam=exam, item=items[0])
        return self._all(mapping.answer, statements.answers_at(), exam=exam, items=list(items))

    def notes_of(self, exam: ExamId) -> tuple[RecordedNote, ...]:
        """The note journal, oldest first."""
        return self._journal(tables.notes, exam, mapping.note)

    def decisions_of(self, exam: ExamId) -> tuple[Decision, ...]:
        """The decision journal, oldest first."""
        return self._journal(tables.decisions, exam, mapping.decision)

    def told_of(self, exam: ExamId) -> tuple[FlagTold, ...]:
        """Who was told of which flag, oldest first."""
        return self._journal(tables.told, exam, mapping.flag_told)

    def gates_of(self, exam: ExamId) -> tuple[GateAnswer, ...]:
        """The answers to safety gates, oldest first."""
        return self._journal(tables.gates, exam, mapping.gate)

    def clearance_of(self, visit: VisitId) -> Clearance | None:
        """The vet's clearance of the "vet first" checks, if it stands."""
        given = self.clearances_of(visit)
        return given[-1] if given and not given[-1].withdrawn else None

    def clearances_of(self, visit: VisitId) -> tuple[Clearance, ...]:
        """The journal of clearances, oldest first."""
        return self._all(mapping.clearance, statements.journal(tables.clearances, "visit_id"), of=visit)

    def plans_of(self, visit: VisitId) -> tuple[RecheckPlan, ...]:
        """The journal of recheck plans, oldest first."""
        return self._all(mapping.recheck_plan, statements.journal(tables.recheck_plans, "visit_id"), of=visit)

    def plans_among(self, visits: tuple[VisitId, ...]) -> tuple[RecheckPlan, ...]:
        """The newest recheck plan of each of these visits that has any."""
        return self._all(mapping.recheck_plan, statements.newest_plans(), visits=list(visits)) if visits else ()

    def media_of(self, visit: VisitId) -> tuple[Media, ...]:
        """Every photo and clip ever taken into a visit, oldest first."""
        return self._all(mapping.media, statements.journal(tables.media, "visit_id"), of=visit)

    def media_with(self, digest: str) -> tuple[Media, ...]:
        """Every visit's photos and clips of this content, oldest first."""
        return self._all(mapping.media, statements.journal(tables.media, "digest"), of=digest)

    def media_notes_of(self, visit: VisitId) -> tuple[MediaNote, ...]:
        """The journal of captions of a visit's photos and clips, oldest first."""
        return self._all(mapping.media_note, statements.captions(), of=visit)

    def media_marks_of(self, media: MediaId) -> tuple[MediaMark, ...]:
        """The journal of a clip's marks, oldest first."""
        return self._all(mapping.media_mark, statements.journal(tables.media_marks, "media_id"), of=media)

    def signature_of(self, exam: ExamId) -> Signature | None:
        """The signature in force."""
        given = self._journal(tables.signatures, exam, mapping.signature)
        return given[-1] if given else None

    def amendments_of(self, exam: ExamId) -> tuple[Amendment, ...]:
        """Dated additions after signing, oldest first."""
        return self._journal(tables.amendments, exam, mapping.amendment)

    def audit_of(self, subject: str) -> tuple[AuditEntry, ...]:
        """The audit rows of one subject, oldest first."""
        return self._all(mapping.audit_entry, statements.journal(tables.audit, "subject"), of=subject)

    def knowledge_snapshot(self, digest: str) -> bytes:
        """The encoded knowledge an exam was made with. Raises NotFound."""
        kept = select(tables.knowledge.c.content).where(tables.knowledge.c.digest == digest)
        content = self._connection.scalar(kept)
        if content is None:
            raise NotFound(f"The exam rules {digest} are not in this database. Bring back a backup that has them.")
        return bytes(content)

    def sheet_code_of(self, exam: ExamId, sheet: str) -> str | None:
        """The random code printed on this sheet of this exam, once it has been given one."""
        code: str | None = self._connection.scalar(statements.sheet_code(), {"exam": exam, "sheet": sheet})
        return code

    def _all(self, made: Callable[[Row[Any]], T], statement: Select[Any], **values: object) -> tuple[T, ...]:
        return tuple(made(row) for row in self._connection.execute(statement, values))

    def _journal(self, table: Table, exam: ExamId, made: Callable[[Row[Any]], T]) -> tuple[T, ...]:
        return self._all(made, statements.journal(table), of=exam)

    def _one(self, table: Table, key: str, made: Callable[[Row[Any]], T], absent: str) -> T:
        row = self._connection.execute(statements.by_id(table), {"id": key}).one_or_none()
        if row is None:
            raise NotFound(f"{absent} {key}.")
        return made(row)


def _recording_state(rows: Any) -> RecordingState:
    first = rows[0]
    # Oldest first, so that the newest answer to a gate stands.
    newest = {row.rule: row for row in rows if row.rule is not None}
    gates: dict[str, bool] = {rule: row.is_safe for rule, row in newest.items() if not row.withdrawn}
    return RecordingState(
        exam=mapping.exam_from({column.name: first._mapping[column] for column in tables.exams.c}),
        first_exam=first.first_exam,
        is_signed=bool(first.is_signed),
        role=Role(first.role),
        visit_status=VisitStatus(first.status),
        is_cleared=bool(first.is_cleared),
        is_first_signed=bool(first.is_first_signed),
        safe_gates=frozenset(rule for rule, is_safe in gates.items() if is_safe),
        unsafe_gates=frozenset(rule for rule, is_safe in gates.items() if not is_safe),
    )


def _board_line(row: Row[Any]) -> BoardLine:
    columns = row._asdict()
    return (
        mapping.visit_from(_of(columns, "visits_")),
        mapping.patient_from(_of(columns, "patients_")),
        mapping.owner_from(_of(columns, "owners_")),
    )


def _of(columns: dict[str, Any], table: str) -> dict[str, Any]:
    return {name.removeprefix(table): value for name, value in columns.items() if name.startswith(table)}
