"""The record: people, visits, exams and what is only ever added to them.

Revision ID: 0001
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

JOURNALS = (
    "answers",
    "notes",
    "decisions",
    "told",
    "gates",
    "clearances",
    "signatures",
    "amendments",
    "audit",
)


def upgrade() -> None:
    for make in TABLES.values():
        make()
    for journal in JOURNALS:
        for act in ("update", "delete"):
            op.execute(
                f"create trigger keep_{journal}_from_{act} before {act} on {journal} "
                f"begin select raise(abort, '{journal} are only ever added to'); end"
            )


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_table(table)


def _knowledge() -> None:
    op.create_table(
        "knowledge",
        sa.Column("digest", sa.String(length=80), nullable=False),
        sa.Column("version", sa.Text(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("content_digest", sa.String(length=80), nullable=False),
        sa.PrimaryKeyConstraint("digest", name="pk_knowledge"),
    )


def _owners() -> None:
    op.create_table(
        "owners",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("phone", sa.Text(), nullable=False),
        sa.Column("phone_digits", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_owners"),
    )
    op.create_index("ix_owners_phone_digits", "owners", ["phone_digits"], unique=False)


def _staff() -> None:
    op.create_table(
        "staff",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("initials", sa.String(length=16), nullable=False),
        sa.Column("role", sa.String(length=16), nullable=False),
        sa.Column("pin_hash", sa.Text(), nullable=False),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.Column("wrong_tries", sa.Integer(), nullable=False),
        sa.Column("wait_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("role in ('technician', 'veterinarian', 'front_desk', 'admin')", name="ck_staff_role"),
        sa.PrimaryKeyConstraint("id", name="pk_staff"),
        sa.UniqueConstraint("initials", name="uq_staff_initials"),
    )


def _audit() -> None:
    op.create_table(
        "audit",
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("staff_id", sa.String(length=32), nullable=True),
        sa.Column("act", sa.String(length=64), nullable=False),
        sa.Column("subject", sa.String(length=64), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.Column("seal", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name="fk_audit_staff_id"),
        sa.PrimaryKeyConstraint("seq", name="pk_audit"),
    )
    op.create_index("ix_audit_subject", "audit", ["subject"], unique=False)


def _patients() -> None:
    op.create_table(
        "patients",
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("owner_id", sa.String(length=32), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("breed", sa.Text(), nullable=False),
        sa.Column("sex", sa.String(length=16), nullable=True),
        sa.Column("birth_date", sa.Date(), nullable=True),
        sa.Column("is_birth_estimated", sa.Boolean(), nullable=False),
        sa.Column("microchip", sa.Text(), nullable=False),
        sa.Column("handling", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["owner_id"], ["owners.id"], name="fk_patients_owner_id"),
        sa.PrimaryKeyConstraint("seq", name="pk_patients"),
        sa.UniqueConstraint("id", name="uq_patients_id"),
    )
    op.create_index("ix_patients_owner_id", "patients", ["owner_id"], unique=False)


def _visits() -> None:
    op.create_table(
        "visits",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("patient_id", sa.String(length=32), nullable=False),
        sa.Column("status", sa.String(length=16), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("opened_by", sa.String(length=32), nullable=True),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("complaint", sa.Text(), nullable=False),
        sa.Column("expected_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("waiting_since", sa.DateTime(timezone=True), nullable=True),
        sa.Column("cancelled_because", sa.Text(), nullable=False),
        sa.Column("urgency", sa.String(length=16), nullable=False),
        sa.Column("untold_flags", sa.Integer(), nullable=False),
        sa.Column("signed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "status in ('expected', 'waiting', 'in_exam', 'for_vet', 'done', 'cancelled')", name="ck_visits_status"
        ),
        sa.CheckConstraint("urgency in ('routine', 'soon', 'urgent', 'emergency')", name="ck_visits_urgency"),
        sa.ForeignKeyConstraint(["opened_by"], ["staff.id"], name="fk_visits_opened_by"),
        sa.ForeignKeyConstraint(["patient_id"], ["patients.id"], name="fk_visits_patient_id"),
        sa.PrimaryKeyConstraint("id", name="pk_visits"),
        sa.UniqueConstraint("number", name="uq_visits_number"),
    )
    op.create_index("ix_visits_expected_at", "visits", ["expected_at"], unique=False)
    op.create_index("ix_visits_opened_at", "visits", ["opened_at"], unique=False)
    op.create_index("ix_visits_patient_id", "visits", ["patient_id"], unique=False)
    op.create_index("ix_visits_status", "visits", ["status"], unique=False)


def _clearances() -> None:
    op.create_table(
        "clearances",
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("visit_id", sa.String(length=32), nullable=False),
        sa.Column("vet", sa.String(length=32), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["vet"], ["staff.id"], name="fk_clearances_vet"),
        sa.ForeignKeyConstraint(["visit_id"], ["visits.id"], name="fk_clearances_visit_id"),
        sa.PrimaryKeyConstraint("seq", name="pk_clearances"),
    )
    op.create_index("ix_clearances_visit_id", "clearances", ["visit_id"], unique=False)


def _exams() -> None:
    op.create_table(
        "exams",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("visit_id", sa.String(length=32), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("started_by", sa.String(length=32), nullable=True),
        sa.Column("knowledge_version", sa.Text(), nullable=False),
        sa.Column("knowledge_digest", sa.String(length=80), nullable=False),
        sa.Column("examined_on", sa.Date(), nullable=True),
        sa.Column("given", sa.Text(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["knowledge_digest"], ["knowledge.digest"], name="fk_exams_knowledge_digest"),
        sa.ForeignKeyConstraint(["started_by"], ["staff.id"], name="fk_exams_started_by"),
        sa.ForeignKeyConstraint(["visit_id"], ["visits.id"], name="fk_exams_visit_id"),
        sa.PrimaryKeyConstraint("id", name="pk_exams"),
        sa.UniqueConstraint("visit_id", "ordinal", name="uq_exams_visit_id"),
    )


def _amendments() -> None:
    op.create_table(
        "amendments",
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("exam_id", sa.String(length=32), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("staff_id", sa.String(length=32), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["exam_id"], ["exams.id"], name="fk_amendments_exam_id"),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name="fk_amendments_staff_id"),
        sa.PrimaryKeyConstraint("seq", name="pk_amendments"),
    )
    op.create_index("ix_amendments_exam_id", "amendments", ["exam_id"], unique=False)


def _answers() -> None:
    op.create_table(
        "answers",
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("exam_id", sa.String(length=32), nullable=False),
        sa.Column("item", sa.String(length=64), nullable=False),
        sa.Column("site", sa.String(length=2), nullable=True),
        sa.Column("answer", sa.Text(), nullable=True),
        sa.Column("staff_id", sa.String(length=32), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("entered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("source", sa.String(length=8), nullable=False),
        sa.Column("said_by", sa.String(length=32), nullable=True),
        sa.CheckConstraint("source in ('person', 'bulk', 'undo', 'import')", name="ck_answers_source"),
        sa.ForeignKeyConstraint(["exam_id"], ["exams.id"], name="fk_answers_exam_id"),
        sa.ForeignKeyConstraint(["said_by"], ["staff.id"], name="fk_answers_said_by"),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name="fk_answers_staff_id"),
        sa.PrimaryKeyConstraint("seq", name="pk_answers"),
    )
    op.create_index("ix_answers_exam_id_item", "answers", ["exam_id", "item"], unique=False)


def _decisions() -> None:
    op.create_table(
        "decisions",
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("exam_id", sa.String(length=32), nullable=False),
        sa.Column("workup", sa.Text(), nullable=False),
        sa.Column("verdict", sa.String(length=16), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("staff_id", sa.String(length=32), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("verdict in ('accepted', 'declined', 'reopened', 'added')", name="ck_decisions_verdict"),
        sa.ForeignKeyConstraint(["exam_id"], ["exams.id"], name="fk_decisions_exam_id"),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name="fk_decisions_staff_id"),
        sa.PrimaryKeyConstraint("seq", name="pk_decisions"),
    )
    op.create_index("ix_decisions_exam_id", "decisions", ["exam_id"], unique=False)


def _gates() -> None:
    op.create_table(
        "gates",
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("exam_id", sa.String(length=32), nullable=False),
        sa.Column("rule", sa.String(length=64), nullable=False),
        sa.Column("is_safe", sa.Boolean(), nullable=False),
        sa.Column("staff_id", sa.String(length=32), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["exam_id"], ["exams.id"], name="fk_gates_exam_id"),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name="fk_gates_staff_id"),
        sa.PrimaryKeyConstraint("seq", name="pk_gates"),
    )
    op.create_index("ix_gates_exam_id", "gates", ["exam_id"], unique=False)


def _notes() -> None:
    op.create_table(
        "notes",
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("exam_id", sa.String(length=32), nullable=False),
        sa.Column("item", sa.String(length=64), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("staff_id", sa.String(length=32), nullable=True),
        sa.Column("entered_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["exam_id"], ["exams.id"], name="fk_notes_exam_id"),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name="fk_notes_staff_id"),
        sa.PrimaryKeyConstraint("seq", name="pk_notes"),
    )
    op.create_index("ix_notes_exam_id", "notes", ["exam_id"], unique=False)


def _sheet_codes() -> None:
    op.create_table(
        "sheet_codes",
        sa.Column("exam_id", sa.String(length=32), nullable=False),
        sa.Column("sheet", sa.String(length=32), nullable=False),
        sa.Column("code", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(["exam_id"], ["exams.id"], name="fk_sheet_codes_exam_id"),
        sa.PrimaryKeyConstraint("exam_id", "sheet", name="pk_sheet_codes"),
        sa.UniqueConstraint("code", name="uq_sheet_codes_code"),
    )


def _signatures() -> None:
    op.create_table(
        "signatures",
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("exam_id", sa.String(length=32), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("vet", sa.String(length=32), nullable=False),
        sa.Column("vet_name", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("case_digest", sa.String(length=80), nullable=False),
        sa.Column("case_json", sa.Text(), nullable=False),
        sa.Column("assessment_json", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["exam_id"], ["exams.id"], name="fk_signatures_exam_id"),
        sa.ForeignKeyConstraint(["vet"], ["staff.id"], name="fk_signatures_vet"),
        sa.PrimaryKeyConstraint("seq", name="pk_signatures"),
        sa.UniqueConstraint("exam_id", "number", name="uq_signatures_exam_id"),
    )


def _told() -> None:
    op.create_table(
        "told",
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("exam_id", sa.String(length=32), nullable=False),
        sa.Column("flag", sa.String(length=64), nullable=False),
        sa.Column("told_to", sa.Text(), nullable=False),
        sa.Column("staff_id", sa.String(length=32), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("withdrawn", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["exam_id"], ["exams.id"], name="fk_told_exam_id"),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name="fk_told_staff_id"),
        sa.PrimaryKeyConstraint("seq", name="pk_told"),
    )
    op.create_index("ix_told_exam_id", "told", ["exam_id"], unique=False)


TABLES = {
    "knowledge": _knowledge,
    "owners": _owners,
    "staff": _staff,
    "audit": _audit,
    "patients": _patients,
    "visits": _visits,
    "clearances": _clearances,
    "exams": _exams,
    "amendments": _amendments,
    "answers": _answers,
    "decisions": _decisions,
    "gates": _gates,
    "notes": _notes,
    "sheet_codes": _sheet_codes,
    "signatures": _signatures,
    "told": _told,
}
